"""The sweep that turns the dated facts of one State under one instrument into intervals.

Rules kept here, with their reasons:

* A withdrawal ends the consents given before its own notice; a State that consents anew while its
  notice runs stays bound through the new consent. An end that comes when nothing is left to end, because another
  end overtook it, changes nothing.
* Steps towards an exit or a suspension concern the membership under way when they were taken;
  they do not survive into a later one, nor the day on which the notice is taken back.
* Of several things that hold, the first of these is shown: an area without status of its own, an instrument not open
  to the State, an instrument that has ended, what the State's own acts make of it, a list that was not read, no act.
"""

from __future__ import annotations

import datetime as dt
import heapq
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import groupby
from operator import attrgetter
from typing import NamedTuple, assert_never

from dashboard.domain.effects import Effect, Fact, Record
from dashboard.domain.terms import EXITS, PRECEDENCE, SUSPENSIONS, Remark, Stage, Standing, Status
from data.fields import Answer
from data.treaty_schema import ActionKind

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
    """Treaty acts, and facts of the instrument, that status, stage, contest and remarks rest on."""
    exit_step_ids: tuple[str, ...]
    """Marked domestic step that the stage rests on."""
    remarks: tuple[Remark, ...] = ()
    """What is said beside the class."""
    exact: bool = field(default=True, compare=False)
    """Whether ``start`` is the very day, and not the last of a coarser date."""

    @property
    def standing(self) -> Standing:
        """The part that can be seen on the map."""
        return Standing(self.status, self.stage, self.contested)


class _Held(NamedTuple):
    """What holds on a day."""

    status: Status
    stage: Stage = Stage.NONE
    action_ids: tuple[str, ...] = ()
    exit_step_ids: tuple[str, ...] = ()
    contested_because: tuple[str, ...] = ()
    remarks: tuple[Remark, ...] = ()


