"""How many States stood at each stage of leaving, suspending or joining, over time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

import plotly.graph_objects as go

from dashboard.domain.days import say_day
from dashboard.domain.history import Interval
from dashboard.domain.terms import LEGEND
from dashboard.domain.timeline import Change, counts
from dashboard.look.palette import PALETTES, STYLES, Theme

MOVING = tuple(
    entry for entry in LEGEND if entry.class_id.startswith(("exit", "suspension")) or entry.class_id == "withdrawn"
)
PATTERNS = {"lines": "/", "cross": "x", "dots": "."}


def stage_counts(
    histories: Mapping[str, Sequence[Interval]],
    steps: Sequence[Change],
    iso3s: Collection[str],
    as_of: dt.date,
    end: dt.date,
) -> tuple[list[dt.date], dict[str, list[int]]]:
    """Days on which a count changes, up to ``as_of``, and per class the count from that day on; closed by ``end``."""
    days: list[dt.date] = []
    series: dict[str, list[int]] = {entry.class_id: [] for entry in MOVING}
    previous: tuple[int, ...] | None = None
    for day in [step.on for step in steps if step.on <= as_of]:
        by_class = counts(histories, day, iso3s).by_class
        now = tuple(by_class[class_id] for class_id in series)
        if now == previous or (previous is None and not any(now)):
            continue
        previous = now
        days.append(day)
        for class_id, value in zip(series, now, strict=True):
            series[class_id].append(value)
    if days:
        days.append(max(end, days[-1]))
        for values in series.values():
            values.append(values[-1])
    return days, {class_id: values for class_id, values in series.items() if any(values)}


def stages_figure(
    days: Sequence[dt.date], series: Mapping[str, Sequence[int]], as_of: dt.date, theme: Theme
) -> go.Figure:
    """Stacked steps, one band per class, in the colours and hatches of the map."""
    palette = PALETTES[theme]
    figure = go.Figure()
    labels = {entry.class_id: entry.label for entry in LEGEND}
    for class_id, values in series.items():
        style = STYLES[class_id]
        pattern: dict[str, object] = {"shape": ""}
        if style.hatch:
            pattern = {
                "shape": PATTERNS[style.hatch.kind],
                "fgcolor": palette[style.hatch.ink],
                "bgcolor": palette[style.base],
                "size": style.hatch.gap + 1,
                "solidity": 0.25,
            }
        figure.add_scatter(
            x=[day.isoformat() for day in days],
            y=list(values),
            name=labels[class_id],
            mode="lines",
            line={"shape": "hv", "width": 0.8, "color": palette["outline"]},
            stackgroup="stages",
            fillcolor=palette[style.base],
            fillpattern=pattern,
            hovertemplate="%{y} %{fullData.name}<extra></extra>",
        )
    figure.update_layout(
        height=300,
        margin={"l": 48, "r": 8, "t": 12, "b": 30},
        legend={"orientation": "h", "y": -0.18, "traceorder": "normal"},
        plot_bgcolor="rgba(0,0,0,0)",
        paper_bgcolor="rgba(0,0,0,0)",
        font={"color": palette["ink"], "size": 13},
        hovermode="x unified",
        dragmode=False,
    )
    figure.update_yaxes(
        title="States", gridcolor=palette["grid"], rangemode="tozero", dtick=None, tickformat="d", fixedrange=True
    )
    figure.update_xaxes(type="date", gridcolor=palette["grid"], fixedrange=True)
    return figure


def stages_summary(series: Mapping[str, Sequence[int]], as_of: dt.date) -> str:
    """The last counts in one sentence."""
    labels = {entry.class_id: entry.label for entry in LEGEND}
    parts = [f"{values[-1]} {labels[class_id]}" for class_id, values in series.items() if values[-1]]
    return (
        f"On {say_day(as_of)}: {', '.join(parts)}."
        if parts
        else f"On {say_day(as_of)} no State is leaving, has left or suspends."
    )
