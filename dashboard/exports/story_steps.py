"""The steps of a story as an export shows them: each with its view and its sentences."""

from __future__ import annotations

from dataclasses import replace

from dashboard.exports.view import View
from data.story_schema import StoryStep


def step_view(view: View, step: StoryStep) -> View:
    """The view a step of a story shows."""
    return replace(
        view,
        lens_name=step.lens_name,
        day=step.as_of,
        iso3s=frozenset(),
        story=None,
        kind="map",
        focus=frozenset(step.focus),
    )


def step_lines(step: StoryStep) -> list[tuple[str, str]]:
    """Claim, verdict, text and later correction of a step, as (kind, sentence); empty ones are left out."""
    verdict = "" if step.verdict is None else str(step.verdict).replace("-", " ")
    lines = (("Claim", step.claim), ("Our record", verdict), ("", " ".join(step.text.split())), ("Later", step.later))
    return [(kind, text) for kind, text in lines if text]


def step_text(step: StoryStep) -> str:
    """The same as paragraphs."""
    return "\n".join(f"{kind}: {text}" if kind else text for kind, text in step_lines(step))
