"""What an assistant may ask of the record; every answer carries ids, sources, edition, day and citation."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from typing import Annotated, Any, Final

from pydantic import Field

from dashboard.domain.days import day_number
from dashboard.domain.index import Index
from dashboard.domain.lenses import lenses_of
from dashboard.domain.selection import MAX_TEXT, Selection, resolve, shown_lens
from dashboard.server.api.claims import checked, day_of_knowledge, named_state
from dashboard.server.api.query import named_day, nearest_states, read_pairs
from dashboard.server.http import Refusal
from dashboard.server.record import edition_named
from dashboard.tables.about import about
from dashboard.tables.catalogue import catalogue
from dashboard.tables.facts import fact_document
from dashboard.tables.flat import json_value
from dashboard.tables.provenance import sources_of
from dashboard.tables.readings import lenses_document, readings_document
from dashboard.tables.sheets import sheet
from data.problems import quote
from data.source_schema import Grade

MOST_ROWS: Final = 100
"""Rows of one answer; more are counted, and a narrower question finds them."""

Lens = Annotated[
    str, Field(description="id of a treaty, policy or measure, such as apmbc; the tool lenses lists them", min_length=1)
]
AnyLens = Annotated[str, Field(description="id of a lens to keep to; empty for every lens")]
State = Annotated[str, Field(description="a State by code or common name, such as POL or Poland", min_length=1)]
States = Annotated[
    list[State], Field(description="States by code or common name, such as POL or Poland; none for all", max_length=60)
]
Day = Annotated[str, Field(description="a day written YYYY-MM-DD", max_length=10)]
LateDay = Annotated[
    str, Field(description="a day written YYYY-MM-DD; empty for the last day of the record", max_length=10)
]
Record = Annotated[str, Field(description="edition of the record that answers; empty for the newest", max_length=20)]


def lenses(record: Record = "") -> dict[str, Any]:
    """List every treaty, policy and measure of the record, with its question and its classes."""
    index = _index(record)
    kept = {"id", "kind", "title", "question", "last_read"}
    told = [
        one.model_dump(mode="json", include=kept)
        | {"classes": {each.id: each.label for each in one.classes}, "series": [each.id for each in one.series]}
        for one in lenses_document(index).lenses
    ]
    return _answer(index, Selection(), {"lenses": told}, ())


def status_on(
    lens: Lens,
    day: LateDay = "",
    states: States = [],  # noqa: B006
    series: Annotated[str, Field(description="series of a measure; empty for the one that opens")] = "",
    record: Record = "",
) -> dict[str, Any]:
    """Tell how each State stands under one lens on a day: class, since when, what is settled next, and the rows
    that this rests on."""
    index = _index(record)
    selection = _selection(index, lens, states, day, series)
    resolved = resolve(selection, index)
    found = readings_document(index, shown_lens(selection, index), resolved.day, resolved.iso3s)
    refs = dict.fromkeys(ref for reading in found.states.values() for ref in reading.refs)
    return _answer(index, selection, found.model_dump(mode="json", by_alias=True), _sources(index, refs, resolved.day))


def changes_between(
    first_day: Day,
    last_day: LateDay = "",
    lens: AnyLens = "",
    states: States = [],  # noqa: B006
    record: Record = "",
) -> dict[str, Any]:
    """List what happened or was announced from one day to another, latest first, as known on the last of them."""
    index = _index(record)
    selection = _selection(index, lens, states, last_day)
    first, last = named_day("first_day", first_day), resolve(selection, index).day
    if first > last:
        raise Refusal(f"first_day: {first} is later than {last}, the last day asked for", "first_day")
    return _rows(index, replace(selection, date_from=first, date_to=last), "facts", every=not lens)


def announcements_known_on(
    day: LateDay = "",
    lens: AnyLens = "",
    states: States = [],  # noqa: B006
    record: Record = "",
) -> dict[str, Any]:
    """List announced production, purchase and deployment as known on a day, with how dates have slipped."""
    index = _index(record)
    return _rows(index, _selection(index, lens, states, day), "announcements", every=not lens)


def fact(
    fact_id: Annotated[str, Field(description="id of a row, as the other answers name it", max_length=100)],
    as_known: LateDay = "",
    record: Record = "",
) -> dict[str, Any]:
    """Tell one row of the record in words, with its day, how exactly it is known, its notes and sources."""
    index = _index(record)
    day = day_of_knowledge(index, as_known)
    if fact_id not in index.facts:
        raise Refusal(f"fact_id: {quote(fact_id)} is no row of the record", "fact_id")
    document = fact_document(index, fact_id, day)
    listed = (day_number(one.row.known_on) for one in catalogue(index).entries if one.row.id == fact_id)
    known = next(listed, document["on"])
    if known is not None and known > day_number(day):
        after = f"only after {day}; it is dated: {document['when'] or 'no day'}"
        raise Refusal(f"fact_id: {quote(fact_id)} became known {after}", "fact_id")
    sources = document.pop("sources")
    return _answer(index, Selection(as_of=day), {"fact": document}, sources)


def verify_claim(
    state: State,
    lens: Lens,
    claim: Annotated[str, Field(description="class of the lens, such as bound, withdrawn, exit-deposited")],
    on: Day,
    as_known: LateDay = "",
    record: Record = "",
) -> dict[str, Any]:
    """Check a claim about one State under one lens on one day: agrees, differs or not-in-record, with the rows."""
    index = _index(record)
    selection = _selection(index, lens, [], "")
    iso3 = named_state(index, state)
    verdict = checked(index, shown_lens(selection, index), iso3, claim, on, as_known)
    found = verdict.model_dump(mode="json", by_alias=True)
    view = replace(selection, states=frozenset({iso3}), as_of=verdict.as_known)
    return _answer(index, view, found, found.pop("sources"))


def search(
    text: Annotated[str, Field(description="words that must all be found", min_length=1, max_length=MAX_TEXT)],
    record: Record = "",
) -> dict[str, Any]:
    """Find States, lenses and rows by words: names in many languages, titles, and what the rows say."""
    if not text.strip():
        raise Refusal("text: is empty", "text")
    index = _index(record)
    exact = index.state_names.find(text)
    states = [{"iso3": exact, "name": index.name_of(exact)}] if exact else nearest_states(index, text)
    key = text.casefold()
    titles = [
        {"id": lens.id, "title": lens.title, "question": lens.question}
        for lens in lenses_of(index).values()
        if key in f"{lens.id} {lens.title} {lens.question}".casefold()
    ]
    selection = read_pairs([("q", text)], index).selection
    rows = _rows(index, selection, "facts", every=True)
    return rows | {"states": states, "lenses": titles}


TOOLS: Final[tuple[Callable[..., dict[str, Any]], ...]] = (
    lenses,
    status_on,
    changes_between,
    announcements_known_on,
    fact,
    verify_claim,
    search,
)
"""Everything that may be asked, in the order in which it is told."""


def summary(tool: Callable[..., dict[str, Any]]) -> str:
    """What a tool does, in one line: its docstring."""
    return " ".join((tool.__doc__ or "").split())


def _index(record: str) -> Index:
    return edition_named(record).index


def _selection(index: Index, lens: str, states: Sequence[str], day: str, series: str = "") -> Selection:
    """The view asked for, read as a request to the API is."""
    if day:
        named_day("day", day)
    given = (("lens", lens), ("series", series), ("states", ",".join(dict.fromkeys(states))), ("as_of", day))
    return read_pairs([(key, value) for key, value in given if value], index).selection


def _rows(index: Index, selection: Selection, table: str, *, every: bool) -> dict[str, Any]:
    """Rows of a table of every grade, at most ``MOST_ROWS``, and how many there are."""
    found = sheet(index, replace(selection, grades=frozenset(Grade)), table, all_instruments=every)
    rows = [json_value(found.model, row) for row in found.rows[:MOST_ROWS]]
    cited = dict.fromkeys(key for row in found.rows[:MOST_ROWS] for key in _cited(row))
    return _answer(
        index, selection, {"total": len(found.rows), "rows": rows}, sources_of(index, tuple(cited)), every=every
    )


def _cited(row: Any) -> Sequence[str]:
    cited: Sequence[str] = row.sources if hasattr(row, "sources") else row.source_ids
    return cited


def _sources(index: Index, refs: Collection[str], day: dt.date) -> list[dict[str, Any]]:
    facts = (fact_document(index, ref, day) for ref in refs if ref in index.facts)
    return list({one["id"]: one for found in facts for one in found["sources"]}.values())


def _answer(
    index: Index,
    selection: Selection,
    found: dict[str, Any],
    sources: Collection[dict[str, Any]],
    *,
    every: bool = True,
) -> dict[str, Any]:
    told = about(index, selection, all_instruments=every)
    return (
        {
            "edition": told.dataset_version,
            "as_of": told.as_of.isoformat(),
            "record_ends": told.data_as_of.isoformat(),
            "citation": told.citation,
            "licence": told.licence,
            "coverage": told.coverage_note,
        }
        | found
        | {"sources": list(sources)}
    )
