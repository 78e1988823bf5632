"""Figures of a measure beside each other: ranked, since an earlier period, as a line, and where two series disagree."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from itertools import combinations
from typing import NamedTuple

from dashboard.domain.index import Index
from dashboard.domain.lenses.lens import Run, run_on
from dashboard.domain.lenses.measure import MeasureLens
from data.lens_schema import Observation, Series

APART = 0.3
"""Two series that differ by more, in the unit of the measure, are named."""


class Ranked(NamedTuple):
    """A State's figure in a period and what it was in an earlier one."""

    iso3: str
    run: Run
    value: float
    earlier: float | None
    """The figure of the earlier period; ``None`` where there is none or none was asked for."""

    @property
    def change(self) -> float | None:
        """The later figure less the earlier one."""
        return None if self.earlier is None else self.value - self.earlier


class Disagreement(NamedTuple):
    """Two series that give a State different figures for one period."""

    iso3: str
    start: dt.date
    """First day of the period."""
    series: tuple[Series, Series]
    values: tuple[float, float]


def ranking(
    index: Index, lens: MeasureLens, day: dt.date, since: dt.date | None, iso3s: Collection[str]
) -> tuple[Ranked, ...]:
    """Figures of the period that ``day`` lies in, the highest first, with those of the period of ``since``.

    States without a figure in the period of ``day`` are left out.
    """
    found = []
    for iso3 in iso3s:
        runs = lens.runs(index, iso3)
        run = run_on(runs, day)
        if run.value is not None:
            found.append(Ranked(iso3, run, run.value, None if since is None else run_on(runs, since).value))
    return tuple(sorted(found, key=lambda one: (-one.value, index.name_of(one.iso3).casefold())))


def periods(index: Index, lens: MeasureLens) -> tuple[tuple[dt.date, dt.date], ...]:
    """First and last day of every period for which the series has a figure, in order."""
    rows = index.observations_by_lens.get(lens.id, ())
    return tuple(lens.period_of(on) for on in sorted({row.from_on for row in rows if row.series_id == lens.series_id}))


def line(index: Index, lens: MeasureLens, iso3: str) -> tuple[tuple[dt.date, Run | None], ...]:
    """First day of every period of the series and a State's figure in it, ``None`` where it has none."""
    runs = lens.runs(index, iso3)
    found = ((start, run_on(runs, start)) for start, _ in periods(index, lens))
    return tuple((start, run if run.value is not None else None) for start, run in found)


def marks(lens: MeasureLens) -> tuple[float, ...]:
    """Values that the answer is about: where the outlined step begins, and every step above it."""
    bounds = [entry.lower for entry in lens.classes if entry.lower is not None]
    least = min((entry.lower for entry in lens.classes if entry.outlined and entry.lower is not None), default=None)
    return tuple(bound for bound in bounds if least is not None and bound >= least)


def disagreements(index: Index, lens: MeasureLens, iso3s: Collection[str]) -> tuple[Disagreement, ...]:
    """Every pair of series whose figures of a State and period lie more than ``APART`` apart: by name, then period."""
    order = {one.series_id: place for place, one in enumerate(lens.series)}
    found = []
    for iso3 in sorted(iso3s, key=lambda iso3: index.name_of(iso3).casefold()):
        by_period: dict[dt.date, list[Observation]] = {}
        for row in index.observations_of(lens.id, iso3):
            by_period.setdefault(row.from_on, []).append(row)
        for _, rows in sorted(by_period.items()):
            rows.sort(key=lambda row: order[row.series_id or ""])
            found += [_pair(lens, one, other) for one, other in combinations(rows, 2) if _far(one, other)]
    return tuple(found)


def _far(one: Observation, other: Observation) -> bool:
    return one.value is not None and other.value is not None and round(abs(one.value - other.value), 6) > APART


def _pair(lens: MeasureLens, one: Observation, other: Observation) -> Disagreement:
    named = {row.series_id: row for row in lens.series}
    series = named[one.series_id or ""], named[other.series_id or ""]
    return Disagreement(one.iso3, one.from_on, series, (one.value or 0.0, other.value or 0.0))
