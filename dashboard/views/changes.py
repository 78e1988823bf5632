"""What changed between two editions, as a list whose edits stand with what was said before."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Final

from dashboard.domain.index import Index
from dashboard.tables.changes import ChangesDocument, RowChange
from dashboard.tables.corrections import name_of
from dashboard.views.templates import render

WHOLE_ROWS: Final = 60
"""Added rows of one table that are named; the others are counted, and stand in the file."""


def edition_changes_html(index: Index, before: Index, found: ChangesDocument) -> str:
    """Edits by their cause, rows taken out with the reason, and how many rows came into each table."""
    parts = [
        ("A source changed", [one for one in found.edited if one.cause == "source-changed"]),
        ("Our coding changed", [one for one in found.edited if one.cause == "our-coding-changed"]),
    ]
    return render(
        "changes.html",
        found=found,
        parts=parts,
        then=before.dataset.meta,
        now=index.dataset.meta,
        added=_by_table(found.added),
        most=WHOLE_ROWS,
        names=lambda row_id: name_of(index, row_id),
    )


def _by_table(rows: Iterable[RowChange]) -> list[tuple[str, int, list[RowChange]]]:
    listed = list(rows)
    counts = Counter(row.table for row in listed)
    return [(table, count, [row for row in listed if row.table == table]) for table, count in counts.items()]
