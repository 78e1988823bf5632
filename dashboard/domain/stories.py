"""Slides of a presentation: the steps of a story, or those of a lens's own timeline, in one shape."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import assert_never

from dashboard.domain.answer import answer
from dashboard.domain.headline import headline, headline_on
from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens, run_on
from dashboard.domain.movement import last_run
from dashboard.domain.outlook import due_changes, settled_changes
from dashboard.domain.summary import summary
from dashboard.domain.timeline import Change, changes, extent, restrict
from dashboard.domain.wording import spoken_names
from data.story_schema import Story, Verdict

LINES_BEFORE, LINES_SETTLED = 1, 2
SETTLED = "Settled: "

VERDICTS: dict[Verdict, str] = {
    Verdict.SUPPORTED: "supported",
    Verdict.PARTLY: "supported in part",
    Verdict.NOT_IN_OUR_RECORD: "not in our record",
    Verdict.OPINION: "opinion",
}


@dataclass(frozen=True, slots=True)
class Slide:
    """One step as it is shown."""

    as_of: dt.date
    lens: str
    """Treaty, policy or measure on the map."""
    headline: str
    text: str = ""
    focus: tuple[str, ...] = ()
    """States named on the map."""
    fact_ids: tuple[str, ...] = ()
    claim: str = ""
    verdict: Verdict | None = None
    later: str = ""
    later_fact_ids: tuple[str, ...] = ()
    series: str = ""
    """Series of a measure; empty means its first."""
    lines: tuple[str, ...] = ()
    """Sentences below the headline of a slide without a text: what came just before, and what is settled to come."""

    @property
    def lens_name(self) -> str:
        """The lens on the map, as ``lenses.lens_named`` reads it."""
        return f"{self.lens}.{self.series}" if self.series else self.lens


def verdict_label(verdict: Verdict) -> str:
    """A verdict as the reader meets it."""
    match verdict:
        case Verdict.SUPPORTED | Verdict.PARTLY | Verdict.NOT_IN_OUR_RECORD | Verdict.OPINION:
            return VERDICTS[verdict]
        case _:
            assert_never(verdict)


def slides_of(story: Story) -> tuple[Slide, ...]:
    """The steps of a story, in their order."""
    return tuple(
        Slide(
            as_of=step.as_of,
            lens=step.lens,
            series=step.series or "",
            headline=step.headline,
            text=step.text,
            focus=step.focus,
            fact_ids=step.facts,
            claim=step.claim,
            verdict=step.verdict,
            later=step.later,
            later_fact_ids=step.later_facts,
        )
        for step in story.steps
    )


def timeline_slides(index: Index, lens: Lens, iso3s: Collection[str], day: dt.date) -> tuple[tuple[Slide, ...], int]:
    """The days on which a lens's picture changes for some States, one slide each, and where ``day`` stands.

    ``iso3s`` empty means all. From the last run of movement on, where ``day`` is not before it; else from the
    first day of the lens. A day without a change has a slide of its own. A slide rests on the rows that its moves
    rest on.
    """
    steps = changes(index, lens)
    first, last = extent(index, lens.id)
    steps = tuple(step for step in (restrict(steps, iso3s) if iso3s else steps) if first <= step.on <= last)
    names = spoken_names(index.dataset.countries)
    day = min(max(day, first), last)
    dues = due_changes(index, lens)
    every_step = steps
    began = last_run(lens, steps, index.dataset.meta.as_of)
    if began is not None and day >= began:
        steps = tuple(step for step in steps if step.on >= began)

    def lines(on: dt.date) -> tuple[str, ...]:
        told = [step for step in every_step if step.on <= on][-1 - LINES_BEFORE : -1]
        before = [headline(step, names, lens) for step in reversed(told)]
        settled = settled_changes(dues, on, iso3s)[:LINES_SETTLED]
        return (
            headline_on(every_step, on, names, lens),
            *before,
            *(f"{SETTLED}{headline(step, names, lens)}" for step in settled),
        )

    def slide(on: dt.date, moved: tuple[str, ...]) -> Slide:
        sentence = answer(summary(index, lens, on, iso3s or None), on, names, chosen=bool(iso3s))
        facts = dict.fromkeys(key for iso3 in moved for key in _rests_on(index, lens, iso3, on))
        rests_on = tuple(facts) or ((lens.id,) if lens.id in index.facts else _held(index, lens, iso3s, on))
        return Slide(on, lens.id, sentence, focus=moved, fact_ids=rests_on, lines=lines(on))

    found = [slide(step.on, _moved(step)) for step in steps]
    at = sum(step.on <= day for step in steps) - 1
    if at < 0 or steps[at].on != day:
        between = slide(day, _moved(steps[at]) if at >= 0 else ())
        at += 1
        found.insert(at, between)
    return tuple(found), at


def _rests_on(index: Index, lens: Lens, iso3: str, on: dt.date) -> tuple[str, ...]:
    """What brought about the last change of a State up to ``on``: what is new in it, or what took effect that day."""
    runs = lens.runs(index, iso3)
    now = run_on(runs, on)
    known = run_on(runs, now.start - dt.timedelta(days=1)).refs if now.start > dt.date.min else ()
    fresh = tuple(key for key in now.refs if key not in known)
    effects = tuple(key for key in now.refs if key in index.actions and index.actions[key].effective_on == now.start)
    return fresh or effects or now.refs


def _held(index: Index, lens: Lens, iso3s: Collection[str], on: dt.date) -> tuple[str, ...]:
    """Rows that hold on a day."""
    runs = (run_on(lens.runs(index, iso3), on) for iso3 in iso3s or index.countries)
    return tuple(dict.fromkeys(key for run in runs for key in run.refs))


def _moved(change: Change) -> tuple[str, ...]:
    return tuple(move.iso3 for move in change.moves)
