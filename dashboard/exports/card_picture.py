"""The picture that stands beside a shared link: the view's lens, day, answer, legend with counts and map, 1200×630."""

from __future__ import annotations

from dashboard.domain import product
from dashboard.domain.days import say_day
from dashboard.domain.shared_view import PICTURE_SIZE
from dashboard.exports.captions import BOUNDARIES
from dashboard.exports.legend import legend_rows
from dashboard.exports.map_drawing import draw_map
from dashboard.exports.view import View
from dashboard.look.drawing import Page, Paint, paint_of
from dashboard.look.lettering import fit_size, shorten, wrap
from dashboard.look.map_fit import MapFit
from dashboard.look.palette import PALETTES

SIZE = PICTURE_SIZE
EDGE = 40
MAP_BOX = (430.0, 150.0, 730.0, 420.0)
LEGEND_WIDTH = 370
LARGEST_NAMES = 25.0
"""Size of the names of an embedded map where the frame is narrowest."""
LOWEST = 560
"""Where the legend ends at the latest."""


def card_page(view: View) -> Page:
    """The picture of a view. It is drawn as of the day of the last change, so its day is told as "since"."""
    palette = PALETTES[view.theme]
    ink = palette["ink"]
    page = _head(view.lens.title, f"Since {say_day(view.day)}", view.answer)
    fit = MapFit(view.shapes, MAP_BOX)
    page.box(fit.x, fit.y, fit.width, fit.height, Paint(palette["sea"]))
    draw_map(page, view, fit)
    y = MAP_BOX[1]
    for row in legend_rows(view):
        left = EDGE + (20 if row.part else 0)
        lines = wrap(row.label, 17, LEGEND_WIDTH - 96 - (20 if row.part else 0), bold=not row.part, most=2)
        if y + 20 * len(lines) > LOWEST:
            break
        page.box(left, y, 34, 24, paint_of(row.style, view.theme), palette["outline"], 2.4 if row.outlined else 1.0)
        for number, line in enumerate(lines):
            page.text(left + 44, y + 18 + number * 20, line, 17, ink, bold=not row.part)
        page.text(EDGE + LEGEND_WIDTH - 20, y + 18, str(row.states), 18, ink, bold=True, anchor="end")
        y += 34 + 20 * (len(lines) - 1)
    meta = view.index.dataset.meta
    data = f"Data as of {say_day(meta.as_of)}, dataset {view.index.edition}, {meta.data_licence}"
    foot = f"{product.NAME}. {data}. {BOUNDARIES}."
    page.text(EDGE, SIZE[1] - 22, shorten(foot, 14, SIZE[0] - 2 * EDGE), 14, ink)
    return page


def plain_card(title: str) -> Page:
    """The picture of a lens alone, for times when the picture of a view cannot be drawn soon."""
    return _head(title, product.NAME, product.PURPOSE)


def embed_map(view: View) -> Page:
    """The map alone, without the words around it."""
    fit = MapFit(view.shapes, (0.0, 0.0, 760.0, 640.0))
    page = Page(fit.width, fit.height, PALETTES[view.theme]["sea"], f"{view.lens.title}. {view.answer}")
    fit = MapFit(view.shapes, (0.0, 0.0, fit.width, fit.height))
    draw_map(page, view, fit, LARGEST_NAMES)
    return page


def _head(title: str, day: str, line: str) -> Page:
    palette = PALETTES["standard"]
    ink, width = palette["ink"], SIZE[0] - 2 * EDGE
    page = Page(*SIZE, palette["paper"], f"{title}. {day}. {line}")
    page.text(EDGE, 62, title, fit_size(title, (40, 36, 32, 28, 24, 20), width, 1, bold=True), ink, bold=True)
    page.text(EDGE, 98, day, 24, ink)
    page.text(EDGE, 130, shorten(line, 18, width), 18, ink)
    return page
