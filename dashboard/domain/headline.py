"""Neutral sentences for a day. The parts are data, so that the browser composes the same text.

A move (one State before and after) has one key; a key has one phrase; States that share a key are
named in alphabetical order, or counted where they are more than ``NAMES_MAX``. Phrases follow the
order of ``MoveKey`` and are joined by ``JOINT``.
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Literal, TypedDict, assert_never

from dashboard.domain.answer import AnswerBook, answer_book
from dashboard.domain.days import say_day
from dashboard.domain.phrases import BRIEF_OVER, FRAMES, JOINT, MILESTONES, NAMES_MAX, PHRASES, MoveKey, Phrase
from dashboard.domain.terms import EXITS, PRECEDENCE, Stage, Standing, Status
from dashboard.domain.timeline import Change, step_at
from dashboard.domain.wording import NUMBERS, join_names, number_word, sort_by_name

__all__ = [
    "FRAMES",
    "JOINT",
    "MILESTONES",
    "NAMES_MAX",
    "PHRASES",
    "MoveKey",
    "Phrase",
    "Phrasebook",
    "headline",
    "headline_on",
    "last_line",
    "move_key",
    "next_line",
    "phrasebook",
    "say_day",
    "value_text",
]

Tense = Literal["now", "since", "past"]


def move_key(before: Standing, after: Standing) -> MoveKey:
    """The key of a move; every pair has one. Raises ``ValueError`` where nothing moved."""
    if before == after:
        raise ValueError("a move changes something")
    if before.status is Status.NO_OWN_STATUS:
        return MoveKey.RECORD_CHANGES
    match after.status:
        case Status.WITHDRAWN:
            return MoveKey.EXIT_EFFECTIVE
        case Status.ENDED:
            return MoveKey.ENDS
        case Status.RATIFIED_NOT_IN_FORCE:
            return MoveKey.CONSENTS
        case Status.CONTRACTING_STATE:
            if before.status is Status.STATE_PARTY:
                return MoveKey.EXIT_EFFECTIVE_REJOINING
            return MoveKey.RECORD_CHANGES if before.status is after.status else MoveKey.CONSENTS
        case Status.SIGNATORY:
            return _back_to_signatory(before)
        case Status.NEVER_PARTY | Status.NOT_OPEN | Status.NOT_READ | Status.NO_OWN_STATUS:
            return MoveKey.RECORD_CHANGES
        case Status.STATE_PARTY:
            if before.status is Status.STATE_PARTY:
                return _within_membership(before, after)
            # A State can enter with a step under way; that it is bound comes first.
            return MoveKey.PARTY
        case _:
            assert_never(after.status)


def _back_to_signatory(before: Standing) -> MoveKey:
    if before.status is Status.RATIFIED_NOT_IN_FORCE:
        return MoveKey.RATIFICATION_WITHDRAWN
    return MoveKey.SIGNS if before.status is Status.NEVER_PARTY else MoveKey.RECORD_CHANGES


def _within_membership(before: Standing, after: Standing) -> MoveKey:
    if before.stage is after.stage:
        return MoveKey.CONTESTED if after.contested else MoveKey.UNCONTESTED
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


def _fill(pattern: str, names: Sequence[str], exit_term: str) -> str:
    return pattern.format(names=join_names(names), n=number_word(len(names)), exit=exit_term)


def _text(change: Change, names: Mapping[str, str], exit_term: str, tense: Tense, names_max: int = NAMES_MAX) -> str:
    """Everything that happens on the day of a change; "past" counts States, the others name up to ``names_max``."""
    by_key: defaultdict[MoveKey, list[str]] = defaultdict(list)
    exact = {move.iso3: move.exact for move in change.moves}
    for move in change.moves:
        by_key[move_key(move.before, move.after)].append(move.iso3)
    parts: list[str] = [getattr(MILESTONES[milestone], tense) for milestone in change.milestones]
    for key in MoveKey:
        if key in by_key:
            spoken = [
                names.get(iso3, iso3) if exact[iso3] else FRAMES["inexact"].format(name=names.get(iso3, iso3))
                for iso3 in sort_by_name(by_key[key], names)
            ]
            parts.append(_fill(_pattern(PHRASES[key], len(spoken), tense, names_max), spoken, exit_term))
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


def headline(change: Change, names: Mapping[str, str], exit_term: str, day: dt.date | None = None) -> str:
    """The sentence of a change: "27 December 2025: …" on its day, "Since 27 December 2025: …" on a later ``day``.

    ``names`` is alpha-3 → spoken name; ``exit_term`` the instrument's own word for leaving.
    """
    if day is None or day == change.on:
        return FRAMES["on"].format(day=say_day(change.on), text=_text(change, names, exit_term, "now"))
    return FRAMES["since"].format(day=say_day(change.on), text=_text(change, names, exit_term, "since"))


def headline_on(steps: Sequence[Change], day: dt.date, names: Mapping[str, str], exit_term: str) -> str:
    """The headline of ``day``: its own change, or the last one before it."""
    step = step_at(steps, day)
    if step is None:
        return FRAMES["value-before"].format(day=say_day(day))
    return headline(step, names, exit_term, day)


def value_text(steps: Sequence[Change], day: dt.date, names: Mapping[str, str], exit_term: str) -> str:
    """What the slider says on ``day``: "27 December 2025, three withdrawals took effect"."""
    step = step_at(steps, day)
    if step is None:
        return FRAMES["value-before"].format(day=say_day(day))
    if step.on == day:
        return FRAMES["value"].format(day=say_day(day), text=_text(step, names, exit_term, "past"))
    return FRAMES["value-between"].format(day=say_day(day), last=say_day(step.on))


def next_line(settled: Sequence[Change], names: Mapping[str, str], exit_term: str) -> str:
    """ "Next, fixed by law: 10 January 2026, the withdrawal of Finland takes effect"; empty where nothing is settled.

    ``settled`` is what ``outlook.settled_changes`` gives for the day: a later act is not foreseen.
    """
    return _brief("next", settled[0] if settled else None, names, exit_term)


def last_line(steps: Sequence[Change], day: dt.date, names: Mapping[str, str], exit_term: str) -> str:
    """ "Last: 27 December 2025, …", on that day itself "This day: …"; empty before the first step."""
    step = step_at(steps, day)
    return _brief("this-day" if step is not None and step.on == day else "last", step, names, exit_term)


def _brief(frame: str, step: Change | None, names: Mapping[str, str], exit_term: str) -> str:
    """One line below the answer; over ``BRIEF_OVER`` characters, several States are counted, not named."""
    if step is None:
        return ""
    line = FRAMES[frame].format(day=say_day(step.on), text=_text(step, names, exit_term, "now"))
    if len(line) <= BRIEF_OVER:
        return line
    return FRAMES[frame].format(day=say_day(step.on), text=_text(step, names, exit_term, "now", names_max=1))


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


def phrasebook(exit_term: str) -> Phrasebook:
    """The table of phrases with the instrument's word for leaving filled in; ``{names}`` and ``{n}`` stay open."""
    filled = {
        key.value: {form: pattern.replace("{exit}", exit_term) for form, pattern in PHRASES[key]._asdict().items()}
        for key in MoveKey
    }
    return {
        "names_max": NAMES_MAX,
        "brief_over": BRIEF_OVER,
        "numbers": list(NUMBERS),
        "order": [key.value for key in MoveKey],
        "joint": JOINT,
        "frames": dict(FRAMES),
        "phrases": filled,
        "milestones": {milestone.value: phrase._asdict() for milestone, phrase in MILESTONES.items()},
        "answer": answer_book(),
    }
