"""Policies as lenses: a State has a class from a day until its next row begins."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from dashboard.domain.days import counts_from
from dashboard.domain.index import Index
from dashboard.domain.lenses.lens import LensClass, LensKind, Look, Run
from dashboard.domain.lenses.row_words import UNKNOWN, policy_classes, policy_wording, to_class
from dashboard.domain.lenses.words import Wording
from data.fields import Confidence, Precision
from data.lens_schema import LensClassRow, LensRow, Observation


class PolicyLens:
    """The lens of one policy."""

    kind: Final = LensKind.POLICY
    series_id: Final = ""
    milestones: Final[tuple[tuple[dt.date, str], ...]] = ()

    def __init__(self, row: LensRow, classes: Sequence[LensClassRow]) -> None:
        self.id = row.lens_id
        self.title = row.short_title
        self.question = row.question
        self.full_title = row.question
        self.group = row.group.value
        self.first = row.first_day
        self.classes: tuple[LensClass, ...] = policy_classes(classes)
        self.wording: Wording = policy_wording(self.classes)
        self._by_id = {entry.class_id: entry for entry in self.classes}
        self._runs: dict[str, tuple[Run, ...]] = {}

    def runs(self, index: Index, iso3: str) -> tuple[Run, ...]:
        """The whole record of a State; computed once."""
        if iso3 not in self._runs:
            self._runs[iso3] = self._runs_of(self._rows(index, iso3))
        return self._runs[iso3]

    def known_runs(self, index: Index, iso3: str, as_of: dt.date) -> tuple[Run, ...]:
        """The record of a State from the rows that had begun, or were settled by an event, by ``as_of``."""
        return self._runs_of([row for row in self._rows(index, iso3) if self._settled_on(index, row) <= as_of])

    def settling_days(self, index: Index, iso3: str) -> tuple[dt.date, ...]:
        """Days of the events that settled a later class of a State."""
        settled = ((self._settled_on(index, row), starts_on(row)) for row in self._rows(index, iso3))
        return tuple(sorted({day for day, start in settled if day < start}))

    def move_key(self, before: Look, after: Look) -> str:
        """Key of a move: into its new class."""
        return to_class(before, after)

    def facts(self, index: Index, iso3: str) -> tuple[str, ...]:
        """Ids of the observations of a State, in order of their days."""
        return tuple(row.observation_id for row in self._rows(index, iso3))

    def last(self, index: Index) -> dt.date:
        """The last day for which a row stands, at least the dataset's as-of day."""
        rows = index.observations_by_lens.get(self.id, ())
        return max((index.dataset.meta.as_of, self.first, *(starts_on(row) for row in rows)))

    def latest(self, index: Index) -> dt.date:
        """The dataset's as-of day."""
        return index.dataset.meta.as_of

    def _rows(self, index: Index, iso3: str) -> list[Observation]:
        if iso3 not in index.countries:
            raise KeyError(iso3)
        return sorted(index.observations_of(self.id, iso3), key=starts_on)

    def _runs_of(self, rows: Sequence[Observation]) -> tuple[Run, ...]:
        """Runs from rows in the order of their days; *unknown* before the first, and before what is said to begin by a
        day. A class held since before the record is open at its start."""
        found = [Run(dt.date.min, None, self._by_id[UNKNOWN])]
        for row in rows:
            start = starts_on(row)
            run = Run(
                start=start,
                end=None,
                entry=self._by_id[row.class_id or UNKNOWN],
                quality=row.quality.value,
                refs=(row.observation_id,),
                exact=row.from_precision is Precision.DAY,
                contested=row.confidence is Confidence.DISPUTED,
            )
            if found[-1].start == start:
                found.pop()
            found.append(run)
        return tuple(
            [one._replace(end=other.start) for one, other in pairwise(found)] + found[-1:],
        )

    def _settled_on(self, index: Index, row: Observation) -> dt.date:
        """Day from which it was settled that the class of a row would hold; never later than that."""
        start = starts_on(row)
        event = index.events.get(row.event_id or "")
        on = counts_from(event.happened_on, event.happened_precision) if event else None
        return start if on is None else min(on, start)


def starts_on(row: Observation) -> dt.date:
    """First day on which the class of a row certainly holds; one held since before the record counts from its day, a
    figure from the first of its period."""
    if row.from_precision is Precision.UNKNOWN or row.series_id is not None:
        return row.from_on
    return counts_from(row.from_on, row.from_precision) or row.from_on
