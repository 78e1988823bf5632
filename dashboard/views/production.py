"""Announced production, purchase and laying on screen: the chart for plotly, and its table twin."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from textwrap import wrap
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.domain.announcements import Programme
from dashboard.domain.days import say_day
from dashboard.domain.index import Index
from dashboard.domain.production_marks import (
    Bar,
    Ends,
    ProductionChart,
    ProgrammeMarks,
    SlippageLine,
    VersionMarks,
    slippage_text,
)
from dashboard.domain.windows import stage_text, window_text
from dashboard.look.palette import PALETTES, Theme
from dashboard.views.templates import macros

ROW_PX = 42
MAX_STATED_CHARS, TOOLTIP_CHARS = 58, 71
PLOT_SHARE = 0.68
"""Of the width; the rest holds the words at the end of each row."""
ABOVE, BELOW = 0.26, 0.05
"""How far superseded and current versions stand from the middle of their row."""
BESIDE = 0.14
"""Between current versions of a programme whose chain forked."""
COLUMNS = (
    "State",
    "Programme",
    "Weapon",
    "Activity",
    "As stated",
    "Window",
    "Announced",
    "By",
    "Stage",
    "Moved",
    "Grade",
    "Current",
    "Id",
    "Source",
)


def production_table(index: Index, programmes: Sequence[Programme]) -> pd.DataFrame:
    """One row per version of every programme, current ones first; columns ``COLUMNS``, all text but ``Current``."""
    rows = []
    for programme in programmes:
        for row in (*programme.heads, *programme.superseded):
            current = row in programme.heads
            grade = index.grade_of(row)
            rows.append(
                (
                    index.countries[row.iso3].name,
                    row.programme,
                    row.weapon.value.replace("-", " "),
                    row.activity.value,
                    row.start_as_stated,
                    window_text(row),
                    say_day(row.announced_on, row.announced_precision),
                    f"{row.announced_by}, {row.announced_by_role}",
                    stage_text(row),
                    slippage_text(programme, row.announcement_id) if current else "",
                    grade.value if grade else "",
                    current,
                    row.announcement_id,
                    index.sources[row.source_ids[0]].url,
                )
            )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def figure_height(chart: ProductionChart) -> int:
    """Pixels that ``production_figure`` is high."""
    return max(220, 80 + ROW_PX * len(chart.rows))


def production_figure(chart: ProductionChart, theme: Theme) -> go.Figure:
    """The chart for the screen; ``customdata`` of every mark is the announcement's id."""
    palette = PALETTES[theme]
    rows = list(enumerate(reversed(chart.rows)))  # plotly counts from the bottom up
    traces = _merge(trace for place, row in rows for trace in _row_traces(chart, row, float(place), palette))
    texts = [_row_text(row, float(place), palette) for place, row in rows]
    # All at once: plotly checks everything it already holds again with each mark and word that is added.
    return go.Figure(data=traces, layout=_layout(chart, palette) | {"annotations": texts})


def _layout(chart: ProductionChart, palette: dict[str, str]) -> dict[str, Any]:
    titles = [str(macros("production.html").title(row)) for row in reversed(chart.rows)]
    as_of = chart.as_of.isoformat()
    day_line = {"type": "line", "x0": as_of, "x1": as_of, "xref": "x", "y0": 0, "y1": 1, "yref": "y domain"}
    return {
        "shapes": [day_line | {"line": {"color": palette["day"], "width": 2}}],
        "height": figure_height(chart),
        "margin": {"l": 8, "r": 24, "t": 26, "b": 30},
        "showlegend": False,
        "plot_bgcolor": "rgba(0,0,0,0)",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": palette["ink"], "size": 13},
        "hoverlabel": {"align": "left"},
        "clickmode": "event+select",
        "dragmode": False,
        "yaxis": {
            "tickvals": list(range(len(titles))),
            "ticktext": titles,
            "range": [-0.6, max(0.6, len(titles) - 0.4)],
            "automargin": True,
            "gridcolor": palette["grid"],
            "zeroline": False,
            "fixedrange": True,
        },
        "xaxis": {
            "type": "date",
            "gridcolor": palette["grid"],
            "side": "top",
            "range": [chart.first.isoformat(), chart.last.isoformat()],
            "domain": [0, PLOT_SHARE],
            "fixedrange": True,
        },
    }


