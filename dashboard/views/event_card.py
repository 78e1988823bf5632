"""The evidence behind one row: what, who, when and how precisely, every source, what is disputed, what it replaces."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any, NamedTuple

from dashboard.domain.announcements import as_known, known_on, slip, slip_text
from dashboard.domain.days import day_of, say_day
from dashboard.domain.index import Index
from dashboard.domain.kinds import kind_labels
from dashboard.tables.act_words import notification_address
from dashboard.tables.facts import act_fact, amounts, announcement_fact, event_fact
from dashboard.tables.provenance import CONFIDENCES, WEAK
from dashboard.views.templates import go, render
from data.event_schema import Announcement, PolicyEvent
from data.fields import Confidence, Precision
from data.treaty_schema import TreatyAction

PRECISIONS: dict[Precision, str] = {
    Precision.DAY: "known to the day",
    Precision.MONTH: "known to the month",
    Precision.QUARTER: "known to the quarter",
    Precision.YEAR: "known to the year",
    Precision.ON_OR_BEFORE: "an upper bound: that day or earlier",
    Precision.NOT_BEFORE: "a lower bound: that day or later",
    Precision.UNKNOWN: "no day on record",
}


class Line(NamedTuple):
    """One line of the card; it is left out where it has neither text nor rows."""

    name: str
    text: str = ""
    small: str = ""
    """Stands smaller behind it."""
    after: str = ""
    rows: Sequence[tuple[str, str]] = ()
    """Id and words of other rows, which the line opens."""
    url: str = ""
    """Where the text leads."""


def card_html(index: Index, fact_id: str, as_of: dt.date = dt.date.max) -> str:
    """The evidence card of an act, event or announcement; a hint where no such row exists.

    What was said or derived after ``as_of`` says so.
    """
    if fact_id in index.actions:
        return _act(index, index.actions[fact_id])
    if fact_id in index.events:
        return _event(index, index.events[fact_id])
    if fact_id in index.announcements:
        return _announcement(index, as_known(index.announcements[fact_id], as_of), as_of)
    return render("hint.html", text="Choose a row to see what it rests on.")


def _card(
    index: Index,
    fact: dict[str, Any],
    title: str,
    lines: Sequence[Line],
    confidence: Confidence,
    iso3s: Sequence[str],
    disputed: str,
    instrument: str | None,
) -> str:
    """``instrument`` is the one whose map shows the fact."""
    on_map = ""
    if fact["on"] is not None:
        where = {"focus": iso3s[0]} if len(iso3s) == 1 else {}
        on_map = go(as_of=day_of(fact["on"]).isoformat(), instrument=instrument or "", page="map", **where)
    return render(
        "event_card.html",
        fact=fact,
        title=title,
        uploaded=fact["id"] in index.upload_ids,
        weak=WEAK,
        lines=lines,
        confidence=CONFIDENCES[confidence],
        disputed=disputed,
        states=[(iso3, index.countries[iso3].name) for iso3 in iso3s if iso3 in index.countries],
        on_map=on_map,
        version=index.dataset.meta.version,
    )


def _when(name: str, day: dt.date | None, precision: Precision, after: str = "") -> Line:
    return Line(name, say_day(day, precision), f"({PRECISIONS[precision]})", after)


def _treaty(index: Index, ids: Sequence[str]) -> Line:
    titles = "; ".join(index.instruments[key].short_title for key in ids if key in index.instruments)
    return Line("Treaty", titles or "none governs it")


def _names(index: Index, iso3s: Sequence[str]) -> str:
    return ", ".join(index.name_of(iso3) for iso3 in iso3s)


def _act(index: Index, row: TreatyAction) -> str:
    fact = act_fact(index, row)
    lines = [
        Line("Who", _names(index, (row.iso3,))),
        _treaty(index, (row.instrument_id,)),
        _when("Done", row.acted_on, row.acted_precision),
    ]
    if row.effective_on:
        confidence = f"; {CONFIDENCES[row.effective_confidence]}" if row.effective_confidence else ""
        lines.append(_when("In effect", row.effective_on, row.effective_precision, confidence))
    lines += [
        Line("How that day is known", row.effective_method.value if row.effective_method else ""),
        Line("Depositary notification", row.depositary_ref, url=notification_address(row.depositary_ref)),
        _duplicates(index, row.action_id),
    ]
    return _card(
        index,
        fact,
        f"{index.countries[row.iso3].name}: {fact['what']}",
        lines,
        row.confidence,
        (row.iso3,),
        " ".join(note for note in (row.note, row.effective_note) if note),
        row.instrument_id,
    )


def _event(index: Index, row: PolicyEvent) -> str:
    fact = event_fact(index, row)
    lines = [
        Line("In full, as known since", row.detail),
        Line("Who", row.actor),
        Line("States", _names(index, row.iso3s)),
        _treaty(index, row.instrument_ids),
        _when("When", row.happened_on, row.happened_precision),
        Line("Kind", kind_labels(index)[row.kind]),
        _others(index, "Restates", [row.restates_id]),
        _duplicates(index, row.event_id),
    ]
    return _card(
        index, fact, fact["what"], lines, row.confidence, row.iso3s, row.note, next(iter(row.instrument_ids), None)
    )


def _announcement(index: Index, row: Announcement, as_of: dt.date) -> str:
    fact = announcement_fact(index, row, as_of)
    earlier = index.announcements.get(row.replaces_id or "")
    moved = slip_text(slip(earlier, row)) if earlier is not None else ""
    later = [one for one in index.dataset.announcements if one.replaces_id == row.announcement_id]
    known = [one.announcement_id for one in later if (known_on(one) or dt.date.max) <= as_of]
    afterwards = [one.announcement_id for one in later if one.announcement_id not in known]
    lines = [
        Line("Who", f"{row.announced_by}, {row.announced_by_role}"),
        Line("State", _names(index, (row.iso3,))),
        Line("What", f"{row.activity.value} of {row.weapon.value.replace('-', ' ')}: {row.programme}"),
        _treaty(index, row.instrument_ids),
        _when("Said on", row.announced_on, row.announced_precision),
        Line("Amounts and stage", amounts(row)),
        Line("Start as stated", row.start_as_stated, f"({PRECISIONS[row.start_precision]})"),
        _others(index, "Replaces", [row.replaces_id], moved),
        _others(index, "Replaced by", known),
        _others(index, "Replaced by, known later", afterwards),
        _others(index, "Restates", [row.restates_id]),
        _duplicates(index, row.announcement_id),
    ]
    return _card(
        index, fact, fact["what"], lines, row.confidence, (row.iso3,), row.note, next(iter(row.instrument_ids), None)
    )


def _duplicates(index: Index, fact_id: str) -> Line:
    events = [row.event_id for row in index.dataset.policy_events if row.restates_id == fact_id]
    said = [row.announcement_id for row in index.dataset.announcements if row.restates_id == fact_id]
    return _others(index, "Retold by", [*events, *said])


def _others(index: Index, name: str, ids: Sequence[str | None], small: str = "") -> Line:
    """A line that opens other rows."""
    return Line(name, small=small, rows=[(fact_id, _title(index, fact_id)) for fact_id in ids if fact_id])


def _title(index: Index, fact_id: str) -> str:
    match index.events.get(fact_id) or index.announcements.get(fact_id) or index.actions.get(fact_id):
        case PolicyEvent() as row:
            return f"{say_day(row.happened_on, row.happened_precision)}: {row.headline}"
        case Announcement() as row:
            return f"{say_day(row.announced_on, row.announced_precision)}: {row.start_as_stated}"
        case TreatyAction() as row:
            return f"{say_day(row.acted_on, row.acted_precision)}: {row.kind.value}"
    return fact_id
