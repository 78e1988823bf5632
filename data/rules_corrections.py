"""Rules on corrections: they name a column of their fact, and the last one of a cell says what the cell says."""

from __future__ import annotations

from collections.abc import Iterator

from pydantic import ValidationError

from data.context import Context
from data.fields import Row, version_key
from data.links import FACT_TABLES
from data.problems import Problem, quote
from data.schema import TABLES, key_of


def corrected_rows(ctx: Context) -> Iterator[tuple[int, str, Row]]:
    """Place of each correction whose fact stands in a table, that table, and the fact."""
    for index, row in enumerate(ctx.dataset.corrections):
        table = next((one for one in FACT_TABLES if row.fact_id in ctx.position[one]), None)
        if table is not None:
            yield index, table, ctx.rows(table)[ctx.position[table][row.fact_id]]


def corrected_fields(ctx: Context) -> Iterator[Problem]:
    """A correction names a column of the fact's table, though not one that makes up its id."""
    for index, table, _ in corrected_rows(ctx):
        field = ctx.dataset.corrections[index].field
        columns = [column for column in TABLES[table].model_fields if column not in key_of(table)]
        if field not in columns:
            message = f"{quote(field)} is no column of {table}: type one of {', '.join(columns)}"
            yield ctx.problem("corrections", index, "field", "corrected-fields", message)


def corrections_in_force(ctx: Context) -> Iterator[Problem]:
    """A correction says something else than before, and the last one of a cell what the cell says now."""
    rows = ctx.dataset.corrections
    last: dict[tuple[str, str], int] = {}
    for index, row in enumerate(rows):
        before = last.get((row.fact_id, row.field))
        if before is None or version_key(rows[before].since_edition) <= version_key(row.since_edition):
            last[row.fact_id, row.field] = index
    for index, table, fact in corrected_rows(ctx):
        row = rows[index]
        if row.said == row.says:
            message = "is the same as said: type what the cell said before and what it says now"
            yield ctx.problem("corrections", index, "says", "corrections-in-force", message)
        elif last[row.fact_id, row.field] == index and not _holds(TABLES[table], fact, row.field, row.says):
            message = f"is not what {row.field} of {row.fact_id} says in {table}.csv: copy that cell, or mend it there"
            yield ctx.problem("corrections", index, "says", "corrections-in-force", message)


def _holds(model: type[Row], fact: Row, field: str, says: str) -> bool:
    """Whether the cell read as ``says`` gives the fact as it stands; true for a field that it does not have."""
    if field not in model.model_fields:
        return True
    try:
        return model.model_validate(fact.model_dump() | {field: says}) == fact
    except ValidationError:
        return False


def corrected_editions(ctx: Context) -> Iterator[Problem]:
    """A correction stands in this edition or an earlier one."""
    version = ctx.dataset.meta.version
    for index, row in enumerate(ctx.dataset.corrections):
        if version and version_key(row.since_edition) > version_key(version):
            message = f"{row.since_edition} comes after {version}, the edition in dataset.toml: type {version}"
            yield ctx.problem("corrections", index, "since_edition", "corrected-editions", message)


RULES = (corrected_fields, corrections_in_force, corrected_editions)
