"""Figures of a measure: a ranked table, a line chart against the values that are asked about, where series disagree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

import plotly.graph_objects as go

from dashboard.domain.days import say_day, say_period
from dashboard.domain.index import Index
from dashboard.domain.lenses.lens import Run
from dashboard.domain.lenses.measure import MeasureLens
from dashboard.domain.lenses.ranking import APART, Disagreement, Ranked, line, marks, periods
from dashboard.look.lettering import PAGE_FONT
from dashboard.look.palette import PALETTES, Theme
from dashboard.tables.observation_facts import series_text
from dashboard.views.fills import fills
from dashboard.views.templates import render
from data.schema import CountryKind

PREFIX = "g-"
MOST_LINES = 6
"""Lines of one chart: as many as there are dashes to tell them apart."""
DASHES = ("solid", "dash", "dot", "longdash", "dashdot", "longdashdot")
HEIGHT_PX = 420
HEADROOM = 1.5
"""How far the chart reaches above the highest value that is asked about; a greater figure is printed at its edge."""
EDGE = 1.08
"""Room above the ceiling for those numbers."""
NAME_SHARE = 0.055
"""Height of a name as a share of the chart's."""
ROOM_BEFORE, ROOM_AFTER = 0.14, 0.04
"""Room before the first figure, where the marks are named, and after the last: shares of the time between them."""
ESTIMATED = {"estimate": "estimate", "budget": "budget", "uncertain": "uncertain"}
"""Quality → the word beside a figure that was not measured."""


class FigureRow(NamedTuple):
    """One line of the ranked table."""

    place: int
    iso3: str
    name: str
    seen: Any
    figure: str
    quality: str
    earlier: str
    change: str


def said(value: float, lens: MeasureLens, *, signed: bool = False) -> str:
    """A number with the measure's decimals; ``signed`` writes the plus and a true minus."""
    text = f"{value:+,.{lens.decimals}f}" if signed else f"{value:,.{lens.decimals}f}"
    return text.replace("-", "−")


def edition_line(index: Index, lens: MeasureLens, day: dt.date) -> str:
    """Whose figures of which period, on which basis, and whether they were known on the day shown."""
    published = lens.chosen_series.published_on
    late = f", known later than {say_day(day)}" if published > day else ""
    return f"{lens.title}, {lens.unit}, {say_period(*lens.period_of(day))}. {series_text(index, lens)}{late}."


def ranked_title(index: Index, rows: Sequence[Ranked], iso3s: Collection[str]) -> str:
    """ "Ranked: 46 States and 1 area with a figure, 5 without": States counted as on the map, areas apart."""
    areas = sum(index.countries[one.iso3].kind is CountryKind.AREA for one in rows)
    apart = f" and {areas} area{'s' if areas > 1 else ''}" if areas else ""
    states = len(rows) - areas
    told = f"{states} State{'' if states == 1 else 's'}{apart}"
    return f"Ranked: {told} with a figure, {len(iso3s) - len(rows)} without"


def ranked_html(
    index: Index, lens: MeasureLens, rows: Sequence[Ranked], day: dt.date, since: dt.date | None, theme: Theme
) -> str:
    """The ranked table; every row chooses its State. One sentence where no State has a figure."""
    if not rows:
        return render("hint.html", text="No figure yet.")
    told = [
        FigureRow(
            place=place,
            iso3=one.iso3,
            name=index.name_of(one.iso3),
            seen=one.run.look,
            figure=said(one.value, lens),
            quality=ESTIMATED.get(one.run.quality, ""),
            earlier="no figure" if one.earlier is None else said(one.earlier, lens),
            change="" if one.change is None else said(one.change, lens, signed=True),
        )
        for place, one in enumerate(rows, 1)
    ]
    return render(
        "figures.html",
        fills=fills(theme, PREFIX),
        rows=told,
        caption=f"{lens.title}, {lens.unit}",
        period=say_period(*lens.period_of(day)),
        since="" if since is None else say_period(*lens.period_of(since)),
    )


def disagreements_html(index: Index, lens: MeasureLens, rows: Sequence[Disagreement]) -> str:
    """Where two series lie far apart, each named with its edition and figure."""
    if not rows:
        return render("hint.html", text=f"No two series differ by more than {APART} here.")
    told = []
    for row in rows:
        sides = [
            f"{index.publishers[series.publisher_id].name}, {series.edition}: {said(value, lens)}"
            for series, value in zip(row.series, row.values, strict=True)
        ]
        apart = said(abs(row.values[0] - row.values[1]), lens)
        told.append((row.iso3, index.name_of(row.iso3), say_period(*lens.period_of(row.start)), *sides, apart))
    return render("disagreements.html", rows=told)


