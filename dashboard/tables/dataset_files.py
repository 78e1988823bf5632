"""The dataset's own files: its tables as they stand in ``data/``, the files that describe them, and both as a zip."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from dashboard.domain.index import Index
from dashboard.tables.about import About
from dashboard.tables.archive import zip_bytes
from dashboard.tables.columns import cells, columns, flat_value
from data.fields import Row
from data.schema import TABLES

DESCRIPTIONS = (
    *("CHANGELOG.md", "README.md", "croissant.json", "datapackage.json", "dataset.toml"),
    *("checks.csv", "registers.toml"),
)
"""What stands beside the tables: their log and rules, the files for programs, and when each register was last read."""


def descriptions(folder: Path) -> dict[str, bytes]:
    """Name → content of the files that describe the dataset in ``folder``; one that is missing is left out."""
    paths = (folder / name for name in DESCRIPTIONS)
    return {path.name: path.read_bytes() for path in paths if path.is_file()}


def dataset_csv(model: type[Row], rows: Iterable[Row]) -> bytes:
    """A table as the dataset keeps it: UTF-8, LF, quoted only where it must be, six decimals at most."""
    of = columns(model)
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow([column.name for column in of])
    writer.writerows([_cell(value) for value in cells(row, of)] for row in rows)
    return out.getvalue().encode()


def _cell(value: object) -> str:
    flat = flat_value(value)
    if isinstance(flat, float):
        return f"{flat:.6f}".rstrip("0").rstrip(".")
    return "" if flat is None else str(flat)


def dataset_zip(index: Index, about: About, described: Mapping[str, bytes]) -> bytes:
    """Every table, the descriptions in ``described`` and what the file is, by name."""
    files = {f"{table}.csv": dataset_csv(model, getattr(index.dataset, table)) for table, model in TABLES.items()}
    entries = {key: value for key, value in about.texts().items() if value and not key.startswith(("filter", "as_of"))}
    files["ABOUT.txt"] = "".join(f"{key}: {value}\n" for key, value in entries.items()).encode()
    return zip_bytes(dict(sorted((files | dict(described)).items())))
