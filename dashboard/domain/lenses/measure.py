"""Measures as lenses: a number for each period, drawn by the step that it falls into, from one series at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import lru_cache
from typing import Final

from dashboard.domain.days import say_period
from dashboard.domain.index import Index
from dashboard.domain.lenses.lens import LensClass, LensKind, Look, Run
from dashboard.domain.lenses.row_words import UNKNOWN, measure_classes, measure_wording, to_class
from dashboard.domain.lenses.words import Wording
from data.lens_schema import LensClassRow, LensRow, Observation, Quality, Series
from data.periods import add_period

QUALITIES: Final[dict[str, str]] = {
    Quality.MEASURED: "",
    Quality.ESTIMATE: "an estimate",
    Quality.BUDGET: "adopted budget",
    Quality.UNCERTAIN: "open to doubt",
}
"""How a figure is known, in words; what its source states as such needs none."""


class MeasureLens:
    """The lens of one measure, as one series has it."""

    kind: Final = LensKind.MEASURE
    milestones: Final[tuple[tuple[dt.date, str], ...]] = ()

    def __init__(self, row: LensRow, classes: Sequence[LensClassRow], series: Sequence[Series], series_id: str) -> None:
        self.row = row
        self.id = row.lens_id
        self.title = row.short_title
        self.question = row.question
        self.full_title = row.question
        self.group = row.group.value
        self.first = row.first_day
        self.series = tuple(series)
        """Every series of the measure; the first is the one that opens."""
        self.series_id = series_id
        self.unit = row.unit
        self.decimals = row.decimals or 0
        self.classes: tuple[LensClass, ...] = measure_classes(classes)
        self.wording: Wording = measure_wording(self.classes, row.unit)
        self._by_id = {entry.class_id: entry for entry in self.classes}
        self._steps = [entry for entry in self.classes if entry.class_id != UNKNOWN]
        self._runs: dict[str, tuple[Run, ...]] = {}

    @property
    def chosen_series(self) -> Series:
        """The series that is shown."""
        return next(one for one in self.series if one.series_id == self.series_id)

    def runs(self, index: Index, iso3: str) -> tuple[Run, ...]:
        """Every period of a State with its figure, *unknown* wherever there is none; computed once."""
        if iso3 not in self._runs:
            self._runs[iso3] = self._runs_of(self._rows(index, iso3))
        return self._runs[iso3]

    def known_runs(self, index: Index, iso3: str, as_of: dt.date) -> tuple[Run, ...]:
        """The periods of a State that had begun by ``as_of``. Figures are published later: see ``chosen_series``."""
        return self._runs_of([row for row in self._rows(index, iso3) if row.from_on <= as_of])

    def settling_days(self, index: Index, iso3: str) -> tuple[dt.date, ...]:  # noqa: ARG002 (asked by the protocol)
        """None: a figure settles nothing that is to come."""
        return ()

    def move_key(self, before: Look, after: Look) -> str:
        """Key of a move: into its new class."""
        return to_class(before, after)

    def facts(self, index: Index, iso3: str) -> tuple[str, ...]:
        """Ids of the figures of a State, of every series, in order of their periods."""
        rows = sorted(index.observations_of(self.id, iso3), key=lambda row: (row.from_on, row.observation_id))
        return tuple(row.observation_id for row in rows)

    def last(self, index: Index) -> dt.date:
        """Last day of the last period that has a figure in any series, at least the dataset's as-of day."""
        rows = index.observations_by_lens.get(self.id, ())
        return max((index.dataset.meta.as_of, self.first, *(self._last_day(row) for row in rows)))

    def latest(self, index: Index) -> dt.date:
        """Last day, up to the dataset's as-of day, of the last period for which the series has figures."""
        as_of = index.dataset.meta.as_of
        rows = (row for row in index.observations_by_lens.get(self.id, ()) if row.series_id == self.series_id)
        days = [self._last_day(row) for row in rows if row.from_on <= as_of]
        return min(as_of, max(days, default=as_of))

    def period_of(self, day: dt.date) -> tuple[dt.date, dt.date]:
        """First and last day of the period that a day lies in; before the first one, the first one's."""
        return _period_of(self.first, self.row.period, day)

    def class_of_value(self, value: float) -> LensClass:
        """The step that a number falls into. Steps cover every number, without gap or overlap."""
        return next(
            entry
            for entry in self._steps
            if (entry.lower is None or value >= entry.lower) and (entry.upper is None or value < entry.upper)
        )

    def figure(self, run: Run) -> str:
        """The figure of a run in words: "4.50 % of GDP in 2025, an estimate"; empty without one."""
        if run.value is None:
            return ""
        how = QUALITIES[run.quality]
        period = say_period(*self.period_of(run.start))
        return f"{self.number(run)} {self.unit} in {period}" + (f", {how}" if how else "")

    def number(self, run: Run) -> str:
        """The figure of a run with the decimals of the measure, "4.50"; empty without one."""
        return "" if run.value is None else f"{run.value:,.{self.decimals}f}"

    def _rows(self, index: Index, iso3: str) -> list[Observation]:
        if iso3 not in index.countries:
            raise KeyError(iso3)
        rows = (row for row in index.observations_of(self.id, iso3) if row.series_id == self.series_id)
        return sorted(rows, key=lambda row: row.from_on)

    def _last_day(self, row: Observation) -> dt.date:
        return add_period(row.from_on, self.row.period) - dt.timedelta(days=1)

    def _runs_of(self, rows: Sequence[Observation]) -> tuple[Run, ...]:
        nothing = self._by_id[UNKNOWN]
        found: list[Run] = []
        free = dt.date.min
        for row in rows:
            if row.value is None:
                continue
            if free < row.from_on:
                found.append(Run(free, row.from_on, nothing))
            free = add_period(row.from_on, self.row.period)
            found.append(
                Run(
                    start=row.from_on,
                    end=free,
                    entry=self.class_of_value(row.value),
                    value=row.value,
                    quality=row.quality.value,
                    refs=(row.observation_id,),
                )
            )
        return (*found, Run(free, None, nothing))


@lru_cache(maxsize=1024)
def _period_of(first: dt.date, period: str, day: dt.date) -> tuple[dt.date, dt.date]:
    """The period of a day, counted from the first one; kept, for every figure asks for its own."""
    start = first
    while (following := add_period(start, period)) <= day:
        start = following
    return start, following - dt.timedelta(days=1)
