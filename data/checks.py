"""The log of readings, ``checks.csv``: when each lens was read, how, and what was open; how often due."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping

from pydantic import ValidationError

from data.mistakes import explain
from data.problems import Problem, visible
from data.reading_schema import Check, Due

FILE = "checks.csv"


def parse_due(registers: Mapping[str, object], file_name: str) -> tuple[Due, list[Problem]]:
    """Section ``due`` of the parsed ``registers.toml``; the usual one, and the problems, where it does not read."""
    try:
        return Due.model_validate(registers.get("due", {})), []
    except ValidationError as error:
        return Due(), [
            Problem(file_name, 0, "", ".".join(map(str, ("due", *item["loc"]))), "due", explain(item))
            for item in error.errors(include_url=False)
        ]


def parse_checks(text: str) -> tuple[tuple[Check, ...], list[Problem]]:
    """Rows of the log, and a problem for each that does not read."""
    reader = csv.DictReader(io.StringIO(text, newline=""))
    if reader.fieldnames != list(Check.model_fields):
        return (), [Problem(FILE, 1, "", "", "header", f"the columns are {', '.join(Check.model_fields)}")]
    rows: list[Check] = []
    problems: list[Problem] = []
    try:
        for values in reader:
            try:
                rows.append(Check.model_validate(values))
            except ValidationError as error:
                line, lens_id = reader.line_num, visible(values.get("lens_id") or "")
                problems += [
                    Problem(FILE, line, lens_id, str(item["loc"][0]), "cell", explain(item))
                    for item in error.errors(include_url=False)
                ]
    except csv.Error as error:
        problems.append(Problem(FILE, reader.line_num, "", "", "csv", f"cannot be read as CSV: {error}"))
    return tuple(rows), problems
