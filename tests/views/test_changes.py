"""The list of what changed between two editions."""

from __future__ import annotations

from dashboard.store.dataset import shelf
from dashboard.store.editions import changes_between, served_as
from dashboard.tables.changes import ChangeRow, changes_document
from dashboard.views.changes import edition_changes_html


def test_edits_stand_with_before_after_and_reason_and_nothing_is_markup() -> None:
    now, before = shelf.current().index, served_as("1.0.0").index
    hostile = ChangeRow(
        change="edited",
        table="sources",
        id="x",
        cause="our-coding-changed",
        field="title",
        before="<b>was</b>",
        after="",
        edition="1.1.0",
        reason="",
    )
    rows = (*changes_between("1.0.0"), hostile)
    html = edition_changes_html(now, before, changes_document(rows, "1.0.0", "1.1.0", "2026-10-02", ""))
    assert "A source changed: " in html
    assert "the day is certain" in html
    assert "&lt;b&gt;was&lt;/b&gt;" in html
    assert "The change log names no reason" in html
    assert "Because: <code>un-2025-07-02-turk</code>: the day is certain" in html
    assert "`" not in html
    assert "Taken out: 0" in html
