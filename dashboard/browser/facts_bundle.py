"""Cards of every State under one instrument, as plain values for the browser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from dashboard.domain.announcements import known_on
from dashboard.domain.binding import bindings, nearest
from dashboard.domain.days import counts_from, day_number, say_day
from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens, events_of, lens_named
from dashboard.tables.facts import (
    act_fact,
    announcement_fact,
    event_fact,
    fact_document,
    happening_fact,
    not_read_fact,
    step_fact,
)
from dashboard.tables.observation_facts import detail_fact, observation_fact
from dashboard.tables.provenance import GRADE_MEANINGS
from data.event_schema import Announcement, PolicyEvent
from data.fields import Precision
from data.story_schema import Reason
from data.treaty_schema import ActionKind, ExitStep, InstrumentFact, NotRead, Scope, TreatyAction

SILENT = "No objection in our record."


def facts_bundle(index: Index, lens_name: str, reasons: Sequence[Reason] = ()) -> dict[str, Any]:
    """Cards of every State under one lens. Raises ``KeyError`` for an unknown one."""
    lens = lens_named(index, lens_name)
    if lens.id not in index.instruments:
        return _of_rows(index, lens)
    instrument_id = lens.id
    replaced: dict[str, int] = {}
    for row in index.dataset.announcements:
        known = known_on(row)
        if row.replaces_id and known is not None:
            replaced[row.replaces_id] = min(day_number(known), replaced.get(row.replaces_id, 1 << 30))
    states: dict[str, Any] = {}
    others = nearest(index, instrument_id)
    said = [(reason, _reason(index, reason)) for reason in reasons if reason.instrument == instrument_id]
    for iso3 in index.countries:
        acts = index.actions_of(instrument_id, iso3)
        facts = [_of_record(index, fact_id) for fact_id in lens.facts(index, iso3)]
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
            announcement_fact(index, row) | {"until": replaced.get(row.announcement_id, 0)} | _before(index, row)
            for row in sorted(
                index.announcements_by_state.get(iso3, ()), key=lambda row: row.announced_on, reverse=True
            )
            if instrument_id in row.instrument_ids
        ]
        states[iso3] = {
            "acts": facts,
            "announcements": announced,
            "contested": _contested(index, instrument_id, acts),
            "bound": [
                [others.index(one.instrument), day_number(one.start), day_number(one.end) if one.end else 0]
                for one in bindings(index, iso3, instrument_id)
            ],
            "reasons": [
                document for reason, document in sorted(said, key=lambda one: len(one[0].iso3s)) if iso3 in reason.iso3s
            ],
        }
    return {
        "instrument": instrument_id,
        "grades": GRADE_MEANINGS,
        "silent": SILENT,
        "treaties": [[key, index.instruments[key].short_title] for key in others],
        "states": states,
    }


def _of_record(index: Index, fact_id: str) -> dict[str, Any]:
    """What a card under a treaty says of an act, a step, what happened to the treaty, or a list that was not read."""
    match row := index.facts[fact_id]:
        case TreatyAction():
            return act_fact(index, row)
        case ExitStep():
            return step_fact(index, row)
        case InstrumentFact():
            return happening_fact(index, row)
        case NotRead():
            return not_read_fact(index, row)
    raise KeyError(fact_id)


def _of_rows(index: Index, lens: Lens) -> dict[str, Any]:
    """Cards under a policy or a measure: classes or figures of the series shown, dated details, events that name it."""
    events: dict[str, list[PolicyEvent]] = {}
    for row in events_of(index, lens.id):
        for iso3 in row.iso3s if row.restates_id is None else ():
            events.setdefault(iso3, []).append(row)
    states: dict[str, Any] = {}
    for iso3 in index.countries:
        rows = index.observations_of(lens.id, iso3)
        facts = [observation_fact(index, row) for row in rows if (row.series_id or "") == lens.series_id]
        facts += [detail_fact(index, row) for row in index.details_of(lens.id, iso3)]
        facts += [event_fact(index, row) for row in events.get(iso3, ())]
        facts.sort(key=lambda fact: (fact["on"] is None, fact["on"] or 0))
        states[iso3] = {"acts": facts, "announcements": [], "contested": [], "bound": [], "reasons": []}
    return {"instrument": lens.id, "grades": GRADE_MEANINGS, "silent": SILENT, "treaties": [], "states": states}


def _before(index: Index, row: Announcement) -> dict[str, Any]:
    """What could be read of an announcement before the day on which its window was derived; empty where it was said."""
    derived = row.bounds_known_on
    if derived is None:
        return {}
    what = announcement_fact(index, row, derived - dt.timedelta(days=1))["what"]
    return {"before": {"day": day_number(derived), "what": what}}


def _reason(index: Index, reason: Reason) -> dict[str, Any]:
    """A reason with the day from which all its facts were known, and their sources."""
    facts = [fact_document(index, fact_id) for fact_id in reason.facts]
    last = max(facts, key=lambda fact: fact["on"] or 0)
    sources = {source["id"]: source for fact in facts for source in fact["sources"]}
    return {
        "side": reason.side.value,
        "who": reason.who,
        "text": reason.text,
        "on": last["on"],
        "when": last["when"],
        "sources": list(sources.values()),
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
