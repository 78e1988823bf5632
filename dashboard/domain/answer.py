"""The answer of a day in one line, and its counts in words. The phrases are data, so that the browser says the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypedDict

from dashboard.domain.days import say_day
from dashboard.domain.summary import BOUND_CLASSES, WHOLES, Summary
from dashboard.domain.terms import BOUND, FAMILIES, LEGEND, PRECEDENCE, Stage, Status, display_class
from dashboard.domain.wording import number_word

FRAMES: dict[str, str] = {
    "answer": "{day}: {text}",
    "moving": "{bound}; {moving}",
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
}
"""Sentences around the counts; ``{bound}`` is a figure, but in "moving" and "of-these" what was said of it."""

NO_STEP = "no step"

WHOLE_LABELS: dict[str, str] = {
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
"""Whole → its words; the last is what counts as no State."""
ALWAYS_SAID = frozenset({BOUND, Status.WITHDRAWN.value, Status.NEVER_PARTY.value})
"""Wholes that are said even where they count no State."""


class Clause(NamedTuple):
    """What the States of a class have done: of the one State in view, of one among several, of ``{n}``."""

    alone: str
    one: str
    many: str


ENDED = Clause("it has ended for it", "it has ended for one", "it has ended for {n}")
LEFT = Clause("it has left", "one has left", "{n} have left")
STEPS: dict[Stage, Clause] = {
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
ENTRIES: dict[Status, Clause] = {
    Status.CONTRACTING_STATE: Clause("it is joining", "one is joining", "{n} are joining"),
    Status.RATIFIED_NOT_IN_FORCE: Clause("it has ratified", "one has ratified", "{n} have ratified"),
    Status.SIGNATORY: Clause("it has signed", "one has signed", "{n} have signed"),
}
LEAVING = (display_class(Status.ENDED, Stage.NONE), display_class(Status.WITHDRAWN, Stage.NONE))
MOVING = tuple(display_class(Status.STATE_PARTY, stage) for stage in PRECEDENCE if stage in STEPS)
ENTERING = tuple(display_class(status, Stage.NONE) for status in ENTRIES)
CLAUSES: dict[str, Clause] = dict(
    zip((*LEAVING, *MOVING, *ENTERING), (ENDED, LEFT, *STEPS.values(), *ENTRIES.values()), strict=True)
)
"""Class → clause. Said are who has left and the step that leads furthest; where nobody moves, who enters."""


def answer(found: Summary, day: dt.date, names: Mapping[str, str], *, chosen: bool = False) -> str:
    """ "12 July 2025: 46 of 51 States are bound; four have given notice"

    ``names`` is alpha-3 → spoken name, for a view of one State; ``chosen`` says that the reader chose the States.
    """
    return FRAMES["answer"].format(day=say_day(day), text=_text(found, names, chosen))


def _text(found: Summary, names: Mapping[str, str], chosen: bool) -> str:
    bound, moving = _bound_text(found, names, chosen), _moving_text(found)
    return FRAMES["moving"].format(bound=bound, moving=moving) if moving else bound


def summary_text(found: Summary, names: Mapping[str, str], *, chosen: bool = False) -> str:
    """Every count in words, so that the parts add up; of one State alone, what its answer says.

    "46 of 51 States are bound; of these: no step 40, exit announced 1, voted 1, deposited 4. Others:
    left 0, not a party 5; apart: area without its own treaty status 1"
    """
    if found.of_states < 2:
        return _text(found, names, chosen)
    text, said = _bound_text(found, names, chosen), entries(found)
    if parts := [entry for entry in said if entry.part]:
        text = FRAMES["of-these"].format(bound=text, parts=_listed(parts))
    others = [entry for entry in said if not entry.part and entry.whole not in (BOUND, "")]
    text = FRAMES["others"].format(text=text, parts=_listed(others))
    return FRAMES["areas"].format(text=text, n=found.areas) if found.areas else text


def _bound_text(found: Summary, names: Mapping[str, str], chosen: bool) -> str:
    match found.states:
        case ():
            return FRAMES["no-state"]
        case (iso3,):
            return FRAMES["alone" if found.bound else "alone-not"].format(name=names.get(iso3, iso3))
        case _:
            form = "none" if not found.bound else "one" if found.bound == 1 else "many"
            return FRAMES[f"chosen-{form}" if chosen else form].format(bound=found.bound, n=found.of_states)


def _moving_text(found: Summary) -> str:
    """Who has left, and the step that leads furthest; where there is neither, who enters."""
    by_class = found.by_class

    def first(class_ids: Iterable[str]) -> list[str]:
        return [class_id for class_id in class_ids if by_class[class_id]][:1]

    leading = [*first(LEAVING), *first(MOVING)] or first(ENTERING)
    return ", ".join(_clause(CLAUSES[class_id], by_class[class_id], found.of_states == 1) for class_id in leading)


def _clause(clause: Clause, count: int, alone: bool) -> str:
    if alone:
        return clause.alone
    return clause.one if count == 1 else clause.many.format(n=number_word(count))


class Entry(NamedTuple):
    """One count of the legend: a whole, or a class of the bound as its part."""

    whole: str
    """One of ``WHOLES``; empty for areas."""
    class_id: str
    """The class that it stands for; of the bound, the first."""
    label: str
    n: int
    part: bool = False

    @property
    def id(self) -> str:
        """What tells it from the other counts: ``BOUND``, which has parts, else its class."""
        return BOUND if self.whole == BOUND and not self.part else self.class_id


def entries(found: Summary) -> list[Entry]:
    """The legend of a day: wholes, with the bound's classes below where any step is under way.

    A part that counts no State is left out, and so is a whole unless it is always said. What several parts have in
    common is said once: "exit announced", "voted", "deposited".
    """
    shown: list[Entry] = []
    for whole in (*WHOLES, ""):
        classes = [entry for entry in LEGEND if entry.whole == whole]
        count = found.counts[whole] if whole else found.areas
        if count or whole in ALWAYS_SAID:
            shown.append(Entry(whole, classes[0].class_id, WHOLE_LABELS[whole], count))
        if whole == BOUND:
            shown += _parts(found)
    return shown


def _parts(found: Summary) -> Iterator[Entry]:
    parts = [entry for entry in BOUND_CLASSES if found.of_bound[entry.class_id]]
    if not any(entry.stage in FAMILIES for entry in parts):
        return
    said = ""
    for entry in parts:
        family, step = FAMILIES.get(entry.stage, ("", NO_STEP))
        label = step if not family or family == said else f"{family} {step}"
        yield Entry(BOUND, entry.class_id, label, found.of_bound[entry.class_id], part=True)
        said = family


def _listed(some: Iterable[Entry]) -> str:
    return ", ".join(FRAMES["part"].format(label=entry.label, n=entry.n) for entry in some)


class AnswerBook(TypedDict):
    """All that a browser needs to say the same of a selection of States."""

    frames: dict[str, str]
    clauses: dict[str, dict[str, str]]
    leaving: list[str]
    moving: list[str]
    entering: list[str]
    no_step: str
    wholes: dict[str, str]
    always: list[str]


def answer_book() -> AnswerBook:
    """The tables above as plain values."""
    return {
        "frames": dict(FRAMES),
        "clauses": {class_id: clause._asdict() for class_id, clause in CLAUSES.items()},
        "leaving": list(LEAVING),
        "moving": list(MOVING),
        "entering": list(ENTERING),
        "no_step": NO_STEP,
        "wholes": {whole: WHOLE_LABELS[whole] for whole in (*WHOLES, "")},
        "always": sorted(ALWAYS_SAID),
    }