class _Sweep:
    """What holds after the facts applied so far."""

    def __init__(self, record: Record) -> None:
        self.record = record
        self.signed: str | None = None
        self.unsigned: tuple[str, ...] = ()
        self.deposited: list[tuple[dt.date, str]] = []
        self.in_force: list[tuple[dt.date, str]] = []
        self.ended_before = dt.date.min
        self.ended: tuple[Status, str] | None = None
        self.closed: tuple[str, ...] = ()
        self.marks: defaultdict[Stage, list[Fact]] = defaultdict(list)
        self.remarks: dict[str, Remark] = {}
        self.undone: dict[str, str] = {}
        self.revoked: dict[str, Fact] = {}
        self.objections: defaultdict[str, list[str]] = defaultdict(list)
        self.never_acted = tuple(row.action_id for row in record.actions if row.kind is ActionKind.NEVER_ACTED)

    def apply(self, fact: Fact) -> None:
        match fact.effect:
            case Effect.SIGNED:
                self.signed, self.unsigned = self.signed or fact.id, ()
            case Effect.UNSIGNED:
                self.signed, self.unsigned = None, (fact.id,)
            case Effect.DEPOSITED:
                heapq.heappush(self.deposited, (fact.origin, fact.id))
            case Effect.IN_FORCE:
                heapq.heappush(self.in_force, (fact.origin, fact.id))
                self._remark(fact)
            case Effect.MARKED:
                if fact.id not in self.revoked:
                    self.marks[fact.stage].append(fact)
            case Effect.REMARKED:
                self._remark(fact)
            case Effect.UNDONE:
                self.undone[fact.target] = fact.id
            case Effect.REVOKED:
                self._revoke(fact)
            case Effect.CEASED | Effect.ENDED:
                self._end(fact)
            case Effect.OBJECTED:
                self.objections[fact.target].append(fact.id)
            case Effect.CLOSED:
                end = self.record.end
                self.closed = (fact.id,) if end is None else end.ids
            case _:
                assert_never(fact.effect)

    def _remark(self, fact: Fact) -> None:
        if fact.remark is not None and fact.id not in self.revoked:
            self.remarks[fact.id] = fact.remark

    def _end(self, fact: Fact) -> None:
        if fact.id in self.revoked:
            return
        alive = self._first_alive(self.in_force) or self._first_alive(self.deposited)
        if self.ended is None or alive is not None:
            self.ended = Status.ENDED if fact.effect is Effect.CEASED else Status.WITHDRAWN, fact.id
        self.ended_before = max(self.ended_before, fact.origin)

    def _revoke(self, fact: Fact) -> None:
        """Take back an act. With a notice, every step before it goes: announced and voted were that it be given."""
        self.revoked[fact.target] = fact
        self.remarks.pop(fact.target, None)
        for family in (EXITS, SUSPENSIONS):
            for stage in family if fact.stage in family else ():
                self.marks.pop(stage, None)

    def _first_alive(self, consents: list[tuple[dt.date, str]]) -> tuple[dt.date, str] | None:
        while consents and (consents[0][0] <= self.ended_before or consents[0][1] in self.undone):
            heapq.heappop(consents)
        return consents[0] if consents else None

    def held(self) -> _Held:
        """What holds now."""
        if self.record.is_area:
            return _Held(Status.NO_OWN_STATUS, action_ids=self.never_acted)
        if not self.record.is_open:
            return _Held(Status.NOT_OPEN)
        if self.closed:
            return _Held(Status.ENDED, action_ids=self.closed)
        if (bound := self._first_alive(self.in_force)) is not None:
            return self._told(self._as_party(*bound), Remark.EFFECT_DAY_UNKNOWN, of=bound[1])
        apart = self._not_bound()
        return apart if self.ended else self._told(apart, Remark.PROVISIONAL_APPLICATION)

    def _not_bound(self) -> _Held:
        if (waiting := self._first_alive(self.deposited)) is not None:
            if self.record.in_force_on is None:
                return _Held(Status.RATIFIED_NOT_IN_FORCE, action_ids=(waiting[1],))
            return _Held(Status.CONTRACTING_STATE, Stage.JOINING, (waiting[1],))
        if self.ended is not None:
            return _Held(self.ended[0], action_ids=(self.ended[1],))
        if self.signed is not None:
            signatory = _Held(Status.SIGNATORY, action_ids=(self.signed, *self.undone.values()))
            return self._told(signatory, Remark.DECLARED_NOT_TO_BECOME_PARTY)
        if self.record.not_read:
            return _Held(Status.NOT_READ, action_ids=(self.record.not_read,))
        return _Held(Status.NEVER_PARTY, action_ids=self.unsigned or self.never_acted)

    def _told(self, held: _Held, remark: Remark, of: str = "") -> _Held:
        """``held`` with the remark, where it was made: by the act ``of``, or by any."""
        ids = tuple(key for key, one in self.remarks.items() if one is remark and key == (of or key))
        if not ids:
            return held
        more = tuple(key for key in ids if key not in held.action_ids)
        return held._replace(remarks=(*held.remarks, remark), action_ids=(*held.action_ids, *more))

    def _as_party(self, since: dt.date, consent_id: str) -> _Held:
        for stage in PRECEDENCE if self.marks else ():
            mark = next((mark for mark in self.marks.get(stage, ()) if mark.origin >= since), None)
            if mark is None:
                continue
            if stage in SUSPENSIONS:
                objections = [one for one in self.objections.get(mark.id, ()) if one not in self.revoked]
                clause = (NO_CLAUSE,) if self.record.suspension_clause is Answer.NO else ()
                because = (*clause, *(f"objection:{objection}" for objection in objections))
                ids = (consent_id, mark.id, *objections)
                return _Held(Status.STATE_PARTY, stage, ids, contested_because=because)
            if stage is Stage.EXIT_DEPOSITED:
                return _Held(Status.STATE_PARTY, stage, (consent_id, mark.id))
            return _Held(Status.STATE_PARTY, stage, (consent_id,), (mark.id,))
        notices = [fact for fact in self.revoked.values() if fact.stage is not Stage.NONE and fact.origin >= since]
        taken_back = [one for fact in notices for one in (fact.target, fact.id)]
        return _Held(Status.STATE_PARTY, action_ids=(consent_id, *taken_back))


def sweep(record: Record, dated: Iterable[Fact]) -> tuple[Interval, ...]:
    """Intervals from ``date.min`` on that cover every day once; neighbours differ. ``dated`` comes by day."""
    state = _Sweep(record)
    starts, exacts, helds = [dt.date.min], [True], [state.held()]
    for day, group in groupby(dated, key=attrgetter("on")):
        exact = True
        for fact in group:
            state.apply(fact)
            exact = exact and fact.exact
        held = state.held()
        if held == helds[-1]:
            continue
        if day == starts[-1]:
            del starts[-1], exacts[-1], helds[-1]
        starts.append(day)
        exacts.append(exact)
        helds.append(held)
    ends = (*starts[1:], None)
    return tuple(
        Interval(
            start=start,
            end=end,
            status=held.status,
            stage=held.stage,
            contested=bool(held.contested_because),
            contested_because=held.contested_because,
            action_ids=held.action_ids,
            exit_step_ids=held.exit_step_ids,
            remarks=held.remarks,
            exact=exact,
        )
        for start, end, exact, held in zip(starts, ends, exacts, helds, strict=True)
    )
