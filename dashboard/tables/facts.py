"""Facts as a reader meets them: what, when and how precisely, who says so. One shape for cards, lists and exports."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dashboard.domain.announcements import SlipKind, known_on, slip, slip_text
from dashboard.domain.days import counts_from, day_number, say_day
from dashboard.domain.index import Index, Sourced
from dashboard.domain.windows import window_text
from data.schema import (
    ActionKind,
    Announcement,
    Confidence,
    ExitStep,
    Grade,
    PolicyEvent,
    Precision,
    Scope,
    Step,
    TreatyAction,
)

GRADES: dict[Grade, str] = {
    Grade.A: "A: depositary, law, parliament, government or intergovernmental body",
    Grade.B: "B: wire agency, public broadcaster, established press, NGO or research",
    Grade.C: "C: regional or trade press",
    Grade.D: "D: aggregator or mirror",
    Grade.E: "E: State-controlled outlet of a party to the war, or known disinformation",
}
WEAK = "Rests on sources of grade D or E alone: treat with care."
SILENT = "No objection in our record."

ACTS: dict[ActionKind, str] = {
    ActionKind.SIGNATURE: "Signature",
    ActionKind.RATIFICATION: "Ratification",
    ActionKind.ACCEPTANCE: "Acceptance",
    ActionKind.APPROVAL: "Approval",
    ActionKind.ACCESSION: "Accession",
    ActionKind.SUCCESSION: "Succession",
    ActionKind.WITHDRAWAL: "Notice of withdrawal",
    ActionKind.SUSPENSION: "Notice of suspension",
    ActionKind.SUSPENSION_ANNOUNCED: "Suspension announced",
    ActionKind.OBJECTION: "Objection to a suspension",
    ActionKind.NEVER_ACTED: "No act on record",
}
CONFIDENCES: dict[Confidence, str] = {
    Confidence.CONFIRMED: "confirmed by more than one source or by the depositary",
    Confidence.SINGLE: "one independent source",
    Confidence.DISPUTED: "disputed",
    Confidence.UNVERIFIED: "not verified",
}


def sources_of(index: Index, source_ids: tuple[str, ...]) -> list[dict[str, str]]:
    """Sources in their order, best first: publisher, title, date in words, address, grade, origin."""
    found = []
    for source_id in source_ids:
        source = index.sources[source_id]
        publisher = index.publishers[source.publisher_id]
        found.append(
            {
                "id": source_id,
                "publisher": publisher.name + (f" (text of {source.origin})" if source.origin else ""),
                "title": source.title,
                "date": say_day(source.published_on, source.published_precision) if source.published_on else "",
                "url": source.url,
                "grade": publisher.grade.value,
            }
        )
    return found


def _fact(
    index: Index, row: Sourced, fact_id: str, on: dt.date | None, when: str, what: str, **more: Any
) -> dict[str, Any]:
    grade = index.grade_of(row)
    return {
        "id": fact_id,
        "on": None if on is None else day_number(on),
        "when": when,
        "what": what,
        "grade": grade.value if grade else "",
        "weak": WEAK if grade in (Grade.D, Grade.E) else "",
        "yours": fact_id in index.upload_ids,
        "sources": sources_of(index, row.source_ids),
    } | more


def act_fact(index: Index, row: TreatyAction) -> dict[str, Any]:
    """A treaty act as a fact; the day of effect keeps its own words and sources."""
    what = ACTS[row.kind]
    if row.scope is Scope.PARTIAL:
        what += ", towards some parties only (changes no status)"
    aimed = index.actions.get(row.objects_to or "")
    if row.kind is ActionKind.OBJECTION and aimed is not None:
        what += f" by {index.countries[aimed.iso3].name}"
    if row.effective_on:
        how = ", computed by the treaty's own rule" if row.effective_method == "computed" else ""
        what += f"; in effect from {say_day(row.effective_on, row.effective_precision)}{how}"
    elif row.kind in (ActionKind.SUSPENSION, ActionKind.SUSPENSION_ANNOUNCED):
        what += "; day of effect not known"
    if row.depositary_ref:
        what += f" ({row.depositary_ref})"
    sources = sources_of(index, row.source_ids)
    seen = {source["id"] for source in sources}
    sources += [source for source in sources_of(index, row.effective_source_ids) if source["id"] not in seen]
    on = counts_from(row.acted_on, row.acted_precision)
    return _fact(
        index,
        row,
        row.action_id,
        on,
        "" if row.kind is ActionKind.NEVER_ACTED else say_day(row.acted_on, row.acted_precision),
        what,
        confidence=CONFIDENCES[row.confidence],
        notes=[note for note in (row.note, row.effective_note) if note],
    ) | {"sources": sources}


def step_fact(index: Index, row: ExitStep) -> dict[str, Any]:
    """A marked domestic step towards an exit."""
    label = {Step.ANNOUNCED: "Exit announced", Step.ADOPTED: "Exit voted by parliament"}[row.step]
    event = index.events[row.event_id]
    return _fact(
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
    return _fact(
        index,
        row,
        row.event_id,
        counts_from(row.happened_on, row.happened_precision),
        say_day(row.happened_on, row.happened_precision),
        f"{row.headline}{_votes(row)}",
        confidence=CONFIDENCES[row.confidence],
        notes=[note for note in (row.detail, f"Actor: {row.actor}" if row.actor else "", row.note) if note],
    )


def announcement_fact(index: Index, row: Announcement) -> dict[str, Any]:
    """An announcement as a fact: what was said, the window, who said it, how it moved an earlier date."""
    what = f"{row.start_as_stated} ({window_text(row)}). Said by {row.announced_by}, {row.announced_by_role}."
    earlier = index.announcements.get(row.replaces_id or "")
    if earlier is not None:
        moved = slip(earlier, row)
        if moved.kind is not SlipKind.NONE:
            stated_on = say_day(earlier.announced_on, earlier.announced_precision)
            what += f" Against the statement of {stated_on}: {slip_text(moved)}."
    return _fact(
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
        f"stage: {row.stage.value.replace('-', ' ')}",
    ]
    return "; ".join(part for part in parts if part)


def facts_bundle(index: Index, instrument_id: str) -> dict[str, Any]:
    """Cards of every State under one instrument. Raises ``KeyError`` for an unknown one."""
    if instrument_id not in index.instruments:
        raise KeyError(instrument_id)
    replaced: dict[str, int] = {}
    for row in index.dataset.announcements:
        known = known_on(row)
        if row.replaces_id and known is not None:
            replaced[row.replaces_id] = min(day_number(known), replaced.get(row.replaces_id, 1 << 30))
    states: dict[str, Any] = {}
    for iso3 in index.countries:
        acts = index.actions_of(instrument_id, iso3)
        facts = [act_fact(index, row) for row in acts] + [
            step_fact(index, row) for row in index.steps_of(instrument_id, iso3)
        ]
        step_events = {row.event_id for row in index.steps_of(instrument_id, iso3)}
        facts += [
            event_fact(index, row)
            for row in index.events_by_state.get(iso3, ())
            if row.kind in ("promulgation", "parliamentary-vote")
            and instrument_id in row.instrument_ids
            and row.event_id not in step_events
            and row.restates_id is None
        ]
        facts.sort(key=lambda fact: (fact["on"] is None, fact["on"] or 0))
        announced = [
            announcement_fact(index, row) | {"until": replaced.get(row.announcement_id, 0)}
            for row in sorted(
                index.announcements_by_state.get(iso3, ()), key=lambda row: row.announced_on, reverse=True
            )
            if instrument_id in row.instrument_ids
        ]
        states[iso3] = {"acts": facts, "announcements": announced, "contested": _contested(index, instrument_id, acts)}
    return {
        "instrument": instrument_id,
        "grades": {grade.value: text for grade, text in GRADES.items()},
        "silent": SILENT,
        "states": states,
    }


def _contested(index: Index, instrument_id: str, acts: tuple[TreatyAction, ...]) -> list[list[Any]]:
    """``[from day, reason]`` for the suspensions among ``acts``."""
    reasons: list[list[Any]] = []
    for act in acts:
        if act.kind not in (ActionKind.SUSPENSION, ActionKind.SUSPENSION_ANNOUNCED) or act.scope is Scope.PARTIAL:
            continue
        start = counts_from(act.acted_on, act.acted_precision)
        if start is None:
            continue
        if index.instruments[instrument_id].suspension_clause == "no":
            reasons.append([day_number(start), "Contested: the treaty has no clause on suspension."])
        for objection in index.objections.get(act.action_id, ()):
            on = counts_from(objection.acted_on, objection.acted_precision)
            if on is not None:
                name = index.countries[objection.iso3].name
                how = "by " if objection.acted_precision is Precision.ON_OR_BEFORE else "on "
                when = say_day(on)
                reasons.append([day_number(max(on, start)), f"{name} objected {how}{when}."])
    return reasons
