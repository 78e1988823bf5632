"""One State under one instrument as dated facts, and the sweep that turns them into intervals.

Rules kept here, with their reasons:

* A withdrawal ends the consents given before its own notice; a State that consents anew while its
  notice runs stays bound through the new consent.
* Acts without a known day, and partial acts, change nothing.
* A consent in force before its deposit (successions to a predecessor's treaty) counts from its effect.
* Steps towards an exit or a suspension concern the membership under way when they were taken;
  they do not survive into a later one.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from itertools import groupby
from operator import attrgetter
from typing import assert_never

from dashboard.domain.days import counts_from
from dashboard.domain.terms import PRECEDENCE, SUSPENSIONS, Stage, Standing, Status
from data.fields import Answer, Precision
from data.schema import ActionKind, ExitStep, Scope, Step, TreatyAction

NO_CLAUSE = "no-suspension-clause"


@dataclass(frozen=True, slots=True)
class Interval:
    """Days ``start`` (included) to ``end`` (excluded; ``None`` is open) on which everything said here holds."""

    start: dt.date
    end: dt.date | None
    status: Status
    stage: Stage
    contested: bool
    contested_because: tuple[str, ...]
    """``no-suspension-clause`` and ``objection:<action_id>``, in the order they came on record."""
    action_ids: tuple[str, ...]
    """Treaty acts that status, stage and contest rest on."""
    exit_step_ids: tuple[str, ...]
    """Marked domestic step that the stage rests on."""
    exact: bool = field(default=True, compare=False)
    """Whether ``start`` is the very day, and not the last of a coarser date."""

    @property
    def standing(self) -> Standing:
        """The part that can be seen on the map."""
        return Standing(self.status, self.stage, self.contested)


@dataclass(frozen=True, slots=True)
class Record:
    """All that the dataset holds of one State under one instrument."""

    actions: tuple[TreatyAction, ...] = ()
    steps: tuple[ExitStep, ...] = ()
    objections: Mapping[str, tuple[TreatyAction, ...]] = field(default_factory=dict)
    """Act objected to → objections, at least for the acts above."""
    is_area: bool = False
    suspension_clause: Answer = Answer.UNKNOWN
    in_force_on: dt.date | None = None


class _Effect(Enum):
    SIGNED = auto()
    DEPOSITED = auto()
    IN_FORCE = auto()
    MARKED = auto()
    ENDED = auto()
    OBJECTED = auto()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that becomes true on a day."""

    on: dt.date
    fixed_on: dt.date
    """Day from which it is settled that this will hold ``on``; never later than ``on``."""
    effect: _Effect
    origin: dt.date
    """First day on record of the act behind it; orders acts against memberships."""
    id: str
    stage: Stage = Stage.NONE
    target: str = ""
    exact: bool = True


def known_from(action: TreatyAction) -> dt.date | None:
    """First day on which an act was done or in effect; ``None`` where neither day is known."""
    dated = ((action.acted_on, action.acted_precision), (action.effective_on, action.effective_precision))
    return min((day for on, precision in dated if (day := counts_from(on, precision)) is not None), default=None)


def facts(record: Record) -> list[Fact]:
    """The dated facts of a record, by day. Linear in its rows, but for the sort."""
    found: list[Fact] = []
    if not record.is_area:
        for action in record.actions:
            days = _exact_days(action)
            found.extend(fact if fact.on in days else replace(fact, exact=False) for fact in _facts_of(action, record))
            found.extend(_objections_to(action, record))
        for step in record.steps:
            on = step.stepped_on
            found.append(Fact(on, on, _Effect.MARKED, on, step.exit_step_id, stage_of(step.step)))
    return sorted(found, key=lambda fact: (fact.on, fact.effect.value, fact.origin, fact.id))


