"""Status and exit stage of a State under an instrument on a day."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from dashboard.domain.days import counts_from
from dashboard.domain.effects import End, Record, facts, known_from
from dashboard.domain.history import NO_CLAUSE, Interval, sweep
from dashboard.domain.index import Index
from dashboard.domain.terms import (
    PRECEDENCE,
    STAGE_LABELS,
    STATUS_LABELS,
    SUSPENSIONS,
    Remark,
    Stage,
    Standing,
    Status,
)
from data.fields import Precision
from data.schema import CountryKind, Dataset
from data.treaty_schema import ActionKind, InstrumentFactKind

__all__ = [
    "NO_CLAUSE",
    "PRECEDENCE",
    "STAGE_LABELS",
    "STATUS_LABELS",
    "SUSPENSIONS",
    "Interval",
    "NextChange",
    "Reading",
    "Run",
    "Stage",
    "Standing",
    "Status",
    "foreseen",
    "intervals",
    "reading",
    "readings",
    "record_of",
    "runs",
    "status_as_of",
]


class NextChange(NamedTuple):
    """A change of status or stage that is already settled."""

    on: dt.date
    status: Status
    stage: Stage


@dataclass(frozen=True, slots=True)
class Reading:
    """What the record says of one State on one day."""

    status: Status
    stage: Stage
    contested: bool
    contested_because: tuple[str, ...]
    since: dt.date | None
    """First day of this status and stage; ``None`` where it held before any act on record."""
    next: NextChange | None
    """Next change settled by acts done by that day; acts still to come are not foreseen."""
    action_ids: tuple[str, ...]
    exit_step_ids: tuple[str, ...]
    remarks: tuple[Remark, ...] = ()


def record_of(index: Index, instrument_id: str, iso3: str) -> Record:
    """All that the dataset holds of one State under one instrument. Raises ``KeyError`` for an unknown key."""
    instrument = index.instruments[instrument_id]
    parent = instrument.parent_id or ""
    return Record(
        actions=index.actions_of(instrument_id, iso3),
        steps=(*index.steps_of(instrument_id, iso3), *index.steps_of(parent, iso3)),
        objections=index.objections,
        is_area=index.countries[iso3].kind is CountryKind.AREA,
        suspension_clause=instrument.suspension_clause,
        in_force_on=instrument.in_force_on,
        is_open=not instrument.open_to or iso3 in instrument.open_to,
        end=_end(index, instrument_id, iso3) or _end(index, parent, iso3),
        not_read=_not_read(index, instrument_id, iso3),
        revoked_by=index.revoked_by,
        of_parent=tuple(row for row in index.actions_of(parent, iso3) if row.kind in OF_PARENT),
    )


OF_PARENT = frozenset({ActionKind.WITHDRAWAL, ActionKind.CESSATION, ActionKind.REVOCATION})
"""Kinds of acts under a convention that hold for its protocols too."""


def _not_read(index: Index, lens_id: str, iso3: str) -> str:
    """Id of the row that says that a list was not read for a State; empty where there is none, or an act."""
    if index.actions_of(lens_id, iso3):
        return ""
    row = index.not_read.get((lens_id, iso3)) or index.not_read.get((lens_id, None))
    return "" if row is None else row.not_read_id


def _end(index: Index, instrument_id: str, iso3: str) -> End | None:
    """The day on which an instrument itself ends for a State; ``None`` where it does not."""
    for fact in index.instrument_facts_of.get(instrument_id, ()):
        on = counts_from(fact.happened_on, fact.happened_precision)
        if fact.kind is InstrumentFactKind.EXTENSION or on is None or (fact.iso3s and iso3 not in fact.iso3s):
            continue
        settled = index.actions.get(fact.settled_by_id or "")
        earlier = index.instrument_facts.get(fact.settled_by_id or "")
        fixed = known_from(settled) if settled else earlier.happened_on if earlier else None
        ids = (fact.fact_id, *((settled.action_id,) if settled else ()))
        return End(on, min(on, fixed or on), ids, fact.happened_precision is Precision.DAY)
    return None


def intervals(dataset: Dataset | Index, instrument_id: str) -> dict[str, tuple[Interval, ...]]:
    """ISO 3166 alpha-3 → intervals, for every State and area of the dataset, in its order.

    Half-open, from ``date.min``, every day exactly once. Linear in the rows (each State's own are
    sorted), and made once for an index. Raises ``KeyError`` for an unknown instrument.
    """
    index = dataset if isinstance(dataset, Index) else Index(dataset)
    key = f"intervals {instrument_id}"
    if key not in index.memo:
        records = {iso3: record_of(index, instrument_id, iso3) for iso3 in index.countries}
        index.memo[key] = {iso3: sweep(record, facts(record)) for iso3, record in records.items()}
    found: dict[str, tuple[Interval, ...]] = index.memo[key]
    return dict(found)


def status_as_of(intervals_of_state: Sequence[Interval], as_of: dt.date) -> Interval:
    """The one interval that holds on ``as_of``."""
    return intervals_of_state[bisect_right(intervals_of_state, as_of, key=attrgetter("start")) - 1]


class Run(NamedTuple):
    """A stretch of days that look the same on the map; it lasts until the next one starts."""

    start: dt.date
    standing: Standing
    exact: bool


def runs(intervals_of_state: Sequence[Interval]) -> tuple[Run, ...]:
    """The stretches that look different on the map, in order; the first begins on ``date.min``."""
    seen: list[Run] = []
    for interval in intervals_of_state:
        if not seen or seen[-1].standing != interval.standing:
            seen.append(Run(interval.start, interval.standing, interval.exact))
    return tuple(seen)


def foreseen(index: Index, instrument_id: str, iso3: str, as_of: dt.date) -> tuple[Interval, ...]:
    """Intervals of a State from what was settled by ``as_of``: as that day knew the past and the days to come.

    Swept once for each day on which something was settled, at most; the days between are found by bisection.
    """
    key = f"foreseen {instrument_id} {iso3}"
    if key not in index.memo:
        index.memo[key] = _Settled(record_of(index, instrument_id, iso3))
    settled: _Settled = index.memo[key]
    return settled.known_by(as_of)


class _Settled:
    """The facts of a State under an instrument, swept as each of the days knew them on which one was settled."""

    def __init__(self, record: Record) -> None:
        self._record = record
        self._facts = tuple(facts(record))
        self._days = sorted({fact.fixed_on for fact in self._facts})
        self._swept: dict[int, tuple[Interval, ...]] = {}

    def known_by(self, day: dt.date) -> tuple[Interval, ...]:
        """Intervals from what was settled by ``day``."""
        known = bisect_right(self._days, day)
        if known not in self._swept:
            self._swept[known] = sweep(self._record, (one for one in self._facts if one.fixed_on <= day))
        return self._swept[known]


def reading(index: Index, instrument_id: str, iso3: str, as_of: dt.date) -> Reading:
    """Status, stage and what they rest on, on one day, with nothing known only later."""
    known = foreseen(index, instrument_id, iso3, as_of)
    at = bisect_right(known, as_of, key=attrgetter("start")) - 1
    now = known[at]
    first = at
    while first and (known[first - 1].status, known[first - 1].stage) == (now.status, now.stage):
        first -= 1
    later = next((i for i in known[at + 1 :] if (i.status, i.stage) != (now.status, now.stage)), None)
    return Reading(
        status=now.status,
        stage=now.stage,
        contested=now.contested,
        contested_because=now.contested_because,
        since=known[first].start if first else None,
        next=None if later is None else NextChange(later.start, later.status, later.stage),
        action_ids=now.action_ids,
        exit_step_ids=now.exit_step_ids,
        remarks=now.remarks,
    )


def readings(index: Index, instrument_id: str, as_of: dt.date) -> dict[str, Reading]:
    """Alpha-3 → reading, for every State and area, in the dataset's order."""
    return {iso3: reading(index, instrument_id, iso3, as_of) for iso3 in index.countries}
