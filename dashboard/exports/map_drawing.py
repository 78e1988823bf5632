"""The map of a picture: land, States in the look of their class, the chosen one marked, names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict

from dashboard.domain.groups import BESIDE_THE_MAP
from dashboard.exports.view import View
from dashboard.look.drawing import Circle, Outline, Page, Paint, paint_of
from dashboard.look.lettering import text_width
from dashboard.look.map_fit import DOT, Box, MapFit, Shape, apart
from dashboard.look.palette import PALETTES

NAME_SIZE = 14.5
FIGURE_SIZE = 12.5


def draw_map(page: Page, view: View, fit: MapFit, largest_names: float = NAME_SIZE) -> None:
    """Land, States, outlines, leaders, dots and names, in the order of the screen.

    Names stand apart up to the size ``largest_names``, to which a page may enlarge them.
    """
    palette = PALETTES[view.theme]
    states = [shape for shape in fit.states() if shape.iso3 in view.index.countries]
    page.marks += [Outline(rings, Paint(palette["outside"])) for rings in fit.context()]
    page.marks += [_shape(view, shape) for shape in states]
    for stroke, width in ((palette["halo"], 2.0), (palette["outline"], 0.8)):
        page.marks += [Outline(shape.rings, stroke=stroke, width=width) for shape in states]
    for shape in states:
        if shape.dot and shape.anchor:
            page.line(*shape.anchor, *shape.dot, palette["outline"])
            page.marks.append(Circle(*shape.dot, DOT, stroke=palette["outline"], width=1.4, **_style(view, shape.iso3)))
    _outline_step(page, view, states)
    _mark_chosen(page, view, states)
    _figures(page, view, states)
    _names(page, view, fit, states, largest_names)


def _outline_step(page: Page, view: View, states: Sequence[Shape]) -> None:
    """A line around the States of the step that a measure's answer is about."""
    ink = PALETTES[view.theme]["ink"]
    for shape in states:
        if view.in_view(shape.iso3) and view.look_of(shape.iso3).entry.outlined:
            if shape.dot:
                page.marks.append(Circle(*shape.dot, DOT, stroke=ink, width=2.4))
            else:
                page.marks.append(Outline(shape.rings, stroke=ink, width=2.0))


def _figures(page: Page, view: View, states: Sequence[Shape]) -> None:
    """The figure of every State that is not named, where it does not lie on that of a larger one."""
    palette = PALETTES[view.theme]
    for x, y, text in placed_figures(view, states, FIGURE_SIZE):
        page.text(x, y + 4, text, FIGURE_SIZE, palette["ink"], bold=True, anchor="middle", halo=palette["halo"])


def placed_figures(view: View, states: Sequence[Shape], size: float) -> list[tuple[float, float, str]]:
    """Middle and text of each figure, larger States first; one that would lie on another is left out."""
    boxes: list[tuple[float, float, float, float]] = []
    found: list[tuple[float, float, str]] = []
    for shape in sorted(states, key=_room, reverse=True):
        text = view.figure_on_map(shape.iso3)
        if not text or shape.iso3 in view.iso3s_to_name:
            continue
        x, y = shape.label
        half = text_width(text, size, bold=True) / 2
        box = (x - half, y - size * 0.6, x + half, y + size * 0.6)
        if all(box[2] < left or right < box[0] or box[3] < top or low < box[1] for left, top, right, low in boxes):
            boxes.append(box)
            found.append((x, y, text))
    return found


def _room(shape: Shape) -> float:
    left, top, right, bottom = shape.extent
    return (right - left) * (bottom - top)


def _mark_chosen(page: Page, view: View, states: Sequence[Shape]) -> None:
    """A thick outline around the State that the reader chose."""
    palette = PALETTES[view.theme]
    for shape in states:
        if shape.iso3 == view.chosen:
            for stroke, width in ((palette["halo"], 7.0), (palette["ink"], 3.5)):
                if shape.dot:
                    page.marks.append(Circle(*shape.dot, DOT + 4, stroke=stroke, width=width))
                else:
                    page.marks.append(Outline(shape.rings, stroke=stroke, width=width))


class _Style(TypedDict):
    """How a State is filled, and what its mark is called."""

    fill: Paint
    opacity: float
    name: str
    title: str


def _style(view: View, iso3: str) -> _Style:
    now = view.look_of(iso3)
    return {
        "fill": paint_of(now.style, view.theme),
        "opacity": 1.0 if view.in_view(iso3) else 0.22,
        "name": iso3,
        "title": f"{view.index.countries[iso3].name}: {view.told_of(iso3)}",
    }


def _shape(view: View, shape: Shape) -> Outline:
    """The area of a State; where it has a dot, the dot carries its name."""
    mark = Outline(shape.rings, **_style(view, shape.iso3))
    return replace(mark, name="") if shape.dot else mark


def _names(page: Page, view: View, fit: MapFit, states: Sequence[Shape], largest: float) -> None:
    palette = PALETTES[view.theme]
    moving = [shape for shape in states if view.is_moving(shape.iso3)]
    taken: list[Box] = []
    for shape in states:
        if shape.iso3 in view.iso3s_to_name:
            text = view.name_on_map(shape.iso3)
            place = shape.place_label(text_width(text, NAME_SIZE, bold=True), NAME_SIZE, fit.across, moving)
            width = text_width(text, largest, bold=True)
            place = place._replace(y=place.y + apart(place.box(width, largest), taken))
            taken.append(place.box(width, largest))
            ink, halo = palette["ink"], palette["halo"]
            page.text(place.x, place.y + 5, text, NAME_SIZE, ink, bold=True, anchor=place.anchor, halo=halo)


def beside_the_map(page: Page, view: View, x: float, y: float, size: float = 15.0) -> None:
    """States whose shape lies outside the frame of the map, in a row; ``size`` is that of their names."""
    palette = PALETTES[view.theme]
    for iso3 in BESIDE_THE_MAP:
        if iso3 not in view.index.countries:
            continue
        name = view.index.countries[iso3].name
        page.box(x, y, 2 * size, 1.33 * size, stroke=palette["outline"], **_style(view, iso3))
        page.text(x + 2.5 * size, y + 1.05 * size, name, size, palette["ink"])
        x += 3.5 * size + text_width(name, size)
