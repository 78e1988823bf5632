"""The events table: acts, events and announcements as one HTML grid, a page at a time."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Sequence
from enum import StrEnum
from typing import Any

from dashboard.tables.rows import FactRow
from dashboard.views.event_card import GRADE_MEANINGS
from dashboard.views.markup import go, grade_chip, link, text, yours

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
KIND_LABELS = {"announcement": "announced programme"}


def kind_label(kind: str) -> str:
    """A kind in words."""
    return KIND_LABELS.get(kind, kind.replace("-", " "))


def sort_rows(rows: Sequence[FactRow], by: Sort, *, down: bool) -> list[FactRow]:
    """The rows in order; equal ones keep the order they came in, empty cells come last either way.

    Rows come latest first as ``rows_of`` lists them; that order is kept as it is.
    """
    if by is Sort.DAY and down:
        return list(rows)
    key: Callable[[FactRow], Any]
    empty: Callable[[FactRow], bool]
    match by:
        case Sort.DAY:
            key, empty = (lambda row: row.on or dt.date.max), (lambda row: row.on is None)
        case Sort.STATES:
            key, empty = (lambda row: row.states.casefold()), (lambda row: not row.states)
        case Sort.KIND:
            key, empty = (lambda row: kind_label(row.kind)), (lambda row: False)
        case Sort.WHAT:
            key, empty = (lambda row: row.headline.casefold()), (lambda row: False)
        case Sort.WHO:
            key, empty = (lambda row: row.who.casefold()), (lambda row: not row.who)
        case Sort.WINDOW:
            key, empty = (lambda row: _start(row) or dt.date.max), (lambda row: _start(row) is None)
        case Sort.GRADE:
            key, empty = (lambda row: row.grade or ""), (lambda row: row.grade is None)
        case Sort.CONFIDENCE:
            key, empty = (lambda row: row.confidence.value), (lambda row: False)
        case Sort.SOURCE:
            key, empty = (lambda row: row.first_publisher.casefold()), (lambda row: not row.first_publisher)
    full = [row for row in rows if not empty(row)]
    return sorted(full, key=key, reverse=down) + [row for row in rows if empty(row)]


def _start(row: FactRow) -> dt.date | None:
    return row.start_latest or row.start_earliest


def table_html(
    rows: Sequence[FactRow], *, chosen: str | None, by: Sort, down: bool, first: int, total: int, own: Collection[str]
) -> str:
    """One page of rows as a grid; ``first`` is the place of its first row among ``total``, from 0."""
    heads = "".join(_head(sort, title, by, down) for sort, title in HEADS.items())
    body = "".join(_row(row, row.id == chosen, row.id in own, first + number) for number, row in enumerate(rows))
    return (
        f'<div class="scroller" data-scroll="events"><table role="grid" aria-rowcount="{total + 1}" class="events">'
        f'<caption class="spoken">Acts, events and announcements, {total} rows; arrow keys move, Enter opens the '
        "evidence.</caption>"
        f"<thead><tr>{heads}</tr></thead><tbody>{body}</tbody></table></div>"
    )


def _head(sort: Sort, title: str, by: Sort, down: bool) -> str:
    state = ("descending" if down else "ascending") if sort is by else "none"
    mark = (" ▾" if down else " ▴") if sort is by else ""
    return (
        f'<th scope="col" role="columnheader" aria-sort="{state}"><button type="button" tabindex="-1" '
        f'{go(sort=sort.value)} data-key="head {sort.value}">'
        f'{text(title)}<span aria-hidden="true">{mark}</span></button></th>'
    )


def _shorten(states: str, most: int = 3) -> str:
    names = states.split(", ")
    return states if len(names) <= most + 1 else f"{', '.join(names[:most])} and {len(names) - most} more"


def _row(row: FactRow, chosen: bool, own: bool, place: int) -> str:
    moved = f' <small class="moved">{text(row.slip_text)}</small>' if row.slip_text and row.slip_days != 0 else ""
    replaced = ' <small class="moved">since replaced</small>' if row.current is False else ""
    retold = f" <small>told by {len(row.retold_by) + 1} rows</small>" if row.retold_by else ""
    return (
        f'<tr role="row" aria-rowindex="{place + 2}" data-id="{text(row.id)}"{" class=chosen" if chosen else ""}>'
        f"<td><time>{text(row.on_text)}</time></td><td>{text(_shorten(row.states))}</td><td>{text(kind_label(row.kind))}</td>"
        f'<td class="what" tabindex="-1" {go(row=row.id)} data-key="{text(row.id)}" '
        f'aria-selected="{"true" if chosen else "false"}">'
        f"{text(row.headline)}{moved}{replaced}{retold}{yours(own)}</td>"
        f'<td class="who">{text(row.who)}</td><td>{text(row.window)}</td><td>'
        f"{grade_chip(row.grade or '', GRADE_MEANINGS)}</td>"
        f"<td>{text(row.confidence.value)}</td><td>"
        f"{link(row.first_url, row.first_publisher) if row.first_url else ''}</td></tr>"
    )
