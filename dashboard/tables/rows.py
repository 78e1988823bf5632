"""Flat, typed rows of acts, events and announcements: one list for pages, downloads and the API alike.

A list tells one happening once: of rows that restate one another (``restates_id``) only the one restated
is kept, and names the others.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from threading import Lock
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from cachetools import LRUCache

from dashboard.domain.announcements import ALL_GRADES, as_known, programmes_as_of, slip_text, turns
from dashboard.domain.days import LATEST
from dashboard.domain.effects import known_from
from dashboard.domain.grades import lets_in
from dashboard.domain.index import Index
from dashboard.domain.kinds import ANNOUNCEMENT
from dashboard.domain.selection import Selection, resolve
from dashboard.domain.windows import NO_DATE, window_text
from dashboard.tables.catalogue import Catalogue, catalogue
from dashboard.tables.fact_row import Entry, FactRow, Table, names
from dashboard.tables.facts import act_fact
from dashboard.tables.row_filters import conditions
from data.event_schema import Announcement
from data.source_schema import Grade

__all__ = ["ANNOUNCEMENT", "FactRow", "Rows", "Table", "names", "rows_of"]

EVERY_TABLE = frozenset(Table)
PRODUCTION = "production-announcement"
"""Kind of the events that speak of a start, whether or not an announcement gives its days."""


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """A list as the reader sees it; shared by all who ask for it, changed by nobody, equal to itself alone."""

    rows: tuple[FactRow, ...]
    """Latest first, undated last, then by id."""
    hidden: int
    """How many more rows the same filters would list if every grade were let in."""
    hidden_grades: tuple[Grade | None, ...]
    """Grade of each row that stands only in that longer list."""
    same_from: dt.date
    """First of the days up to the one asked for on which the list is the same."""
    memo: dict[str, Any] = field(default_factory=dict, repr=False)
    """What other modules make of the list once, each under its own name."""


def rows_of(
    index: Index,
    selection: Selection,
    *,
    all_instruments: bool = False,
    tables: Collection[Table] = EVERY_TABLE,
) -> Rows:
    """Acts, events and announcements known on the selection's day that pass all its filters.

    A fact belongs to the selection's lens when it names it, to its topics whichever instrument it
    names; an announcement that no instrument forbids also when its weapon is asked for by name. ``all_instruments``
    drops that filter. A filter on kind, weapon, activity or movement keeps only rows that have one; "never acted"
    shows only when asked for. Bounds of days keep a coarse day whose period touches them. Words of the search must
    all be found, without regard to case and accents. The last lists are kept, each for all days with the same list.
    """
    asked = _Asked(
        replace(selection, as_of=LATEST, focus=None),
        all_instruments or selection.every_instrument,
        frozenset(tables),
    )
    kept = _KEPT.setdefault(index, _Kept())
    day = resolve(selection, index).day
    with kept.lock:
        passing = kept.passing.get(asked)
    if passing is None:
        passing = _Passing(index, asked)
        with kept.lock:
            kept.passing[asked] = passing
    same_from = passing.same_from(day)
    with kept.lock:
        found = kept.lists.get((asked, same_from))
    if found is None:
        found = _list(index, replace(asked.selection, as_of=day), passing.known_by(day), same_from)
        if len(found.rows) < KEPT_ROWS:
            with kept.lock:
                kept.lists[asked, same_from] = found
    return found


class _Asked(NamedTuple):
    """What is asked for, whatever the day."""

    selection: Selection
    all_instruments: bool
    tables: frozenset[Table]


class _Passing:
    """Entries that pass some filters, to be cut at a day."""

    def __init__(self, index: Index, asked: _Asked) -> None:
        asked_for = tuple(conditions(index, *asked))
        self._entries = [one for one in catalogue(index).entries if all(fulfilled(one) for fulfilled in asked_for)]
        placed = sorted(enumerate(self._entries), key=lambda one: one[1].row.known_on)
        self._days = [entry.row.known_on for _, entry in placed]
        self._places = [place for place, _ in placed]
        self._turns = sorted({dt.date.min, *self._days, *_later_words(index)})

    def known_by(self, day: dt.date) -> list[Entry]:
        """Those known on ``day``, in the order of the catalogue."""
        return [self._entries[place] for place in sorted(self._places[: bisect_right(self._days, day)])]

    def same_from(self, day: dt.date) -> dt.date:
        """First of the days up to ``day`` since which nothing has come, and nothing has been told otherwise."""
        return self._turns[bisect_right(self._turns, day) - 1]


KEPT_FILTERS = 128
KEPT_ROWS = 40_000
"""Of all lists together."""


class _Kept:
    """What was made last from a record."""

    def __init__(self) -> None:
        self.lock = Lock()
        self.passing: LRUCache[_Asked, _Passing] = LRUCache(KEPT_FILTERS)
        self.lists: LRUCache[tuple[_Asked, dt.date], Rows] = LRUCache(KEPT_ROWS, lambda one: 1 + len(one.rows))


_KEPT: WeakKeyDictionary[Index, _Kept] = WeakKeyDictionary()


def _later_words(index: Index) -> Iterator[dt.date]:
    """Days on which other rows, or a window derived later, change what is told of a row."""
    yield from turns(index)
    yield from (day for row in index.revoked_by.values() if (day := known_from(row)) is not None)


def _list(index: Index, selection: Selection, passing: Sequence[Entry], same_from: dt.date) -> Rows:
    """The list that a selection's grades and movement leave of the entries known on its day."""
    listed, day = catalogue(index), resolve(selection, index).day
    graded = [entry for entry in passing if lets_in(index, entry.row.id, entry.row.grade, selection.grades)]
    if selection.moved:
        moved, moved_at_all = (_moved(index, selection, grades) for grades in (selection.grades, ALL_GRADES))
        graded = [entry for entry in graded if entry.row.id in moved]
        passing = [entry for entry in passing if entry.row.id in moved_at_all]
    kept, duplicates = _without_duplicates(listed, graded)
    everything = kept if len(passing) == len(graded) else _without_duplicates(listed, passing)[0]
    rows = [
        _with_duplicates(_with_window(index, listed, entry.row, day, selection.grades), duplicates) for entry in kept
    ]
    shown = {entry.row.id for entry in kept}
    hidden = tuple(entry.row.grade for entry in everything if entry.row.id not in shown)
    told = tuple(_with_chains(index, selection, rows))
    return Rows(told, max(0, len(everything) - len(kept)), hidden, same_from)


