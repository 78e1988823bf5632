"""The lenses of a dataset, behind one protocol."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import assert_never

from dashboard.domain.index import Index
from dashboard.domain.lenses.lens import Lens, LensClass, LensKind, Look, Run, class_of, run_on
from dashboard.domain.lenses.measure import MeasureLens
from dashboard.domain.lenses.policy import PolicyLens
from dashboard.domain.lenses.treaty import TreatyLens
from data.event_schema import PolicyEvent
from data.lens_schema import LensClassRow, LensRow
from data.lens_schema import LensKind as RowKind

__all__ = [
    "Lens",
    "LensClass",
    "LensKind",
    "Look",
    "Run",
    "class_of",
    "events_of",
    "lens_named",
    "lens_of",
    "lenses_of",
    "refs_on",
    "remarks_of",
    "remarks_on",
    "run_on",
]


def lenses_of(index: Index) -> Mapping[str, Lens]:
    """Every lens by its id, treaties first, each in the order of its table; built once for an index."""
    if "lenses" not in index.memo:
        index.memo["lenses"] = _built(index)
    lenses: Mapping[str, Lens] = index.memo["lenses"]
    return lenses


def _built(index: Index) -> Mapping[str, Lens]:
    lenses: list[Lens] = [
        TreatyLens(row, index.instrument_facts_of.get(key, ())) for key, row in index.instruments.items()
    ]
    for row in index.dataset.lenses:
        classes = [one for one in index.dataset.lens_classes if one.lens_id == row.lens_id]
        match row.kind:
            case RowKind.POLICY:
                lenses.append(PolicyLens(row, classes))
            case RowKind.MEASURE:
                lenses.append(_measure(index, row, classes))
            case _:
                assert_never(row.kind)
    return {lens.id: lens for lens in lenses}


def lens_named(index: Index, name: str) -> Lens:
    """A lens by its id, or by id and series with a point between: "spending.nato-2025".

    Raises ``KeyError`` for an unknown lens or series.
    """
    lens_id, _, series_id = name.partition(".")
    return lens_of(index, lens_id, series_id)


def events_of(index: Index, lens_id: str) -> tuple[PolicyEvent, ...]:
    """Policy events that name a lens, in the order of their table."""
    if lens_id in index.instruments:
        return index.events_by_instrument.get(lens_id, ())
    return tuple(row for row in index.dataset.policy_events if lens_id in row.lens_ids)


def remarks_on(index: Index, lens: Lens, iso3: str, day: dt.date) -> tuple[str, ...]:
    """What is said of a State beside its class on a day, in words: "declared that it will not become a party"."""
    return lens.remarks(index, iso3, day) if isinstance(lens, TreatyLens) else ()


def refs_on(index: Index, lens: Lens, iso3: str, day: dt.date) -> tuple[str, ...]:
    """Ids of the rows on which class and remarks of a State rest on a day, as known on it."""
    if isinstance(lens, TreatyLens):
        return lens.refs(index, iso3, day)
    return run_on(lens.known_runs(index, iso3, day), day).refs


def remarks_of(index: Index, lens: Lens, iso3: str) -> tuple[tuple[dt.date, tuple[str, ...]], ...]:
    """What ``remarks_on`` says of a State from each day on which it may change, the first being ``date.min``."""
    days = lens.remark_days(index, iso3) if isinstance(lens, TreatyLens) else ()
    return tuple((day, remarks_on(index, lens, iso3, day)) for day in days)


def _measure(index: Index, row: LensRow, classes: list[LensClassRow], series_id: str = "") -> MeasureLens:
    series = [one for one in index.dataset.series if one.lens_id == row.lens_id]
    if series_id and series_id not in {one.series_id for one in series}:
        raise KeyError(series_id)
    return MeasureLens(row, classes, series, series_id or series[0].series_id)


def lens_of(index: Index, lens_id: str, series_id: str = "") -> Lens:
    """A lens, of a measure as one series has it (empty: the one that opens).

    Raises ``KeyError`` for an unknown lens, and for a series that it does not have.
    """
    lens = lenses_of(index)[lens_id]
    if series_id in ("", lens.series_id):
        return lens
    if not isinstance(lens, MeasureLens):
        raise KeyError(series_id)
    key = f"lens {lens_id} {series_id}"
    if key not in index.memo:
        classes = [one for one in index.dataset.lens_classes if one.lens_id == lens_id]
        index.memo[key] = _measure(index, lens.row, classes, series_id)
    found: Lens = index.memo[key]
    return found
