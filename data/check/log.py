"""Rows for ``checks.csv``, the only file that a check may write, and only by adding to it."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

from data.check.readings import Reading
from data.checks import FILE
from data.days import parse_day
from data.reading_schema import Check


def rows_of(readings: Sequence[Reading]) -> list[dict[str, str]]:
    """A row for each reading. Raises ``ValueError`` where one is refused, or its day is not in a manifest."""
    for reading in readings:
        if reading.refused or reading.comparison is None:
            raise ValueError(f"{reading.instrument_id} was not read ({reading.refused}): nothing is logged")
        if reading.read_on is None:
            raise ValueError("the day of the reading is not known: log a folder of --save, whose manifest holds it")
    return [
        {
            "lens_id": reading.instrument_id,
            "read_on": str(reading.read_on),
            "read_precision": "day",
            "method": "read by machine",
            "register_id": reading.register,
            "sha256": reading.sha256,
            "agreements": str(reading.comparison.agreements),
            "open_differences": str(len(reading.comparison.differences) + len(reading.comparison.unknown_names)),
        }
        for reading in readings
        if reading.comparison
    ]


def row_by_hand(lens_id: str, day: str, method: str) -> dict[str, str]:
    """A row for what a person read on a day, in a month (``2018-07``) or in a year (``2018``).

    Of a month or year its first day stands, so that no reading seems younger than it is. Raises ``ValueError``.
    """
    precision = "day"
    if re.fullmatch(r"\d{4}-\d{2}", day, re.ASCII):
        day, precision = f"{day}-01", "month"
    elif re.fullmatch(r"\d{4}", day, re.ASCII):
        day, precision = f"{day}-01-01", "year"
    if not method.strip():
        raise ValueError("--method says what was read and how")
    return {
        "lens_id": lens_id,
        "read_on": parse_day(day).isoformat(),
        "read_precision": precision,
        "method": " ".join(method.split()),
    }


def check_not_after(rows: Iterable[dict[str, str]], as_of: dt.date) -> None:
    """Nothing; raises ``ValueError`` for a reading after the record's as-of day."""
    for row in rows:
        if parse_day(row["read_on"]) > as_of:
            raise ValueError(f"{row['read_on']} lies after as_of {as_of}: move as_of in dataset.toml first")


def add_rows(folder: Path, rows: Iterable[dict[str, str]]) -> None:
    """Add rows to the log."""
    with (folder / FILE).open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(Check.model_fields), restval="", lineterminator="\n")
        writer.writerows(rows)
