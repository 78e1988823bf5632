"""When an instrument last moved: States leaving, gone or suspending, as one run of days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from dashboard.domain.terms import CLASSES, Standing, display_class
from dashboard.domain.timeline import Change

RECENT: Final = dt.date(2022, 1, 1)
"""A run that ended before this day is no longer what a reader comes for."""
MAX_REST: Final = dt.timedelta(days=366)
"""Two movements that lie further apart belong to two runs."""


def last_run(steps: Sequence[Change], as_of: dt.date) -> dt.date | None:
    """First day of the last run of movement up to ``as_of``; ``None`` where nothing has moved since ``RECENT``."""
    days = [step.on for step in steps if step.on <= as_of and _moves(step)]
    if not days or days[-1] < RECENT:
        return None
    begins = [after for before, after in pairwise(days) if after - before > MAX_REST]
    return begins[-1] if begins else days[0]


def _moves(step: Change) -> bool:
    """Whether a State enters or leaves a class of those that leave, left or suspend."""
    return any(_moving(move.before) or _moving(move.after) for move in step.moves)


def _moving(standing: Standing) -> bool:
    return CLASSES[display_class(standing.status, standing.stage)].moving
