"""The marks of the chart of announced production, the same for screen, picture and slide.

Days instead of lengths and roles of the palette instead of colours: a medium only turns them into its own units.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from dashboard.domain.days import say_day

PALE_CORE = 0.85
"""Opacity in the middle of a coarse bar."""


class Ends(StrEnum):
    """Which ends of a window were stated."""

    BOTH = "both ends stated"
    START_UNKNOWN = "by a day"
    END_OPEN = "from a day"


class Mark(StrEnum):
    """What the symbol says that stands on the day on which an announcement became known."""

    ANNOUNCED = "announced"
    CONTRACT = "contract"
    START = "start"
    CANCELLED = "cancelled"


FADES = (0.15, 0.3, 0.45, 0.6, 0.8)
"""How dark the steps are over which an end that is not exact fades in."""
SOFT_SHARE = 0.25
"""Of a coarse window, on either side, over which it fades."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a bar of one darkness."""

    start: dt.date
    end: dt.date
    opacity: float


@dataclass(frozen=True, slots=True)
class Bar:
    """A window as it is drawn."""

    start: dt.date
    end: dt.date
    ends: Ends
    opacity: float
    coarse: bool = False

    def pieces(self, last: dt.date) -> tuple[Piece, ...]:
        """The bar up to ``last`` as stretches of one darkness each: it fades where its end is open or coarse."""
        end = min(self.end, last)
        steps = len(FADES)
        match self.ends:
            case Ends.BOTH if not self.coarse:
                return (Piece(self.start, end, 1.0),)
            case Ends.BOTH:
                soft = [SOFT_SHARE * step / steps for step in range(1, steps + 1)]
                shares = [0.0, *soft, *(1 - share for share in reversed(soft)), 1.0]
                darkness = [*FADES, PALE_CORE, *reversed(FADES)]
            case Ends.START_UNKNOWN:
                shares = [step / steps for step in range(steps + 1)]
                darkness = [*FADES]
            case Ends.END_OPEN:
                shares = [step / steps for step in range(steps + 1)]
                darkness = [*reversed(FADES)]
        knots = [self.start + dt.timedelta(days=round((end - self.start).days * share)) for share in shares]
        return tuple(Piece(*piece) for piece in zip(knots, knots[1:], darkness, strict=False))

    @property
    def stated_day(self) -> dt.date | None:
        """Where a tick marks the one end that was stated; ``None`` where both were."""
        match self.ends:
            case Ends.BOTH:
                return None
            case Ends.START_UNKNOWN:
                return self.end
            case Ends.END_OPEN:
                return self.start


@dataclass(frozen=True, slots=True)
class VersionMarks:
    """One announcement: a symbol on the day it became known, and a bar where it named a date."""

    announcement_id: str
    current: bool
    """Whether it stands on the chart's day; a superseded version is drawn small and faint."""
    known_on: dt.date
    cancels: bool
    """The symbol is a cross: a plan that existed was given up."""
    bar: Bar | None
    stated: str
    window: str
    speaker: str
    announced: str
    stage: str
    """Stage in words; "replaced" for a superseded version."""
    mark: Mark

    @property
    def colour(self) -> str:
        """Role of symbol and bar in the palette."""
        return "outline" if self.current else "speck"


@dataclass(frozen=True, slots=True)
class SlippageLine:
    """From the last day of a version to that of the version which moved it."""

    before: dt.date
    after: dt.date
    from_id: str
    to_id: str
    colour: str = "withdrawn"


@dataclass(frozen=True, slots=True)
class ProgrammeMarks:
    """One row of the chart. Its texts are those of the version announced last."""

    iso3: str
    chain_id: str
    state: str
    name: str
    kind: str
    """ "production: anti-personnel mines" """
    current: tuple[VersionMarks, ...]
    superseded: tuple[VersionMarks, ...]
    slippage: tuple[SlippageLine, ...]
    moved: str
    """How far the window moved from the first dated version; empty where it did not."""
    moved_in_full: str
    """The same as a sentence: "moved: first by the end of 2025, now …"."""
    grade: str

    @property
    def title(self) -> str:
        """ "Finland · New mines" """
        return f"{self.state} · {self.name}"

    @property
    def dated(self) -> bool:
        """Whether some version named a date, so that there is something to draw."""
        return any(version.bar for version in (*self.current, *self.superseded))

    @property
    def year(self) -> int | None:
        """Year under which an agenda lists it: of the last day named, else of the first; ``None`` without a date."""
        bar = self.head.bar
        return None if bar is None else (bar.start if bar.ends is Ends.END_OPEN else bar.end).year

    @property
    def head(self) -> VersionMarks:
        """The current version announced last."""
        return self.current[0]


@dataclass(frozen=True, slots=True)
class ProductionChart:
    """Rows from the top down, and the days the axis spans."""

    as_of: dt.date
    first: dt.date
    last: dt.date
    rows: tuple[ProgrammeMarks, ...]

    @property
    def dated(self) -> tuple[ProgrammeMarks, ...]:
        """Rows to draw."""
        return tuple(row for row in self.rows if row.dated)

    @property
    def undated(self) -> tuple[ProgrammeMarks, ...]:
        """Rows that never named a date, for a list."""
        return tuple(row for row in self.rows if not row.dated)

    @property
    def summary(self) -> str:
        """The chart in one sentence, for those who cannot see it."""
        if not self.rows:
            return f"No announcement is known on {say_day(self.as_of)} with these filters."
        return f"Announced windows as known on {say_day(self.as_of)}. {self._windows}"

    @property
    def timeless_summary(self) -> str:
        """The same where the day stands beside it: it changes only when something else is known."""
        return f"Announced windows. {self._windows}"

    @property
    def _windows(self) -> str:
        return "; ".join(f"{row.title}: {row.head.window}" for row in self.rows)
