"""Rules on instruments: how they are entered and left, who can take part, what happens to them, whose list was read."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator

from data.context import Context
from data.fields import Answer, date_window
from data.problems import Problem, quote
from data.rules_acts import acted
from data.rules_lenses import asks
from data.schema import CountryKind
from data.treaty_schema import CONSENTS, ActionKind, EntryRule, InstrumentFactKind

INSTRUMENTS, ACTS, FACTS, NOT_READ = "instruments", "treaty_actions", "instrument_facts", "not_read"
WHOLE_MONTHS = re.compile(r"P(\d+[YM])+", re.ASCII)
NAMED = 6
"""More States than these are counted in a message, not named."""
ALL = "all"
"""Stands in the id of a row for every State."""


def entry_rules(ctx: Context) -> Iterator[Problem]:
    """A rule of entry has the period that it counts, and one that counts months has whole months."""
    for index, instrument in enumerate(ctx.dataset.instruments):
        rule, period = instrument.entry_rule, instrument.entry_period
        if rule is EntryRule.DAY_OF_DEPOSIT:
            if period:
                message = f"leave it empty beside entry_rule {rule}"
                yield ctx.problem(INSTRUMENTS, index, "entry_period", "entry-rules", message)
        elif bool(rule) != bool(period):
            message = "fill it if entry_period is filled, else leave it empty"
            yield ctx.problem(INSTRUMENTS, index, "entry_rule", "entry-rules", message)
        elif rule is EntryRule.FIRST_DAY_OF_NTH_MONTH and not WHOLE_MONTHS.fullmatch(period):
            message = f"{quote(period)} beside entry_rule {rule}: type whole months, such as P6M"
            yield ctx.problem(INSTRUMENTS, index, "entry_period", "entry-rules", message)


def exit_clauses(ctx: Context) -> Iterator[Problem]:
    """An instrument without a clause on leaving has neither article nor notice period; one with a clause names it."""
    for index, instrument in enumerate(ctx.dataset.instruments):
        if (instrument.exit_clause is Answer.NO) == bool(instrument.exit_article):
            message = "leave it empty if exit_clause is no, else name the article"
            yield ctx.problem(INSTRUMENTS, index, "exit_article", "exit-clauses", message)
        if instrument.exit_clause is Answer.NO and instrument.notice_period:
            message = "leave it empty: exit_clause is no"
            yield ctx.problem(INSTRUMENTS, index, "notice_period", "exit-clauses", message)
        if instrument.notice_is_minimum == "yes" and not instrument.notice_period:
            message = "type no: there is no notice_period"
            yield ctx.problem(INSTRUMENTS, index, "notice_is_minimum", "exit-clauses", message)


def parents(ctx: Context) -> Iterator[Problem]:
    """A protocol names its convention, which is no protocol itself."""
    for index, instrument in enumerate(ctx.dataset.instruments):
        parent = ctx.instrument(instrument.parent_id) if instrument.parent_id else None
        if parent is not None and (parent.parent_id or parent is instrument):
            message = f"{parent.instrument_id} is a protocol itself: name the convention"
            yield ctx.problem(INSTRUMENTS, index, "parent_id", "parents", message)


def lens_questions(ctx: Context) -> Iterator[Problem]:
    """The question of an instrument ends as one."""
    for index, instrument in enumerate(ctx.dataset.instruments):
        if not asks(instrument.question):
            message = f"{quote(instrument.question)} is not a question: type one that ends in a question mark"
            yield ctx.problem(INSTRUMENTS, index, "question", "lens-questions", message)


def open_to(ctx: Context) -> Iterator[Problem]:
    """Only States to which an instrument is open act under it, and none signs what was never opened for signature."""
    for index, action in enumerate(ctx.dataset.treaty_actions):
        instrument = ctx.instrument(action.instrument_id)
        if instrument is None:
            continue
        if instrument.open_to and action.iso3 not in instrument.open_to:
            message = f"{instrument.instrument_id} is open to {', '.join(instrument.open_to)} only: remove the row"
            yield ctx.problem(ACTS, index, "iso3", "open-to", message)
        if instrument.signature == "no" and action.kind is ActionKind.SIGNATURE:
            message = f"{instrument.instrument_id} was never opened for signature: type another kind"
            yield ctx.problem(ACTS, index, "kind", "open-to", message)


def party_lists(ctx: Context) -> Iterator[Problem]:
    """Every State that can take part in an instrument has an act, a row of never acted, or a list that was not read."""
    if any(ctx.unreadable(table) for table in (ACTS, NOT_READ, "countries")):
        return
    states = [country.iso3 for country in ctx.dataset.countries if country.kind is CountryKind.STATE]
    unread = {(row.lens_id, row.iso3) for row in ctx.dataset.not_read}
    for index, instrument in enumerate(ctx.dataset.instruments):
        key = instrument.instrument_id
        if (key, None) in unread:
            continue
        missing = [
            iso3
            for iso3 in instrument.open_to or states
            if iso3 in states and (key, iso3) not in ctx.acts and (key, iso3) not in unread
        ]
        if missing:
            more = f" and {len(missing) - NAMED} more" if len(missing) > NAMED else ""
            message = (
                f"has no row of {', '.join(missing[:NAMED])}{more}: add their acts, never-acted, or rows in "
                f"not_read.csv ({key}-{ALL} stands for all of them)"
            )
            yield ctx.problem(INSTRUMENTS, index, "instrument_id", "party-lists", message)


def lists_not_read(ctx: Context) -> Iterator[Problem]:
    """A list that was not read is told once, and not of a State that has acts or cannot take part."""
    for index, row in enumerate(ctx.dataset.not_read):
        whose = row.iso3.lower() if row.iso3 else ALL
        if row.not_read_id != f"{row.lens_id}-{whose}":
            yield ctx.problem(NOT_READ, index, "not_read_id", "lists-not-read", f"type {row.lens_id}-{whose}")
        if row.iso3 is None:
            continue
        instrument = ctx.instrument(row.lens_id)
        if acts := ctx.acts.get((row.lens_id, row.iso3)):
            message = f"but {acts[0].action_id} is on record: remove this row"
            yield ctx.problem(NOT_READ, index, "iso3", "lists-not-read", message)
        elif instrument is not None and instrument.open_to and row.iso3 not in instrument.open_to:
            message = f"{row.lens_id} is open to {', '.join(instrument.open_to)} only: remove the row"
            yield ctx.problem(NOT_READ, index, "iso3", "lists-not-read", message)


def instrument_days(ctx: Context) -> Iterator[Problem]:
    """A fact of an instrument follows its opening and what settled it; an instrument ends once, and nothing follows."""
    ends: dict[str, tuple[str, dt.date]] = {}
    for index, row in enumerate(ctx.dataset.instrument_facts):
        instrument = ctx.instrument(row.instrument_id)
        if not row.fact_id.startswith(f"{row.instrument_id}-"):
            message = f"type {row.instrument_id}- and a few words"
            yield ctx.problem(FACTS, index, "fact_id", "instrument-days", message)
        last = date_window(row.happened_on, row.happened_precision)[1] or row.happened_on
        if instrument is not None and last < instrument.opened_on:
            message = f"{row.happened_on} lies before {instrument.instrument_id} opened on {instrument.opened_on}"
            yield ctx.problem(FACTS, index, "happened_on", "instrument-days", message)
        settled = _day_of(ctx, row.settled_by_id)
        if row.settled_by_id == row.fact_id or (settled is not None and settled > last):
            message = f"{row.settled_by_id} does not lie before {row.happened_on}"
            yield ctx.problem(FACTS, index, "settled_by_id", "instrument-days", message)
        if row.kind is InstrumentFactKind.EXTENSION:
            continue
        if row.instrument_id in ends:
            message = f"a second end beside {ends[row.instrument_id][0]}: keep one of them"
            yield ctx.problem(FACTS, index, "kind", "instrument-days", message)
        ends.setdefault(row.instrument_id, (row.fact_id, last))
    for index, action in enumerate(ctx.dataset.treaty_actions):
        fact_id, end = ends.get(action.instrument_id, ("", dt.date.max))
        first = date_window(*acted(action))[0]
        if fact_id and first is not None and first > end:
            message = f"{action.acted_on} lies after {fact_id} of {end}"
            yield ctx.problem(ACTS, index, "acted_on", "instrument-days", message)


def _day_of(ctx: Context, row_id: str | None) -> dt.date | None:
    """Day of an act or of a fact of an instrument."""
    action = ctx.action(row_id)
    if action is not None:
        return action.acted_on
    return next((row.happened_on for row in ctx.dataset.instrument_facts if row.fact_id == row_id), None)


def alliance_days(ctx: Context) -> Iterator[Problem]:
    """Membership of NATO begins on the day the North Atlantic Treaty takes effect for the State."""
    if ctx.instrument("north-atlantic") is None or ctx.unreadable(ACTS):
        return
    for index, country in enumerate(ctx.dataset.countries):
        acts = ctx.acts.get(("north-atlantic", country.iso3), [])
        effect = next((action.effective_on for action in acts if action.kind in CONSENTS), None)
        if effect != country.nato_since:
            message = f"{country.nato_since or 'empty'}, but north-atlantic takes effect on {effect or 'no known day'}"
            yield ctx.problem("countries", index, "nato_since", "alliance-days", message)


RULES = (
    entry_rules,
    exit_clauses,
    parents,
    lens_questions,
    open_to,
    party_lists,
    lists_not_read,
    instrument_days,
    alliance_days,
)
