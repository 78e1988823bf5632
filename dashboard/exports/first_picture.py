"""The chosen day as a picture of a few kilobytes: answer, legend and map, until the page itself is there.

Colours are names that the picture's own style gives a value in the light and in the dark.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Final, Literal, NamedTuple

from dashboard.browser.messages import FIRST_PICTURE, LEGEND
from dashboard.domain.addresses import API, EXPORT, PRESENTATION, address, file_query
from dashboard.domain.answer import entries
from dashboard.domain.days import say_day
from dashboard.domain.groups import BESIDE_THE_MAP
from dashboard.domain.lenses import class_of
from dashboard.domain.lenses.holding import holding
from dashboard.exports.inline import one_script, script_safe
from dashboard.exports.view import View
from dashboard.look.coarse_map import UNIT, CoarseMap, CoarseShape
from dashboard.look.css_hatch import css_background
from dashboard.look.map_fit import Box, LabelPlace, place_label
from dashboard.look.palette import PALETTES, STYLES, Hatch, roles_of
from dashboard.views.templates import render

TEMPLATES: Final = Path(__file__).with_name("templates")
ALWAYS: Final = ("outside", "sea", "outline", "halo", "ink", "paper")
"""Colours that every picture needs."""
USUAL: Final = 6000 / UNIT
"""Units a pixel on a screen of 1440 × 900; a script mends it for others before anything is seen."""
ON_PHONES: Final = 13_200 / UNIT
"""Units a pixel on a screen 390 wide."""
MOST_ON_PHONES: Final = 6
"""Names that a map narrower than 560 pixels takes, as ``map_layer.mjs`` has it."""
DOT, LETTERS, WIDTH_OF_LETTER, FIGURE_LINES = 7, 12, 0.62, 1.6
"""Pixels, and the share of its height that a letter is wide, as ``svgmap.mjs`` has them."""
LONG, LONGEST = 72, 92
"""Letters of an answer, as ``headline.mjs`` has them."""
NAMES = {role: f"var(--m-{role})" for role in PALETTES["standard"]}


Notice = Literal["", "ignored", "above"]
"""What stands above the map: nothing, what the address held and could not be used, or what the whole page is told."""


class Area(NamedTuple):
    """A State on the map."""

    shape: CoarseShape
    style: str
    is_dim: bool
    is_outlined: bool
    is_chosen: bool


class Name(NamedTuple):
    """A name or figure on the map."""

    text: str
    place: LabelPlace


class Entry(NamedTuple):
    """One count of the legend."""

    label: str
    n: int
    part: bool
    background: str
    is_outlined: bool
    is_first_part: bool
    class_id: str


@lru_cache(maxsize=1)
def script() -> str:
    """What fits the picture to the screen, moves it into the page and tells when the page cannot come."""
    return script_safe(f"{{{one_script('first_picture.mjs')}\nmodule_first_picture.start();}}")


def first_picture(view: View, coarse: CoarseMap, notice: Notice = "") -> str:
    """The picture of a view, as a part of the page's first bytes, with room for the notice that will stand above it."""
    areas, legend = list(_areas(view, coarse)), list(_legend(view))
    held = view.index.countries
    beside = [iso3 for iso3 in BESIDE_THE_MAP if iso3 in held]
    places = [*beside, *(area.shape.iso3 for area in areas if area.shape.dot)]
    used = {area.style for area in areas} | {view.look_of(iso3).style for iso3 in beside}
    roles = sorted({role for style in used | {style for style, _ in legend} for role in roles_of(style)})
    hatched = [(style, hatch) for style in sorted(used) if (hatch := STYLES[style].hatch)]
    light, dark = PALETTES["standard"], PALETTES["dark"]
    kept = file_query(view.index, view.selection) if view.selection else {}
    return render(
        "first_picture.html",
        TEMPLATES,
        texts=FIRST_PICTURE,
        answer=view.answer,
        length="longest" if len(view.answer) > LONGEST else "long" if len(view.answer) > LONG else "",
        title=view.lens.title,
        of_these=LEGEND["of_these"],
        legend=[entry for _, entry in legend],
        names_parts=not view.lens.wording.main,
        palette={role: (light[role], dark[role]) for role in dict.fromkeys((*ALWAYS, *roles))},
        hatches=[(style, STYLES[style].base, hatch, _lines(hatch)) for style, hatch in hatched],
        fills={style: f"url(#first-{style})" if STYLES[style].hatch else NAMES[STYLES[style].base] for style in used},
        land=[one for one in coarse.shapes if not one.iso3],
        areas=areas,
        names_on={"desks": list(_names(view, areas, coarse)), "phones": _names_on_phones(view, areas, coarse)},
        chips=[(held[iso3].name, _background(view, iso3)) for iso3 in places],
        beside=len(beside),
        coarse=coarse,
        usual=USUAL,
        dot=DOT,
        letters=LETTERS,
        notice=notice,
        facts=_facts(view),
        day=say_day(view.day),
        presentation=PRESENTATION,
        file=address(EXPORT, {"format": "html"} | kept),
        api=address(f"{API}/{'status' if view.treaty else 'readings'}", kept),
        script=script(),
    )


