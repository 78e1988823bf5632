"""Rows of the log of readings, the latest of each lens, and how often one is to be read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

from data.fields import Id, OptionalId, Precision, Row, SomeDay, Text


class Check(Row):
    """One reading of one lens."""

    lens_id: Id
    read_on: SomeDay
    read_precision: Precision
    method: Text
    register_id: OptionalId
    sha256: Text
    agreements: Text
    open_differences: Text
    note: Text


class Due(BaseModel):
    """Section ``due`` of ``registers.toml``: days after which a reading is due again."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    every_days: Annotated[int, Field(ge=1)] = 35
    lenses: Mapping[Id, Annotated[int, Field(ge=1)]] = {}
    """Lenses whose sources appear more seldom, with their own number of days."""

    def days_of(self, lens_id: str) -> int:
        """Days between two readings of a lens."""
        return self.lenses.get(lens_id, self.every_days)


def last_checks(rows: Iterable[Check]) -> dict[str, Check]:
    """The latest reading of each lens; of two on a day the one that stands below."""
    found: dict[str, Check] = {}
    for row in rows:
        if row.lens_id not in found or row.read_on >= found[row.lens_id].read_on:
            found[row.lens_id] = row
    return found


def last_days(rows: Iterable[Check]) -> dict[str, dt.date]:
    """Lens → day of its latest reading."""
    return {lens_id: row.read_on for lens_id, row in last_checks(rows).items()}
