"""One file or its text to rows, or to what ``dataset.toml`` says, plus every problem met on the way."""

from __future__ import annotations

import csv
import datetime as dt
import io
import re
import tomllib
from collections.abc import Iterator, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import ValidationError

from data.fields import Row
from data.mistakes import explain
from data.problems import Problem, visible
from data.schema import TABLES, Meta, key_of

META_FILE = "dataset.toml"
MAX_FILE_BYTES = 64 * 1024 * 1024
MAX_PROBLEMS = 10_000
"""Of one file; beyond them its other lines are not read, for they could only bury the first."""
MAX_CELL = 131_072
"""Letters that the reader takes in one cell; the setting is the whole process's, and other libraries raise it."""
_BOM = "\ufeff"
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\u2028\u2029]")
_UNKNOWN_META = Meta(
    title="",
    version="",
    as_of=dt.date.min,
    checked_on={},
    data_licence="",
    code_licence="",
    citation="",
    homepage="",
    boundary_note="",
    coverage_note="",
    floors={},
)
"""Stands in for an unreadable ``dataset.toml``; known by its empty version."""


def parse_table(table: str, text: str, file_name: str) -> tuple[list[Row], list[int], list[Problem]]:
    """Rows of ``table`` found in ``text``, the line each begins on, and the problems; never raises for bad text.

    ``table`` is a key of ``data.schema.TABLES``. ``file_name`` only names the text in problems.
    """
    problems: list[Problem] = []
    if text.startswith(_BOM):
        message = "begins with a byte order mark; save as plain UTF-8"
        problems.append(Problem(file_name, 1, "", "", "byte-order-mark", message))
        text = text.removeprefix(_BOM)
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        problems.append(Problem(file_name, line, "", "", "line-ends", "holds carriage returns; end lines with LF"))
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    records = _records(text, file_name, problems)
    first = next(records, None)
    if first is None:
        problems.append(Problem(file_name, 1, "", "", "empty-file", "is empty: the first line names the columns"))
        return [], [], problems
    header = first[1]
    header_problems = list(_check_header(table, header, file_name))
    if header_problems:
        return [], [], problems + header_problems
    validate, keys = TABLES[table].model_validate, key_of(table)
    dirty = bool(_CONTROL.search(text)) or "\ufffd" in text
    rows: list[Row] = []
    lines: list[int] = []
    for line, cells in records:
        if len(cells) != len(header):
            problems.append(_wrong_length(file_name, line, cells, header))
            continue
        values = dict(zip(header, cells, strict=True))
        found: list[Problem] = []
        if dirty or list(map(str.strip, cells)) != cells:
            found += _check_cells(values, file_name, line, _id_of(values, keys))
        try:
            row = validate(values)
        except ValidationError as error:
            row_id = _id_of(values, keys)
            found += [
                Problem(file_name, line, row_id, str(item["loc"][0]), "cell", explain(item))
                for item in error.errors(include_url=False)
            ]
        if found:
            problems += found
        else:
            rows.append(row)
            lines.append(line)
    return rows, lines, problems


def _id_of(values: Mapping[str, str], keys: tuple[str, ...]) -> str:
    return visible("-".join(values[key] for key in keys))


def _records(text: str, file_name: str, problems: list[Problem]) -> Iterator[tuple[int, list[str]]]:
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    while True:
        line = reader.line_num + 1
        if len(problems) >= MAX_PROBLEMS:
            problems.append(Problem(file_name, line, "", "", "too-many", "is where reading stopped: too many problems"))
            return
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            hint = "; is a quotation mark left open?" if "quote" in str(error) or "end of data" in str(error) else ""
            problems.append(Problem(file_name, line, "", "", "csv", f"cannot be read as CSV: {error}{hint}"))
            continue
        if cells:
            yield line, cells
        else:
            problems.append(Problem(file_name, line, "", "", "blank-line", "is a blank line: remove it"))


