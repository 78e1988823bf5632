"""Figures ranked, since an earlier period, along a line, and where two series disagree."""

from __future__ import annotations

import datetime as dt

import pytest
from whole_record import whole_index

from dashboard.domain.lenses import lens_of
from dashboard.domain.lenses.measure import MeasureLens
from dashboard.domain.lenses.ranking import APART, disagreements, line, marks, periods, ranking

INDEX = whole_index()
EVERYONE = frozenset(INDEX.countries)


def spending(series: str = "") -> MeasureLens:
    lens = lens_of(INDEX, "spending", series)
    assert isinstance(lens, MeasureLens)
    return lens


def test_the_highest_stand_first_with_their_change() -> None:
    rows = ranking(INDEX, spending(), dt.date(2025, 6, 1), dt.date(2014, 1, 1), EVERYONE)
    assert len(rows) == 47
    assert [one.value for one in rows] == sorted((one.value for one in rows), reverse=True)
    assert rows[0].iso3 == "UKR"
    lithuania = next(one for one in rows if one.iso3 == "LTU")
    assert (lithuania.value, lithuania.earlier) == (3.08, 0.88)
    assert lithuania.change == pytest.approx(2.2)


def test_without_a_figure_a_state_is_left_out_and_has_no_change() -> None:
    assert ranking(INDEX, spending(), dt.date(2026, 6, 1), None, EVERYONE) == ()
    rows = {one.iso3: one for one in ranking(INDEX, spending("nato-2025"), dt.date(2024, 1, 1), None, EVERYONE)}
    assert len(rows) == 31
    assert rows["DEU"].change is None
    assert "DEU" not in {one.iso3 for one in ranking(INDEX, spending("nato-2025"), dt.date(2025, 1, 1), None, EVERYONE)}


def test_periods_are_those_of_the_series_and_a_line_has_gaps() -> None:
    assert [first.year for first, _ in periods(INDEX, spending())] == list(range(2014, 2026))
    assert [first.year for first, _ in periods(INDEX, spending("nato-core-2026"))] == [2014, 2021, 2024, 2025, 2026]
    of_germany = dict(line(INDEX, spending("nato-2025"), "DEU"))
    assert of_germany[dt.date(2025, 1, 1)] is None
    assert of_germany[dt.date(2024, 1, 1)] is not None


def test_marks_begin_with_the_outlined_step() -> None:
    assert marks(spending()) == (2, 3.5, 5)


def test_two_series_that_lie_apart_are_named_in_pairs() -> None:
    found = disagreements(INDEX, spending(), EVERYONE)
    assert all(round(abs(one - other), 6) > APART for one, other in (row.values for row in found))
    older = [row for row in found if {one.series_id for one in row.series} == {"sipri-2026", "nato-2025"}]
    assert len(older) == 23
    assert ("LUX", 2025, (0.85, 2.0)) in {(row.iso3, row.start.year, row.values) for row in older}
    assert disagreements(INDEX, spending(), {"XKX"}) == ()
