"""What was known on a day of announced production, purchase and deployment.

Announcements that replace one another form a chain; a chain may fork, and a chain (not an activity)
is one programme: one row of the chart. Where no day was named, the text says so.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from dashboard.domain.days import counts_from
from dashboard.domain.index import Index
from data.event_schema import Activity, Announcement, Weapon
from data.fields import Precision
from data.source_schema import Grade

ALL_GRADES = frozenset(Grade)


MILESTONES: dict[Activity, str] = {
    Activity.PRODUCTION: "start of production",
    Activity.PROCUREMENT: "delivery and use",
    Activity.STOCKPILING: "in stock",
    Activity.DEPLOYMENT: "in place",
    Activity.TRAINING: "training",
    Activity.FORTIFICATION: "built",
}
"""What a date of each activity is the day of. Days of two milestones are not compared."""


class SlipKind(StrEnum):
    """How the later version's last day compares with the earlier one's."""

    LATER = "later"
    EARLIER = "earlier"
    SAME = "same"
    DROPPED = "dropped"
    DATED = "dated"
    OTHER_MILESTONE = "other-milestone"
    NONE = "none"


SLIP_LABELS: dict[SlipKind, str] = {
    SlipKind.LATER: "later",
    SlipKind.EARLIER: "earlier",
    SlipKind.SAME: "same last day",
    SlipKind.DROPPED: "date dropped",
    SlipKind.DATED: "first dated",
    SlipKind.OTHER_MILESTONE: "a different milestone",
    SlipKind.NONE: "no date before or after",
}


@dataclass(frozen=True, slots=True)
class Slip:
    """From one version to a later one of the same chain."""

    from_id: str
    to_id: str
    days: int | None
    """Change of ``start_latest``, in days; ``None`` where either names none, or they name two milestones."""
    kind: SlipKind


@dataclass(frozen=True, slots=True)
class Programme:
    """One chain as it stood on a day."""

    chain_id: str
    """The announcement that opened the chain, whether or not it passes the filters."""
    iso3: str
    name: str
    heads: tuple[Announcement, ...]
    """Versions current on the day, latest announced first; at least one."""
    superseded: tuple[Announcement, ...]
    """Versions replaced by then, latest announced first."""
    slips: tuple[Slip, ...]
    """One for each replacement known by then, in order of the replacing announcement."""
    totals: tuple[Slip, ...]
    """One for each head that replaces a version: from the first version on its path that named a last day of
    the head's milestone (else the first of that milestone, else the first that named a day) to the head."""


def known_on(announcement: Announcement) -> dt.date | None:
    """Day from which an announcement counts as known; coarse dates count from their last day."""
    return counts_from(announcement.announced_on, announcement.announced_precision)


def as_known(announcement: Announcement, as_of: dt.date) -> Announcement:
    """An announcement as it could be read on ``as_of``: without its window, where that was derived only later."""
    derived = announcement.bounds_known_on
    if derived is None or derived <= as_of:
        return announcement
    none = {"start_earliest": None, "start_latest": None, "start_precision": Precision.UNKNOWN}
    return announcement.model_copy(update=none)


def turns(index: Index) -> tuple[dt.date, ...]:
    """Days from which another announcement, or the window of one, was known, in order; worked out once."""
    if "turns of announcements" not in index.memo:
        days = {day for row in index.announcements.values() for day in (known_on(row), row.bounds_known_on)}
        index.memo["turns of announcements"] = tuple(sorted(day for day in days if day is not None))
    found: tuple[dt.date, ...] = index.memo["turns of announcements"]
    return found


def same_from(index: Index, day: dt.date) -> dt.date:
    """First of the days up to ``day`` on which the same was known of every announcement; ``day`` before any was."""
    at = bisect_right(turns(index), day)
    return turns(index)[at - 1] if at else day


def slip(earlier: Announcement, later: Announcement) -> Slip:
    """How far ``start_latest`` moved from one version to another; versions on two milestones are not compared."""
    before, after = earlier.start_latest, later.start_latest
    days: int | None = None
    if earlier.activity is not later.activity and (before is not None or after is not None):
        kind = SlipKind.OTHER_MILESTONE
    elif before is None:
        kind = SlipKind.NONE if after is None else SlipKind.DATED
    elif after is None:
        kind = SlipKind.DROPPED
    else:
        days = (after - before).days
        kind = SlipKind.LATER if days > 0 else SlipKind.EARLIER if days < 0 else SlipKind.SAME
    return Slip(earlier.announcement_id, later.announcement_id, days, kind)


def slip_text(one: Slip) -> str:
    """A slip in words: "365 days later", "date dropped"."""
    if one.days:
        unit = "day" if abs(one.days) == 1 else "days"
        return f"{abs(one.days):,} {unit} {SLIP_LABELS[one.kind]}"
    return SLIP_LABELS[one.kind]


