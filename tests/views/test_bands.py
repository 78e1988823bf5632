"""The rows of all States through time in words."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from whole_record import whole_index

from dashboard.domain.bands import band_chart, same_from
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


@pytest.mark.parametrize("lens_id", lenses_of(INDEX))
def test_the_key_names_what_is_drawn_on_every_day_of_a_stretch(lens_id: str) -> None:
    lens = lenses_of(INDEX)[lens_id]
    years = [dt.date(year, month, 15) for year in range(2020, 2027) for month in (1, 3, 6, 9, 11)]
    turns = sorted({same_from(INDEX, lens, day) for day in years} | {dt.date(2025, 12, 27), dt.date(2026, 1, 10)})
    for turn, following in pairwise(turns):
        kept = band_rows(band_chart(INDEX, lens, same_from(INDEX, lens, turn), whole=True))
        for day in {turn + dt.timedelta(days=1), (turn + (following - turn) / 2)}:
            if same_from(INDEX, lens, day) == same_from(INDEX, lens, turn):
                chart = band_chart(INDEX, lens, day, whole=True)
                assert kept.classes == chart.classes((*chart.rows, *chart.rest)), day