def lines_figure(index: Index, lens: MeasureLens, iso3s: Sequence[str], theme: Theme) -> go.Figure:
    """A line for each State, a gap where there is no figure, hollow dots for what was not measured."""
    palette = PALETTES[theme]
    lines = [Line(index.name_of(iso3), tuple(line(index, lens, iso3))) for iso3 in iso3s[:MOST_LINES]]
    asked = marks(lens)
    greatest = max((run.value or 0 for one in lines for _, run in one.points if run), default=1.0)
    ceiling = max(asked) * HEADROOM if asked else greatest
    layout = {
        "height": HEIGHT_PX,
        "margin": {"l": 48, "r": 130, "t": 20, "b": 40},
        "showlegend": len(lines) > 1,
        "legend": {"orientation": "h", "y": -0.14},
        "plot_bgcolor": "rgba(0,0,0,0)",
        "paper_bgcolor": "rgba(0,0,0,0)",
        "font": {"color": palette["ink"], "size": 13, "family": PAGE_FONT},
        "xaxis": {
            "type": "date",
            "gridcolor": palette["grid"],
            "fixedrange": True,
            "tickformat": "%Y",
            "range": _room([start for start, _ in periods(index, lens)]),
        },
        "yaxis": {
            "title": {"text": lens.unit},
            "gridcolor": palette["grid"],
            "fixedrange": True,
            "range": [0, ceiling * EDGE],
        },
        "shapes": [
            {
                "type": "line",
                "xref": "paper",
                "x0": 0,
                "x1": 1,
                "y0": one,
                "y1": one,
                "line": {"color": palette["border"], "width": 1.5, "dash": "dot"},
            }
            for one in asked
        ],
        "annotations": [
            *(_words(0, one, f"{one:g} {lens.unit}", palette["border"], "bottom") for one in asked),
            *(_words(1, at, name, palette["ink"], "middle") for name, at in _spread(lines, ceiling)),
        ],
    }
    traces = [_trace(lens, one, dash, palette["ink"], ceiling) for one, dash in zip(lines, DASHES, strict=False)]
    return go.Figure(data=traces, layout=layout)


class Line(NamedTuple):
    """A State's name and its figures in the order of the periods."""

    name: str
    points: tuple[tuple[dt.date, Run | None], ...]


def _room(starts: Sequence[dt.date]) -> list[str] | None:
    """First and last day of the time axis."""
    if not starts:
        return None
    span = max(starts[-1] - starts[0], dt.timedelta(days=365))
    return [(starts[0] - span * ROOM_BEFORE).isoformat(), (starts[-1] + span * ROOM_AFTER).isoformat()]


def _words(x: float, y: float, text: str, colour: str, anchor: str) -> dict[str, Any]:
    """Words at the left or right edge of the chart."""
    place = {"xref": "paper", "x": x, "y": y, "xanchor": "left", "yanchor": anchor, "xshift": 4, "showarrow": False}
    return place | {"text": text, "font": {"color": colour, "size": 12}}


def _spread(lines: Sequence[Line], ceiling: float) -> list[tuple[str, float]]:
    """Names and the heights at which they stand beside the last figure of their lines, none over another."""
    ends = []
    for one in lines:
        values = [run.value for _, run in one.points if run and run.value is not None]
        if values:
            ends.append((min(values[-1], ceiling), one.name))
    found: list[tuple[str, float]] = []
    for at, name in sorted(ends, reverse=True):
        least = found[-1][1] - ceiling * NAME_SHARE if found else at
        found.append((name, min(at, least)))
    return found


def _trace(lens: MeasureLens, one: Line, dash: str, colour: str, ceiling: float) -> dict[str, Any]:
    """One State's line. What lies above the chart stands at its edge with its number."""
    values = [run.value if run else None for _, run in one.points]
    over = [value is not None and value > ceiling for value in values]
    return {
        "type": "scatter",
        "mode": "lines+markers+text",
        "name": one.name,
        "x": [start.isoformat() for start, _ in one.points],
        "y": [ceiling if far else value for value, far in zip(values, over, strict=True)],
        "text": [said(value or 0, lens) if far else "" for value, far in zip(values, over, strict=True)],
        "textposition": "top center",
        "cliponaxis": False,
        "connectgaps": False,
        "hovertext": [
            f"{say_period(*lens.period_of(start))}: {said(run.value, lens)} {lens.unit}"
            if run and run.value is not None
            else ""
            for start, run in one.points
        ],
        "hoverinfo": "text+name",
        "line": {"color": colour, "width": 2, "dash": dash},
        "marker": {
            "color": colour,
            "size": 7,
            "symbol": [
                "triangle-up" if far else "circle" if run and run.quality == "measured" else "circle-open"
                for (_, run), far in zip(one.points, over, strict=True)
            ],
        },
    }


def lines_summary(index: Index, lens: MeasureLens, iso3s: Sequence[str]) -> str:
    """The chart in words: each State's first and last figure."""
    parts = []
    for iso3 in iso3s[:MOST_LINES]:
        points = [(start, run.value) for start, run in line(index, lens, iso3) if run and run.value is not None]
        if points:
            told = [f"{said(value, lens)} in {say_period(*lens.period_of(start))}" for start, value in points]
            parts.append(f"{index.name_of(iso3)}: {told[0]}, {told[-1]}")
    return f"{lens.title}, {lens.unit}. {series_text(index, lens)}. {'; '.join(parts) or 'No figure yet'}."
