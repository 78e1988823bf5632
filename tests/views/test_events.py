"""The map page's list of acts and events holds the rows of the events page."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.domain.days import day_of
from dashboard.domain.index import Index
from dashboard.domain.selection import Selection
from dashboard.tables.rows import Table, rows_of
from dashboard.views.events import COLUMNS, event_list
from data.load import load
from data.schema import Grade, Weapon

INDEX = Index(load().dataset)
KINDS = (Table.ACTIONS, Table.EVENTS)


@pytest.mark.parametrize("instrument", INDEX.instruments)
@pytest.mark.parametrize("day", [dt.date(2020, 1, 1), dt.date(2026, 5, 31)])
def test_it_holds_the_rows_of_the_events_page(instrument: str, day: dt.date) -> None:
    selection = Selection(instrument=instrument, as_of=day)
    frame, hidden = event_list(INDEX, selection)
    listed = rows_of(INDEX, selection, tables=KINDS)
    assert tuple(frame.columns) == COLUMNS
    assert (list(frame["Id"]), hidden) == ([row.id for row in listed.rows], listed.hidden)
    assert [day_of(int(on)) for on in frame["on"]] == [row.known_on for row in listed.rows]
    assert all(day_of(int(on)) <= day for on in frame["on"])


def test_an_act_dated_by_its_effect_alone_is_listed() -> None:
    """The twelve founders' ratifications of the North Atlantic Treaty: no day of deposit on record."""
    frame, _ = event_list(INDEX, Selection(instrument="north-atlantic"))
    founders = frame[frame["Id"].str.fullmatch("north-atlantic-...-2") & (frame["Day"] == "day not known")]
    assert len(founders) == 12


def test_filters_on_announcements_leave_it_alone_and_grades_do_not() -> None:
    every, none = event_list(INDEX, Selection(grades=frozenset(Grade)))
    some, hidden = event_list(INDEX, Selection(weapons=frozenset({Weapon.CLUSTER_MUNITION}), text="zzz"))
    assert none == 0
    assert len(some) + hidden == len(every) > len(some)
