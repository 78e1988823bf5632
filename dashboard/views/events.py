"""Acts and events as one dated list for the map page: the rows of the events page, without its filters on them."""

from __future__ import annotations

import pandas as pd

from dashboard.domain.days import day_number
from dashboard.domain.index import Index
from dashboard.domain.selection import Selection
from dashboard.tables.rows import Table, rows_of

COLUMNS = ("Day", "States", "Kind", "What", "Grade", "Publisher", "Source", "Id", "iso3s", "on")


def event_list(index: Index, selection: Selection) -> tuple[pd.DataFrame, int]:
    """Acts and events of the selection's instrument and States up to its day, latest first, and how many its grades
    hide. ``iso3s`` and ``on`` (days since 1970) are for linking, not for reading."""
    asked = Selection(
        instrument=selection.instrument,
        as_of=selection.as_of,
        states=selection.states,
        groups=selection.groups,
        grades=selection.grades,
    )
    listed = rows_of(index, asked, tables=(Table.ACTIONS, Table.EVENTS))
    rows = [
        (
            row.on_text,
            row.states,
            row.kind.replace("-", " "),
            row.headline,
            row.grade.value if row.grade else "",
            row.first_publisher,
            row.first_url,
            row.id,
            row.iso3s,
            day_number(row.known_on),
        )
        for row in listed.rows
    ]
    return pd.DataFrame(rows, columns=list(COLUMNS)), listed.hidden
