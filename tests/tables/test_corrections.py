"""What a reader sees of a correction."""

from __future__ import annotations

from dashboard.domain.index import Index
from dashboard.store.dataset import shelf
from dashboard.store.editions import served_as
from dashboard.tables.corrections import corrected_fields
from dashboard.tables.facts import fact_document
from dashboard.views.corrections import corrections_html
from dashboard.views.event_card import card_html
from data.source_schema import Correction

INDEX = shelf.current().index
HEADLINE = "fi-2025-04-04-insta"


def test_a_corrected_fact_says_so_on_its_card() -> None:
    fact = fact_document(INDEX, HEADLINE)
    assert fact["revised"] == "corrected in 1.1.0"
    assert fact["history"] == [
        "Corrected in edition 1.1.0, headline: said “Finnish firm Insta says it would like to make mines”, says "
        "“Finnish firm Insta says it is interested in making mines”, because: The firm said that it is interested, "
        "not that it would like to."
    ]
    assert corrected_fields(INDEX, HEADLINE) == {"headline"}
    assert "corrected in 1.1.0" in card_html(INDEX, HEADLINE)
    assert "What the record said before" not in card_html(INDEX, "fi-2025-06-19-vote")


def test_an_earlier_edition_knows_no_correction() -> None:
    before = served_as("1.0.0").index
    assert fact_document(before, HEADLINE)["history"] == []
    assert "corrects nothing" in corrections_html(before)


def test_the_page_escapes_what_was_reported_and_thanks_by_name() -> None:
    hostile = Correction(
        fact_id=HEADLINE,
        field="detail",
        said="",
        says="<b>x</b>",
        since_edition="1.1.0",
        why="<i>",
        reported_by="<B>",
    )
    html = corrections_html(Index(INDEX.dataset.model_copy(update={"corrections": (hostile,)})))
    assert "1 correction of 1 fact." in html
    assert "&lt;b&gt;x" in html
    assert "Reported by &lt;B&gt;, with thanks." in html
