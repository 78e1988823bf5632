"""Which lanes of announced production a view shows, and the days its chart spans."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from dashboard.domain.announcements import Programme, programmes_as_of
from dashboard.domain.index import Index
from dashboard.domain.selection import DEFAULT_GRADES
from dashboard.domain.windows import window_of
from dashboard.exports.view import View
from data.schema import Announcement, Grade

OPEN_DAYS = 240
"""How far a window without end is drawn."""


class Span(NamedTuple):
    """A window as drawn: where it lies and which of its ends are open."""

    start: dt.date
    end: dt.date
    opens: bool
    """Only a last day was said: it may come at any time up to it."""
    lasts: bool
    """Only a first day was said."""
    coarse: bool


def programmes_of(view: View) -> tuple[Programme, ...]:
    """Lanes known on the view's day, by State name; with the reader's filters where the view has any."""
    chosen = view.selection
    return programmes_as_of(
        view.index,
        view.day,
        weapons=chosen.weapons if chosen else (),
        activities=chosen.activities if chosen else (),
        states=view.iso3s,
        instrument_id=view.instrument,
        grades=chosen.grades if chosen else DEFAULT_GRADES,
    )


def span(row: Announcement) -> Span | None:
    """Where the window of an announcement lies; ``None`` where no date was given or it was cancelled."""
    window = window_of(row)
    if window is None:
        return None
    if window.latest is None:
        return Span(window.earliest, window.earliest + dt.timedelta(days=OPEN_DAYS), False, True, window.coarse)
    end = window.latest
    if not window.start_unknown:
        end = max(end, window.earliest + dt.timedelta(days=12))
    return Span(window.earliest, end, window.start_unknown, False, window.coarse)


def extent_of(lanes: Sequence[Programme], day: dt.date) -> tuple[dt.date, dt.date]:
    """First and last day of the chart."""
    rows = [row for lane in lanes for row in (*lane.heads, *lane.superseded)]
    first = min([row.announced_on for row in rows] + [day]) - dt.timedelta(days=60)
    last = max([found.end for row in rows if (found := span(row)) and not found.lasts] + [day]) + dt.timedelta(days=120)
    return first, last


def grade_of_programme(index: Index, lane: Programme) -> Grade | None:
    """Best grade among the current versions."""
    return min((grade for row in lane.heads if (grade := index.grade_of(row))), default=None)
