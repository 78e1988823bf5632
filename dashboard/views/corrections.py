"""The list of corrections: what the record said wrongly, what it says now, and why."""

from __future__ import annotations

from dashboard.domain.index import Index
from dashboard.tables.corrections import correction_rows, field_name
from dashboard.views.templates import render


def corrections_html(index: Index) -> str:
    """Every correction as a table, the newest edition first; a sentence where there is none."""
    shown = index.events.keys() | index.actions.keys() | index.announcements.keys()
    rows = correction_rows(index)
    return render("corrections.html", rows=rows, facts=len({row.fact_id for row in rows}), shown=shown, name=field_name)
