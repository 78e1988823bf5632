"""The one declaration of the dataset: vocabularies, row models and tables.

Everything that needs to know a column reads it here: the loader, the rules, the data
dictionary, the data package, the templates for added rows and the API. Rows are plain
immutable values; nothing in this module opens a file, knows a clock or draws a screen.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from data.fields import (
    M49,
    Answer,
    Column,
    Confidence,
    Count,
    Currency,
    Day,
    Edition,
    Host,
    Id,
    Ids,
    Iso2,
    Iso3,
    Iso3s,
    LensGroup,
    Names,
    Number,
    OptionalId,
    OptionalIso3,
    OptionalUrl,
    Period,
    Precision,
    Row,
    Seat,
    SomeDay,
    SomeIds,
    SomeText,
    Text,
    Url,
    empty_is_none,
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


class ActionKind(StrEnum):
    """What a State did under an instrument, in the words of the Vienna Convention on the Law of Treaties."""

    SIGNATURE = "signature"
    RATIFICATION = "ratification"
    ACCEPTANCE = "acceptance"
    APPROVAL = "approval"
    ACCESSION = "accession"
    SUCCESSION = "succession"
    CONSENT_TO_BE_BOUND = "consent-to-be-bound"
    RATIFICATION_WITHDRAWN = "ratification-withdrawn"
    SIGNATURE_WITHDRAWN = "signature-withdrawn"
    DECLARED_NOT_TO_BECOME_PARTY = "declared-not-to-become-party"
    WITHDRAWAL = "withdrawal"
    REVOCATION = "revocation"
    CESSATION = "cessation"
    SUSPENSION = "suspension"
    SUSPENSION_ANNOUNCED = "suspension-announced"
    PROVISIONAL_APPLICATION = "provisional-application"
    DECLARATION = "declaration"
    RESERVATION = "reservation"
    LAPSE = "lapse"
    OBJECTION = "objection"
    NEVER_ACTED = "never-acted"


CONSENTS = frozenset(
    {
        ActionKind.RATIFICATION,
        ActionKind.ACCEPTANCE,
        ActionKind.APPROVAL,
        ActionKind.ACCESSION,
        ActionKind.SUCCESSION,
        ActionKind.CONSENT_TO_BE_BOUND,
    }
)


class Scope(StrEnum):
    """Whether an act touches every party or only some (then it changes no stage)."""

    FULL = "full"
    PARTIAL = "partial"


class Method(StrEnum):
    """How an effective day is known: printed by a source, computed by the instrument's own rule, or named by the act
    itself as a day before it."""

    STATED = "stated"
    COMPUTED = "computed"
    RETROACTIVE = "retroactive"


class EntryRule(StrEnum):
    """How the day is counted on which a treaty enters into force for a State that joins later."""

    DAY_OF_DEPOSIT = "day-of-deposit"
    PERIOD_AFTER_DEPOSIT = "period-after-deposit"
    FIRST_DAY_OF_NTH_MONTH = "first-day-of-nth-month"
    FIRST_DAY_OF_MONTH_AFTER_PERIOD = "first-day-of-month-after-period"


class InstrumentFactKind(StrEnum):
    """What happens to an instrument itself, whatever its parties do."""

    EXTENSION = "extension"
    EXPIRY = "expiry"
    TERMINATION = "termination"


class Step(StrEnum):
    """Domestic steps towards an exit that are marked by hand, never inferred."""

    ANNOUNCED = "announced"
    ADOPTED = "adopted"


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


class Grade(StrEnum):
    """Of a publisher: A official, B established press or NGO, C regional or trade, D mirror, E party to the war."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"


class ReadAs(StrEnum):
    """How a document was read. One that nobody opened at its address has the grade of whoever carried it."""

    OPENED = "opened"
    COPY = "copy"
    QUOTED = "quoted"


class CountryKind(StrEnum):
    STATE = "state"
    AREA = "area-without-own-status"


class Region(StrEnum):
    BALTIC = "baltic"
    NORDIC = "nordic"


