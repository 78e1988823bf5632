"""The calendar's day, as the entry lends it: nothing else in the product may ask for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from dashboard.store.dataset import shelf
from data.days import parse_day

SETTING = "ESS_TODAY"
"""A day in place of the calendar's, to see what a reader sees on it."""


def named_day(environment: Mapping[str, str]) -> dt.date | None:
    """The day of the setting; ``None`` without one. Raises ``ValueError`` that says what to type."""
    text = environment.get(SETTING, "")
    try:
        return parse_day(text) if text else None
    except ValueError as error:
        raise ValueError(f"{SETTING}: {error}") from None


_lent: list[Callable[[], dt.date]] = []


def lend_calendar(ask: Callable[[], dt.date]) -> None:
    """Have ``today`` ask from now on."""
    _lent[:] = [ask]


def today() -> dt.date:
    """The calendar's day, never before the record's as-of day; the latter where no entry lent a calendar."""
    as_of = shelf.current().index.dataset.meta.as_of
    return max([as_of, *(ask() for ask in _lent)])
