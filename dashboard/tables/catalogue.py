"""All rows of a dataset, made once, latest first, with what restates and what announces what."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from weakref import WeakKeyDictionary

from dashboard.domain.folding import fold
from dashboard.domain.index import Index
from dashboard.domain.kinds import kind_labels
from dashboard.tables.fact_row import (
    Entry,
    FactRow,
    Table,
    Words,
    of_action,
    of_announcement,
    of_event,
    of_happening,
    of_observation,
)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All entries of a dataset, latest first, undated last, then by id."""

    entries: tuple[Entry, ...]
    originals: Mapping[str, tuple[str, ...]]
    """Row → the rows it restates, directly and through others, nearest first; absent where it restates none."""
    announced: Mapping[str, tuple[FactRow, ...]]
    """Event → the announcements that tell it, and with them the window; absent where none does."""


_CATALOGUES: WeakKeyDictionary[Index, Catalogue] = WeakKeyDictionary()


def catalogue(index: Index) -> Catalogue:
    """The catalogue of a dataset: made on the first call for an index, and gone with it."""
    kept = _CATALOGUES.get(index)
    if kept is None:
        kept = _CATALOGUES[index] = _build(index)
    return kept


def _build(index: Index) -> Catalogue:
    words = Words(kind_labels(index), {key: _source_words(index, key) for key in index.sources})
    entries = [
        *(of_action(index, row, words) for row in index.dataset.treaty_actions),
        *(of_happening(index, row, words) for row in index.dataset.instrument_facts),
        *(of_event(index, row, words) for row in index.dataset.policy_events),
        *(of_announcement(index, row, words) for row in index.dataset.announcements),
        *(of_observation(index, row, words) for row in index.dataset.observations),
    ]
    entries.sort(key=lambda entry: (entry.last is None, -entry.row.known_on.toordinal(), entry.row.id))
    original_of = {entry.row.id: entry.row.restates for entry in entries if entry.row.restates is not None}
    announced: defaultdict[str, list[FactRow]] = defaultdict(list)
    for entry in entries:
        if entry.row.table is Table.ANNOUNCEMENTS and entry.row.restates is not None:
            announced[entry.row.restates].append(entry.row)
    originals = {key: tuple(_originals(key, original_of)) for key in original_of}
    return Catalogue(tuple(entries), originals, {key: tuple(rows) for key, rows in announced.items()})


def _originals(start: str, original_of: Mapping[str, str]) -> Iterator[str]:
    seen = {start}
    at = original_of.get(start)
    while at is not None and at not in seen:  # a circle is forbidden by the rules of the dataset
        yield at
        seen.add(at)
        at = original_of.get(at)


def _source_words(index: Index, source_id: str) -> str:
    source = index.sources[source_id]
    publisher = index.publishers[source.publisher_id]
    return fold(f"{source_id} {source.title} {source.origin} {publisher.name} {publisher.domain}")
