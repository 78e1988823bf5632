"""Slides of all States through time: a row a State with a step in the range, the others as one line."""

from __future__ import annotations

from typing import Any, Final

from dashboard.domain.bands import BandChart, BandRow, band_chart
from dashboard.domain.days import say_day
from dashboard.domain.lenses import LensClass
from dashboard.exports.slide_frame import (
    BODY,
    BOTTOM,
    EDGE,
    LABEL,
    LEADING,
    SMALL,
    TOP,
    WIDTH,
    new_slide,
    one_line,
    paragraph,
    rule,
    time_axis,
)
from dashboard.exports.slide_shapes import add, class_fill, rectangle, write
from dashboard.exports.sources import source_lines
from dashboard.exports.view import View
from dashboard.look.axis import DayAxis
from dashboard.look.lettering import text_width
from dashboard.look.palette import PALETTES

ROWS: Final = 18
"""States on one slide."""
LEFT, RIGHT = 470.0, 1872.0
HEAD: Final = TOP + 72
MAX_ROW: Final = 88.0
KEY_LINE: Final = 36.0


def band_slides(deck: Any, view: View) -> None:
    """One slide for every ``ROWS`` States; none where no State has a step in the range."""
    chart = band_chart(view.index, view.lens, view.day, view.iso3s)
    pages = [chart.rows[at : at + ROWS] for at in range(0, len(chart.rows), ROWS)]
    for number, rows in enumerate(pages):
        span = f"{chart.first.year} to {view.day.year}" if chart.first.year < view.day.year else f"{view.day.year}"
        title = f"{view.short_name}: {view.lens.wording.frames['bands-title']}, {span}" + (
            " (continued)" if number else ""
        )
        slide = new_slide(deck, view, title, _notes(view, chart, rows, title))
        _draw(slide, view, chart, rows, last=number == len(pages) - 1)


def _notes(view: View, chart: BandChart, rows: tuple[BandRow, ...], title: str) -> list[str]:
    told = [
        f"{row.name}: " + ", ".join(f"{one.look.label} from {say_day(one.start)}" for one in chart.pieces(row))
        for row in rows
    ]
    ids = dict.fromkeys(key for row in rows for key in view.run_of(row.iso3).refs)
    return [title, *told, chart.rest_line, "Sources:", *source_lines(view.index, ids)]


def _draw(slide: Any, view: View, chart: BandChart, rows: tuple[BandRow, ...], *, last: bool) -> None:
    palette = PALETTES[view.theme]
    axis = DayAxis(((chart.first, LEFT), (chart.last, RIGHT)))
    foot = LEADING * BODY * last + KEY_LINE * len(_key_lines(chart)) + 12
    height = min(MAX_ROW, (BOTTOM - HEAD - foot) / len(rows))
    bottom = HEAD + height * len(rows)
    time_axis(slide, view, axis, HEAD, bottom)
    for number, row in enumerate(rows):
        y = HEAD + height * number
        name = one_line(row.name, LABEL, LEFT - EDGE - 10, bold=True)
        box = (EDGE, y + height / 2 - 19, LEFT - EDGE - 10, 38)
        write(slide, f"Row {row.iso3}", box, name, LABEL, palette["ink"], bold=True)
        for piece in chart.pieces(row):
            left, right = axis.place(piece.start), axis.place(piece.end)
            come = ", settled" if piece.to_come else ""
            add(
                slide,
                f"Band {row.iso3} {piece.look.class_id} {piece.start.isoformat()}",
                rectangle(left, y + 4, max(1.0, right - left), height - 8),
                class_fill(piece.look.style, view.theme, faint=piece.to_come),
                line=palette["outline"],
                alt_text=f"{row.name}: {piece.look.label} from {say_day(piece.start)}{come}",
            )
    rule(slide, "As-of line on top", (axis.place(view.day), HEAD, axis.place(view.day), bottom), palette["day"], 2.25)
    y = _key(slide, view, chart, bottom + 8)
    if last and chart.rest_line:
        paragraph(slide, "Other States", (EDGE, y, WIDTH), chart.rest_line, BODY, palette["ink"])


def _key_lines(chart: BandChart) -> list[list[tuple[LensClass, float]]]:
    """Class and width of what stands on each line of the key."""
    lines: list[list[tuple[LensClass, float]]] = [[]]
    for entry in chart.classes(chart.rows):
        width = 54 + text_width(entry.label, 2 * SMALL)
        if lines[-1] and sum(taken for _, taken in lines[-1]) + width > WIDTH:
            lines.append([])
        lines[-1].append((entry, width))
    return lines


def _key(slide: Any, view: View, chart: BandChart, y: float) -> float:
    """The classes that occur, in one line or more; returns where it ends."""
    palette = PALETTES[view.theme]
    for line in _key_lines(chart):
        x = EDGE
        for entry, width in line:
            fill = class_fill(entry.style, view.theme)
            add(slide, f"Key {entry.class_id}", rectangle(x, y + 6, 34, 22), fill, line=palette["outline"])
            box = (x + 44, y, width - 54, 34)
            write(slide, f"Key text {entry.class_id}", box, entry.label, SMALL, palette["ink"])
            x += width
        y += KEY_LINE
    return y
