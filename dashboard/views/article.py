"""A story as an article: each step with its day, its sentences, how its States stood, and the facts it rests on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from dashboard.browser.deck import fact_document
from dashboard.domain.days import say_day
from dashboard.domain.history import Interval
from dashboard.domain.index import Index
from dashboard.domain.selection import Selection, to_query
from dashboard.domain.status import status_as_of
from dashboard.domain.stories import verdict_label
from dashboard.look.css_hatch import chip
from dashboard.look.palette import Theme
from dashboard.tables.facts import GRADES
from dashboard.views.markup import class_of, grade_chip, label_of, link, text
from data.story_schema import Story, StoryStep

GRADE_MEANINGS = {grade.value: meaning for grade, meaning in GRADES.items()}


def present_address(story: Story, number: int = 1) -> str:
    """Where the presentation of a story begins at a step, counted from 1."""
    return "/present?" + urlencode({"story": story.id} | ({"step": str(number)} if number > 1 else {}))


def map_address(step: StoryStep) -> str:
    """The map as a step shows it, with the card of its State where it is about one alone."""
    focus = step.focus[0] if len(step.focus) == 1 else None
    query = to_query(Selection(instrument=step.instrument, as_of=step.as_of, focus=focus))
    return "/?" + urlencode(query) if query else "/"


def article_html(
    index: Index, story: Story, histories: Mapping[str, Mapping[str, Sequence[Interval]]], theme: Theme
) -> str:
    """The whole story. ``histories`` maps instruments of the story to the intervals of every State."""
    steps = "".join(
        _step(index, story, number, step, histories[step.instrument], theme)
        for number, step in enumerate(story.steps, 1)
    )
    meta = index.dataset.meta
    note = f"Dataset {meta.version}, data as of {say_day(meta.as_of)}. {meta.boundary_note}"
    return (
        f'<article class="ess-story" lang="{text(story.language)}" data-story="{text(story.id)}">'
        f'<p class="summary">{text(story.summary)}</p>{steps}<p class="note">{text(note)}</p></article>'
    )


def _step(
    index: Index,
    story: Story,
    number: int,
    step: StoryStep,
    of_states: Mapping[str, Sequence[Interval]],
    theme: Theme,
) -> str:
    treaty = index.instruments[step.instrument].short_title
    claim = ""
    if step.verdict is not None:
        verdict = verdict_label(step.verdict)
        claim = (
            f'<blockquote><span class="label">The claim</span> {text(step.claim)}</blockquote>'
            f'<p class="verdict" data-verdict="{step.verdict.value}">Our record: {text(verdict)}</p>'
        )
    later = f'<p class="later"><strong>Later.</strong> {text(step.later)}</p>' if step.later else ""
    title = f"“{step.headline}”" if step.claim else step.headline
    facts = [fact_document(index, fact_id) for fact_id in step.fact_ids]
    cites = f"Rests on {len(facts)} fact{'' if len(facts) == 1 else 's'}"
    return (
        f'<section id="step-{number}"><h3><span class="number">{number}</span> {text(title)}</h3>'
        f'<p class="when"><time datetime="{step.as_of}">{text(say_day(step.as_of))}</time> · {text(treaty)}</p>'
        f"{claim}<p>{text(step.text)}</p>{later}{_standing(index, step, of_states, theme)}"
        f"<details><summary>{cites}</summary>{facts_html(facts)}</details>"
        f'<p class="links"><a href="{text(map_address(step))}">Open on the map</a>'
        f' <a href="{text(present_address(story, number))}">Present from here</a></p></section>'
    )


def _standing(index: Index, step: StoryStep, of_states: Mapping[str, Sequence[Interval]], theme: Theme) -> str:
    items = []
    for iso3 in step.focus:
        standing = status_as_of(of_states[iso3], step.as_of).standing
        items.append(
            f"<li>{chip(class_of(standing), theme)}<span>{text(index.countries[iso3].name)}: "
            f"{text(label_of(standing))}</span></li>"
        )
    return f'<ul class="standing" aria-label="On that day">{"".join(items)}</ul>' if items else ""


def facts_html(facts: Sequence[Mapping[str, Any]]) -> str:
    """Facts in their order, each with its id, its weakness where it has one, and every source."""
    items = []
    for fact in facts:
        sources = "".join(
            f"<li>{grade_chip(source['grade'], GRADE_MEANINGS)} "
            f"{text(', '.join(part for part in (source['publisher'], source['date']) if part))}: "
            f"{link(source['url'], source['title'] or source['url'])}</li>"
            for source in fact["sources"]
        )
        weak = f' <em class="weak">{text(fact["weak"])}</em>' if fact["weak"] else ""
        about = " · ".join(part for part in (fact["id"], fact["confidence"]) if part)
        items.append(
            f'<li data-fact="{text(fact["id"])}"><p><strong>{text(fact["when"] or "No day on record")}.</strong> '
            f'{text(fact["what"])}{weak}</p><p class="id">{text(about)}</p><ul>{sources}</ul></li>'
        )
    return f'<ol class="facts">{"".join(items)}</ol>'
