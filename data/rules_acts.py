"""Rules on treaty acts: their order, their days of effect, and which acts exclude each other."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from data.context import Context
from data.fields import Precision, date_window
from data.periods import entry_day, exit_day, exit_may_be_later
from data.problems import Problem
from data.schema import CountryKind
from data.treaty_schema import CONSENTS, ActionKind, Method, Scope, TreatyAction

TABLE = "treaty_actions"
SUSPENSIONS = frozenset({ActionKind.SUSPENSION, ActionKind.SUSPENSION_ANNOUNCED})
ENDS = frozenset({ActionKind.WITHDRAWAL, ActionKind.CESSATION})
"""After these a State may consent anew."""
TOLD = frozenset({ActionKind.PROVISIONAL_APPLICATION, ActionKind.DECLARATION, ActionKind.RESERVATION, ActionKind.LAPSE})
"""Change no status, so that their day may be missing."""
WITHOUT_EFFECT = frozenset(
    {
        ActionKind.SIGNATURE,
        ActionKind.RATIFICATION_WITHDRAWN,
        ActionKind.SIGNATURE_WITHDRAWN,
        ActionKind.DECLARED_NOT_TO_BECOME_PARTY,
        ActionKind.REVOCATION,
        ActionKind.RESERVATION,
        ActionKind.LAPSE,
        ActionKind.OBJECTION,
        ActionKind.NEVER_ACTED,
    }
)
OPENS: dict[str, frozenset[ActionKind]] = {
    "consent": ENDS | {ActionKind.RATIFICATION_WITHDRAWN},
    "signature": frozenset({ActionKind.SIGNATURE_WITHDRAWN}),
    "withdrawal": CONSENTS | {ActionKind.REVOCATION},
    "cessation": CONSENTS,
    "ratification-withdrawn": CONSENTS,
    "signature-withdrawn": frozenset({ActionKind.SIGNATURE}),
}
"""What a State does once under an instrument, and the kinds after which it may do so again."""


def certainly_after(one: tuple[dt.date | None, Precision], other: tuple[dt.date | None, Precision]) -> bool:
    if one[0] is None or other[0] is None:
        return False
    if one[1] is Precision.DAY and other[1] is Precision.DAY:
        return one[0] > other[0]
    earliest, latest = date_window(*one)[0], date_window(*other)[1]
    return earliest is not None and latest is not None and earliest > latest


def acted(action: TreatyAction) -> tuple[dt.date | None, Precision]:
    return action.acted_on, action.acted_precision


def effective(action: TreatyAction) -> tuple[dt.date | None, Precision]:
    return action.effective_on, action.effective_precision


def dated_deposits(ctx: Context) -> Iterator[Problem]:
    """Every act has a day, save "never acted", which has none, and what changes no status and says why in its note."""
    for index, action in enumerate(ctx.dataset.treaty_actions):
        if action.kind is ActionKind.NEVER_ACTED:
            if action.acted_on is not None:
                yield ctx.problem(
                    TABLE, index, "acted_on", "dated-deposits", "leave it empty: a State that never acted has no day"
                )
        elif action.acted_on is None and not (action.kind in TOLD and action.note):
            yield ctx.problem(TABLE, index, "acted_on", "dated-deposits", f"fill in the day of the {action.kind}")


def effect_after_act(ctx: Context) -> Iterator[Problem]:
    """No act takes effect before it is done, unless it names an earlier day itself."""
    for index, action in enumerate(ctx.dataset.treaty_actions):
        earlier = certainly_after(acted(action), effective(action))
        if earlier and action.effective_method is not Method.RETROACTIVE:
            message = (
                f"{action.effective_on} lies before acted_on {action.acted_on}: if the act itself names that day, "
                "type retroactive as effective_method"
            )
            yield ctx.problem(TABLE, index, "effective_on", "effect-after-act", message)
        elif action.effective_method is Method.RETROACTIVE and not earlier:
            message = "type stated or computed: the day of effect does not lie before acted_on"
            yield ctx.problem(TABLE, index, "effective_method", "effect-after-act", message)


def not_before_opening(ctx: Context) -> Iterator[Problem]:
    """No act lies before the instrument opened, no consent takes effect before its entry into force."""
    for index, action in enumerate(ctx.dataset.treaty_actions):
        instrument = ctx.instrument(action.instrument_id)
        if instrument is None:
            continue
        if action.acted_on is not None and (date_window(*acted(action))[1] or dt.date.max) < instrument.opened_on:
            message = f"{action.acted_on} lies before {instrument.instrument_id} opened on {instrument.opened_on}"
            yield ctx.problem(TABLE, index, "acted_on", "not-before-opening", message)
        effect, in_force = action.effective_on, instrument.in_force_on
        if action.kind in CONSENTS and effect is not None and (in_force is None or effect < in_force):
            message = (
                f"{effect} lies before the entry into force on {in_force}"
                if in_force
                else f"leave it empty: {instrument.instrument_id} is not in force (or fill in its in_force_on)"
            )
            yield ctx.problem(TABLE, index, "effective_on", "not-before-opening", message)


def order_of_acts(ctx: Context) -> Iterator[Problem]:
    """A State signs, then consents, then may suspend or leave, never the other way round."""
    for acts in ctx.acts.values():
        first = next((action for action in acts if action.kind in CONSENTS), None)
        for action in acts:
            if action.kind is ActionKind.SIGNATURE and first and certainly_after(acted(action), acted(first)):
                message = f"signature lies after the {first.kind} of {first.acted_on}"
                yield ctx.act_problem(action, "acted_on", "order-of-acts", message)
            if action.kind is ActionKind.DECLARED_NOT_TO_BECOME_PARTY and first:
                message = f"but {first.action_id} is a consent to be bound: who is bound leaves by a withdrawal"
                yield ctx.act_problem(action, "kind", "order-of-acts", message)
            if action.kind in ENDS or action.kind in SUSPENSIONS:
                earlier = [
                    act for act in acts if act.kind in CONSENTS and not certainly_after(acted(act), acted(action))
                ]
                consent = earlier[-1] if earlier else first
                if consent is None:
                    message = f"a {action.kind} without ratification, acceptance, approval, accession or succession"
                    yield ctx.act_problem(action, "kind", "order-of-acts", message)
                elif certainly_after(effective(consent), acted(action)):
                    message = f"{action.kind} lies before {consent.action_id} took effect on {consent.effective_on}"
                    yield ctx.act_problem(action, "acted_on", "order-of-acts", message)


def one_consent(ctx: Context) -> Iterator[Problem]:
    """A State consents, signs and leaves once under an instrument, and again only where that was undone or ended."""
    for acts in ctx.acts.values():
        seen: dict[str, str] = {}
        for action in acts:
            for group in [group for group in seen if action.kind in OPENS[group]]:
                del seen[group]
            group = "consent" if action.kind in CONSENTS else str(action.kind)
            if group not in OPENS:
                continue
            if group in seen:
                yield ctx.act_problem(action, "kind", "one-consent", f"a second {group} beside {seen[group]}")
            seen.setdefault(group, action.action_id)


def never_acted_alone(ctx: Context) -> Iterator[Problem]:
    """A row saying that a State never acted stands alone for its instrument."""
    for acts in ctx.acts.values():
        for action in acts if len(acts) > 1 else ():
            if action.kind is ActionKind.NEVER_ACTED:
                other = next(other for other in acts if other is not action)
                yield ctx.act_problem(action, "kind", "never-acted-alone", f"but {other.action_id} is an act")


def notice_period(ctx: Context) -> Iterator[Problem]:
    """A withdrawal takes effect when the notice period has run: to the day, or later where the treaty allows that.

    The note of a later day says why, and names the day on which the period has run.
    """
    for index, action in enumerate(ctx.dataset.treaty_actions):
        instrument = ctx.instrument(action.instrument_id)
        if action.kind is not ActionKind.WITHDRAWAL or instrument is None:
            continue
        if action.acted_on is None or action.effective_on is None:
            continue
        if action.acted_precision is not Precision.DAY or action.effective_precision is not Precision.DAY:
            continue
        due = exit_day(instrument, action.acted_on)
        if due is None or action.effective_on == due:
            continue
        later = action.effective_on > due and exit_may_be_later(instrument)
        if later and action.effective_method is not Method.COMPUTED:
            if str(due) not in action.effective_note:
                message = f"say why {action.effective_on} lies later, and that the notice period has run on {due}"
                yield ctx.problem(TABLE, index, "effective_note", "notice-period", message)
            continue
        message = (
            f"{action.effective_on} is {(action.effective_on - action.acted_on).days} days after acted_on; "
            f"{instrument.instrument_id} requires {instrument.notice_period}, that is {due}"
        )
        yield ctx.problem(TABLE, index, "effective_on", "notice-period", message)


def entry_period(ctx: Context) -> Iterator[Problem]:
    """A day of effect that the instrument's rule gives is filled in, and a computed one is that day."""
    for index, action in enumerate(ctx.dataset.treaty_actions):
        instrument = ctx.instrument(action.instrument_id)
        if instrument is None or action.kind not in CONSENTS:
            continue
        known = action.acted_on if action.acted_precision is Precision.DAY else None
        due = entry_day(instrument, known) if known else None
        if action.effective_method is Method.COMPUTED and instrument.entry_rule is None:
            message = f"type stated: {instrument.instrument_id} has no entry_rule to compute it by"
            yield ctx.problem(TABLE, index, "effective_method", "entry-period", message)
        elif due is None:
            continue
        elif action.effective_on is None:
            message = f"fill in {due}, and computed as effective_method: so {instrument.instrument_id} rules"
            yield ctx.problem(TABLE, index, "effective_on", "entry-period", message)
        elif action.effective_method is Method.COMPUTED and action.effective_on != due:
            rule = ", ".join(part for part in (instrument.entry_period, instrument.entry_rule) if part)
            message = f"{action.effective_on}, but a deposit of {action.acted_on} takes effect on {due} ({rule})"
            yield ctx.problem(TABLE, index, "effective_on", "entry-period", message)


