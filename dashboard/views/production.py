"""Announced production, purchase and laying: a chart of lanes as known on a day, and its table twin."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from html import escape
from operator import itemgetter
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from dashboard.domain.announcements import Programme, known_on, slip_text
from dashboard.domain.days import say_day
from dashboard.domain.index import Index
from dashboard.domain.windows import stage_text, window_of, window_text
from dashboard.look.palette import PALETTES, Theme
from data.schema import Announcement, ProgrammeStage

ROW_PX = 42
SCATTER = {"type": "scatter"}
MAX_STATED_CHARS = 58
PLOT_SHARE = 0.68
"""Of the width; the rest holds the words at the end of each lane."""
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


def slippage_text(lane: Programme, announcement_id: str) -> str:
    """How far a current version moved from the first dated one; empty where it replaces none."""
    return next((slip_text(total) for total in lane.totals if total.to_id == announcement_id), "")


def production_table(index: Index, lanes: Sequence[Programme]) -> pd.DataFrame:
    """One row per version of every lane, current ones first; columns ``COLUMNS``, all text but ``Current``."""
    rows = []
    for lane in lanes:
        for row in (*lane.heads, *lane.superseded):
            current = row in lane.heads
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
                    slippage_text(lane, row.announcement_id) if current else "",
                    grade.value if grade else "",
                    current,
                    row.announcement_id,
                    index.sources[row.source_ids[0]].url,
                )
            )
    return pd.DataFrame(rows, columns=list(COLUMNS))


def programme_title(index: Index, lane: Programme) -> str:
    """ "Finland · New mines" """
    return f"{index.countries[lane.iso3].name} · {lane.name}"


def production_figure(index: Index, lanes: Sequence[Programme], as_of: dt.date, theme: Theme) -> go.Figure:
    """Lanes as known on ``as_of``. Bars run from the earliest to the latest start that was said.

    Solid where the window is exact to the month, paler where it is coarser; earlier versions are thin ghosts.
    ``customdata`` of every mark is the announcement's id.
    """
    palette = PALETTES[theme]
    marks: list[dict[str, Any]] = []
    words: list[dict[str, Any]] = []
    last = max([as_of, *(row.start_latest or as_of for lane in lanes for row in (*lane.heads, *lane.superseded))])
    edge = last + dt.timedelta(days=120)
    places = {lane.chain_id: number for number, lane in enumerate(reversed(lanes))}
    for lane in lanes:
        place = float(places[lane.chain_id])
        for ghost in lane.superseded:
            marks += _bar(ghost, place + 0.26, edge, palette, ghost=True)
        for number, head in enumerate(lane.heads):
            marks += _bar(head, place - 0.14 * number - 0.05, edge, palette, ghost=False)
        marks += _slippage(lane, index, place, palette)
        words.append(_row_text(index, lane, place, palette))
    titles = [programme_title(index, lane) for lane in reversed(lanes)]
    now = {"color": palette["day"], "width": 2}
    # All at once: plotly checks everything it already holds again with each mark and word that is added.
    return go.Figure(
        data=_merge(marks),
        layout={
            "annotations": words,
            "shapes": [
                {
                    "type": "line",
                    "x0": as_of.isoformat(),
                    "x1": as_of.isoformat(),
                    "xref": "x",
                    "y0": 0,
                    "y1": 1,
                    "yref": "y domain",
                    "line": now,
                }
            ],
            "height": max(220, 80 + ROW_PX * len(lanes)),
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
                "range": [_first(lanes, as_of).isoformat(), edge.isoformat()],
                "domain": [0, PLOT_SHARE],
                "fixedrange": True,
            },
        },
    )


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


def _first(lanes: Sequence[Programme], as_of: dt.date) -> dt.date:
    days = [row.announced_on for lane in lanes for row in (*lane.heads, *lane.superseded)]
    return min([*days, as_of]) - dt.timedelta(days=60)


def _bar(
    row: Announcement, place: float, edge: dt.date, palette: dict[str, str], *, ghost: bool
) -> Iterator[dict[str, Any]]:
    known = known_on(row) or row.announced_on
    hover = (
        f"<b>{_wrap(row.start_as_stated)}</b><br>{window_text(row)}<br>{escape(row.announced_by)}, "
        f"{escape(row.announced_by_role)}, "
        f"{say_day(row.announced_on, row.announced_precision)}<extra>{'replaced' if ghost else stage_text(row)}</extra>"
    )
    ink = palette["speck"] if ghost else palette["outline"]
    common = {"customdata": [row.announcement_id] * 2, "hovertemplate": hover, "mode": "lines"}
    width = 4 if ghost else 11
    window = window_of(row)
    start = None if window is None or window.start_unknown else window.earliest
    end = None if window is None else window.latest
    coarse = window is not None and window.coarse
    if start is not None and end is not None:
        span = [start.isoformat(), (end if end > start else start + dt.timedelta(days=12)).isoformat()]
        yield SCATTER | {
            "x": span,
            "y": [place, place],
            "line": {"color": ink, "width": width},
            "opacity": 0.45 if ghost else 0.6 if coarse else 1,
            **common,
        }
    elif end is not None:
        yield SCATTER | {
            "x": [known.isoformat(), end.isoformat()],
            "y": [place, place],
            "line": {"color": ink, "width": width / 2, "dash": "dot"},
            "opacity": 0.6,
            **common,
        }
        yield SCATTER | {
            "x": [end.isoformat()],
            "y": [place],
            "mode": "markers",
            "marker": {"symbol": "line-ns", "size": 14, "line": {"color": ink, "width": 3}},
            "hovertemplate": hover,
            "customdata": [row.announcement_id],
        }
    elif start is not None:
        yield SCATTER | {
            "x": [start.isoformat(), min(edge, start + dt.timedelta(days=240)).isoformat()],
            "y": [place, place],
            "line": {"color": ink, "width": width / 2, "dash": "dash"},
            "opacity": 0.6,
            **common,
        }
        yield SCATTER | {
            "x": [start.isoformat()],
            "y": [place],
            "mode": "markers",
            "marker": {"symbol": "line-ns", "size": 14, "line": {"color": ink, "width": 3}},
            "hovertemplate": hover,
            "customdata": [row.announcement_id],
        }
    symbol = "x-thin" if row.stage is ProgrammeStage.CANCELLED else "triangle-right-open" if ghost else "triangle-right"
    yield SCATTER | {
        "x": [known.isoformat()],
        "y": [place],
        "mode": "markers",
        "marker": {"symbol": symbol, "size": 8 if ghost else 11, "color": ink, "line": {"color": ink, "width": 1.5}},
        "hovertemplate": hover,
        "customdata": [row.announcement_id],
    }


def _slippage(lane: Programme, index: Index, place: float, palette: dict[str, str]) -> Iterator[dict[str, Any]]:
    for slip in lane.slips:
        before, after = index.announcements[slip.from_id].start_latest, index.announcements[slip.to_id].start_latest
        if before is None or after is None or before == after:
            continue
        yield SCATTER | {
            "x": [before.isoformat(), after.isoformat()],
            "y": [place + 0.26, place - 0.05],
            "mode": "lines",
            "line": {"color": palette["withdrawn"], "width": 1.5},
            "hoverinfo": "skip",
        }


def _row_text(index: Index, lane: Programme, place: float, palette: dict[str, str]) -> dict[str, Any]:
    """in words, how far it moved, the grade of its best source."""
    head = lane.heads[0]
    grade = index.grade_of(head)
    moved = slippage_text(lane, head.announcement_id)
    said = (
        head.start_as_stated
        if len(head.start_as_stated) <= MAX_STATED_CHARS
        else f"{head.start_as_stated[:MAX_STATED_CHARS].rstrip()}…"
    )
    read = " · ".join(part for part in (window_text(head), moved, grade.value if grade else "") if part)
    text = f"{escape(said)}<br><b>{escape(read)}</b>"
    return {
        "xref": "paper",
        "x": PLOT_SHARE + 0.01,
        "y": place,
        "text": text,
        "showarrow": False,
        "xanchor": "left",
        "align": "left",
        "font": {"size": 12, "color": palette["ink"]},
    }


def _wrap(text: str, width: int = 70) -> str:
    lines, line = [], ""
    for word in escape(text).split():
        if len(line) + len(word) > width:
            lines.append(line)
            line = ""
        line = f"{line} {word}".strip()
    return "<br>".join([*lines, line])


def production_summary(index: Index, lanes: Sequence[Programme], as_of: dt.date) -> str:
    """The chart in one sentence, for those who cannot see it."""
    if not lanes:
        return f"No announcement is known on {say_day(as_of)} with these filters."
    heads = [f"{programme_title(index, lane)}: {window_text(lane.heads[0])}" for lane in lanes]
    return f"Announced windows as known on {say_day(as_of)}. " + "; ".join(heads)
