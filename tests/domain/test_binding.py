"""What else binds a State: the order of the other treaties, and the days on which each is in force for it."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.domain.binding import Binding, bindings, nearest
from dashboard.domain.index import Index
from data.load import load

AS_OF = dt.date(2026, 10, 2)


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(load().dataset)


def test_what_announcements_name_together_comes_first_then_the_group(index: Index) -> None:
    order = nearest(index, "apmbc")
    assert order[0] == "ccw-ap2"
    assert "apmbc" not in order
    assert len(order) == len(index.instruments) - 1
    groups = [index.instruments[key].group for key in order]
    assert groups[: groups.count(groups[0])] == [groups[0]] * groups.count(groups[0])


def test_those_that_left_the_mine_ban_are_still_bound_by_the_protocol_on_mines(index: Index) -> None:
    since = {
        "EST": (2000, 10, 20),
        "FIN": (1998, 12, 3),
        "LTU": (1998, 12, 3),
        "LVA": (2003, 2, 22),
        "POL": (2004, 4, 14),
    }
    for iso3, day in since.items():
        assert bindings(index, iso3, "apmbc")[0] == Binding("ccw-ap2", dt.date(*day), None), iso3


def test_what_has_ended_for_a_state_has_its_last_day(index: Index) -> None:
    left = {one.instrument: one.end for one in bindings(index, "LTU", "apmbc")}
    assert left["ccm"] == dt.date(2025, 3, 6)
    russia = {one.instrument: one.end for one in bindings(index, "RUS", "apmbc")}
    assert russia["new-start"] == dt.date(2026, 2, 5)
    assert "ctbt" not in russia
