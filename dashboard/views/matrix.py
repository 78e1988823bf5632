"""The matrix: every State under every lens on one day, in the map's own classes and with the figures of measures."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from itertools import groupby
from typing import NamedTuple

from dashboard.domain.days import say_day, say_period
from dashboard.domain.groups import LENS_GROUPS, Group, Grouping, members
from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens, Look, Run, run_on
from dashboard.domain.lenses.figures import ESTIMATE, short_figure
from dashboard.domain.lenses.holding import day_under
from dashboard.domain.lenses.measure import MeasureLens
from dashboard.look.palette import Theme
from dashboard.views.fills import Fills, fills
from dashboard.views.templates import go, render
from data.fields import LensGroup

PREFIX = "x-"
BY_NAME = ""
"""Orders the rows by name."""
BESIDE = 8
"""At most so many columns fit twice beside each other; more make one grid whose heads are turned."""


class Column(NamedTuple):
    """One lens on the day that it counts for."""

    lens: Lens
    day: dt.date
    head: str
    title: str
    """Its head in full: "Defence spending, 2025"."""


class Matrix(NamedTuple):
    """Rows in their groups; a cell is what holds that day."""

    columns: tuple[Column, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    """Title (empty where there is one list) and the States below it, in order."""
    cells: Mapping[tuple[str, str], Run]
    """(State, lens) → what holds."""


class Cell(NamedTuple):
    """One cell as it is drawn."""

    lens_id: str
    class_id: str
    meaning: str
    picture: str
    number: str
    choice: str
    uploaded: bool
    """Whether rows of the reader's are among those it rests on."""


def matrix(
    index: Index,
    lenses: Sequence[Lens],
    day: dt.date | None,
    states: Collection[str],
    *,
    sort: str = BY_NAME,
    grouping: Grouping = Grouping.NONE,
) -> Matrix:
    """The matrix of ``states`` on ``day``; without one each lens stands on its own latest day.

    ``sort`` is a lens whose classes order the rows as the legend does, its figures the highest first.
    """
    columns = tuple(_column(index, lens, day) for lens in lenses)
    cells = {
        (iso3, one.lens.id): run_on(one.lens.runs(index, iso3), one.day)
        for one in columns
        for iso3 in index.countries
        if iso3 in states
    }
    iso3s = sorted(
        (iso3 for iso3 in index.countries if iso3 in states), key=lambda iso3: index.countries[iso3].name.casefold()
    )
    for one in columns:
        if one.lens.id == sort:
            rank = {entry.class_id: number for number, entry in enumerate(one.lens.classes)}
            iso3s.sort(key=lambda iso3: _order(cells[iso3, sort], rank))
    titles, place = _groups(index, lenses, cells, grouping, day or index.dataset.meta.as_of)
    groups: dict[str, list[str]] = {title: [] for title in titles}
    for iso3 in iso3s:
        groups[titles[place(iso3)]].append(iso3)
    return Matrix(columns, tuple((title, tuple(group)) for title, group in groups.items() if group), cells)


def _column(index: Index, lens: Lens, day: dt.date | None) -> Column:
    on, head = day_under(index, lens, day), column_head(index, lens)
    if isinstance(lens, MeasureLens):
        period = say_period(*lens.period_of(on))
        return Column(lens, on, f"{head} {period}", f"{lens.title}, {lens.unit}, {period}")
    return Column(lens, on, head, lens.title)


def day_words(index: Index, table: Matrix, day: dt.date | None) -> str:
    """The day of the matrix; without a chosen one also what stands on an earlier one: "; Defence spending, 2025"."""
    on = index.dataset.meta.as_of if day is None else day
    earlier = [f"; {one.title}" for one in table.columns if one.day != on]
    return say_day(on) + "".join(earlier)


def _order(run: Run, rank: Mapping[str, int]) -> tuple[bool, float]:
    return run.value is None, rank[run.class_id] if run.value is None else -run.value


