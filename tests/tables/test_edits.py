"""What a fact said before, on its card: told once, with the reason, up to the edition looked at."""

from __future__ import annotations

import pytest

from dashboard.domain.edits import Cell, Edit
from dashboard.domain.index import Index
from dashboard.domain.selection import Selection
from dashboard.store.dataset import shelf
from dashboard.store.editions import served_as
from dashboard.tables.dossier import dossier
from dashboard.tables.edits import edit_sentences, edited_in, plain_reason
from dashboard.tables.facts import fact_document
from dashboard.tables.rows import rows_of
from dashboard.views.dossier import dossier_html

CORRECTED = "fi-2025-04-04-insta"
SAID = "headline was “Finnish firm Insta says it would like to make mines”"


def test_a_card_says_what_the_fact_said_and_why_it_was_changed() -> None:
    index = shelf.current().index
    (line,) = edit_sentences(index, CORRECTED)
    assert line == f'Changed in 1.1.0: {SAID}, because: interested, not "would like to".'
    assert edited_in(index, CORRECTED) == "changed in 1.1.0"
    assert edit_sentences(index, CORRECTED, {"headline"}) == []
    assert edit_sentences(index, "apmbc-fin-2") == []
    assert edited_in(index, "apmbc-fin-2") == ""


def test_a_correction_is_not_told_twice_and_every_other_edit_is() -> None:
    index = shelf.current().index
    corrected = fact_document(index, CORRECTED)
    assert corrected["revised"] == "corrected in 1.1.0"
    assert sum("would like to make mines" in line for line in corrected["history"]) == 1
    other = fact_document(index, "lt-2025-12-27-talks")
    assert other["revised"] == "changed in 1.1.0"
    assert other["history"] == edit_sentences(index, "lt-2025-12-27-talks")
    assert fact_document(index, "apmbc-fin-2")["history"] == []


def test_what_was_only_filed_otherwise_is_told_and_not_marked() -> None:
    index = shelf.current().index
    filed = fact_document(index, "fi-p-2025-07-storage")
    assert filed["revised"] == ""
    assert filed["history"] == edit_sentences(index, "fi-p-2025-07-storage") != []


def test_rows_name_the_edition_and_dossiers_the_words() -> None:
    index = shelf.current().index
    rows = {row.id: row.changed_in for row in rows_of(index, Selection(every_instrument=True)).rows}
    assert rows[CORRECTED] == "1.1.0"
    assert rows["apmbc-fin-2"] == ""
    page = dossier_html(index, dossier(index, "LTU"), "standard")
    assert "<summary>changed in 1.1.0</summary><p>Changed in 1.1.0: " in page


def test_an_edition_knows_nothing_of_later_ones() -> None:
    assert not served_as("1.0.0").index.edits


def test_sources_are_named_and_empty_cells_are_said() -> None:
    index = shelf.current().index
    known = next(iter(index.sources))
    cells = (Cell("source_ids", f"{known};gone-away", ""), Cell("note", "", "x"), Cell("instrument_ids", "", "a"))
    when = index.dataset.meta.as_of
    made = Index(index.dataset, edits={"a": (Edit("1.2.0", when, "policy_events", "source-changed", cells, ""),)})
    publisher = index.publisher_of(known).name
    said = f"sources were {publisher}, gone-away; note was empty; instruments were none"
    assert edit_sentences(made, "a") == [f"Changed in 1.2.0: {said}."]


@pytest.mark.parametrize(
    ("reason", "plain"),
    [
        ("`a-1`, `b-2`: a source more.", "a source more."),
        ("`a-1`: of `b-2` too", "of b-2 too"),
        ("Also named under `ccw-ap2`, which binds all.", "Also named under ccw-ap2, which binds all."),
        ("", ""),
    ],
)
def test_a_reason_is_read_without_its_marks(reason: str, plain: str) -> None:
    assert plain_reason(reason) == plain