class Instrument(Row):
    """One treaty."""

    instrument_id: Id = Field(description="stable id, used in the address bar and the API")
    short_name: Annotated[SomeText, Field(max_length=16)] = Field(description="name for narrow heads of columns")
    short_title: SomeText = Field(description="name on screen")
    full_title: SomeText = Field(description="official title")
    also_called: Names = Field(description="other names and words by which it is found")
    question: SomeText = Field(description="what its map answers, in one sentence")
    group: LensGroup = Field(description="where it stands in the list of lenses")
    subject: SomeText = Field(description="what it governs, in two or three words")
    arms_control: Literal["yes", "no"] = Field(
        description="no where it governs something else, as an alliance or a court"
    )
    forbids: Literal["yes", "no"] = Field(
        description="whether it forbids its subject outright; no where it sets limits"
    )
    parent_id: OptionalId = Field(description="the convention of which it is a protocol: who leaves that, leaves it")
    open_to: Iso3s = Field(description="the only States that can take part; empty where all can")
    adopted_on: Day = Field(description="adoption of the text")
    opened_on: SomeDay = Field(description="opening for signature, else adoption; the first day of its timeline")
    signature: Literal["yes", "no"] = Field(description="whether it was opened for signature")
    in_force_on: Day = Field(description="general entry into force; empty while it is not in force")
    place: Text = Field(description="where it was adopted and opened")
    depositary: SomeText = Field(description="who keeps the treaty")
    exit_clause: Answer = Field(description="whether its text provides for leaving")
    exit_term: Literal["withdrawal", "denunciation"] = Field(description="the word its own text uses")
    exit_article: Text = Field(description="article on leaving; empty where there is none")
    notice_period: Period = Field(description="between notice and effect, ISO 8601")
    notice_is_minimum: Literal["yes", "no"] = Field(description="whether a notice may name a later day")
    conflict_delays_exit: Answer = Field(
        description="whether an armed conflict of the State that leaves delays its exit"
    )
    entry_period: Period = Field(
        description="between deposit and effect for a later party, ISO 8601; empty where unknown or none"
    )
    entry_rule: Annotated[EntryRule | None, BeforeValidator(empty_is_none)] = Field(
        description="how the day of effect for a later party is counted; empty where unknown"
    )
    entry_note: Text = Field(description="from when a State is bound, in words")
    notice_condition: Text = Field(description="what else the exit article asks or suspends")
    suspension_clause: Answer = Field(description="whether the text is known to provide for suspension")
    note: Text = Field(description="what to know when reading its rows")
    source_ids: SomeIds = Field(description="sources, best first")


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


class TreatyAction(Row):
    """One act of one State under one instrument, with the day it was done and the day it takes effect."""

    action_id: Id = Field(description="instrument, State in lower case and a running number; 0 for never acted")
    instrument_id: Id = Field(description="the instrument acted under")
    iso3: Iso3 = Field(description="the State that acts")
    kind: ActionKind = Field(description="what it did")
    acted_on: Day = Field(description="deposit with the depositary; the statement for an announced suspension")
    acted_precision: Precision = Field(description="how exactly acted_on is known")
    effective_on: Day = Field(description="day of effect for this State")
    effective_precision: Precision = Field(description="how exactly effective_on is known")
    effective_method: Annotated[Method | None, BeforeValidator(empty_is_none)] = Field(
        description="stated by a source, or computed by the instrument's rule"
    )
    scope: Scope = Field(description="a partial act changes no stage; the card names it")
    objects_to: OptionalId = Field(description="the act an objection is aimed at")
    concerns_id: OptionalId = Field(description="the act that this one takes back or ends, or that caused it")
    decided_by: Text = Field(description="who ended the membership, where others than the State decided it")
    depositary_ref: Text = Field(description="depositary notification, C.N.… number")
    confidence: Confidence = Field(description="of the act")
    effective_confidence: Annotated[Confidence | None, BeforeValidator(empty_is_none)] = Field(
        description="of the day of effect"
    )
    note: Text = Field(description="on the act")
    effective_note: Text = Field(description="on the day of effect")
    source_ids: SomeIds = Field(description="sources of the act, best first")
    effective_source_ids: Ids = Field(description="sources of the day of effect, best first")


