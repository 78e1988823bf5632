"""Uploads read file by file: which table or list each sheet is, and what around it is not read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from dashboard.store.treaty_columns import is_treaty_list
from dashboard.store.upload_files import Grid, read_grids
from dashboard.store.upload_gathered import Gathered
from dashboard.store.upload_headers import fit, header_fit, nearest_table, table_of
from dashboard.store.upload_shape import FITS
from dashboard.store.upload_tables import read_table
from dashboard.store.upload_treaties import read_treaty
from dashboard.store.workbook import Refused
from data.problems import visible
from data.schema import TABLES

_SURELY = 0.8
"""From how well a header fits a table on it is that table's, even where it looks like a list of participants."""


_NAMED = 5
"""How many lines of remarks are named."""


class Upload(NamedTuple):
    """One file as it came."""

    name: str
    content: bytes


class Reading(Gathered):
    """What was read from some uploads, and every problem on the way."""

    def read(self, upload: Upload) -> None:
        """Add the rows of one file."""
        name = visible(upload.name, 60) or "upload"
        try:
            grids = read_grids(upload.content, header_fit)
        except Refused as refusal:
            self.refuse(refusal.rule, refusal.message, name, refusal.line)
            return
        if hidden := [visible(grid.sheet, 40) for grid in grids if grid.hidden]:
            are, them = ("is", "it") if len(hidden) == 1 else ("are", "them")
            self.notes.append(
                f"{name}: {_sheets(hidden)} {are} hidden: not read; show {them} in Excel to have {them} read"
            )
            grids = [grid for grid in grids if not grid.hidden]
        fitting = [grid for grid in grids if grid.rows and header_fit(grid.rows[0][1]) >= FITS]
        for grid in fitting or grids[:1]:
            self._read_grid(grid, upload.name, f"{name}, sheet {visible(grid.sheet, 40)}" if grid.sheet else name)
        left = [visible(grid.sheet, 40) for grid in grids if grid not in fitting]
        if fitting and left:
            self.notes.append(f"{name}: no table stands on {_sheets(left)}: not read")
        if not grids:
            self.refuse("empty-file", "holds no rows", name)

    def _read_grid(self, grid: Grid, written_name: str, name: str) -> None:
        if not grid.rows:
            message = "is empty: the first line names the columns"
            self.refuse("header", grid.broken[0][1] if grid.broken else message, name, 1)
            return
        line, header = grid.rows[0]
        for broken, message in grid.broken:
            self.refuse("csv", message, name, broken)
        if grid.encoding:
            self.notes.append(f"{name} is read in the code page {grid.encoding.replace('cp', 'Windows-')}")
        for rows, place in ((grid.above, "above the table"), (grid.below, "below the table")):
            if rows:
                lines = f"line {rows[0][0]} is" if len(rows) == 1 else f"lines {rows[0][0]} to {rows[-1][0]} are"
                self.notes.append(f"{name}: {lines} words {place}: not read")
        if grid.between:
            lines = ", ".join(str(line) for line, _ in grid.between[:_NAMED])
            more = " and others" if len(grid.between) > _NAMED else ""
            self.notes.append(f"{name}: remarks between the rows, line {lines}{more}: not read")
        table = table_of(header)
        if is_treaty_list(header) and (table is None or fit(table, header) < _SURELY):
            read_treaty(self, grid, written_name, name)
        elif table is not None:
            read_table(self, table, grid, name)
        else:
            known = nearest_table(header)
            message = (
                f"the columns are of none of the tables {', '.join(TABLES)}; the nearest is {known}: take its template "
                f"({known}.csv), and write days as YYYY-MM-DD"
            )
            self.refuse("header", message, name, line)


def _sheets(names: Sequence[str]) -> str:
    return f"sheet {names[0]}" if len(names) == 1 else f"sheets {', '.join(names[:5])}"
