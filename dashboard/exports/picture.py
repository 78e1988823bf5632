"""The pictures of a view as pages of plain marks: map here, production chart and dossier beside it.

Classes, palette, hatches and projection are those of the screen; `drawing.svg`, `canvas.png` and `canvas.pdf`
write the same pages.
"""

from __future__ import annotations

from dashboard.domain.stories import LINES_SETTLED, SETTLED
from dashboard.exports.bands_picture import bands_page
from dashboard.exports.captions import Captions
from dashboard.exports.dossier import dossier_pages
from dashboard.exports.frame import EDGE, WIDTH, frame
from dashboard.exports.legend import legend_rows
from dashboard.exports.map_drawing import beside_the_map, draw_map
from dashboard.exports.paper import paper_page
from dashboard.exports.production_picture import production_page
from dashboard.exports.view import View
from dashboard.look.drawing import Page, Paint, paint_of
from dashboard.look.lettering import wrap
from dashboard.look.map_fit import MapFit
from dashboard.look.palette import PALETTES

MAP_BOX = (412.0, 150.0, 1048.0, 840.0)
LEGEND_WIDTH = 350
INDENT = 24
ASIDE = 1486
HIGHEST = 16
"""Figures told beside the map."""


def pages(view: View) -> list[Page]:
    """The pages of a view's kind; a map or a chart is one, a dossier one or more for each State."""
    match view.kind:
        case "map":
            return [map_page(view)]
        case "production":
            return [production_page(view)]
        case "bands":
            return [bands_page(view)]
        case "a4":
            return [paper_page(view, upright=False)]
        case "a4-upright":
            return [paper_page(view, upright=True)]
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
    with page.told_as("Figure"):
        draw_map(page, view, fit)
        beside_the_map(page, view, fit.x + 14, fit.y + 16)
    return page


def _legend(page: Page, view: View, top: float) -> None:
    palette = PALETTES[view.theme]
    with page.told_as("H2"):
        page.text(EDGE, top, Captions(view).legend_title, 20, palette["ink"], bold=True)
    y = top + 22
    for row in legend_rows(view):
        left = EDGE + (INDENT if row.part else 0)
        page.box(left, y, 40, 26, paint_of(row.style, view.theme), palette["outline"], 2.4 if row.outlined else 1.0)
        lines = wrap(row.label, 17, LEGEND_WIDTH - 116 - (INDENT if row.part else 0), bold=not row.part)
        told = page.new_row()
        with page.told_as("TH", told):
            for number, line in enumerate(lines):
                page.text(left + 52, y + 19 + number * 20, line, 17, palette["ink"], bold=not row.part)
        with page.told_as("TD", told):
            page.text(EDGE + LEGEND_WIDTH - 20, y + 19, str(row.states), 18, palette["ink"], bold=True, anchor="end")
        y += 40 + 20 * (len(lines) - 1)
    for line in filter(None, (Captions(view).total, Captions(view).series)):
        y = page.paragraph(EDGE, y + 14, line, 15, palette["ink"], LEGEND_WIDTH - 20)


def _movement(page: Page, view: View, top: float) -> None:
    """The States that move by name, or the highest figures; what happened last, and what was settled by then."""
    palette = PALETTES[view.theme]
    width = WIDTH - EDGE - ASIDE
    y = top
    title = "Highest figures" if view.figures else view.lens.wording.frames["movers-title"]
    with page.told_as("H2"):
        page.text(ASIDE, y, title, 20, palette["ink"], bold=True)
    y += 34
    for iso3, run in view.figures[:HIGHEST]:
        page.box(ASIDE, y - 16, 30, 20, paint_of(run.entry.style, view.theme), palette["outline"])
        told = page.new_row()
        with page.told_as("TH", told):
            page.text(ASIDE + 40, y, view.index.name_of(iso3), 16, palette["ink"])
        with page.told_as("TD", told):
            page.text(ASIDE + width, y, view.figure_on_map(iso3), 16, palette["ink"], bold=True, anchor="end")
        y += 28
    moving = [
        (entry, names) for entry in view.lens.classes if entry.moving and (names := view.members_of(entry.class_id))
    ]
    for entry, names in moving:
        page.box(ASIDE, y - 16, 30, 20, paint_of(entry.style, view.theme), palette["outline"])
        with page.told_as("H3"):
            page.text(ASIDE + 40, y, entry.label, 16, palette["ink"], bold=True)
        y = page.paragraph(ASIDE, y + 25, ", ".join(names), 16, palette["ink"], width, most=6) + 16
    if not moving and not view.figures:
        y = page.paragraph(ASIDE, y, "None on this day.", 16, palette["ink"], width) + 16
    for line in (view.headline, *(f"{SETTLED}{line}" for line in view.settled_lines[:LINES_SETTLED])):
        y = page.paragraph(ASIDE, y + 10, line, 16, palette["ink"], width, most=5) + 4
