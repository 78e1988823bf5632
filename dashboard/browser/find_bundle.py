"""What the search field finds, as plain values for the browser: States by all their names, lenses, happenings."""

from __future__ import annotations

from typing import Any

from dashboard.domain.index import Index
from dashboard.domain.selection import DEFAULT_INSTRUMENT
from dashboard.tables.catalogue import catalogue
from data.treaty_schema import Instrument


def find_bundle(index: Index) -> dict[str, Any]:
    """``states`` are iso3 → names, the one on screen first; ``elsewhere`` names of places that are not in the record.

    ``treaties`` are ``[id, title, [other names], 1 for a treaty]`` of every lens, ``happenings``
    ``[headline, day, [iso3], [instrument]]`` of events and announcements, latest first, each told once.
    """
    names = index.state_names
    return {
        "states": {iso3: list(names.names[iso3]) for iso3 in index.countries},
        "elsewhere": list(names.elsewhere),
        "treaties": [
            *(_treaty(row) for row in index.instruments.values()),
            *([row.lens_id, row.short_title, [row.question, row.lens_id], 0] for row in index.dataset.lenses),
        ],
        "happenings": [
            [row.headline, row.known_on.isoformat(), list(row.iso3s), list(row.instruments)]
            for row in (entry.row for entry in catalogue(index).entries)
            if row.table in ("events", "announcements") and row.restates is None
        ],
        "instrument": DEFAULT_INSTRUMENT,
    }


def _treaty(row: Instrument) -> list[Any]:
    return [
        row.instrument_id,
        row.short_title,
        [row.full_title, row.short_name, row.instrument_id, row.subject, *row.also_called],
        1,
    ]
