"""Status of one State under every treaty, on one time axis: one drawing for screens and paper, one for phones."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.domain.days import say_day
from dashboard.domain.index import Index
from dashboard.domain.status import Band
from dashboard.look.axis import DayAxis
from dashboard.look.palette import Theme
from dashboard.tables.dossier import Dossier, TreatyRecord
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


WIDE = Shape("wide", width=1120, left=226, right=12, row=34, bar=20, bar_below=0, decades=10)
NARROW = Shape("narrow", width=366, left=1, right=2, row=42, bar=18, bar_below=16, decades=20)
"""The treaty's name stands above its bar."""


class _Axis(DayAxis):
    """Days to the drawing's units, to a tenth."""

    def __init__(self, shape: Shape, first: dt.date, last: dt.date) -> None:
        left, right = shape.left, shape.width - shape.right
        self.bend = left + (right - left) * EARLY
        super().__init__(((first, left), (BEND, self.bend), (last, right)))

    def __call__(self, day: dt.date) -> float:
        return round(self.place(day), 1)


class Stretch(NamedTuple):
    """A band of a strip: what it means, and what it chooses."""

    class_id: str
    contested: bool
    meaning: str
    choice: str
    start: dt.date
    end: dt.date


def strips_html(index: Index, shown: Dossier, theme: Theme) -> str:
    """Both drawings, of which the style shows the one that fits. A strip begins where the treaty opened."""
    first = min(one.instrument.opened_on for one in shown.treaties)
    starts = (band.start for one in shown.treaties for band in one.bands if band.start < ENDLESS)
    last = dt.date(max(index.dataset.meta.as_of, shown.day, *starts).year + 1, 1, 1)
    label = (
        f"Status of {shown.country.name} under {len(shown.treaties)} treaties, {first.year} to {last.year}; the "
        f"line marks {say_day(shown.day)}"
    )
    strips = [
        (
            one.instrument.instrument_id,
            _truncate(one.instrument.short_title.split(" (")[0], 34),
            [_stretch(index, shown, one, band) for band in one.bands if band.start < last],
        )
        for one in shown.treaties
    ]
    drawings = []
    for shape in (WIDE, NARROW):
        x = _Axis(shape, first, last)
        rows = [(key, title, [(one, *_place(one, x)) for one in stretches]) for key, title, stretches in strips]
        drawings.append((shape, x, TOP + shape.row * len(rows) + 8, _years(x, shape), rows))
    return render("strips.html", fills=fills(theme, PREFIX), top=TOP, drawings=drawings, label=label, day=shown.day)


def _stretch(index: Index, shown: Dossier, treaty: TreatyRecord, band: Band) -> Stretch:
    """A band of a treaty's strip; it chooses its first day."""
    key = treaty.instrument.instrument_id
    since = f"from {say_day(band.start)}" if band.start > treaty.instrument.opened_on else "from the opening"
    meaning = f"{column_head(index, key)}: {band.standing.label} {since}"
    choice = go(instrument=key, as_of=band.start.isoformat(), focus=shown.country.iso3)
    return Stretch(band.standing.class_id, band.standing.contested, meaning, choice, band.start, band.end)


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
