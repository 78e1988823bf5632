"""Days on which anything changes, and steps between them."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter

from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens, Look, lenses_of

__all__ = [
    "Change",
    "Move",
    "changes",
    "extent",
    "next_step",
    "previous_step",
    "restrict",
    "step_at",
]


@dataclass(frozen=True, slots=True)
class Move:
    """One State before and after a day."""

    iso3: str
    before: Look
    after: Look
    exact: bool = True
    """Whether it happened on that very day, and not at some day up to it."""


@dataclass(frozen=True, slots=True)
class Change:
    """Everything that changes on one day; never empty."""

    on: dt.date
    moves: tuple[Move, ...]
    """By alpha-3."""
    milestones: tuple[str, ...] = ()
    """Keys of what happens to the lens itself."""


def changes(index: Index, lens: Lens) -> tuple[Change, ...]:
    """Days on which any State looks different or the lens passes a milestone, in order; worked out once."""
    key = f"changes {lens.id} {lens.series_id}"
    if key not in index.memo:
        index.memo[key] = _changes(index, lens)
    found: tuple[Change, ...] = index.memo[key]
    return found


def _changes(index: Index, lens: Lens) -> tuple[Change, ...]:
    moves: defaultdict[dt.date, list[Move]] = defaultdict(list)
    for iso3 in sorted(index.countries):
        for before, after in pairwise(lens.runs(index, iso3)):
            if before.look != after.look:
                moves[after.start].append(Move(iso3, before.look, after.look, after.exact))
    milestones: defaultdict[dt.date, list[str]] = defaultdict(list)
    for day, milestone in lens.milestones:
        milestones[day].append(milestone)
    return tuple(
        Change(on, tuple(moves.get(on, ())), tuple(milestones.get(on, ()))) for on in sorted({*moves, *milestones})
    )


def restrict(steps: Sequence[Change], iso3s: Collection[str]) -> tuple[Change, ...]:
    """The steps as they concern some States; milestones stay, other steps without moves go."""
    kept = frozenset(iso3s)
    narrowed = (Change(s.on, tuple(m for m in s.moves if m.iso3 in kept), s.milestones) for s in steps)
    return tuple(step for step in narrowed if step.moves or step.milestones)


def previous_step(steps: Sequence[Change], day: dt.date) -> Change | None:
    """The last step before ``day``."""
    at = bisect_left(steps, day, key=attrgetter("on"))
    return steps[at - 1] if at else None


def next_step(steps: Sequence[Change], day: dt.date) -> Change | None:
    """The first step after ``day``."""
    at = bisect_right(steps, day, key=attrgetter("on"))
    return steps[at] if at < len(steps) else None


def step_at(steps: Sequence[Change], day: dt.date) -> Change | None:
    """The last step on or before ``day``: what the screen's headline describes."""
    at = bisect_right(steps, day, key=attrgetter("on"))
    return steps[at - 1] if at else None


def extent(index: Index, lens_id: str) -> tuple[dt.date, dt.date]:
    """First and last day of a lens's timeline, both included. Raises ``KeyError`` for an unknown lens."""
    lens = lenses_of(index)[lens_id]
    last = lens.last(index)
    return lens.first, min(last, index.dataset.meta.as_of) if index.closed else last
