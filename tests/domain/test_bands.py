"""All States through time: what a row shows is what the map shows, and nothing that was learned later."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace

import pytest
from whole_record import whole_index

from dashboard.domain.bands import BandChart, band_chart, same_from
from dashboard.domain.lenses import lenses_of
from dashboard.domain.status import intervals, reading, status_as_of

INDEX = whole_index()
DAYS = [dt.date(2025, 3, 17), dt.date(2025, 7, 12), dt.date(2025, 12, 27), dt.date(2026, 10, 2)]


def _chart(day: dt.date, instrument: str = "apmbc", *iso3s: str, whole: bool = False) -> BandChart:
    return band_chart(INDEX, lenses_of(INDEX)[instrument], day, iso3s, whole=whole)


@pytest.mark.parametrize("instrument", INDEX.instruments)
@pytest.mark.parametrize("day", DAYS)
def test_every_state_has_one_row_and_every_day_of_it_the_class_of_the_map(instrument: str, day: dt.date) -> None:
    chart = _chart(day, instrument, whole=True)
    assert sorted(row.iso3 for row in (*chart.rows, *chart.rest)) == sorted(INDEX.countries)
    histories = intervals(INDEX, instrument)
    for row in (*chart.rows, *chart.rest):
        for piece in chart.pieces(row):
            if not piece.to_come:
                standing = status_as_of(histories[row.iso3], piece.start).standing
                assert (piece.look.class_id, piece.look.contested) == (standing.class_id, standing.contested)
        ends = [piece.end for piece in chart.pieces(row) if not piece.to_come]
        assert ends[-1:] == [day]


@pytest.mark.parametrize("instrument", INDEX.instruments)
@pytest.mark.parametrize("day", DAYS)
def test_what_is_still_to_come_was_settled_by_the_day(instrument: str, day: dt.date) -> None:
    chart = _chart(day, instrument)
    for row in (*chart.rows, *chart.rest):
        coming = [piece for piece in chart.pieces(row) if piece.to_come and piece.start > day]
        settled = reading(INDEX, instrument, row.iso3, day).next
        assert [piece.start for piece in coming][:1] == ([settled.on] if settled else [])


def test_states_that_leave_come_first_by_their_first_step() -> None:
    chart = _chart(dt.date(2025, 7, 12))
    assert (chart.first, chart.last) == (dt.date(2025, 1, 1), dt.date(2027, 1, 1))
    assert [row.name for row in chart.rows] == ["Estonia", "Latvia", "Lithuania", "Poland", "Finland", "Ukraine"]
    assert chart.rest_line == "and 40 bound throughout, 5 not a party, 1 area without its own treaty status"
    whole = _chart(dt.date(2025, 7, 12), whole=True)
    assert [row.iso3 for row in whole.rows][:6] == [row.iso3 for row in chart.rows]
    later = [row.step_on for row in whole.rows[6:]]
    assert later == sorted(day for day in later if day)


def test_before_any_movement_the_whole_record_is_shown() -> None:
    chart = _chart(dt.date(2025, 3, 17))
    assert chart.first == INDEX.instruments["apmbc"].opened_on
    assert not any(row.moves for row in chart.rows)
    assert len(chart.rows) == 46


def test_a_choice_of_states_narrows_the_rows() -> None:
    chart = _chart(dt.date(2026, 10, 2), "apmbc", "FIN", "DEU", "FRA")
    assert [row.iso3 for row in chart.rows] == ["FIN"]
    assert chart.rest_line == "and 2 bound throughout"


@pytest.mark.parametrize("lens_id", lenses_of(INDEX))
def test_rows_are_the_same_on_all_days_up_to_the_next_turn(lens_id: str) -> None:
    lens, chance = lenses_of(INDEX)[lens_id], random.Random(lens_id)
    days = {dt.date(2021, 1, 1) + dt.timedelta(days=chance.randint(0, 2400)) for _ in range(25)}
    turns = {same_from(INDEX, lens, day) for day in days}
    for day in (*days, *(turn - dt.timedelta(days=1) for turn in turns)):
        kept = band_chart(INDEX, lens, same_from(INDEX, lens, day), whole=True)
        assert replace(kept, as_of=day) == band_chart(INDEX, lens, day, whole=True)
