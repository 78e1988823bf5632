"""What every lens answers, whatever its kind: the only face of treaties, policies and measures above the domain.

A lens is one question about every State on every day. Screens, files and answers speak of ``class_id`` and never ask
for the kind; what only treaties know (statuses, stages, notices, objections) stays behind ``treaty``.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple, Protocol

from dashboard.domain.index import Index
from dashboard.domain.lenses.words import Wording


class LensKind(StrEnum):
    """Where the classes come from: acts under a treaty, dated classes, or a number for each period."""

    TREATY = "treaty"
    POLICY = "policy"
    MEASURE = "measure"


@dataclass(frozen=True, slots=True)
class LensClass:
    """One class that a State can have under a lens: an entry of the legend or a part of one."""

    class_id: str
    """Unique within its lens."""
    label: str
    meaning: str
    """What it says of a State, in one sentence."""
    style: str
    """Id of its style in ``look.palette``."""
    moving: bool
    """Its States are about to change or have left: they are named on the map and counted over time."""
    whole: str
    """Id of the legend entry that it is counted in; empty for what is counted nowhere, such as an area."""
    lower: float | None = None
    """Least value of a measure's class, included; ``None`` is open."""
    upper: float | None = None
    """Value from which a measure's next class begins; ``None`` is open."""
    family: tuple[str, str] | None = None
    """What a step belongs to and the step itself: "exit", "announced". In a list the first is said once."""
    outlined: bool = False
    """Whether a measure's step begins at the value that its answer is about."""
    status: str = ""
    stage: str = ""
    """What a treaty's class is made of, for tools that read it off a shape; empty elsewhere."""


class Look(NamedTuple):
    """What can be seen of a State on a day."""

    entry: LensClass
    contested: bool = False

    @property
    def class_id(self) -> str:
        """Id of its class."""
        return self.entry.class_id

    @property
    def style(self) -> str:
        """Id of its style."""
        return self.entry.style

    @property
    def label(self) -> str:
        """Its words: "State Party", "suspension in effect, contested"."""
        return self.entry.label + (", contested" if self.contested else "")


class Run(NamedTuple):
    """Days ``start`` (included) to ``end`` (excluded; ``None`` is open) on which class and value stay the same."""

    start: dt.date
    end: dt.date | None
    entry: LensClass
    value: float | None = None
    """The figure of a measure; ``None`` where there is none."""
    quality: str = ""
    """``measured``, ``estimate``, ``budget`` or ``uncertain``; empty for a treaty."""
    refs: tuple[str, ...] = ()
    """Ids of the rows that it rests on."""
    exact: bool = True
    """Whether ``start`` is the very day, and not the last of a coarser date or an open start."""
    contested: bool = False

    @property
    def class_id(self) -> str:
        """Id of its class."""
        return self.entry.class_id

    @property
    def look(self) -> Look:
        """The part that can be seen on the map."""
        return Look(self.entry, self.contested)


class Lens(Protocol):
    """One question about every State on every day. Methods raise ``KeyError`` for an unknown State."""

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> LensKind: ...
    @property
    def title(self) -> str: ...
    @property
    def full_title(self) -> str:
        """Its name in full: a treaty's own, elsewhere what it asks."""
        ...

    @property
    def question(self) -> str: ...
    @property
    def group(self) -> str: ...
    @property
    def first(self) -> dt.date:
        """First day of its timeline."""
        ...

    @property
    def classes(self) -> tuple[LensClass, ...]:
        """In the order of the legend."""
        ...

    @property
    def series_id(self) -> str:
        """The series that its values are of; empty where it has none."""
        ...

    @property
    def wording(self) -> Wording:
        """The words of its sentences."""
        ...

    @property
    def milestones(self) -> tuple[tuple[dt.date, str], ...]:
        """Days of what happens to the lens itself, with keys of ``wording.milestones``."""
        ...

    def move_key(self, before: Look, after: Look) -> str:
        """Key of ``wording.phrases`` for a move. Raises ``ValueError`` where nothing moved."""
        ...

    def runs(self, index: Index, iso3: str) -> tuple[Run, ...]:
        """The whole record of a State: every day from ``date.min`` on once, in order."""
        ...

    def known_runs(self, index: Index, iso3: str, as_of: dt.date) -> tuple[Run, ...]:
        """The same as ``as_of`` knew the past and the days to come; nothing that was settled later."""
        ...

    def settling_days(self, index: Index, iso3: str) -> tuple[dt.date, ...]:
        """Days on which a later change of a State was settled, and those on which one may have come to nothing."""
        ...

    def facts(self, index: Index, iso3: str) -> tuple[str, ...]:
        """Ids of the rows that the record of a State rests on, in order of their days."""
        ...

    def last(self, index: Index) -> dt.date:
        """Last day of its timeline, included."""
        ...

    def latest(self, index: Index) -> dt.date:
        """The day shown where none is chosen; for a measure one of the last period that has figures."""
        ...


def run_on(runs: Sequence[Run], day: dt.date) -> Run:
    """The one run that holds on ``day``."""
    return runs[bisect_right(runs, day, key=attrgetter("start")) - 1]


def class_of(lens: Lens, class_id: str) -> LensClass:
    """A class of a lens. Raises ``KeyError`` for one that it does not have."""
    for entry in lens.classes:
        if entry.class_id == class_id:
            return entry
    raise KeyError(class_id)
