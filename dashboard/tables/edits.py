"""What a fact said in the editions before, as the sentences of its card."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import Final

from dashboard.domain.edits import Cell, Edit
from dashboard.domain.index import Index

LONGEST: Final = 240
"""Letters of a cell or a reason that a sentence quotes; the whole stands in the list of changes."""
FILED: Final = frozenset({"instrument_ids", "lens_ids", "topic_ids"})
"""Columns by which a fact is found, and that say nothing of what happened."""
SOURCES: Final = frozenset({"source_ids", "effective_source_ids"})


def edit_sentences(index: Index, fact_id: str, told: Collection[str] = ()) -> list[str]:
    """ "Changed in 1.1.0: note was “…”, because …", the latest first. Columns in ``told`` are told elsewhere."""
    return [line for edit in index.edits.get(fact_id, ()) if (line := edit_sentence(index, edit, told))]


def edited_in(index: Index, fact_id: str) -> str:
    """ "changed in 1.1.0": the latest edition that changed what a fact says; empty for any other, and where it was only
    put under other lenses or topics."""
    edits = [edit for edit in index.edits.get(fact_id, ()) if any(cell.field not in FILED for cell in edit.cells)]
    return f"changed in {edits[0].edition}" if edits else ""


def edit_rows(index: Index) -> Iterator[tuple[str, Edit]]:
    """Id and edit of every row that an edition changed, the latest edition first, in the order of the tables."""
    every = [(row_id, edit) for row_id, edits in index.edits.items() for edit in edits]
    yield from sorted(every, key=lambda one: one[1].as_of, reverse=True)


def plain_reason(reason: str) -> str:
    """A passage of the change log without its marks; that a list begins with the ids it speaks of is left out."""
    told = re.sub(r"^(`[^`]*`[, ]*(and )?)+: ", "", reason)
    return told.replace("`", "").strip()


def edit_sentence(index: Index, edit: Edit, told: Collection[str] = ()) -> str:
    """One edit in words; empty where every column is told elsewhere."""
    cells = [_said(index, cell) for cell in edit.cells if cell.field not in told]
    if not cells:
        return ""
    reason = f", because: {_cut(plain_reason(edit.reason)).rstrip('.')}" if edit.reason else ""
    return f"Changed in {edit.edition}: {'; '.join(cells)}{reason}."


def _said(index: Index, cell: Cell) -> str:
    if cell.field in SOURCES:
        named = [_publisher(index, one) for one in cell.before.split(";") if one]
        whose = "sources" if cell.field == "source_ids" else "sources of the effect"
        return f"{whose} were {', '.join(named) or 'none'}"
    plural = cell.field.endswith("_ids")
    name = f"{cell.field.removesuffix('_ids')}s" if plural else cell.field
    before = f"“{_cut(cell.before)}”" if cell.before else "none" if plural else "empty"
    return f"{name.replace('_', ' ')} {'were' if plural else 'was'} {before}"


def _publisher(index: Index, source_id: str) -> str:
    return index.publisher_of(source_id).name if source_id in index.sources else source_id


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else f"{text[:LONGEST].rstrip()}…"
