"""How a day counts and how it is written: one way everywhere."""

from __future__ import annotations

import datetime as dt
from typing import Final, assert_never

from data.days import MONTHS, parse_day
from data.fields import Precision, date_window
from data.problems import quote

QUARTERS = ("first", "second", "third", "fourth")
NO_DAY = "day not known"
LATEST: Final = "latest"
"""Stands for the dataset's as-of day, whichever that will be."""


def parse_as_of(text: str) -> dt.date | None:
    """A day as commands take it; ``None`` for ``latest``. Raises ``ValueError`` that says what to type."""
    if text == LATEST:
        return None
    try:
        return parse_day(text)
    except ValueError:
        raise ValueError(f"{quote(text)} is neither a day written YYYY-MM-DD nor '{LATEST}'") from None


def counts_from(on: dt.date | None, precision: Precision) -> dt.date | None:
    """First day on which a dated fact certainly holds; ``None`` where its day is unknown."""
    return date_window(on, precision)[1]


def told_from(on: dt.date | None, precision: Precision) -> dt.date | None:
    """First day on which a dated fact is told: of one "not before" a day that day, else the first on which it holds."""
    first, last = date_window(on, precision)
    return first if precision is Precision.NOT_BEFORE else last


def say_day(on: dt.date | None, precision: Precision = Precision.DAY) -> str:
    """A day in words, never finer than it is known: "27 December 2025", "third quarter of 2025"."""
    if on is None:
        return NO_DAY
    match precision:
        case Precision.DAY:
            return f"{on.day} {MONTHS[on.month - 1]} {on.year}"
        case Precision.MONTH:
            return f"{MONTHS[on.month - 1]} {on.year}"
        case Precision.QUARTER:
            return f"{QUARTERS[(on.month - 1) // 3]} quarter of {on.year}"
        case Precision.YEAR:
            return f"{on.year}"
        case Precision.ON_OR_BEFORE:
            return f"by {on.day} {MONTHS[on.month - 1]} {on.year}"
        case Precision.NOT_BEFORE:
            return f"not before {on.day} {MONTHS[on.month - 1]} {on.year}"
        case Precision.UNKNOWN:
            return NO_DAY
        case _:
            assert_never(precision)


def say_period(first: dt.date, last: dt.date) -> str:
    """A period in words: "2025" for a year, else its first and last day."""
    whole = (first.month, first.day, last) == (1, 1, dt.date(first.year, 12, 31))
    return str(first.year) if whole else f"{say_day(first)} to {say_day(last)}"


def ends_month(day: dt.date) -> bool:
    """Whether ``day`` is the last of its month."""
    return day == date_window(day, Precision.MONTH)[1]


def ends_year(day: dt.date) -> bool:
    """Whether ``day`` is 31 December."""
    return (day.month, day.day) == (12, 31)


_EPOCH = dt.date(1970, 1, 1).toordinal()


def day_number(day: dt.date) -> int:
    """Days from 1970-01-01 to ``day``, as the browser counts them; negative before."""
    return day.toordinal() - _EPOCH


def day_of(number: int) -> dt.date:
    """The day of a day number. Raises ``ValueError`` or ``OverflowError`` outside the calendar."""
    return dt.date.fromordinal(number + _EPOCH)
