"""What an address may name: lenses and their days, States, kinds, topics, series and classes of a dataset."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from dashboard.domain.conditions import class_names
from dashboard.domain.index import Index
from dashboard.domain.kinds import kind_labels
from dashboard.domain.lenses import lenses_of
from dashboard.domain.names import StateNames
from dashboard.domain.selection import DEFAULT_INSTRUMENT
from dashboard.domain.timeline import extent


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What an address may name."""

    extents: Mapping[str, tuple[dt.date, dt.date]]
    """Lens → first and last day of its timeline, treaties first, in the dataset's order."""
    names: StateNames
    kinds: Collection[str]
    topics: Collection[str]
    others: Collection[str] = frozenset()
    """The lenses that are no treaties."""
    series: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Measure → its series."""
    classes: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Lens → what a condition may name of it."""

    @property
    def instruments(self) -> tuple[str, ...]:
        """The lenses that are treaties."""
        return tuple(key for key in self.extents if key not in self.others)

    @property
    def default_instrument(self) -> str:
        """The usual instrument, or the first one where the dataset does not hold it."""
        return (
            DEFAULT_INSTRUMENT if DEFAULT_INSTRUMENT in self.extents else next(iter(self.extents), DEFAULT_INSTRUMENT)
        )


def vocabulary(index: Index) -> Vocabulary:
    """The vocabulary of a dataset. Linear in its rows for each lens; build it once."""
    return vocabulary_of(index, {key: extent(index, key) for key in lenses_of(index)})


@lru_cache(maxsize=2)
def kept_vocabulary(index: Index) -> Vocabulary:
    """The same, kept: for data that all readers share, never for a reader's own rows."""
    return vocabulary(index)


def vocabulary_of(index: Index, extents: Mapping[str, tuple[dt.date, dt.date]]) -> Vocabulary:
    """The vocabulary of a dataset with the days that may be named under each lens."""
    lenses = lenses_of(index)
    series: defaultdict[str, list[str]] = defaultdict(list)
    for row in index.dataset.series:
        series[row.lens_id].append(row.series_id)
    return Vocabulary(
        extents=extents,
        names=index.state_names,
        kinds=kind_labels(index),
        topics=index.topics,
        others=frozenset(key for key in lenses if key not in index.instruments),
        series=series,
        classes={key: class_names(lens) for key, lens in lenses.items()},
    )
