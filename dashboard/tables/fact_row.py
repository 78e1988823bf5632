"""A fact as one flat, typed row: the columns of every list, file and answer of facts."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum

from pydantic import ConfigDict, Field

from data.event_schema import Activity, Weapon
from data.fields import Confidence, Precision, Row
from data.source_schema import Grade


class Table(StrEnum):
    """Where a fact is kept."""

    ACTIONS = "actions"
    TREATIES = "treaties"
    EVENTS = "events"
    ANNOUNCEMENTS = "announcements"
    OBSERVATIONS = "observations"


class FactRow(Row):
    """One act, event or announcement, ready to be shown, sorted and taken away."""

    # A column that not every fact has declares here what stands in the others. Its value is made in
    # `catalogue.py`: in `_of_action`, `_of_event` or `_of_announcement`, or in `_entry` for all three.
    model_config = ConfigDict(json_schema_serialization_defaults_required=True)

    id: str = Field(description="id of the fact in its own table")
    table: Table = Field(description="where it is kept")
    kind: str = Field(description="kind of act or event; announcement for what was said of production or purchase")
    kind_text: str = Field(description="that kind in words")
    on: dt.date | None = Field(description="day of the fact; a placeholder where the precision is coarser")
    on_text: str = Field(description="that day in words, never finer than it is known")
    precision: Precision = Field(description="how exactly the day is known")
    known_on: dt.date = Field(
        description="first day on which the fact certainly holds; that of the first edition where it has no day"
    )
    iso3s: tuple[str, ...] = Field(description="States concerned, ISO 3166-1 alpha-3")
    states: str = Field(description="their names")
    instruments: tuple[str, ...] = Field(description="instruments concerned; empty where none is")
    topics: tuple[str, ...] = Field((), description="topics it belongs to; events only")
    lenses: tuple[str, ...] = Field((), description="policies and measures concerned; events and observations")
    weapon: Weapon | None = Field(None, description="what is to be made, bought or laid; announcements only")
    activity: Activity | None = Field(None, description="what is to be done; announcements only")
    headline: str = Field(description="one line")
    detail: str = Field(description="notes, amounts, what is disputed or missing")
    who: str = Field(description="who acted or spoke")
    window: str = Field("", description="announced start in words, of an event that of the announcements which tell it")
    start_earliest: dt.date | None = Field(None, description="first day of the announced window; empty where open")
    start_latest: dt.date | None = Field(None, description="last day of the announced window; empty where open")
    chain: str = Field("", description="announcement that opened the chain of versions; announcements only")
    current: bool | None = Field(
        None, description="whether this version was current on the as-of day; announcements only"
    )
    slip_days: int | None = Field(None, description="change of start_latest against the version it replaces, days")
    slip_text: str = Field("", description="that change in words")
    confidence: Confidence = Field(description="how well the sources bear it")
    grade: Grade | None = Field(description="best grade among its sources, A to E")
    sources: tuple[str, ...] = Field(description="ids of its sources, best first")
    first_publisher: str = Field(description="publisher of the first source")
    first_url: str = Field(description="address of the first source")
    restates: str | None = Field(None, description="fact that already tells this happening")
    retold_by: tuple[str, ...] = Field(
        (), description="facts that tell this happening again and are left out beside it"
    )
    yours: bool = Field(description="added by the reader for one session; not part of the dataset")
    changed_in: str = Field(
        "", description="edition that last changed a cell of an earlier one; what it said stands in the list of changes"
    )