def _check_header(table: str, header: list[str], file_name: str) -> Iterator[Problem]:
    expected = list(TABLES[table].model_fields)
    for column in dict.fromkeys(header):
        if header.count(column) > 1:
            yield Problem(file_name, 1, "", visible(column), "header", "this column stands twice: keep one")
        if column not in expected:
            yield Problem(
                file_name, 1, "", visible(column), "header", f"{table} has no such column: remove or rename it"
            )
    for column in expected:
        if column not in header:
            yield Problem(file_name, 1, "", column, "header", "this column is missing: add it")


def _check_cells(values: Mapping[str, str], file_name: str, line: int, row_id: str) -> Iterator[Problem]:
    for column, cell in values.items():
        if cell != cell.strip():
            yield Problem(file_name, line, row_id, column, "spaces", "begins or ends with a space: remove it")
        if "\ufffd" in cell:
            yield Problem(
                file_name,
                line,
                row_id,
                column,
                "encoding",
                "holds characters that are not UTF-8: save the file as UTF-8",
            )
        if _CONTROL.search(cell):
            yield Problem(
                file_name, line, row_id, column, "control-character", "holds an invisible control character: remove it"
            )


def _wrong_length(file_name: str, line: int, cells: list[str], header: list[str]) -> Problem:
    size = "too short" if len(cells) < len(header) else "too long"
    message = f"row is {size}: {len(cells)} cells where {len(header)} are due (an unquoted comma?)"
    return Problem(file_name, line, visible(cells[0]), "", "row-length", message)


def read_text(path: Path, most_bytes: int = MAX_FILE_BYTES) -> tuple[str | None, list[Problem]]:
    """Text of a file and what is wrong with it; ``None`` where it is absent, too large or not to be opened."""
    try:
        if path.stat().st_size > most_bytes:
            return None, [Problem(path.name, 0, "", "", "file", f"is larger than {most_bytes} bytes")]
        raw = path.read_bytes()
    except FileNotFoundError:
        return None, [Problem(path.name, 0, "", "", "missing-file", "is missing")]
    except OSError as error:
        return None, [Problem(path.name, 0, "", "", "file", f"cannot be read: {error.strerror or error}")]
    try:
        return raw.decode("utf-8"), []
    except UnicodeDecodeError as error:
        line = raw.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{raw[error.start]:02x} is not UTF-8: save the file as UTF-8"
        return raw.decode("utf-8", "replace"), [Problem(path.name, line, "", "", "encoding", message)]


def parse_toml(text: str, file_name: str) -> tuple[dict[str, Any], list[Problem]]:
    """Keys and values of a TOML file, or the problem that keeps it from being read; never raises for bad text."""
    try:
        return tomllib.loads(text), []
    except tomllib.TOMLDecodeError as error:
        found = re.search(r"at line (\d+)", str(error))
        line = int(found[1]) if found else text.count("\n") + 1
        return {}, [Problem(file_name, line, "", "", "toml", str(error))]
    except RecursionError:
        return {}, [Problem(file_name, 1, "", "", "toml", "is nested too deeply")]


def parse_meta(
    text: str | None, lines: Mapping[str, int], defaults: Mapping[str, Any] = MappingProxyType({})
) -> tuple[Meta, list[Problem]]:
    """What ``dataset.toml`` says, with ``defaults`` for keys it lacks, and its problems; never raises for bad text."""
    if text is None:
        return _UNKNOWN_META, []
    raw, problems = parse_toml(text, META_FILE)
    if problems:
        return _UNKNOWN_META, problems
    try:
        return Meta.model_validate({**defaults, **raw}), []
    except ValidationError as error:
        for item in error.errors(include_url=False):
            name = ".".join(str(part) for part in item["loc"])
            line = lines.get(str(item["loc"][-1]), lines.get(str(item["loc"][0]), 1))
            problems.append(Problem(META_FILE, line, "", name, "cell", explain(item)))
    return _UNKNOWN_META, problems


def key_lines(text: str) -> dict[str, int]:
    """Key or section of a TOML text to the line it first stands on."""
    lines: dict[str, int] = {}
    for number, content in enumerate(text.split("\n"), 1):
        if found := re.match(r'\s*\[?"?([\w.-]+)"?\s*[=\]]', content):
            lines.setdefault(found[1], number)
    return lines
