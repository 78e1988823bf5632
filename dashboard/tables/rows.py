"""Flat, typed rows of acts, events and announcements: one list for pages, downloads and the API alike.

A list tells one happening once: of rows that restate one another (``restates_id``) only the one restated
is kept, and names the others.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from dashboard.domain.announcements import ALL_GRADES, programmes_as_of, slip_text
from dashboard.domain.folding import search_words
from dashboard.domain.index import Index
from dashboard.domain.selection import ANNOUNCEMENT, Selection, resolve
from dashboard.tables.catalogue import Catalogue, Entry, FactRow, Table, catalogue, names
from data.schema import Grade

__all__ = ["ANNOUNCEMENT", "FactRow", "Rows", "Table", "names", "rows_of"]

EVERY_TABLE = frozenset(Table)


@dataclass(frozen=True, slots=True)
class Rows:
    """A list as the reader sees it."""

    rows: list[FactRow]
    """Latest first, undated last, then by id."""
    hidden: int
    """How many more rows the same filters would list if every grade were let in."""


def rows_of(
    index: Index,
    selection: Selection,
    *,
    all_instruments: bool = False,
    tables: Collection[Table] = EVERY_TABLE,
) -> Rows:
    """Acts, events and announcements known on the selection's day that pass all its filters.

    A fact belongs to the selection's instrument when it names it; an announcement that no instrument
    governs also when its weapon is asked for by name. ``all_instruments`` drops that filter. A filter
    on kind, weapon, activity or movement keeps only rows that have one; "never acted" shows only when asked for.
    Bounds of days keep a coarse day whose period touches them. Words of the search must all be found,
    without regard to case and accents. Linear in the rows; the first call for an index reads them all.
    """
    all_instruments = all_instruments or selection.every_instrument
    listed = catalogue(index)
    passing = list(_passing(index, listed, selection, all_instruments, tables))
    graded = [entry for entry in passing if entry.row.grade in selection.grades]
    if selection.moved:
        moved, moved_at_all = (_moved(index, selection, grades) for grades in (selection.grades, ALL_GRADES))
        graded = [entry for entry in graded if entry.row.id in moved]
        passing = [entry for entry in passing if entry.row.id in moved_at_all]
    kept, duplicates = _without_duplicates(listed, graded)
    everything = kept if len(passing) == len(graded) else _without_duplicates(listed, passing)[0]
    rows = [_with_duplicates(entry.row, duplicates) for entry in kept]
    return Rows(_with_chains(index, selection, rows), max(0, len(everything) - len(kept)))


def _moved(index: Index, selection: Selection, grades: Collection[Grade]) -> frozenset[str]:
    """Announcements known that day that moved an earlier date in a way the selection asks for."""
    lanes = programmes_as_of(index, resolve(selection, index).day, grades=grades)
    return frozenset(slip.to_id for lane in lanes for slip in lane.slips if slip.kind in selection.moved)


def _passing(
    index: Index, listed: Catalogue, selection: Selection, all_instruments: bool, tables: Collection[Table]
) -> Iterator[Entry]:
    instrument, as_of, iso3s = resolve(selection, index)
    states = iso3s if selection.states or selection.groups else None
    words = search_words(selection.text)
    first, last = selection.date_from or dt.date.min, selection.date_to or dt.date.max
    bounded = selection.date_from is not None or selection.date_to is not None
    kinds, weapons = selection.kinds, selection.weapons
    activities, confidence = selection.activities, selection.confidence
    for entry in listed.entries:
        row = entry.row
        if (
            row.known_on > as_of
            or row.table not in tables
            or (kinds and row.kind not in kinds)
            or (entry.hidden_by_default and not kinds)
            or (weapons and row.weapon not in weapons)
            or (activities and row.activity not in activities)
            or (confidence and row.confidence not in confidence)
            or (states is not None and states.isdisjoint(row.iso3s))
        ):
            continue
        if not all_instruments and instrument not in row.instruments and (row.instruments or not weapons):
            continue
        if bounded and (entry.first is None or entry.last is None or entry.last < first or entry.first > last):
            continue
        if words and not all(word in entry.folded for word in words):
            continue
        yield entry


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


def _with_duplicates(row: FactRow, duplicates: dict[str, list[str]]) -> FactRow:
    again = duplicates.get(row.id)
    return row if again is None else row.model_copy(update={"retold_by": tuple(sorted(again))})


_KEPT: WeakKeyDictionary[Index, dict[tuple[dt.date, frozenset[Grade]], Mapping[str, dict[str, object]]]]
_KEPT = WeakKeyDictionary()
KEPT_DAYS = 8


def _chain_values(index: Index, day: dt.date, grades: frozenset[Grade]) -> Mapping[str, dict[str, object]]:
    """Announcement → its chain, whether it was current, and how it moved a date. The last few days are kept."""
    kept = _KEPT.setdefault(index, {})
    found = kept.get((day, grades))
    if found is not None:
        return found
    values: dict[str, dict[str, object]] = {}
    for lane in programmes_as_of(index, day, grades=grades):
        for rows_of_lane, current in ((lane.heads, True), (lane.superseded, False)):
            for row in rows_of_lane:
                values[row.announcement_id] = {"chain": lane.chain_id, "current": current}
        for slip in lane.slips:
            values[slip.to_id] |= {"slip_days": slip.days, "slip_text": slip_text(slip)}
    while len(kept) >= KEPT_DAYS:
        kept.pop(next(iter(kept)), None)
    kept[day, grades] = values
    return values


def _with_chains(index: Index, selection: Selection, rows: list[FactRow]) -> list[FactRow]:
    """Announcements with their chain, and whether they were current, as the chart shows them that day."""
    if not any(row.table is Table.ANNOUNCEMENTS for row in rows):
        return rows
    values = _chain_values(index, resolve(selection, index).day, frozenset(selection.grades))
    return [row.model_copy(update=values[row.id]) if row.id in values else row for row in rows]
