"""Files to fill in: one for each kind of row, with the columns that must be filled and a row of the record."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Sequence
from typing import Any, Final, NamedTuple

import xlsxwriter

from dashboard.store.upload_cells import DAY_ENDS
from dashboard.store.upload_files import written_csv
from dashboard.store.upload_headers import needed_columns
from dashboard.store.upload_words import choices, number_columns
from dashboard.tables.dataset_files import dataset_csv
from data.days import parse_day
from data.schema import TABLES, Dataset

_LONGEST_LIST: Final = 255
"""Letters that a workbook takes for the words of a cell's list."""
_WIDTH: Final = 24


class Kind(NamedTuple):
    """One kind of row that a reader may add."""

    label: str
    table: str
    more: tuple[str, ...] = ()
    """Columns that this kind needs, though other rows of the table do not."""

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that must be filled, in the table's order."""
        return tuple(one for one in TABLES[self.table].model_fields if one in (*needed_columns(self.table), *self.more))


KINDS: Final[dict[str, Kind]] = {
    "acts": Kind("acts under a treaty", "treaty_actions"),
    "exit-steps": Kind("steps towards leaving a treaty", "exit_steps"),
    "announcements": Kind("announcements of weapons", "announcements"),
    "events": Kind("events", "policy_events"),
    "classes": Kind("classes of a State under a policy", "observations", ("class_id",)),
    "figures": Kind("figures of a State", "observations", ("series_id", "value", "from_precision")),
    "sources": Kind("sources", "sources"),
    "publishers": Kind("publishers", "publishers"),
}
"""Name of the file → what it is for."""


def template(table: str) -> str:
    """An empty file of ``table``: its header. Raises ``KeyError`` for an unknown table."""
    return ",".join(TABLES[table].model_fields) + "\n"


def _example(kind: Kind, base: Dataset) -> list[list[str]]:
    """The first row of the record that fills every column, as cells; none where there is no such row."""
    for row in getattr(base, kind.table):
        [written] = csv.DictReader(io.StringIO(dataset_csv(TABLES[kind.table], [row]).decode(), newline=""))
        cells = [written[name] for name in kind.columns]
        if all(cells):
            return [cells]
    return []


def starter(kind: Kind, base: Dataset) -> str:
    """The file as CSV."""
    return written_csv([kind.columns, *_example(kind, base)])


def starter_workbook(kind: Kind, base: Dataset) -> bytes:
    """The file as a workbook: days and numbers typed, what each column means beside its head, lists of known words."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"created": dt.datetime.combine(base.meta.as_of, dt.time())})
        head = book.add_format({"bold": True})
        day = book.add_format({"num_format": "yyyy-mm-dd", "align": "left"})
        page = book.add_worksheet(kind.table)
        page.freeze_panes(1, 0)
        for at, name in enumerate(kind.columns):
            page.set_column(at, at, _WIDTH, day if name.endswith(DAY_ENDS) else None)
            page.write_string(0, at, name, head)
            page.write_comment(0, at, str(TABLES[kind.table].model_fields[name].description or name))
            words = list(choices(kind.table).get(name, {}).values())
            if words and len(",".join(words)) <= _LONGEST_LIST:
                page.data_validation(1, at, 999, at, {"validate": "list", "source": words, "error_type": "warning"})
        for line, cells in enumerate(_example(kind, base), 1):
            _write(page, line, kind, cells, day)
    return out.getvalue()


def _write(page: Any, line: int, kind: Kind, cells: Sequence[str], day: Any) -> None:
    for at, (name, cell) in enumerate(zip(kind.columns, cells, strict=True)):
        if name.endswith(DAY_ENDS):
            page.write_datetime(line, at, dt.datetime.combine(parse_day(cell), dt.time()), day)
        elif name in number_columns(kind.table):
            page.write_number(line, at, float(cell))
        else:
            page.write_string(line, at, cell)
