"""What the record holds of one State on a day, prepared once for the page and for paper."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from dashboard.domain.announcements import programmes_as_of, slip_text
from dashboard.domain.days import day_number
from dashboard.domain.history import Interval
from dashboard.domain.index import Index
from dashboard.domain.status import Band, bands, reading, status_as_of
from dashboard.domain.terms import Standing
from dashboard.domain.weapons import WEAPON_LABELS
from dashboard.domain.windows import stage_text, window_text
from dashboard.tables.facts import act_fact, announcement_fact, event_fact, step_fact
from data.schema import Announcement, Country, Instrument, Topic


@dataclass(frozen=True, slots=True)
class TreatyRecord:
    """The State under one treaty."""

    instrument: Instrument
    now: Standing
    since: dt.date | None
    """First day of this status and stage; ``None`` where it held before any act on record."""
    bands: tuple[Band, ...]
    facts: tuple[dict[str, Any], ...]
    """Acts and marked steps, oldest first, undated last; also those after the day."""


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
    treaties: tuple[TreatyRecord, ...]
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


def dossier(
    index: Index, histories: Mapping[str, Mapping[str, Sequence[Interval]]], iso3: str, day: dt.date
) -> Dossier:
    """The dossier of a State; ``histories`` are the intervals of every treaty."""
    treaties = tuple(
        TreatyRecord(
            instrument=index.instruments[key],
            now=status_as_of(of_states[iso3], day).standing,
            since=reading(index, key, iso3, day).since,
            bands=bands(of_states[iso3], index.instruments[key].opened_on),
            facts=tuple(facts_under(index, key, iso3)),
        )
        for key, of_states in histories.items()
    )
    return Dossier(
        index.countries[iso3], day, treaties, tuple(_versions(index, iso3, day)), tuple(_topics(index, iso3, day))
    )


def facts_under(index: Index, instrument: str, iso3: str) -> list[dict[str, Any]]:
    """Acts and marked steps of a State under an instrument, oldest first, undated last."""
    facts = [act_fact(index, row) for row in index.actions_of(instrument, iso3)]
    facts += [step_fact(index, row) for row in index.steps_of(instrument, iso3)]
    return sorted(facts, key=lambda fact: (fact["on"] is None, fact["on"] or 0, fact["id"]))


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
