"""The one declaration of the dataset: its tables, their keys, and all rows together.

Everything that needs to know a column reads it here: the loader, the rules, the data
dictionary, the data package, the templates for added rows and the API. The rows of the
families stand in ``treaty_schema``, ``event_schema``, ``lens_schema`` and
``source_schema``; the States themselves here. Rows are plain immutable values; nothing in
these modules opens a file, knows a clock or draws a screen.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from data.event_schema import Announcement, EventKind, PolicyEvent, Topic
from data.fields import (
    M49,
    Day,
    Ids,
    Iso2,
    Iso3,
    Number,
    Row,
    SomeDay,
    SomeText,
    Text,
    split,
)
from data.lens_schema import (
    LENS_KEYS,
    LENS_TABLES,
    LensClassRow,
    LensRow,
    Observation,
    ObservationDetail,
    Series,
)
from data.reading_schema import Check, Due
from data.source_schema import Correction, Publisher, Source
from data.treaty_schema import ExitStep, Instrument, InstrumentFact, NotRead, TreatyAction


class CountryKind(StrEnum):
    STATE = "state"
    AREA = "area-without-own-status"


class Region(StrEnum):
    BALTIC = "baltic"
    NORDIC = "nordic"


class Country(Row):
    """One State, or one area without treaty status of its own."""

    iso3: Iso3 = Field(description="ISO 3166-1 alpha-3; XKX (user-assigned) for Kosovo")
    iso2: Iso2 = Field(description="ISO 3166-1 alpha-2")
    m49: M49 = Field(description="UN M49 code, empty where there is none")
    name: SomeText = Field(description="name on screen")
    official_name: SomeText = Field(description="official short name")
    capital: SomeText = Field(description="capital or seat")
    kind: CountryKind = Field(description="areas are shown but not counted")
    nato_since: Day = Field(description="member of NATO since")
    eu_since: Day = Field(description="member of the EU or its predecessors since")
    eu_until: Day = Field(description="day membership of the EU ended")
    coe_since: Day = Field(description="member of the Council of Europe since")
    coe_until: Day = Field(description="day membership of the Council of Europe ended")
    regions: Annotated[tuple[Region, ...], BeforeValidator(split)] = Field(description="regional groups")
    borders_russia: Literal["yes", "no"] = Field(description="shares a land border with Russia")
    borders_belarus: Literal["yes", "no"] = Field(description="shares a land border with Belarus")
    land_border_russia_km: Number = Field(description="length, km, as the first source gives it")
    land_border_belarus_km: Number = Field(description="length, km, as the first source gives it")
    note: Text = Field(description="where sources disagree")
    source_ids: Ids = Field(description="sources of the border lengths and memberships, best first")


TABLES: dict[str, type[Row]] = {
    "instruments": Instrument,
    "countries": Country,
    "treaty_actions": TreatyAction,
    "instrument_facts": InstrumentFact,
    "not_read": NotRead,
    "exit_steps": ExitStep,
    "topics": Topic,
    "event_kinds": EventKind,
    "policy_events": PolicyEvent,
    "announcements": Announcement,
    **LENS_TABLES,
    "sources": Source,
    "publishers": Publisher,
    "corrections": Correction,
}
"""Table name (file stem) to row model, in the order of the data dictionary."""


_KEYS = LENS_KEYS | {"corrections": ("fact_id", "field", "since_edition")}


@cache
def key_of(table: str) -> tuple[str, ...]:
    """Names of the columns that together identify a row of ``table``: its first alone, except in ``_KEYS``."""
    return _KEYS.get(table) or (next(iter(TABLES[table].model_fields)),)


def id_of(table: str, row: Row) -> str:
    """What identifies ``row`` among the rows of ``table``: its key, several columns with hyphens between."""
    first, *more = key_of(table)
    return "-".join([str(getattr(row, first)), *(str(getattr(row, column)) for column in more)])


class Meta(BaseModel):
    """What ``dataset.toml`` says of the whole dataset."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    title: str
    version: str
    as_of: SomeDay = Field(description="how far our knowledge reaches")
    first_as_of: Day = Field(
        default=None, description="as-of day of the first edition, from which acts without a day are listed"
    )
    checked_on: dict[str, SomeDay] = Field(
        default_factory=dict, description="per lens, last known reading of its source, from checks.csv"
    )
    data_licence: str
    code_licence: str
    citation: str
    homepage: str
    boundary_note: str
    coverage_note: str = Field(description="which days the record covers thinly, and why; empty where none")
    floors: dict[str, int] = Field(description="rows per table below which a file counts as truncated")
    exceptions: dict[str, dict[str, str]] = Field(
        default_factory=dict, description="rule name to row id to reason, for the true exceptions"
    )


class Dataset(BaseModel):
    """All rows, each table in file order. Immutable; shared by every reader."""

    model_config = ConfigDict(frozen=True)

    meta: Meta
    checks: tuple[Check, ...] = ()
    """The log of readings; empty in editions that were published without one."""
    due: Due = Due()
    instruments: tuple[Instrument, ...] = ()
    countries: tuple[Country, ...] = ()
    treaty_actions: tuple[TreatyAction, ...] = ()
    instrument_facts: tuple[InstrumentFact, ...] = ()
    not_read: tuple[NotRead, ...] = ()
    exit_steps: tuple[ExitStep, ...] = ()
    topics: tuple[Topic, ...] = ()
    event_kinds: tuple[EventKind, ...] = ()
    policy_events: tuple[PolicyEvent, ...] = ()
    announcements: tuple[Announcement, ...] = ()
    lenses: tuple[LensRow, ...] = ()
    lens_classes: tuple[LensClassRow, ...] = ()
    series: tuple[Series, ...] = ()
    observations: tuple[Observation, ...] = ()
    observation_details: tuple[ObservationDetail, ...] = ()
    sources: tuple[Source, ...] = ()
    publishers: tuple[Publisher, ...] = ()
    corrections: tuple[Correction, ...] = ()
