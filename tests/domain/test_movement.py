"""The last run of movement: where playing begins and what the timeline shows first."""

from __future__ import annotations

import datetime as dt

import pytest
from looks import LENS, look
from whole_record import whole_index

from dashboard.domain.lenses import Look, lenses_of
from dashboard.domain.movement import MAX_REST, RECENT, last_run
from dashboard.domain.terms import Stage, Status
from dashboard.domain.timeline import Change, Move, changes

INDEX = whole_index()
AS_OF = INDEX.dataset.meta.as_of
DAY = dt.timedelta(days=1)
PARTY = look(Status.STATE_PARTY)
LEAVING = look(Status.STATE_PARTY, Stage.EXIT_DEPOSITED)


def step(on: dt.date, before: Look = PARTY, after: Look = LEAVING) -> Change:
    return Change(on, (Move("FIN", before, after),))


BEGINS: dict[str, dt.date] = {
    "apmbc": dt.date(2025, 3, 18),
    "ccm": dt.date(2024, 7, 3),
    "cfe": dt.date(2023, 6, 9),
    "new-start": dt.date(2026, 2, 5),
    "rome": dt.date(2025, 4, 3),
}
"""In the record as it stands; a new run changes its line. Nothing moved lately under the other treaties."""


@pytest.mark.parametrize("instrument", INDEX.instruments)
def test_runs_of_the_record(instrument: str) -> None:
    lens = lenses_of(INDEX)[instrument]
    assert last_run(lens, changes(INDEX, lens), AS_OF) == BEGINS.get(instrument)


def test_a_run_ends_where_nothing_moves_for_longer_than_a_year() -> None:
    first = dt.date(2023, 1, 1)
    assert last_run(LENS, [step(first), step(first + MAX_REST)], AS_OF) == first
    later = first + MAX_REST + DAY
    assert last_run(LENS, [step(first), step(later)], AS_OF) == later


def test_a_run_that_ended_before_the_recent_years_is_none() -> None:
    assert last_run(LENS, [step(RECENT - DAY)], AS_OF) is None
    assert last_run(LENS, [step(RECENT)], AS_OF) == RECENT
    assert last_run(LENS, [step(RECENT - DAY), step(RECENT)], AS_OF) == RECENT - DAY


def test_what_lies_beyond_the_record_and_what_joins_is_no_movement() -> None:
    first = dt.date(2023, 1, 1)
    assert last_run(LENS, [step(first), step(first + MAX_REST + DAY)], first + MAX_REST) == first
    assert last_run(LENS, [step(first, look(Status.NEVER_PARTY), PARTY)], AS_OF) is None
    assert last_run(LENS, [], AS_OF) is None


def test_a_step_that_no_longer_stands_is_movement() -> None:
    assert last_run(LENS, [step(dt.date(2024, 1, 1), LEAVING, PARTY)], AS_OF) == dt.date(2024, 1, 1)
