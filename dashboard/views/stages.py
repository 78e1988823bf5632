"""How many States stood at each stage of leaving or suspending, over time: the chart for plotly."""

from __future__ import annotations

import plotly.graph_objects as go

from dashboard.domain.stage_marks import StageChart
from dashboard.look.palette import PALETTES, STYLES, Theme

HEIGHT_PX = 300
PATTERNS = {"lines": "/", "cross": "x", "dots": "."}


def stages_figure(chart: StageChart, theme: Theme) -> go.Figure:
    """Stacked steps, one band per class, in the colours and hatches of the map."""
    palette = PALETTES[theme]
    figure = go.Figure()
    for entry, counted in chart.bands.items():
        figure.add_scatter(
            x=[day.isoformat() for day in chart.days],
            y=list(counted),
            name=entry.label,
            mode="lines",
            line={"shape": "hv", "width": 0.8, "color": palette["outline"]},
            stackgroup="stages",
            fillcolor=palette[STYLES[entry.class_id].base],
            fillpattern=_pattern(entry.class_id, palette),
            hovertemplate="%{y} %{fullData.name}<extra></extra>",
        )
    figure.update_layout(
        height=HEIGHT_PX,
        margin={"l": 48, "r": 8, "t": 12, "b": 30},
        legend={"orientation": "h", "y": -0.18, "traceorder": "normal"},
        plot_bgcolor="rgba(0,0,0,0)",
        paper_bgcolor="rgba(0,0,0,0)",
        font={"color": palette["ink"], "size": 13},
        hovermode="x unified",
        dragmode=False,
    )
    grid = palette["grid"]
    figure.update_yaxes(title="States", gridcolor=grid, rangemode="tozero", dtick=None, tickformat="d", fixedrange=True)
    figure.update_xaxes(type="date", gridcolor=grid, fixedrange=True)
    return figure


def _pattern(class_id: str, palette: dict[str, str]) -> dict[str, object]:
    style = STYLES[class_id]
    if style.hatch is None:
        return {"shape": ""}
    return {
        "shape": PATTERNS[style.hatch.kind],
        "fgcolor": palette[style.hatch.ink],
        "bgcolor": palette[style.base],
        "size": style.hatch.gap + 1,
        "solidity": 0.25,
    }