def _moved(index: Index, selection: Selection, grades: Collection[Grade]) -> frozenset[str]:
    """Announcements known that day that moved an earlier date in a way the selection asks for."""
    programmes = programmes_as_of(index, resolve(selection, index).day, grades=grades)
    return frozenset(slip.to_id for one in programmes for slip in one.slips if slip.kind in selection.moved)


def _without_duplicates(listed: Catalogue, entries: Sequence[Entry]) -> tuple[list[Entry], dict[str, list[str]]]:
    """Entries without those that restate another one of them, and kept row → rows left out beside it."""
    ids = {entry.row.id for entry in entries}
    candidates = [key for key in listed.originals if key in ids]
    dropped = {key for key in candidates if not ids.isdisjoint(listed.originals[key])}
    if not dropped:
        return list(entries), {}
    kept = ids - dropped
    duplicates: defaultdict[str, list[str]] = defaultdict(list)
    for key in dropped:
        duplicates[next(above for above in listed.originals[key] if above in kept)].append(key)
    return [entry for entry in entries if entry.row.id in kept], dict(duplicates)


def _with_window(index: Index, listed: Catalogue, row: FactRow, day: dt.date, grades: Collection[Grade]) -> FactRow:
    """An event with the window of the announcements known that day that tell it; its days where they agree on them.

    An act that was taken back later as that day knew it.
    """
    if row.table is Table.ACTIONS and row.id in index.revoked_by:
        return row.model_copy(update={"headline": act_fact(index, index.actions[row.id], day)["what"]})
    if row.table is not Table.EVENTS:
        return row
    told = [
        one.model_copy(update=_window(as_known(index.announcements[one.id], day), day))
        for one in listed.announced.get(row.id, ())
        if one.known_on <= day and one.grade in grades
    ]
    if not told:
        return row if row.kind != PRODUCTION else row.model_copy(update={"window": NO_DATE})
    windows = list(dict.fromkeys(one.window for one in told))
    values: dict[str, object] = {"window": "; ".join(windows)}
    if len(windows) == 1:
        values |= {"start_earliest": told[0].start_earliest, "start_latest": told[0].start_latest}
    return row.model_copy(update=values)


def _with_duplicates(row: FactRow, duplicates: dict[str, list[str]]) -> FactRow:
    again = duplicates.get(row.id)
    return row if again is None else row.model_copy(update={"retold_by": tuple(sorted(again))})


def _chain_values(index: Index, day: dt.date, grades: frozenset[Grade]) -> Mapping[str, dict[str, object]]:
    """Announcement → its chain, whether it was current, and how it moved a date."""
    values: dict[str, dict[str, object]] = {}
    for programme in programmes_as_of(index, day, grades=grades):
        for versions, current in ((programme.heads, True), (programme.superseded, False)):
            for row in versions:
                values[row.announcement_id] = {"chain": programme.chain_id, "current": current} | _window(row, day)
        for slip in programme.slips:
            values[slip.to_id] |= {"slip_days": slip.days, "slip_text": slip_text(slip)}
    return values


def _window(row: Announcement, day: dt.date) -> dict[str, object]:
    """The window of a version as known on a day, where it was derived only later; else empty."""
    if row.bounds_known_on is None or row.bounds_known_on <= day:
        return {}
    return {"window": window_text(row), "start_earliest": row.start_earliest, "start_latest": row.start_latest}


def _with_chains(index: Index, selection: Selection, rows: list[FactRow]) -> list[FactRow]:
    """Announcements with their chain, and whether they were current, as the chart shows them that day."""
    if not any(row.table is Table.ANNOUNCEMENTS for row in rows):
        return rows
    values = _chain_values(index, resolve(selection, index).day, frozenset(selection.grades))
    return [row.model_copy(update=values[row.id]) if row.id in values else row for row in rows]
