"""The shipped stories: every step rests on facts that can be opened, and claims no absence that is not one."""

from __future__ import annotations

import re

import pytest
from whole_record import whole

from dashboard.browser.deck import deck_document
from dashboard.domain.index import Index
from dashboard.domain.stories import VERDICTS, slides_of
from dashboard.tables.facts import fact_document
from dashboard.views.article import article_html, map_address, present_address
from data.story_facts import fact_rows, first_known_days, unsupported_figures, unsupported_in_step
from data.story_files import Stories, load_stories
from data.story_schema import Story, StoryStep, Verdict
from data.treaty_schema import ActionKind

LOADED = whole()
TOLD: Stories = load_stories(LOADED.dataset)
STEPS = [
    pytest.param(story, number, step, id=f"{story.id}-{number}")
    for story in TOLD.stories
    for number, step in enumerate(story.steps, 1)
]


@pytest.fixture(scope="module")
def index() -> Index:
    return Index(LOADED.dataset)


def test_the_stories_are_told_without_a_problem() -> None:
    assert TOLD.problems == ()
    assert [story.id for story in TOLD.stories] == [
        *("the-mine-ban-exits", "july-2025-article", "the-unravelling"),
        *("what-still-binds", "who-drafts-who-spends"),
    ]
    assert 12 <= len(TOLD.stories[0].steps) <= 16


@pytest.mark.parametrize(("story", "number", "step"), STEPS)
def test_every_step_lists_facts_that_a_reader_can_open(
    index: Index, story: Story, number: int, step: StoryStep
) -> None:
    assert step.facts
    for fact_id in step.fact_ids:
        assert index.facts[fact_id].source_ids, fact_id
        fact = fact_document(index, fact_id)
        assert fact["what"], fact_id
        assert all(source["url"].startswith("http") for source in fact["sources"]), fact_id


@pytest.mark.parametrize(("story", "number", "step"), STEPS)
def test_no_step_names_a_date_or_figure_that_its_facts_do_not_bear(story: Story, number: int, step: StoryStep) -> None:
    assert list(unsupported_in_step(step, fact_rows(LOADED.dataset))) == []


@pytest.mark.parametrize(("story", "number", "step"), STEPS)
def test_nothing_is_foreseen(story: Story, number: int, step: StoryStep) -> None:
    known_on = first_known_days(LOADED.dataset)
    for fact_id in step.facts:
        day = known_on[fact_id]
        assert day is None or day <= step.as_of, fact_id


def test_a_figure_is_known_when_its_series_was_published_and_a_class_from_its_day() -> None:
    known_on = first_known_days(LOADED.dataset)
    assert str(known_on["spe-sipri-ltu-2025"]) == "2026-04-27"
    assert str(known_on["spe-nato25-ltu-2025"]) == "2025-08-28"
    assert str(known_on["con-swe-4"]) == "2018-01-01"
    assert known_on["con-swe-1"] is None


def test_a_figure_supports_a_sentence_as_it_is_written() -> None:
    row = fact_rows(LOADED.dataset)["spe-sipri-ltu-2025"]
    assert list(unsupported_figures("Lithuania spent 3.08 percent in 2025, about 3.1.", [row])) == []
    assert list(unsupported_figures("Lithuania spent 3 percent in 2025.", [row])) == ["3"]


@pytest.mark.parametrize(("story", "number", "step"), STEPS)
def test_two_or_three_sentences(story: Story, number: int, step: StoryStep) -> None:
    sentences = re.split(r"(?<=[.!?”])\s+(?=[A-Z“])", step.text)
    assert 1 <= len(sentences) <= 4, sentences
    assert not step.headline.endswith(".")


