"""A treaty behind the protocol of lenses says what the treaty engine says, on every day."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from looks import ENTRIES
from whole_record import whole_index

from dashboard.domain.lenses import LensKind, class_of, lenses_of, run_on
from dashboard.domain.lenses.lens import Look
from dashboard.domain.status import Interval, intervals, reading, status_as_of

INDEX = whole_index()
DAYS = [dt.date(2025, 3, 17), dt.date(2025, 7, 12), dt.date(2025, 12, 27), INDEX.dataset.meta.as_of]


def _look(interval: Interval) -> Look:
    return Look(ENTRIES[interval.standing.class_id], interval.contested)


def test_every_instrument_is_a_lens_and_is_built_once() -> None:
    lenses = lenses_of(INDEX)
    treaties = [lens.id for lens in lenses.values() if lens.kind is LensKind.TREATY]
    assert treaties == list(INDEX.instruments) == list(lenses)[: len(treaties)]
    assert lenses_of(INDEX) is lenses
    for lens in lenses.values():
        assert lens.question.endswith("?")
        assert lens.first <= lens.latest(INDEX) <= lens.last(INDEX)


@pytest.mark.parametrize("instrument", INDEX.instruments)
def test_runs_of_a_treaty_are_the_classes_of_its_intervals(instrument: str) -> None:
    lens = lenses_of(INDEX)[instrument]
    for iso3, history in intervals(INDEX, instrument).items():
        runs = lens.runs(INDEX, iso3)
        assert runs[0].start == dt.date.min
        assert runs[-1].end is None
        for before, after in pairwise(runs):
            assert before.end == after.start
            assert before.look != after.look
        for interval in history:
            run = run_on(runs, interval.start)
            assert run.look == _look(interval)
            assert class_of(lens, run.class_id).label


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("instrument", INDEX.instruments)
def test_known_runs_of_a_treaty_know_what_its_reading_knows(instrument: str, day: dt.date) -> None:
    lens = lenses_of(INDEX)[instrument]
    for iso3 in INDEX.countries:
        read = reading(INDEX, instrument, iso3, day)
        runs = lens.known_runs(INDEX, iso3, day)
        assert run_on(runs, day).contested is read.contested
        assert set(run_on(runs, day).refs) <= INDEX.facts.keys()
        assert (read.next is None) or any(run.start == read.next.on for run in runs)
        now = run_on(lens.runs(INDEX, iso3), day)
        assert now.look == _look(status_as_of(intervals(INDEX, instrument)[iso3], day))


def test_the_facts_of_a_state_come_in_the_order_of_their_days() -> None:
    lens = lenses_of(INDEX)["apmbc"]
    assert lens.facts(INDEX, "FIN")[-1] == "apmbc-fin-2"
    assert set(lens.facts(INDEX, "LTU")) <= INDEX.facts.keys()


def test_a_class_that_a_lens_does_not_have_is_refused() -> None:
    with pytest.raises(KeyError):
        class_of(lenses_of(INDEX)["apmbc"], "universal")
