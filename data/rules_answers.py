"""Rules on acts that answer other acts: objections, notices taken back, consents withdrawn, ends that others decide."""

from __future__ import annotations

from collections.abc import Iterator

from data.context import Context
from data.problems import Problem
from data.rules_acts import SUSPENSIONS, TABLE, acted, certainly_after, effective
from data.treaty_schema import CONSENTS, ActionKind, TreatyAction

OPEN_TO_OBJECTION = SUSPENSIONS | {ActionKind.DECLARATION, ActionKind.RESERVATION}
CONCERNS: dict[ActionKind, frozenset[ActionKind]] = {
    ActionKind.REVOCATION: OPEN_TO_OBJECTION
    | {
        ActionKind.WITHDRAWAL,
        ActionKind.OBJECTION,
        ActionKind.PROVISIONAL_APPLICATION,
        ActionKind.DECLARED_NOT_TO_BECOME_PARTY,
    },
    ActionKind.LAPSE: frozenset({ActionKind.DECLARATION, ActionKind.RESERVATION, ActionKind.PROVISIONAL_APPLICATION}),
    ActionKind.RATIFICATION_WITHDRAWN: CONSENTS,
    ActionKind.SIGNATURE_WITHDRAWN: frozenset({ActionKind.SIGNATURE}),
}
"""Kind to the kinds of acts that it takes back or ends, always the State's own under the same instrument."""


def objections(ctx: Context) -> Iterator[Problem]:
    """An objection aims at another State's suspension, declaration or reservation under the same instrument."""
    for index, action in enumerate(ctx.dataset.treaty_actions):
        if (action.kind is ActionKind.OBJECTION) != (action.objects_to is not None):
            message = "fill it if kind is objection, else leave it empty"
            yield ctx.problem(TABLE, index, "objects_to", "objections", message)
        target = ctx.action(action.objects_to)
        if target is None:
            continue
        foreign = target.instrument_id == action.instrument_id and target.iso3 != action.iso3
        if target.kind not in OPEN_TO_OBJECTION or not foreign:
            message = (
                f"{target.action_id} is not another State's suspension, declaration or reservation "
                f"under {action.instrument_id}"
            )
            yield ctx.problem(TABLE, index, "objects_to", "objections", message)
        elif certainly_after(acted(target), acted(action)):
            message = f"{action.acted_on} lies before {target.action_id} of {target.acted_on}"
            yield ctx.problem(TABLE, index, "acted_on", "objections", message)


def answered_acts(ctx: Context) -> Iterator[Problem]:
    """An act that takes back or ends another names one of its own State, before its effect, and no act twice."""
    seen: dict[str, str] = {}
    for index, action in enumerate(ctx.dataset.treaty_actions):
        kinds = CONCERNS.get(action.kind)
        if action.concerns_id is None:
            if kinds:
                message = f"name the act that this {action.kind} takes back or ends"
                yield ctx.problem(TABLE, index, "concerns_id", "answered-acts", message)
            continue
        if kinds is None and action.kind is not ActionKind.CESSATION:
            message = f"leave it empty: a {action.kind} takes no act back"
            yield ctx.problem(TABLE, index, "concerns_id", "answered-acts", message)
            continue
        target = ctx.action(action.concerns_id)
        if target is None:
            continue
        if kinds is not None:
            first = seen.setdefault(target.action_id, action.action_id)
            if first != action.action_id:
                message = f"{target.action_id} is taken back by {first} already"
                yield ctx.problem(TABLE, index, "concerns_id", "answered-acts", message)
        if message := _wrong_target(action, target):
            yield ctx.problem(TABLE, index, "concerns_id", "answered-acts", message)
        elif certainly_after(acted(target), acted(action)):
            message = f"{action.acted_on} lies before {target.action_id} of {target.acted_on}"
            yield ctx.problem(TABLE, index, "acted_on", "answered-acts", message)
        elif (
            action.kind is ActionKind.REVOCATION and target.kind is ActionKind.WITHDRAWAL and _too_late(action, target)
        ):
            message = f"{action.acted_on} does not lie before {target.action_id} took effect on {target.effective_on}"
            yield ctx.problem(TABLE, index, "acted_on", "answered-acts", message)


def _wrong_target(action: TreatyAction, target: TreatyAction) -> str:
    """Why an act cannot take back or end another, or have been caused by it; empty where it can."""
    if target.iso3 != action.iso3 or target is action:
        return f"{target.action_id} is not an earlier act of {action.iso3}"
    kinds = CONCERNS.get(action.kind)
    if kinds is None:
        return ""
    if target.instrument_id != action.instrument_id:
        return f"{target.action_id} is not an act under {action.instrument_id}"
    if target.kind not in kinds:
        return f"{target.action_id} is a {target.kind}: a {action.kind} concerns {', '.join(sorted(kinds))}"
    if action.kind is ActionKind.RATIFICATION_WITHDRAWN and target.effective_on is not None:
        return f"{target.action_id} has taken effect: who is bound leaves by a withdrawal"
    return ""


def _too_late(action: TreatyAction, target: TreatyAction) -> bool:
    """Whether a notice had taken effect when it was taken back."""
    if action.kind is not ActionKind.REVOCATION:
        return False
    return certainly_after(acted(action), effective(target)) or action.acted_on == target.effective_on


def deciders(ctx: Context) -> Iterator[Problem]:
    """An end that others decide says who; no other act does."""
    for index, action in enumerate(ctx.dataset.treaty_actions):
        if (action.kind is ActionKind.CESSATION) != bool(action.decided_by):
            message = "say who decided it if kind is cessation, else leave it empty"
            yield ctx.problem(TABLE, index, "decided_by", "deciders", message)


RULES = (objections, answered_acts, deciders)
