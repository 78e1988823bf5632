"""Every act, happening, event, announcement, class and figure as one flat, typed row: its columns and their values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple

from pydantic import ConfigDict, Field

from dashboard.domain.days import say_day, told_from
from dashboard.domain.folding import fold
from dashboard.domain.index import Index
from dashboard.domain.kinds import ANNOUNCEMENT, OBSERVATION
from dashboard.domain.lenses.policy import starts_on
from dashboard.domain.weapons import WEAPON_LABELS
from dashboard.domain.windows import window_text
from dashboard.tables.facts import act_fact, announcement_fact, event_fact, happening_fact
from dashboard.tables.observation_facts import observation_fact
from data.event_schema import Activity, Announcement, PolicyEvent, Weapon
from data.fields import Confidence, Precision, Row, date_window
from data.lens_schema import Observation
from data.source_schema import Grade
from data.treaty_schema import ActionKind, InstrumentFact, TreatyAction


class Table(StrEnum):
    """Where a fact is kept."""

    ACTIONS = "actions"
    TREATIES = "treaties"
    EVENTS = "events"
    ANNOUNCEMENTS = "announcements"
    OBSERVATIONS = "observations"


class FactRow(Row):
    """One act, event or announcement, ready to be shown, sorted and taken away."""

    # A column that not every fact has declares here what stands in the others. Its value is made in `of_action`,
    # `of_event` or `of_announcement`, or in `_entry` for all three.
    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    id: str = Field(description="id of the fact in its own table")
    table: Table = Field(description="where it is kept")
    kind: str = Field(description="kind of act or event; announcement for what was said of production or purchase")
    kind_text: str = Field(description="that kind in words")
    on: dt.date | None = Field(description="day of the fact; a placeholder where the precision is coarser")
    on_text: str = Field(description="that day in words, never finer than it is known")
    precision: Precision = Field(description="how exactly the day is known")
    known_on: dt.date = Field(
        description="first day on which the fact certainly holds; that of the first edition where it has no day"
    )
    iso3s: tuple[str, ...] = Field(description="States concerned, ISO 3166-1 alpha-3")
    states: str = Field(description="their names")
    instruments: tuple[str, ...] = Field(description="instruments concerned; empty where none is")
    topics: tuple[str, ...] = Field((), description="topics it belongs to; events only")
    lenses: tuple[str, ...] = Field((), description="policies and measures concerned; events and observations")
    weapon: Weapon | None = Field(None, description="what is to be made, bought or laid; announcements only")
    activity: Activity | None = Field(None, description="what is to be done; announcements only")
    headline: str = Field(description="one line")
    detail: str = Field(description="notes, amounts, what is disputed or missing")
    who: str = Field(description="who acted or spoke")
    window: str = Field("", description="announced start in words, of an event that of the announcements which tell it")
    start_earliest: dt.date | None = Field(None, description="first day of the announced window; empty where open")
    start_latest: dt.date | None = Field(None, description="last day of the announced window; empty where open")
    chain: str = Field("", description="announcement that opened the chain of versions; announcements only")
    current: bool | None = Field(
        None, description="whether this version was current on the as-of day; announcements only"
    )
    slip_days: int | None = Field(None, description="change of start_latest against the version it replaces, days")
    slip_text: str = Field("", description="that change in words")
    confidence: Confidence = Field(description="how well the sources bear it")
    grade: Grade | None = Field(description="best grade among its sources, A to E")
    sources: tuple[str, ...] = Field(description="ids of its sources, best first")
    first_publisher: str = Field(description="publisher of the first source")
    first_url: str = Field(description="address of the first source")
    restates: str | None = Field(None, description="fact that already tells this happening")
    retold_by: tuple[str, ...] = Field(
        (), description="facts that tell this happening again and are left out beside it"
    )
    yours: bool = Field(description="added by the reader for one session; not part of the dataset")
    changed_in: str = Field(
        "", description="edition that last changed a cell of an earlier one; what it said stands in the list of changes"
    )


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


class Words(NamedTuple):
    """What stands behind ids of a row, in words."""

    kinds: Mapping[str, str]
    sources: Mapping[str, str]
    """Source → everything a search may find of it, folded."""


def names(index: Index, iso3s: Iterable[str]) -> str:
    """Names of States, commas between; a code outside the dataset's scope stands for its name."""
    return ", ".join(index.name_of(iso3) for iso3 in iso3s)


def _entry(
    index: Index,
    words: Words,
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


def of_action(index: Index, row: TreatyAction, words: Words) -> Entry:
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


def of_happening(index: Index, row: InstrumentFact, words: Words) -> Entry:
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


def of_event(index: Index, row: PolicyEvent, words: Words) -> Entry:
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


def of_announcement(index: Index, row: Announcement, words: Words) -> Entry:
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


def of_observation(index: Index, row: Observation, words: Words) -> Entry:
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
