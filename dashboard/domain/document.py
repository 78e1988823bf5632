"""The status of every State on a day as plain data: what the command line prints and the API serves."""

from __future__ import annotations

import datetime as dt
from typing import TypedDict

from dashboard.domain.index import Index
from dashboard.domain.status import readings


class NextDocument(TypedDict):
    on: str
    status: str
    stage: str


class StateDocument(TypedDict):
    status: str
    stage: str
    contested: bool
    since: str | None
    next: NextDocument | None


class StatusDocument(TypedDict):
    instrument: str
    as_of: str
    dataset_version: str
    states: dict[str, StateDocument]


def status_document(index: Index, instrument: str, as_of: dt.date) -> StatusDocument:
    """Status of every State and area, keyed by alpha-3 in alphabetical order.

    Days are ISO 8601; ``since`` is null where the status held before any act on record, ``next`` where
    nothing is settled. Raises ``KeyError`` for an unknown instrument.
    """
    states: dict[str, StateDocument] = {}
    for iso3, now in sorted(readings(index, instrument, as_of).items()):
        states[iso3] = {
            "status": now.status.value,
            "stage": now.stage.value,
            "contested": now.contested,
            "since": None if now.since is None else now.since.isoformat(),
            "next": None
            if now.next is None
            else {"on": now.next.on.isoformat(), "status": now.next.status.value, "stage": now.next.stage.value},
        }
    return {
        "instrument": instrument,
        "as_of": as_of.isoformat(),
        "dataset_version": index.dataset.meta.version,
        "states": states,
    }