def stage_of(step: Step) -> Stage:
    """Stage that a marked domestic step brings about."""
    match step:
        case Step.ANNOUNCED:
            return Stage.EXIT_ANNOUNCED
        case Step.ADOPTED:
            return Stage.EXIT_ADOPTED
        case _:
            assert_never(step)


def _facts_of(action: TreatyAction, record: Record) -> Iterator[Fact]:
    if action.scope is Scope.PARTIAL:
        return
    acted = counts_from(action.acted_on, action.acted_precision)
    effective = counts_from(action.effective_on, action.effective_precision)
    known = [day for day in (acted, effective) if day is not None]
    if not known:
        return
    origin = min(known)  # the act, or its effect where that came first or the day of the act is not known
    match action.kind:
        case ActionKind.SIGNATURE:
            if acted is not None:
                yield Fact(acted, acted, _Effect.SIGNED, origin, action.action_id)
            if effective is not None:  # definitive signature, Vienna Convention on the Law of Treaties, Art. 12
                yield from _consent(None, effective, action.action_id, record)
        case (
            ActionKind.RATIFICATION
            | ActionKind.ACCEPTANCE
            | ActionKind.APPROVAL
            | ActionKind.ACCESSION
            | ActionKind.SUCCESSION
        ):
            yield from _consent(acted, effective, action.action_id, record)
        case ActionKind.WITHDRAWAL:
            if acted is not None:
                yield Fact(acted, acted, _Effect.MARKED, origin, action.action_id, Stage.EXIT_DEPOSITED)
            if effective is not None:
                yield Fact(effective, origin, _Effect.ENDED, origin, action.action_id)
        case ActionKind.SUSPENSION | ActionKind.SUSPENSION_ANNOUNCED:
            begun = Stage.SUSPENSION_NOTIFIED if action.kind is ActionKind.SUSPENSION else Stage.SUSPENSION_ANNOUNCED
            if acted is not None:
                yield Fact(acted, acted, _Effect.MARKED, origin, action.action_id, begun)
            if effective is not None:
                yield Fact(effective, origin, _Effect.MARKED, origin, action.action_id, Stage.SUSPENSION_IN_EFFECT)
        case ActionKind.OBJECTION | ActionKind.NEVER_ACTED:
            return
        case _:
            assert_never(action.kind)


def _exact_days(action: TreatyAction) -> frozenset[dt.date | None]:
    dated = ((action.acted_on, action.acted_precision), (action.effective_on, action.effective_precision))
    return frozenset(day for day, precision in dated if precision is Precision.DAY)


def _objections_to(action: TreatyAction, record: Record) -> Iterator[Fact]:
    for objection in record.objections.get(action.action_id, ()):
        day = counts_from(objection.acted_on, objection.acted_precision)
        if day is not None:
            exact = objection.acted_precision is Precision.DAY
            yield Fact(day, day, _Effect.OBJECTED, day, objection.action_id, target=action.action_id, exact=exact)


def _consent(acted: dt.date | None, effective: dt.date | None, action_id: str, record: Record) -> Iterator[Fact]:
    if effective is not None and (acted is None or effective <= acted):
        yield Fact(effective, effective, _Effect.IN_FORCE, effective, action_id)
        return
    assert acted is not None
    yield Fact(acted, acted, _Effect.DEPOSITED, acted, action_id)
    if effective is not None:
        # The instrument's own entry into force hangs on later consents of other States: nobody could
        # know that day when the early ones were deposited, so it is settled only once it has come.
        alone = record.in_force_on is None or effective > record.in_force_on
        yield Fact(effective, acted if alone else effective, _Effect.IN_FORCE, acted, action_id)


