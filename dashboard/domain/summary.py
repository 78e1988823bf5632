"""How many States stand in each class on a day: what every count on any medium rests on."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens, run_on
from data.schema import CountryKind


@dataclass(frozen=True, slots=True)
class Summary:
    """The States of a view on a day, counted. Parts add up: wholes to the States, classes of a whole to the whole."""

    lens: Lens
    states: tuple[str, ...]
    """States counted, in the order of the dataset; areas are not States here."""
    by_class: Mapping[str, int]
    """Every class of the lens → how many States; of a class that counts no State, how many areas."""
    areas: int
    """Areas in view; they count nowhere else."""

    @property
    def of_states(self) -> int:
        """How many States are counted."""
        return len(self.states)

    @property
    def counts(self) -> dict[str, int]:
        """Every whole of the legend → how many States."""
        found: dict[str, int] = {}
        for entry in self.lens.classes:
            if entry.whole:
                found[entry.whole] = found.get(entry.whole, 0) + self.by_class[entry.class_id]
        return found

    @property
    def main(self) -> int:
        """How many States count to what the answer is about, such as who is bound; 0 where it is about no one class."""
        return self.counts.get(self.lens.wording.main, 0)


def summarize(lens: Lens, class_ids: Mapping[str, str], areas: Collection[str]) -> Summary:
    """States and areas, alpha-3 → class under the lens: counted. ``areas`` says which of them are no States."""
    apart = {entry.class_id for entry in lens.classes if not entry.whole}
    seen = Counter(class_id for iso3, class_id in class_ids.items() if iso3 not in areas or class_id in apart)
    return Summary(
        lens=lens,
        states=tuple(iso3 for iso3 in class_ids if iso3 not in areas),
        by_class={entry.class_id: seen[entry.class_id] for entry in lens.classes},
        areas=len(class_ids.keys() & set(areas)),
    )


def summary(index: Index, lens: Lens, as_of: dt.date, iso3s: Collection[str] | None = None) -> Summary:
    """The States and areas among ``iso3s`` (``None``: all) on ``as_of``, counted."""
    kept = index.countries.keys() if iso3s is None else frozenset(iso3s)
    return summarize(
        lens,
        {iso3: run_on(lens.runs(index, iso3), as_of).class_id for iso3 in index.countries if iso3 in kept},
        areas_of(index),
    )


def areas_of(index: Index) -> frozenset[str]:
    """What is drawn and counted nowhere: areas without a status of their own."""
    return frozenset(iso3 for iso3, row in index.countries.items() if row.kind is CountryKind.AREA)
