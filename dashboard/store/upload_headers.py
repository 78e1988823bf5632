"""Which table a header names, and which of its columns each cell of the header stands for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Final

from pydantic import TypeAdapter, ValidationError
from rapidfuzz.distance import OSA

from dashboard.store.treaty_columns import is_treaty_list
from dashboard.store.upload_shape import FITS
from dashboard.store.workbook import MAX_COLUMNS
from data.schema import TABLES, key_of

_USUAL: Final = {"scope": "full", "read_as": "opened"}
"""Column → what a file without that column means."""
_STATES: Final = ("iso3", "iso3s")
_NOTES: Final = ("note",)
_ALSO: Final = {
    **dict.fromkeys(("country", "state", "participant", "country_code", "country_name", "state_name"), _STATES),
    **dict.fromkeys(("iso", "iso2", "iso_2", "iso_3", "iso_code", "code", "area"), _STATES),
    **dict.fromkeys(("treaty", "treaty_id", "instrument", "convention", "agreement"), ("instrument_id",)),
    **dict.fromkeys(("source", "sources", "source_id", "cited"), ("source_ids",)),
    **dict.fromkeys(("comment", "comments", "notes", "remark", "remarks"), _NOTES),
    **dict.fromkeys(("link", "address", "web_address"), ("url",)),
    **dict.fromkeys(("figure", "amount", "number"), ("value",)),
    **dict.fromkeys(("action", "act", "type", "kind_of_act"), ("kind",)),
    **dict.fromkeys(
        ("date", "day"), ("acted_on", "announced_on", "happened_on", "stepped_on", "from_on", "published_on")
    ),
    "lens": ("lens_id",),
    "class": ("class_id",),
    "publisher": ("publisher_id",),
}
"""Plain word → columns that it may stand for; the first that a table has."""


def column_name(text: str) -> str:
    """A header's cell as the tables name their columns: lower case, with underscores."""
    return re.sub(r"[\s_-]+", "_", text.strip().strip("\ufeff:*").strip().lower())


def columns_of(table: str, names: Sequence[str]) -> list[str]:
    """Column of the table for each name of a header (``column_name``); the name itself where it is none."""
    fields = TABLES[table].model_fields
    found = list(names)
    for at, name in enumerate(names):
        if name and name not in fields:
            meant = [key_of(table)[0]] if name == "id" else [one for one in _ALSO.get(name, ()) if one in fields]
            if meant and meant[0] not in found:
                found[at] = meant[0]
    return found


def _names(header: Sequence[str]) -> list[str]:
    return [column_name(cell) for cell in header[:MAX_COLUMNS]]


def fit(table: str, header: Sequence[str]) -> float:
    """How well a header fits a table: 1 for its own."""
    return _fit(table, _names(header))


def _fit(table: str, names: Sequence[str]) -> float:
    found = set(columns_of(table, names))
    columns, needed = TABLES[table].model_fields, needed_columns(table)
    fitting = len(found & columns.keys())
    of_needed = len(found.intersection(needed)) / len(needed)
    return max(fitting / len(columns), of_needed * fitting / (len(found - {""}) or 1) * 0.99)


def _best(names: Sequence[str]) -> tuple[float, str]:
    """How well a header fits the table that it fits best, and that table."""
    table = max(TABLES, key=lambda one: _fit(one, names))
    return _fit(table, names), table


def nearest_table(header: Sequence[str]) -> str:
    """The table that a header fits best."""
    return _best(_names(header))[1]


def table_of(header: Sequence[str]) -> str | None:
    """The table that most of ``header``'s columns belong to; ``None`` where fewer than half of them fit any."""
    best, table = _best(_names(header))
    return table if best >= FITS else None


def header_fit(header: Sequence[str]) -> float:
    """How well a line fits the header of some table or of a treaty's list."""
    names = _names(header)
    if len(set(names) - {""}) < 2:
        return 0.0
    return max(float(is_treaty_list(header)), _best(names)[0])


def nearest_column(table: str, name: str) -> str | None:
    """The column of the table that a name may be meant for."""
    near = [(OSA.distance(name, column), column) for column in TABLES[table].model_fields]
    least, column = min(near)
    return column if least <= max(2, len(name) // 4) else None


@cache
def needed_columns(table: str) -> tuple[str, ...]:
    """Columns of the table that no row may leave empty and nothing else tells."""
    return tuple(
        name
        for name in TABLES[table].model_fields
        if name == "acted_on" or (name not in _USUAL and not _may_be_empty(table, name))
    )


def usual_value(table: str, name: str, row: dict[str, str]) -> str | None:
    """What a row says in a column that its file does not have; ``None`` where it must have it."""
    if name in _USUAL:
        return _USUAL[name]
    if name.endswith("_precision") and name in TABLES[table].model_fields:
        return "day" if row.get(f"{name.removesuffix('_precision')}_on") else "unknown"
    return "" if _may_be_empty(table, name) else None


@cache
def _may_be_empty(table: str, name: str) -> bool:
    if name.endswith("_precision"):
        return True
    field = TABLES[table].model_fields[name]
    try:
        TypeAdapter(field.rebuild_annotation()).validate_python("")
    except ValidationError:
        return False
    return True