PER_POINT = ("x", "y", "customdata", "hovertemplate")


def _merge(marks: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    """Marks of one style as one trace with gaps, lines below markers: the browser's work grows with the traces."""
    traces: dict[str, dict[str, Any]] = {}
    for mark in marks:
        style = {name: value for name, value in mark.items() if name not in PER_POINT}
        own = [name for name in PER_POINT if name in mark]
        trace = traces.setdefault(repr((style, own)), style | {name: [] for name in own})
        size = len(mark["x"])
        for name in own:
            if trace[name] and mark["mode"] == "lines":
                trace[name].append("" if name == "hovertemplate" else None)
            trace[name] += [mark[name]] * size if name == "hovertemplate" else mark[name]
    return sorted(traces.values(), key=itemgetter("mode"))


def _row_traces(
    chart: ProductionChart, row: ProgrammeMarks, place: float, palette: dict[str, str]
) -> Iterator[dict[str, Any]]:
    for version in row.superseded:
        yield from _version_traces(chart, version, place + ABOVE, palette)
    for number, version in enumerate(row.current):
        yield from _version_traces(chart, version, place - BELOW - BESIDE * number, palette)
    for line in row.slippage:
        yield _slippage_trace(line, place, palette)


def _version_traces(
    chart: ProductionChart, version: VersionMarks, place: float, palette: dict[str, str]
) -> Iterator[dict[str, Any]]:
    """Bar, the tick of its one stated end, and the symbol of the day it became known."""
    colour, tooltip = palette[version.colour], _tooltip(version)

    def points(*days: object) -> dict[str, Any]:
        return {
            "type": "scatter",
            "x": [str(day) for day in days],
            "y": [place] * len(days),
            "customdata": [version.announcement_id] * len(days),
            "hovertemplate": tooltip,
        }

    if version.bar is not None:
        end = min(version.bar.end, chart.last)
        line = _bar_line(version.bar, colour, 11 if version.current else 4)
        yield points(version.bar.start, end) | {"mode": "lines", "line": line, "opacity": version.bar.opacity}
        if version.bar.stated_day is not None:
            tick = {"symbol": "line-ns", "size": 14, "line": {"color": colour, "width": 3}}
            yield points(version.bar.stated_day) | {"mode": "markers", "marker": tick}
    symbol = {"size": 11 if version.current else 8, "color": colour, "line": {"color": colour, "width": 1.5}}
    symbol["symbol"] = "x-thin" if version.cancels else f"triangle-right{'' if version.current else '-open'}"
    yield points(version.known_on) | {"mode": "markers", "marker": symbol}


def _bar_line(bar: Bar, colour: str, width: float) -> dict[str, Any]:
    match bar.ends:
        case Ends.BOTH:
            return {"color": colour, "width": width}
        case Ends.START_UNKNOWN:
            return {"color": colour, "width": width / 2, "dash": "dot"}
        case Ends.END_OPEN:
            return {"color": colour, "width": width / 2, "dash": "dash"}


def _slippage_trace(line: SlippageLine, place: float, palette: dict[str, str]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "x": [line.before.isoformat(), line.after.isoformat()],
        "y": [place + ABOVE, place - BELOW],
        "mode": "lines",
        "line": {"color": palette[line.colour], "width": 1.5},
        "hoverinfo": "skip",
    }


def _tooltip(version: VersionMarks) -> str:
    lines = wrap(version.stated, TOOLTIP_CHARS, break_long_words=False, break_on_hyphens=False)
    return str(macros("production.html").tooltip(version, lines))


def _row_text(row: ProgrammeMarks, place: float, palette: dict[str, str]) -> dict[str, Any]:
    """What was stated, and below it the window, how far it moved and the grade of its best source."""
    text = macros("production.html").row_text(row, MAX_STATED_CHARS)
    return {
        "xref": "paper",
        "x": PLOT_SHARE + 0.01,
        "y": place,
        "text": str(text),
        "showarrow": False,
        "xanchor": "left",
        "align": "left",
        "font": {"size": 12, "color": palette["ink"]},
    }
