"""Differences between two views equal a brute-force difference; steps in between and stretches equal a walk day "
"by day."""

from __future__ import annotations

import datetime as dt
import random

import pytest

from dashboard.domain.compare import Side, changed_stretches, changes_between, differences
from dashboard.domain.index import Index
from dashboard.domain.lenses import Look, lenses_of
from dashboard.domain.lenses.lens import class_of
from dashboard.domain.status import intervals, reading, status_as_of
from dashboard.domain.terms import display_class
from dashboard.domain.timeline import extent
from dashboard.store.dataset import shelf

PAIRS = 200


@pytest.fixture(scope="module")
def index() -> Index:
    return shelf.current().index


def seen(index: Index, side: Side, iso3: str) -> Look:
    """From the acts done and known by the day alone: another road than the intervals."""
    now = reading(index, side.lens.id, iso3, side.day)
    return Look(class_of(side.lens, display_class(now.status, now.stage)), now.contested)


def random_side(index: Index, chance: random.Random, instrument: str | None = None) -> Side:
    instrument = instrument or chance.choice(list(index.instruments))
    first, last = extent(index, instrument)
    turning = [one.start for of in intervals(index, instrument).values() for one in of if first <= one.start <= last]
    if turning and chance.random() < 0.5:  # days on which something turns, and their neighbours
        day = chance.choice(turning) + dt.timedelta(days=chance.choice((-1, 0, 1)))
        return Side(lenses_of(index)[instrument], min(max(day, first), last))
    return Side(lenses_of(index)[instrument], first + dt.timedelta(days=chance.randrange((last - first).days + 1)))


def brute_force(index: Index, left: Side, right: Side) -> list[tuple[str, Look, Look]]:
    found = []
    for iso3 in index.countries:
        one, other = seen(index, left, iso3), seen(index, right, iso3)
        if one != other:
            found.append((iso3, one, other))
    return found


def test_two_days_equal_brute_force(index: Index) -> None:
    chance = random.Random(20260531)
    moved = 0
    for _ in range(PAIRS):
        left = random_side(index, chance)
        right = random_side(index, chance, left.lens.id)
        found = differences(index, left, right)
        assert [(one.iso3, one.left, one.right) for one in found] == brute_force(index, left, right), (left, right)
        moved += bool(found)
    assert moved > PAIRS / 3


def test_two_treaties_equal_brute_force(index: Index) -> None:
    chance = random.Random(7)
    for _ in range(50):
        left, right = random_side(index, chance), random_side(index, chance)
        found = differences(index, left, right)
        assert [(one.iso3, one.left, one.right) for one in found] == brute_force(index, left, right), (left, right)


def test_a_side_against_itself_and_turned_round(index: Index) -> None:
    chance = random.Random(3)
    ottawa = lenses_of(index)["apmbc"]
    left, right = Side(ottawa, dt.date(2024, 1, 1)), Side(ottawa, dt.date(2026, 2, 20))
    assert differences(index, left, left) == ()
    there, back = differences(index, left, right), differences(index, right, left)
    assert [(one.iso3, one.right, one.left) for one in there] == [(one.iso3, one.left, one.right) for one in back]
    assert {one.iso3 for one in there} == {"EST", "LVA", "LTU", "FIN", "POL", "UKR"}
    narrowed = {one.iso3 for one in differences(index, left, right, {"POL", "NOR", chance.choice(("SWE", "DEU"))})}
    assert narrowed == {"POL"}


def test_the_day_before_of_and_after_the_baltic_exits(index: Index) -> None:
    eve, day, after = (Side(lenses_of(index)["apmbc"], dt.date(2025, 12, 26) + dt.timedelta(days=n)) for n in range(3))
    assert {one.iso3 for one in differences(index, eve, day)} == {"EST", "LVA", "LTU"}
    assert differences(index, day, after) == ()


@pytest.mark.parametrize("seed", range(6))
def test_steps_between_equal_a_walk_day_by_day(index: Index, seed: int) -> None:
    chance = random.Random(seed)
    side = random_side(index, chance)
    states = set(chance.sample(list(index.countries), 20))
    end = min(side.day + dt.timedelta(days=chance.randrange(1, 900)), extent(index, side.lens.id)[1])
    walked = []
    histories = intervals(index, side.lens.id)
    for number in range(1, (end - side.day).days + 1):
        day = side.day + dt.timedelta(days=number)
        eve = day - dt.timedelta(days=1)
        moves = {
            iso3
            for iso3 in states
            if status_as_of(histories[iso3], day).standing != status_as_of(histories[iso3], eve).standing
        }
        if moves:
            walked.append((day, moves))
    found = changes_between(index, side.lens, side.day, end, states)
    assert [(step.on, {move.iso3 for move in step.moves}) for step in found] == walked
    assert changes_between(index, side.lens, end, side.day, states) == found


def test_what_is_altered_equals_every_day_that_differs(index: Index) -> None:
    chance = random.Random(11)
    gone = set(chance.sample([row.action_id for row in index.dataset.treaty_actions if row.effective_on], 12))
    kept = tuple(row for row in index.dataset.treaty_actions if row.action_id not in gone)
    before = Index(index.dataset.model_copy(update={"treaty_actions": kept}))
    found = changed_stretches(before, index)
    assert found
    for instrument in index.instruments:
        olds, news = intervals(before, instrument), intervals(index, instrument)
        first, last = extent(index, instrument)
        for number in range(0, (last - first).days, 31):
            day = first + dt.timedelta(days=number)
            expected = {
                iso3
                for iso3 in index.countries
                if status_as_of(olds[iso3], day).standing != status_as_of(news[iso3], day).standing
            }
            told = {
                one.iso3
                for one in found
                if one.lens_id == instrument and one.start <= day and (one.end is None or day < one.end)
            }
            assert told == expected, (instrument, day)
    assert changed_stretches(index, index) == ()
