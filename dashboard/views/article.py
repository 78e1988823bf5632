"""A story as an article: each step with its day, its sentences, how its States stood, and the facts it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from dashboard.domain.address_bar import to_query
from dashboard.domain.addresses import MAP, PRESENTATION, address, story_address
from dashboard.domain.index import Index
from dashboard.domain.lenses import lens_of, run_on
from dashboard.domain.selection import Selection, with_lens
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


def map_address(index: Index, step: StoryStep) -> str:
    """The map as a step shows it, with the card of its State where it is about one alone."""
    focus = step.focus[0] if len(step.focus) == 1 else None
    shown = with_lens(Selection(as_of=step.as_of, focus=focus), step.lens, index)
    return address(MAP, to_query(replace(shown, series=step.series or "")))


def article_html(index: Index, story: Story, theme: Theme) -> str:
    """The whole story."""
    steps = [
        (
            step,
            lens_of(index, step.lens, step.series or "").title,
            verdict_label(step.verdict) if step.verdict else "",
            list(_standings(index, step, theme)),
            [fact_document(index, fact_id, step.as_of) for fact_id in step.fact_ids],
            map_address(index, step),
            present_address(story, number),
        )
        for number, step in enumerate(story.steps, 1)
    ]
    return render("article.html", story=story, steps=steps, meta=index.dataset.meta)


def _standings(index: Index, step: StoryStep, theme: Theme) -> Iterator[tuple[str, str, str]]:
    """Style, name and words for each State that a step names; of a measure with its figure."""
    lens = lens_of(index, step.lens, step.series or "")
    for iso3 in step.focus:
        now = run_on(lens.runs(index, iso3), step.as_of)
        figure = "" if now.value is None else f": {now.value:g}"
        yield chip_style(now.look.style, theme), index.countries[iso3].name, now.look.label + figure
