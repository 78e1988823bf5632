"""Rules on treaty acts: their order, their days of effect, and which acts exclude each other."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from data.context import Context
from data.fields import Precision, date_window
from data.periods import add_period, entry_day
from data.problems import Problem, quote
from data.schema import CONSENTS, ActionKind, CountryKind, EntryRule, Method, Scope, TreatyAction

TABLE = "treaty_actions"
SUSPENSIONS = frozenset({ActionKind.SUSPENSION, ActionKind.SUSPENSION_ANNOUNCED})
WITHOUT_EFFECT = frozenset({ActionKind.SIGNATURE, ActionKind.OBJECTION, ActionKind.NEVER_ACTED})
ONCE = frozenset({"consent", str(ActionKind.SIGNATURE), str(ActionKind.WITHDRAWAL)})
WHOLE_MONTHS = re.compile(r"P(\d+[YM])+", re.ASCII)


def _certainly_after(one: tuple[dt.date | None, Precision], other: tuple[dt.date | None, Precision]) -> bool:
    if one[0] is None or other[0] is None:
        return False
    if one[1] is Precision.DAY and other[1] is Precision.DAY:
        return one[0] > other[0]
    earliest, latest = date_window(*one)[0], date_window(*other)[1]
    return earliest is not None and latest is not None and earliest > latest


def _acted(action: TreatyAction) -> tuple[dt.date | None, Precision]:
    return action.acted_on, action.acted_precision


def _effective(action: TreatyAction) -> tuple[dt.date | None, Precision]:
    return action.effective_on, action.effective_precision


def dated_deposits(ctx: Context) -> Iterator[Problem]:
    """Every act has a day, save "never acted", which has none."""
    for index, action in enumerate(ctx.dataset.treaty_actions):
        if action.kind is ActionKind.NEVER_ACTED:
            if action.acted_on is not None:
                yield ctx.problem(
                    TABLE, index, "acted_on", "dated-deposits", "leave it empty: a State that never acted has no day"
                )
        elif action.acted_on is None:
            yield ctx.problem(TABLE, index, "acted_on", "dated-deposits", f"fill in the day of the {action.kind}")


def effect_after_act(ctx: Context) -> Iterator[Problem]:
    """No act takes effect before it is done."""
    for index, action in enumerate(ctx.dataset.treaty_actions):
        if _certainly_after(_acted(action), _effective(action)):
            message = f"{action.effective_on} lies before acted_on {action.acted_on}"
            yield ctx.problem(TABLE, index, "effective_on", "effect-after-act", message)


def not_before_opening(ctx: Context) -> Iterator[Problem]:
    """No act lies before the instrument opened, no consent takes effect before its entry into force."""
    for index, action in enumerate(ctx.dataset.treaty_actions):
        instrument = ctx.instrument(action.instrument_id)
        if instrument is None:
            continue
        if action.acted_on is not None and (date_window(*_acted(action))[1] or dt.date.max) < instrument.opened_on:
            message = f"{action.acted_on} lies before {instrument.instrument_id} opened on {instrument.opened_on}"
            yield ctx.problem(TABLE, index, "acted_on", "not-before-opening", message)
        effect, in_force = action.effective_on, instrument.in_force_on
        if action.kind in CONSENTS and effect is not None and in_force is not None and effect < in_force:
            message = f"{action.effective_on} lies before the entry into force on {in_force}"
            yield ctx.problem(TABLE, index, "effective_on", "not-before-opening", message)


def order_of_acts(ctx: Context) -> Iterator[Problem]:
    """A State signs, then consents, then may suspend or leave, never the other way round."""
    for acts in ctx.acts.values():
        consent = next((action for action in acts if action.kind in CONSENTS), None)
        for action in acts:
            if action.kind is ActionKind.SIGNATURE and consent and _certainly_after(_acted(action), _acted(consent)):
                message = f"signature lies after the {consent.kind} of {consent.acted_on}"
                yield ctx.act_problem(action, "acted_on", "order-of-acts", message)
            if action.kind is ActionKind.WITHDRAWAL or action.kind in SUSPENSIONS:
                if consent is None:
                    message = f"a {action.kind} without ratification, acceptance, approval, accession or succession"
                    yield ctx.act_problem(action, "kind", "order-of-acts", message)
                elif _certainly_after(_effective(consent), _acted(action)):
                    message = f"{action.kind} lies before {consent.action_id} took effect on {consent.effective_on}"
                    yield ctx.act_problem(action, "acted_on", "order-of-acts", message)


def one_consent(ctx: Context) -> Iterator[Problem]:
    """A State consents, signs and leaves at most once under an instrument."""
    for acts in ctx.acts.values():
        seen: dict[str, str] = {}
        for action in acts:
            group = "consent" if action.kind in CONSENTS else str(action.kind)
            if group not in ONCE:
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
    """A withdrawal takes effect when the instrument's notice period has run, to the day."""
    for index, action in enumerate(ctx.dataset.treaty_actions):
        if action.kind is not ActionKind.WITHDRAWAL:
            continue
        instrument = ctx.instrument(action.instrument_id)
        if instrument is None or not instrument.notice_period:
            continue
        if action.acted_on is None or action.effective_on is None:
            continue
        if action.acted_precision is Precision.DAY and action.effective_precision is Precision.DAY:
            due = add_period(action.acted_on, instrument.notice_period)
            if action.effective_on != due:
                days = (action.effective_on - action.acted_on).days
                message = (
                    f"{action.effective_on} is {days} days after acted_on; "
                    f"{instrument.instrument_id} requires {instrument.notice_period}, that is {due}"
                )
                yield ctx.problem(TABLE, index, "effective_on", "notice-period", message)