def _roots(rows: Mapping[str, Announcement]) -> dict[str, str]:
    """Announcement → the one that opened its chain. Linear; a cycle (forbidden by the rules) ends at its entry."""
    roots: dict[str, str] = {}
    for start in rows:
        path: list[str] = []
        at = start
        on_path: set[str] = set()
        while at not in roots and at not in on_path:
            path.append(at)
            on_path.add(at)
            parent = rows[at].replaces_id
            if parent is None or parent not in rows:
                break
            at = parent
        root = roots.get(at, at)
        roots.update(dict.fromkeys(path, root))
    return roots


def _parents(rows: Mapping[str, Announcement], shown: Collection[str]) -> dict[str, str | None]:
    """Shown announcement → nearest shown one it replaces, looking through those not shown. Linear."""
    nearest: dict[str, str | None] = {}

    def above(start: str) -> str | None:
        path: set[str] = set()
        at = rows[start].replaces_id
        while at is not None and at in rows and at not in shown and at not in nearest and at not in path:
            path.add(at)
            at = rows[at].replaces_id
        found = None if at is None else at if at in shown else nearest.get(at)
        nearest.update(dict.fromkeys(path, found))
        return found

    return {announcement_id: above(announcement_id) for announcement_id in shown}


def _latest_first(rows: Iterable[Announcement]) -> tuple[Announcement, ...]:
    return tuple(sorted(rows, key=lambda row: (row.announced_on, row.announcement_id), reverse=True))


def _total(head: Announcement, parents: Mapping[str, str | None], rows: Mapping[str, Announcement]) -> Slip | None:
    path: list[Announcement] = []
    at = parents[head.announcement_id]
    while at is not None and len(path) <= len(rows):
        path.append(rows[at])
        at = parents[at]
    if not path:
        return None
    path.reverse()
    dated = [row for row in path if row.start_latest is not None]
    alike = [row for row in path if row.activity is head.activity]
    return slip(next(iter([*(row for row in dated if row in alike), *alike, *dated, *path])), head)


def programmes_as_of(
    index: Index,
    as_of: dt.date,
    *,
    weapons: Collection[Weapon] = (),
    activities: Collection[Activity] = (),
    states: Collection[str] = (),
    instrument_id: str | None = None,
    grades: Collection[Grade] = ALL_GRADES,
) -> tuple[Programme, ...]:
    """Programmes as known on ``as_of``, by State name, then by the day each chain was opened.

    An empty ``weapons``, ``activities`` or ``states`` keeps all. A version outside ``grades`` is not seen
    at all: it neither shows nor replaces. A programme is shown whole when any version seen matches the other
    filters. With an ``instrument_id``, weapons it does not govern show only where ``weapons`` asks for
    them and no other instrument forbids them.
    """
    rows = {key: as_known(row, as_of) for key, row in index.announcements.items()}
    roots = _roots(rows)
    chains: defaultdict[str, list[str]] = defaultdict(list)
    for key, row in rows.items():
        day = known_on(row)
        if day is not None and day <= as_of and index.grade_of(row) in grades:
            chains[roots[key]].append(key)

    def matches(row: Announcement) -> bool:
        governed = (
            instrument_id is None
            or instrument_id in row.instrument_ids
            or (row.weapon in weapons and not index.forbidden(row.instrument_ids))
        )
        return (
            governed
            and (not weapons or row.weapon in weapons)
            and (not activities or row.activity in activities)
            and (not states or row.iso3 in states)
        )

    programmes = [
        _programme(root, [rows[key] for key in keys], rows)
        for root, keys in chains.items()
        if any(matches(rows[key]) for key in keys)
    ]
    return tuple(
        sorted(programmes, key=lambda one: (index.name_of(one.iso3), rows[one.chain_id].announced_on, one.chain_id))
    )


def _programme(root: str, seen: list[Announcement], rows: Mapping[str, Announcement]) -> Programme:
    parents = _parents(rows, {row.announcement_id for row in seen})
    replaced = {parent for parent in parents.values() if parent is not None}
    heads = _latest_first(row for row in seen if row.announcement_id not in replaced) or _latest_first(seen)
    current = {row.announcement_id for row in heads}
    slips = [slip(rows[parent], rows[key]) for key, parent in parents.items() if parent is not None]
    slips.sort(key=lambda one: (rows[one.to_id].announced_on, one.to_id))
    totals = (_total(head, parents, rows) for head in heads)
    return Programme(
        chain_id=root,
        iso3=rows[root].iso3,
        name=heads[0].programme,
        heads=heads,
        superseded=_latest_first(row for row in seen if row.announcement_id not in current),
        slips=tuple(slips),
        totals=tuple(total for total in totals if total is not None),
    )