class InstrumentFact(Row):
    """One thing that happens to an instrument itself, such as its end for all parties."""

    fact_id: Id = Field(description="instrument and a few words")
    instrument_id: Id = Field(description="the instrument")
    kind: InstrumentFactKind = Field(description="what happens to it")
    happened_on: SomeDay = Field(description="the day; a placeholder where the precision is coarser")
    happened_precision: Precision = Field(description="how exactly happened_on is known")
    iso3s: Iso3s = Field(description="parties concerned; empty where all are")
    settled_by_id: OptionalId = Field(description="act or fact that settled it before its day; empty where none did")
    confidence: Confidence = Field(description="how well the sources support it")
    note: Text = Field(description="what is disputed, inferred or missing")
    source_ids: SomeIds = Field(description="sources, best first")


class NotRead(Row):
    """A list of parties that was not read, for one State or for every State without an act."""

    not_read_id: Id = Field(description="lens, and State in lower case or all")
    lens_id: Id = Field(description="the instrument whose list was not read")
    iso3: OptionalIso3 = Field(description="the State; empty where every State without an act is meant")
    reason: SomeText = Field(description="why it was not read, or what was read instead")
    source_ids: SomeIds = Field(description="what was read, best first")


class ExitStep(Row):
    """The event that marks a domestic step towards an exit."""

    exit_step_id: Id = Field(description="instrument, State in lower case and step")
    instrument_id: Id = Field(description="the instrument to be left")
    iso3: Iso3 = Field(description="the State that takes the step")
    step: Step = Field(description="announced by those responsible, or adopted by the only or lower chamber")
    stepped_on: SomeDay = Field(description="the day of the event")
    event_id: Id = Field(description="policy event that marks it")
    note: Text = Field(description="why this event marks the step")
    source_ids: SomeIds = Field(description="sources of the event, best first")


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


class Source(Row):
    """One citable document."""

    source_id: Id = Field(description="publisher, day where known and a few words")
    publisher_id: Id = Field(description="who published it")
    title: Text = Field(description="empty where only the address is known")
    published_on: Day = Field(description="empty where not recorded")
    published_precision: Precision = Field(description="how exactly published_on is known")
    url: Url = Field(description="address")
    origin: Text = Field(description="agency or outlet the text came from, where another one carries it")
    read_as: ReadAs = Field(description="opened at this address, read in a copy, or seen only as quoted")
    carrier_id: OptionalId = Field(description="publisher that carried it, where a copy or quotation was read")
    archived_url: OptionalUrl = Field(description="address of a kept copy of the page, as an archive of the web has it")
    seen_on: Day = Field(description="day on which the page was seen, where that day is recorded")
    note: Text = Field(description="on the document")


class Publisher(Row):
    """Who published, and how far we rely on it."""

    publisher_id: Id = Field(description="stable id; one row per host")
    name: SomeText = Field(description="name on screen")
    domain: Host = Field(description="host of its addresses")
    grade: Grade = Field(description="A to E, see the meaning above")
    iso3: Seat = Field(description="seat; INT for international bodies")
    kind: SomeText = Field(description="what sort of publisher")
    note: Text = Field(description="what to know when relying on it")


class Correction(Row):
    """One cell that an earlier edition of the record had wrong."""

    fact_id: Id = Field(description="the row that was wrong")
    field: Column = Field(description="its column")
    said: Text = Field(description="the cell as the edition before had it; empty where it was empty")
    says: Text = Field(description="the cell since then")
    since_edition: Edition = Field(description="first edition that says so")
    why: SomeText = Field(description="what was wrong, in one sentence")
    reported_by: Text = Field(description="who reported it, where they wish to be named")


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
