"""Random views, for round trips through the address bar."""

from __future__ import annotations

import datetime as dt
import random
from enum import StrEnum

from dashboard.domain.announcements import SlipKind
from dashboard.domain.days import LATEST
from dashboard.domain.groups import Group, Grouping
from dashboard.domain.index import Index
from dashboard.domain.kinds import kind_labels
from dashboard.domain.lenses import lenses_of
from dashboard.domain.selection import Selection
from dashboard.domain.timeline import extent
from data.event_schema import Activity, Weapon
from data.fields import Confidence
from data.source_schema import Grade

LETTERS = "abc ńėžÄÖåŁø0123&=+%#?/,;'\"<>"


def _some(chance: random.Random, choices: list[str] | type[StrEnum]) -> frozenset[str]:
    pool = list(choices)
    return frozenset(chance.sample(pool, chance.randrange(len(pool)))) if chance.random() < 0.5 else frozenset()


def reachable_selection(index: Index, chance: random.Random) -> Selection:
    """Any view that a reader can reach with the filters."""
    instrument = chance.choice(list(index.instruments))
    first, last = extent(index, instrument)

    def day() -> dt.date:
        return first + dt.timedelta(days=chance.randrange((last - first).days + 1))

    period = sorted([day(), day()]) if chance.random() < 0.5 else [None, None]
    return Selection(
        instrument=instrument,
        as_of=chance.choice([LATEST, day()]),
        states=frozenset(chance.sample(sorted(index.countries), chance.randrange(6))),
        groups=frozenset(Group(one) for one in _some(chance, Group)),
        kinds=_some(chance, list(kind_labels(index))),
        topics=_some(chance, list(index.topics)),
        weapons=frozenset(Weapon(one) for one in _some(chance, Weapon)),
        activities=frozenset(Activity(one) for one in _some(chance, Activity)),
        confidence=frozenset(Confidence(one) for one in _some(chance, Confidence)),
        grades=frozenset(Grade(one) for one in _some(chance, Grade)),
        date_from=period[0],
        date_to=period[1] if chance.random() < 0.8 else None,
        text="".join(chance.choice(LETTERS) for _ in range(chance.randrange(30))).strip(),
        every_instrument=chance.random() < 0.3,
        moved=frozenset(SlipKind(one) for one in _some(chance, SlipKind)),
        focus=chance.choice([None, *index.countries]),
        compare_day=chance.choice([None, day()]),
        compare_instrument=chance.choice([None, *index.instruments]),
        columns=_some(chance, list(lenses_of(index))),
        grouping=chance.choice(list(Grouping)),
        sort=chance.choice(["", *lenses_of(index)]),
    )
