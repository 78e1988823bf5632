"""The words of every treaty: the answer about who is bound, the clauses on who leaves, and the key of each move."""

from __future__ import annotations

from functools import cache
from typing import Final, assert_never

from dashboard.domain.lenses.lens import Look
from dashboard.domain.lenses.words import Clause, Wording
from dashboard.domain.phrases import MILESTONES, PHRASES, MoveKey, Phrase
from dashboard.domain.terms import (
    BOUND,
    CLASSES,
    EXITS,
    PRECEDENCE,
    STATUS_LABELS,
    LegendClass,
    Stage,
    Status,
    display_class,
)

FRAMES: Final[dict[str, str]] = {
    "answer": "{day}: {text}",
    "moving": "{bound}; {moving}",
    "calm": "{bound}; none is leaving",
    "many": "{bound} of {n} States are bound",
    "one": "1 of {n} States is bound",
    "none": "none of {n} States is bound",
    "chosen-many": "{bound} of {n} chosen States are bound",
    "chosen-one": "1 of {n} chosen States is bound",
    "chosen-none": "none of {n} chosen States is bound",
    "alone": "{name} is bound",
    "alone-not": "{name} is not bound",
    "no-state": "no State is chosen, only areas without their own treaty status",
    "of-these": "{bound}; of these: {parts}",
    "part": "{label} {n}",
    "others": "{text}. Others: {parts}",
    "areas": "{text}; apart: area without its own treaty status {n}",
    "nothing-fixed": "Law had fixed no later change by this day",
    "nothing-yet": "Nothing yet under this treaty.",
    "upcoming": "Next, fixed by law or announced",
    "rows": "Steps and announced production, as known on {day}",
    "no-rows": "By this day no State has taken a step to leave or suspend, and none has announced production.",
    "record": "Law",
    "no-record": "No act on record under this treaty by this day.",
    "no-announced": "No announcement on record for this treaty's weapons by this day.",
    "beyond": "Beyond our record, which ends on {day}: only what law has fixed or actors announced",
    "key": "Fill: what binds. Hatch: movement.",
    "read": "checked against the depositary {when}",
    "movers-title": "Leaving, left or suspending",
    "bands-title": "who moved when",
    "movers": "Leaving or suspending: {names}",
    "no-movers": "No State leaves or suspends",
}
"""Sentences around the counts; ``{bound}`` is a figure, but in "moving", "calm" and "of-these" what was said of it."""

WHOLE_LABELS: Final[dict[str, str]] = {
    BOUND: "bound",
    Status.WITHDRAWN: "left",
    Status.ENDED: "ended",
    Status.CONTRACTING_STATE: "joining",
    Status.RATIFIED_NOT_IN_FORCE: "ratified, treaty not in force",
    Status.SIGNATORY: "signatory only",
    Status.NEVER_PARTY: "not a party",
    Status.NOT_OPEN: "not open to it",
    Status.NOT_READ: "list not read",
    "": "area apart",
}
ALWAYS_SAID: Final = frozenset({BOUND, Status.WITHDRAWN.value, Status.NEVER_PARTY.value})

ENDED: Final = Clause("it has ended for it", "it has ended for one", "it has ended for {n}")
LEFT: Final = Clause("it has left", "one has left", "{n} have left")
STEPS: Final[dict[Stage, Clause]] = {
    Stage.EXIT_DEPOSITED: Clause("it has given notice", "one has given notice", "{n} have given notice"),
    Stage.SUSPENSION_IN_EFFECT: Clause(
        "its suspension is in effect", "one suspension is in effect", "{n} suspensions are in effect"
    ),
    Stage.SUSPENSION_NOTIFIED: Clause(
        "it has notified a suspension", "one has notified a suspension", "{n} have notified a suspension"
    ),
    Stage.EXIT_ADOPTED: Clause(
        "its parliament has voted to leave", "one parliament has voted to leave", "{n} parliaments have voted to leave"
    ),
    Stage.SUSPENSION_ANNOUNCED: Clause(
        "it has announced a suspension", "one has announced a suspension", "{n} have announced a suspension"
    ),
    Stage.EXIT_ANNOUNCED: Clause(
        "it has announced its exit", "one has announced its exit", "{n} have announced their exit"
    ),
}
ENTRIES: Final[dict[Status, Clause]] = {
    Status.CONTRACTING_STATE: Clause("it is joining", "one is joining", "{n} are joining"),
    Status.RATIFIED_NOT_IN_FORCE: Clause("it has ratified", "one has ratified", "{n} have ratified"),
    Status.SIGNATORY: Clause("it has signed", "one has signed", "{n} have signed"),
}
LEAVING: Final = (display_class(Status.ENDED, Stage.NONE), display_class(Status.WITHDRAWN, Stage.NONE))
MOVING: Final = tuple(display_class(Status.STATE_PARTY, stage) for stage in PRECEDENCE if stage in STEPS)
ENTERING: Final = tuple(display_class(status, Stage.NONE) for status in ENTRIES)
CLAUSES: Final[dict[str, Clause]] = dict(
    zip((*LEAVING, *MOVING, *ENTERING), (ENDED, LEFT, *STEPS.values(), *ENTRIES.values()), strict=True)
)
"""Class → clause. Said are who has left and the step that leads furthest; where nobody moves, who enters."""


