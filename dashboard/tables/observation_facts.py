"""Classes, details and figures of a State as facts, and the series that stands wherever a figure stands."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dashboard.domain.days import counts_from, say_day, say_period
from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens, class_of, lens_of, run_on
from dashboard.domain.lenses.measure import MeasureLens
from dashboard.domain.lenses.policy import starts_on
from dashboard.tables.provenance import CONFIDENCES, dated_fact
from data.fields import Precision
from data.lens_schema import Observation, ObservationDetail
from data.schema import id_of


def observation_fact(index: Index, row: Observation) -> dict[str, Any]:
    """A State's class or figure under a lens, with its series, its legal act and how it is known."""
    lens = lens_of(index, row.lens_id, row.series_id or "")
    words = f"{lens.title}: "
    if isinstance(lens, MeasureLens) and row.value is not None:
        run = run_on(lens.runs(index, row.iso3), row.from_on)
        words += f"{lens.figure(run)} ({series_text(index, lens)})"
        when = say_period(*lens.period_of(row.from_on))
    else:
        words += class_of(lens, row.class_id or "unknown").label
        since = row.from_precision in (Precision.UNKNOWN, Precision.ON_OR_BEFORE) and row.from_on == lens.first
        when = "since before the record" if since else say_day(row.from_on, row.from_precision)
    if row.legal_act:
        words += f". {row.legal_act[:1].upper()}{row.legal_act[1:]}"
    return dated_fact(
        index,
        row,
        row.observation_id,
        starts_on(row),
        when,
        words,
        confidence=CONFIDENCES[row.confidence],
        notes=[note for note in (row.note,) if note],
    )


DETAIL_NAMES = {"length": "length of service"}
"""Names of details that say too little by themselves."""


def detail_fact(index: Index, row: ObservationDetail) -> dict[str, Any]:
    """A dated detail of a State under a policy: "length of service: 9 months"."""
    first = lens_of(index, row.lens_id).first
    since = row.from_precision in (Precision.UNKNOWN, Precision.ON_OR_BEFORE) and row.from_on == first
    name = row.detail.replace("-", " ").removesuffix(f" {row.unit}")
    return dated_fact(
        index,
        row,
        id_of("observation_details", row),
        counts_from(row.from_on, row.from_precision) or row.from_on,
        "since before the record" if since else say_day(row.from_on, row.from_precision),
        f"{DETAIL_NAMES.get(name, name)}: {row.value}" + (f" {row.unit}" if row.unit else ""),
        confidence="",
        notes=[],
    )


def series_text(index: Index, lens: MeasureLens) -> str:
    """Whose figures, of which edition and on which basis: what stands wherever a figure stands."""
    one = lens.chosen_series
    return f"{series_name(index, lens)}: {one.basis}; published {say_day(one.published_on)}"


def series_name(index: Index, lens: MeasureLens) -> str:
    """Whose figures, and of which edition."""
    one = lens.chosen_series
    return f"{index.publishers[one.publisher_id].name}, {one.edition}"


def series_note(index: Index, lens: Lens, day: dt.date) -> str:
    """The same for a picture of a day, with the words that it was not yet known then; empty for what has no figures."""
    if not isinstance(lens, MeasureLens):
        return ""
    later = lens.chosen_series.published_on > day
    return f"{series_text(index, lens)}{', known later than the day shown' if later else ''}"
