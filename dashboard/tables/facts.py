"""Facts as a reader meets them: what, when and how precisely, who says so. One shape for cards, lists and exports."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dashboard.domain.announcements import SlipKind, as_known, known_on, slip, slip_text
from dashboard.domain.days import counts_from, say_day, told_from
from dashboard.domain.effects import stage_of
from dashboard.domain.index import Index
from dashboard.domain.terms import STAGE_LABELS
from dashboard.domain.windows import stage_text, window_text
from dashboard.tables.act_words import HAPPENINGS, METHODS, act_words, is_revoked
from dashboard.tables.observation_facts import observation_fact
from dashboard.tables.provenance import CONFIDENCES, dated_fact, sources_of
from data.event_schema import Announcement, PolicyEvent
from data.lens_schema import Observation
from data.treaty_schema import (
    ActionKind,
    ExitStep,
    Instrument,
    InstrumentFact,
    NotRead,
    Scope,
    TreatyAction,
)

NOTES = "Our notes, also on what came later:"
"""Said above the notes of a row, which are written with the whole record in view."""


def act_fact(index: Index, row: TreatyAction, as_of: dt.date = dt.date.max) -> dict[str, Any]:
    """A treaty act as a fact, as known on ``as_of``; the day of effect keeps its own words and sources."""
    what = act_words(index, row)
    if row.scope is Scope.PARTIAL:
        what += ", towards some parties only (changes no status)"
    aimed = index.actions.get(row.objects_to or "")
    if row.kind is ActionKind.OBJECTION and aimed is not None:
        what += f" by {index.countries[aimed.iso3].name}"
    if row.effective_on:
        begins = "due to take effect on" if is_revoked(index, row, as_of) else "in effect from"
        how = METHODS[row.effective_method] if row.effective_method else ""
        what += f"; {begins} {say_day(row.effective_on, row.effective_precision)}{how}"
    elif row.kind in (ActionKind.SUSPENSION, ActionKind.SUSPENSION_ANNOUNCED):
        what += "; day of effect not known"
    if row.depositary_ref:
        what += f" ({row.depositary_ref})"
    sources = sources_of(index, row.source_ids)
    seen = {source["id"] for source in sources}
    sources += [source for source in sources_of(index, row.effective_source_ids) if source["id"] not in seen]
    return dated_fact(
        index,
        row,
        row.action_id,
        told_from(row.acted_on, row.acted_precision),
        "" if row.kind is ActionKind.NEVER_ACTED else say_day(row.acted_on, row.acted_precision),
        what,
        confidence=CONFIDENCES[row.confidence],
        notes=[note for note in (row.note, row.effective_note) if note],
    ) | {"sources": sources}


def step_fact(index: Index, row: ExitStep) -> dict[str, Any]:
    """A marked domestic step towards an exit."""
    label = STAGE_LABELS[stage_of(row.step)].capitalize()
    event = index.events[row.event_id]
    return dated_fact(
        index,
        row,
        row.exit_step_id,
        row.stepped_on,
        say_day(row.stepped_on),
        f"{label}: {event.headline}{_votes(event)}",
        confidence=CONFIDENCES[event.confidence],
        notes=[note for note in (row.note, event.detail, event.note) if note],
    )


def _votes(event: PolicyEvent) -> str:
    if event.votes_for is None:
        return ""
    against = "" if event.votes_against is None else f", {event.votes_against} against"
    abstaining = "" if event.votes_abstaining is None else f", {event.votes_abstaining} abstaining"
    return f" ({event.votes_for} for{against}{abstaining})"


def event_fact(index: Index, row: PolicyEvent) -> dict[str, Any]:
    """A policy event as a fact."""
    return dated_fact(
        index,
        row,
        row.event_id,
        counts_from(row.happened_on, row.happened_precision),
        say_day(row.happened_on, row.happened_precision),
        f"{row.headline}{_votes(row)}",
        confidence=CONFIDENCES[row.confidence],
        notes=[note for note in (row.detail, f"Actor: {row.actor}" if row.actor else "", row.note) if note],
    )


def announcement_fact(index: Index, row: Announcement, as_of: dt.date = dt.date.max) -> dict[str, Any]:
    """An announcement as a fact, as known on ``as_of``: what was said, the window, who said it, what it moved."""
    row = as_known(row, as_of)
    what = f"{row.start_as_stated} ({window_text(row)}). Said by {row.announced_by}, {row.announced_by_role}."
    earlier = index.announcements.get(row.replaces_id or "")
    if earlier is not None:
        moved = slip(as_known(earlier, as_of), row)
        if moved.kind is not SlipKind.NONE:
            stated_on = say_day(earlier.announced_on, earlier.announced_precision)
            what += f" Against the statement of {stated_on}: {slip_text(moved)}."
    return dated_fact(
        index,
        row,
        row.announcement_id,
        known_on(row),
        say_day(row.announced_on, row.announced_precision),
        what,
        confidence=CONFIDENCES[row.confidence],
        notes=[note for note in (amounts(row), row.note) if note],
    )


def amounts(row: Announcement) -> str:
    """Quantity, budget, maker and stage in one line."""
    parts = [
        f"{row.quantity:,.0f} {row.quantity_unit}" if row.quantity is not None else "",
        f"{row.budget_currency} {row.budget_amount:,.0f}" if row.budget_amount is not None else "",
        f"maker: {row.producer}" if row.producer else "",
        f"stage: {stage_text(row)}",
    ]
    return "; ".join(part for part in parts if part)


def _exit_words(row: Instrument) -> str:
    return f"{row.exit_term.capitalize()}: {row.exit_article}" if row.exit_article else "It has no clause on leaving"


def instrument_fact(index: Index, row: Instrument) -> dict[str, Any]:
    """A treaty as a fact, dated by its opening for signature."""
    in_force = f"; in force from {say_day(row.in_force_on)}" if row.in_force_on else ""
    begun = "opened for signature" if row.signature == "yes" else "adopted"
    return dated_fact(
        index,
        row,
        row.instrument_id,
        row.opened_on,
        say_day(row.opened_on),
        f"{row.full_title}: {begun}{in_force}. {_exit_words(row)}.",
        confidence="",
        notes=[note for note in (row.notice_condition, row.note) if note],
    )


def happening_fact(index: Index, row: InstrumentFact) -> dict[str, Any]:
    """What happened to a treaty itself, as a fact."""
    whom = f" for {', '.join(index.name_of(iso3) for iso3 in row.iso3s)}" if row.iso3s else ""
    return dated_fact(
        index,
        row,
        row.fact_id,
        counts_from(row.happened_on, row.happened_precision),
        say_day(row.happened_on, row.happened_precision),
        HAPPENINGS[row.kind] + whom,
        confidence=CONFIDENCES[row.confidence],
        notes=[row.note] if row.note else [],
    )


def not_read_fact(index: Index, row: NotRead) -> dict[str, Any]:
    """Why the list of parties was not read, as a fact without a day."""
    return dated_fact(index, row, row.not_read_id, None, "", "List not read", confidence="", notes=[row.reason])


def fact_document(index: Index, fact_id: str, as_of: dt.date = dt.date.max) -> dict[str, Any]:
    """A fact that stands by itself, with who and under what written out, as known on ``as_of``.

    Raises ``KeyError`` for an unknown id.
    """
    row = index.facts[fact_id]
    match row:
        case TreatyAction():
            treaty = index.instruments[row.instrument_id].short_title
            return _with_subject(f"{index.name_of(row.iso3)}, {treaty}", act_fact(index, row, as_of))
        case ExitStep():
            return _with_subject(index.name_of(row.iso3), step_fact(index, row))
        case PolicyEvent():
            return event_fact(index, row)
        case Announcement():
            return _with_subject(f"{index.name_of(row.iso3)}, {row.programme}", announcement_fact(index, row, as_of))
        case Observation():
            return _with_subject(index.name_of(row.iso3), observation_fact(index, row))
        case Instrument():
            return instrument_fact(index, row)
        case InstrumentFact():
            return _with_subject(index.instruments[row.instrument_id].short_title, happening_fact(index, row))
        case NotRead():
            return _with_subject(index.name_of(row.iso3) if row.iso3 else "All other States", not_read_fact(index, row))
    raise KeyError(fact_id)


def _with_subject(who: str, fact: dict[str, Any]) -> dict[str, Any]:
    return fact | {"what": f"{who}: {fact['what']}"}
