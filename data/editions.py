"""Reads the published editions of the record: frozen tables in ``releases/<version>/`` with their own columns."""

from __future__ import annotations

import csv
import hashlib
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Final

from data.fields import VERSION, version_key
from data.load import DATA_FOLDER, Loaded, with_readings
from data.parse import META_FILE, key_lines, parse_meta, parse_table, parse_toml, read_text
from data.problems import Problem
from data.schema import TABLES, key_of

RELEASES: Final = "releases"
SUMS: Final = "SHA256SUMS"
LATER: Final = "later.toml"
NEWEST: Final = "@newest"
"""In ``later.toml``: the value that the same row has in the newest tables."""

Cells = dict[str, dict[str, str]]
"""Id of a row to its cells by column, as they stand in the file."""


def editions(folder: Path = DATA_FOLDER) -> tuple[str, ...]:
    """Versions of the frozen editions below ``folder``, oldest first."""
    root = folder / RELEASES
    names = [path.name for path in root.iterdir() if path.is_dir()] if root.is_dir() else []
    return tuple(sorted((name for name in names if VERSION.fullmatch(name)), key=version_key))


def edition_folder(version: str, folder: Path = DATA_FOLDER) -> Path:
    """Folder of a frozen edition. Raises ``KeyError`` for a version that was never published."""
    if version not in editions(folder):
        raise KeyError(version)
    return folder / RELEASES / version


def wrong_sums(frozen: Path) -> list[Problem]:
    """A problem for each file of an edition that is not the one its ``SHA256SUMS`` names."""
    text, problems = read_text(frozen / SUMS)
    lines = [line.split() for line in (text or "").splitlines()]
    named = {words[1]: words[0] for words in lines if len(words) == 2}
    present = {path.name for path in frozen.iterdir()} - {SUMS}
    for name in sorted(present | set(named)):
        path = frozen / name
        if name not in named:
            problems.append(Problem(name, 0, "", "", "edition", f"is not named in {SUMS}: an edition takes no file"))
        elif not path.is_file():
            problems.append(Problem(name, 0, "", "", "edition", "is missing: bring it back from the history"))
        elif hashlib.sha256(path.read_bytes()).hexdigest() != named[name]:
            problems.append(Problem(name, 0, "", "", "edition", "was changed after it was published: bring it back"))
    return problems


def moved_since(version: str, folder: Path = DATA_FOLDER) -> tuple[str, ...]:
    """Files of the newest tables that are not those published as ``version``; none where it was not published."""
    if version not in editions(folder):
        return ()
    names = [*(f"{table}.csv" for table in TABLES), META_FILE]
    return tuple(name for name in names if _bytes(folder / name) != _bytes(folder / RELEASES / version / name))


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def read_cells(table: str, text: str) -> Cells:
    """Rows of a table's text by their id, with the columns that the text itself has."""
    key = key_of(table)
    return {"-".join(row[column] for column in key): row for row in csv.DictReader(io.StringIO(text, newline=""))}


def table_texts(folder: Path) -> dict[str, str]:
    """Text of each table that stands in ``folder``, by table name."""
    texts = {table: read_text(folder / f"{table}.csv")[0] for table in TABLES}
    return {table: text for table, text in texts.items() if text}


def load_edition(version: str, folder: Path = DATA_FOLDER) -> Loaded:
    """The rows of a frozen edition in the form of today's schema, with the defaults of ``later.toml``.

    Raises ``KeyError`` for a version that was never published. Files that are not those published are problems.
    """
    frozen = edition_folder(version, folder)
    problems = wrong_sums(frozen)
    later_text, later_problems = read_text(folder / RELEASES / LATER)
    later, toml_problems = parse_toml(later_text or "", LATER)
    problems += later_problems + toml_problems
    meta_text, meta_problems = read_text(frozen / META_FILE)
    meta, more = parse_meta(meta_text, key_lines(meta_text or ""), later.get("meta", {}))
    problems += meta_problems + more
    own, newest = table_texts(frozen), table_texts(folder)
    tables: dict[str, tuple[Any, ...]] = {}
    lines: dict[str, tuple[int, ...]] = {}
    for table in TABLES:
        text = own.get(table)
        if text is not None:
            defaults, renamed = (later.get(part, {}).get(table, {}) for part in ("columns", "renamed"))
            text = _with_later_columns(table, text, defaults, renamed, newest.get(table, ""))
        elif later.get("tables", {}).get(table) == "newest":
            text = newest.get(table)
        rows, row_lines, row_problems = parse_table(table, text, f"{table}.csv") if text else ([], [], [])
        problems += row_problems
        tables[table], lines[table] = tuple(rows), tuple(row_lines)
    dataset, more = with_readings(frozen, meta, tables)
    return Loaded(dataset, (*problems, *more), lines)


def _with_later_columns(
    table: str, text: str, defaults: Mapping[str, str], renamed: Mapping[str, str], newest_text: str
) -> str:
    """The table's text with the columns of today's schema, in the schema's order."""
    columns = list(TABLES[table].model_fields)
    header = next(csv.reader(io.StringIO(text, newline="")), [])
    if header == columns:
        return text
    own = {new: old for new, old in renamed.items() if new not in header and old in header}
    own |= {column: column for column in header if column not in own.values()}
    later = {column: default for column, default in defaults.items() if column not in own}
    newest = read_cells(table, newest_text) if NEWEST in later.values() else {}
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    known = [column for column in columns if column in own or column in later]
    writer.writerow([*known, *(column for column in own if column not in columns)])
    for row_id, row in read_cells(table, text).items():
        added = {c: newest.get(row_id, {}).get(c, "") if value == NEWEST else value for c, value in later.items()}
        values = {column: row[old] for column, old in own.items()} | added
        writer.writerow([values[column] for column in known] + [row[c] for c in own if c not in columns])
    return out.getvalue()


def own_columns(table: str, header: Iterable[str], folder: Path = DATA_FOLDER) -> dict[str, str]:
    """Column of today to the column of the same meaning in a table with ``header``; later columns are left out."""
    text, _problems = read_text(folder / RELEASES / LATER)
    later, _problems = parse_toml(text or "", LATER)
    columns = list(header)
    own = {new: old for new, old in later.get("renamed", {}).get(table, {}).items() if new not in columns}
    return own | {column: column for column in columns if column not in own.values()}
