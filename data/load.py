"""Reads the folder of the dataset: all its rows, plus every problem met on the way.

Nothing here, and nothing in ``parse``, raises for bad data. A broken row is reported and left out; the rest loads.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from data.checks import FILE as CHECKS_FILE
from data.checks import parse_checks, parse_due
from data.fields import Row
from data.parse import META_FILE, key_lines, parse_meta, parse_table, parse_toml, read_text
from data.problems import Problem
from data.reading_schema import Check, Due, last_days
from data.schema import TABLES, Dataset, Meta

DATA_FOLDER = Path(__file__).resolve().parent
REGISTERS_FILE = "registers.toml"


@dataclass(frozen=True, slots=True)
class Loaded:
    """What could be read: the rows, the line on which each begins, and what could not."""

    dataset: Dataset
    problems: tuple[Problem, ...]
    lines: Mapping[str, tuple[int, ...]]
    """Table name to line numbers, in step with the table's rows."""
    meta_lines: Mapping[str, int] = field(default_factory=dict)
    """Key or section of ``dataset.toml`` to the line it first stands on."""


def load(folder: Path | str = DATA_FOLDER) -> Loaded:
    """Read ``dataset.toml``, the log of readings and every table of ``folder``.

    Returns all rows that read well. The problems cover single cells and files only;
    ``data.rules.check`` adds what needs several rows.
    """
    folder = Path(folder)
    meta_text, problems = read_text(folder / META_FILE)
    meta_lines = key_lines(meta_text or "")
    meta, meta_problems = parse_meta(meta_text, meta_lines)
    problems += meta_problems
    tables: dict[str, tuple[Row, ...]] = {}
    lines: dict[str, tuple[int, ...]] = {}
    for table in TABLES:
        file_name = f"{table}.csv"
        text, file_problems = read_text(folder / file_name)
        problems += file_problems
        rows, row_lines, row_problems = parse_table(table, text, file_name) if text is not None else ([], [], [])
        problems += row_problems
        tables[table], lines[table] = tuple(rows), tuple(row_lines)
    dataset, reading_problems = with_readings(folder, meta, tables)
    problems += reading_problems
    return Loaded(dataset, tuple(problems), lines, meta_lines)


def with_readings(folder: Path, meta: Meta, tables: Mapping[str, tuple[Row, ...]]) -> tuple[Dataset, list[Problem]]:
    """The dataset of a folder whose other files were read, with its log of readings and what that says of each lens."""
    checks, due, problems = _read_readings(folder)
    known = meta.model_copy(update={"checked_on": {**meta.checked_on, **last_days(checks)}})
    return Dataset.model_construct(meta=known, checks=checks, due=due, **tables), problems  # type: ignore[arg-type]


def _read_readings(folder: Path) -> tuple[tuple[Check, ...], Due, list[Problem]]:
    """The log of readings and how often they are due, with the problems; a folder may have neither file."""
    checks: tuple[Check, ...] = ()
    due, problems = Due(), list[Problem]()
    if (folder / CHECKS_FILE).exists():
        text, problems = read_text(folder / CHECKS_FILE)
        checks, more = parse_checks(text or "")
        problems += more
    if (folder / REGISTERS_FILE).exists():
        text, more = read_text(folder / REGISTERS_FILE)
        registers, toml_problems = parse_toml(text or "", REGISTERS_FILE)
        due, due_problems = parse_due(registers, REGISTERS_FILE)
        problems += more + toml_problems + due_problems
    return checks, due, problems
