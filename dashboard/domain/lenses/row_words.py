"""Classes and words of a lens that is made of rows: taken from its table of classes, nothing from its name."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from dashboard.domain.lenses.lens import LensClass, Look
from dashboard.domain.lenses.words import Tally, Wording
from dashboard.domain.phrases import Phrase
from data.lens_schema import ClassStyle, LensClassRow

UNKNOWN: Final = "unknown"
"""The class of a State of which nothing is known, in every lens that is made of rows."""

FRAMES: Final[dict[str, str]] = {
    "answer": "{day}: {text}",
    "moving": "{bound}; {moving}",
    "calm": "{bound}",
    "no-state": "no State is chosen, only areas that are not counted",
    "alone": "{name} – {label}",
    "part": "{label} {n}",
    "of-these": "{bound} ({parts})",
    "tallied": "{n} {label}",
    "counted": "{n} States: {parts}",
    "areas": "{text}; drawn and not counted: {n}",
    "read": "sources last read {when}",
    "movers-title": "About to change",
    "bands-title": "what changed when",
    "nothing-yet": "Nothing yet on record.",
    "record": "Record",
    "no-record": "Nothing on record by this day.",
    "no-announced": "",
    "movers": "About to change: {names}",
    "no-movers": "No State is about to change",
}
OF_POLICY: Final = FRAMES | {
    "tally": "of {n} States, {parts}",
    "chosen-tally": "of {n} chosen States, {parts}",
    "nothing": "nothing is known of the States in view",
    "nothing-fixed": "Law had fixed no later change by this day",
    "upcoming": "Next, fixed by law",
    "rows": "States that changed their class, as known on {day}",
    "no-rows": "By this day no State has changed its class.",
    "beyond": "Beyond our record, which ends on {day}: only what law has fixed",
    "key": "Fill: the class. Hatch: decided, not yet in force.",
}
OF_MEASURE: Final = FRAMES | {
    "tally": "of {n} States with a figure, {parts}",
    "chosen-tally": "of {n} chosen States with a figure, {parts}",
    "nothing": "no figure yet",
    "nothing-fixed": "No later figure is fixed",
    "upcoming": "Next",
    "rows": "Steps by period, greatest first, up to {day}",
    "no-rows": "No figure by this day.",
    "beyond": "No figure yet: the last ones end on {day}",
    "key": "Fill: the step that a State's figure falls into. Figures: of the period of the day.",
}
NOW: Final = Phrase(
    "{names} is now “[label]”",
    "{names} are now “[label]”",
    "{n} States are now “[label]”",
    "{names} is “[label]”",
    "{names} are “[label]”",
    "{n} more States are “[label]”",
    "one State became “[label]”",
    "{n} States became “[label]”",
)


def to_class(before: Look, after: Look) -> str:
    """Key of a move: into its new class. Raises ``ValueError`` where nothing moved."""
    if before == after:
        raise ValueError("a move changes something")
    return after.class_id


def policy_classes(rows: Sequence[LensClassRow]) -> tuple[LensClass, ...]:
    """Classes of a policy by rank. Those of one fill that do not move share an entry of the legend, as its parts."""
    ranked = sorted(rows, key=lambda row: row.rank)
    still = [(row.style, row.class_id) for row in ranked if row.moving == "no"]
    found = []
    for row in ranked:
        moving = row.moving == "yes"
        alike = [class_id for style, class_id in still if style is row.style and not moving]
        several = len(alike) > 1
        found.append(
            LensClass(
                class_id=row.class_id,
                label=row.label,
                meaning=row.meaning,
                style=f"{row.style.value}-moving" if moving else row.style.value,
                moving=moving,
                whole="-or-".join(alike) if several else row.class_id,
                family=("", row.label) if several else None,
            )
        )
    return tuple(found)


def measure_classes(rows: Sequence[LensClassRow]) -> tuple[LensClass, ...]:
    """Steps of a measure by rank, each an entry of the legend; the step that rows mark is outlined."""
    return tuple(
        LensClass(
            class_id=row.class_id,
            label=row.label,
            meaning=row.meaning,
            style=row.style.value,
            moving=False,
            whole=row.class_id,
            lower=row.lower,
            upper=row.upper,
            outlined=row.moving == "yes",
        )
        for row in sorted(rows, key=lambda row: row.rank)
    )


def policy_wording(classes: Sequence[LensClass]) -> Wording:
    """The words of a policy: its answer counts the States of every entry of its legend."""
    wholes = _wholes(classes)
    return Wording(
        frames=OF_POLICY,
        phrases=_phrases(classes),
        wholes=wholes,
        always=frozenset(),
        milestones={},
        tallies=tuple(
            Tally(tuple(one.class_id for one in classes if one.whole == whole), label)
            for whole, label in wholes.items()
        ),
        of=tuple(one.class_id for one in classes),
    )


def measure_wording(classes: Sequence[LensClass], unit: str) -> Wording:
    """The words of a measure: its answer counts the States that reach the outlined step, else those of every step."""
    steps = [one for one in classes if one.style != ClassStyle.UNKNOWN]
    least = next((one.lower for one in steps if one.outlined), None)
    if least is None:
        tallies = tuple(Tally((one.class_id,), f"at {one.label}") for one in steps)
    else:
        above = tuple(one.class_id for one in steps if one.lower is not None and one.lower >= least)
        tallies = (Tally(above, f"at {least:g} {unit} or more"),)
    return Wording(
        frames=OF_MEASURE,
        phrases=_phrases(classes),
        wholes=_wholes(classes),
        always=frozenset(),
        milestones={},
        tallies=tallies,
        of=tuple(one.class_id for one in steps),
    )


def _wholes(classes: Sequence[LensClass]) -> dict[str, str]:
    labels: dict[str, list[str]] = {}
    for one in classes:
        labels.setdefault(one.whole, []).append(one.label)
    return {whole: " or ".join(parts) for whole, parts in labels.items()}


def _phrases(classes: Sequence[LensClass]) -> dict[str, Phrase]:
    return {
        one.class_id: Phrase(*(form.replace("[label]", one.label) for form in NOW))
        for one in sorted(classes, key=lambda one: (one.class_id == UNKNOWN, not one.moving))
    }
