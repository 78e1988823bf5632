"""The matrix: every State under every instrument on one day, in the map's own classes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dashboard.domain.groups import Group, members
from dashboard.domain.history import Interval
from dashboard.domain.index import Index
from dashboard.domain.status import status_as_of
from dashboard.domain.terms import LEGEND, Standing
from dashboard.look.palette import Theme
from dashboard.views.markup import class_of, go, label_of, patterns, swatch, text, yours

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
    """(State, instrument) → standing."""


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
    by_name = sorted(
        (iso3 for iso3 in index.countries if iso3 in states), key=lambda iso3: index.countries[iso3].name.casefold()
    )
    if sort in histories:
        by_name.sort(key=lambda iso3: rank[class_of(cells[iso3, sort])])
    gathered: dict[str, list[str]] = {}
    titles = _titles(index, by_name, cells, grouping, day)
    for title in dict.fromkeys(titles.order):
        gathered[title] = []
    for iso3 in by_name:
        gathered[titles.of[iso3]].append(iso3)
    return Matrix(tuple(histories), tuple((title, tuple(iso3s)) for title, iso3s in gathered.items() if iso3s), cells)


@dataclass(frozen=True, slots=True)
class _Titles:
    order: tuple[str, ...]
    of: Mapping[str, str]


def _titles(
    index: Index, iso3s: Sequence[str], cells: Mapping[tuple[str, str], Standing], grouping: Grouping, day: dt.date
) -> _Titles:
    match grouping:
        case Grouping.NONE:
            return _Titles(("",), dict.fromkeys(iso3s, ""))
        case Grouping.ALLIANCES:
            nato, eu = (members(index.dataset.countries, group, day) for group in (Group.NATO, Group.EU))
            order = ("NATO and EU", "NATO, not EU", "EU, not NATO", "neither")
            return _Titles(
                order, {iso3: order[(iso3 not in eu) if iso3 in nato else 2 + (iso3 not in eu)] for iso3 in iso3s}
            )
        case Grouping.BORDER:
            border = members(index.dataset.countries, Group.BORDER, day)
            sides = ("borders Russia or Belarus", "does not")
            return _Titles(sides, {iso3: sides[iso3 not in border] for iso3 in iso3s})
        case Grouping.MOVING:
            moves = ("leaving, left or suspended somewhere", "joining somewhere", "nothing moving")
            found = {}
            for iso3 in iso3s:
                classes = {class_of(standing) for (state, _), standing in cells.items() if state == iso3}
                moving = any(one == "withdrawn" or one.startswith(("exit", "suspension")) for one in classes)
                found[iso3] = moves[0] if moving else moves[1] if "joining" in classes else moves[2]
            return _Titles(moves, found)


def column_head(index: Index, instrument: str) -> str:
    """Head of a column."""
    return SHORT.get(instrument, index.instruments[instrument].short_title.split(" (")[0])


def matrix_html(
    index: Index, shown: Matrix, theme: Theme, *, focus: str | None, instrument: str, sort: str, panels: int = 2
) -> str:
    """The matrix as ``panels`` grids side by side, the key below. Every cell chooses its State and instrument."""
    lines: list[tuple[str, str]] = []
    for title, iso3s in shown.groups:
        lines += [("group", title)] if title else []
        lines += [("state", iso3) for iso3 in iso3s]
    share = max(1, -(-len(lines) // panels))
    parts = [lines[start : start + share] for start in range(0, len(lines), share)]
    grids = "".join(
        _grid(index, shown, part, theme, focus, instrument, sort, number, len(parts))
        for number, part in enumerate(parts)
    )
    used = {class_of(standing) for standing in shown.cells.values()}
    key = "".join(
        f"<li>{swatch(one.class_id, theme, PREFIX)}{text(one.label)}</li>" for one in LEGEND if one.class_id in used
    )
    contested = any(standing.contested for standing in shown.cells.values())
    key += f"<li>{swatch('state-party', theme, PREFIX, contested=True)}corner: contested</li>" if contested else ""
    return f'{patterns(theme, PREFIX)}<div class="panels">{grids}</div><ul class="key">{key}</ul>'


def _grid(
    index: Index,
    shown: Matrix,
    lines: Sequence[tuple[str, str]],
    theme: Theme,
    focus: str | None,
    instrument: str,
    sort: str,
    number: int,
    count: int,
) -> str:
    heads = [
        f'<th scope="col" aria-sort="{"ascending" if sort == BY_NAME else "none"}"><button type="button" '
        f'tabindex="-1" {go(sort=BY_NAME)} data-key="head {number}">State</button></th>'
    ]
    for column in shown.instruments:
        mark = " ▴" if sort == column else ""
        heads.append(
            f'<th scope="col" aria-sort="{"ascending" if sort == column else "none"}'
            f'"{" class=chosen" if column == instrument else ""}>'
            f'<button type="button" tabindex="-1" {go(sort=column)} data-key="head {number} {text(column)}" '
            f'title="{text(index.instruments[column].short_title)}: order the States by it">'
            f"{text(column_head(index, column))}{mark}</button></th>"
        )
    body = "".join(
        f'<tr class="group"><th scope="colgroup" colspan="{len(shown.instruments) + 1}">{text(value)}</th></tr>'
        if what == "group"
        else _line(index, shown, value, theme, focus, instrument)
        for what, value in lines
    )
    part = f", part {number + 1} of {count}" if count > 1 else ""
    return (
        f'<table role="grid"><caption class="spoken">States by treaty{part}. Arrow keys move, Enter opens the '
        "acts of a cell.</caption>"
        f"<thead><tr>{''.join(heads)}</tr></thead><tbody>{body}</tbody></table>"
    )


def _line(index: Index, shown: Matrix, iso3: str, theme: Theme, focus: str | None, instrument: str) -> str:
    name = index.countries[iso3].name
    cells = []
    for column in shown.instruments:
        standing = shown.cells[iso3, column]
        class_id = class_of(standing)
        chosen = iso3 == focus and column == instrument
        said = f"{name}, {column_head(index, column)}: {label_of(standing)}"
        own = (
            any(row.action_id in index.upload_ids for row in index.actions_of(column, iso3))
            if index.upload_ids
            else False
        )
        cells.append(
            f'<td role="gridcell" tabindex="-1" aria-selected="{"true" if chosen else "false"}" '
            f'aria-label="{text(said)}{", with rows of yours" if own else ""}" title="{text(said)}" '
            f'{go(focus=iso3, instrument=column)} data-key="{iso3} {text(column)}" data-class="{class_id}">'
            f"{swatch(class_id, theme, PREFIX, width=52, height=19, contested=standing.contested)}{yours(own)}</td>"
        )
    return (
        f'<tr{" class=chosen" if iso3 == focus else ""}><th scope="row"><button type="button" tabindex="-1" '
        f'{go(focus=iso3)} data-key="{iso3}">'
        f"{text(name)}</button></th>{''.join(cells)}</tr>"
    )
