"""All States through time as a page: one row a State, in the fills and hatches of the map."""

from __future__ import annotations

from typing import Final

from dashboard.domain.bands import BandChart, BandRow, band_chart
from dashboard.domain.days import say_day
from dashboard.exports.captions import Captions
from dashboard.exports.frame import EDGE, WIDTH, frame
from dashboard.exports.view import View
from dashboard.look.axis import DayAxis
from dashboard.look.drawing import Page, paint_of
from dashboard.look.lettering import shorten, text_width
from dashboard.look.palette import PALETTES

LEFT, RIGHT = 270.0, WIDTH - EDGE
TOP, BOTTOM = 160.0, 968.0
EARLY: Final = 0.36
"""Share of the axis for what is before the recent movement."""
MIN_ROW, MAX_ROW = 15.0, 40.0
FAINT: Final = 0.3
"""Opacity of what is settled and still to come."""
NOTE: Final = "Fill: in force. Hatch: moving. Pale, right of the line: settled by acts up to that day."


def bands_page(view: View) -> Page:
    """Every State in view, as known on the view's day; 1920×1080, longer where the rows need it."""
    chart = band_chart(view.index, view.lens, view.day, view.iso3s, whole=True)
    palette = PALETTES[view.theme]
    rows = (*chart.rows, *chart.rest)
    height = min(MAX_ROW, max(MIN_ROW, (BOTTOM - TOP) / max(1, len(rows))))
    longer = max(0.0, TOP + height * len(rows) - BOTTOM)
    page = frame(
        view,
        title=f"{view.short_name}: all States through time, as known on {say_day(view.day)}",
        subtitle=f"{view.lens.title}. {Captions(view).day}",
        note=f"{NOTE} The axis is wider from {chart.bend.year} on." if chart.bend > chart.first else NOTE,
        longer=longer,
    )
    axis = DayAxis(chart.knots(LEFT, RIGHT, EARLY))
    bottom = TOP + height * len(rows)
    with page.told_as("Figure"):
        _years(page, axis, palette, bottom)
    for number, row in enumerate(rows):
        _row(page, view, chart, row, axis, TOP + height * number, height)
    x = axis.place(view.day)
    page.line(x, TOP - 8, x, bottom, palette["day"], 2)
    _key(page, view, chart, bottom + 10)
    return page


def _years(page: Page, axis: DayAxis, palette: dict[str, str], bottom: float) -> None:
    free = LEFT
    for year, x in axis.years():
        page.line(x, TOP - 4, x, bottom, palette["grid"], 0.8)
        if x >= free and x < RIGHT - 30:
            page.text(x + 3, TOP - 6, str(year), 13, palette["ink"])
            free = x + 44


def _row(page: Page, view: View, chart: BandChart, row: BandRow, axis: DayAxis, top: float, height: float) -> None:
    palette = PALETTES[view.theme]
    size = min(14.0, height * 0.86)
    chosen = row.iso3 == view.chosen
    name = shorten(row.name, size, LEFT - EDGE - 10, bold=row.moves)
    page.text(EDGE, top + height / 2 + size * 0.36, name, size, palette["ink"], bold=row.moves or chosen)
    gap = 1.0 if height < 20 else 3.0
    for piece in chart.pieces(row):
        left, right = axis.place(piece.start), axis.place(piece.end)
        page.box(
            left,
            top + gap,
            max(0.8, right - left),
            height - 2 * gap,
            paint_of(piece.look.style, view.theme),
            palette["outline"],
            0.5,
            opacity=FAINT if piece.to_come else 1.0,
            title=f"{row.name}: {piece.look.label} from {say_day(piece.start)}",
        )
    if chosen:
        page.box(EDGE - 6, top, RIGHT - EDGE + 12, height, None, palette["ink"], 2.5)


def _key(page: Page, view: View, chart: BandChart, y: float) -> None:
    palette, x = PALETTES[view.theme], float(EDGE)
    for entry in chart.classes((*chart.rows, *chart.rest)):
        width = 34 + text_width(entry.label, 13)
        if x > EDGE and x + width > WIDTH - EDGE:
            x, y = float(EDGE), y + 20
        page.box(x, y, 26, 14, paint_of(entry.style, view.theme), palette["outline"], 0.6)
        page.text(x + 32, y + 12, entry.label, 13, palette["ink"])
        x += width + 18
