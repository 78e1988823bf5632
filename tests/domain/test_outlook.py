"""What was settled or announced on each day agrees with the reading of that day and with its chart of production."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from dashboard.domain.announcements import known_on, programmes_as_of
from dashboard.domain.index import Index
from dashboard.domain.lenses import lenses_of
from dashboard.domain.outlook import Due, due_changes, programme_versions
from dashboard.domain.selection import DEFAULT_GRADES
from dashboard.domain.status import readings
from dashboard.domain.terms import display_class
from data.load import load

ONE_DAY = dt.timedelta(days=1)


@cache
def record() -> Index:
    return Index(load().dataset)


INSTRUMENTS = tuple(record().instruments)


def stands(due: Due, day: dt.date) -> bool:
    """Whether a change was settled by a day and lies after it."""
    return due.fixed_on <= day < due.on and not (due.dropped_on and due.dropped_on <= day)


def days_around(days: set[dt.date]) -> list[dt.date]:
    """Those days, the day before and the day after each."""
    return sorted({day + shift for day in days for shift in (-ONE_DAY, 0 * ONE_DAY, ONE_DAY)})


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_the_next_settled_change_is_that_of_the_reading(instrument: str) -> None:
    found = due_changes(record(), lenses_of(record())[instrument])
    boundaries = {due.fixed_on for due in found} | {due.on for due in found} | {record().dataset.meta.as_of}
    for day in days_around(boundaries):
        for iso3, now in readings(record(), instrument, day).items():
            ahead = [due for due in found if due.move.iso3 == iso3 and stands(due, day)]
            moved = [due for due in ahead if due.move.before.class_id != due.move.after.class_id]
            expected = None if now.next is None else (now.next.on, display_class(now.next.status, now.next.stage))
            first = min(moved, key=lambda due: due.on, default=None)
            assert (first and (first.on, first.move.after.class_id)) == expected, (iso3, day)


def test_nothing_is_settled_before_the_act_that_settles_it() -> None:
    exits = {
        due.move.iso3: (due.fixed_on, due.on)
        for due in due_changes(record(), lenses_of(record())["apmbc"])
        if due.on.year > 2024
    }
    assert exits["FIN"] == (dt.date(2025, 7, 10), dt.date(2026, 1, 10))
    assert exits["POL"] == (dt.date(2025, 8, 20), dt.date(2026, 2, 20))
    assert "UKR" not in exits


def test_the_current_versions_are_those_of_the_chart() -> None:
    days = {day for row in record().dataset.announcements if (day := known_on(row))}
    programmes = programme_versions(record(), "apmbc")
    for day in days_around(days):
        current = {
            version.row.announcement_id
            for programme in programmes
            for version in programme.versions
            if version.known_on <= day and not (version.replaced_on and version.replaced_on <= day)
        }
        chart = programmes_as_of(record(), day, instrument_id="apmbc", grades=DEFAULT_GRADES)
        assert current == {row.announcement_id for one in chart for row in one.heads}, day