def test_the_article_is_checked_with_every_verdict() -> None:
    article = next(story for story in TOLD.stories if story.id == "july-2025-article")
    assert {step.verdict for step in article.steps} == set(Verdict) == set(VERDICTS)
    assert all(step.claim and step.as_of.isoformat() == "2025-07-12" for step in article.steps)
    opinions = [step for step in article.steps if step.verdict is Verdict.OPINION]
    assert len(opinions) == 2
    poland = next(step for step in article.steps if "pl-p-2025-07-niewiadow" in step.later_facts)
    assert poland.verdict is Verdict.PARTLY
    assert "2027" not in poland.text, "no official row of that day bears the year"


def test_what_is_said_to_be_absent_is_absent(index: Index) -> None:
    """Sentences such as "holds no British step" rest on the whole record, not on a fact."""
    assert not [row for row in index.dataset.exit_steps if row.iso3 == "GBR"]
    left = {row.iso3 for row in index.actions_by_instrument["open-skies"] if row.kind is ActionKind.WITHDRAWAL}
    assert left == {"USA", "RUS"}
    leavers = {row.iso3 for row in index.actions_by_instrument["ccm"] if row.kind is ActionKind.WITHDRAWAL}
    assert leavers == {"LTU"}
    pledges = re.compile(r"mark(ed|ing)\b.*(clear|field)|clear(ed|ing|ance)\b.*(mine|field)", re.IGNORECASE)
    others = {"EST", "LVA", "LTU", "POL"}
    for row in index.dataset.policy_events:
        assert not (others & set(row.iso3s) and pledges.search(f"{row.headline} {row.detail}")), row.event_id


def test_the_unravelling_moves_across_the_arms_control_treaties(index: Index) -> None:
    story = next(one for one in TOLD.stories if one.id == "the-unravelling")
    shown = {step.lens for step in story.steps}
    assert shown == {"apmbc", "ccm", "tpnw", "cfe", "open-skies", "north-atlantic"}
    backdrop = [step for step in story.steps if index.instruments[step.lens].arms_control == "no"]
    assert len(backdrop) == 1
    assert "backdrop" in backdrop[0].text


def test_days_go_forward() -> None:
    for story in TOLD.stories:
        days = [step.as_of for step in story.steps]
        assert days == sorted(days), story.id


def test_the_humanitarian_side_has_its_room_in_the_mine_ban_story() -> None:
    """At least as many steps carry an objection as carry a reason given for leaving."""
    story = TOLD.stories[0]
    objecting = re.compile(
        r"Red Cross|Guterres|campaign|Mines Advisory|regret|objected|aid groups|Landmine Monitor|Human Rights Watch"
    )
    leaving = re.compile(r"cite|argues|presents|rational|on the basis of")
    against = [step for step in story.steps if objecting.search(step.text)]
    for_it = [step for step in story.steps if leaving.search(step.text)]
    assert len(against) >= len(for_it) >= 4


def test_deck_and_article_carry_every_fact(index: Index) -> None:
    for story in TOLD.stories:
        deck = deck_document(index, slides_of(story), title=story.title, deck_id=story.id)
        assert [slide["headline"] for slide in deck["slides"]] == [step.headline for step in story.steps]
        html = article_html(index, story, "standard")
        for step, slide in zip(story.steps, deck["slides"], strict=True):
            assert [fact["id"] for fact in slide["facts"]] == list(step.facts)
            assert [fact["id"] for fact in slide["laterFacts"]] == list(step.later_facts)
            assert all(f'data-{mark}="{fact_id}"' in html for fact_id in step.fact_ids for mark in ("fact", "report"))
            assert slide["sourceLine"]


def test_addresses_lead_to_the_step(index: Index) -> None:
    story = TOLD.stories[0]
    assert present_address(story, 3) == "/present?story=the-mine-ban-exits&step=3"
    assert story.steps[8].as_of.isoformat() == "2025-06-27"
    assert "as_of=2025-06-27" in map_address(index, story.steps[8])
    assert "focus=UKR" in map_address(index, story.steps[9]), "one State alone opens its card"
