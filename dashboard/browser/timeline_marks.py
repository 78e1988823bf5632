"""Marks of the timeline below its steps: days on which something happened, was announced, or was announced for."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from dashboard.domain.announcements import known_on
from dashboard.domain.days import counts_from, day_number
from dashboard.domain.index import Index
from dashboard.domain.lenses import events_of, lenses_of
from dashboard.domain.windows import window_text
from data.event_schema import Announcement, PolicyEvent


def timeline_marks(index: Index, instrument_id: str, first: dt.date, last: dt.date) -> list[list[Any]]:
    """``[day, how many, 1 if announced for a day beyond the record, words of the first]``, by day.

    First comes what a step of the law rests on, then the rest in the order of the tables.
    """
    as_of = index.dataset.meta.as_of
    marks = [(day, 0, said) for day, said in _happened(index, instrument_id).items()]
    marks += [(day, 1, said) for day, said in _announced_for(index, instrument_id).items() if day > as_of]
    shown = sorted((day, ahead, said) for day, ahead, said in marks if first <= day <= last)
    return [[day_number(day), len(said), ahead, said[0]] for day, ahead, said in shown]


def announced_days(row: Announcement) -> list[dt.date]:
    """Ends of the window that was said, without those left open; one for a single day."""
    return sorted({day for day in (row.start_earliest, row.start_latest) if day is not None})


def _announcements(index: Index, instrument_id: str) -> Iterator[Announcement]:
    return (row for row in index.dataset.announcements if instrument_id in row.instrument_ids)


def _events(index: Index, instrument_id: str) -> Iterable[PolicyEvent]:
    """Events that name the treaty, then those of the topics that stand in its group."""
    group = lenses_of(index)[instrument_id].group
    topics = [topic.topic_id for topic in index.topics.values() if topic.group == group]
    named = events_of(index, instrument_id)
    beside = (row for key in topics for row in index.events_by_topic.get(key, ()))
    return {row.event_id: row for row in (*named, *beside)}.values()


def _happened(index: Index, instrument_id: str) -> dict[dt.date, list[str]]:
    """Headlines of events and programmes announced, by the day they count from; each happening once."""
    decisive = {row.event_id for row in index.dataset.exit_steps if row.instrument_id == instrument_id}
    events = sorted(_events(index, instrument_id), key=lambda row: row.event_id not in decisive)
    said: defaultdict[dt.date, list[str]] = defaultdict(list)
    for event in events:
        known = counts_from(event.happened_on, event.happened_precision)
        if known is not None and event.restates_id is None:
            said[known].append(event.headline)
    for row in _announcements(index, instrument_id):
        known = known_on(row)
        if known is not None and row.restates_id is None:
            said[known].append(f"{index.name_of(row.iso3)}: {row.programme} ({row.start_as_stated})")
    return said


def _announced_for(index: Index, instrument_id: str) -> dict[dt.date, list[str]]:
    said: defaultdict[dt.date, list[str]] = defaultdict(list)
    for row in _announcements(index, instrument_id):
        for day in announced_days(row):
            said[day].append(f"as announced, {index.name_of(row.iso3)}: {row.programme}, {window_text(row)}")
    return said
