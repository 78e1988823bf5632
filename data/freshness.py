"""How fresh each lens is: when it was last read, what the record last holds of it, when a reading is due again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from data.fields import Precision, date_window
from data.reading_schema import last_checks
from data.schema import Dataset
from data.treaty_schema import ActionKind

ENDINGS = frozenset({"expiry", "termination"})
"""Kinds of what happens to a treaty after which nobody reads its list again."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """One lens as a day knows it."""

    lens_id: str
    on: dt.date
    read_on: dt.date | None
    """Day of its last reading; ``None`` where none is logged. Of a month or year its first day stands here."""
    read_precision: Precision
    method: str
    """What was read and how, in the words of the log; empty where none is recorded."""
    changed_on: dt.date | None
    """Day of the last change that the record holds of it: an act, a class, an edition of its figures."""
    changed_precision: Precision
    changed_by: str
    """Id of the row that says so."""
    due_on: dt.date | None
    """Day by which it is to be read again; ``None`` for what ended, and where no reading is logged."""
    open_differences: int | None
    """Differences that the last reading left open; ``None`` where it was not compared by machine."""
    ended: bool

    @property
    def overdue(self) -> bool:
        """Whether the day by which it was to be read again has passed."""
        return self.due_on is not None and self.due_on < self.on

    @property
    def never_read(self) -> bool:
        """Whether no reading of a lens that goes on is logged."""
        return self.read_on is None and not self.ended


def freshness(dataset: Dataset, lens_id: str, on: dt.date) -> Freshness:
    """How fresh a lens is on a day, by the log of readings. An unknown lens was never read."""
    last = last_checks(row for row in dataset.checks if row.lens_id == lens_id and row.read_on <= on).get(lens_id)
    read_on = last.read_on if last else dataset.meta.checked_on.get(lens_id)
    read_on = read_on if read_on is not None and read_on <= on else None
    ended = any(
        row.instrument_id == lens_id and row.kind in ENDINGS and _held(row.happened_on, row.happened_precision, on)
        for row in dataset.instrument_facts
    )
    known = [one for one in _changes(dataset, lens_id) if _held(one[0], one[1], on)]
    changed = max(known, key=lambda one: one[0], default=None)
    open_differences = last.open_differences if last else ""
    return Freshness(
        lens_id=lens_id,
        on=on,
        read_on=read_on,
        read_precision=last.read_precision if last else Precision.DAY,
        method=last.method if last else "",
        changed_on=changed[0] if changed else None,
        changed_precision=changed[1] if changed else Precision.UNKNOWN,
        changed_by=changed[2] if changed else "",
        due_on=None if ended or read_on is None else read_on + dt.timedelta(dataset.due.days_of(lens_id)),
        open_differences=int(open_differences) if open_differences.isdecimal() else None,
        ended=ended,
    )


def lens_ids(dataset: Dataset) -> tuple[str, ...]:
    """Every lens, treaties first."""
    return (*(row.instrument_id for row in dataset.instruments), *(row.lens_id for row in dataset.lenses))


def _held(day: dt.date | None, precision: Precision, on: dt.date) -> bool:
    certain = date_window(day, precision)[1]
    return certain is not None and certain <= on


def _changes(dataset: Dataset, lens_id: str) -> Iterator[tuple[dt.date, Precision, str]]:
    for act in dataset.treaty_actions:
        if act.instrument_id == lens_id and act.acted_on and act.kind is not ActionKind.NEVER_ACTED:
            yield act.acted_on, act.acted_precision, act.action_id
    for row in dataset.observations:
        if row.lens_id == lens_id and row.series_id is None:
            yield row.from_on, row.from_precision, row.observation_id
    for series in dataset.series:
        if series.lens_id == lens_id:
            yield series.published_on, Precision.DAY, series.series_id
