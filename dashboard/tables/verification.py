"""The answer to a claim: what the record says, the rows that it rests on, their sources, the edition."""

from __future__ import annotations

import datetime as dt
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, Field

from dashboard.domain.claims import UNKNOWN, Verdict, check_claim
from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens
from dashboard.tables.facts import fact_document


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class FactCited(_Closed):
    """A row that a verdict rests on."""

    id: str = Field(description="its id")
    when: str = Field(description="its day in words")
    what: str = Field(description="what it says")
    grade: str = Field(description="best grade among its sources, A to E; empty where it has none")
    sources: list[str] = Field(description="ids of its sources, best first")


class SourceCited(_Closed):
    """A source of such a row."""

    id: str = Field(description="its id")
    publisher: str = Field(description="who published it, and who carried it")
    title: str = Field(description="its title; empty where none is recorded")
    date: str = Field(description="its day in words; empty where none is recorded")
    url: str = Field(description="its address")
    archived: str = Field(description="address of a kept copy; empty where none is recorded")
    seen: str = Field(description="day in words on which it was seen; empty where none is recorded")
    grade: str = Field(description="A to E")


class Verification(_Closed):
    """What the record says to a claim about one State under one lens on one day."""

    verdict: Literal["agrees", "differs", "not-in-record"] = Field(description="whether the record bears the claim")
    state: str = Field(description="alpha-3")
    lens: str = Field(description="the lens")
    claim: str = Field(description="the class claimed")
    on: dt.date = Field(description="the day of the claim")
    class_id: str | None = Field(alias="class", description="class that the record holds for that day; null: none")
    facts: list[FactCited] = Field(description="rows that the verdict rests on")
    sources: list[SourceCited] = Field(description="their sources, each once")
    edition: str = Field(description="edition of the record that answers")
    as_known: dt.date = Field(description="day up to which facts count as known")


def verification(index: Index, lens: Lens, iso3: str, claim: str, on: dt.date, as_known: dt.date) -> Verification:
    """The answer to a claim. Raises as ``check_claim`` does."""
    verdict, run, refs = check_claim(index, lens, iso3, claim, on, as_known)
    facts = [fact_document(index, ref, as_known) for ref in refs if ref in index.facts]
    sources: dict[str, dict[str, Any]] = {one["id"]: one for fact in facts for one in fact["sources"]}
    return Verification.model_validate(
        {
            "verdict": verdict.value,
            "state": iso3,
            "lens": lens.id,
            "claim": claim,
            "on": on,
            "class": None if verdict is Verdict.NOT_IN_RECORD or run.class_id in UNKNOWN else run.class_id,
            "facts": [
                {key: fact[key] for key in ("id", "when", "what", "grade")}
                | {"sources": [one["id"] for one in fact["sources"]]}
                for fact in facts
            ],
            "sources": list(sources.values()),
            "edition": index.dataset.meta.version,
            "as_known": as_known,
        }
    )
