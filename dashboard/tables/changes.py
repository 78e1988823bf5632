"""Rows of the list of changes between two editions: one for each field of an edited row, one for any other row."""

from __future__ import annotations

from collections.abc import Iterable

from pydantic import BaseModel, Field

from data.fields import ChangeCause, ChangeKind, Row


class ChangeRow(Row):
    """One line of the list of changes."""

    change: ChangeKind = Field(description="what happened to the row")
    table: str = Field(description="table of the row")
    id: str = Field(description="id of the row")
    cause: ChangeCause = Field(
        description="of an edit: the row cites other sources than before, or reads the same ones differently"
    )
    field: str = Field(description="column that changed; empty where a whole row came or went")
    before: str = Field(description="cell in the earlier edition")
    after: str = Field(description="cell in the later edition")
    edition: str = Field(description="edition that says so")
    reason: str = Field(description="passage of the change log that names the row; empty where none does")


class FieldEdit(BaseModel):
    """One cell of an edited row."""

    field: str
    before: str
    after: str


class RowChange(BaseModel):
    """One row that changed."""

    table: str
    id: str
    reason: str


class RowEdit(RowChange):
    """One edited row."""

    cause: ChangeCause
    fields: list[FieldEdit]


class ChangesDocument(BaseModel):
    """What changed between two editions."""

    since: str
    edition: str
    as_of: str
    licence: str
    counts: dict[str, int]
    """Rows added, edited and deleted, and the edits by their cause."""
    added: list[RowChange]
    edited: list[RowEdit]
    deleted: list[RowChange]


def edits_of(rows: Iterable[ChangeRow]) -> list[RowEdit]:
    """Edited rows, the fields of each together."""
    edits: dict[tuple[str, str], RowEdit] = {}
    for row in rows:
        if row.change == "edited":
            edit = edits.setdefault(
                (row.table, row.id), RowEdit(table=row.table, id=row.id, reason=row.reason, cause=row.cause, fields=[])
            )
            edit.fields.append(FieldEdit(field=row.field, before=row.before, after=row.after))
    return list(edits.values())


def changes_document(rows: Iterable[ChangeRow], since: str, edition: str, as_of: str, licence: str) -> ChangesDocument:
    """The list of changes as the API answers it."""
    listed = list(rows)
    edited = edits_of(listed)
    whole = {
        kind: [RowChange(table=row.table, id=row.id, reason=row.reason) for row in listed if row.change == kind]
        for kind in ("added", "deleted")
    }
    counts = {kind: len(found) for kind, found in whole.items()} | {
        "edited": len(edited),
        "source-changed": sum(one.cause == "source-changed" for one in edited),
        "our-coding-changed": sum(one.cause == "our-coding-changed" for one in edited),
    }
    return ChangesDocument(
        since=since, edition=edition, as_of=as_of, licence=licence, counts=counts, edited=edited, **whole
    )
