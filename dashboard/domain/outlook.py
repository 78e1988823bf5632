"""What was settled or announced on each day: changes that law had fixed, and windows that actors had named."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from dashboard.domain.announcements import as_known, known_on
from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens
from dashboard.domain.production_chart import window_bar
from dashboard.domain.production_marks import Bar
from dashboard.domain.selection import DEFAULT_GRADES
from dashboard.domain.timeline import Change, Move
from dashboard.domain.windows import window_text
from data.event_schema import Announcement


@dataclass(frozen=True, slots=True)
class Due:
    """One change that was settled before it came."""

    fixed_on: dt.date
    """First day on which it was settled."""
    on: dt.date
    move: Move
    dropped_on: dt.date | None
    """Day from which it was settled no more; ``None`` where it stayed so until it came."""


class NamedWindow(NamedTuple):
    """One version of a programme, and the days on which it was the current one."""

    row: Announcement
    known_on: dt.date
    replaced_on: dt.date | None
    text: str
    bar: Bar | None


@dataclass(frozen=True, slots=True)
class ProgrammeVersions:
    """One programme with all its versions, earliest known first."""

    iso3: str
    name: str
    versions: tuple[NamedWindow, ...]


def due_changes(index: Index, lens: Lens) -> tuple[Due, ...]:
    """Every change of a State that was settled before its day, in the order of its day. Nothing is foreseen."""
    found: list[Due] = []
    for iso3 in index.countries:
        open_since: dict[tuple[dt.date, Move], dt.date] = {}
        for day in lens.settling_days(index, iso3):
            ahead = {
                (after.start, Move(iso3, before.look, after.look, after.exact))
                for before, after in pairwise(lens.known_runs(index, iso3, day))
                if after.start > day and before.look != after.look
            }
            for change in [change for change in open_since if change not in ahead]:
                since = open_since.pop(change)
                found.append(Due(since, change[0], change[1], day if day < change[0] else None))
            for change in ahead:
                open_since.setdefault(change, day)
        found += [Due(since, on, move, None) for (on, move), since in open_since.items()]
    return tuple(sorted(found, key=lambda due: (due.on, due.move.iso3, due.fixed_on)))


def settled_changes(dues: Sequence[Due], day: dt.date, iso3s: Collection[str] = ()) -> tuple[Change, ...]:
    """What was settled by ``day`` for later days, among some States (empty: all); ``dues`` of ``due_changes``."""
    moves: defaultdict[dt.date, list[Move]] = defaultdict(list)
    for due in dues:
        dropped = due.dropped_on is not None and due.dropped_on <= day
        if due.fixed_on <= day < due.on and not dropped and (not iso3s or due.move.iso3 in iso3s):
            moves[due.on].append(due.move)
    return tuple(Change(on, tuple(moves[on])) for on in sorted(moves))


def _named_windows(row: Announcement, known: dt.date, replaced_on: dt.date | None) -> Iterator[NamedWindow]:
    """A version, or two where its window could be derived only on a later day."""
    derived = row.bounds_known_on or known
    if derived > known:
        before = as_known(row, known)
        until = min(derived, replaced_on or derived)
        yield NamedWindow(before, known, until, window_text(before), window_bar(before))
    if replaced_on is None or derived < replaced_on:
        yield NamedWindow(row, max(known, derived), replaced_on, window_text(row), window_bar(row))


def programme_versions(index: Index, instrument_id: str) -> tuple[ProgrammeVersions, ...]:
    """Programmes on the treaty's weapons, by State and by the day each became known.

    Only versions of the grades that are shown unasked; a version is replaced from the day on which a later one of
    its chain became known.
    """
    kept = {
        row.announcement_id: (row, day)
        for row in index.dataset.announcements
        if instrument_id in row.instrument_ids and index.grade_of(row) in DEFAULT_GRADES
        if (day := known_on(row)) is not None
    }
    replaced: dict[str, dt.date] = {}
    chains: defaultdict[str, list[str]] = defaultdict(list)
    for key, (row, day) in kept.items():
        root, at, path = key, row.replaces_id, {key}
        while at is not None and at in index.announcements and at not in path:
            path.add(at)
            replaced[at] = min(day, replaced.get(at, day))
            root, at = at, index.announcements[at].replaces_id
        chains[root].append(key)
    programmes = []
    for keys in chains.values():
        rows = sorted((kept[key] for key in keys), key=lambda one: (one[1], one[0].announcement_id))
        versions = tuple(
            one for row, day in rows for one in _named_windows(row, day, replaced.get(row.announcement_id))
        )
        programmes.append(ProgrammeVersions(rows[-1][0].iso3, rows[-1][0].programme, versions))
    return tuple(sorted(programmes, key=lambda one: (one.iso3, one.versions[0].known_on, one.name)))
