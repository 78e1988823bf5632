"""Days on which anything changes, and steps between them."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from operator import attrgetter

from dashboard.domain.days import counts_from
from dashboard.domain.history import Interval
from dashboard.domain.index import Index
from dashboard.domain.status import runs
from dashboard.domain.terms import Standing
from data.schema import Dataset, Instrument

__all__ = [
    "Change",
    "Milestone",
    "Move",
    "changes",
    "extent",
    "next_step",
    "previous_step",
    "restrict",
    "step_at",
]


class Milestone(StrEnum):
    """What happens to the instrument itself."""

    OPENS = "opens"
    ENTERS_INTO_FORCE = "enters-into-force"


@dataclass(frozen=True, slots=True)
class Move:
    """One State before and after a day."""

    iso3: str
    before: Standing
    after: Standing
    exact: bool = True
    """Whether it happened on that very day, and not at some day up to it."""


@dataclass(frozen=True, slots=True)
class Change:
    """Everything that changes on one day; never empty."""

    on: dt.date
    moves: tuple[Move, ...]
    """By alpha-3."""
    milestones: tuple[Milestone, ...] = ()


def changes(of_states: Mapping[str, Sequence[Interval]], instrument: Instrument) -> tuple[Change, ...]:
    """Days on which any State's look changes or the instrument passes a milestone, in order."""
    moves: defaultdict[dt.date, list[Move]] = defaultdict(list)
    for iso3 in sorted(of_states):
        stretches = runs(of_states[iso3])
        for before, after in pairwise(stretches):
            moves[after.start].append(Move(iso3, before.standing, after.standing, after.exact))
    milestones: defaultdict[dt.date, list[Milestone]] = defaultdict(list)
    milestones[instrument.opened_on].append(Milestone.OPENS)
    if instrument.in_force_on is not None:
        milestones[instrument.in_force_on].append(Milestone.ENTERS_INTO_FORCE)
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


def extent(dataset: Dataset | Index, instrument_id: str) -> tuple[dt.date, dt.date]:
    """First and last day of an instrument's timeline, both included.

    From its opening for signature to the last day that law has fixed or an actor announced, and at
    least to the dataset's as-of day. Raises ``KeyError`` for an unknown instrument.
    """
    index = dataset if isinstance(dataset, Index) else Index(dataset)
    opened = index.instruments[instrument_id].opened_on
    last = max(index.dataset.meta.as_of, opened)
    for row in index.dataset.announcements:
        if instrument_id in row.instrument_ids and row.start_latest is not None:
            last = max(last, row.start_latest)
    for action in index.actions_by_instrument.get(instrument_id, ()):
        for day in (
            counts_from(action.acted_on, action.acted_precision),
            counts_from(action.effective_on, action.effective_precision),
        ):
            if day is not None and day < dt.date.max:
                last = max(last, day)
    return opened, last
