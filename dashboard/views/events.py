"""Acts and events as one dated list, each happening told once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from typing import Any

import pandas as pd

from dashboard.domain.days import day_number
from dashboard.domain.index import Index, without_duplicates
from dashboard.tables.facts import act_fact, event_fact
from data.schema import ActionKind, Grade

COLUMNS = ("Day", "States", "Kind", "What", "Grade", "Publisher", "Source", "Id", "iso3s", "on")


def event_list(
    index: Index,
    instrument_id: str,
    iso3s: Collection[str],
    as_of: dt.date,
    grades: Collection[Grade],
) -> tuple[pd.DataFrame, int]:
    """Acts and events of an instrument known by ``as_of`` for States among ``iso3s``, latest first, and how many
    the grades hide. ``iso3s`` and ``on`` (days since 1970) are for linking, not for reading."""
    rows: list[tuple[Any, ...]] = []
    hidden = 0
    acts = [
        row
        for row in index.actions_by_instrument.get(instrument_id, ())
        if row.iso3 in iso3s and row.kind is not ActionKind.NEVER_ACTED
    ]
    events = [
        row for row in index.events_by_instrument.get(instrument_id, ()) if not row.iso3s or set(row.iso3s) & set(iso3s)
    ]
    once = without_duplicates(events, [row.action_id for row in acts])
    for fact, states, kind, grade in (
        *((act_fact(index, row), (row.iso3,), row.kind.value, index.grade_of(row)) for row in acts),
        *((event_fact(index, row), row.iso3s, row.kind.value, index.grade_of(row)) for row in once),
    ):
        if fact["on"] is None or fact["on"] > day_number(as_of):
            continue
        if grade not in grades:
            hidden += 1
            continue
        names = ", ".join(index.name_of(iso3) for iso3 in states)
        source = fact["sources"][0]
        rows.append(
            (
                fact["when"],
                names,
                kind.replace("-", " "),
                fact["what"],
                fact["grade"],
                source["publisher"],
                source["url"],
                fact["id"],
                states,
                fact["on"],
            )
        )
    frame = pd.DataFrame(rows, columns=list(COLUMNS))
    return frame.sort_values(["on", "Id"], ascending=[False, True], ignore_index=True), hidden
