"""Neutral sentences for a day. The parts are data, so that the browser composes the same text.

A move (one State before and after) has one key; a key has one phrase; States that share a key are
named in alphabetical order, or counted where they are more than ``NAMES_MAX``. Phrases follow the
order of the lens's own table and are joined by ``JOINT``.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal, TypedDict, assert_never

from dashboard.domain.answer import AnswerBook, answer_book
from dashboard.domain.days import say_day
from dashboard.domain.lenses import Lens
from dashboard.domain.phrases import BRIEF_OVER, FRAMES, JOINT, NAMES_MAX, Phrase
from dashboard.domain.timeline import Change, step_at
from dashboard.domain.wording import NUMBERS, join_names, number_word, sort_by_name

Tense = Literal["now", "since", "past"]


def _fill(pattern: str, names: Sequence[str]) -> str:
    return pattern.format(names=join_names(names), n=number_word(len(names)))


def _text(change: Change, names: Mapping[str, str], lens: Lens, tense: Tense, names_max: int = NAMES_MAX) -> str:
    """Everything that happens on the day of a change; "past" counts States, the others name up to ``names_max``."""
    by_key: defaultdict[str, list[str]] = defaultdict(list)
    exact = {move.iso3: move.exact for move in change.moves}
    for move in change.moves:
        by_key[lens.move_key(move.before, move.after)].append(move.iso3)
    words = lens.wording
    parts: list[str] = [getattr(words.milestones[milestone], tense) for milestone in change.milestones]
    for key, phrase in words.phrases.items():
        if key in by_key:
            spoken = [
                names.get(iso3, iso3) if exact[iso3] else FRAMES["inexact"].format(name=names.get(iso3, iso3))
                for iso3 in sort_by_name(by_key[key], names)
            ]
            parts.append(_fill(_pattern(phrase, len(spoken), tense, names_max), spoken))
    return JOINT.join(parts)


def _pattern(phrase: Phrase, states: int, tense: Tense, names_max: int) -> str:
    match tense:
        case "now":
            return phrase.one if states == 1 else phrase.many if states <= names_max else phrase.counted
        case "since":
            return (
                phrase.since_one if states == 1 else phrase.since_many if states <= names_max else phrase.since_counted
            )
        case "past":
            return phrase.past_one if states == 1 else phrase.past_counted
        case _:
            assert_never(tense)


def headline(change: Change, names: Mapping[str, str], lens: Lens, day: dt.date | None = None) -> str:
    """The sentence of a change: "27 December 2025: …" on its day, "Since 27 December 2025: …" on a later ``day``.

    ``names`` is alpha-3 → spoken name; the words are those of the lens.
    """
    if day is None or day == change.on:
        return FRAMES["on"].format(day=say_day(change.on), text=_text(change, names, lens, "now"))
    return FRAMES["since"].format(day=say_day(change.on), text=_text(change, names, lens, "since"))


def headline_on(steps: Sequence[Change], day: dt.date, names: Mapping[str, str], lens: Lens) -> str:
    """The headline of ``day``: its own change, or the last one before it."""
    step = step_at(steps, day)
    if step is None:
        return FRAMES["value-before"].format(day=say_day(day))
    return headline(step, names, lens, day)


def value_text(steps: Sequence[Change], day: dt.date, names: Mapping[str, str], lens: Lens) -> str:
    """What the slider says on ``day``: "27 December 2025, three withdrawals took effect"."""
    step = step_at(steps, day)
    if step is None:
        return FRAMES["value-before"].format(day=say_day(day))
    if step.on == day:
        return FRAMES["value"].format(day=say_day(day), text=_text(step, names, lens, "past"))
    return FRAMES["value-between"].format(day=say_day(day), last=say_day(step.on))


def next_line(settled: Sequence[Change], names: Mapping[str, str], lens: Lens) -> str:
    """ "Next, fixed by law: 10 January 2026, the withdrawal of Finland takes effect"; empty where nothing is settled.

    ``settled`` is what ``outlook.settled_changes`` gives for the day: a later act is not foreseen.
    """
    return _brief("next", settled[0] if settled else None, names, lens)


def last_line(steps: Sequence[Change], day: dt.date, names: Mapping[str, str], lens: Lens) -> str:
    """ "Last: 27 December 2025, …", on that day itself "This day: …"; empty before the first step."""
    step = step_at(steps, day)
    return _brief("this-day" if step is not None and step.on == day else "last", step, names, lens)


def _brief(frame: str, step: Change | None, names: Mapping[str, str], lens: Lens) -> str:
    """One line below the answer; over ``BRIEF_OVER`` characters, several States are counted, not named."""
    if step is None:
        return ""
    line = FRAMES[frame].format(day=say_day(step.on), text=_text(step, names, lens, "now"))
    if len(line) <= BRIEF_OVER:
        return line
    return FRAMES[frame].format(day=say_day(step.on), text=_text(step, names, lens, "now", names_max=1))


class Phrasebook(TypedDict):
    """All that a browser needs to compose the same sentences for a selection of States."""

    names_max: int
    brief_over: int
    numbers: list[str]
    order: list[str]
    joint: str
    frames: dict[str, str]
    phrases: dict[str, dict[str, str]]
    milestones: dict[str, dict[str, str]]
    answer: AnswerBook


def phrasebook(lens: Lens) -> Phrasebook:
    """The sentences of a lens as plain values; ``{names}`` and ``{n}`` stay open."""
    words = lens.wording
    return {
        "names_max": NAMES_MAX,
        "brief_over": BRIEF_OVER,
        "numbers": list(NUMBERS),
        "order": list(words.phrases),
        "joint": JOINT,
        "frames": dict(FRAMES),
        "phrases": {key: phrase._asdict() for key, phrase in words.phrases.items()},
        "milestones": {key: phrase._asdict() for key, phrase in words.milestones.items()},
        "answer": answer_book(words),
    }