def _groups(
    index: Index, lenses: Sequence[Lens], cells: Mapping[tuple[str, str], Run], grouping: Grouping, day: dt.date
) -> tuple[tuple[str, ...], Callable[[str], int]]:
    """Titles of the groups in their order, and the place among them of a State."""
    titles: tuple[str, ...]
    match grouping:
        case Grouping.NONE:
            return ("",), lambda iso3: 0
        case Grouping.ALLIANCES:
            nato, eu = (members(index.dataset.countries, group, day) for group in (Group.NATO, Group.EU))
            titles = ("NATO and EU", "NATO, not EU", "EU, not NATO", "neither")
            return titles, lambda iso3: 2 * (iso3 not in nato) + (iso3 not in eu)
        case Grouping.BORDER:
            border = members(index.dataset.countries, Group.BORDER, day)
            return ("borders Russia or Belarus", "does not"), lambda iso3: int(iso3 not in border)
        case Grouping.MOVING:
            entering = {lens.id: lens.wording.entering for lens in lenses}
            moving = {iso3 for (iso3, _), run in cells.items() if run.entry.moving}
            joining = {iso3 for (iso3, lens_id), run in cells.items() if run.class_id in entering[lens_id]}
            titles = ("leaving, left or changing somewhere", "joining somewhere", "nothing moving")
            return titles, lambda iso3: 0 if iso3 in moving else 1 if iso3 in joining else 2


def column_head(index: Index, lens: Lens) -> str:
    """Head of a column: a treaty's short name, else the title up to its first bracket."""
    instrument = index.instruments.get(lens.id)
    short = instrument.short_name if instrument else ""
    return short or lens.title.split(" (")[0]


def matrix_html(index: Index, table: Matrix, theme: Theme, *, focus: str | None, lens_id: str, sort: str) -> str:
    """The matrix with its key below: few columns as two grids side by side, many as one. A cell chooses its State and
    lens, a head the order of the rows."""
    many = len(table.columns) > BESIDE
    pictures = fills(theme, PREFIX, (26, 19) if many else (52, 19))
    lines: list[tuple[str, str, list[Cell]]] = []
    for title, iso3s in table.groups:
        lines += [(title, "", [])] if title else []
        lines += [(index.countries[iso3].name, iso3, list(_cells(index, table, iso3, pictures))) for iso3 in iso3s]
    share = max(1, len(lines) if many else -(-len(lines) // 2))
    return render(
        "matrix.html",
        fills=fills(theme, PREFIX),
        many=many,
        panels=[lines[start : start + share] for start in range(0, len(lines), share)],
        groups=[(title, len(list(run))) for title, run in groupby(map(_group_title, table.columns))] if many else [],
        columns=table.columns,
        key=_key(table),
        estimate=ESTIMATE if any(cell.number.endswith(ESTIMATE) for *_, row in lines for cell in row) else "",
        focus=focus,
        lens_id=lens_id,
        sort=sort,
        by_name=BY_NAME,
    )


def _group_title(column: Column) -> str:
    return LENS_GROUPS[LensGroup(column.lens.group)]


def _key(table: Matrix) -> list[tuple[Look, str]]:
    """What the fills mean: every class that is seen, one fill once for all lenses that use it in the same words."""
    found: dict[tuple[str, str], Look] = {}
    seen = {(key[1], run.class_id) for key, run in table.cells.items()}
    for column in table.columns:
        for entry in column.lens.classes:
            if (column.lens.id, entry.class_id) in seen:
                found.setdefault((entry.style, entry.label), Look(entry))
    key = [(look, look.label) for look in found.values()]
    disputed = next((run.look for run in table.cells.values() if run.contested), None)
    return [*key, (disputed, "corner: contested")] if disputed else key


def _cells(index: Index, table: Matrix, iso3: str, pictures: Fills) -> Iterator[Cell]:
    name = index.countries[iso3].name
    for column in table.columns:
        lens, run = column.lens, table.cells[iso3, column.lens.id]
        number = short_figure(lens, run)
        figure = lens.figure(run) if isinstance(lens, MeasureLens) else ""
        words = ", ".join(part for part in (run.look.label, figure) if part)
        yield Cell(
            lens_id=lens.id,
            class_id=run.class_id,
            meaning=f"{name}, {column.title if number else column.head}: {words}",
            picture=pictures.swatch(run.look),
            number=number,
            choice=go(focus=iso3, lens=lens.id),
            uploaded=bool(index.upload_ids) and not index.upload_ids.isdisjoint(lens.facts(index, iso3)),
        )
