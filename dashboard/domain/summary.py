"""How many States are bound on a day, and what is under way among them: what every count on any medium rests on."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from dashboard.domain.history import Interval
from dashboard.domain.status import status_as_of
from dashboard.domain.terms import BOUND, LEGEND, Standing

BOUND_CLASSES = tuple(entry for entry in LEGEND if entry.whole == BOUND)
"""The classes that are parts of the bound States: every State Party, whatever is under way."""

WHOLES = tuple(dict.fromkeys(entry.whole for entry in LEGEND if entry.whole))
"""Ids of what the States divide into, in the order of the legend."""


@dataclass(frozen=True, slots=True)
class Summary:
    """The States of a view on a day, counted. Parts add up: wholes to the States, classes of the bound to the bound."""

    states: tuple[str, ...]
    """States counted, in the order of the dataset; areas are not States here."""
    counts: Mapping[str, int]
    """Every one of ``WHOLES`` → how many States."""
    of_bound: Mapping[str, int]
    """Every class of ``BOUND_CLASSES`` → how many of the bound States."""
    areas: int
    """Areas without their own treaty status; they count nowhere else."""

    @property
    def of_states(self) -> int:
        """How many States are counted."""
        return len(self.states)

    @property
    def bound(self) -> int:
        """How many States are bound."""
        return self.counts[BOUND]

    @property
    def by_class(self) -> dict[str, int]:
        """Every class of the legend, in its order → how many States or areas."""
        return {entry.class_id: self._of(entry.class_id, entry.whole) for entry in LEGEND}

    def _of(self, class_id: str, whole: str) -> int:
        if whole == BOUND:
            return self.of_bound[class_id]
        return self.counts[whole] if whole else self.areas


def summarize(standings: Mapping[str, Standing]) -> Summary:
    """What States and areas, by alpha-3, stand as: counted."""
    seen = Counter(standing.class_id for standing in standings.values())
    wholes = dict.fromkeys(WHOLES, 0)
    for entry in LEGEND:
        if entry.whole:
            wholes[entry.whole] += seen[entry.class_id]
    area_classes = {entry.class_id for entry in LEGEND if not entry.whole}
    return Summary(
        states=tuple(iso3 for iso3, standing in standings.items() if standing.class_id not in area_classes),
        counts=wholes,
        of_bound={entry.class_id: seen[entry.class_id] for entry in BOUND_CLASSES},
        areas=sum(seen[class_id] for class_id in area_classes),
    )


def summary(
    histories: Mapping[str, Sequence[Interval]], as_of: dt.date, iso3s: Collection[str] | None = None
) -> Summary:
    """The States and areas among ``iso3s`` (``None``: all) on ``as_of``, counted."""
    kept = histories.keys() if iso3s is None else frozenset(iso3s)
    return summarize(
        {iso3: status_as_of(history, as_of).standing for iso3, history in histories.items() if iso3 in kept}
    )
