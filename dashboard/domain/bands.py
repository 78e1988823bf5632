"""All States through time: one row a State, bands of what held and of what law has settled, as known on a day.

Days and classes instead of lengths and colours: screen, picture and slide only turn them into their own units.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

from dashboard.domain.days import say_day
from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens, LensClass, LensKind, Look, Run, run_on
from dashboard.domain.lenses.figures import greatest_first
from dashboard.domain.movement import RECENT


class Band(NamedTuple):
    """A stretch of days that look the same on the map."""

    start: dt.date
    end: dt.date
    """First day on which it holds no more; ``date.max`` where it stays open."""
    look: Look


class Piece(NamedTuple):
    """A part of a row that looks the same all over."""

    start: dt.date
    end: dt.date
    """First day on which it holds no more."""
    look: Look
    to_come: bool
    """Settled by acts on record, but later than the chart's day."""


@dataclass(frozen=True, slots=True)
class BandRow:
    """One State, from the first day of the lens."""

    iso3: str
    name: str
    bands: tuple[Band, ...]
    step_on: dt.date | None
    """First step in the chart's range: into a moving class where there is one; ``None`` without a step."""
    moves: bool
    """Whether that step is into a moving class."""


@dataclass(frozen=True, slots=True)
class BandChart:
    """Rows from the top down, and the days the axis spans."""

    lens: Lens = field(compare=False)
    as_of: dt.date
    first: dt.date
    bend: dt.date
    """Where the recent movement begins, from which the axis may be drawn wider; ``first`` where nothing is before."""
    last: dt.date
    rows: tuple[BandRow, ...]
    """States with a step in the range: those in a moving class first, then the others, each by first step; under a
    measure the greatest figure of the day first."""
    rest: tuple[BandRow, ...]
    """States without a step in the range, by name; under a measure as the others."""

    def knots(self, left: float, right: float, share: float) -> list[tuple[dt.date, float]]:
        """Days and their places from ``left`` to ``right``; what is before ``bend`` takes ``share`` of it."""
        start = [(self.first, left)] if self.first < self.bend else []
        bend = (self.bend, left + (right - left) * share if start else left)
        return [*start, bend, (self.last, right)]

    def pieces(self, row: BandRow) -> Iterator[Piece]:
        """What is drawn of a row. Beyond the day stands only what a settled change ends or begins."""
        ends = max((band.start for band in row.bands if band.start > self.as_of), default=self.as_of)
        for band in row.bands:
            start, end = max(band.start, self.first), min(band.end, self.last)
            if ends == self.as_of:
                end = min(end, self.as_of)
            past, future = min(end, self.as_of), max(start, self.as_of)
            if start < past:
                yield Piece(start, past, band.look, to_come=False)
            if future < end:
                yield Piece(future, end, band.look, to_come=True)

    @property
    def rest_line(self) -> str:
        """The States without a step as one line: "and 40 bound throughout, 4 not a party"; empty without any."""
        counted = Counter(self._plain_word(row) for row in self.rest)
        first, *others = [f"{number} {word}" for word, number in counted.most_common()] or [""]
        return ", ".join([f"and {first} throughout", *others]) if first else ""

    def classes(self, rows: Iterable[BandRow]) -> tuple[LensClass, ...]:
        """Classes that occur in some rows, in the order of the legend."""
        used = {piece.look.class_id for row in rows for piece in self.pieces(row)}
        return tuple(entry for entry in self.lens.classes if entry.class_id in used)

    @property
    def summary(self) -> str:
        """The chart in one sentence, for those who cannot see it."""
        named = ", ".join(f"{row.name} from {say_day(row.step_on)}" for row in self.rows if row.moves)
        frames = self.lens.wording.frames
        told = frames["movers"].format(names=named) if named else frames["no-movers"]
        return f"Every State from {say_day(self.first)}, as known on {say_day(self.as_of)}. {told}."

    def _plain_word(self, row: BandRow) -> str:
        """Words of what a State without a step is throughout: those of its whole, else of its class, which may begin
        with a number and is therefore quoted where the lens has words of its own for no whole.
        """
        entry, told = row.bands[-1].look.entry, self.lens.wording.throughout
        return told.get(entry.whole, entry.label if told else f"“{entry.label}”")


def bands_of(runs: Iterable[Run], first: dt.date) -> tuple[Band, ...]:
    """Runs of a State as bands from ``first`` on, in order; what held before is cut, runs that look alike are one."""
    found: list[Band] = []
    for run in runs:
        band = Band(max(run.start, first), run.end or dt.date.max, run.look)
        if found and found[-1].look == band.look:
            found[-1] = found[-1]._replace(end=band.end)
        elif band.start < band.end:
            found.append(band)
    return tuple(found)


def band_chart(
    index: Index,
    lens: Lens,
    as_of: dt.date,
    iso3s: Collection[str] = (),
    *,
    whole: bool = False,
) -> BandChart:
    """The rows of the States among ``iso3s`` (empty: all), as known on ``as_of``.

    The axis begins with the year of the first movement since ``RECENT``; with ``whole``, or without any such
    movement, with the first day of the lens. It ends with the year of the last settled change.
    """
    opened = lens.first
    runs = {iso3: lens.known_runs(index, iso3, as_of) for iso3 in index.countries if not iso3s or iso3 in iso3s}
    known = {
        iso3: bands_of((run for run in of_state if run.start <= as_of or run.refs), opened)
        for iso3, of_state in runs.items()
    }
    moved = [band.start for row in known.values() for band in row if band.start >= RECENT and _moves(band)]
    bend = max(opened, dt.date(min(moved).year, 1, 1)) if moved else opened
    first = opened if whole else bend
    ends = max((as_of, opened, *(band.start for row in known.values() for band in row)))
    last = dt.date(ends.year + 1, 1, 1)
    rows = [_row(index, iso3, row, first, opened) for iso3, row in known.items()]
    rows.sort(key=_by_name)
    stepped = sorted((row for row in rows if row.step_on is not None), key=_order)
    rest = [row for row in rows if row.step_on is None]
    if lens.kind is LensKind.MEASURE:
        for part in (stepped, rest):
            part.sort(key=lambda row: greatest_first(run_on(runs[row.iso3], as_of)))
    return BandChart(lens, as_of, first, bend, last, tuple(stepped), tuple(rest))


def same_from(index: Index, lens: Lens, day: dt.date) -> dt.date:
    """First of the days up to ``day`` on which a chart holds the same rows and axis: only its day moves."""
    key = f"turns of bands {lens.id} {lens.series_id}"
    if key not in index.memo:
        runs = (run.start for iso3 in index.countries for run in lens.runs(index, iso3))
        settled = (on for iso3 in index.countries for on in lens.settling_days(index, iso3))
        index.memo[key] = sorted({*runs, *settled})
    turns: list[dt.date] = index.memo[key]
    return max(turns[bisect_right(turns, day) - 1], dt.date(day.year, 1, 1))


def _row(index: Index, iso3: str, of_state: tuple[Band, ...], first: dt.date, opened: dt.date) -> BandRow:
    steps = [band for band in of_state if band.start >= first and band.start > opened]
    moving = [band for band in steps if _moves(band)]
    found = (moving or steps)[:1]
    return BandRow(iso3, index.name_of(iso3), of_state, found[0].start if found else None, bool(moving))


def _moves(band: Band) -> bool:
    return band.look.entry.moving


def _order(row: BandRow) -> tuple[bool, dt.date, str]:
    assert row.step_on is not None
    return not row.moves, row.step_on, row.name.casefold()


def _by_name(row: BandRow) -> str:
    return row.name.casefold()
