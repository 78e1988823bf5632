"""Status of one State under every treaty, on one time axis: one drawing for screens and paper, one for phones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from dashboard.domain.days import say_day
from dashboard.domain.history import Interval
from dashboard.domain.index import Index
from dashboard.domain.status import Run, runs
from dashboard.domain.terms import Standing
from dashboard.look.axis import DayAxis
from dashboard.look.palette import Theme
from dashboard.views.fills import fills
from dashboard.views.matrix import column_head
from dashboard.views.templates import go, render

PREFIX = "d-"
BEND, EARLY = dt.date(2022, 1, 1), 0.42
"""From this day the axis is drawn wider, since most moves crowd after it; share of the width before it."""
TOP = 22
ENDLESS = dt.date(2100, 1, 1)
Histories = Mapping[str, Mapping[str, Sequence[Interval]]]


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
    """Days on which a State stands the same."""

    number: int
    now: Standing
    meaning: str
    choice: str
    start: dt.date
    end: dt.date


def strips_html(index: Index, histories: Histories, iso3: str, day: dt.date, theme: Theme) -> str:
    """Both drawings, of which the style shows the one that fits. A strip begins where the treaty opened."""
    first = min(row.opened_on for row in index.instruments.values())
    starts = (one.start for of in histories.values() for one in of[iso3] if one.start < ENDLESS)
    last = dt.date(max(index.dataset.meta.as_of, day, *starts).year + 1, 1, 1)
    label = (
        f"Status of {index.countries[iso3].name} under {len(histories)} treaties, {first.year} to {last.year}; the "
        f"line marks {say_day(day)}"
    )
    stretches = {key: list(_stretches(index, key, iso3, runs(histories[key][iso3]), last)) for key in histories}
    titles = {key: _truncate(index.instruments[key].short_title.split(" (")[0], 34) for key in histories}
    drawings = []
    for shape in (WIDE, NARROW):
        x = _Axis(shape, first, last)
        rows = [(key, titles[key], [(one, *_place(one, x)) for one in stretches[key]]) for key in histories]
        drawings.append((shape, x, TOP + shape.row * len(rows) + 8, _years(x, shape), rows))
    return render("strips.html", fills=fills(theme, PREFIX), top=TOP, drawings=drawings, label=label, day=day)


def _years(x: _Axis, shape: Shape) -> list[tuple[int, float]]:
    """Years that are written above the drawing, and their places."""
    decades = range(x.first.year - x.first.year % 10 + 10, BEND.year - shape.decades, shape.decades)
    return [(year, x(dt.date(year, 1, 1))) for year in (*decades, *range(BEND.year, x.last.year))]


def _stretches(index: Index, instrument: str, iso3: str, found: Sequence[Run], last: dt.date) -> Iterator[Stretch]:
    """The stretches of one treaty from its opening on; each chooses its first day."""
    opened = index.instruments[instrument].opened_on
    ends = [*(run.start for run in found[1:]), last]
    for number, (run, end) in enumerate(zip(found, ends, strict=True)):
        start = max(run.start, opened)
        if end <= start:
            continue
        now = run.standing
        since = f"from {say_day(run.start)}" if run.start > opened else "from the opening"
        meaning = f"{column_head(index, instrument)}: {now.label} {since}"
        choice = go(instrument=instrument, as_of=start.isoformat(), focus=iso3)
        yield Stretch(number, now, meaning, choice, start, end)


def _place(stretch: Stretch, x: _Axis) -> tuple[float, float, float]:
    """Left edge, right edge and width."""
    left, right = x(stretch.start), x(stretch.end)
    return left, right, max(1.5, round(right - left, 1))


def _truncate(title: str, length: int) -> str:
    return title if len(title) <= length else title[: length - 1] + "…"
