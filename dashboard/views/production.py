"""Announced production, purchase and laying on screen: the chart for plotly, drawn behind rows of HTML.

``production_rows`` writes the rows; both take the places of rows from ``places``, so that they lie on one another.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Any

import plotly.graph_objects as go

from dashboard.domain.days import say_day
from dashboard.domain.production_chart import FAINT, by_state
from dashboard.domain.production_marks import Ends, Mark, Piece, ProductionChart, ProgrammeMarks, VersionMarks
from dashboard.look.lettering import PAGE_FONT
from dashboard.look.palette import PALETTES, Theme
from dashboard.views.templates import render

AXIS_PX, STATE_PX, ROW_PX = 44, 30, 48
"""Heights: of the years above the rows, of a State's heading, of a programme."""
LEFT_PX, RIGHT_PX = 240, 280
"""Widths of the words before and after the plot."""
SUPERSEDED, CURRENT = 10, 31
"""How far the first superseded and the first current version stand below the top of their row, in px."""
BELOW_SUPERSEDED, BELOW_CURRENT = 5, 9
"""Between versions of one row."""
BAR_PX, THIN_PX = 11, 3
SYMBOLS: dict[Mark, str] = {
    Mark.ANNOUNCED: "triangle-right",
    Mark.CONTRACT: "diamond",
    Mark.START: "circle",
    Mark.CANCELLED: "x-thin",
}


def places(chart: ProductionChart) -> tuple[dict[str, int], int]:
    """Top of each dated programme below the years, by chain, and the height of all."""
    tops: dict[str, int] = {}
    at = 0
    for _, rows in by_state(chart.dated):
        at += STATE_PX
        for row in rows:
            tops[row.chain_id] = at
            at += ROW_PX
    return tops, at


def figure_height(chart: ProductionChart) -> int:
    """Pixels that ``production_figure`` is high."""
    return AXIS_PX + places(chart)[1]


def production_figure(chart: ProductionChart, theme: Theme) -> go.Figure:
    """Bars and symbols of the dated rows, and the years; ``customdata`` is the announcement's id.

    The same on every day on which the same was known, so that the browser need not draw it again.
    """
    palette = PALETTES[theme]
    tops, height = places(chart)
    marks = (mark for row in chart.dated for mark in _row_traces(chart, row, tops[row.chain_id], palette))
    return go.Figure(data=_merge(marks), layout=_layout(chart, height, palette))


def day_line_html(chart: ProductionChart, theme: Theme) -> str:
    """The line of the chart's day and its words, to be laid over the figure."""
    share = (chart.as_of - chart.first) / (chart.last - chart.first)
    return render(
        "production_day.html",
        day=say_day(chart.as_of),
        share=round(share, 4),
        left=LEFT_PX,
        around=LEFT_PX + RIGHT_PX,
        height=places(chart)[1],
        colour=PALETTES[theme]["day"],
    )


def _layout(chart: ProductionChart, height: int, palette: dict[str, str]) -> dict[str, Any]:
    years = {f"{year}-01-01": str(year) for year in range(chart.first.year + 1, chart.last.year + 1)}
    if chart.first < dt.date(chart.first.year, 11, 1):
        years = {chart.first.isoformat(): str(chart.first.year)} | years
    return {
        "height": AXIS_PX + height,
        "margin": {"l": LEFT_PX, "r": RIGHT_PX, "t": AXIS_PX, "b": 0},
        "showlegend": False,
        "plot_bgcolor": "rgba(0,0,0,0)",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": palette["ink"], "size": 12, "family": PAGE_FONT},
        "yaxis": {"range": [height, 0], "visible": False, "fixedrange": True},
        "xaxis": {
            "type": "date",
            "side": "top",
            "tickvals": list(years),
            "ticktext": list(years.values()),
            "gridcolor": palette["grid"],
            "range": [chart.first.isoformat(), chart.last.isoformat()],
            "fixedrange": True,
        },
    }


PER_POINT = ("x", "y", "customdata")


def _merge(marks: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Marks of one style as one trace with gaps, lines below markers: the browser's work grows with the traces."""
    traces: dict[str, dict[str, Any]] = {}
    for mark in marks:
        style = {name: value for name, value in mark.items() if name not in PER_POINT}
        trace = traces.setdefault(repr(style), style | {name: [] for name in PER_POINT})
        for name in PER_POINT:
            if trace[name] and mark["mode"] == "lines":
                trace[name].append(None)
            trace[name] += mark[name]
    return sorted(traces.values(), key=itemgetter("mode"))


def _row_traces(
    chart: ProductionChart, row: ProgrammeMarks, top: int, palette: dict[str, str]
) -> Iterator[dict[str, Any]]:
    heights = {one.announcement_id: top + SUPERSEDED + BELOW_SUPERSEDED * at for at, one in enumerate(row.superseded)}
    heights |= {one.announcement_id: top + CURRENT + BELOW_CURRENT * at for at, one in enumerate(row.current)}
    for version in (*row.superseded, *row.current):
        yield from _version_traces(chart, version, heights[version.announcement_id], palette)
    for line in row.slippage:
        # Along the version that was moved, then down to the one that moved it: no line crosses a bar.
        start, end = heights[line.from_id], heights[line.to_id]
        days = [line.before.isoformat(), line.after.isoformat(), line.after.isoformat()]
        yield {
            "type": "scatter",
            "x": days,
            "y": [start, start, end],
            "customdata": [None] * len(days),
            "mode": "lines",
            "line": {"color": palette[line.colour], "width": 1.5},
        }


def _version_traces(
    chart: ProductionChart, version: VersionMarks, place: int, palette: dict[str, str]
) -> Iterator[dict[str, Any]]:
    """Bar, the tick of its one stated end, and the symbol of the day it became known."""
    colour = palette[version.colour]

    def points(*days: object) -> dict[str, Any]:
        ids = [version.announcement_id] * len(days)
        return {"type": "scatter", "x": [str(day) for day in days], "y": [place] * len(days), "customdata": ids}

    if version.bar is not None:
        line = {"color": colour, "width": BAR_PX if version.current else THIN_PX}
        thin = Piece(version.bar.start, min(version.bar.end, chart.last), FAINT)
        for piece in version.bar.pieces(chart.last) if version.current else (thin,):
            yield points(piece.start, piece.end) | {"mode": "lines", "line": line, "opacity": piece.opacity}
        if version.bar.ends is not Ends.BOTH:
            tick = {"symbol": "line-ns", "size": 14 if version.current else 6, "line": {"color": colour, "width": 3}}
            yield points(version.bar.stated_day) | {"mode": "markers", "marker": tick}
    symbol = {"size": 11 if version.current else 7, "color": colour, "line": {"color": colour, "width": 1.5}}
    symbol["symbol"] = SYMBOLS[version.mark] + ("" if version.current or version.cancels else "-open")
    yield points(version.known_on) | {"mode": "markers", "marker": symbol}
