"""Days on an axis: in order, in proportion, and never beyond its ends."""

from __future__ import annotations

import datetime as dt

from dashboard.look.axis import DayAxis

FIRST, BEND, LAST = dt.date(1990, 1, 1), dt.date(2022, 1, 1), dt.date(2027, 1, 1)
PLAIN = DayAxis(((FIRST, 100), (LAST, 500)))
BENT = DayAxis(((FIRST, 0), (BEND, 40), (LAST, 100)))


def test_knots_stand_where_they_are_told_to() -> None:
    assert [PLAIN.place(day) for day in (FIRST, LAST)] == [100, 500]
    assert [BENT.place(day) for day in (FIRST, BEND, LAST)] == [0, 40, 100]


def test_days_between_knots_stand_in_proportion() -> None:
    half = FIRST + (BEND - FIRST) / 2
    assert BENT.place(half) == 20
    assert BENT.place(BEND + dt.timedelta(days=1)) == 40 + 60 / (LAST - BEND).days
    assert BENT.place(BEND - dt.timedelta(days=1)) < 40


def test_days_beyond_the_axis_stand_at_its_ends() -> None:
    assert [PLAIN.place(day) for day in (dt.date.min, dt.date.max)] == [100, 500]
    assert [BENT.place(day) for day in (dt.date.min, dt.date.max)] == [0, 100]


def test_years_begin_after_the_first_day() -> None:
    years = dict(BENT.years())
    assert list(years) == list(range(1991, 2028))
    assert years[2022] == 40
    assert years[2027] == 100


def test_an_axis_of_one_day_divides_by_nothing() -> None:
    assert DayAxis(((FIRST, 0), (FIRST, 10))).place(FIRST) in (0, 10)
