"""Where a fact comes from and how well it stands: its sources, their grades, and the columns that every fact has."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dashboard.domain.days import day_number, say_day
from dashboard.domain.index import Index, Sourced
from dashboard.tables.corrections import corrected_fields, history, revised
from dashboard.tables.edits import edit_sentences, edited_in
from data.fields import Confidence
from data.source_schema import Grade, ReadAs, Source

GRADE_MEANINGS: dict[str, str] = {
    Grade.A: "A: depositary, law, parliament, government or intergovernmental body",
    Grade.B: "B: wire agency, public broadcaster, established press, NGO or research",
    Grade.C: "C: regional or trade press",
    Grade.D: "D: aggregator or mirror, or a page seen only through one",
    Grade.E: "E: State-controlled outlet of a party to the war, or known disinformation",
}

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
                "archived": source.archived_url or "",
                "seen": say_day(source.seen_on) if source.seen_on else "",
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


def dated_fact(
    index: Index, row: Sourced, fact_id: str, on: dt.date | None, when: str, what: str, **more: Any
) -> dict[str, Any]:
    """The columns that every fact has: its day, in words too, what it says, how good its sources are; then ``more``."""
    grade = index.grade_of(row)
    return {
        "id": fact_id,
        "on": None if on is None else day_number(on),
        "when": when,
        "what": what,
        "grade": grade.value if grade else "",
        "weak": WEAK if grade in (Grade.D, Grade.E) else "",
        "yours": fact_id in index.upload_ids,
        "revised": revised(index, fact_id) or edited_in(index, fact_id),
        "history": history(index, fact_id) + edit_sentences(index, fact_id, corrected_fields(index, fact_id)),
        "sources": sources_of(index, row.source_ids),
    } | more
