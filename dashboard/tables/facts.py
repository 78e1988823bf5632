"""Facts as a reader meets them: what, when and how precisely, who says so. One shape for cards, lists and exports."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dashboard.domain.announcements import SlipKind, as_known, known_on, slip, slip_text
from dashboard.domain.days import counts_from, day_number, say_day, say_period
from dashboard.domain.effects import stage_of
from dashboard.domain.index import Index, Sourced
from dashboard.domain.lenses import Lens, class_of, lens_of, run_on
from dashboard.domain.lenses.measure import MeasureLens
from dashboard.domain.lenses.policy import starts_on
from dashboard.domain.terms import STAGE_LABELS
from dashboard.domain.windows import stage_text, window_text
from dashboard.tables.act_words import HAPPENINGS, METHODS, act_words, is_revoked
from data.fields import Confidence, Precision
from data.lens_schema import Observation, ObservationDetail
from data.schema import (
    ActionKind,
    Announcement,
    ExitStep,
    Grade,
    Instrument,
    InstrumentFact,
    NotRead,
    PolicyEvent,
    ReadAs,
    Scope,
    Source,
    TreatyAction,
    id_of,
)

GRADE_MEANINGS: dict[str, str] = {
    Grade.A: "A: depositary, law, parliament, government or intergovernmental body",
    Grade.B: "B: wire agency, public broadcaster, established press, NGO or research",
    Grade.C: "C: regional or trade press",
    Grade.D: "D: aggregator or mirror, or a page seen only through one",
    Grade.E: "E: State-controlled outlet of a party to the war, or known disinformation",
}
NOTES = "Our notes, also on what came later:"
"""Said above the notes of a row, which are written with the whole record in view."""

WEAK = "Rests on sources of grade D or E alone: treat with care."

CONFIDENCES: dict[Confidence, str] = {
    Confidence.CONFIRMED: "confirmed by more than one source or by the depositary",
    Confidence.SINGLE: "one independent source",
    Confidence.DISPUTED: "disputed",
    Confidence.UNVERIFIED: "not verified",
}

READ_AS: dict[ReadAs, str] = {ReadAs.COPY: "read in a copy of", ReadAs.QUOTED: "as quoted by"}
"""How a page that nobody opened was read; a carrier's name follows."""


def sources_of(index: Index, source_ids: tuple[str, ...]) -> list[dict[str, str]]:
    """Sources in their order, best first: publisher, title, date in words, address, grade, origin, carrier."""
    found = []
    for source_id in source_ids:
        source = index.sources[source_id]
        found.append(
            {
                "id": source_id,
                "publisher": credit(index, source),
                "title": source.title,
                "date": say_day(source.published_on, source.published_precision) if source.published_on else "",
                "url": source.url,
                "grade": index.grade_of_source(source_id).value,
            }
        )
    return found


def credit(index: Index, source: Source) -> str:
    """Publisher of a document, whose text it carries, and who carried it where the page itself was not opened."""
    origin = f" (text of {source.origin})" if source.origin else ""
    carrier = index.publishers.get(source.carrier_id or "")
    how = "" if carrier is None else f", {READ_AS[source.read_as]} {carrier.name}"
    return index.publishers[source.publisher_id].name + origin + how


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
    label = STAGE_LABELS[stage_of(row.step)].capitalize()
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
        f"stage: {stage_text(row)}",
    ]
    return "; ".join(part for part in parts if part)


def _exit_words(row: Instrument) -> str:
    return f"{row.exit_term.capitalize()}: {row.exit_article}" if row.exit_article else "It has no clause on leaving"


def instrument_fact(index: Index, row: Instrument) -> dict[str, Any]:
    """A treaty as a fact, dated by its opening for signature."""
    in_force = f"; in force from {say_day(row.in_force_on)}" if row.in_force_on else ""
    begun = "opened for signature" if row.signature == "yes" else "adopted"
    return _fact(
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
    return _fact(
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
    return _fact(index, row, row.not_read_id, None, "", "List not read", confidence="", notes=[row.reason])


def observation_fact(index: Index, row: Observation) -> dict[str, Any]:
    """A State's class or figure under a lens, with its series, its legal act and how it is known."""
    lens = lens_of(index, row.lens_id, row.series_id or "")
    words = f"{lens.title}: "
    if isinstance(lens, MeasureLens) and row.value is not None:
        run = run_on(lens.runs(index, row.iso3), row.from_on)
        words += f"{lens.figure(run)} ({series_text(index, lens)})"
        when = say_period(*lens.period_of(row.from_on))
    else:
        words += class_of(lens, row.class_id or "unknown").label
        since = row.from_precision in (Precision.UNKNOWN, Precision.ON_OR_BEFORE) and row.from_on == lens.first
        when = "since before the record" if since else say_day(row.from_on, row.from_precision)
    if row.legal_act:
        words += f". {row.legal_act[:1].upper()}{row.legal_act[1:]}"
    return _fact(
        index,
        row,
        row.observation_id,
        starts_on(row),
        when,
        words,
        confidence=CONFIDENCES[row.confidence],
        notes=[note for note in (row.note,) if note],
    )


DETAIL_NAMES = {"length": "length of service"}
"""Names of details that say too little by themselves."""


def detail_fact(index: Index, row: ObservationDetail) -> dict[str, Any]:
    """A dated detail of a State under a policy: "length of service: 9 months"."""
    first = lens_of(index, row.lens_id).first
    since = row.from_precision in (Precision.UNKNOWN, Precision.ON_OR_BEFORE) and row.from_on == first
    name = row.detail.replace("-", " ").removesuffix(f" {row.unit}")
    return _fact(
        index,
        row,
        id_of("observation_details", row),
        counts_from(row.from_on, row.from_precision) or row.from_on,
        "since before the record" if since else say_day(row.from_on, row.from_precision),
        f"{DETAIL_NAMES.get(name, name)}: {row.value}" + (f" {row.unit}" if row.unit else ""),
        confidence="",
        notes=[],
    )


def series_text(index: Index, lens: MeasureLens) -> str:
    """Whose figures, of which edition and on which basis: what stands wherever a figure stands."""
    one = lens.chosen_series
    publisher = index.publishers[one.publisher_id].name
    return f"{publisher}, {one.edition}: {one.basis}; published {say_day(one.published_on)}"


def series_note(index: Index, lens: Lens, day: dt.date) -> str:
    """The same for a picture of a day, with the words that it was not yet known then; empty for what has no figures."""
    if not isinstance(lens, MeasureLens):
        return ""
    later = lens.chosen_series.published_on > day
    return f"{series_text(index, lens)}{', known later than the day shown' if later else ''}"


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
