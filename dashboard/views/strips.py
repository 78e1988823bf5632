"""Status of one State under every treaty, on one time axis: one drawing for screens and paper, one for phones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dashboard.domain.days import say_day
from dashboard.domain.history import Interval
from dashboard.domain.index import Index
from dashboard.domain.status import Run, runs
from dashboard.look.axis import DayAxis
from dashboard.look.palette import PALETTES, Theme
from dashboard.views.markup import class_of, fill, go, label_of, patterns, text
from dashboard.views.matrix import column_head

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


def strips(index: Index, histories: Histories, iso3: str, day: dt.date, theme: Theme) -> str:
    """Both drawings, of which the style shows the one that fits. A strip begins where the treaty opened."""
    first = min(row.opened_on for row in index.instruments.values())
    starts = (one.start for of in histories.values() for one in of[iso3] if one.start < ENDLESS)
    last = dt.date(max(index.dataset.meta.as_of, day, *starts).year + 1, 1, 1)
    drawn = (_drawing(index, histories, iso3, day, theme, shape, _Axis(shape, first, last)) for shape in (WIDE, NARROW))
    return patterns(theme, PREFIX) + "".join(drawn)


def _drawing(index: Index, histories: Histories, iso3: str, day: dt.date, theme: Theme, shape: Shape, x: _Axis) -> str:
    height = TOP + shape.row * len(histories) + 8
    parts = _axis_marks(shape, x, height)
    for number, (instrument, of_states) in enumerate(histories.items()):
        y = TOP + shape.row * number
        title = index.instruments[instrument].short_title.split(" (")[0]
        parts.append(f'<text x="0" y="{y + (12 if shape.bar_below else 15)}">{text(_truncate(title, 34))}</text>')
        parts += _strip(index, instrument, iso3, runs(of_states[iso3]), theme, shape, x, y + shape.bar_below)
    at = x(day)
    blue = PALETTES[theme]["day"]
    parts.append(f'<line x1="{at}" x2="{at}" y1="{TOP - 6}" y2="{height - 4}" stroke="{blue}" stroke-width="2"/>')
    said = (
        f"Status of {index.countries[iso3].name} under {len(histories)} treaties, {x.first.year} to {x.last.year}; the "
        f"line marks {say_day(day)}"
    )
    return (
        f'<svg class="strips {shape.name}" viewBox="0 0 {shape.width} {height}" role="group" '
        f'aria-label="{text(said)}">{"".join(parts)}</svg>'
    )


def _axis_marks(shape: Shape, x: _Axis, height: int) -> list[str]:
    """The wider part of the axis, shaded, and its years."""
    parts = [
        f'<rect x="{x.bend}" y="{TOP - 6}" width="{x.right - x.bend}" height="{height - TOP + 2}" '
        'fill="currentColor" opacity="0.045"/>'
    ]
    decades = range(x.first.year - x.first.year % 10 + 10, BEND.year - shape.decades, shape.decades)
    for year in (*decades, *range(BEND.year, x.last.year)):
        at = x(dt.date(year, 1, 1))
        parts.append(
            f'<line x1="{at}" x2="{at}" y1="{TOP - 4}" y2="{height - 6}" stroke="currentColor" opacity="0.2"/>'
            f'<text x="{at + 3}" y="12" class="mute">{year}</text>'
        )
    return parts


def _strip(
    index: Index, instrument: str, iso3: str, stretches: Sequence[Run], theme: Theme, shape: Shape, x: _Axis, y: int
) -> list[str]:
    """The stretches of one treaty; each chooses its first day."""
    palette, opened, parts = PALETTES[theme], index.instruments[instrument].opened_on, []
    ends = [*(run.start for run in stretches[1:]), x.last]
    for at, (run, end) in enumerate(zip(stretches, ends, strict=True)):
        start = max(run.start, opened)
        if end <= start:
            continue
        since = f"from {say_day(run.start)}" if run.start > opened else "from the opening"
        said = f"{column_head(index, instrument)}: {label_of(run.standing)} {since}"
        corner = (
            f'<path d="M{x(end) - 10} {y}H{x(end)}V{y + 10}Z" fill="{palette["ink"]}"/>'
            if run.standing.contested
            else ""
        )
        class_id = class_of(run.standing)
        where = go(instrument=instrument, as_of=start.isoformat(), focus=iso3)
        parts.append(
            f'<g tabindex="0" role="button" aria-label="{text(said)}" {where} '
            f'data-key="{shape.name} {text(instrument)} {at}" data-class="{class_id}"><title>{text(said)}</title>'
            f'<rect x="{x(start)}" y="{y}" width="{max(1.5, round(x(end) - x(start), 1))}" height="{shape.bar}" '
            f'fill="{fill(class_id, theme, PREFIX)}" stroke="{palette["outline"]}" stroke-width="0.7"/>{corner}</g>'
        )
    return parts


def _truncate(title: str, length: int) -> str:
    return title if len(title) <= length else title[: length - 1] + "…"
