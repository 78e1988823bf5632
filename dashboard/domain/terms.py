"""The closed vocabularies of the screen: status, stage, and the classes of the legend."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, assert_never


class Status(StrEnum):
    """What the law says of a State under an instrument on a day (the fill of the map)."""

    NEVER_PARTY = "never-party"
    SIGNATORY = "signatory"
    CONTRACTING_STATE = "contracting-state"
    RATIFIED_NOT_IN_FORCE = "ratified-not-in-force"
    STATE_PARTY = "state-party"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"
    NOT_OPEN = "not-open"
    NOT_READ = "not-read"
    NO_OWN_STATUS = "no-own-status"


class Stage(StrEnum):
    """What is under way on that day (the hatch of the map)."""

    NONE = "none"
    JOINING = "joining"
    EXIT_ANNOUNCED = "exit-announced"
    SUSPENSION_ANNOUNCED = "suspension-announced"
    EXIT_ADOPTED = "exit-adopted"
    SUSPENSION_NOTIFIED = "suspension-notified"
    SUSPENSION_IN_EFFECT = "suspension-in-effect"
    EXIT_DEPOSITED = "exit-deposited"


PRECEDENCE = tuple(reversed(Stage))
"""Of several stages that hold, the first of these is shown."""

EXITS = frozenset({Stage.EXIT_ANNOUNCED, Stage.EXIT_ADOPTED, Stage.EXIT_DEPOSITED})
SUSPENSIONS = frozenset({Stage.SUSPENSION_ANNOUNCED, Stage.SUSPENSION_NOTIFIED, Stage.SUSPENSION_IN_EFFECT})

STATUS_LABELS: dict[Status, str] = {
    Status.NEVER_PARTY: "not a party",  # it may join later, and the instrument may not be open yet
    Status.SIGNATORY: "signatory",
    Status.CONTRACTING_STATE: "contracting State",
    Status.RATIFIED_NOT_IN_FORCE: "ratified, treaty not in force",
    Status.STATE_PARTY: "State Party",
    Status.WITHDRAWN: "withdrawn",
    Status.ENDED: "ended",  # for all parties, or for this State by a decision of others
    Status.NOT_OPEN: "not open to it",
    Status.NOT_READ: "list not read",
    Status.NO_OWN_STATUS: "area without its own treaty status",
}

STAGE_LABELS: dict[Stage, str] = {
    Stage.NONE: "no step under way",
    Stage.JOINING: "joining, not yet in force",
    Stage.EXIT_ANNOUNCED: "exit announced",
    Stage.SUSPENSION_ANNOUNCED: "suspension announced",
    Stage.EXIT_ADOPTED: "exit voted by parliament",
    Stage.SUSPENSION_NOTIFIED: "suspension notified",
    Stage.SUSPENSION_IN_EFFECT: "suspension in effect",
    Stage.EXIT_DEPOSITED: "exit deposited, notice running",
}


class Remark(StrEnum):
    """What is said of a State beside its class."""

    DECLARED_NOT_TO_BECOME_PARTY = "declared-not-to-become-party"
    PROVISIONAL_APPLICATION = "provisional-application"
    EFFECT_DAY_UNKNOWN = "effect-day-unknown"


REMARK_LABELS: dict[Remark, str] = {
    Remark.DECLARED_NOT_TO_BECOME_PARTY: "declared that it will not become a party",
    Remark.PROVISIONAL_APPLICATION: "applies it provisionally",
    Remark.EFFECT_DAY_UNKNOWN: "day of effect not known",
}

BOUND = "bound"
"""Whole of the States for which the treaty is in force; its parts are the classes of State Party."""

FAMILIES: dict[Stage, tuple[str, str]] = {
    Stage.EXIT_ANNOUNCED: ("exit", "announced"),
    Stage.EXIT_ADOPTED: ("exit", "voted"),
    Stage.EXIT_DEPOSITED: ("exit", "deposited"),
    Stage.SUSPENSION_ANNOUNCED: ("suspension", "announced"),
    Stage.SUSPENSION_NOTIFIED: ("suspension", "notified"),
    Stage.SUSPENSION_IN_EFFECT: ("suspension", "in effect"),
}
"""What a step belongs to and the step itself: in a list the first is said once, "exit announced 1, voted 1"."""


class LegendClass(NamedTuple):
    """One entry of the legend: a status with a stage."""

    status: Status
    stage: Stage = Stage.NONE
    own_label: str = ""
    """Where the legend says more than the status or the stage does."""

    @property
    def class_id(self) -> str:
        """Its id in the styles of ``look.palette``, in addresses of glossary terms and in the browser."""
        return display_class(self.status, self.stage)

    @property
    def label(self) -> str:
        """Its words: those of its stage, else of its status."""
        return self.own_label or (STATUS_LABELS[self.status] if self.stage is Stage.NONE else STAGE_LABELS[self.stage])

    @property
    def whole(self) -> str:
        """What it is counted as: ``BOUND`` or its status; empty for an area, which is no State."""
        if self.status is Status.STATE_PARTY:
            return BOUND
        return "" if self.status is Status.NO_OWN_STATUS else self.status.value

    @property
    def moving(self) -> bool:
        """Whether its States are leaving, have left or suspend; they are named on the map and counted over time."""
        return self.status in (Status.WITHDRAWN, Status.ENDED) or self.stage not in (Stage.NONE, Stage.JOINING)


LEGEND: tuple[LegendClass, ...] = (
    LegendClass(Status.STATE_PARTY),
    LegendClass(Status.STATE_PARTY, Stage.EXIT_ANNOUNCED),
    LegendClass(Status.STATE_PARTY, Stage.EXIT_ADOPTED),
    LegendClass(Status.STATE_PARTY, Stage.EXIT_DEPOSITED),
    LegendClass(Status.WITHDRAWN),
    LegendClass(Status.ENDED),
    LegendClass(Status.STATE_PARTY, Stage.SUSPENSION_ANNOUNCED),
    LegendClass(Status.STATE_PARTY, Stage.SUSPENSION_NOTIFIED),
    LegendClass(Status.STATE_PARTY, Stage.SUSPENSION_IN_EFFECT),
    LegendClass(Status.CONTRACTING_STATE, Stage.JOINING),
    LegendClass(Status.RATIFIED_NOT_IN_FORCE),
    LegendClass(Status.SIGNATORY, own_label="signatory only"),
    LegendClass(Status.NEVER_PARTY),
    LegendClass(Status.NOT_OPEN),
    LegendClass(Status.NOT_READ),
    LegendClass(Status.NO_OWN_STATUS),
)
"""Every class a shape can have, in the order of the legend; used by map, legend and exports alike."""


def display_class(status: Status, stage: Stage) -> str:
    """Id of the legend class of a State: its stage while a State Party, else its status."""
    match status:
        case Status.STATE_PARTY:
            return status.value if stage is Stage.NONE else stage.value
        case Status.CONTRACTING_STATE:
            return Stage.JOINING.value
        case (
            Status.NEVER_PARTY
            | Status.SIGNATORY
            | Status.RATIFIED_NOT_IN_FORCE
            | Status.WITHDRAWN
            | Status.ENDED
            | Status.NOT_OPEN
            | Status.NOT_READ
            | Status.NO_OWN_STATUS
        ):
            return status.value
        case _:
            assert_never(status)


CLASSES: dict[str, LegendClass] = {entry.class_id: entry for entry in LEGEND}


def class_label(class_id: str, contested: bool = False) -> str:
    """The legend's words for a class: "State Party", "suspension in effect, contested"."""
    return CLASSES[class_id].label + (", contested" if contested else "")


class Standing(NamedTuple):
    """What can be seen of a State on a day."""

    status: Status
    stage: Stage
    contested: bool = False

    @property
    def class_id(self) -> str:
        """Id of its legend class."""
        return display_class(self.status, self.stage)

    @property
    def style(self) -> str:
        """Id of its style: a treaty's classes have one each."""
        return self.class_id

    @property
    def label(self) -> str:
        """The legend's words for it."""
        return class_label(self.class_id, self.contested)
