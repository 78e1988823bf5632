"""When a lens last moved: States leaving, gone or suspending, or in another moving class, as one run of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from dashboard.domain.lenses import Lens
from dashboard.domain.timeline import Change

RECENT: Final = dt.date(2022, 1, 1)
"""A run that ended before this day is no longer what a reader comes for."""
MAX_REST: Final = dt.timedelta(days=366)
"""Two movements that lie further apart belong to two runs."""


def last_run(lens: Lens, steps: Sequence[Change], as_of: dt.date) -> dt.date | None:
    """First day of the last run of movement up to ``as_of``; ``None`` where nothing has moved since ``RECENT``."""
    moving = frozenset(entry.class_id for entry in lens.classes if entry.moving)
    days = [step.on for step in steps if step.on <= as_of and _moves(step, moving)]
    if not days or days[-1] < RECENT:
        return None
    begins = [after for before, after in pairwise(days) if after - before > MAX_REST]
    return begins[-1] if begins else days[0]


def _moves(step: Change, moving: frozenset[str]) -> bool:
    """Whether a State enters or leaves a moving class."""
    return any(move.before.class_id in moving or move.after.class_id in moving for move in step.moves)
