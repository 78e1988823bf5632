"""All States through time for the screen: one row a State, drawn by style so that it fits every width."""

from __future__ import annotations

from typing import Final

from dashboard.domain.bands import BandChart, BandRow
from dashboard.domain.days import say_day
from dashboard.look.axis import DayAxis
from dashboard.look.css_hatch import chip_style
from dashboard.look.palette import PALETTES, Theme
from dashboard.views.templates import go, render

EARLY: Final = 0.36
"""Share of the axis for what is before the recent movement."""
ROOM_FOR_YEAR: Final = 14
"""Percent of the axis that the number of a year needs, on a phone."""


def bands_html(chart: BandChart, theme: Theme, chosen: str | None = None) -> str:
    """Rows, axis, the line of the day and a key; the name of a State chooses it. ``chosen`` is the State in focus."""
    axis = DayAxis(chart.knots(0, 100, EARLY))
    rows = (*chart.rows, *chart.rest)
    drawn = [(row, _told(chart, row), _pieces(chart, row, axis)) for row in rows]
    years, free, bend = [], 0.0, axis.place(chart.bend)
    for year, x in axis.years():
        near_bend = x < bend < x + ROOM_FOR_YEAR
        if free <= x <= 100 - ROOM_FOR_YEAR and not near_bend:
            years.append((year, round(x, 2)))
            free = x + ROOM_FOR_YEAR
    return render(
        "bands.html",
        classes=[(one.class_id, one.label, chip_style(one.style, theme)) for one in chart.classes(rows)],
        rows=drawn,
        years=years,
        day=say_day(chart.as_of),
        at=round(axis.place(chart.as_of), 2),
        palette=PALETTES[theme],
        chosen=chosen,
        summary=chart.summary,
        go=go,
    )


def _pieces(chart: BandChart, row: BandRow, axis: DayAxis) -> list[tuple[str, bool, float, float, str]]:
    """Class, whether it is still to come, left and width in percent, and words."""
    found = []
    for piece in chart.pieces(row):
        left, right = axis.place(piece.start), axis.place(piece.end)
        words = f"{row.name}: {piece.look.label} from {say_day(piece.start)}"
        found.append((piece.look.class_id, piece.to_come, round(left, 2), round(right - left, 2), words))
    return found


def _told(chart: BandChart, row: BandRow) -> str:
    """The row in words: "State Party; exit announced from 18 March 2025; settled: withdrawn from 27 December 2025"."""
    told = []
    for band in row.bands:
        if band.end > chart.first:
            words = band.look.label
            if band.start > chart.first:
                words = f"{words} from {say_day(band.start)}"
            told.append(words if band.start <= chart.as_of else f"settled: {words}")
    return "; ".join(told)
