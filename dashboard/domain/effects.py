"""One State under one instrument as dated facts: what each row of the record brings about, and from which day.

Rules kept here, with their reasons:

* Acts without a known day, and partial acts, change nothing.
* A consent in force before its deposit (successions to a predecessor's treaty) counts from its effect.
* A consent whose day of effect is not known binds from its deposit on, or from the general entry into force where
  that came later; the day is marked as not exact.
* Who leaves a convention, or is made to leave it, leaves its protocols.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum, auto
from typing import assert_never

from dashboard.domain.days import counts_from, told_from
from dashboard.domain.terms import Remark, Stage
from data.fields import Answer, Precision, date_window
from data.treaty_schema import ActionKind, ExitStep, Scope, Step, TreatyAction

REMARKS: dict[ActionKind, Remark] = {
    ActionKind.DECLARED_NOT_TO_BECOME_PARTY: Remark.DECLARED_NOT_TO_BECOME_PARTY,
    ActionKind.PROVISIONAL_APPLICATION: Remark.PROVISIONAL_APPLICATION,
}
"""Kind of act → what is said of the State from then on."""


@dataclass(frozen=True, slots=True)
class End:
    """The day on which an instrument itself ends for a State."""

    on: dt.date
    fixed_on: dt.date
    """Day from which it was settled; never later than ``on``."""
    ids: tuple[str, ...]
    """The fact of the instrument, and the act that settled it."""
    exact: bool


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
    """General entry into force; ``None`` while the instrument is not in force."""
    is_open: bool = True
    """Whether the State can take part in the instrument."""
    end: End | None = None
    not_read: str = ""
    """Id of the row that says that the list of parties was not read for this State."""
    revoked_by: Mapping[str, TreatyAction] = field(default_factory=dict)
    """Act taken back → the act that did so, of every State."""
    of_parent: tuple[TreatyAction, ...] = ()
    """Acts of the State under the convention of which the instrument is a protocol."""


class Effect(Enum):
    """What a fact changes. Of one day, they are applied in this order."""

    SIGNED = auto()
    UNSIGNED = auto()
    DEPOSITED = auto()
    IN_FORCE = auto()
    MARKED = auto()
    REMARKED = auto()
    UNDONE = auto()
    REVOKED = auto()
    CEASED = auto()
    ENDED = auto()
    OBJECTED = auto()
    CLOSED = auto()


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that becomes true on a day."""

    on: dt.date
    fixed_on: dt.date
    """Day from which it is settled that this will hold ``on``; never later than ``on``."""
    effect: Effect
    origin: dt.date
    """First day on record of the act behind it; orders acts against memberships."""
    id: str
    stage: Stage = Stage.NONE
    """Step that is marked, or of the kind that is taken back."""
    target: str = ""
    """Act that is objected to, undone or taken back."""
    remark: Remark | None = None
    exact: bool = True


def known_from(action: TreatyAction) -> dt.date | None:
    """First day on which an act was done, in effect or could have been done; ``None`` where neither day is known."""
    dated = ((action.acted_on, action.acted_precision), (action.effective_on, action.effective_precision))
    return min((day for on, precision in dated if (day := told_from(on, precision)) is not None), default=None)


def facts(record: Record) -> list[Fact]:
    """The dated facts of a record, by day. Linear in its rows, but for the sort."""
    found: list[Fact] = []
    if record.is_open and not record.is_area:
        acts = {action.action_id: action for action in (*record.of_parent, *record.actions)}
        for action in acts.values():
            days = _exact_days(action)
            dated = _facts_of(action, record, acts)
            found.extend(fact if fact.on in days else replace(fact, exact=False) for fact in dated)
            found.extend(_objections_to(action, record))
        for step in record.steps:
            on = step.stepped_on
            found.append(Fact(on, on, Effect.MARKED, on, step.exit_step_id, stage_of(step.step)))
        if (end := record.end) is not None:
            found.append(Fact(end.on, end.fixed_on, Effect.CLOSED, end.on, end.ids[0], exact=end.exact))
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


def _facts_of(action: TreatyAction, record: Record, acts: Mapping[str, TreatyAction]) -> Iterator[Fact]:
    if action.scope is Scope.PARTIAL:
        return
    acted = counts_from(action.acted_on, action.acted_precision)
    effective = counts_from(action.effective_on, action.effective_precision)
    # the act, or its effect where that came first or the day of the act is not known
    origin = min((day for day in (acted, effective) if day is not None), default=None)
    if origin is None:
        yield from _not_before(action)
        return
    match action.kind:
        case ActionKind.SIGNATURE:
            if acted is not None:
                yield Fact(acted, acted, Effect.SIGNED, origin, action.action_id)
            if effective is not None:  # definitive signature, Vienna Convention on the Law of Treaties, Art. 12
                yield from _consent(None, effective, action.action_id, record)
        case (
            ActionKind.RATIFICATION
            | ActionKind.ACCEPTANCE
            | ActionKind.APPROVAL
            | ActionKind.ACCESSION
            | ActionKind.SUCCESSION
            | ActionKind.CONSENT_TO_BE_BOUND
        ):
            yield from _consent(acted, effective, action.action_id, record)
        case ActionKind.WITHDRAWAL | ActionKind.CESSATION | ActionKind.SUSPENSION | ActionKind.SUSPENSION_ANNOUNCED:
            yield from _leaving(action, acted, effective, origin)
        case ActionKind.REVOCATION | ActionKind.RATIFICATION_WITHDRAWN | ActionKind.SIGNATURE_WITHDRAWN:
            yield from _undoing(action, origin, acts)
        case ActionKind.DECLARED_NOT_TO_BECOME_PARTY | ActionKind.PROVISIONAL_APPLICATION:
            on = effective or origin
            yield Fact(on, origin, Effect.REMARKED, origin, action.action_id, remark=REMARKS[action.kind])
        case (
            ActionKind.DECLARATION
            | ActionKind.RESERVATION
            | ActionKind.LAPSE
            | ActionKind.OBJECTION
            | ActionKind.NEVER_ACTED
        ):
            return
        case _:
            assert_never(action.kind)


