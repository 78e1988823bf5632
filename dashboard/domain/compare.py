"""What differs between two views: two days of a lens, two lenses on a day, or two states of the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens, Look, Run, lenses_of, run_on
from dashboard.domain.timeline import Change, changes
from data.schema import CountryKind


class Side(NamedTuple):
    """One of the two views compared: a lens on a day."""

    lens: Lens
    day: dt.date


@dataclass(frozen=True, slots=True)
class Difference:
    """One State that looks different on the two sides."""

    iso3: str
    left: Look
    right: Look


class Pairing(NamedTuple):
    """States that are alike under two lenses."""

    left: Look
    right: Look
    iso3s: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which a State looks different in two states of the record."""

    lens_id: str
    iso3: str
    start: dt.date
    end: dt.date | None
    """First day on which both agree again; ``None`` where they never do."""
    before: Look
    after: Look


def differences(index: Index, left: Side, right: Side, states: Collection[str] | None = None) -> tuple[Difference, ...]:
    """States whose class or contest differs between the sides, in the dataset's order; ``None`` is all States."""
    found = []
    for iso3 in index.countries:
        if states is not None and iso3 not in states:
            continue
        one, other = (run_on(side.lens.runs(index, iso3), side.day).look for side in (left, right))
        if one != other:
            found.append(Difference(iso3, one, other))
    return tuple(found)


def share_classes(one: Lens, other: Lens) -> bool:
    """Whether two lenses are told in the same classes, so that a State can differ between them."""
    return {entry.class_id for entry in one.classes} == {entry.class_id for entry in other.classes}


def pairings(index: Index, left: Side, right: Side, states: Collection[str] | None = None) -> tuple[Pairing, ...]:
    """States by what they are on both sides, what moves first, then in the order of the two legends.

    Areas, which are counted nowhere, are left out; ``None`` is all States.
    """
    found: dict[tuple[Look, Look], list[str]] = {}
    for iso3, row in index.countries.items():
        if row.kind is CountryKind.STATE and (states is None or iso3 in states):
            one, other = (run_on(side.lens.runs(index, iso3), side.day).look for side in (left, right))
            found.setdefault((one, other), []).append(iso3)
    places = [
        {entry.class_id: (not entry.moving, number) for number, entry in enumerate(side.lens.classes)}
        for side in (left, right)
    ]

    def order(pair: tuple[Look, Look]) -> tuple[object, ...]:
        return places[0][pair[0].class_id], places[1][pair[1].class_id], pair[0].contested, pair[1].contested

    return tuple(Pairing(*pair, tuple(found[pair])) for pair in sorted(found, key=order))


def lens_beside(index: Index, lens: Lens, day: dt.date) -> str | None:
    """The lens to lay beside another first: of its group the one that binds most of those that have left it.

    The next one where none has; ``None`` where there is no other.
    """
    others = [one for one in lenses_of(index).values() if one.id != lens.id]
    near = [one for one in others if one.group == lens.group] or others
    left = [iso3 for iso3 in index.countries if _has_left(lens, run_on(lens.runs(index, iso3), day))]

    def still(one: Lens) -> int:
        return sum(run_on(one.runs(index, iso3), day).entry.whole == one.wording.main for iso3 in left)

    return max(near, key=still).id if near else None


def _has_left(lens: Lens, run: Run) -> bool:
    return run.entry.moving and run.entry.whole != lens.wording.main


def changes_between(
    index: Index, lens: Lens, one: dt.date, other: dt.date, states: Collection[str]
) -> tuple[Change, ...]:
    """Every change under a lens after the earlier day, up to the later one, narrowed to ``states``; moves only."""
    first, last = sorted((one, other))
    kept = frozenset(states)
    found = []
    for change in changes(index, lens):
        moves = tuple(move for move in change.moves if move.iso3 in kept)
        if moves and first < change.on <= last:
            found.append(Change(change.on, moves))
    return tuple(found)


def stretches(lens_id: str, iso3: str, before: Sequence[Run], after: Sequence[Run]) -> tuple[Stretch, ...]:
    """The stretches of days on which two histories of one State look different, in order."""
    days = sorted({run.start for run in (*before, *after)})
    found: list[Stretch] = []
    for number, day in enumerate(days):
        end = days[number + 1] if number + 1 < len(days) else None
        old, new = run_on(before, day).look, run_on(after, day).look
        if old == new:
            continue
        if found and found[-1].end == day and (found[-1].before, found[-1].after) == (old, new):
            found[-1] = Stretch(lens_id, iso3, found[-1].start, end, old, new)
        else:
            found.append(Stretch(lens_id, iso3, day, end, old, new))
    return tuple(found)


def changed_stretches(before: Index, after: Index) -> tuple[Stretch, ...]:
    """Every (State, lens, days) whose look differs between two states of the record.

    By lens and State in the later one's order; what the earlier one does not know begins as a State without any row.
    """
    found: list[Stretch] = []
    old_lenses = lenses_of(before)
    for lens_id, lens in lenses_of(after).items():
        known = before.countries.keys() if lens_id in old_lenses else frozenset[str]()
        for iso3 in after.countries:
            runs = lens.runs(after, iso3)
            old = old_lenses[lens_id].runs(before, iso3) if iso3 in known else (runs[0]._replace(end=None),)
            found += stretches(lens_id, iso3, old, runs)
    return tuple(found)