class _Sweep:
    """What holds after the facts applied so far."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.signed: str | None = None
        self.deposited: list[tuple[dt.date, str]] = []
        self.in_force: list[tuple[dt.date, str]] = []
        self.ended_by: tuple[dt.date, str] | None = None
        self.marks: defaultdict[Stage, list[Fact]] = defaultdict(list)
        self.objections: defaultdict[str, list[str]] = defaultdict(list)
        self.never_acted = tuple(row.action_id for row in record.actions if row.kind is ActionKind.NEVER_ACTED)

    def apply(self, fact: Fact) -> None:
        match fact.effect:
            case _Effect.SIGNED:
                self.signed = self.signed or fact.id
            case _Effect.DEPOSITED:
                heapq.heappush(self.deposited, (fact.origin, fact.id))
            case _Effect.IN_FORCE:
                heapq.heappush(self.in_force, (fact.origin, fact.id))
            case _Effect.MARKED:
                self.marks[fact.stage].append(fact)
            case _Effect.ENDED:
                self.ended_by = max(self.ended_by or (dt.date.min, ""), (fact.origin, fact.id))
            case _Effect.OBJECTED:
                self.objections[fact.target].append(fact.id)
            case _:
                assert_never(fact.effect)

    def _first_alive(self, consents: list[tuple[dt.date, str]]) -> tuple[dt.date, str] | None:
        while consents and self.ended_by is not None and consents[0][0] <= self.ended_by[0]:
            heapq.heappop(consents)
        return consents[0] if consents else None

    def interval(self, start: dt.date) -> Interval:
        """The open interval that begins on ``start`` with what holds now."""
        if self.record.is_area:
            return _plain(start, Status.NO_OWN_STATUS, Stage.NONE, self.never_acted)
        if (bound := self._first_alive(self.in_force)) is not None:
            return self._as_party(start, *bound)
        if (waiting := self._first_alive(self.deposited)) is not None:
            return _plain(start, Status.CONTRACTING_STATE, Stage.JOINING, (waiting[1],))
        if self.ended_by is not None:
            return _plain(start, Status.WITHDRAWN, Stage.NONE, (self.ended_by[1],))
        if self.signed is not None:
            return _plain(start, Status.SIGNATORY, Stage.NONE, (self.signed,))
        return _plain(start, Status.NEVER_PARTY, Stage.NONE, self.never_acted)

    def _as_party(self, start: dt.date, since: dt.date, consent_id: str) -> Interval:
        for stage in PRECEDENCE:
            mark = next((mark for mark in self.marks.get(stage, ()) if mark.origin >= since), None)
            if mark is None:
                continue
            if stage in SUSPENSIONS:
                objections = self.objections.get(mark.id, [])
                clause = (NO_CLAUSE,) if self.record.suspension_clause is Answer.NO else ()
                because = (*clause, *(f"objection:{objection}" for objection in objections))
                ids = (consent_id, mark.id, *objections)
                return Interval(start, None, Status.STATE_PARTY, stage, bool(because), because, ids, ())
            if stage is Stage.EXIT_DEPOSITED:
                return _plain(start, Status.STATE_PARTY, stage, (consent_id, mark.id))
            return _plain(start, Status.STATE_PARTY, stage, (consent_id,), (mark.id,))
        return _plain(start, Status.STATE_PARTY, Stage.NONE, (consent_id,))


def _plain(
    start: dt.date, status: Status, stage: Stage, action_ids: tuple[str, ...], exit_step_ids: tuple[str, ...] = ()
) -> Interval:
    return Interval(start, None, status, stage, False, (), action_ids, exit_step_ids)


def sweep(record: Record, dated: Iterable[Fact]) -> tuple[Interval, ...]:
    """Intervals from ``date.min`` on that cover every day once; neighbours differ. ``dated`` comes by day."""
    state = _Sweep(record)
    done: list[Interval] = []
    current = state.interval(dt.date.min)
    for day, group in groupby(dated, key=attrgetter("on")):
        exact = True
        for fact in group:
            state.apply(fact)
            exact = exact and fact.exact
        later = replace(state.interval(day), exact=exact)
        if later == replace(current, start=day):
            continue
        if day > current.start:
            done.append(replace(current, end=day))
        current = later
    return (*done, current)
