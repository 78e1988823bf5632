"""The events table: acts, events and announcements as one HTML grid, a page at a time."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from enum import StrEnum
from typing import Any

from dashboard.tables.rows import FactRow
from dashboard.views.templates import go, is_link, render

PAGE_ROWS = 200


class Sort(StrEnum):
    """What the table is ordered by; a second choice turns it round."""

    DAY = "day"
    STATES = "states"
    KIND = "kind"
    WHAT = "what"
    WHO = "who"
    WINDOW = "window"
    GRADE = "grade"
    CONFIDENCE = "confidence"
    SOURCE = "source"


HEADS: dict[Sort, str] = {
    Sort.DAY: "Day",
    Sort.STATES: "State",
    Sort.KIND: "Kind",
    Sort.WHAT: "What",
    Sort.WHO: "Who",
    Sort.WINDOW: "Start",
    Sort.GRADE: "Grade",
    Sort.CONFIDENCE: "Confidence",
    Sort.SOURCE: "First source",
}


_KEYS: dict[Sort, Callable[[FactRow], Any]] = {
    Sort.DAY: lambda row: row.on,
    Sort.STATES: lambda row: row.states.casefold(),
    Sort.KIND: lambda row: row.kind_text,
    Sort.WHAT: lambda row: row.headline.casefold(),
    Sort.WHO: lambda row: row.who.casefold(),
    Sort.WINDOW: lambda row: row.start_latest or row.start_earliest,
    Sort.GRADE: lambda row: row.grade,
    Sort.CONFIDENCE: lambda row: row.confidence.value,
    Sort.SOURCE: lambda row: row.first_publisher.casefold(),
}
"""What a row is ordered by; nothing, or an empty text, where its cell is empty."""


def sort_rows(rows: Sequence[FactRow], by: Sort, *, down: bool) -> list[FactRow]:
    """The rows in order; equal ones keep the order they came in, empty cells come last either way.

    Rows come latest first as ``rows_of`` lists them; that order is kept as it is.
    """
    if by is Sort.DAY and down:
        return list(rows)
    key = _KEYS[by]
    filled = [row for row in rows if key(row)]
    return sorted(filled, key=key, reverse=down) + [row for row in rows if not key(row)]


def table_html(
    rows: Sequence[FactRow], *, chosen: str | None, by: Sort, down: bool, first: int, total: int, own: Collection[str]
) -> str:
    """One page of rows as a grid; ``first`` is the place of its first row among ``total``, from 0."""
    return render(
        "listing.html",
        heads=HEADS,
        rows=[
            (
                first + number,
                row,
                row.id == chosen,
                _shorten(row.states),
                row.kind_text,
                go(row=row.id),
                is_link(row.first_url) and row.first_url,
                row.id in own,
            )
            for number, row in enumerate(rows, 2)
        ],
        chosen=chosen,
        by=by,
        order="descending" if down else "ascending",
        arrow=" ▾" if down else " ▴",
        total=total,
    )


def _shorten(states: str, most: int = 3) -> str:
    names = states.split(", ")
    return states if len(names) <= most + 1 else f"{', '.join(names[:most])} and {len(names) - most} more"
