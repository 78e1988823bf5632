"""The matrix: every State under every instrument on one day, in the map's own classes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard.domain.groups import Group, members
from dashboard.domain.history import Interval
from dashboard.domain.index import Index
from dashboard.domain.status import status_as_of
from dashboard.domain.terms import CLASSES, LEGEND, Stage, Standing, Status
from dashboard.look.palette import Theme
from dashboard.views.fills import fills
from dashboard.views.templates import go, render

PREFIX = "x-"
BY_NAME = "name"
SHORT = {
    "apmbc": "Ottawa",
    "ccm": "CCM",
    "tpnw": "TPNW",
    "cfe": "CFE",
    "open-skies": "Open Skies",
    "north-atlantic": "NATO",
}
"""Column heads where the short title is longer than a column; others are cut at their first bracket."""


class Grouping(StrEnum):
    """How the rows are gathered."""

    NONE = "none"
    ALLIANCES = "alliances"
    BORDER = "border"
    MOVING = "moving"


GROUPING_LABELS: dict[Grouping, str] = {
    Grouping.NONE: "one list",
    Grouping.ALLIANCES: "NATO, EU",
    Grouping.BORDER: "border",
    Grouping.MOVING: "moving",
}


@dataclass(frozen=True, slots=True)
class Matrix:
    """Rows in their groups; a cell is what holds that day."""

    instruments: tuple[str, ...]
    groups: tuple[tuple[str, tuple[str, ...]], ...]
    """Title (empty where there is one list) and the States below it, in order."""
    cells: Mapping[tuple[str, str], Standing]
    """(State, instrument) → how it stands."""


def matrix(
    index: Index,
    histories: Mapping[str, Mapping[str, Sequence[Interval]]],
    day: dt.date,
    states: Collection[str],
    *,
    sort: str = BY_NAME,
    grouping: Grouping = Grouping.NONE,
) -> Matrix:
    """The matrix of ``states`` on ``day``. ``histories``: instrument → State → intervals. ``sort`` is ``name`` or an
    instrument, whose classes then order the rows as the legend does."""
    cells = {
        (iso3, instrument): status_as_of(of_states[iso3], day).standing
        for instrument, of_states in histories.items()
        for iso3 in of_states
        if iso3 in states
    }
    rank = {entry.class_id: number for number, entry in enumerate(LEGEND)}
    iso3s = sorted(
        (iso3 for iso3 in index.countries if iso3 in states), key=lambda iso3: index.countries[iso3].name.casefold()
    )
    if sort in histories:
        iso3s.sort(key=lambda iso3: rank[cells[iso3, sort].class_id])
    titles, place = _groups(index, cells, grouping, day)
    groups: dict[str, list[str]] = {title: [] for title in titles}
    for iso3 in iso3s:
        groups[titles[place(iso3)]].append(iso3)
    return Matrix(tuple(histories), tuple((title, tuple(group)) for title, group in groups.items() if group), cells)


def _groups(
    index: Index, cells: Mapping[tuple[str, str], Standing], grouping: Grouping, day: dt.date
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
            moving = {iso3 for (iso3, _), standing in cells.items() if CLASSES[standing.class_id].moving}
            joining = {iso3 for (iso3, _), standing in cells.items() if standing.stage is Stage.JOINING}
            titles = ("leaving, left or suspended somewhere", "joining somewhere", "nothing moving")
            return titles, lambda iso3: 0 if iso3 in moving else 1 if iso3 in joining else 2


def column_head(index: Index, instrument: str) -> str:
    """Head of a column."""
    return SHORT.get(instrument, index.instruments[instrument].short_title.split(" (")[0])


def matrix_html(
    index: Index, table: Matrix, theme: Theme, *, focus: str | None, instrument: str, sort: str, panels: int = 2
) -> str:
    """The matrix as ``panels`` grids side by side, the key below. Every cell chooses its State and instrument."""
    used = set(table.cells.values())
    pictures = fills(theme, PREFIX, (52, 19))
    looks = {one: (one.class_id, one.label, pictures.swatch(one)) for one in used}
    lines: list[tuple[str, str, list[tuple[str, str, str, str, str, bool]]]] = []
    for title, iso3s in table.groups:
        lines += [(title, "", [])] if title else []
        lines += [(index.countries[iso3].name, iso3, list(_cells(index, table, iso3, looks))) for iso3 in iso3s]
    share = max(1, -(-len(lines) // panels))
    class_ids = {one.class_id for one in used}
    classes = [Standing(entry.status, entry.stage) for entry in LEGEND if entry.class_id in class_ids]
    key = [(one, one.label) for one in classes]
    if any(one.contested for one in used):
        key.append((Standing(Status.STATE_PARTY, Stage.NONE, contested=True), "corner: contested"))
    return render(
        "matrix.html",
        fills=fills(theme, PREFIX),
        panels=[lines[start : start + share] for start in range(0, len(lines), share)],
        columns=[(key, column_head(index, key), index.instruments[key].short_title) for key in table.instruments],
        key=key,
        focus=focus,
        instrument=instrument,
        sort=sort,
        by_name=BY_NAME,
    )


def _cells(
    index: Index, table: Matrix, iso3: str, looks: Mapping[Standing, tuple[str, str, str]]
) -> Iterator[tuple[str, str, str, str, str, bool]]:
    """Instrument, class, meaning, picture, choice, and whether rows of the reader's are among its acts."""
    name = index.countries[iso3].name
    for column in table.instruments:
        class_id, label, picture = looks[table.cells[iso3, column]]
        uploaded = bool(index.upload_ids) and any(
            row.action_id in index.upload_ids for row in index.actions_of(column, iso3)
        )
        meaning = f"{name}, {column_head(index, column)}: {label}"
        yield column, class_id, meaning, picture, go(focus=iso3, instrument=column), uploaded
