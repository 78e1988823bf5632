"""Slides of the presentation that hold no map: announced production, and all States through time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from dashboard.domain.bands import BandChart, BandRow
from dashboard.domain.days import say_day
from dashboard.domain.production_marks import Bar, ProductionChart, ProgrammeMarks
from dashboard.look.axis import DayAxis
from dashboard.look.css_hatch import chip_style
from dashboard.views.templates import render

BAND_ROWS: Final = 18
PROGRAMME_ROWS: Final = 8
ROOM_FOR_YEAR, ROOM_FOR_DAY, LATE = 7.0, 19.0, 80.0
"""Percent of the axis: what a year and the day's words need, and from where the words stand before their line."""
LISTED: Final = 12
"""Programmes without a date on one slide."""


def band_panels(chart: BandChart, chosen: str | None) -> list[tuple[str, list[str]]]:
    """States with a step in the range, ``BAND_ROWS`` a slide; the last one says the rest. Each with its States."""
    pages = [chart.rows[at : at + BAND_ROWS] for at in range(0, len(chart.rows), BAND_ROWS)]
    axis = DayAxis(chart.knots(0, 100, 0))
    used = chart.classes(chart.rows)
    looks = [(one.class_id, chip_style(one.style, "projector"), chip_style(one.style, "dark")) for one in used]
    found: list[tuple[str, list[str]]] = []
    for number, page in enumerate(pages, 1):
        panel = render(
            "panel_bands.html",
            looks=looks,
            labels=[(one.class_id, one.label) for one in used],
            years=_years(axis, chart.as_of),
            at=_percent(axis.place(chart.as_of)),
            day=say_day(chart.as_of),
            rows=[(row, _pieces(chart, row, axis)) for row in page],
            chosen=chosen,
            rest=chart.rest_line if number == len(pages) else "",
        )
        found.append((panel, [row.iso3 for row in page]))
    return found


def production_panels(chart: ProductionChart, chosen: str | None) -> list[tuple[str, list[str]]]:
    """Programmes with a date, ``PROGRAMME_ROWS`` a slide, then those without as a list; each with its announcements.

    Those of the chosen State come first.
    """
    rows = sorted(chart.rows, key=lambda row: chosen is not None and row.iso3 != chosen)
    dated, undated = [row for row in rows if row.dated], [row for row in rows if not row.dated]
    slides = -(-len(dated) // PROGRAMME_ROWS)
    most = -(-len(dated) // max(1, slides))
    pages = [dated[at : at + most] for at in range(0, len(dated), most or 1)]
    lists = [undated[at : at + LISTED] for at in range(0, len(undated), LISTED)]
    return [*((_dated(chart, page), _ids(page)) for page in pages), *((_undated(page), _ids(page)) for page in lists)]


def _dated(chart: ProductionChart, page: Sequence[ProgrammeMarks]) -> str:
    axis = DayAxis(((chart.first, 0), (chart.last, 100)))
    return render(
        "panel_production.html",
        years=_years(axis, chart.as_of),
        at=_percent(axis.place(chart.as_of)),
        day=say_day(chart.as_of),
        rows=[(row, _bars(row, axis)) for row in page],
        undated=[],
    )


def _undated(page: Sequence[ProgrammeMarks]) -> str:
    return render("panel_production.html", years=[], at=0, day="", rows=[], undated=page)


def _ids(page: Sequence[ProgrammeMarks]) -> list[str]:
    return [version.announcement_id for row in page for version in (*row.current, *row.superseded)]


def _bars(row: ProgrammeMarks, axis: DayAxis) -> list[tuple[str, float, float]]:
    """Style, left and width in percent; earlier versions first, so that the current one lies upon them."""
    versions = [*((one, "earlier") for one in row.superseded), *((one, "current") for one in row.current)]
    return [(f"{style} {_ends(one.bar)}", *_span(one.bar, axis)) for one, style in versions if one.bar is not None]


def _ends(bar: Bar) -> str:
    return {"both ends stated": "whole", "by a day": "until", "from a day": "onward"}[bar.ends.value] + (
        " coarse" if bar.opacity < 1 else ""
    )


def _span(bar: Bar, axis: DayAxis) -> tuple[float, float]:
    left, right = axis.place(bar.start), axis.place(bar.end)
    return _percent(left), _percent(max(0.4, right - left))


def _pieces(chart: BandChart, row: BandRow, axis: DayAxis) -> list[tuple[str, bool, float, float]]:
    found = []
    for piece in chart.pieces(row):
        left, right = axis.place(piece.start), axis.place(piece.end)
        found.append((piece.look.class_id, piece.to_come, _percent(left), _percent(right - left)))
    return found


def _years(axis: DayAxis, day: dt.date) -> list[tuple[str, float]]:
    """Years with their places; without the number where it would stand on another or on the day's words."""
    found, free, at = [], 0.0, axis.place(day)
    words = (at - 6, at + ROOM_FOR_DAY) if at <= LATE else (at - ROOM_FOR_DAY, at)
    for year, x in [(axis.first.year, axis.place(axis.first)), *axis.years()]:
        if x < free or x > 96 or words[0] < x < words[1]:
            found.append(("", _percent(x)))
        else:
            found.append((str(year), _percent(x)))
            free = x + ROOM_FOR_YEAR
    return found


def _percent(value: float) -> float:
    return round(value, 2)
