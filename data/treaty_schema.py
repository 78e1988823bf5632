"""Tables of the treaties: the instruments, what States do under them, and what happens to an instrument itself."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from data.fields import (
    Answer,
    Confidence,
    Day,
    Id,
    Ids,
    Iso3,
    Iso3s,
    LensGroup,
    Names,
    OptionalId,
    OptionalIso3,
    Period,
    Precision,
    Row,
    SomeDay,
    SomeIds,
    SomeText,
    Text,
    empty_is_none,
)


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
