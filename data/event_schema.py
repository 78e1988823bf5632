"""Tables of what is said and decided at home, topics, events and announcements of weapons, which no treaty records."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from data.fields import (
    Confidence,
    Count,
    Currency,
    Day,
    Id,
    Ids,
    Iso3,
    Iso3s,
    LensGroup,
    Number,
    OptionalId,
    Precision,
    Row,
    SomeDay,
    SomeIds,
    SomeText,
    Text,
)


class Weapon(StrEnum):
    ANTI_PERSONNEL_MINE = "anti-personnel-mine"
    ANTI_TANK_MINE = "anti-tank-mine"
    MIXED_MINES = "mixed-mines"
    CLUSTER_MUNITION = "cluster-munition"
    OBSTACLES = "obstacles"


class Activity(StrEnum):
    PRODUCTION = "production"
    PROCUREMENT = "procurement"
    STOCKPILING = "stockpiling"
    FORTIFICATION = "fortification"
    DEPLOYMENT = "deployment"
    TRAINING = "training"


class ProgrammeStage(StrEnum):
    """How far an announced programme had come on the day of the announcement."""

    PROPOSED = "proposed"
    ANNOUNCED = "announced"
    APPROVED = "approved"
    CONTRACTED = "contracted"
    IN_PRODUCTION = "in-production"
    DELIVERED = "delivered"
    DELAYED = "delayed"
    CANCELLED = "cancelled"


class Topic(Row):
    """One question that events answer and no fill of the map does."""

    topic_id: Id = Field(description="stable id, used in the address bar and the API")
    title: SomeText = Field(description="name on screen")
    question: SomeText = Field(description="what its events answer")
    group: LensGroup = Field(description="lenses of this group carry its events as marks of their timelines")


class EventKind(Row):
    """One sort of policy event, in words."""

    event_kind_id: Id = Field(description="stable id, used in the address bar and the API")
    label: SomeText = Field(description="name on screen")
    question: SomeText = Field(description="what an event of this kind answers")
    group: Id = Field(description="kinds of one group stand together in filters")


class PolicyEvent(Row):
    """One domestic or international step or statement."""

    event_id: Id = Field(description="stable id")
    happened_on: SomeDay = Field(description="the day; a placeholder where the precision is coarser")
    happened_precision: Precision = Field(description="how exactly happened_on is known")
    iso3s: Iso3s = Field(description="States concerned; may lie outside the dataset's scope")
    instrument_ids: Ids = Field(description="instruments concerned; empty where none is")
    lens_ids: Ids = Field(description="lenses concerned beside the treaties; empty where none is")
    topic_ids: Ids = Field(description="topics it belongs to; empty where none does")
    kind: Id = Field(description="what sort of step; never decides a stage")
    headline: SomeText = Field(description="one line, present tense")
    detail: Text = Field(description="one or two sentences")
    actor: Text = Field(description="who acted or spoke")
    votes_for: Count = Field(description="votes in favour")
    votes_against: Count = Field(description="votes against")
    votes_abstaining: Count = Field(description="abstentions")
    restates_id: OptionalId = Field(description="the treaty action, event or announcement that already describes this")
    confidence: Confidence = Field(description="how well the sources support it")
    note: Text = Field(description="what is disputed, inferred or missing")
    source_ids: SomeIds = Field(description="sources, in the order in which the note speaks of links")


class Announcement(Row):
    """Who said that production, purchase or deployment would happen, and when."""

    announcement_id: Id = Field(description="stable id")
    iso3: Iso3 = Field(description="the State whose programme it is")
    instrument_ids: Ids = Field(description="instruments that govern the weapon; empty where none does")
    weapon: Weapon = Field(description="what is to be made or bought")
    activity: Activity = Field(description="what is to be done")
    programme: SomeText = Field(description="short name of the programme on the chart")
    announced_on: SomeDay = Field(description="the day it was said; nothing is known of it before")
    announced_precision: Precision = Field(description="how exactly announced_on is known")
    announced_by: SomeText = Field(description="person or body")
    announced_by_role: SomeText = Field(description="office at the time")
    start_earliest: Day = Field(description="first day of the window that was said; empty where open")
    start_latest: Day = Field(description="last day of the window that was said; empty where open")
    start_precision: Precision = Field(description="how exactly the window was said; unknown where no date was given")
    bounds_known_on: Day = Field(
        description="first day on which the window could be derived, where what was said named none and a later act "
        "or report fixed it; before that day the row stands among those without a date"
    )
    start_as_stated: SomeText = Field(description="what was said, in our words")
    quantity: Number = Field(description="as stated")
    quantity_unit: Text = Field(description="what the quantity counts")
    budget_amount: Number = Field(description="as stated; overlapping totals must not be added")
    budget_currency: Currency = Field(description="ISO 4217")
    producer: Text = Field(description="maker, as named")
    stage: ProgrammeStage = Field(description="how far the programme had come on that day")
    replaces_id: OptionalId = Field(description="the earlier announcement that this one replaces")
    restates_id: OptionalId = Field(description="the policy event that describes the same happening")
    confidence: Confidence = Field(description="how well the sources support it")
    note: Text = Field(description="what is disputed, inferred or missing")
    source_ids: SomeIds = Field(description="sources, in the order in which the note speaks of links")
