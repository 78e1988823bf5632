"""The chart of stages: its counts are those of every day, and it closes on the as-of day."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest

from dashboard.domain.index import Index
from dashboard.domain.stage_marks import MOVING, StageChart, stage_chart
from dashboard.domain.status import intervals
from dashboard.domain.terms import LEGEND, Stage, Status
from dashboard.domain.timeline import changes, counts
from data.load import load

INDEX = Index(load().dataset)
AS_OF = INDEX.dataset.meta.as_of
EVERY = frozenset(INDEX.countries)


def chart(instrument: str, as_of: dt.date = AS_OF, iso3s: frozenset[str] = EVERY) -> StageChart:
    histories = intervals(INDEX, instrument)
    return stage_chart(histories, changes(histories, INDEX.instruments[instrument]), iso3s, as_of)


@pytest.mark.parametrize("instrument", INDEX.instruments)
def test_counts_are_those_of_the_day_and_hold_until_the_next(instrument: str) -> None:
    histories, shown = intervals(INDEX, instrument), chart(instrument)
    for place, (day, following) in enumerate(pairwise(shown.days)):
        for on in {day, max(day, following - dt.timedelta(days=1))}:
            by_class = counts(histories, on).by_class
            drawn = {entry.class_id: values[place] for entry, values in shown.bands.items()}
            assert drawn == {key: by_class[key] for key in drawn}
            assert not any(by_class[entry.class_id] for entry in MOVING if entry.class_id not in drawn)


def test_it_begins_with_the_first_mover_and_closes_on_the_day() -> None:
    day = dt.date(2025, 7, 19)
    shown = chart("apmbc", day)
    assert shown.days[-1] == day
    before = counts(intervals(INDEX, "apmbc"), shown.days[0] - dt.timedelta(days=1)).by_class
    assert not any(before[entry.class_id] for entry in MOVING)
    assert any(values[0] for values in shown.bands.values())
    assert all(values[-1] == values[-2] for values in shown.bands.values())


def test_bands_stand_in_the_order_of_the_legend_and_none_is_empty() -> None:
    shown = chart("apmbc")
    assert list(shown.bands) == [entry for entry in LEGEND if entry in shown.bands]
    assert all(any(values) for values in shown.bands.values())


def test_states_outside_the_selection_do_not_count() -> None:
    assert chart("apmbc", iso3s=frozenset({"FIN"})).bands.keys() < chart("apmbc").bands.keys()
    assert max(max(values) for values in chart("apmbc", iso3s=frozenset({"FIN"})).bands.values()) == 1
    assert chart("apmbc", iso3s=frozenset({"CHE"})).bands == {}


def test_what_moves_is_leaving_gone_or_suspending() -> None:
    still = {entry.class_id for entry in LEGEND} - {entry.class_id for entry in MOVING}
    assert still == {"state-party", "joining", "signatory", "never-party", "no-own-status"}
    assert all(entry.status is Status.WITHDRAWN or entry.stage is not Stage.NONE for entry in MOVING)


def test_the_summary_is_the_last_count() -> None:
    assert chart("apmbc").summary == "On 31 May 2026: 5 withdrawn, 1 suspension notified."
    assert chart("apmbc", dt.date(2020, 1, 1)).summary == "On 1 January 2020 no State is leaving, has left or suspends."
