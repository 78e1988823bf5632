"""What the record holds of one State on a day, prepared once for the page and for paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from dashboard.domain.announcements import programmes_as_of, slip_text
from dashboard.domain.days import day_number, say_period
from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens, Run, events_of, lens_of, lenses_of
from dashboard.domain.lenses.figures import number_of
from dashboard.domain.lenses.holding import Holding, day_under, holding
from dashboard.domain.lenses.measure import MeasureLens
from dashboard.domain.weapons import WEAPON_LABELS
from dashboard.domain.windows import stage_text, window_text
from dashboard.tables.facts import act_fact, announcement_fact, event_fact, happening_fact, not_read_fact, step_fact
from dashboard.tables.observation_facts import detail_fact, observation_fact, series_text
from data.event_schema import Announcement, Topic
from data.lens_schema import Observation
from data.schema import Country
from data.treaty_schema import ExitStep, InstrumentFact, NotRead, TreatyAction


class Figures(NamedTuple):
    """Every figure of a State under a measure: periods down, series across, never mixed."""

    series: tuple[tuple[str, tuple[str, ...]], ...]
    """Whose figures of which edition on which basis, and their sources."""
    periods: tuple[tuple[str, tuple[str, ...]], ...]
    """Period in words and one figure for each series; empty where it has none."""


@dataclass(frozen=True, slots=True)
class LensRecord:
    """The State under one lens."""

    lens: Lens
    day: dt.date
    """Day on which it is looked at: that of the dossier, or the last one that the lens has something for."""
    now: Holding
    runs: tuple[Run, ...]
    """Its stretches from the lens's first day on; the last one is open."""
    facts: tuple[dict[str, Any], ...]
    """Acts, marked steps, classes, details and events, oldest first, undated last; also those after the day."""
    figures: Figures | None
    """The figures of a measure, which are no single facts here."""


@dataclass(frozen=True, slots=True)
class VersionRecord:
    """One announcement, in its place in its programme."""

    row: Announcement
    fact: dict[str, Any]
    current: bool
    weapon: str
    window: str
    moved: str
    """How far it moved the version before; for a current one also the first dated one, where that differs."""
    version: str
    """ "current, announced" """


@dataclass(frozen=True, slots=True)
class TopicRecord:
    """What concerns the State under one topic."""

    topic: Topic
    facts: tuple[dict[str, Any], ...]
    """Events, oldest first."""


