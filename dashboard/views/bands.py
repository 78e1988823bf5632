"""All States through time for the screen: one row a State, drawn by style so that it fits every width."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final, NamedTuple

from markupsafe import Markup

from dashboard.domain.bands import BandChart, BandRow
from dashboard.domain.days import say_day
from dashboard.domain.lenses import LensClass
from dashboard.look.axis import DayAxis
from dashboard.look.css_hatch import chip_style
from dashboard.look.palette import PALETTES, Theme
from dashboard.views.templates import go, render

EARLY: Final = 0.36
"""Share of the axis for what is before the recent movement."""
ROOM_FOR_YEAR: Final = 14
"""Percent of the axis that the number of a year needs, on a phone."""


class BandRows(NamedTuple):
    """What is drawn of a chart on all days on which its rows are the same (``same_from``)."""

    chart: BandChart
    classes: tuple[LensClass, ...]
    rows: Markup


def band_rows(chart: BandChart, chosen: str | None = None) -> BandRows:
    """The rows, drawn beyond the day: the style lets them end there. ``chosen`` is the State in focus."""
    axis = _axis(chart)
    rows = (*chart.rows, *chart.rest)
    drawn = [(row, _told(chart, row), *_drawn(chart, row, axis)) for row in rows]
    used = {bar[0] for _, _, held, _ in drawn for bar in held}  # also what begins on the day, with no width yet
    classes = tuple(one for one in chart.lens.classes if one.class_id in used)
    return BandRows(chart, classes, render("band_rows.html", rows=drawn, chosen=chosen, go=go))


def bands_html(drawn: BandRows, day: dt.date, theme: Theme) -> str:
    """Rows, axis, the line of the day and a key; the name of a State chooses it."""
    chart = replace(drawn.chart, as_of=day)
    axis = _axis(chart)
    years, free, bend = [], 0.0, axis.place(chart.bend)
    for year, x in axis.years():
        near_bend = x < bend < x + ROOM_FOR_YEAR
        if free <= x <= 100 - ROOM_FOR_YEAR and not near_bend:
            years.append((year, round(x, 2)))
            free = x + ROOM_FOR_YEAR
    return render(
        "bands.html",
        classes=[(one.class_id, one.label, chip_style(one.style, theme)) for one in drawn.classes],
        rows=drawn.rows,
        years=years,
        at=round(axis.place(day), 2),
        palette=PALETTES[theme],
        summary=chart.summary,
    )


def _axis(chart: BandChart) -> DayAxis:
    return DayAxis(chart.knots(0, 100, EARLY))


Bar = tuple[str, float, float, str]
"""Class, left and width in percent, and words."""


def _drawn(chart: BandChart, row: BandRow, axis: DayAxis) -> tuple[list[Bar], list[Bar]]:
    """Bars of a row over the whole axis, and those of them that are still to come or last beyond what is settled."""
    held: list[Bar] = []
    coming: list[Bar] = []
    settled = any(band.start > chart.as_of for band in row.bands)
    for band in row.bands:
        if band.end > chart.first:
            left, right = axis.place(band.start), axis.place(band.end)
            words = f"{row.name}: {band.look.label} from {say_day(max(band.start, chart.first))}"
            bar = (band.look.class_id, round(left, 2), round(right - left, 2), words)
            held.append(bar)
            if settled and band.end > chart.as_of:
                coming.append(bar)
    return held, coming


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
