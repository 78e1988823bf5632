"""A presentation as plain values for the browser: slides with their facts, and where the maps come from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from dashboard.browser.messages import PRESENTATION
from dashboard.domain.days import day_number, say_day
from dashboard.domain.freshness import freshness_of, unread_text
from dashboard.domain.index import Index
from dashboard.domain.lenses import lens_named
from dashboard.domain.stories import Slide, verdict_label
from dashboard.tables.facts import fact_document
from dashboard.tables.observation_facts import series_note
from dashboard.tables.provenance import GRADE_MEANINGS
from data.source_schema import Grade

SHOWN_SOURCES = 2
MANY_FACTS = 24
"""Facts that one slide carries; the others are counted."""


def source_line(facts: Iterable[Mapping[str, Any]]) -> str:
    """Publishers of the best grade behind some facts, most used first: "UN Treaty Collection (A) · 2 more".

    Those of lower grades are counted: all of them stand in the sheet of sources.
    """
    publishers = Counter((source["grade"], source["publisher"]) for fact in facts for source in fact["sources"])
    best = min((grade for grade, _ in publishers), default="")
    ordered = sorted((one for one in publishers if one[0] == best), key=lambda one: -publishers[one])
    shown = [f"{name} ({grade})" for grade, name in ordered[:SHOWN_SOURCES]]
    rest = len(publishers) - len(shown)
    return " · ".join([*shown, f"{rest} more"] if rest > 0 else shown)


def slide_document(index: Index, slide: Slide) -> dict[str, Any]:
    """One slide: ``asOf`` is a day number, texts are finished."""
    facts = [fact_document(index, fact_id, slide.as_of) for fact_id in slide.fact_ids[:MANY_FACTS]]
    later = [fact_document(index, fact_id) for fact_id in slide.later_fact_ids]
    lens = lens_named(index, slide.lens_name)
    return {
        "asOf": day_number(slide.as_of),
        "iso": slide.as_of.isoformat(),
        "day": say_day(slide.as_of),
        "instrument": slide.lens_name,
        "treaty": lens.title.split(" (")[0],
        "focus": list(slide.focus),
        "kind": "map",
        "panel": "",
        "headline": slide.headline,
        "text": slide.text,
        "lines": list(slide.lines),
        "claim": slide.claim,
        "verdict": slide.verdict.value if slide.verdict else "",
        "verdictLabel": verdict_label(slide.verdict) if slide.verdict else "",
        "later": slide.later,
        "facts": facts,
        "laterFacts": later,
        "moreFacts": max(0, len(slide.fact_ids) - MANY_FACTS),
        "weak": bool(facts) and all(fact["grade"] in (Grade.D, Grade.E) for fact in facts),
        "sourceLine": series_note(index, lens, slide.as_of) or source_line([*facts, *later]),
    }


def deck_document(
    index: Index,
    slides: Sequence[Slide],
    *,
    title: str,
    deck_id: str,
    selected: Iterable[str] = (),
    chosen: str | None = None,
    start: int = 0,
    language: str = "en",
) -> dict[str, Any]:
    """A whole presentation. ``selected`` are the States that count, all where empty; ``start`` counts from 0.

    ``chosen`` is the State to mark on every map.
    """
    meta = index.dataset.meta
    return {
        "id": deck_id,
        "title": title,
        "language": language,
        "start": start,
        "selected": sorted(selected),
        "chosen": chosen,
        "slides": [slide_document(index, slide) for slide in slides],
        "instruments": sorted({slide.lens_name for slide in slides}),
        "dataLine": _data_line(index, {slide.lens_name.partition(".")[0] for slide in slides}),
        "boundaryLine": "boundaries imply no position on status",
        "boundaryNote": meta.boundary_note,
        "grades": GRADE_MEANINGS,
        "ui": PRESENTATION,
    }


def _data_line(index: Index, lens_ids: Collection[str]) -> str:
    """How far the data reach, and where one lens alone is shown that its sources were not read since, if overdue."""
    told = f"Data as of {say_day(index.dataset.meta.as_of)}"
    fresh = [freshness_of(index, lens_id) for lens_id in lens_ids]
    return f"{told}, sources {unread_text(fresh[0])}" if len(fresh) == 1 and fresh[0].overdue else told
