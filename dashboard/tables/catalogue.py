"""Every act, happening, event, announcement, class and figure as one flat, typed row, made once per dataset."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from dashboard.domain.days import say_day, told_from
from dashboard.domain.folding import fold
from dashboard.domain.index import Index
from dashboard.domain.kinds import ANNOUNCEMENT, OBSERVATION, kind_labels
from dashboard.domain.lenses.policy import starts_on
from dashboard.domain.weapons import WEAPON_LABELS
from dashboard.domain.windows import window_text
from dashboard.tables.fact_row import FactRow, Table
from dashboard.tables.facts import act_fact, announcement_fact, event_fact, happening_fact
from dashboard.tables.observation_facts import observation_fact
from data.event_schema import Announcement, PolicyEvent
from data.fields import Precision, date_window
from data.lens_schema import Observation
from data.treaty_schema import ActionKind, InstrumentFact, TreatyAction


class Entry(NamedTuple):
    """A row and what a filter needs of it."""

    row: FactRow
    first: dt.date | None
    """First and last day it may mean; ``None`` where it has no day at all."""
    last: dt.date | None
    folded: str
    """Everything a search may find, as ``folding.fold`` leaves it."""
    hidden_by_default: bool
    """Shown only where its kind is asked for: no happening, but a silence."""


class _Words(NamedTuple):
    """What stands behind ids of a row, in words."""

    kinds: Mapping[str, str]
    sources: Mapping[str, str]
    """Source → everything a search may find of it, folded."""


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
    words = _Words(kind_labels(index), {key: _source_words(index, key) for key in index.sources})
    entries = [
        *(_of_action(index, row, words) for row in index.dataset.treaty_actions),
        *(_of_happening(index, row, words) for row in index.dataset.instrument_facts),
        *(_of_event(index, row, words) for row in index.dataset.policy_events),
        *(_of_announcement(index, row, words) for row in index.dataset.announcements),
        *(_of_observation(index, row, words) for row in index.dataset.observations),
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


def names(index: Index, iso3s: Iterable[str]) -> str:
    """Names of States, commas between; a code outside the dataset's scope stands for its name."""
    return ", ".join(index.name_of(iso3) for iso3 in iso3s)


def _entry(
    index: Index,
    words: _Words,
    fact: TreatyAction | InstrumentFact | PolicyEvent | Announcement | Observation,
    on: dt.date | None,
    precision: Precision,
    *,
    effective: tuple[dt.date | None, Precision] = (None, Precision.UNKNOWN),
    also: str = "",
    **columns: Any,
) -> Entry:
    """The columns that every fact has, with those of its kind; ``also`` is searched but not shown."""
    first, last = date_window(on, precision)[0], told_from(on, precision)
    if last is None:
        first, last = date_window(*effective)
    sources: tuple[str, ...] = columns.pop("sources", fact.source_ids)
    row = FactRow.model_construct(
        on=on,
        on_text=say_day(on, precision),
        precision=precision,
        known_on=last or index.dataset.meta.first_as_of or index.dataset.meta.as_of,
        kind_text=words.kinds[columns["kind"]],
        states=names(index, columns["iso3s"]),
        confidence=fact.confidence,
        grade=index.grade_of(fact),
        sources=sources,
        first_publisher=index.publisher_of(sources[0]).name if sources else "",
        first_url=index.sources[sources[0]].url if sources else "",
        changed_in=next((edit.edition for edit in index.edits.get(columns["id"], ())), ""),
        yours=columns["id"] in index.upload_ids,
        **columns,
    )
    titles = " ".join(index.instruments[key].short_title for key in row.instruments if key in index.instruments)
    own = fold(
        f"{row.id} {row.kind} {row.kind_text} {' '.join(row.iso3s)} {row.states} {' '.join(row.instruments)} "
        f"{titles} {row.headline} {row.detail} {row.who} {row.window} {also}"
    )
    folded = " ".join([own, *(words.sources[key] for key in row.sources)])
    return Entry(row, first or last, last, folded, row.kind == ActionKind.NEVER_ACTED)


def _of_action(index: Index, row: TreatyAction, words: _Words) -> Entry:
    fact = act_fact(index, row)
    return _entry(
        index,
        words,
        row,
        row.acted_on,
        row.acted_precision,
        effective=(row.effective_on, row.effective_precision),
        id=row.action_id,
        table=Table.ACTIONS,
        kind=row.kind.value,
        iso3s=(row.iso3,),
        instruments=(row.instrument_id,),
        headline=fact["what"],
        detail=" ".join(fact["notes"]),
        who=names(index, (row.iso3,)),
        sources=tuple(dict.fromkeys((*row.source_ids, *row.effective_source_ids))),
    )


def _of_happening(index: Index, row: InstrumentFact, words: _Words) -> Entry:
    return _entry(
        index,
        words,
        row,
        row.happened_on,
        row.happened_precision,
        id=row.fact_id,
        table=Table.TREATIES,
        kind=row.kind.value,
        iso3s=row.iso3s or index.instruments[row.instrument_id].open_to,
        instruments=(row.instrument_id,),
        headline=happening_fact(index, row)["what"],
        detail=row.note,
        who="",
    )


def _of_event(index: Index, row: PolicyEvent, words: _Words) -> Entry:
    return _entry(
        index,
        words,
        row,
        row.happened_on,
        row.happened_precision,
        id=row.event_id,
        table=Table.EVENTS,
        kind=row.kind,
        iso3s=row.iso3s,
        instruments=row.instrument_ids,
        topics=row.topic_ids,
        lenses=row.lens_ids,
        also=" ".join(index.topics[key].title for key in row.topic_ids),
        headline=event_fact(index, row)["what"],
        detail=" ".join(note for note in (row.detail, row.note) if note),
        who=row.actor,
        restates=row.restates_id,
    )


def _of_announcement(index: Index, row: Announcement, words: _Words) -> Entry:
    return _entry(
        index,
        words,
        row,
        row.announced_on,
        row.announced_precision,
        also=f"{row.weapon.value} {WEAPON_LABELS[row.weapon][1]} {row.activity.value} {row.programme} {row.producer}",
        id=row.announcement_id,
        table=Table.ANNOUNCEMENTS,
        kind=ANNOUNCEMENT,
        iso3s=(row.iso3,),
        instruments=row.instrument_ids,
        weapon=row.weapon,
        activity=row.activity,
        headline=f"{row.programme}: {row.start_as_stated}",
        detail=" ".join(announcement_fact(index, row)["notes"]),
        who=f"{row.announced_by}, {row.announced_by_role}",
        window=window_text(row),
        start_earliest=row.start_earliest,
        start_latest=row.start_latest,
        restates=row.restates_id,
    )


def _of_observation(index: Index, row: Observation, words: _Words) -> Entry:
    fact = observation_fact(index, row)
    start = starts_on(row)
    made = _entry(
        index,
        words,
        row,
        start,
        Precision.DAY,
        id=row.observation_id,
        table=Table.OBSERVATIONS,
        kind=OBSERVATION,
        iso3s=(row.iso3,),
        instruments=(),
        lenses=(row.lens_id,),
        headline=fact["what"],
        detail=row.note,
        who="",
    )
    dated = {"on": row.from_on, "on_text": fact["when"], "precision": row.from_precision}
    return made._replace(row=made.row.model_copy(update=dated))
