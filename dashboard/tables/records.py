"""The tables that lists, downloads and the API share: one row model each, described in words column by column."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from dashboard.domain.groups import Group
from dashboard.domain.terms import Stage, Status
from dashboard.tables.corrections import CorrectionRow
from dashboard.tables.fact_row import FactRow
from dashboard.tables.status_table import StatusRow
from data.event_schema import Announcement, PolicyEvent
from data.fields import Row
from data.lens_schema import Observation
from data.schema import Country
from data.source_schema import Grade, Source
from data.treaty_schema import Instrument, TreatyAction

KNOWN_ON = "first day on which the fact certainly holds; the dataset's as-of day where it has no day"
BEST = "best grade among its sources, A to E"


class ActionRow(TreatyAction):
    """A treaty act as the dataset holds it, with what is read from it."""

    state: str = Field(description="name of the State that acts")
    what: str = Field(description="the act in words")
    known_on: dt.date = Field(description=KNOWN_ON)
    grade: Grade | None = Field(description=BEST)


class EventRow(PolicyEvent):
    """A policy event as the dataset holds it, with what is read from it."""

    states: str = Field(description="names of the States concerned")
    known_on: dt.date = Field(description=KNOWN_ON)
    grade: Grade | None = Field(description=BEST)


class AnnouncementRow(Announcement):
    """An announcement as the dataset holds it, with its place in its chain of versions on the as-of day."""

    state: str = Field(description="name of the State")
    known_on: dt.date = Field(description=KNOWN_ON)
    window: str = Field(description="announced start in words")
    chain_id: str = Field(description="announcement that opened the chain of versions")
    current: bool | None = Field(description="whether this version was current on the as-of day")
    slip_days: int | None = Field(description="change of start_latest against the version it replaces, days")
    slip_text: str = Field(description="that change in words")
    grade: Grade | None = Field(description=BEST)


class SourceRow(Source):
    """A document with its publisher."""

    publisher: str = Field(description="name of the publisher")
    publisher_kind: str = Field(description="what sort of publisher")
    carrier: str = Field(description="name of the publisher that carried it, where the page itself was not opened")
    grade: Grade = Field(description="of the publisher, or of the carrier where the page was not opened, A to E")


class ObservationRow(Observation):
    """A class or figure of a State as the dataset holds it, with what is read from it."""

    state: str = Field(description="name of the State or area")
    known_on: dt.date = Field(
        description="first day on which the class certainly holds; of a figure that of its period"
    )
    grade: Grade | None = Field(description=BEST)


class StateRow(Country):
    """A State or area with the groups it can be picked by."""

    groups: tuple[Group, ...] = Field(description="groups by membership on the dataset's as-of day")


class InstrumentRow(Instrument):
    """A treaty with the day on which the depositary's own table was last read."""

    checked_on: dt.date | None = Field(description="last check against the depositary; empty where none is recorded")


class IntervalRow(Row):
    """Days on which status, stage and contest of one State under one instrument stay the same."""

    instrument_id: str = Field(description="the instrument")
    iso3: str = Field(description="ISO 3166-1 alpha-3; XKX (user-assigned) for Kosovo")
    state: str = Field(description="name of the State or area")
    starts_on: dt.date | None = Field(description="first day; empty where it held before any act on record")
    ends_on: dt.date | None = Field(description="first day on which it holds no more; empty where it stays open")
    status: Status = Field(description="what the law says")
    stage: Stage = Field(description="what is under way")
    contested: bool = Field(description="whether a suspension has no clause to rest on or met an objection on record")
    exact: bool = Field(description="whether starts_on is the very day, and not the last of a coarser date")
    action_ids: tuple[str, ...] = Field(description="treaty acts that it rests on")
    exit_step_ids: tuple[str, ...] = Field(description="marked domestic steps that it rests on")


class ReadingRow(Row):
    """What every lens says of one State on one day: its class, of a measure its figure."""

    lens_id: str = Field(description="the lens: an instrument's id for a treaty, else a policy or measure")
    series_id: str = Field(description="series of a measure's figures; empty elsewhere")
    as_of: dt.date = Field(description="the day described")
    published_on: dt.date | None = Field(description="day on which the series was published; empty elsewhere")
    iso3: str = Field(description="ISO 3166-1 alpha-3; XKX (user-assigned) for Kosovo")
    state: str = Field(description="name of the State or area")
    class_id: str = Field(description="class of the lens")
    label: str = Field(description="that class in words")
    value: float | None = Field(description="the figure of a measure; empty elsewhere and where there is none")
    unit: str = Field(description="unit of the figure; empty elsewhere")
    quality: str = Field(description="how class or figure are known; empty for a treaty and where nothing is known")
    since: dt.date | None = Field(
        description="first day of the class, of a figure that of its period; empty where before the record"
    )
    contested: bool = Field(description="whether it is disputed")
    remarks: tuple[str, ...] = Field(description="what is said of the State beside its class")
    next_on: dt.date | None = Field(description="next change settled by that day; empty where none is")
    next_class_id: str = Field(description="class after that change")
    refs: tuple[str, ...] = Field(description="ids of the rows that it rests on")


RECORDS: dict[str, type[Row]] = {
    "facts": FactRow,
    "actions": ActionRow,
    "events": EventRow,
    "announcements": AnnouncementRow,
    "observations": ObservationRow,
    "sources": SourceRow,
    "states": StateRow,
    "instruments": InstrumentRow,
    "status": StatusRow,
    "readings": ReadingRow,
    "intervals": IntervalRow,
    "corrections": CorrectionRow,
}
"""Table name to row model. ``facts`` is acts, events and announcements in one."""
