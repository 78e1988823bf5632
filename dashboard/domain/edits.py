"""What a row of the record said before: one edit for each edition that changed it."""

from __future__ import annotations

import datetime as dt
from typing import NamedTuple

from data.fields import ChangeCause


class Cell(NamedTuple):
    """One cell before and after, as the tables write it."""

    field: str
    before: str
    after: str


class Edit(NamedTuple):
    """How one edition changed a row that the edition before it had."""

    edition: str
    as_of: dt.date
    """As-of day of that edition."""
    table: str
    cause: ChangeCause
    cells: tuple[Cell, ...]
    reason: str
    """The change log's passage on the row; empty where it has none."""
