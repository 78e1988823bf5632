"""Uploads read row by row: whatever people save is put into the dataset's own form, and every problem is gathered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NamedTuple

from dashboard.domain.index import Index
from dashboard.domain.names import StateNames
from dashboard.store.treaty_list import instrument_of, is_treaty_list, read_list
from dashboard.store.treaty_list import rows_of as acts_to_rows
from dashboard.store.upload_cells import (
    DAY_ENDS,
    STATE_COLUMNS,
    Converted,
    DayReader,
    StateReader,
    column_name,
    nearest_column,
    needed_columns,
    usual_value,
)
from dashboard.store.upload_files import Grid, read_grids, written_csv
from dashboard.store.workbook import MAX_COLUMNS, Refused
from data.fields import Row
from data.load import MAX_PROBLEMS, parse_table
from data.problems import Problem, visible
from data.schema import TABLES


class Upload(NamedTuple):
    """One file as it came."""

    name: str
    content: bytes


def _fit(table: str, names: set[str]) -> float:
    columns, needed = set(TABLES[table].model_fields), set(needed_columns(table))
    fitting = len(names & columns)
    return max(fitting / len(columns), len(names & needed) / len(needed) * fitting / (len(names) or 1) * 0.99)


def table_of(header: Sequence[str]) -> str | None:
    """The table that most of ``header``'s columns belong to; ``None`` where fewer than half of them fit any."""
    names = {column_name(name) for name in header[:MAX_COLUMNS]}
    best = max(TABLES, key=lambda table: _fit(table, names))
    return best if _fit(best, names) >= 0.5 else None


def _header_fit(header: Sequence[str]) -> float:
    """How well a line fits the header of some table or of a treaty's list."""
    names = {column_name(name) for name in header[:MAX_COLUMNS]}
    return max(float(is_treaty_list(header)), *(_fit(table, names) for table in TABLES)) if len(names) > 1 else 0.0


