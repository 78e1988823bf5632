"""Several conditions at once give the States for which each holds, with the rows that each rests on."""

from __future__ import annotations

import datetime as dt

import pytest
from whole_record import whole_index

from dashboard.domain.conditions import Condition, class_names, matching, parse_condition
from dashboard.domain.lenses import lenses_of, run_on

INDEX = whole_index()
KNOWN = {key: class_names(lens) for key, lens in lenses_of(INDEX).items()}
LEFT = parse_condition("apmbc:withdrawn", KNOWN)
STILL_BOUND = parse_condition("ccw-ap2:bound", KNOWN)


@pytest.mark.parametrize(
    ("day", "states"),
    [
        ("2025-12-26", set()),
        ("2025-12-27", {"EST", "LVA", "LTU"}),
        ("2026-02-20", {"EST", "LVA", "LTU", "FIN", "POL"}),
    ],
)
def test_who_left_ottawa_and_is_still_bound_by_the_mine_protocol(day: str, states: set[str]) -> None:
    found = matching(INDEX, (LEFT, STILL_BOUND), dt.date.fromisoformat(day), INDEX.countries)
    assert found.keys() == states
    for runs in found.values():
        assert runs.keys() == {"apmbc", "ccw-ap2"}
        assert all(set(run.refs) <= INDEX.facts.keys() and run.refs for run in runs.values())


def test_conditions_equal_a_walk_through_every_state() -> None:
    day = dt.date(2024, 6, 1)
    asked = [parse_condition(text, KNOWN) for text in ("conscription:universal|selective", "spending:from-2")]
    found = matching(INDEX, asked, day, INDEX.countries)
    lenses = lenses_of(INDEX)
    walked = {
        iso3
        for iso3, row in INDEX.countries.items()
        if row.kind.value == "state"
        and run_on(lenses["conscription"].runs(INDEX, iso3), day).class_id in ("universal", "selective")
        and run_on(lenses["spending"].runs(INDEX, iso3), day).class_id == "from-2"
    }
    assert found.keys() == walked != set()


def test_without_a_day_each_lens_counts_on_its_latest() -> None:
    asked = (LEFT, parse_condition("spending:from-2|from-3-5|from-5", KNOWN))
    assert matching(INDEX, asked, None, INDEX.countries).keys() == {"EST", "LVA", "LTU", "FIN", "POL"}
    assert matching(INDEX, asked, INDEX.dataset.meta.as_of, INDEX.countries) == {}, "no figure for that year yet"


def test_a_condition_is_written_as_it_is_read() -> None:
    one = parse_condition(" conscription:universal|selective|universal ", KNOWN)
    assert one == Condition("conscription", ("selective", "universal"))
    assert parse_condition(str(one), KNOWN) == one
