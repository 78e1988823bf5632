"""Slides: those of a story, and a treaty's own timeline walked from a day, among some States."""

from __future__ import annotations

import datetime as dt
import json
from typing import Any

import pytest
from starlette.requests import Request
from whole_record import whole_index

from dashboard.browser.deck import source_line
from dashboard.domain.lenses import lenses_of
from dashboard.domain.stories import timeline_slides
from dashboard.server.presentation import presentation
from dashboard.store.dataset import shelf
from dashboard.tables.facts import fact_document

INDEX = whole_index()
NO_STATES: frozenset[str] = frozenset()


def test_a_walk_begins_on_the_day_itself() -> None:
    slides, at = timeline_slides(INDEX, lenses_of(INDEX)["apmbc"], NO_STATES, dt.date(2025, 12, 27))
    assert slides[at].as_of == dt.date(2025, 12, 27)
    assert set(slides[at].focus) == {"EST", "LVA", "LTU"}
    assert slides[at + 1].as_of == dt.date(2026, 1, 10)
    assert [slide.as_of for slide in slides] == sorted({slide.as_of for slide in slides})


def test_a_day_between_changes_has_a_slide_of_its_own() -> None:
    slides, at = timeline_slides(INDEX, lenses_of(INDEX)["apmbc"], NO_STATES, dt.date(2025, 7, 12))
    assert slides[at].as_of == dt.date(2025, 7, 12)
    assert slides[at].headline == "12 July 2025: 46 of 51 States are bound; four have given notice"
    assert slides[at - 1].as_of == dt.date(2025, 7, 10)
    assert slides[at + 1].as_of == dt.date(2025, 7, 18)


@pytest.mark.parametrize("day", [dt.date.min, dt.date.max])
def test_a_day_beyond_the_timeline_is_brought_into_it(day: dt.date) -> None:
    slides, at = timeline_slides(INDEX, lenses_of(INDEX)["ccm"], NO_STATES, day)
    assert 0 <= at < len(slides)


def test_a_walk_among_some_states_leaves_out_the_others() -> None:
    slides, _ = timeline_slides(INDEX, lenses_of(INDEX)["apmbc"], {"FIN"}, dt.date(2026, 10, 2))
    assert {iso3 for slide in slides for iso3 in slide.focus} == {"FIN"}


@pytest.mark.parametrize("instrument", [row.instrument_id for row in INDEX.dataset.instruments])
def test_every_slide_of_every_timeline_rests_on_facts(instrument: str) -> None:
    slides, _ = timeline_slides(INDEX, lenses_of(INDEX)[instrument], NO_STATES, INDEX.dataset.meta.as_of)
    for slide in slides:
        assert slide.headline
        assert slide.fact_ids
        for fact_id in slide.fact_ids:
            assert INDEX.facts[fact_id]


def test_a_slide_names_what_is_new_in_it() -> None:
    slides, _ = timeline_slides(INDEX, lenses_of(INDEX)["apmbc"], NO_STATES, INDEX.dataset.meta.as_of)
    by_day = {slide.as_of: slide for slide in slides}
    assert set(by_day[dt.date(2025, 6, 27)].fact_ids) == {"apmbc-est-2", "apmbc-lva-2", "apmbc-ltu-3"}
    assert by_day[dt.date(2026, 2, 20)].fact_ids == ("apmbc-pol-3",)
    assert by_day[dt.date(2025, 6, 25)].fact_ids == ("apmbc-pol-adopted",)


def test_a_walk_begins_with_the_movement_unless_it_is_opened_before() -> None:
    slides, at = timeline_slides(INDEX, lenses_of(INDEX)["apmbc"], NO_STATES, dt.date(2025, 7, 12))
    assert (slides[0].as_of, at) == (dt.date(2025, 3, 18), 10)
    slides, at = timeline_slides(INDEX, lenses_of(INDEX)["apmbc"], NO_STATES, dt.date(2025, 3, 17))
    assert slides[0].as_of == INDEX.instruments["apmbc"].opened_on
    assert at > 40


def test_the_lines_of_a_slide_are_sentences_and_know_nothing_later() -> None:
    slides, at = timeline_slides(INDEX, lenses_of(INDEX)["apmbc"], NO_STATES, dt.date(2025, 7, 12))
    assert slides[at].lines == (
        "Since 10 July 2025: Finland has given notice of withdrawal",
        "29 June 2025: Ukraine announces its withdrawal",
        "Settled: 27 December 2025: the withdrawals of Estonia, Latvia and Lithuania take effect",
        "Settled: 10 January 2026: the withdrawal of Finland takes effect",
    )
    assert not [line for line in slides[at].lines if "C.N." in line or "Ukraine gives notice" in line]


