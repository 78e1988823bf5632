"""What the reader looks at: one treaty, one day, some States, and what narrows lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass
from typing import Final, Literal, NamedTuple

from dashboard.domain.announcements import SlipKind
from dashboard.domain.days import LATEST
from dashboard.domain.groups import Group, members
from dashboard.domain.index import Index
from data.fields import Confidence
from data.schema import Activity, Grade, Weapon

DEFAULT_INSTRUMENT: Final = "apmbc"
DEFAULT_GRADES: Final = frozenset({Grade.A, Grade.B, Grade.C})

MAX_TEXT: Final = 100


@dataclass(frozen=True, slots=True)
class Selection:
    """What one screen shows. Equal selections show the same screen."""

    instrument: str = DEFAULT_INSTRUMENT
    as_of: dt.date | Literal["latest"] = LATEST
    """A day, or ``latest``: the dataset's as-of day, whichever that will be."""
    states: frozenset[str] = frozenset()
    """Alpha-3; with ``groups`` a union; both empty means all."""
    groups: frozenset[Group] = frozenset()
    kinds: frozenset[str] = frozenset()
    """Kinds of acts, events and announcements in lists; empty means all. So for the next four."""
    topics: frozenset[str] = frozenset()
    """A topic's events are listed whichever treaty they name."""
    weapons: frozenset[Weapon] = frozenset()
    activities: frozenset[Activity] = frozenset()
    confidence: frozenset[Confidence] = frozenset()
    grades: frozenset[Grade] = DEFAULT_GRADES
    """Best grade a listed row may have; empty lists nothing. Never touches the map."""
    date_from: dt.date | None = None
    date_to: dt.date | None = None
    """Bounds of lists, both included."""
    text: str = ""
    """Printable, at most ``MAX_TEXT`` characters."""
    every_instrument: bool = False
    """Lists tell of all instruments, and of weapons that none forbids. Never touches the map."""
    moved: frozenset[SlipKind] = frozenset()
    """How an announcement moved the date of the one it replaces; empty means all rows."""
    focus: str | None = None
    """State whose card is open."""
    compare_day: dt.date | None = None
    compare_instrument: str | None = None


def differing(selection: Selection, fields: Collection[str]) -> set[str]:
    """Those of ``fields`` that differ from the usual."""
    usual = Selection()
    return {field for field in fields if getattr(selection, field) != getattr(usual, field)}


class ResolvedSelection(NamedTuple):
    """A selection against a dataset."""

    instrument: str
    day: dt.date
    iso3s: frozenset[str]
    """States and areas selected; all where none and no group was named."""


def resolve(selection: Selection, index: Index) -> ResolvedSelection:
    """Instrument, day and States of a selection. ``latest`` is the dataset's as-of day."""
    as_of = index.dataset.meta.as_of
    day = as_of if isinstance(selection.as_of, str) else selection.as_of
    return ResolvedSelection(selection.instrument, day, chosen_states(selection.states, selection.groups, index))


def chosen_states(states: Collection[str], groups: Collection[Group], index: Index) -> frozenset[str]:
    """Union of named States and of groups as of the dataset's day; all where nothing is named."""
    everyone = frozenset(index.countries)
    if not states and not groups:
        return everyone
    found = frozenset(states) & everyone
    for group in groups:
        found |= members(index.dataset.countries, group, index.dataset.meta.as_of)
    return found
