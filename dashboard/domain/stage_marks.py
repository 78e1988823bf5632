"""The chart of stages over time as plain numbers: how many States stood in each class that moves, day by day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from dashboard.domain.days import say_day
from dashboard.domain.history import Interval
from dashboard.domain.terms import LEGEND, LegendClass
from dashboard.domain.timeline import Change, counts

MOVING = tuple(entry for entry in LEGEND if entry.moving)


@dataclass(frozen=True, slots=True)
class StageChart:
    """Stacked steps, from the first day on which any State moves to the as-of day."""

    as_of: dt.date
    days: tuple[dt.date, ...]
    """Days on which a count changes, closed by the as-of day; empty where no State ever moved."""
    bands: Mapping[LegendClass, tuple[int, ...]]
    """Class to its count from each of the days on, in the order of the legend; classes never filled are left out."""

    @property
    def summary(self) -> str:
        """The last counts in one sentence."""
        parts = [f"{values[-1]} {entry.label}" for entry, values in self.bands.items() if values[-1]]
        on_the_day = f"On {say_day(self.as_of)}"
        return (
            f"{on_the_day}: {', '.join(parts)}."
            if parts
            else f"{on_the_day} no State is leaving, has left or suspends."
        )


def stage_chart(
    histories: Mapping[str, Sequence[Interval]], steps: Sequence[Change], iso3s: Collection[str], as_of: dt.date
) -> StageChart:
    """The counts of the States among ``iso3s``, up to ``as_of``."""
    found: list[tuple[dt.date, list[int]]] = []
    for day in [step.on for step in steps if step.on <= as_of]:
        by_class = counts(histories, day, iso3s).by_class
        now = [by_class[entry.class_id] for entry in MOVING]
        if any(now) if not found else now != found[-1][1]:
            found.append((day, now))
    if found:
        found.append((as_of, found[-1][1]))
    bands = {entry: tuple(now[place] for _, now in found) for place, entry in enumerate(MOVING)}
    return StageChart(as_of, tuple(day for day, _ in found), {entry: row for entry, row in bands.items() if any(row)})
