"""What every State is under a lens on a day, and the lenses themselves: one shape for treaty, policy and measure.

The models are the answers of the API and their description in its OpenAPI document.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from dashboard.domain.conditions import Condition, matching
from dashboard.domain.freshness import freshness_of
from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens, LensClass, LensKind, Run, lenses_of, refs_on, remarks_on
from dashboard.domain.lenses.holding import class_since
from dashboard.domain.lenses.measure import MeasureLens
from data.fields import Precision

_SEVERAL = "; null for a policy and a measure"


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid", populate_by_name=True)


class NextReading(_Closed):
    """A change of class that is already settled."""

    on: dt.date = Field(description="its day")
    class_id: str = Field(alias="class", description="the class from then on")


class LensReading(_Closed):
    """What the record says of one State under a lens on one day."""

    class_id: str = Field(alias="class", description="class of the lens")
    value: float | None = Field(description="the figure of a measure; null elsewhere and where there is none")
    since: dt.date | None = Field(
        description="first day of the class, of a figure that of its period; null where it held before the record"
    )
    quality: Literal["measured", "estimate", "budget", "uncertain"] | None = Field(
        description="how class or figure are known; null for a treaty and where nothing is known"
    )
    contested: bool = Field(description="whether it is disputed")
    bound: bool | None = Field(description=f"whether the treaty binds the State{_SEVERAL}")
    remarks: list[str] = Field([], description="what is said of the State beside its class, in words")
    refs: list[str] = Field(description="ids of the rows that it rests on")
    next: NextReading | None = Field(description="null where nothing is settled")


class Readings(_Closed):
    """Every State under one lens on one day."""

    lens: str = Field(description="the lens")
    as_of: dt.date = Field(description="the day")
    period: str | None = Field(description="of a measure: the period that the day lies in, ISO 8601; null elsewhere")
    series: str | None = Field(description="of a measure: the series; null elsewhere")
    published_on: dt.date | None = Field(
        description="day on which the series was published, which may be later than the day shown; null elsewhere"
    )
    dataset_version: str = Field(description="version of the data")
    states: dict[str, LensReading] = Field(description="by ISO 3166-1 alpha-3")


class ClassOfLens(_Closed):
    """One class of a lens."""

    id: str = Field(description="unique in its lens")
    label: str = Field(description="its words in the legend")
    meaning: str = Field(description="what it says of a State")
    counted_in: str = Field(description="entry of the legend that counts it, which a condition may name; empty: none")
    lower: float | None = Field(description="of a measure: least value, included; null where open")
    upper: float | None = Field(description="of a measure: value from which the next class holds; null where open")


class SeriesOfLens(_Closed):
    """One edition of figures."""

    id: str = Field(description="its id, for the parameter `series`")
    publisher: str = Field(description="who published it")
    edition: str = Field(description="name of the edition")
    basis: str = Field(description="what is counted; two bases are never compared as one")
    published_on: dt.date = Field(description="day of publication")


class LensEntry(_Closed):
    """One question about every State on every day."""

    id: str = Field(description="its id, for the parameter `lens`; an instrument's id for a treaty")
    kind: LensKind = Field(description="where its classes come from")
    title: str = Field(description="name on screen")
    question: str = Field(description="what it asks")
    group: str = Field(description="where it stands among the lenses")
    unit: str = Field(description="of a measure's figures; empty elsewhere")
    classes: list[ClassOfLens] = Field(description="in the order of the legend")
    series: list[SeriesOfLens] = Field(description="of a measure, the one that opens first; empty elsewhere")
    first: dt.date = Field(description="first day of its timeline")
    as_of: dt.date = Field(description="the day shown where none is asked for")
    last_read: dt.date | None = Field(description="day on which its sources were last read; null where not recorded")
    last_read_precision: Precision = Field(description="how exactly that day is known: of a month its first stands")
    read_by: str = Field(description="what was read and how; empty where not recorded")
    last_change: dt.date | None = Field(description="day of the last change that the record holds; null without one")
    next_due: dt.date | None = Field(
        description="day by which they are to be read again; null for what ended or was never read"
    )
    open_differences: int | None = Field(
        description="differences that the last reading left open; null where it was not compared by machine"
    )


class Lenses(_Closed):
    """Every lens."""

    dataset_version: str = Field(description="version of the data")
    lenses: list[LensEntry] = Field(description="treaties first, each kind in its own order")


class ConditionAsked(_Closed):
    """One of the conditions that all hold."""

    lens: str = Field(description="the lens")
    classes: list[str] = Field(description="classes or entries of its legend, of which one holds")


class Matches(_Closed):
    """The States for which several conditions hold on one day, with what each rests on."""

    as_of: dt.date | None = Field(description="the day; null where each lens counts on its own latest day")
    where: list[ConditionAsked] = Field(description="the conditions")
    dataset_version: str = Field(description="version of the data")
    count: int = Field(description="how many States")
    states: dict[str, dict[str, LensReading]] = Field(description="alpha-3 → lens → what held")


def readings_document(index: Index, lens: Lens, day: dt.date, iso3s: Collection[str]) -> Readings:
    """The States and areas of ``iso3s`` under a lens on a day, in alphabetical order."""
    measure = lens if isinstance(lens, MeasureLens) else None
    return Readings(
        lens=lens.id,
        as_of=day,
        period=period_text(*measure.period_of(day)) if measure else None,
        series=measure.series_id if measure else None,
        published_on=measure.chosen_series.published_on if measure else None,
        dataset_version=index.dataset.meta.version,
        states={iso3: _reading(index, lens, iso3, day) for iso3 in sorted(iso3s)},
    )


def period_text(first: dt.date, last: dt.date) -> str:
    """A period as ISO 8601 writes it: "2025" for a year, else its first and last day."""
    if (first.month, first.day, last) == (1, 1, dt.date(first.year, 12, 31)):
        return str(first.year)
    return f"{first.isoformat()}/{last.isoformat()}"


def _reading(index: Index, lens: Lens, iso3: str, day: dt.date) -> LensReading:
    runs = lens.known_runs(index, iso3, day)
    at = max(number for number, run in enumerate(runs) if run.start <= day)
    later = next((run for run in runs[at + 1 :] if run.class_id != runs[at].class_id), None)
    if lens.kind is LensKind.MEASURE:
        later = None
    read = reading_of(lens, runs[at], class_since(lens, runs, at), later)
    beside = {"remarks": list(remarks_on(index, lens, iso3, day)), "refs": list(refs_on(index, lens, iso3, day))}
    return read.model_copy(update=beside)


def reading_of(lens: Lens, run: Run, since: dt.date | None, later: Run | None) -> LensReading:
    """A run as a reading."""
    main = lens.wording.main
    return LensReading.model_validate(
        {
            "class": run.class_id,
            "value": run.value,
            "since": since,
            "quality": run.quality or None,
            "contested": run.contested,
            "bound": run.entry.whole == main if main else None,
            "refs": list(run.refs),
            "next": {"on": later.start, "class": later.class_id} if later else None,
        }
    )


def lenses_document(index: Index) -> Lenses:
    """Every lens with its classes and series."""
    entries = [_entry(index, lens) for lens in lenses_of(index).values()]
    return Lenses(dataset_version=index.dataset.meta.version, lenses=entries)


def _entry(index: Index, lens: Lens) -> LensEntry:
    measure = lens if isinstance(lens, MeasureLens) else None
    fresh = freshness_of(index, lens.id)
    return LensEntry(
        id=lens.id,
        kind=lens.kind,
        title=lens.title,
        question=lens.question,
        group=lens.group,
        unit=measure.unit if measure else "",
        classes=[_class(entry) for entry in lens.classes],
        series=[
            SeriesOfLens(
                id=one.series_id,
                publisher=index.publishers[one.publisher_id].name,
                edition=one.edition,
                basis=one.basis,
                published_on=one.published_on,
            )
            for one in (measure.series if measure else ())
        ],
        first=lens.first,
        as_of=lens.latest(index),
        last_read=fresh.read_on,
        last_read_precision=fresh.read_precision,
        read_by=fresh.method,
        last_change=fresh.changed_on,
        next_due=fresh.due_on,
        open_differences=fresh.open_differences,
    )


def _class(entry: LensClass) -> ClassOfLens:
    return ClassOfLens(
        id=entry.class_id,
        label=entry.label,
        meaning=entry.meaning,
        counted_in=entry.whole,
        lower=entry.lower,
        upper=entry.upper,
    )


def matches_document(
    index: Index, conditions: Iterable[Condition], day: dt.date | None, iso3s: Collection[str]
) -> Matches:
    """The States of ``iso3s`` for which every condition holds."""
    asked = sorted(conditions)
    lenses = lenses_of(index)
    found: Mapping[str, Mapping[str, Run]] = matching(index, asked, day, iso3s)
    states = {
        iso3: {lens_id: _reading_on(index, lenses[lens_id], iso3, day) for lens_id in runs}
        for iso3, runs in sorted(found.items())
    }
    return Matches(
        as_of=day,
        where=[ConditionAsked(lens=one.lens, classes=list(one.classes)) for one in asked],
        dataset_version=index.dataset.meta.version,
        count=len(states),
        states=states,
    )


def _reading_on(index: Index, lens: Lens, iso3: str, day: dt.date | None) -> LensReading:
    on = lens.latest(index) if day is None else day
    return _reading(index, lens, iso3, on)
