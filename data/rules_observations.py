"""Rules on observations and their details: what a row may say of a State, from which day, and on which series."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterator
from itertools import pairwise

from data.context import Context
from data.fields import Precision, date_window
from data.lens_schema import LensKind, LensRow, Observation, Quality
from data.periods import add_period
from data.problems import Problem, quote

TABLE, DETAILS = "observations", "observation_details"
PERIOD_PRECISION = {"P1Y": Precision.YEAR, "P3M": Precision.QUARTER, "P1M": Precision.MONTH}


def _lenses(ctx: Context) -> dict[str, LensRow]:
    return {row.lens_id: row for row in ctx.dataset.lenses}


def counts_from(day: dt.date, precision: Precision) -> dt.date:
    """First day on which an observation certainly holds: the last that its day may mean, or the day as written."""
    return date_window(day, precision)[1] or day


def observed(ctx: Context) -> Iterator[Problem]:
    """A policy's row has a class of its lens, a measure's row a number and a series; its id names its State."""
    classes = {(row.lens_id, row.class_id) for row in ctx.dataset.lens_classes}
    lenses = _lenses(ctx)
    for index, row in enumerate(ctx.dataset.observations):
        lens = lenses.get(row.lens_id)
        if lens is None:
            continue
        measure = lens.kind is LensKind.MEASURE
        if f"-{row.iso3.lower()}-" not in row.observation_id:
            message = f"is no id of {row.iso3}: type one with -{row.iso3.lower()}- in it, or the State of this row"
            yield ctx.problem(TABLE, index, "observation_id", "observed", message)
        for column, due in (("class_id", not measure), ("value", measure), ("series_id", measure)):
            if (getattr(row, column) is not None) != due:
                message = f"{'fill it' if due else 'leave it empty'}: {row.lens_id} is a {lens.kind}"
                yield ctx.problem(TABLE, index, column, "observed", message)
        known = row.class_id is None or (row.lens_id, row.class_id) in classes
        if not known and not ctx.unreadable("lens_classes"):
            due_ids = ", ".join(one for lens_id, one in sorted(classes) if lens_id == row.lens_id)
            message = f"{quote(row.class_id or '')} is no class of {row.lens_id}: type one of {due_ids}"
            yield ctx.problem(TABLE, index, "class_id", "observed", message)


def one_series(ctx: Context) -> Iterator[Problem]:
    """A figure belongs to a series of its lens and rests on a source of that series: editions are never mixed."""
    series = {row.series_id: row for row in ctx.dataset.series}
    for index, row in enumerate(ctx.dataset.observations):
        own = series.get(row.series_id or "")
        if own is None:
            continue
        if own.lens_id != row.lens_id:
            message = f"{own.series_id} is a series of {own.lens_id}: type one of {row.lens_id}"
            yield ctx.problem(TABLE, index, "series_id", "one-series", message)
        elif not set(own.source_ids) & set(row.source_ids):
            message = (
                f"name a source of {own.series_id}, such as {own.source_ids[0]}, or type the series of this figure"
            )
            yield ctx.problem(TABLE, index, "source_ids", "one-series", message)


def observation_days(ctx: Context) -> Iterator[Problem]:
    """A row begins within its lens's timeline; a figure on the first day of a period, known before it ended or not."""
    lenses = _lenses(ctx)
    as_of = ctx.dataset.meta.as_of
    published = {row.series_id: row.published_on for row in ctx.dataset.series}
    for index, row in enumerate(ctx.dataset.observations):
        lens = lenses.get(row.lens_id)
        if lens is None:
            continue
        for column, message in _wrong_start(lens, row.from_on, row.from_precision):
            yield ctx.problem(TABLE, index, column, "observation-days", message)
        if row.from_on > as_of and ctx.dataset.meta.version:
            message = f"{row.from_on} lies after as_of {as_of}: write an event that names the day instead"
            yield ctx.problem(TABLE, index, "from_on", "observation-days", message)
        if row.from_precision is Precision.UNKNOWN and row.quality is not Quality.UNCERTAIN:
            message = "type uncertain: from which day the class holds is not known"
            yield ctx.problem(TABLE, index, "quality", "observation-days", message)
        ends = add_period(row.from_on, lens.period)
        early = lens.period and ends > published.get(row.series_id or "", dt.date.max)
        if early and row.quality is Quality.MEASURED:
            message = f"type estimate or budget: the series was published before {ends}, when the period had run"
            yield ctx.problem(TABLE, index, "quality", "observation-days", message)


