"""The order of the events table: every column both ways, empty cells last, equal rows as they came."""

from __future__ import annotations

import pytest
from whole_record import whole_index

from dashboard.domain.selection import Selection
from dashboard.tables.rows import FactRow, rows_of
from dashboard.views.listing import HEADS, Sort, sort_rows
from data.source_schema import Grade

LATEST = (Sort.DAY, True)
ROWS = rows_of(whole_index(), Selection(every_instrument=True, grades=frozenset(Grade))).rows


def cell(row: FactRow, by: Sort) -> str:
    """What a reader compares in a column, as text that sorts like it; empty where the cell is."""
    match by:
        case Sort.DAY:
            return str(row.on or "")
        case Sort.STATES:
            return row.states.casefold()
        case Sort.KIND:
            return row.kind_text
        case Sort.WHAT:
            return row.headline.casefold()
        case Sort.WHO:
            return row.who.casefold()
        case Sort.WINDOW:
            return str(row.start_latest or row.start_earliest or "")
        case Sort.GRADE:
            return row.grade or ""
        case Sort.CONFIDENCE:
            return row.confidence
        case Sort.SOURCE:
            return row.first_publisher.casefold()


def test_latest_first_is_the_order_of_the_record() -> None:
    assert sort_rows(ROWS, Sort.DAY, down=True) == list(ROWS)


@pytest.mark.parametrize(("by", "down"), [(by, down) for by in Sort for down in (False, True) if (by, down) != LATEST])
def test_rows_stand_in_order(by: Sort, down: bool) -> None:
    ordered = sort_rows(ROWS, by, down=down)
    places = {row.id: place for place, row in enumerate(ROWS)}
    assert sorted(places[row.id] for row in ordered) == list(range(len(ROWS)))
    shown = [cell(row, by) for row in ordered]
    filled = [text for text in shown if text]
    assert shown == filled + [""] * (len(shown) - len(filled))
    assert filled == sorted(filled, reverse=down)
    equal = zip(ordered, ordered[1:], shown, shown[1:], strict=False)
    assert all(places[one.id] < places[other.id] for one, other, left, right in equal if left == right)


def test_every_column_has_a_head() -> None:
    assert list(HEADS) == list(Sort)