class Reading:
    """What was read from some uploads, row by row, and every problem on the way."""

    def __init__(self, index: Index) -> None:
        self.index = index
        self.states = StateReader(StateNames(index.countries.values()))
        self.problems: list[Problem] = []
        self.converted: list[Converted] = []
        self.notes: list[str] = []
        self.clear()

    def clear(self) -> None:
        """Forget the rows, and keep the problems."""
        self.rows: dict[str, list[Row]] = {table: [] for table in TABLES}
        self.origins: dict[str, list[tuple[str, int]]] = {table: [] for table in TABLES}
        """File and line of each row."""

    def refuse(self, rule: str, message: str, file: str = "upload", line: int = 0, column: str = "") -> None:
        """Note a problem that concerns no single row."""
        self.problems.append(Problem(file, line, "", visible(column), rule, message))

    def read(self, upload: Upload) -> None:
        """Add the rows of one file."""
        name = visible(upload.name, 60) or "upload"
        try:
            grids = read_grids(upload.content, _header_fit)
        except Refused as refusal:
            self.refuse(refusal.rule, refusal.message, name, refusal.line)
            return
        fitting = [grid for grid in grids if grid.rows and _header_fit(grid.rows[0][1]) >= 0.5]
        for grid in fitting or grids[:1]:
            self._read_grid(grid, upload.name, f"{name}, sheet {visible(grid.sheet, 40)}" if grid.sheet else name)
        if not grids:
            self.refuse("empty-file", "holds no rows", name)

    def _read_grid(self, grid: Grid, written_name: str, name: str) -> None:
        if not grid.rows:
            message = "is empty: the first line names the columns"
            self.refuse("header", grid.broken[0][1] if grid.broken else message, name, 1)
            return
        line, header = grid.rows[0]
        table = table_of(header)
        for broken, message in grid.broken:
            self.refuse("csv", message, name, broken)
        if grid.encoding:
            self.notes.append(f"{name} is read in the code page {grid.encoding.replace('cp', 'Windows-')}")
        if table is not None:
            self._read_table(table, grid, name)
        elif is_treaty_list(header):
            self._read_list(grid, written_name, name)
        else:
            known = max(TABLES, key=lambda one: _fit(one, {column_name(cell) for cell in header}))
            message = (
                f"the columns are of none of the tables {', '.join(TABLES)}; the nearest is {known}: take its template "
                f"({known}.csv), and write days as YYYY-MM-DD"
            )
            self.refuse("header", message, name, line)

    def _read_table(self, table: str, grid: Grid, name: str) -> None:
        """Rows of a table: cells as people write them are put into the dataset's own form first."""
        header_line, header = grid.rows[0]
        body = grid.rows[1:]
        width = max((at + 1 for _, cells in grid.rows for at, cell in enumerate(cells) if cell.strip()), default=0)
        names = [column_name(cell) for cell in header]
        empty = {
            at
            for at in range(width)
            if not (at < len(names) and names[at])
            and not any(at < len(cells) and cells[at].strip() for _, cells in body)
        }
        keep = [at for at in range(min(len(names), width)) if at not in empty]
        names = [names[at] for at in keep]
        fields = TABLES[table].model_fields
        for column in dict.fromkeys(names):
            if column not in fields:
                near = nearest_column(table, column)
                meant = f"did you mean {near}? Else remove it" if near and near not in names else "remove or rename it"
                self.refuse("header", f"{table} has no such column: {meant}", name, header_line, column)
            elif names.count(column) > 1:
                self.refuse("header", "this column stands twice: keep one", name, header_line, column)
        absent = [column for column in fields if column not in names]
        for column in absent:
            if usual_value(table, column, {}) is None:
                self.refuse("header", "this column is missing: add it", name, header_line, column)
        if any(one.rule == "header" and one.file == name for one in self.problems):
            return
        dated = [at for at in keep if column_name(header[at]).endswith(DAY_ENDS)]
        days = DayReader(cells[at] for _, cells in body for at in dated if at < len(cells))
        lines, rows = [1], [list(fields)]
        places = [header_line]
        for line, found in body:
            cells = [*found, *[""] * (len(header) - len(found))] if grid.sheet else found
            more = [cell for at, cell in enumerate(cells) if at >= len(header) and cell.strip()]
            if len(cells) < len(header) or more:
                size = "too long" if more else "too short"
                message = f"row is {size}: {len(cells):,} cells where {len(header)} are due (an unquoted separator?)"
                self.refuse("row-length", message, name, line)
                if len(self.problems) >= MAX_PROBLEMS:
                    self.refuse("too-many", "is where reading stopped: too many problems", name, line)
                    return
                continue
            values = dict(zip(names, (cells[at].strip(" \t\u00a0") for at in keep), strict=True))
            if self._convert(values, days, name, line):
                values |= {column: usual_value(table, column, values) or "" for column in absent}
                lines.append(lines[-1] + 1 + sum(cell.count("\n") for cell in rows[-1]))
                rows.append([values[column] for column in fields])
                places.append(line)
        read, at, problems = parse_table(table, written_csv(rows), name)
        place = dict(zip(lines, places, strict=True))
        self.problems += [replace(one, line=place.get(one.line, one.line)) for one in problems]
        self.rows[table] += read
        self.origins[table] += [(name, place[line]) for line in at]

    def _convert(self, values: dict[str, str], days: DayReader, name: str, line: int) -> bool:
        """Put days and States of one row into the dataset's form; false where one may mean two things."""
        clear = True
        for column, written in values.items():
            value = written
            if column.endswith(DAY_ENDS):
                try:
                    value = days.read(written)
                except ValueError as error:
                    self.refuse("cell", str(error), name, line, column)
                    clear = False
            elif column in STATE_COLUMNS:
                value = self.states.read(written)
                for part in self.states.unknown(value):
                    self.refuse("cell", self.states.refusal(part), name, line, column)
                    clear = False
            if value != written:
                meaning = self.states.meaning(value) if column in STATE_COLUMNS else ""
                self.converted.append(Converted(name, line, column, written, value, meaning))
                values[column] = value
        return clear

    def _read_list(self, grid: Grid, written_name: str, name: str) -> None:
        """Rows of a treaty's list of participants, where its file says which treaty."""
        instrument = instrument_of(written_name, self.index)
        if instrument is None:
            message = (
                "is a list of a treaty's participants, and its name does not say of which treaty: name the file after "
                "one, such as apmbc.csv; or take the template of the nearest table, treaty_actions "
                "(treaty_actions.csv): one row an act, days written YYYY-MM-DD"
            )
            self.refuse("header", message, name, grid.rows[0][0])
            return
        found = read_list(grid.rows, self.states)
        for line, column, message in found.problems:
            self.refuse("cell", message, name, line, column)
        made = acts_to_rows(found.acts, instrument, self.index)
        if found.elsewhere:
            self.notes.append(f"{name}: {len(found.elsewhere)} participants are no States of the dataset: left out")
        if len(made) < len(found.acts):
            self.notes.append(f"{name}: {len(found.acts) - len(made)} acts stand in the dataset already: left out")
        if found.acts and not made and not found.problems:
            self.refuse("empty-file", "holds nothing new: every act of the list stands in the dataset already", name)
        fields = list(TABLES["treaty_actions"].model_fields)
        rows, _, problems = parse_table(
            "treaty_actions", written_csv([fields, *([row.get(one, "") for one in fields] for _, row in made)]), name
        )
        self.problems += problems
        self.rows["treaty_actions"] += rows
        self.origins["treaty_actions"] += [(name, act.line) for act, _ in made]
        for act, row in made:
            self.converted += [
                Converted(name, act.line, "iso3", act.state_written, act.iso3, self.states.meaning(act.iso3)),
                Converted(name, act.line, "acted_on", act.day_written, act.acted_on, row["kind"]),
            ]