def _wrong_start(lens: LensRow, day: dt.date, precision: Precision) -> Iterator[tuple[str, str]]:
    """Column and message for each reason why a row of a lens cannot begin on that day."""
    if day < lens.first_day:
        yield "from_on", f"{day} lies before {lens.first_day}, the first day of {lens.lens_id}: type that day"
    if precision is Precision.UNKNOWN and day != lens.first_day:
        yield "from_precision", f"unknown stands for {lens.first_day}, the first day of {lens.lens_id}, only"
    due = PERIOD_PRECISION.get(lens.period)
    if due is None:
        return
    if precision is not due:
        yield "from_precision", f"type {due}: a figure of {lens.lens_id} counts in its own period"
    if date_window(day, due)[0] != day:
        yield "from_on", f"{day} is not the first day of a {due}: type {date_window(day, due)[0]}"


def order_of_classes(ctx: Context) -> Iterator[Problem]:
    """Rows of a State follow each other by day, one a day and period, and each class differs from the one before."""
    groups: dict[tuple[str, str | None, str], list[tuple[dt.date, int, Observation]]] = defaultdict(list)
    for index, row in enumerate(ctx.dataset.observations):
        start = row.from_on if row.value is not None else counts_from(row.from_on, row.from_precision)
        groups[row.lens_id, row.series_id, row.iso3].append((start, index, row))
    for rows in groups.values():
        rows.sort(key=lambda one: one[:2])
        for (before, _, earlier), (start, index, row) in pairwise(rows):
            if before == start:
                message = f"{earlier.observation_id} counts from {start} too: keep one of them"
                yield ctx.problem(TABLE, index, "from_on", "order-of-classes", message)
            elif row.class_id is not None and row.class_id == earlier.class_id:
                message = f"{quote(row.class_id)} is what {earlier.observation_id} says already: leave this row out"
                yield ctx.problem(TABLE, index, "class_id", "order-of-classes", message)


def settled_by(ctx: Context) -> Iterator[Problem]:
    """The event that settled a row is of its State and lens, and not later than the row."""
    for index, row in enumerate(ctx.dataset.observations):
        event = ctx.event(row.event_id)
        if event is None:
            continue
        if row.iso3 not in event.iso3s or row.lens_id not in event.lens_ids:
            message = (
                f"{event.event_id} does not name {row.iso3} and {row.lens_id}: add them there, or type another event"
            )
            yield ctx.problem(TABLE, index, "event_id", "settled-by", message)
        if event.happened_on > counts_from(row.from_on, row.from_precision):
            message = f"{event.event_id} of {event.happened_on} is later than {row.from_on}: type an earlier event"
            yield ctx.problem(TABLE, index, "event_id", "settled-by", message)


def details(ctx: Context) -> Iterator[Problem]:
    """A detail is of a policy, has a class of the State on its day, and a unit that its name ends in, or words."""
    lenses = _lenses(ctx)
    first: dict[tuple[str, str], dt.date] = {}
    for row in ctx.dataset.observations:
        start = counts_from(row.from_on, row.from_precision)
        first[row.lens_id, row.iso3] = min(start, first.get((row.lens_id, row.iso3), start))
    for index, detail in enumerate(ctx.dataset.observation_details):
        lens = lenses.get(detail.lens_id)
        if lens is None:
            continue
        if lens.kind is not LensKind.POLICY:
            message = f"{detail.lens_id} is a measure: only a policy has details"
            yield ctx.problem(DETAILS, index, "lens_id", "details", message)
            continue
        for column, message in _wrong_start(lens, detail.from_on, detail.from_precision):
            yield ctx.problem(DETAILS, index, column, "details", message)
        if detail.from_on > ctx.dataset.meta.as_of and ctx.dataset.meta.version:
            message = f"{detail.from_on} lies after as_of {ctx.dataset.meta.as_of}: write an event that names the day"
            yield ctx.problem(DETAILS, index, "from_on", "details", message)
        counted = any(map(str.isdigit, detail.value))
        if detail.unit and not (counted and detail.detail.endswith(f"-{detail.unit}")):
            message = f"{quote(detail.unit)}: type a number of {detail.unit}, and a detail that ends in -{detail.unit}"
            yield ctx.problem(DETAILS, index, "unit", "details", message)
        elif detail.value[:1].isdigit() and not detail.unit:
            yield ctx.problem(
                DETAILS, index, "unit", "details", "is empty: type what the number counts, such as months"
            )
        known = first.get((detail.lens_id, detail.iso3))
        if known is not None and counts_from(detail.from_on, detail.from_precision) < known:
            message = f"the class of {detail.iso3} is known from {known} only: type that day or a later one"
            yield ctx.problem(DETAILS, index, "from_on", "details", message)


RULES = (observed, one_series, observation_days, order_of_classes, settled_by, details)
