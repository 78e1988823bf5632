"""What the grades of sources let into lists; they never touch the map."""

from __future__ import annotations

from collections.abc import Collection

from dashboard.domain.index import Index
from dashboard.domain.selection import DEFAULT_GRADES
from data.source_schema import Grade


def lets_in(index: Index, row_id: str, grade: Grade | None, grades: Collection[Grade]) -> bool:
    """Whether a list of ``grades`` holds a row; the usual ones hide nothing that changes a status or class."""
    return grade in grades or (row_id in index.decisive and frozenset(grades) == DEFAULT_GRADES)


def in_words(hidden: Collection[Grade | None]) -> str:
    """How many rows the grades hide: "3 rows of grade D and 1 of grade E hidden"; empty where none."""
    counts = [(list(hidden).count(grade), grade) for grade in Grade if grade in hidden]
    parts = [f"{count} of grade {grade.value}" for count, grade in counts]
    if not parts:
        return ""
    first, grade = counts[0]
    parts[0] = f"{first} row{'' if first == 1 else 's'} of grade {grade.value}"
    return f"{', '.join(parts[:-1])} and {parts[-1]} hidden" if len(parts) > 1 else f"{parts[0]} hidden"