def _areas(view: View, coarse: CoarseMap) -> Iterator[Area]:
    for shape in coarse.shapes:
        if shape.iso3 in view.index.countries:
            look = view.look_of(shape.iso3)
            is_chosen = shape.iso3 == view.chosen
            in_view = view.in_view(shape.iso3) or is_chosen
            yield Area(shape, look.style, not in_view, look.entry.outlined and in_view, is_chosen)


def _background(view: View, iso3: str) -> str:
    return css_background(view.look_of(iso3).style, NAMES)


def _legend(view: View) -> Iterator[tuple[str, Entry]]:
    """Style and entry of every count that the legend tells."""
    before = False
    for one in entries(view.summary):
        shown = class_of(view.lens, one.class_id)
        background = css_background(shown.style, NAMES) if not one.part or shown.family else ""
        first = one.part and not before
        before = one.part
        yield (
            shown.style,
            Entry(
                one.label if one.part else one.label[:1].upper() + one.label[1:],
                one.n,
                one.part,
                background,
                shown.outlined,
                first,
                one.class_id,
            ),
        )


def _names_on_phones(view: View, areas: Sequence[Area], coarse: CoarseMap) -> list[Name]:
    """Names of those that move where these are few, and figures; a phone shows no dots."""
    if len(view.iso3s_to_name) > MOST_ON_PHONES:
        return []
    return list(_names(view, [one for one in areas if not one.shape.dot], coarse, ON_PHONES))


def _names(view: View, areas: Sequence[Area], coarse: CoarseMap, px: float = USUAL) -> Iterator[Name]:
    """Names of those that move, and figures that have room on their State, placed for pixels of ``px`` units."""
    size, dot = LETTERS * px, DOT * px
    boxes = {area.shape.iso3: _box(area.shape, dot) for area in areas}
    moving = [iso3 for iso3 in boxes if view.is_moving(iso3)]
    for area in areas:
        iso3 = area.shape.iso3
        at = area.shape.dot or area.shape.label
        figure = view.figure_on_map(iso3)
        text = figure or (view.name_on_map(iso3) if iso3 in view.iso3s_to_name else "")
        if not text or at is None:
            continue
        left, top, right, bottom = box = boxes[iso3]
        width = len(text) * WIDTH_OF_LETTER * size
        if not figure:
            if width > right - left:
                text = view.index.countries[iso3].name
                width = len(text) * WIDTH_OF_LETTER * size
            others = [boxes[other] for other in moving if other != iso3]
            radius = dot if area.shape.dot else 0
            yield Name(text, place_label(at, box, radius, width, size, (0, coarse.size[0]), others))
        elif not area.shape.dot and width <= right - left and size * FIGURE_LINES <= bottom - top:
            yield Name(text, LabelPlace("middle", *at))


def _box(shape: CoarseShape, radius: float) -> Box:
    if shape.dot is None:
        return shape.extent
    x, y = shape.dot
    return x - radius, y - radius, x + radius, y + radius


def _lines(hatch: Hatch) -> str:
    """Path of a hatch within its tile."""
    return "".join(f"M0 0L{x:g} {y:g}" for x, y in hatch.tile.lines)


def _facts(view: View) -> list[tuple[str, str, str, str]]:
    """State, class or figure, since when and what is settled next, of every State in view."""
    rows = []
    for iso3, country in view.index.countries.items():
        if view.in_view(iso3):
            now = holding(view.index, view.lens, iso3, view.day)
            rows.append((country.name, now.words, now.since_words, now.next_words))
    return sorted(rows, key=lambda row: row[0].casefold())
