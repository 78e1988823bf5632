"""One State under every lens, on one time axis: one drawing for screens and paper, one for phones."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.domain.days import say_day
from dashboard.domain.index import Index
from dashboard.domain.lenses import Look, Run
from dashboard.domain.lenses.measure import MeasureLens
from dashboard.look.axis import DayAxis
from dashboard.look.palette import Theme
from dashboard.tables.dossier import Dossier, LensRecord
from dashboard.views.fills import fills
from dashboard.views.matrix import column_head
from dashboard.views.templates import go, render

PREFIX = "d-"
BEND, EARLY = dt.date(2022, 1, 1), 0.42
"""From this day the axis is drawn wider, since most moves crowd after it; share of the width before it."""
TOP = 22
ENDLESS = dt.date(2100, 1, 1)


@dataclass(frozen=True)
class Shape:
    """Measures in the drawing's own units, which are pixels at its full width."""

    name: str
    width: int
    left: int
    right: int
    row: int
    bar: int
    bar_below: int
    decades: int
    """Years between two labels before ``BEND``, and at least between the last of them and it."""


WIDE = Shape("wide", width=1120, left=226, right=12, row=26, bar=18, bar_below=0, decades=10)
NARROW = Shape("narrow", width=366, left=1, right=2, row=42, bar=18, bar_below=16, decades=20)
"""The lens's name stands above its bar."""


class _Axis(DayAxis):
    """Days to the drawing's units, to a tenth."""

    def __init__(self, shape: Shape, first: dt.date, last: dt.date) -> None:
        left, right = shape.left, shape.width - shape.right
        self.bend = left + (right - left) * EARLY
        super().__init__(((first, left), (BEND, self.bend), (last, right)))

    def __call__(self, day: dt.date) -> float:
        return round(self.place(day), 1)


class Stretch(NamedTuple):
    """A stretch of a strip: what it means, and what it chooses."""

    look: Look
    meaning: str
    choice: str
    start: dt.date
    end: dt.date


def strips_html(index: Index, shown: Dossier, theme: Theme) -> str:
    """Both drawings, of which the style shows the one that fits. A strip begins on its lens's first day."""
    first = min(one.lens.first for one in shown.lenses)
    starts = (run.start for one in shown.lenses for run in one.runs if run.start < ENDLESS)
    last = dt.date(max(index.dataset.meta.as_of, shown.day, *starts).year + 1, 1, 1)
    label = (
        f"{shown.country.name} under {len(shown.lenses)} treaties, policies and measures, {first.year} to {last.year}; "
        f"the line marks {say_day(shown.day)}"
    )
    strips = [
        (
            one.lens.id,
            _truncate(one.lens.title.split(" (")[0], 34),
            [_stretch(index, shown, one, run) for run in one.runs if run.start < last],
        )
        for one in shown.lenses
    ]
    drawings = []
    for shape in (WIDE, NARROW):
        x = _Axis(shape, first, last)
        rows = [(key, title, [(one, *_place(one, x)) for one in stretches]) for key, title, stretches in strips]
        drawings.append((shape, x, TOP + shape.row * len(rows) + 8, _years(x, shape), rows))
    return render("strips.html", fills=fills(theme, PREFIX), top=TOP, drawings=drawings, label=label, day=shown.day)


def _stretch(index: Index, shown: Dossier, record: LensRecord, run: Run) -> Stretch:
    """A stretch of a lens's strip; it chooses its first day."""
    lens = record.lens
    since = f"from {say_day(run.start)}" if run.start > lens.first else "from the first day"
    figure = lens.figure(run) if isinstance(lens, MeasureLens) else ""
    meaning = f"{column_head(index, lens)}: {figure or run.look.label} {since}"
    choice = go(lens=lens.id, as_of=run.start.isoformat(), focus=shown.country.iso3)
    return Stretch(run.look, meaning, choice, run.start, run.end or ENDLESS)


def _place(stretch: Stretch, x: _Axis) -> tuple[float, float, float]:
    """Left edge, right edge and width."""
    left, right = x(stretch.start), x(stretch.end)
    return left, right, max(1.5, round(right - left, 1))


def _years(x: _Axis, shape: Shape) -> list[tuple[int, float]]:
    """Years that are written above the drawing, and their places."""
    decades = range(x.first.year - x.first.year % 10 + 10, BEND.year - shape.decades, shape.decades)
    return [(year, x(dt.date(year, 1, 1))) for year in (*decades, *range(BEND.year, x.last.year))]


def _truncate(title: str, length: int) -> str:
    return title if len(title) <= length else title[: length - 1] + "…"
