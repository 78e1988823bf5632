"""Rows of one of the dataset's tables, put into its own form cell by cell before they are read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple

from dashboard.domain.index import Index
from dashboard.store.upload_cells import DAY_ENDS, STATE_COLUMNS, Converted, typed
from dashboard.store.upload_days import DayReader
from dashboard.store.upload_files import Grid, written_csv
from dashboard.store.upload_gathered import Gathered
from dashboard.store.upload_headers import column_name, columns_of, nearest_column, usual_value
from dashboard.store.upload_words import NumberReader, choices, number_columns, word
from data.fields import Row
from data.parse import MAX_PROBLEMS, parse_table
from data.schema import TABLES, id_of


class _Columns(NamedTuple):
    """Columns of a file that are read."""

    places: list[int]
    names: list[str]
    absent: list[str]


def read_table(to: Gathered, table: str, grid: Grid, name: str) -> None:
    """Add the rows of a table to what is gathered."""
    header_line, header = grid.rows[0]
    body = grid.rows[1:]
    columns = _columns(to, table, grid, name)
    if columns is None:
        return
    reader = _RowReader(to, table, columns, body, name)
    fields = list(TABLES[table].model_fields)
    lines, rows, places = [1], [fields], [header_line]
    for line, found in body:
        cells = [*found, *[""] * (len(header) - len(found))] if grid.sheet else found
        more = [cell for at, cell in enumerate(cells) if at >= len(header) and cell.strip()]
        if len(cells) < len(header) or more:
            size = "too long" if more else "too short"
            message = f"row is {size}: {len(cells):,} cells where {len(header)} are due (an unquoted separator?)"
            to.refuse("row-length", message, name, line)
            if len(to.problems) >= MAX_PROBLEMS:
                to.refuse("too-many", "is where reading stopped: too many problems", name, line)
                return
            continue
        values = dict(zip(columns.names, (cells[at].strip(" \t\u00a0") for at in columns.places), strict=True))
        if reader.convert(values, line):
            values |= {column: usual_value(table, column, values) or "" for column in columns.absent}
            lines.append(lines[-1] + 1 + sum(cell.count("\n") for cell in rows[-1]))
            rows.append([values[column] for column in fields])
            places.append(line)
    read, at, problems = parse_table(table, written_csv(rows), name)
    place = dict(zip(lines, places, strict=True))
    to.problems += [replace(one, line=place.get(one.line, one.line)) for one in problems]
    held = [_stands(to.index, table, row, columns.names) for row in read]
    if held and all(held) and not problems:
        for line in at:
            message = "this row stands in the dataset already, word for word: write your own rows below it"
            to.refuse("unique-ids", message, name, place[line])
    elif any(held):
        to.repeated.append(f"{name}: {sum(held)} row(s) stand in the dataset word for word: left out")
    to.rows[table] += [row for row, stands in zip(read, held, strict=True) if not stands]
    to.origins[table] += [(name, place[line]) for line, stands in zip(at, held, strict=True) if not stands]


def _stands(index: Index, table: str, row: Row, columns: Sequence[str]) -> bool:
    """Whether the dataset has a row with that id which says the same in the columns of the file."""
    own = _by_id(index, table).get(id_of(table, row))
    return own is not None and all(getattr(own, one) == getattr(row, one) for one in columns)


@lru_cache(maxsize=2 * len(TABLES))
def _by_id(index: Index, table: str) -> dict[str, Row]:
    return {id_of(table, row): row for row in getattr(index.dataset, table)}


def _columns(to: Gathered, table: str, grid: Grid, name: str) -> _Columns | None:
    """Which columns of the file are which of the table; ``None`` where a problem was noted."""
    line, header = grid.rows[0]
    before = len(to.problems)
    written = [column_name(cell) for cell in header]
    names = columns_of(table, written)
    keep = [
        at
        for at in range(len(header))
        if names[at] or any(at < len(cells) and cells[at].strip() for _, cells in grid.rows[1:])
    ]
    fields = TABLES[table].model_fields
    kept = [names[at] for at in keep]
    for column in dict.fromkeys(kept):
        if column not in fields:
            near = nearest_column(table, column)
            meant = f"did you mean {near}? Else remove it" if near and near not in kept else "remove or rename it"
            to.refuse("header", f"{table} has no such column: {meant}", name, line, column)
        elif kept.count(column) > 1:
            to.refuse("header", "this column stands twice: keep one", name, line, column)
    absent = [column for column in fields if column not in kept]
    for column in absent:
        if usual_value(table, column, {}) is None:
            to.refuse("header", "this column is missing: add it", name, line, column)
    if len(to.problems) > before:
        return None
    to.converted += [
        Converted(name, line, names[at], header[at].strip(), names[at], "the column")
        for at in keep
        if names[at] != written[at]
    ]
    return _Columns(keep, kept, absent)


class _RowReader:
    """Puts the cells of one file's rows into the dataset's form."""

    def __init__(
        self, to: Gathered, table: str, columns: _Columns, body: Sequence[tuple[int, list[str]]], name: str
    ) -> None:
        self.to, self.table, self.name = to, table, name
        self.choices = choices(table)
        self.numbers = number_columns(table)
        pairs = list(zip(columns.places, columns.names, strict=True))
        dated = [at for at, column in pairs if column.endswith(DAY_ENDS)]
        counted = [at for at, column in pairs if column in self.numbers]
        self.day = DayReader(typed(cells[at].strip()) for _, cells in body for at in dated if at < len(cells))
        self.number = NumberReader(cells[at] for _, cells in body for at in counted if at < len(cells))

    def convert(self, values: dict[str, str], line: int) -> bool:
        """Put one row into the dataset's form; false where a cell may mean two things, or nothing."""
        clear = True
        for column, written in values.items():
            try:
                value = self._value(column, typed(written))
            except ValueError as error:
                self.to.refuse("cell", str(error), self.name, line, column)
                clear = False
                continue
            if column in STATE_COLUMNS:
                for part in self.to.states.unknown(value):
                    self.to.refuse("cell", self.to.states.refusal(part), self.name, line, column)
                    clear = False
            if value != written:
                meaning = self.to.states.meaning(value) if column in STATE_COLUMNS else ""
                self.to.converted.append(Converted(self.name, line, column, written, value, meaning))
                values[column] = value
        return clear

    def _day(self, written: str) -> str:
        value = self.day.read(written)
        if advice := self.day.advice(value):
            raise ValueError(advice)
        return value

    def _value(self, column: str, written: str) -> str:
        if not written:
            return written
        if column.endswith(DAY_ENDS):
            return self._day(written)
        if column in STATE_COLUMNS:
            return self.to.states.read(written) if column == "iso3" else self.to.states.read_several(written)
        if column in self.choices:
            return word(self.table, column, written)
        if column in self.numbers:
            return self.number.read(written)
        if column in ("instrument_id", "lens_id"):
            return self.to.treaties.read(written)
        if column in ("instrument_ids", "lens_ids"):
            return self.to.treaties.read_several(written)
        if column.endswith("_ids") and ";" not in written and "," in written:
            return ";".join(part.strip() for part in written.split(","))
        return written
