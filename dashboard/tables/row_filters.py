"""What a row must fulfil to be listed, whatever the day: the filters of a selection, one condition each."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator

from dashboard.domain.folding import search_words
from dashboard.domain.index import Index
from dashboard.domain.selection import Selection, resolve, shown_lens
from dashboard.tables.fact_row import Entry, Table

Condition = Callable[[Entry], bool]


def conditions(
    index: Index, selection: Selection, all_instruments: bool, tables: Collection[Table]
) -> Iterator[Condition]:
    """What an entry must fulfil whatever the day, grades and movement apart."""
    iso3s = resolve(selection, index).iso3s
    yield lambda entry: entry.row.table in tables
    if selection.topics:
        yield lambda entry: not selection.topics.isdisjoint(entry.row.topics)
    elif not all_instruments:
        yield _governed(index, selection.lens_id, bool(selection.weapons))
    series_id = shown_lens(selection, index).series_id if selection.lens else ""
    yield _of_lens(index, selection.lens, series_id)
    yield _of_kind(selection.kinds)
    for column, wanted in (
        ("weapon", selection.weapons),
        ("activity", selection.activities),
        ("confidence", selection.confidence),
    ):
        if wanted:
            yield _one_of(column, wanted)
    if selection.states or selection.groups:
        yield lambda entry: not iso3s.isdisjoint(entry.row.iso3s)
    if selection.date_from or selection.date_to:
        yield _within(selection.date_from or dt.date.min, selection.date_to or dt.date.max)
    if words := search_words(selection.text):
        yield lambda entry: all(word in entry.folded for word in words)


def _governed(index: Index, lens_id: str, weapon_asked: bool) -> Condition:
    """Names the lens; where a weapon is asked for, also what no instrument forbids."""
    return lambda entry: (
        lens_id in entry.row.instruments
        or lens_id in entry.row.lenses
        or (weapon_asked and entry.row.weapon is not None and not index.forbidden(entry.row.instruments))
    )


def _of_lens(index: Index, lens_id: str, series_id: str) -> Condition:
    """No class or figure, but those of the policy or measure shown, in the series shown."""

    def fulfilled(entry: Entry) -> bool:
        row = index.observations.get(entry.row.id)
        return row is None or (row.lens_id == lens_id and (row.series_id or "") == series_id)

    return fulfilled


def _of_kind(kinds: Collection[str]) -> Condition:
    return lambda entry: entry.row.kind in kinds if kinds else not entry.hidden_by_default


def _one_of(column: str, wanted: Collection[object]) -> Condition:
    return lambda entry: getattr(entry.row, column) in wanted


def _within(first: dt.date, last: dt.date) -> Condition:
    """Dated, and possibly between the two days."""
    return lambda entry: (
        entry.first is not None and entry.last is not None and first <= entry.last and entry.first <= last
    )
