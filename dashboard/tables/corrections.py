"""Corrections of the record: each with what a reader knows its fact by, and as the sentences of a card."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import Field

from dashboard.domain.index import Index
from data.fields import version_key
from data.source_schema import Correction


class CorrectionRow(Correction):
    """A correction with the name of its fact."""

    what: str = Field(description="what a reader knows the fact by: its headline, its State, else its id")


def correction_rows(index: Index) -> list[CorrectionRow]:
    """Every correction, those of the newest edition first, else in the order of the table."""
    rows = sorted(index.dataset.corrections, key=lambda row: version_key(row.since_edition), reverse=True)
    return [CorrectionRow.model_construct(**dict(row), what=name_of(index, row.fact_id)) for row in rows]


def name_of(index: Index, row_id: str) -> str:
    """What a reader knows a row by: its headline, its State, else its id."""
    if row_id in index.events:
        return index.events[row_id].headline
    if row_id in index.actions:
        act = index.actions[row_id]
        return f"{index.name_of(act.iso3)}: {act.kind.value}, {index.instruments[act.instrument_id].short_title}"
    if row_id in index.announcements:
        row = index.announcements[row_id]
        return f"{index.name_of(row.iso3)}: {row.programme}"
    return row_id


def field_name(field: str) -> str:
    """A column in words: "happened precision"."""
    return field.replace("_", " ")


def corrected_fields(index: Index, fact_id: str) -> frozenset[str]:
    """Columns of a fact that were corrected in any edition."""
    return frozenset(row.field for row in index.corrections_of.get(fact_id, ()))


def revised(index: Index, fact_id: str) -> str:
    """The mark of a fact that was corrected, "corrected in 1.1.0"; empty for any other."""
    editions = [row.since_edition for row in index.corrections_of.get(fact_id, ())]
    return f"corrected in {max(editions, key=version_key)}" if editions else ""


def history(index: Index, fact_id: str) -> list[str]:
    """What was corrected of a fact, a sentence or two for each cell."""
    return list(_history(index, fact_id))


def _history(index: Index, fact_id: str) -> Iterator[str]:
    for row in index.corrections_of.get(fact_id, ()):
        said = f"said “{row.said}”" if row.said else "was empty"
        says = f"says “{row.says}”" if row.says else "is empty"
        thanks = f" Reported by {row.reported_by}." if row.reported_by else ""
        yield (
            f"Corrected in edition {row.since_edition}, {field_name(row.field)}: {said}, {says}, "
            f"because: {row.why.rstrip('.')}.{thanks}"
        )
