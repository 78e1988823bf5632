"""The calendar's day, as the entry lends it: nothing else in the product may ask for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from dashboard.store.dataset import shelf

SETTING = "ESS_TODAY"
"""A day in place of the calendar's, to see what a reader sees on it."""

_lent: list[Callable[[], dt.date]] = []


def lend_calendar(ask: Callable[[], dt.date]) -> None:
    """Have ``today`` ask from now on."""
    _lent[:] = [ask]


def today() -> dt.date:
    """The calendar's day, never before the record's as-of day; the latter where no entry lent a calendar."""
    as_of = shelf.current().index.dataset.meta.as_of
    return max([as_of, *(ask() for ask in _lent)])
