"""Whether corrections quote the published editions rightly: ``said`` is what the last edition before them said."""

from __future__ import annotations

from pathlib import Path

from data.editions import edition_folder, editions, read_cells, table_texts
from data.fields import version_key
from data.links import FACT_TABLES
from data.load import Loaded
from data.problems import Problem
from data.schema import id_of


def misquoted(loaded: Loaded, folder: Path) -> tuple[Problem, ...]:
    """A problem for each correction whose ``said`` is not the cell of the last published edition before it.

    A row, or a column, that no such edition has is not compared.
    """
    published = editions(folder)
    texts: dict[str, dict[str, str]] = {}
    problems = []
    for row, line in zip(loaded.dataset.corrections, loaded.lines["corrections"], strict=True):
        before = [one for one in published if version_key(one) < version_key(row.since_edition)]
        if not before:
            continue
        tables = texts.setdefault(before[-1], table_texts(edition_folder(before[-1], folder)))
        cell = _cell(tables, row.fact_id, row.field)
        if cell is not None and cell != row.said:
            message = f"is not what edition {before[-1]} said: copy the cell from releases/{before[-1]}"
            row_id = id_of("corrections", row)
            problems.append(Problem("corrections.csv", line, row_id, "said", "misquoted-editions", message))
    return tuple(problems)


def _cell(tables: dict[str, str], fact_id: str, field: str) -> str | None:
    for table in FACT_TABLES:
        cells = read_cells(table, tables[table]).get(fact_id) if fact_id in tables.get(table, "") else None
        if cells is not None:
            return cells.get(field)
    return None
