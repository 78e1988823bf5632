"""Slides of announced production: one row a programme, its window a native shape on an axis of days."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from dashboard.domain.days import say_day
from dashboard.domain.production_chart import chart_of_rows, production_chart
from dashboard.domain.production_marks import Bar, Ends, ProductionChart, ProgrammeMarks
from dashboard.exports.programmes import programmes_of
from dashboard.exports.slide_frame import (
    BODY,
    BOTTOM,
    EDGE,
    LABEL,
    LEADING,
    NARROWER,
    SMALL,
    TOP,
    WIDTH,
    lines_of,
    new_slide,
    one_line,
    paragraph,
    rule,
    time_axis,
)
from dashboard.exports.slide_shapes import add, pattern_fill, plain_fill, rectangle, write
from dashboard.exports.sources import source_lines
from dashboard.exports.view import View
from dashboard.look.axis import DayAxis
from dashboard.look.lettering import wrap
from dashboard.look.palette import PALETTES

ROWS: Final = 7
"""Programmes on one slide."""
LEFT, RIGHT = 700.0, 1790.0
HEAD: Final = TOP + 72
OPEN_ENDED: Final = "narVert"
"""Office's pattern for a window of which one end was stated."""
KEY: Final = (
    "Bars: earliest to latest start as stated, paler where known to the quarter or year only; striped: one end "
    "open. Thin: earlier versions. Letter: grade of the best source."
)


def production_slides(deck: Any, view: View) -> None:
    """One slide for every ``ROWS`` dated programmes, those of the chosen State first; what has no date as a list."""
    chart = production_chart(view.index, programmes_of(view), view.day)
    if not chart.rows:
        return
    rows = sorted(chart.rows, key=lambda row: bool(view.focus) and row.iso3 not in view.focus)
    dated, undated = [row for row in rows if row.dated], [row for row in rows if not row.dated]
    most = -(-len(dated) // max(1, -(-len(dated) // ROWS)))
    pages = [dated[at : at + most] for at in range(0, len(dated), most or 1)]
    for number, page in enumerate(pages):
        slide = _slide(deck, view, page, number)
        free = draw_rows(slide, view, chart_of_rows(page, view.day))
        if number == len(pages) - 1 and _list(slide, view, undated, free):
            undated = []
    while undated:
        slide = _slide(deck, view, undated, 0 if not dated else len(pages))
        undated = undated[_list_what_fits(slide, view, undated) :]


def _slide(deck: Any, view: View, rows: Sequence[ProgrammeMarks], number: int) -> Any:
    title = f"Announced production, as known on {say_day(view.day)}" + (" (continued)" if number else "")
    ids = [version.announcement_id for row in rows for version in (*row.current, *row.superseded)]
    heads = [f"{row.title}: {row.head.window}" for row in rows]
    return new_slide(deck, view, title, [title, *heads, KEY, "Sources:", *source_lines(view.index, ids)])


def draw_rows(slide: Any, view: View, chart: ProductionChart) -> float:
    """Draw the rows; returns where the room below them begins."""
    axis = DayAxis(((chart.first, LEFT), (chart.last, RIGHT)))
    height = min(108.0, (BOTTOM - HEAD - 76) / len(chart.rows))
    bottom = HEAD + height * len(chart.rows)
    time_axis(slide, view, axis, HEAD, bottom)
    for number, row in enumerate(chart.rows):
        _row(slide, view, axis, row, HEAD + height * number, height)
    return paragraph(slide, "Key", (EDGE, bottom + 6, WIDTH), KEY, SMALL, PALETTES[view.theme]["ink"])


def _row(slide: Any, view: View, axis: DayAxis, row: ProgrammeMarks, top: float, height: float) -> None:
    palette, width = PALETTES[view.theme], LEFT - EDGE - 20
    rule(slide, f"Row of {row.head.announcement_id}", (EDGE, top, EDGE + WIDTH, top), palette["grid"], 0.75)
    title = one_line(row.title, LABEL, width, bold=True)
    write(slide, "Programme", (EDGE, top + 2, width, 38), title, LABEL, palette["ink"], bold=True)
    words = "; ".join(filter(None, (row.head.window, row.moved)))
    told = "\n".join(wrap(words, 2 * SMALL / NARROWER, width, most=2))
    write(slide, "Window in words", (EDGE, top + 38, width, 60), told, SMALL, palette["ink"])
    write(
        slide, "Grade", (EDGE + WIDTH - 44, top + height / 2 - 17, 44, 34), row.grade, SMALL, palette["ink"], bold=True
    )
    for version in row.superseded:
        if version.bar:
            _bar(slide, view, axis, version.bar, (top + 14, 8), f"Earlier window {version.announcement_id}", row.title)
    each = min(32.0, (height - 34) / max(1, len(row.current)))
    for number, version in enumerate(row.current):
        if version.bar:
            place = (top + 28 + each * number, each - 4)
            _bar(slide, view, axis, version.bar, place, f"Window {version.announcement_id}", row.title)


def _bar(slide: Any, view: View, axis: DayAxis, bar: Bar, place: tuple[float, float], name: str, title: str) -> None:
    """The window as a rectangle; the one end that was stated has a tick."""
    palette = PALETTES[view.theme]
    left, right = axis.place(bar.start), axis.place(bar.end)
    colour = palette["outline" if name.startswith("Window") else "speck"]
    fill = (
        plain_fill(colour, opacity=bar.opacity)
        if bar.ends is Ends.BOTH
        else pattern_fill(OPEN_ENDED, colour, palette["halo"])
    )
    alt_text = f"{title}: {say_day(bar.start)} to {say_day(bar.end)}, {bar.ends.value}"
    form = rectangle(left, place[0], max(3.0, right - left), place[1])
    add(slide, name, form, fill, line=colour, width=0.5, alt_text=alt_text)
    if bar.stated_day is not None:
        x = axis.place(bar.stated_day)
        rule(slide, f"Stated end of {name}", (x, place[0] - 4, x, place[0] + place[1] + 4), colour, 2.5)


def _undated(row: ProgrammeMarks) -> str:
    return f"{row.title}: {row.head.window}"


def _list(slide: Any, view: View, rows: Sequence[ProgrammeMarks], top: float) -> bool:
    """All rows without a date below the others; false where there is no room for them."""
    if not rows:
        return True
    text = f"Without a date: {'; '.join(row.title for row in rows)}"
    if top + 8 + LEADING * BODY * lines_of(text, BODY, WIDTH) > BOTTOM:
        return False
    paragraph(slide, "Without a date", (EDGE, top + 8, WIDTH), text, BODY, PALETTES[view.theme]["ink"])
    return True


def _list_what_fits(slide: Any, view: View, rows: Sequence[ProgrammeMarks]) -> int:
    ink, y = PALETTES[view.theme]["ink"], TOP
    y = paragraph(slide, "Without a date", (EDGE, y, WIDTH), "Announced without a date", BODY, ink, bold=True) + 8
    for number, row in enumerate(rows):
        if y + LEADING * BODY * lines_of(_undated(row), BODY, WIDTH) > BOTTOM and number:
            return number
        y = paragraph(slide, "Programme", (EDGE, y, WIDTH), _undated(row), BODY, ink)
    return len(rows)