def _leaving(action: TreatyAction, acted: dt.date | None, effective: dt.date | None, origin: dt.date) -> Iterator[Fact]:
    """A notice or an end, and its effect."""
    if action.kind is ActionKind.CESSATION:
        yield Fact(effective or origin, origin, Effect.CEASED, origin, action.action_id)
        return
    if acted is not None:
        yield Fact(acted, acted, Effect.MARKED, origin, action.action_id, _begun(action.kind))
    if effective is None:
        return
    if action.kind is ActionKind.WITHDRAWAL:
        yield Fact(effective, origin, Effect.ENDED, origin, action.action_id)
    else:
        yield Fact(effective, origin, Effect.MARKED, origin, action.action_id, Stage.SUSPENSION_IN_EFFECT)


def _undoing(action: TreatyAction, origin: dt.date, acts: Mapping[str, TreatyAction]) -> Iterator[Fact]:
    """An act that takes back another: a notice, a ratification, a signature."""
    target = acts.get(action.concerns_id or "")
    stage = Stage.NONE if target is None else _begun(target.kind)
    effects = {
        ActionKind.REVOCATION: Effect.REVOKED,
        ActionKind.RATIFICATION_WITHDRAWN: Effect.UNDONE,
        ActionKind.SIGNATURE_WITHDRAWN: Effect.UNSIGNED,
    }
    aim = action.concerns_id or ""
    yield Fact(origin, origin, effects[action.kind], origin, action.action_id, stage, target=aim)


def _begun(kind: ActionKind) -> Stage:
    """Stage that the deposit of a notice brings about; ``NONE`` for an act that is no notice."""
    match kind:
        case ActionKind.WITHDRAWAL:
            return Stage.EXIT_DEPOSITED
        case ActionKind.SUSPENSION:
            return Stage.SUSPENSION_NOTIFIED
        case ActionKind.SUSPENSION_ANNOUNCED:
            return Stage.SUSPENSION_ANNOUNCED
        case _:
            return Stage.NONE


def _not_before(action: TreatyAction) -> Iterator[Fact]:
    """What is said of a State whose declaration came on a day that is only known not to lie before another."""
    first = date_window(action.acted_on, action.acted_precision)[0]
    if action.kind is ActionKind.DECLARED_NOT_TO_BECOME_PARTY and first is not None:
        yield Fact(first, first, Effect.REMARKED, first, action.action_id, remark=REMARKS[action.kind])


def _exact_days(action: TreatyAction) -> frozenset[dt.date | None]:
    dated = ((action.acted_on, action.acted_precision), (action.effective_on, action.effective_precision))
    return frozenset(day for day, precision in dated if precision is Precision.DAY)


def _objections_to(action: TreatyAction, record: Record) -> Iterator[Fact]:
    for objection in record.objections.get(action.action_id, ()):
        day = counts_from(objection.acted_on, objection.acted_precision)
        if day is not None:
            exact = objection.acted_precision is Precision.DAY
            yield Fact(day, day, Effect.OBJECTED, day, objection.action_id, target=action.action_id, exact=exact)
        back = record.revoked_by.get(objection.action_id)
        ended = None if back is None else known_from(back)
        if back is not None and ended is not None:
            yield Fact(ended, ended, Effect.REVOKED, ended, back.action_id, target=objection.action_id)


def _consent(acted: dt.date | None, effective: dt.date | None, action_id: str, record: Record) -> Iterator[Fact]:
    if effective is not None and (acted is None or effective <= acted):
        yield Fact(effective, effective, Effect.IN_FORCE, effective, action_id)
        return
    assert acted is not None
    yield Fact(acted, acted, Effect.DEPOSITED, acted, action_id)
    if effective is not None:
        # The instrument's own entry into force hangs on later consents of other States: nobody could
        # know that day when the early ones were deposited, so it is settled only once it has come.
        alone = record.in_force_on is None or effective > record.in_force_on
        yield Fact(effective, acted if alone else effective, Effect.IN_FORCE, acted, action_id)
    elif record.in_force_on is not None:
        on = max(acted, record.in_force_on)
        unknown = Remark.EFFECT_DAY_UNKNOWN
        yield Fact(on, on, Effect.IN_FORCE, acted, action_id, remark=unknown, exact=False)