def entry_rules(ctx: Context) -> Iterator[Problem]:
    """A period until entry into force has its rule, and a rule that counts months has whole months."""
    for index, instrument in enumerate(ctx.dataset.instruments):
        rule, period = instrument.entry_rule, instrument.entry_period
        if bool(rule) != bool(period):
            message = "fill it if entry_period is filled, else leave it empty"
            yield ctx.problem("instruments", index, "entry_rule", "entry-rules", message)
        elif rule is EntryRule.FIRST_DAY_OF_NTH_MONTH and not WHOLE_MONTHS.fullmatch(period):
            message = f"{quote(period)} beside entry_rule {rule}: type whole months, such as P6M"
            yield ctx.problem("instruments", index, "entry_period", "entry-rules", message)


def entry_period(ctx: Context) -> Iterator[Problem]:
    """A computed day of effect is the one that the instrument's rule gives."""
    for index, action in enumerate(ctx.dataset.treaty_actions):
        if action.effective_method is not Method.COMPUTED or action.kind not in CONSENTS:
            continue
        instrument = ctx.instrument(action.instrument_id)
        if instrument is None:
            continue
        if instrument.entry_rule is None:
            message = f"type stated: {instrument.instrument_id} has no entry_rule to compute it by"
            yield ctx.problem(TABLE, index, "effective_method", "entry-period", message)
        elif action.acted_on is not None and action.effective_on != (due := entry_day(instrument, action.acted_on)):
            message = (
                f"{action.effective_on}, but a deposit of {action.acted_on} takes effect on {due} "
                f"({instrument.entry_period}, {instrument.entry_rule})"
            )
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


def objections(ctx: Context) -> Iterator[Problem]:
    """An objection aims at another State's suspension under the same instrument; nothing else aims."""
    for index, action in enumerate(ctx.dataset.treaty_actions):
        if (action.kind is ActionKind.OBJECTION) != (action.objects_to is not None):
            message = "fill it if kind is objection, else leave it empty"
            yield ctx.problem(TABLE, index, "objects_to", "objections", message)
        target = ctx.action(action.objects_to)
        if target is None:
            continue
        if target.kind not in SUSPENSIONS or target.instrument_id != action.instrument_id or target.iso3 == action.iso3:
            message = f"{target.action_id} is not another State's suspension of {action.instrument_id}"
            yield ctx.problem(TABLE, index, "objects_to", "objections", message)
        elif _certainly_after(_acted(target), _acted(action)):
            message = f"{action.acted_on} lies before {target.action_id} of {target.acted_on}"
            yield ctx.problem(TABLE, index, "acted_on", "objections", message)


def areas_do_not_act(ctx: Context) -> Iterator[Problem]:
    """An area without treaty status of its own never acted."""
    areas = {country.iso3 for country in ctx.dataset.countries if country.kind is CountryKind.AREA}
    for index, action in enumerate(ctx.dataset.treaty_actions):
        if action.iso3 in areas and action.kind is not ActionKind.NEVER_ACTED:
            message = f"{action.iso3} is an area without treaty status of its own"
            yield ctx.problem(TABLE, index, "kind", "areas-do-not-act", message)


def alliance_days(ctx: Context) -> Iterator[Problem]:
    """Membership of NATO begins on the day the North Atlantic Treaty takes effect for the State."""
    if ctx.instrument("north-atlantic") is None or ctx.unreadable(TABLE):
        return
    for index, country in enumerate(ctx.dataset.countries):
        acts = ctx.acts.get(("north-atlantic", country.iso3), [])
        effect = next((action.effective_on for action in acts if action.kind in CONSENTS), None)
        if effect != country.nato_since:
            message = f"{country.nato_since or 'empty'}, but north-atlantic takes effect on {effect or 'no known day'}"
            yield ctx.problem("countries", index, "nato_since", "alliance-days", message)


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
    entry_rules,
    entry_period,
    told_effects,
    objections,
    areas_do_not_act,
    alliance_days,
    action_ids,
)
