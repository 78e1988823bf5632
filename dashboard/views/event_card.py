"""The evidence behind one row: what, who, when and how precisely, every source, what is disputed, what it replaces."""

from __future__ import annotations

from typing import Any

from dashboard.domain.announcements import slip, slip_text
from dashboard.domain.days import day_of, say_day
from dashboard.domain.index import Index
from dashboard.tables.facts import (
    CONFIDENCES,
    GRADES,
    WEAK,
    act_fact,
    amounts,
    announcement_fact,
    event_fact,
)
from dashboard.views.markup import go, grade_chip, link, text, yours
from data.schema import Announcement, Confidence, Precision

GRADE_MEANINGS = {grade.value: meaning for grade, meaning in GRADES.items()}
PRECISIONS: dict[Precision, str] = {
    Precision.DAY: "known to the day",
    Precision.MONTH: "known to the month",
    Precision.QUARTER: "known to the quarter",
    Precision.YEAR: "known to the year",
    Precision.ON_OR_BEFORE: "an upper bound: that day or earlier",
    Precision.UNKNOWN: "no day on record",
}
NOT_FOUND = '<p class="empty">Choose a row to see what it rests on.</p>'


def sources_html(sources: list[dict[str, str]]) -> str:
    """Sources in their order: grade, publisher, date, title with its link."""
    items = "".join(
        f"<li>{grade_chip(source['grade'], GRADE_MEANINGS)}<span>{text(source['publisher'])}"
        f"{', ' + text(source['date']) if source['date'] else ', date not recorded'}: "
        f"{link(source['url'], source['title'] or source['url'])}</span></li>"
        for source in sources
    )
    return f'<ol class="sources">{items}</ol>'


def card_html(index: Index, fact_id: str) -> str:
    """The evidence card of an act, event or announcement; a hint where no such row exists."""
    if fact_id in index.actions:
        return _act(index, fact_id)
    if fact_id in index.events:
        return _event(index, fact_id)
    if fact_id in index.announcements:
        return _announcement(index, fact_id)
    return NOT_FOUND


def _card(
    index: Index,
    fact: dict[str, Any],
    title: str,
    pairs: list[tuple[str, str]],
    confidence: Confidence,
    iso3s: tuple[str, ...],
    disputed: str,
    instrument: str | None,
) -> str:
    """``pairs`` hold finished HTML on the right; ``instrument`` is the one whose map shows the fact."""
    body = "".join(f"<dt>{text(name)}</dt><dd>{value}</dd>" for name, value in pairs if value)
    weak = f'<p class="weak">{text(WEAK)}</p>' if fact["weak"] else ""
    buttons = "".join(
        f'<button type="button" {go(focus=iso3)}>{text(index.countries[iso3].name)}</button>'
        for iso3 in iso3s
        if iso3 in index.countries
    )
    chosen = f'<p class="states">Choose the State everywhere: {buttons}</p>' if buttons else ""
    if fact["on"] is not None:
        where = {"focus": iso3s[0]} if len(iso3s) == 1 else {}
        day = day_of(fact["on"]).isoformat()
        seen = go(as_of=day, instrument=instrument or "", page="map", **where)
        chosen += f'<p class="states"><button type="button" {seen}>See that day on the map</button></p>'
    return (
        f'<article class="evidence" data-fact="{text(fact["id"])}"><header><h2>{text(title)}</h2>'
        f"{grade_chip(fact['grade'], GRADE_MEANINGS)}{yours(fact['id'] in index.upload_ids)}</header>{weak}"
        f"<dl>{body}<dt>Confidence</dt><dd>{text(CONFIDENCES[confidence])}</dd>"
        f"<dt>Disputed, inferred or missing</dt><dd>{text(disputed or 'Nothing noted.')}</dd></dl>"
        f"<h3>Sources ({len(fact['sources'])})</h3>{sources_html(fact['sources'])}{chosen}"
        f'<p class="id">{text(fact["id"])} · dataset {text(index.dataset.meta.version)}</p></article>'
    )


def _when(said: str, precision: Precision) -> str:
    return f"{text(said)} <small>({text(PRECISIONS[precision])})</small>"


def _instruments(index: Index, ids: tuple[str, ...]) -> str:
    return (
        text("; ".join(index.instruments[key].short_title for key in ids if key in index.instruments))
        or "none governs it"
    )


def _names(index: Index, iso3s: tuple[str, ...]) -> str:
    return text(", ".join(index.countries[iso3].name if iso3 in index.countries else iso3 for iso3 in iso3s))


