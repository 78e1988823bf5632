"""The rows of all States through time in words."""

from __future__ import annotations

import datetime as dt

import pytest
from whole_record import whole_index

from dashboard.domain.bands import band_chart
from dashboard.domain.lenses import lenses_of
from dashboard.views.bands import band_rows

INDEX = whole_index()


@pytest.mark.parametrize(
    ("day", "said"),
    [
        ("2026-01-09", "; settled: withdrawn from 10 January 2026"),
        ("2026-01-10", "; withdrawn from 10 January 2026"),
        ("2026-01-11", "; withdrawn from 10 January 2026"),
    ],
)
def test_a_change_is_told_on_its_day(day: str, said: str) -> None:
    chart = band_chart(INDEX, lenses_of(INDEX)["apmbc"], dt.date.fromisoformat(day), ("FIN",))
    assert f"from 10 July 2025{said}" in band_rows(chart).rows