@dataclass(frozen=True, slots=True)
class Dossier:
    """One State on one day, with nothing announced later."""

    country: Country
    day: dt.date
    lenses: tuple[LensRecord, ...]
    """Treaties first, then policies and measures."""
    versions: tuple[VersionRecord, ...]
    """Programme by programme, current versions first."""
    topics: tuple[TopicRecord, ...]
    """Those of which something is known that day."""

    def is_later(self, fact: Mapping[str, Any]) -> bool:
        """Whether a fact comes after the day."""
        return fact["on"] is not None and fact["on"] > day_number(self.day)

    def known(self, facts: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """The dated ones among ``facts`` up to the day, oldest first, then by id."""
        dated = [fact for fact in facts if fact["on"] is not None and not self.is_later(fact)]
        return sorted(dated, key=lambda fact: (fact["on"], fact["id"]))


def dossier(index: Index, iso3: str, day: dt.date | None = None, lenses: Sequence[Lens] = ()) -> Dossier:
    """The dossier of a State; without a day that of the dataset's, on which each lens stands on its own latest one.

    ``lenses`` unless all, each in the series that opens.
    """
    on = index.dataset.meta.as_of if day is None else day
    shown = lenses or tuple(lenses_of(index).values())
    return Dossier(
        index.countries[iso3],
        on,
        tuple(_under(index, lens, iso3, day_under(index, lens, day)) for lens in shown),
        tuple(_versions(index, iso3, on)),
        tuple(_topics(index, iso3, on)),
    )


def _under(index: Index, lens: Lens, iso3: str, day: dt.date) -> LensRecord:
    return LensRecord(
        lens=lens,
        day=day,
        now=holding(index, lens, iso3, day),
        runs=tuple(_cut(lens.runs(index, iso3), lens.first)),
        facts=tuple(facts_under(index, lens, iso3)),
        figures=figures_of(index, lens, iso3) if isinstance(lens, MeasureLens) else None,
    )


def _cut(runs: Sequence[Run], first: dt.date) -> Iterator[Run]:
    """The runs from ``first`` on."""
    for run in runs:
        if run.end is None or run.end > first:
            yield run._replace(start=max(run.start, first))


def facts_under(index: Index, lens: Lens, iso3: str) -> list[dict[str, Any]]:
    """What the record of a State under a lens rests on, oldest first, undated last; a measure's figures aside."""
    rows = [index.facts[key] for key in lens.facts(index, iso3)]
    facts = [fact for row in rows if (fact := _fact(index, lens, row)) is not None]
    facts += [detail_fact(index, row) for row in index.details_of(lens.id, iso3)]
    if lens.id not in index.instruments:
        facts += [event_fact(index, row) for row in events_of(index, lens.id) if iso3 in row.iso3s]
    return sorted(facts, key=lambda fact: (fact["on"] is None, fact["on"] or 0, fact["id"]))


def _fact(index: Index, lens: Lens, row: object) -> dict[str, Any] | None:
    """A row under its lens; ``None`` for a figure. An act under another treaty says which."""
    match row:
        case TreatyAction():
            fact = act_fact(index, row)
            other = index.instruments[row.instrument_id].short_name
            return fact if row.instrument_id == lens.id else fact | {"what": f"{other}: {fact['what']}"}
        case ExitStep():
            return step_fact(index, row)
        case Observation():
            return observation_fact(index, row) if row.value is None else None
        case InstrumentFact():
            return happening_fact(index, row)
        case NotRead():
            return not_read_fact(index, row)
    raise TypeError(type(row).__name__)


def figures_of(index: Index, lens: MeasureLens, iso3: str) -> Figures | None:
    """Every figure of a State under a measure, in every series; ``None`` where there is none."""
    rows = [row for row in index.observations_of(lens.id, iso3) if row.value is not None]
    if not rows:
        return None
    by_series = [lens_of(index, lens.id, one.series_id) for one in lens.series]
    of_series = [one for one in by_series if isinstance(one, MeasureLens)]
    values: dict[dt.date, dict[str, str]] = {}
    sources: dict[str, dict[str, None]] = {one.series_id: {} for one in of_series}
    for one in of_series:
        for run in one.runs(index, iso3):
            if run.value is not None:
                mark = "" if run.quality == "measured" else f", {run.quality}"
                values.setdefault(run.start, {})[one.series_id] = number_of(one, run) + mark
    for row in rows:
        sources[row.series_id or ""] |= dict.fromkeys(row.source_ids)
    used = [one for one in of_series if sources[one.series_id]]
    return Figures(
        tuple((series_text(index, one), tuple(sources[one.series_id])) for one in used),
        tuple(
            (say_period(*lens.period_of(on)), tuple(found.get(one.series_id, "") for one in used))
            for on, found in sorted(values.items())
        ),
    )


def _topics(index: Index, iso3: str, day: dt.date) -> Iterator[TopicRecord]:
    for topic in index.topics.values():
        of_state = (row for row in index.events_by_topic.get(topic.topic_id, ()) if iso3 in row.iso3s)
        facts = [event_fact(index, row) for row in of_state]
        known = [fact for fact in facts if fact["on"] is not None and fact["on"] <= day_number(day)]
        if known:
            yield TopicRecord(topic, tuple(sorted(known, key=lambda fact: (fact["on"], fact["id"]))))


def _versions(index: Index, iso3: str, day: dt.date) -> Iterator[VersionRecord]:
    for programme in programmes_as_of(index, day, states=(iso3,)):
        moved = {slip.to_id: slip_text(slip) for slip in programme.slips}
        totals = {slip.to_id: slip_text(slip) for slip in programme.totals}
        for row in (*programme.heads, *programme.superseded):
            current = row in programme.heads
            last = moved.get(row.announcement_id, "")
            total = totals.get(row.announcement_id, last)
            yield VersionRecord(
                row=row,
                fact=announcement_fact(index, row, day),
                current=current,
                weapon=WEAPON_LABELS[row.weapon][1],
                window=window_text(row),
                moved=f"{last}; in all {total}" if current and total != last else last,
                version=f"{'current' if current else 'replaced'}, {stage_text(row)}",
            )