def test_an_unknown_fact_is_refused() -> None:
    with pytest.raises(KeyError):
        fact_document(INDEX, "no-such-fact")


def test_the_source_line_names_the_best_grade_and_counts_the_others() -> None:
    facts = [{"sources": [{"publisher": "Mirror", "grade": "D"}, {"publisher": "Depositary", "grade": "A"}]}]
    assert source_line(facts) == "Depositary (A) · 1 more"


def _answer(query: str) -> tuple[int, str]:
    scope = {"type": "http", "method": "GET", "path": "/present", "query_string": query.encode(), "headers": []}
    answer = presentation(Request(scope))
    return answer.status_code, bytes(answer.body).decode()


def _deck(page: str) -> dict[str, object]:
    found: dict[str, object] = json.loads(page.split('id="deck">', 1)[1].split("</script>", 1)[0])
    return found


@pytest.mark.parametrize(
    ("query", "start"),
    [
        ("story=the-mine-ban-exits", 0),
        ("story=the-mine-ban-exits&step=3", 2),
        ("story=the-mine-ban-exits&step=16", 15),
    ],
)
def test_the_page_of_a_story_holds_its_deck(query: str, start: int) -> None:
    status, page = _answer(query)
    deck = _deck(page)
    assert (status, deck["start"], deck["id"]) == (200, start, "the-mine-ban-exits")


def test_the_page_of_a_view_starts_on_its_day_among_its_states() -> None:
    status, page = _answer("instrument=apmbc&as_of=2025-12-27&states=FIN,EST")
    deck = _deck(page)
    assert status == 200
    assert deck["selected"] == ["EST", "FIN"]
    assert deck["slides"][deck["start"]]["iso"] == "2025-12-27"  # type: ignore[index, call-overload]
    assert deck["ignored"] == []


@pytest.mark.parametrize(
    "query",
    [
        "instrument=<script>alert(1)</script>",
        "as_of=2025-99-99&states=ZZZ,,,&groups=none",
        "as_of=1&as_of=2&instrument=cfe",
        "x=%00&step=-1&as_of=" + "9" * 5000,
        "instrument=apmbc&step=abc&states=" + "FIN," * 2000,
    ],
)
def test_a_wild_query_never_breaks_the_page(query: str) -> None:
    status, page = _answer(query)
    assert status == 200
    assert _deck(page)["ignored"]
    assert "<script>alert" not in page


@pytest.mark.parametrize("query", ["story=", "story=../../etc/passwd", "story=%3Cb%3E", "story=none&step=2"])
def test_an_unknown_story_is_told_with_the_known_ones(query: str) -> None:
    status, page = _answer(query)
    assert status == 404
    assert "/present?story=the-mine-ban-exits" in page
    assert "<b>" not in page


def test_every_bundle_of_the_deck_has_its_address() -> None:
    _, page = _answer("story=the-unravelling")
    deck = _deck(page)
    assert set(deck["bundles"]) == set(deck["instruments"])  # type: ignore[call-overload]
    assert all(shelf.current().stamp in address for address in deck["bundles"].values())  # type: ignore[attr-defined]


@pytest.mark.parametrize("day", ["2025-07-12", "2026-10-02", "1998-01-01"])
@pytest.mark.parametrize("instrument", [row.instrument_id for row in INDEX.dataset.instruments])
def test_from_any_day_there_is_a_next_slide_and_what_was_announced_closes(instrument: str, day: str) -> None:
    _, page = _answer(f"instrument={instrument}&as_of={day}&focus=FIN")
    deck: Any = _deck(page)
    kinds = [slide["kind"] for slide in deck["slides"]]
    assert deck["chosen"] == "FIN"
    assert deck["start"] < len(kinds) - 1
    assert kinds == sorted(kinds, key=["map", "production", "bands"].index)
    assert "bands" in kinds
    assert [slide["asOf"] for slide in deck["slides"]] == sorted(slide["asOf"] for slide in deck["slides"])
    if instrument == "apmbc":
        assert "production" in kinds
        named = [slide["panel"] for slide in deck["slides"] if slide["kind"] == "production"]
        assert "New mines" in named[0]
