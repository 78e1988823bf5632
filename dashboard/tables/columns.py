"""Columns of a row model: name, type, meaning and closed values, read from its one declaration."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from typing import Any

from data.fields import Row

SEPARATOR = ";"
"""Between the values of a list in a flat cell, as in the dataset's own files."""


class Kind(StrEnum):
    """What the cells of a column hold."""

    TEXT = "text"
    DAY = "day"
    WHOLE = "whole number"
    NUMBER = "number"
    FLAG = "yes or no"
    LIST = "list"


@dataclass(frozen=True, slots=True)
class Column:
    """One column, the same in every format."""

    name: str
    kind: Kind
    meaning: str
    values: tuple[str, ...]
    """Closed vocabulary; empty where any value may stand."""
    optional: bool
    """Whether a cell may be empty."""


_KINDS = {
    "integer": Kind.WHOLE,
    "number": Kind.NUMBER,
    "boolean": Kind.FLAG,
    "array": Kind.LIST,
    "string": Kind.TEXT,
}


@cache
def columns(model: type[Row]) -> tuple[Column, ...]:
    """Columns of a model in the order of its fields."""
    schema = model.model_json_schema(mode="serialization")
    shared = schema.get("$defs", {})
    return tuple(_column(name, shape, shared) for name, shape in schema["properties"].items())


def _column(name: str, shape: dict[str, Any], shared: dict[str, Any]) -> Column:
    options = shape.get("anyOf", [shape])
    optional = any(option.get("type") == "null" for option in options)
    plain = _resolve(next(option for option in options if option.get("type") != "null"), shared)
    item = _resolve(plain.get("items", {}), shared)
    kind = Kind.DAY if plain.get("format") == "date" else _KINDS[plain.get("type", "string")]
    values = tuple(plain.get("enum", item.get("enum", ())))
    return Column(name, kind, shape["description"], values, optional or (kind in (Kind.TEXT, Kind.LIST) and not values))


def _resolve(shape: dict[str, Any], shared: dict[str, Any]) -> dict[str, Any]:
    if "$ref" not in shape:
        return shape
    found: dict[str, Any] = shared[shape["$ref"].rsplit("/", 1)[1]]
    return found


def plain_value(value: object) -> object:
    """A cell without the types of the program: text, day, number, flag, list of texts or ``None``."""
    match value:
        case StrEnum():
            return value.value
        case tuple() | list():
            return [str(plain_value(one)) for one in value]
        case _:
            return value


def json_cell(value: object) -> object:
    """A cell as JSON: days as text, lists as arrays, ``null`` where nothing is known."""
    free = plain_value(value)
    return free.isoformat() if isinstance(free, dt.date) else free


def flat_value(value: object) -> str | int | float | bool | dt.date | None:
    """A cell of a flat table: lists become one text, their values parted by ``SEPARATOR``."""
    match found := plain_value(value):
        case list():
            return SEPARATOR.join(found)
        case str() | int() | float() | dt.date() | None:
            return found
    raise TypeError(f"{type(found).__name__} does not fit into a cell")


def cells(row: Row, of: Sequence[Column]) -> list[object]:
    """Values of a row in the order of the columns."""
    return [getattr(row, column.name) for column in of]
