"""What the reader looks at: one lens, one day, some States, and what narrows lists."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass, replace
from typing import Any, Final, Literal, NamedTuple

from dashboard.domain.announcements import SlipKind
from dashboard.domain.conditions import Condition
from dashboard.domain.days import LATEST
from dashboard.domain.groups import Group, Grouping, members
from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens, lens_of, lenses_of
from data.event_schema import Activity, Weapon
from data.fields import Confidence, LensGroup
from data.source_schema import Grade

DEFAULT_INSTRUMENT: Final = "apmbc"
DEFAULT_GRADES: Final = frozenset({Grade.A, Grade.B, Grade.C})

MAX_TEXT: Final = 100


@dataclass(frozen=True, slots=True)
class Selection:
    """What one screen shows. Equal selections show the same screen."""

    instrument: str = DEFAULT_INSTRUMENT
    """The treaty shown; the usual one while ``lens`` is shown instead."""
    lens: str = ""
    """The policy or measure shown; empty while a treaty is."""
    series: str = ""
    """The series of a measure; empty for the one that opens."""
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
    compare_lens: str | None = None
    """The policy or measure compared with, in place of a treaty."""
    where: frozenset[Condition] = frozenset()
    """What all hold of the States that a table of States keeps; empty keeps all."""
    columns: frozenset[str] = frozenset()
    """Lenses that the table shows; empty shows all."""
    grouping: Grouping = Grouping.NONE
    sort: str = ""
    """Lens by which the table orders its States; empty orders them by name."""
    record: str = ""
    """The edition of the record that speaks; empty for the newest."""

    @property
    def lens_id(self) -> str:
        """The lens shown."""
        return self.lens or self.instrument

    @property
    def lens_name(self) -> str:
        """The lens shown with its series, as ``lenses.lens_named`` reads it."""
        return f"{self.lens}.{self.series}" if self.series else self.lens_id

    @property
    def compare_lens_id(self) -> str | None:
        """The lens compared with; ``None`` where two days are."""
        return self.compare_lens or self.compare_instrument


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
    """Instrument, day and States of a selection. ``latest`` is the latest day of the lens shown."""
    day = selection.as_of
    if isinstance(day, str):
        known = selection.lens_id in lenses_of(index)
        day = shown_lens(selection, index).latest(index) if known else index.dataset.meta.as_of
    return ResolvedSelection(selection.instrument, day, chosen_states(selection.states, selection.groups, index))


def within_record(selection: Selection, index: Index) -> tuple[Selection, str]:
    """The selection with a day that its edition knows, and the sentence that says so; empty where nothing changed.

    The newest edition may be asked about days to come; an older one ends on its own as-of day.
    """
    last = index.dataset.meta.as_of
    if not index.closed or isinstance(selection.as_of, str) or selection.as_of <= last:
        return selection, ""
    said = f"Edition {selection.record} describes days up to {last.isoformat()}: that day is shown, not "
    return replace(selection, as_of=last), f"{said}{selection.as_of.isoformat()}."


def shown_lens(selection: Selection, index: Index) -> Lens:
    """The lens that a selection shows, of a measure as its series has it. Raises ``KeyError`` for an unknown one."""
    return lens_of(index, selection.lens_id, selection.series)


def shown_lenses(selection: Selection, index: Index) -> tuple[Lens, ...]:
    """Every lens by its group, the one that a selection shows in the series it has chosen."""
    places = {group.value: place for place, group in enumerate(LensGroup)}
    ordered = sorted(lenses_of(index).values(), key=lambda lens: places[lens.group])
    return tuple(shown_lens(selection, index) if lens.id == selection.lens else lens for lens in ordered)


def chosen_day(selection: Selection) -> dt.date | None:
    """The day of a selection; ``None`` where each lens stands on its own latest one."""
    return None if isinstance(selection.as_of, str) else selection.as_of


def with_lens(selection: Selection, lens_id: str, index: Index) -> Selection:
    """The selection with another lens shown; nothing else changes but the series."""
    return replace(selection, **changed_lens(lens_id, index))


def changed_lens(lens_name: str, index: Index) -> dict[str, Any]:
    """The fields of a selection that show a lens, named as ``lenses.lens_named`` reads it."""
    lens_id, _, series = lens_name.partition(".")
    if lens_id in index.instruments:
        return {"instrument": lens_id, "lens": "", "series": ""}
    return {"instrument": DEFAULT_INSTRUMENT, "lens": lens_id, "series": series}


def chosen_states(states: Collection[str], groups: Collection[Group], index: Index) -> frozenset[str]:
    """Union of named States and of groups as of the dataset's day; all where nothing is named."""
    everyone = frozenset(index.countries)
    if not states and not groups:
        return everyone
    found = frozenset(states) & everyone
    for group in groups:
        found |= members(index.dataset.countries, group, index.dataset.meta.as_of)
    return found