def told_effects(ctx: Context) -> Iterator[Problem]:
    """A day of effect has its method, confidence and sources; an act without effect has none."""
    for index, action in enumerate(ctx.dataset.treaty_actions):
        known = action.effective_on is not None
        if known and action.kind in WITHOUT_EFFECT:
            yield ctx.problem(
                TABLE,
                index,
                "effective_on",
                "told-effects",
                f"leave it empty: a {action.kind} has no effect of its own",
            )
        if known != (action.effective_method is not None):
            message = "fill it if effective_on is filled, else leave it empty"
            yield ctx.problem(TABLE, index, "effective_method", "told-effects", message)
        if known and action.effective_confidence is None:
            yield ctx.problem(TABLE, index, "effective_confidence", "told-effects", "fill it in beside effective_on")
        if (known or action.effective_note) and not action.effective_source_ids:
            yield ctx.problem(
                TABLE, index, "effective_source_ids", "told-effects", "name the sources of the day of effect"
            )
        if action.scope is Scope.PARTIAL and action.kind not in SUSPENSIONS:
            yield ctx.problem(TABLE, index, "scope", "told-effects", f"type full: a {action.kind} is never partial")


def areas_do_not_act(ctx: Context) -> Iterator[Problem]:
    """An area without treaty status of its own never acted."""
    areas = {country.iso3 for country in ctx.dataset.countries if country.kind is CountryKind.AREA}
    for index, action in enumerate(ctx.dataset.treaty_actions):
        if action.iso3 in areas and action.kind is not ActionKind.NEVER_ACTED:
            message = f"{action.iso3} is an area without treaty status of its own"
            yield ctx.problem(TABLE, index, "kind", "areas-do-not-act", message)


def action_ids(ctx: Context) -> Iterator[Problem]:
    """An action id is the instrument, the State in lower case and a number."""
    for index, action in enumerate(ctx.dataset.treaty_actions):
        head, _, number = action.action_id.rpartition("-")
        if head != f"{action.instrument_id}-{action.iso3.lower()}" or not number.isdecimal():
            message = f"type {action.instrument_id}-{action.iso3.lower()}- and a number"
            yield ctx.problem(TABLE, index, "action_id", "action-ids", message)


RULES = (
    dated_deposits,
    effect_after_act,
    not_before_opening,
    order_of_acts,
    one_consent,
    never_acted_alone,
    notice_period,
    entry_period,
    told_effects,
    areas_do_not_act,
    action_ids,
)
