"""Selections made up by chance. Holds no tests itself."""

from __future__ import annotations

import datetime as dt
import random
from typing import Any

from dashboard.domain.groups import Group
from dashboard.domain.index import Index
from dashboard.domain.kinds import kind_labels
from dashboard.domain.selection import Selection
from data.event_schema import Activity, Weapon
from data.fields import Confidence
from data.source_schema import Grade

WORDS = ("Nauseda", "häkkänen", "AMARI", "mine", "ottawa convention", "oslo 2025", "", "zzz", "belma", "apmbc-est-2")


def some(chance: random.Random, choices: Any, often: float = 0.25) -> frozenset[Any]:
    return frozenset(chance.sample(sorted(choices), chance.randint(1, 3))) if chance.random() < often else frozenset()


def random_selection(chance: random.Random, index: Index) -> Selection:
    """A selection that fits the dataset; about half of them list anything."""
    start = dt.date(1990, 1, 1)
    days = sorted(start + dt.timedelta(days=chance.randint(0, 14000)) for _ in range(2))
    return Selection(
        instrument=chance.choice(list(index.instruments)),
        every_instrument=chance.random() < 0.5,
        as_of="latest" if chance.random() < 0.6 else start + dt.timedelta(days=chance.randint(0, 14500)),
        states=some(chance, index.countries),
        groups=some(chance, list(Group), 0.2),
        kinds=some(chance, kind_labels(index)),
        topics=some(chance, index.topics, 0.1),
        weapons=some(chance, list(Weapon), 0.2),
        activities=some(chance, list(Activity), 0.15),
        confidence=some(chance, list(Confidence), 0.2),
        grades=some(chance, list(Grade), 0.5) or frozenset(Grade),
        date_from=days[0] if chance.random() < 0.25 else None,
        date_to=days[1] if chance.random() < 0.25 else None,
        text=chance.choice(WORDS) if chance.random() < 0.3 else "",
    )
