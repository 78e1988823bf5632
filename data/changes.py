"""What changed between two editions of the tables: row by row, field by field, with the change log's reason."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from data.editions import Cells, own_columns, read_cells, table_texts
from data.fields import ChangeCause, ChangeKind, version_key
from data.load import DATA_FOLDER
from data.schema import TABLES

LOG: Final = "CHANGELOG.md"
MOST_NAMES: Final = 6
"""A passage that names more rows gives as their reason what it says before their list."""
_HEADING = re.compile(r"^## (\d+\.\d+\.\d+)\b.*$", re.MULTILINE)
_BRACES = re.compile(r"\{([^{}]*)\}")
_CODE = re.compile(r"`([^`\s]+)`")
_SOURCES: Final = frozenset({"source_ids", "effective_source_ids"})


@dataclass(frozen=True, slots=True)
class FieldChange:
    """One cell before and after, as the files write it."""

    field: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Change:
    """What happened to one row between two editions."""

    kind: ChangeKind
    table: str
    row_id: str
    cause: ChangeCause
    """Of an edit: whether it cites other sources than before, or reads the same ones differently."""
    reason: str
    """The passage of the change log that names the row; empty where none does."""
    fields: tuple[FieldChange, ...] = ()


def changes(before: Path, after: Path, log: str, folder: Path = DATA_FOLDER) -> tuple[Change, ...]:
    """Rows added, edited and deleted between the tables of two folders, in the order of the tables.

    Only columns that the earlier edition has are compared: a later column is no edit. ``log`` is the part of the change
    log that lies between the two; ``folder`` holds the releases' declared renamings.
    """
    reasons = reasons_by_id(log)
    old, new = table_texts(before), table_texts(after)
    return tuple(
        change
        for table in TABLES
        for change in _of_table(
            table, read_cells(table, old.get(table, "")), read_cells(table, new.get(table, "")), reasons, folder
        )
    )


def _of_table(table: str, old: Cells, new: Cells, reasons: Mapping[str, str], folder: Path) -> Iterator[Change]:
    first = next(iter(old.values()), {})
    own = own_columns(table, first, folder)
    for row_id, row in new.items():
        reason = reasons.get(row_id, "")
        if row_id not in old:
            yield Change("added", table, row_id, "", reason)
            continue
        was = old[row_id]
        fields = tuple(
            FieldChange(column, was[own[column]], value)
            for column, value in row.items()
            if column in own and was[own[column]] != value
        )
        if fields:
            moved = table == "sources" or any(one.field in _SOURCES for one in fields)
            yield Change("edited", table, row_id, "source-changed" if moved else "our-coding-changed", reason, fields)
    for row_id in old:
        if row_id not in new:
            yield Change("deleted", table, row_id, "", reasons.get(row_id, ""))


def sections_since(log: str, since: str, upto: str = "") -> str:
    """The part of the change log on the editions after ``since``, as far as ``upto`` (empty: to the newest)."""
    heads = list(_HEADING.finditer(log))
    ends = [*(head.start() for head in heads[1:]), len(log)] if heads else []
    return "\n".join(
        log[head.end() : end]
        for head, end in zip(heads, ends, strict=True)
        if version_key(since) < version_key(head[1]) and (not upto or version_key(head[1]) <= version_key(upto))
    )


def reasons_by_id(log: str) -> dict[str, str]:
    """Id named in backticks to the first passage that names it: one item of a list, or one paragraph.

    ``a-{x,y}-1`` names both rows.
    """
    reasons: dict[str, str] = {}
    for passage in re.split(r"\n\s*\n|\n(?=[*|#] ?)", log):
        text = " ".join(passage.removeprefix("* ").split())
        if text.startswith(("|", "#")):
            continue
        names = _CODE.findall(" ".join(passage.split()).replace(", ", ","))
        if len(names) > MOST_NAMES and ": `" in text:
            text = f"{text.partition(': `')[0]}."
        for name in names:
            for row_id in _expanded(name):
                reasons.setdefault(row_id, text)
    return reasons


def _expanded(name: str) -> Iterator[str]:
    braces = _BRACES.search(name)
    if braces is None:
        yield name
        return
    for part in braces[1].split(","):
        yield from _expanded(name[: braces.start()] + part.strip() + name[braces.end() :])