@cache
def treaty_wording(exit_term: str) -> Wording:
    """The words of a treaty whose text calls leaving ``exit_term``."""
    return Wording(
        frames=FRAMES,
        phrases={key.value: Phrase(*(form.replace("{exit}", exit_term) for form in PHRASES[key])) for key in MoveKey},
        wholes=WHOLE_LABELS,
        always=ALWAYS_SAID,
        milestones={key.value: phrase for key, phrase in MILESTONES.items()},
        throughout={BOUND: BOUND, **{status.value: label for status, label in STATUS_LABELS.items()}},
        main=BOUND,
        clauses=CLAUSES,
        leaving=LEAVING,
        moving=MOVING,
        entering=ENTERING,
    )


def move_key(before: Look, after: Look) -> MoveKey:
    """The key of a move under a treaty; every pair has one. Raises ``ValueError`` where nothing moved."""
    if before == after:
        raise ValueError("a move changes something")
    old, new = CLASSES[before.class_id], CLASSES[after.class_id]
    if old.status is Status.NO_OWN_STATUS:
        return MoveKey.RECORD_CHANGES
    match new.status:
        case Status.WITHDRAWN:
            return MoveKey.EXIT_EFFECTIVE
        case Status.ENDED:
            return MoveKey.ENDS
        case Status.RATIFIED_NOT_IN_FORCE:
            return MoveKey.CONSENTS
        case Status.CONTRACTING_STATE:
            if old.status is Status.STATE_PARTY:
                return MoveKey.EXIT_EFFECTIVE_REJOINING
            return MoveKey.RECORD_CHANGES if old.status is new.status else MoveKey.CONSENTS
        case Status.SIGNATORY:
            return _back_to_signatory(old)
        case Status.NEVER_PARTY | Status.NOT_OPEN | Status.NOT_READ | Status.NO_OWN_STATUS:
            return MoveKey.RECORD_CHANGES
        case Status.STATE_PARTY:
            if old.status is Status.STATE_PARTY:
                return _within_membership(old, new, contested=after.contested)
            # A State can enter with a step under way; that it is bound comes first.
            return MoveKey.PARTY
        case _:
            assert_never(new.status)


def _back_to_signatory(before: LegendClass) -> MoveKey:
    if before.status is Status.RATIFIED_NOT_IN_FORCE:
        return MoveKey.RATIFICATION_WITHDRAWN
    return MoveKey.SIGNS if before.status is Status.NEVER_PARTY else MoveKey.RECORD_CHANGES


def _within_membership(before: LegendClass, after: LegendClass, *, contested: bool) -> MoveKey:
    if before.stage is after.stage:
        return MoveKey.CONTESTED if contested else MoveKey.UNCONTESTED
    if before.stage is Stage.EXIT_DEPOSITED and after.stage not in EXITS:
        return MoveKey.EXIT_REVOKED
    if before.stage is not Stage.NONE and PRECEDENCE.index(after.stage) > PRECEDENCE.index(before.stage):
        return MoveKey.STEP_ENDS
    match after.stage:
        case Stage.EXIT_DEPOSITED:
            return MoveKey.EXIT_DEPOSITED
        case Stage.SUSPENSION_IN_EFFECT:
            return MoveKey.SUSPENSION_IN_EFFECT
        case Stage.SUSPENSION_NOTIFIED:
            return MoveKey.SUSPENSION_NOTIFIED
        case Stage.EXIT_ADOPTED:
            return MoveKey.EXIT_ADOPTED
        case Stage.SUSPENSION_ANNOUNCED:
            return MoveKey.SUSPENSION_ANNOUNCED
        case Stage.EXIT_ANNOUNCED:
            return MoveKey.EXIT_ANNOUNCED
        case Stage.NONE | Stage.JOINING:
            return MoveKey.RECORD_CHANGES
        case _:
            assert_never(after.stage)
