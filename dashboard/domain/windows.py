"""The announced window of an announcement: its days, and the words for it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple, assert_never

from dashboard.domain.announcements import known_on
from dashboard.domain.days import ends_month, ends_year, say_day
from data.event_schema import Announcement, ProgrammeStage
from data.fields import Precision, date_window

NO_DATE = "no date given"
CANCELLED = "cancelled"
NO_PLAN = "no plan stated"
"""A statement that nothing is planned: there was no earlier plan to cancel."""


class Window(NamedTuple):
    """Days on which something was said to start, both included."""

    earliest: dt.date
    """First day that was said; the day the announcement became known where ``start_unknown``."""
    latest: dt.date | None
    """Last day that was said; ``None`` where the end is open."""
    start_unknown: bool = False
    """No first day was said: it may start on any day up to ``latest``."""
    coarse: bool = False
    """Said to the quarter or the year."""

    @property
    def end_open(self) -> bool:
        """Whether no last day was said."""
        return self.latest is None


def window_of(announcement: Announcement) -> Window | None:
    """The announced window, for words, charts, pictures, slides and feeds; ``None`` where no date was given.

    Also ``None`` for a cancelled plan and for a statement that there is none. A first day that is the day of
    the announcement says no more than "from now on", unless it is the last day as well.
    """
    first, last = announcement.start_earliest, announcement.start_latest
    if announcement.stage is ProgrammeStage.CANCELLED:
        return None
    if first is not None and first != last and _is_announcement_day(first, announcement):
        first = None
    coarse = announcement.start_precision in (Precision.YEAR, Precision.QUARTER)
    if first is not None:
        return Window(first, last, coarse=coarse)
    if last is None:
        return None
    return Window(min(known_on(announcement) or announcement.announced_on, last), last, True, coarse)


def _is_announcement_day(day: dt.date, announcement: Announcement) -> bool:
    first, last = date_window(announcement.announced_on, announcement.announced_precision)
    return day == announcement.announced_on or (first is not None and last is not None and first <= day <= last)


def window_text(announcement: Announcement) -> str:
    """When it was said to start: "in the course of 2027", "by the end of 2027", "from 20 February 2026"."""
    window, precision = window_of(announcement), announcement.start_precision
    if window is None:
        return stage_text(announcement) if announcement.stage is ProgrammeStage.CANCELLED else NO_DATE
    if window.latest is None:
        return f"from {_start(window.earliest, precision)}"
    if window.start_unknown:
        return f"by {_end(window.latest, precision)}"
    if window.earliest == window.latest:
        return f"on {say_day(window.latest)}"
    return _between(window.earliest, window.latest)


def stage_text(announcement: Announcement) -> str:
    """Stage of the programme in words; "no plan stated" where nothing was there to cancel: no date, no earlier plan."""
    if announcement.stage is not ProgrammeStage.CANCELLED:
        return announcement.stage.value.replace("-", " ")
    dated = announcement.start_earliest is not None or announcement.start_latest is not None
    return CANCELLED if dated or announcement.replaces_id is not None else NO_PLAN


def _start(first: dt.date, precision: Precision) -> str:
    match precision:
        case Precision.MONTH | Precision.QUARTER | Precision.YEAR if first == date_window(first, precision)[0]:
            return say_day(first, precision)
        case Precision.MONTH | Precision.QUARTER | Precision.YEAR | Precision.DAY:
            return say_day(first)
        case Precision.ON_OR_BEFORE | Precision.NOT_BEFORE | Precision.UNKNOWN:
            return say_day(first)
        case _:
            assert_never(precision)


def _end(last: dt.date, precision: Precision) -> str:
    if ends_year(last):
        return f"the end of {last.year}"
    if ends_month(last):
        return f"the end of {say_day(last, Precision.MONTH)}"
    if precision in (Precision.MONTH, Precision.QUARTER, Precision.YEAR):
        return say_day(last, precision)
    return say_day(last)


def _between(first: dt.date, last: dt.date) -> str:
    if date_window(first, Precision.YEAR) == (first, last):
        return f"in the course of {first.year}"
    if date_window(first, Precision.QUARTER) == (first, last):
        return f"in the {say_day(first, Precision.QUARTER)}"
    if date_window(first, Precision.MONTH) == (first, last):
        return f"in {say_day(first, Precision.MONTH)}"
    begins = say_day(first, Precision.MONTH) if first.day == 1 else say_day(first)
    if (first.month, first.day) == (1, 1) and ends_year(last):
        return f"between {first.year} and {last.year}"
    if ends_year(last):
        return f"between {begins} and the end of {last.year}"
    if first.day == 1 and ends_month(last):
        return f"between {begins} and {say_day(last, Precision.MONTH)}"
    return f"between {begins} and {say_day(last)}"
