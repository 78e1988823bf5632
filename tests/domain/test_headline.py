"""Sentences for one, two, three and many States; every move has a phrase; the browser's data give the same text."""

from __future__ import annotations

import datetime as dt
import json
from itertools import product

import pytest
from builders import instrument
from looks import LENS, look

from dashboard.domain.days import say_day
from dashboard.domain.headline import (
    NAMES_MAX,
    headline,
    headline_on,
    last_line,
    next_line,
    phrasebook,
    value_text,
)
from dashboard.domain.lenses.treaty import TreatyLens
from dashboard.domain.lenses.treaty_words import move_key
from dashboard.domain.phrases import PHRASES, Milestone, MoveKey
from dashboard.domain.terms import SUSPENSIONS, Stage, Status
from dashboard.domain.timeline import Change, Move, next_step, previous_step, restrict, step_at
from dashboard.domain.wording import join_names, number_word
from data.fields import Precision

PARTY = look(Status.STATE_PARTY)
PENDING = look(Status.STATE_PARTY, Stage.EXIT_DEPOSITED)
GONE = look(Status.WITHDRAWN)
ON = dt.date(2025, 12, 27)
NAMES = {"AAA": "Aland", "BBB": "the Bees", "CCC": "Ceeland"} | {f"D{n:02}": f"Dee {n:02}" for n in range(20)}


def leaving(*iso3s: str) -> Change:
    return Change(ON, tuple(Move(iso3, PENDING, GONE) for iso3 in iso3s))


@pytest.mark.parametrize(
    ("iso3s", "text"),
    [
        (("AAA",), "27 December 2025: the denunciation of Aland takes effect"),
        (("BBB", "AAA"), "27 December 2025: the denunciations of Aland and the Bees take effect"),
        (("CCC", "BBB", "AAA"), "27 December 2025: the denunciations of Aland, the Bees and Ceeland take effect"),
        (tuple(f"D{n:02}" for n in range(7)), "27 December 2025: seven denunciations take effect"),
        (tuple(f"D{n:02}" for n in range(13)), "27 December 2025: 13 denunciations take effect"),
    ],
)
def test_one_two_three_many(iso3s: tuple[str, ...], text: str) -> None:
    assert headline(leaving(*iso3s), NAMES, TreatyLens(instrument(exit_term="denunciation"))) == text


def test_several_things_on_one_day_and_inexact_days() -> None:
    change = Change(
        ON,
        (
            Move("AAA", PENDING, GONE),
            Move("BBB", PARTY, look(Status.STATE_PARTY, Stage.SUSPENSION_ANNOUNCED), exact=False),
        ),
        (Milestone.ENTERS_INTO_FORCE,),
    )
    assert headline(change, NAMES, LENS) == (
        "27 December 2025: the treaty enters into force; the withdrawal of Aland takes effect; "
        "the Bees (by that day) announces a suspension"
    )


def test_before_on_after_and_between() -> None:
    steps = (leaving("AAA"), Change(dt.date(2026, 1, 10), (Move("BBB", PENDING, GONE),)))
    eve, later = ON - dt.timedelta(days=1), ON + dt.timedelta(days=1)
    assert headline_on(steps, eve, NAMES, LENS) == "26 December 2025, before the first change"
    assert value_text(steps, eve, NAMES, LENS) == "26 December 2025, before the first change"
    assert headline_on(steps, later, NAMES, LENS) == "Since 27 December 2025: the withdrawal of Aland is in effect"
    assert value_text(steps, ON, NAMES, LENS) == "27 December 2025, one withdrawal took effect"
    assert value_text(steps, later, NAMES, LENS) == "28 December 2025, last change 27 December 2025"
    assert next_line(steps, NAMES, LENS).startswith("Next, fixed by law: 27 December 2025, ")
    assert next_line((), NAMES, LENS) == ""
    assert last_line(steps, eve, NAMES, LENS) == ""
    assert last_line(steps, ON, NAMES, LENS) == "This day: the withdrawal of Aland takes effect"
    assert last_line(steps, later, NAMES, LENS).startswith("Last: 27 December 2025, ")
    assert step_at(steps, eve) is None
    assert previous_step(steps, ON) is None
    assert next_step(steps, dt.date(2026, 1, 10)) is None


def test_restricting_keeps_milestones_and_drops_empty_days() -> None:
    opened = Change(dt.date(2020, 1, 1), (Move("AAA", GONE, PARTY),), (Milestone.OPENS,))
    assert restrict((opened, leaving("AAA", "BBB"), leaving("AAA")), {"BBB"}) == (
        Change(opened.on, (), (Milestone.OPENS,)),
        leaving("BBB"),
    )


