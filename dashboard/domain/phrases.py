"""The phrases headlines are made of: data, one table, the same for server and browser."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple


class Milestone(StrEnum):
    """What happens to a treaty itself."""

    OPENS = "opens"
    ADOPTED = "adopted"
    ENTERS_INTO_FORCE = "enters-into-force"
    EXTENDED = "extended"
    EXPIRES = "expires"
    ENDS = "ends"


class MoveKey(StrEnum):
    """What a move under a treaty is, most consequential first."""

    EXIT_EFFECTIVE = "exit-effective"
    EXIT_EFFECTIVE_REJOINING = "exit-effective-rejoining"
    ENDS = "ends"
    EXIT_REVOKED = "exit-revoked"
    RATIFICATION_WITHDRAWN = "ratification-withdrawn"
    EXIT_DEPOSITED = "exit-deposited"
    SUSPENSION_IN_EFFECT = "suspension-in-effect"
    SUSPENSION_NOTIFIED = "suspension-notified"
    EXIT_ADOPTED = "exit-adopted"
    SUSPENSION_ANNOUNCED = "suspension-announced"
    EXIT_ANNOUNCED = "exit-announced"
    CONTESTED = "contested"
    UNCONTESTED = "uncontested"
    STEP_ENDS = "step-ends"
    PARTY = "party"
    CONSENTS = "consents"
    SIGNS = "signs"
    RECORD_CHANGES = "record-changes"


class Phrase(NamedTuple):
    """How a move is told; ``{names}``, ``{n}`` (in words) and ``{exit}`` (a treaty's own word) are filled in."""

    one: str
    many: str
    counted: str
    since_one: str
    since_many: str
    since_counted: str
    past_one: str
    """For one State that is counted, not named."""
    past_counted: str


PHRASES: dict[MoveKey, Phrase] = {
    MoveKey.EXIT_EFFECTIVE: Phrase(
        "the {exit} of {names} takes effect",
        "the {exit}s of {names} take effect",
        "{n} {exit}s take effect",
        "the {exit} of {names} is in effect",
        "the {exit}s of {names} are in effect",
        "{n} more {exit}s are in effect",
        "one {exit} took effect",
        "{n} {exit}s took effect",
    ),
    MoveKey.EXIT_EFFECTIVE_REJOINING: Phrase(
        "the {exit} of {names} takes effect, with a new consent on record",
        "the {exit}s of {names} take effect, with new consents on record",
        "{n} {exit}s take effect, with new consents on record",
        "the {exit} of {names} is in effect, with a new consent on record",
        "the {exit}s of {names} are in effect, with new consents on record",
        "{n} more {exit}s are in effect, with new consents on record",
        "one {exit} took effect, with a new consent on record",
        "{n} {exit}s took effect, with new consents on record",
    ),
    MoveKey.ENDS: Phrase(
        "{names} is no longer bound",
        "{names} are no longer bound",
        "{n} States are no longer bound",
        "{names} is no longer bound",
        "{names} are no longer bound",
        "{n} more States are no longer bound",
        "one State was no longer bound",
        "{n} States were no longer bound",
    ),
    MoveKey.EXIT_REVOKED: Phrase(
        "{names} takes back its notice of {exit}",
        "{names} take back their notices of {exit}",
        "{n} States take back their notices of {exit}",
        "{names} has taken back its notice of {exit}",
        "{names} have taken back their notices of {exit}",
        "{n} more States have taken back their notices of {exit}",
        "one State took back its notice of {exit}",
        "{n} States took back their notices of {exit}",
    ),
    MoveKey.RATIFICATION_WITHDRAWN: Phrase(
        "{names} withdraws its ratification",
        "{names} withdraw their ratifications",
        "{n} States withdraw their ratifications",
        "{names} has withdrawn its ratification",
        "{names} have withdrawn their ratifications",
        "{n} more States have withdrawn their ratifications",
        "one State withdrew its ratification",
        "{n} States withdrew their ratifications",
    ),
    MoveKey.EXIT_DEPOSITED: Phrase(
        "{names} gives notice of {exit}",
        "{names} give notice of {exit}",
        "{n} States give notice of {exit}",
        "{names} has given notice of {exit}",
        "{names} have given notice of {exit}",
        "{n} more States have given notice of {exit}",
        "one State gave notice of {exit}",
        "{n} States gave notice of {exit}",
    ),
    MoveKey.SUSPENSION_IN_EFFECT: Phrase(
        "the suspension by {names} takes effect",
        "the suspensions by {names} take effect",
        "{n} suspensions take effect",
        "the suspension by {names} is in effect",
        "the suspensions by {names} are in effect",
        "{n} more suspensions are in effect",
        "one suspension took effect",
        "{n} suspensions took effect",
    ),
    MoveKey.SUSPENSION_NOTIFIED: Phrase(
        "{names} gives notice of suspension",
        "{names} give notice of suspension",
        "{n} States give notice of suspension",
        "{names} has given notice of suspension",
        "{names} have given notice of suspension",
        "{n} more States have given notice of suspension",
        "one State gave notice of suspension",
        "{n} States gave notice of suspension",
    ),
    MoveKey.EXIT_ADOPTED: Phrase(
        "the parliament of {names} votes for {exit}",
        "the parliaments of {names} vote for {exit}",
        "{n} parliaments vote for {exit}",
        "the parliament of {names} has voted for {exit}",
        "the parliaments of {names} have voted for {exit}",
        "{n} more parliaments have voted for {exit}",
        "one parliament voted for {exit}",
        "{n} parliaments voted for {exit}",
    ),
    MoveKey.SUSPENSION_ANNOUNCED: Phrase(
        "{names} announces a suspension",
        "{names} announce a suspension",
        "{n} States announce a suspension",
        "{names} has announced a suspension",
        "{names} have announced a suspension",
        "{n} more States have announced a suspension",
        "one State announced a suspension",
        "{n} States announced a suspension",
    ),
    MoveKey.EXIT_ANNOUNCED: Phrase(
        "{names} announces its {exit}",
        "{names} announce their {exit}",
        "{n} States announce their {exit}",
        "{names} has announced its {exit}",
        "{names} have announced their {exit}",
        "{n} more States have announced their {exit}",
        "one State announced its {exit}",
        "{n} States announced their {exit}",
    ),
    MoveKey.CONTESTED: Phrase(
        "an objection to the suspension by {names} comes on record",
        "objections to the suspensions by {names} come on record",
        "objections to {n} suspensions come on record",
        "an objection to the suspension by {names} is on record",
        "objections to the suspensions by {names} are on record",
        "objections to {n} more suspensions are on record",
        "an objection to one suspension came on record",
        "objections to {n} suspensions came on record",
    ),
    MoveKey.UNCONTESTED: Phrase(
        "no objection stands against the suspension by {names}",
        "no objection stands against the suspensions by {names}",
        "no objection stands against {n} suspensions",
        "no objection stands against the suspension by {names}",
        "no objection stands against the suspensions by {names}",
        "no objection stands against {n} more suspensions",
        "no objection stood against one suspension any more",
        "no objection stood against {n} suspensions any more",
    ),
    MoveKey.STEP_ENDS: Phrase(
        "the latest step of {names} no longer stands",
        "the latest steps of {names} no longer stand",
        "the latest steps of {n} States no longer stand",
        "the latest step of {names} no longer stands",
        "the latest steps of {names} no longer stand",
        "the latest steps of {n} more States no longer stand",
        "the latest step of one State no longer stood",
        "the latest steps of {n} States no longer stood",
    ),
    MoveKey.PARTY: Phrase(
        "{names} becomes a State Party",
        "{names} become States Parties",
        "{n} States become States Parties",
        "{names} is a State Party",
        "{names} are States Parties",
        "{n} more States are States Parties",
        "one State became a State Party",
        "{n} States became States Parties",
    ),
    MoveKey.CONSENTS: Phrase(
        "{names} consents to be bound",
        "{names} consent to be bound",
        "{n} States consent to be bound",
        "{names} is a contracting State",
        "{names} are contracting States",
        "{n} more States are contracting States",
        "one State consented to be bound",
        "{n} States consented to be bound",
    ),
    MoveKey.SIGNS: Phrase(
        "{names} signs",
        "{names} sign",
        "{n} States sign",
        "{names} is a signatory",
        "{names} are signatories",
        "{n} more States are signatories",
        "one State signed",
        "{n} States signed",
    ),
    MoveKey.RECORD_CHANGES: Phrase(
        "the record of {names} changes",
        "the records of {names} change",
        "the records of {n} States change",
        "the record of {names} has changed",
        "the records of {names} have changed",
        "the records of {n} more States have changed",
        "the record of one State changed",
        "the records of {n} States changed",
    ),
}


class MilestonePhrase(NamedTuple):
    """A step of the lens itself, in the three tenses."""

    now: str
    since: str
    past: str


MILESTONES: dict[Milestone, MilestonePhrase] = {
    Milestone.OPENS: MilestonePhrase(
        "the treaty opens for signature",
        "the treaty is open for signature",
        "the treaty opened for signature",
    ),
    Milestone.ADOPTED: MilestonePhrase(
        "the treaty is adopted",
        "the treaty is adopted",
        "the treaty was adopted",
    ),
    Milestone.EXTENDED: MilestonePhrase(
        "the treaty is extended",
        "the treaty is extended",
        "the treaty was extended",
    ),
    Milestone.EXPIRES: MilestonePhrase(
        "the treaty expires",
        "the treaty has expired",
        "the treaty expired",
    ),
    Milestone.ENDS: MilestonePhrase(
        "the treaty ends",
        "the treaty has ended",
        "the treaty ended",
    ),
    Milestone.ENTERS_INTO_FORCE: MilestonePhrase(
        "the treaty enters into force",
        "the treaty is in force",
        "the treaty entered into force",
    ),
}

FRAMES: dict[str, str] = {
    "on": "{day}: {text}",
    "since": "Since {day}: {text}",
    "next": "Next, fixed by law: {day}, {text}",
    "last": "Last: {day}, {text}",
    "this-day": "This day: {text}",
    "value": "{day}, {text}",
    "value-between": "{day}, last change {last}",
    "inexact": "{name} (by that day)",
    "value-before": "{day}, before the first change",
}
"""Sentences around the joined phrases; the first letter of a sentence is never changed."""

JOINT = "; "
NAMES_MAX = 6
"""More States than this are counted, not named."""

BRIEF_OVER = 90
"""A line below the answer that is longer than this many characters counts several States instead of naming them."""