def _act(index: Index, fact_id: str) -> str:
    row = index.actions[fact_id]
    fact = act_fact(index, row)
    effect = (
        _when(say_day(row.effective_on, row.effective_precision), row.effective_precision) if row.effective_on else ""
    )
    if effect and row.effective_confidence:
        effect += f"; {text(CONFIDENCES[row.effective_confidence])}"
    pairs = [
        ("Who", _names(index, (row.iso3,))),
        ("Treaty", _instruments(index, (row.instrument_id,))),
        ("Done", _when(say_day(row.acted_on, row.acted_precision), row.acted_precision)),
        ("In effect", effect),
        ("How that day is known", text(row.effective_method.value) if row.effective_method else ""),
        ("Depositary notification", text(row.depositary_ref)),
        (
            "Retold by",
            _list(index, [event.event_id for event in index.dataset.policy_events if event.restates_id == fact_id]),
        ),
    ]
    return _card(
        index,
        fact,
        f"{index.countries[row.iso3].name}: {fact['what']}",
        pairs,
        row.confidence,
        (row.iso3,),
        " ".join(note for note in (row.note, row.effective_note) if note),
        row.instrument_id,
    )


def _event(index: Index, fact_id: str) -> str:
    row = index.events[fact_id]
    fact = event_fact(index, row)
    pairs = [
        ("In full", text(row.detail)),
        ("Who", text(row.actor)),
        ("States", _names(index, row.iso3s)),
        ("Treaty", _instruments(index, row.instrument_ids)),
        ("When", _when(say_day(row.happened_on, row.happened_precision), row.happened_precision)),
        ("Kind", text(row.kind.value.replace("-", " "))),
        ("Restates", _list(index, [row.restates_id] if row.restates_id else [])),
        ("Retold by", _list(index, _duplicates(index, fact_id))),
    ]
    return _card(
        index, fact, fact["what"], pairs, row.confidence, row.iso3s, row.note, next(iter(row.instrument_ids), None)
    )


def _announcement(index: Index, fact_id: str) -> str:
    row = index.announcements[fact_id]
    fact = announcement_fact(index, row)
    earlier = index.announcements.get(row.replaces_id or "")
    moved = slip_text(slip(earlier, row)) if earlier is not None else ""
    pairs = [
        ("Who", text(f"{row.announced_by}, {row.announced_by_role}")),
        ("State", _names(index, (row.iso3,))),
        ("What", text(f"{row.activity.value} of {row.weapon.value.replace('-', ' ')}: {row.programme}")),
        ("Treaty", _instruments(index, row.instrument_ids)),
        ("Said on", _when(say_day(row.announced_on, row.announced_precision), row.announced_precision)),
        ("Amounts and stage", text(amounts(row))),
        ("Start as stated", f"{text(row.start_as_stated)} <small>({text(PRECISIONS[row.start_precision])})</small>"),
        (
            "Replaces",
            _list(index, [row.replaces_id] if row.replaces_id else [])
            + (f" <small>{text(moved)}</small>" if moved else ""),
        ),
        (
            "Replaced by",
            _list(
                index, [other.announcement_id for other in index.dataset.announcements if other.replaces_id == fact_id]
            ),
        ),
        ("Restates", _list(index, [row.restates_id] if row.restates_id else [])),
        ("Retold by", _list(index, _duplicates(index, fact_id))),
    ]
    return _card(
        index, fact, fact["what"], pairs, row.confidence, (row.iso3,), row.note, next(iter(row.instrument_ids), None)
    )


def _duplicates(index: Index, fact_id: str) -> list[str]:
    rows: list[tuple[str, str | None]] = [(row.event_id, row.restates_id) for row in index.dataset.policy_events]
    rows += [(row.announcement_id, row.restates_id) for row in index.dataset.announcements]
    return [key for key, restates in rows if restates == fact_id]


def _list(index: Index, ids: list[str]) -> str:
    """Buttons that open other rows."""
    return "; ".join(
        f'<button type="button" class="row" {go(row=key)}>{text(_title(index, key))}</button>' for key in ids
    )


def _title(index: Index, fact_id: str) -> str:
    if fact_id in index.events:
        event = index.events[fact_id]
        return f"{say_day(event.happened_on, event.happened_precision)}: {event.headline}"
    if fact_id in index.announcements:
        row: Announcement = index.announcements[fact_id]
        return f"{say_day(row.announced_on, row.announced_precision)}: {row.start_as_stated}"
    if fact_id in index.actions:
        act = index.actions[fact_id]
        return f"{say_day(act.acted_on, act.acted_precision)}: {act.kind.value}"
    return fact_id
