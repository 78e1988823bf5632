"""What differs between two views: two days of an instrument, two instruments on a day, or two states of the record."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.domain.history import Interval
from dashboard.domain.index import Index
from dashboard.domain.status import intervals, runs, status_as_of
from dashboard.domain.terms import Standing
from dashboard.domain.timeline import Change, changes


class Side(NamedTuple):
    """One of the two views compared."""

    instrument: str
    day: dt.date


@dataclass(frozen=True, slots=True)
class Difference:
    """One State that looks different on the two sides."""

    iso3: str
    left: Standing
    right: Standing


@dataclass(frozen=True, slots=True)
class Stretch:
    """Days on which a State looks different in two states of the record."""

    instrument: str
    iso3: str
    start: dt.date
    end: dt.date | None
    """First day on which both agree again; ``None`` where they never do."""
    before: Standing
    after: Standing


def differences(index: Index, left: Side, right: Side, states: Collection[str] | None = None) -> tuple[Difference, ...]:
    """States whose status, stage or contest differs between the sides, in the dataset's order.

    ``states`` narrows them (``None``: all). Raises ``KeyError`` for an unknown instrument.
    """
    lefts = intervals(index, left.instrument)
    rights = lefts if left.instrument == right.instrument else intervals(index, right.instrument)
    found = []
    for iso3 in index.countries:
        if states is not None and iso3 not in states:
            continue
        one = status_as_of(lefts[iso3], left.day).standing
        other = status_as_of(rights[iso3], right.day).standing
        if one != other:
            found.append(Difference(iso3, one, other))
    return tuple(found)


def changes_between(
    index: Index, instrument: str, one: dt.date, other: dt.date, states: Collection[str]
) -> tuple[Change, ...]:
    """Every change of an instrument after the earlier day, up to the later one, narrowed to ``states``; moves only."""
    first, last = sorted((one, other))
    kept = frozenset(states)
    found = []
    for change in changes(intervals(index, instrument), index.instruments[instrument]):
        moves = tuple(move for move in change.moves if move.iso3 in kept)
        if moves and first < change.on <= last:
            found.append(Change(change.on, moves))
    return tuple(found)


def stretches(instrument: str, iso3: str, before: Sequence[Interval], after: Sequence[Interval]) -> tuple[Stretch, ...]:
    """The stretches of days on which two histories of one State look different, in order."""
    olds, news = runs(before), runs(after)
    days = sorted({run.start for run in (*olds, *news)})
    found: list[Stretch] = []
    for number, day in enumerate(days):
        end = days[number + 1] if number + 1 < len(days) else None
        old, new = status_as_of(before, day).standing, status_as_of(after, day).standing
        if old == new:
            continue
        if found and found[-1].end == day and (found[-1].before, found[-1].after) == (old, new):
            found[-1] = Stretch(instrument, iso3, found[-1].start, end, old, new)
        else:
            found.append(Stretch(instrument, iso3, day, end, old, new))
    return tuple(found)


def changed_stretches(before: Index, after: Index) -> tuple[Stretch, ...]:
    """Every (State, instrument, days) whose look differs between two states of the record.

    By instrument and State in the later one's order; what the earlier one does not know begins as a State
    without any act on record.
    """
    found: list[Stretch] = []
    for instrument in after.instruments:
        olds: Mapping[str, Sequence[Interval]] = (
            intervals(before, instrument) if instrument in before.instruments else {}
        )
        for iso3, history in intervals(after, instrument).items():
            silent = Interval(dt.date.min, None, history[0].status, history[0].stage, False, (), (), ())
            found += stretches(instrument, iso3, olds.get(iso3, (silent,)), history)
    return tuple(found)
