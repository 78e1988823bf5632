"""The pictures of a view as pages of plain marks: map here, production chart and dossier beside it.

Classes, palette, hatches and projection are those of the screen; `drawing.svg`, `canvas.png` and `canvas.pdf`
write the same pages.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypedDict

from dashboard.domain.groups import BESIDE_THE_MAP
from dashboard.domain.stories import LINES_SETTLED, SETTLED
from dashboard.domain.terms import LEGEND
from dashboard.exports.bands_picture import bands_page
from dashboard.exports.captions import Captions
from dashboard.exports.dossier import dossier_pages
from dashboard.exports.frame import EDGE, WIDTH, frame
from dashboard.exports.legend import legend_rows
from dashboard.exports.production_picture import production_page
from dashboard.exports.view import View
from dashboard.look.drawing import Circle, Outline, Page, Paint, paint_of
from dashboard.look.lettering import text_width, wrap
from dashboard.look.map_fit import DOT, MapFit, Shape
from dashboard.look.palette import PALETTES

MAP_BOX = (412.0, 150.0, 1048.0, 840.0)
LEGEND_WIDTH = 350
INDENT = 24
ASIDE = 1486
NAME_SIZE = 14.5


def pages(view: View) -> list[Page]:
    """The pages of a view's kind; a map or a chart is one, a dossier one or more for each State."""
    match view.kind:
        case "map":
            return [map_page(view)]
        case "production":
            return [production_page(view)]
        case "bands":
            return [bands_page(view)]
        case "dossier":
            return dossier_pages(view)


def map_page(view: View) -> Page:
    """Map, legend with counts, who is moving, and all that makes the picture citable; 1920×1080."""
    palette = PALETTES[view.theme]
    page = frame(view)
    _legend(page, view, 170)
    _movement(page, view, 170)
    fit = MapFit(view.shapes, MAP_BOX)
    page.box(fit.x, fit.y, fit.width, fit.height, Paint(palette["sea"]))
    draw_map(page, view, fit)
    _off_the_map(page, view, fit.x + 14, fit.y + 16)
    return page


def draw_map(page: Page, view: View, fit: MapFit) -> None:
    """Land, States, outlines, leaders, dots and names, in the order of the screen."""
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
    _mark_chosen(page, view, states)
    _names(page, view, fit, states)


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
    now = view.standing_of(iso3)
    return {
        "fill": paint_of(now.class_id, view.theme),
        "opacity": 1.0 if view.in_view(iso3) else 0.22,
        "name": iso3,
        "title": f"{view.index.countries[iso3].name}: {now.label}",
    }


def _shape(view: View, shape: Shape) -> Outline:
    """The area of a State; where it has a dot, the dot carries its name."""
    mark = Outline(shape.rings, **_style(view, shape.iso3))
    return replace(mark, name="") if shape.dot else mark


def _names(page: Page, view: View, fit: MapFit, states: Sequence[Shape]) -> None:
    palette = PALETTES[view.theme]
    moving = [shape for shape in states if view.is_moving(shape.iso3)]
    for shape in states:
        if shape.iso3 in view.iso3s_to_name:
            text = view.name_on_map(shape.iso3)
            place = shape.place_label(text_width(text, NAME_SIZE, bold=True), NAME_SIZE, fit.across, moving)
            ink, halo = palette["ink"], palette["halo"]
            page.text(place.x, place.y + 5, text, NAME_SIZE, ink, bold=True, anchor=place.anchor, halo=halo)


def _legend(page: Page, view: View, top: float) -> None:
    palette = PALETTES[view.theme]
    page.text(EDGE, top, "Status on the day", 20, palette["ink"], bold=True)
    y = top + 22
    for row in legend_rows(view):
        left = EDGE + (INDENT if row.part else 0)
        page.box(left, y, 40, 26, paint_of(row.class_id, view.theme), palette["outline"])
        lines = wrap(row.label, 17, LEGEND_WIDTH - 116 - (INDENT if row.part else 0))
        for number, line in enumerate(lines):
            page.text(left + 52, y + 19 + number * 20, line, 17, palette["ink"], bold=not row.part)
        page.text(EDGE + LEGEND_WIDTH - 20, y + 19, str(row.states), 18, palette["ink"], bold=True, anchor="end")
        y += 40 + 20 * (len(lines) - 1)
    page.paragraph(EDGE, y + 14, Captions(view).total, 15, palette["ink"], LEGEND_WIDTH - 20)


def _movement(page: Page, view: View, top: float) -> None:
    """The States that move, by name, what happened last, and what was settled by then."""
    palette = PALETTES[view.theme]
    width = WIDTH - EDGE - ASIDE
    y = top
    page.text(ASIDE, y, "Leaving, left or suspending", 20, palette["ink"], bold=True)
    y += 34
    moving = [(entry, names) for entry in LEGEND if entry.moving and (names := view.members_of(entry.class_id))]
    for entry, names in moving:
        page.box(ASIDE, y - 16, 30, 20, paint_of(entry.class_id, view.theme), palette["outline"])
        page.text(ASIDE + 40, y, entry.label, 16, palette["ink"], bold=True)
        y = page.paragraph(ASIDE, y + 25, ", ".join(names), 16, palette["ink"], width, most=6) + 16
    if not moving:
        y = page.paragraph(ASIDE, y, "None on this day.", 16, palette["ink"], width) + 16
    for line in (view.headline, *(f"{SETTLED}{line}" for line in view.settled_lines[:LINES_SETTLED])):
        y = page.paragraph(ASIDE, y + 10, line, 16, palette["ink"], width, most=5) + 4


def _off_the_map(page: Page, view: View, x: float, y: float) -> None:
    """States whose shape lies outside the frame of the map."""
    palette = PALETTES[view.theme]
    for iso3 in BESIDE_THE_MAP:
        if iso3 not in view.index.countries:
            continue
        page.box(x, y, 30, 20, stroke=palette["outline"], **_style(view, iso3))
        page.text(x + 38, y + 16, view.index.countries[iso3].name, 15, palette["ink"])
        y += 28


__all__ = ["draw_map", "map_page", "pages"]
