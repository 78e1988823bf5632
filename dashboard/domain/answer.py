"""The answer of a day in one line, and its counts in words. The phrases are the lens's own, and the browser's too."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple, TypedDict

from dashboard.domain.days import say_day
from dashboard.domain.lenses import class_of
from dashboard.domain.lenses.words import Clause, Wording
from dashboard.domain.summary import Summary
from dashboard.domain.wording import number_word

NO_STEP = "no step"


def answer(found: Summary, day: dt.date, names: Mapping[str, str], *, chosen: bool = False) -> str:
    """ "12 July 2025: 46 of 51 States are bound; four have given notice"

    ``names`` is alpha-3 → spoken name, for a view of one State; ``chosen`` says that the reader chose the States.
    """
    return found.lens.wording.frames["answer"].format(day=say_day(day), text=_text(found, names, chosen))


def _text(found: Summary, names: Mapping[str, str], chosen: bool) -> str:
    frames = found.lens.wording.frames
    bound, moving = _main_text(found, names, chosen), _moving_text(found)
    if moving:
        return frames["moving"].format(bound=bound, moving=moving)
    return frames["calm"].format(bound=bound) if found.main and found.of_states > 1 else bound


def summary_text(found: Summary, names: Mapping[str, str], *, chosen: bool = False) -> str:
    """Every count in words, so that the parts add up; of one State alone, what its answer says.

    "46 of 51 States are bound; of these: no step 40, exit announced 1, voted 1, deposited 4. Others:
    left 0, not a party 5; apart: area without its own treaty status 1"
    """
    if found.of_states < 2:
        return _text(found, names, chosen)
    words, said = found.lens.wording, entries(found)
    frames = words.frames
    if words.main:
        text = _main_text(found, names, chosen)
        if parts := [entry for entry in said if entry.part and entry.whole == words.main]:
            text = frames["of-these"].format(bound=text, parts=_listed(words, parts))
        others = [entry for entry in said if not entry.part and entry.whole not in (words.main, "")]
        text = frames["others"].format(text=text, parts=_listed(words, others))
    else:
        told: list[str] = []
        for whole in (entry for entry in said if entry.whole and not entry.part):
            parts = [entry for entry in said if entry.part and entry.whole == whole.whole]
            text = _listed(words, [whole])
            told.append(frames["of-these"].format(bound=text, parts=_listed(words, parts)) if parts else text)
        text = frames["counted"].format(n=found.of_states, parts="; ".join(told))
    return frames["areas"].format(text=text, n=found.areas) if found.areas else text


def _main_text(found: Summary, names: Mapping[str, str], chosen: bool) -> str:
    words = found.lens.wording
    frames = words.frames
    match found.states:
        case ():
            return frames["no-state"]
        case (iso3,) if words.main:
            return frames["alone" if found.main else "alone-not"].format(name=names.get(iso3, iso3))
        case (iso3,):
            class_id = next(key for key, count in found.by_class.items() if count)
            return frames["alone"].format(name=names.get(iso3, iso3), label=class_of(found.lens, class_id).label)
        case _ if words.main:
            form = "none" if not found.main else "one" if found.main == 1 else "many"
            return frames[f"chosen-{form}" if chosen else form].format(bound=found.main, n=found.of_states)
        case _:
            return _tallied(found, chosen)


def _tallied(found: Summary, chosen: bool) -> str:
    """What an answer counts that is about no one class; a tally that stands alone is said even of no State."""
    words = found.lens.wording
    of = sum(found.by_class[class_id] for class_id in words.of)
    if not of:
        return words.frames["nothing"]
    counted = [(one.label, sum(found.by_class[class_id] for class_id in one.class_ids)) for one in words.tallies]
    parts = [words.frames["tallied"].format(label=label, n=n) for label, n in counted if n or len(words.tallies) == 1]
    return words.frames["chosen-tally" if chosen else "tally"].format(n=of, parts=", ".join(parts))


def _moving_text(found: Summary) -> str:
    """Who has left, and the step that leads furthest; where there is neither, who enters."""
    by_class, words = found.by_class, found.lens.wording

    def first(class_ids: Iterable[str]) -> list[str]:
        return [class_id for class_id in class_ids if by_class[class_id]][:1]

    leading = [*first(words.leaving), *first(words.moving)] or first(words.entering)
    return ", ".join(_clause(words.clauses[class_id], by_class[class_id], found.of_states == 1) for class_id in leading)


def _clause(clause: Clause, count: int, alone: bool) -> str:
    if alone:
        return clause.alone
    return clause.one if count == 1 else clause.many.format(n=number_word(count))


class Entry(NamedTuple):
    """One count of the legend: a whole, or a class that is a part of it."""

    whole: str
    """Id of a whole; empty for areas."""
    class_id: str
    """The class that it stands for; of a whole with parts, the first."""
    label: str
    n: int
    part: bool = False
    id: str = ""
    """What tells it from the other counts: its class, or its whole where that has several."""


def entries(found: Summary) -> list[Entry]:
    """The legend of a day: wholes, with the classes of one below where any step is under way or they are parts.

    A part that counts no State is left out, and so is a whole unless it is always said. What several parts have in
    common is said once: "exit announced", "voted", "deposited".
    """
    shown: list[Entry] = []
    counts, words = found.counts, found.lens.wording
    for whole, label in words.wholes.items():
        classes = [entry for entry in found.lens.classes if entry.whole == whole]
        count = counts.get(whole, 0) if whole else found.areas
        if classes and (count or whole in words.always):
            key = whole if len(classes) > 1 else classes[0].class_id
            shown.append(Entry(whole, classes[0].class_id, label, count, id=key))
            if len(classes) > 1:
                shown += _parts(found, whole)
    return shown


def _parts(found: Summary, whole: str) -> Iterator[Entry]:
    parts = [entry for entry in found.lens.classes if entry.whole == whole and found.by_class[entry.class_id]]
    if not any(entry.family for entry in parts):
        return
    said = ""
    for entry in parts:
        family, step = entry.family or ("", NO_STEP)
        label = step if not family or family == said else f"{family} {step}"
        yield Entry(whole, entry.class_id, label, found.by_class[entry.class_id], part=True, id=entry.class_id)
        said = family


def _listed(words: Wording, some: Iterable[Entry]) -> str:
    return ", ".join(words.frames["part"].format(label=entry.label, n=entry.n) for entry in some)


class AnswerBook(TypedDict):
    """All that a browser needs to say the same of a selection of States."""

    frames: dict[str, str]
    main: str
    clauses: dict[str, dict[str, str]]
    leaving: list[str]
    moving: list[str]
    entering: list[str]
    tallies: list[tuple[list[str], str]]
    of: list[str]
    no_step: str
    wholes: dict[str, str]
    always: list[str]


def answer_book(words: Wording) -> AnswerBook:
    """The words of a lens as plain values."""
    return {
        "frames": dict(words.frames),
        "main": words.main,
        "clauses": {class_id: clause._asdict() for class_id, clause in words.clauses.items()},
        "leaving": list(words.leaving),
        "moving": list(words.moving),
        "entering": list(words.entering),
        "tallies": [(list(one.class_ids), one.label) for one in words.tallies],
        "of": list(words.of),
        "no_step": NO_STEP,
        "wholes": dict(words.wholes),
        "always": sorted(words.always),
    }
