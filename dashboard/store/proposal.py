"""The files of a reader's uploads as they would stand in the dataset, to propose them upstream."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Sequence
from typing import Any

from dashboard.domain.index import Index
from dashboard.store.uploads import UploadResult
from dashboard.tables.archive import zip_bytes
from dashboard.tables.dataset_files import dataset_csv
from data.schema import TABLES, id_of


def _order(table: str, base: Sequence[Any]) -> Callable[[Any], Any]:
    """The order in which the dataset keeps a table; rows of a table without one go to its end."""
    match table:
        case "treaty_actions":
            ranks = {name: rank for rank, name in enumerate(dict.fromkeys(row.instrument_id for row in base))}
            return lambda row: (
                ranks.get(row.instrument_id, len(ranks)),
                row.iso3,
                int("0" + row.action_id.rpartition("-")[2]) if row.action_id[-1].isdigit() else 0,
            )
        case "policy_events":
            return lambda row: (row.happened_on, row.event_id)
        case "announcements":
            return lambda row: (row.announced_on, row.announcement_id)
        case "sources" | "publishers":
            return lambda row: id_of(table, row)
        case _:
            return lambda row: 0


def _in_order(table: str, base: Sequence[Any], uploaded: Sequence[Any]) -> list[Any]:
    """Rows of the table with the uploaded ones where its order puts them; rows of the dataset keep their order."""
    rows = list(base)
    order = _order(table, base)
    keys = [order(one) for one in rows]
    for row in uploaded:
        place = bisect_right(keys, order(row))
        keys.insert(place, order(row))
        rows.insert(place, row)
    return rows


def proposal(base: Index, uploads: UploadResult) -> bytes:
    """A zip to propose upstream: every table that gains rows, whole, and a list of the rows for the change log."""
    files: dict[str, bytes] = {}
    notes = ["# Proposed rows", "", f"Against dataset {base.dataset.meta.version}.", ""]
    for table, rows in uploads.rows.items():
        kept = [row for row in getattr(base.dataset, table) if id_of(table, row) not in uploads.given_way]
        whole = _in_order(table, kept, rows)
        files[f"data/{table}.csv"] = dataset_csv(TABLES[table], whole)
        notes += [f"- {table}: added {id_of(table, row)}" for row in rows]
    notes += [f"- treaty_actions: removed {one}" for one in sorted(uploads.given_way)]
    notes += ["", "Copy the files over those in data/ and run `python -m data.validate`.", ""]
    return zip_bytes(files | {"PROPOSAL.md": "\n".join(notes).encode()})
