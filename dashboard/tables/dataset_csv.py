"""The one writer of the dataset's own CSV files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from dashboard.tables.columns import cells, columns, flat_value
from data.schema import Row


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
