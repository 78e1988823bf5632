"""A story as an article: each step with its day, its sentences, how its States stood, and the facts it rests on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from dashboard.domain.address_bar import to_query
from dashboard.domain.addresses import MAP, PRESENTATION, address, story_address
from dashboard.domain.history import Interval
from dashboard.domain.index import Index
from dashboard.domain.selection import Selection
from dashboard.domain.status import status_as_of
from dashboard.domain.stories import verdict_label
from dashboard.look.css_hatch import chip_style
from dashboard.look.palette import Theme
from dashboard.tables.facts import fact_document
from dashboard.views.templates import render
from data.story_schema import Story, StoryStep


def present_address(story: Story, number: int = 1) -> str:
    """Where the presentation of a story begins at a step, counted from 1."""
    return story_address(PRESENTATION, story.id, number)


def present_link(story: Story) -> str:
    """A link to the presentation of a story."""
    return render("present_link.html", address=present_address(story))


def map_address(step: StoryStep) -> str:
    """The map as a step shows it, with the card of its State where it is about one alone."""
    focus = step.focus[0] if len(step.focus) == 1 else None
    return address(MAP, to_query(Selection(instrument=step.instrument, as_of=step.as_of, focus=focus)))


def article_html(
    index: Index, story: Story, histories: Mapping[str, Mapping[str, Sequence[Interval]]], theme: Theme
) -> str:
    """The whole story. ``histories`` maps instruments of the story to the intervals of every State."""
    steps = [
        (
            step,
            index.instruments[step.instrument].short_title,
            verdict_label(step.verdict) if step.verdict else "",
            list(_standings(index, step, histories[step.instrument], theme)),
            [fact_document(index, fact_id, step.as_of) for fact_id in step.fact_ids],
            map_address(step),
            present_address(story, number),
        )
        for number, step in enumerate(story.steps, 1)
    ]
    return render("article.html", story=story, steps=steps, meta=index.dataset.meta)


def _standings(
    index: Index, step: StoryStep, of_states: Mapping[str, Sequence[Interval]], theme: Theme
) -> Iterator[tuple[str, str, str]]:
    """Style, name and words for each State that a step names."""
    for iso3 in step.focus:
        now = status_as_of(of_states[iso3], step.as_of).standing
        yield chip_style(now.class_id, theme), index.countries[iso3].name, now.label