def test_every_pair_of_looks_has_a_key() -> None:
    looks = {
        look(status, stage, contested)
        for status, stage in product(Status, Stage)
        for contested in ((False, True) if stage in SUSPENSIONS and status is Status.STATE_PARTY else (False,))
    }
    for before, after in product(looks, looks):
        if before == after:
            with pytest.raises(ValueError, match="changes something"):
                move_key(before, after)
        else:
            assert move_key(before, after) in PHRASES
    assert set(PHRASES) == set(MoveKey)


@pytest.mark.parametrize(
    ("before", "after", "key"),
    [
        ((Status.NEVER_PARTY, Stage.NONE), (Status.SIGNATORY, Stage.NONE), "signs"),
        ((Status.NEVER_PARTY, Stage.NONE), (Status.CONTRACTING_STATE, Stage.JOINING), "consents"),
        ((Status.WITHDRAWN, Stage.NONE), (Status.CONTRACTING_STATE, Stage.JOINING), "consents"),
        ((Status.CONTRACTING_STATE, Stage.JOINING), (Status.STATE_PARTY, Stage.NONE), "party"),
        ((Status.STATE_PARTY, Stage.EXIT_ANNOUNCED), (Status.STATE_PARTY, Stage.EXIT_ADOPTED), "exit-adopted"),
        ((Status.STATE_PARTY, Stage.EXIT_ADOPTED), (Status.STATE_PARTY, Stage.EXIT_DEPOSITED), "exit-deposited"),
        ((Status.STATE_PARTY, Stage.EXIT_DEPOSITED), (Status.WITHDRAWN, Stage.NONE), "exit-effective"),
        ((Status.STATE_PARTY, Stage.EXIT_DEPOSITED), (Status.STATE_PARTY, Stage.NONE), "exit-revoked"),
        ((Status.STATE_PARTY, Stage.EXIT_ANNOUNCED), (Status.STATE_PARTY, Stage.NONE), "step-ends"),
        ((Status.STATE_PARTY, Stage.EXIT_DEPOSITED), (Status.ENDED, Stage.NONE), "ends"),
        ((Status.SIGNATORY, Stage.NONE), (Status.RATIFIED_NOT_IN_FORCE, Stage.NONE), "consents"),
        ((Status.RATIFIED_NOT_IN_FORCE, Stage.NONE), (Status.SIGNATORY, Stage.NONE), "ratification-withdrawn"),
        (
            (Status.STATE_PARTY, Stage.SUSPENSION_NOTIFIED, False),
            (Status.STATE_PARTY, Stage.SUSPENSION_NOTIFIED, True),
            "contested",
        ),
        (
            (Status.STATE_PARTY, Stage.EXIT_ANNOUNCED, False),
            (Status.STATE_PARTY, Stage.SUSPENSION_NOTIFIED, True),
            "suspension-notified",
        ),
    ],
)
def test_keys_of_the_usual_moves(before: tuple, after: tuple, key: str) -> None:  # type: ignore[type-arg]
    assert move_key(look(*before), look(*after)) == key


@pytest.mark.parametrize("states", [1, 2, 3, NAMES_MAX, NAMES_MAX + 1, 13])
@pytest.mark.parametrize("key", list(MoveKey))
def test_phrases_leave_nothing_open_and_the_phrasebook_says_the_same(key: MoveKey, states: int) -> None:
    book = json.loads(json.dumps(phrasebook(LENS)))
    form = "one" if states == 1 else "many" if states <= book["names_max"] else "counted"
    names = [f"N{n}" for n in range(states)]
    in_words = book["numbers"][states] if states < len(book["numbers"]) else str(states)
    composed = book["phrases"][key][form].replace("{names}", join_names(names)).replace("{n}", in_words)
    direct = getattr(PHRASES[key], form).format(names=join_names(names), n=number_word(states), exit="withdrawal")
    assert composed == direct
    assert "{" not in composed
    assert ("N0" in composed) == (states <= NAMES_MAX)
    assert not composed.endswith(".")


@pytest.mark.parametrize(
    ("precision", "text"),
    [
        (Precision.DAY, "27 December 2025"),
        (Precision.MONTH, "December 2025"),
        (Precision.QUARTER, "fourth quarter of 2025"),
        (Precision.YEAR, "2025"),
        (Precision.ON_OR_BEFORE, "by 27 December 2025"),
        (Precision.UNKNOWN, "day not known"),
    ],
)
def test_days_are_never_finer_than_known(precision: Precision, text: str) -> None:
    assert say_day(ON, precision) == text
    assert say_day(None, precision) == "day not known"
