"""Flat files of one table: CSV, XLSX, Parquet, JSON."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from dashboard.tables.about import About
from dashboard.tables.columns import Column, Kind, cells, columns, flat_value, json_cell, plain_value
from data.fields import Row

STAMPS = ("dataset_version", "as_of", "data_as_of", "licence", "filter")
"""What every CSV row says of the file, in columns whose names begin with ``export_``."""
STAMP_PREFIX = "export_"

Styles = dict[str, Format]
CODEBOOK = ("table", "column", "holds", "meaning", "values")
_WIDTHS = {Kind.DAY: 12, Kind.WHOLE: 10, Kind.NUMBER: 12, Kind.FLAG: 8}

_FORMULA = re.compile(r"[=+\-@\t\r\n\uff1d\uff0b\uff0d\uff20]")
_UNWRITABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")
_FIRST_DAY_OF_XLSX = dt.date(1900, 3, 1)
_MAX_CELL = 32_767


def reads_as_formula(text: str) -> bool:
    """Whether a spreadsheet might take the text for a formula."""
    return bool(_FORMULA.match(text.lstrip(" \xa0\ufeff")))


def escape_formula(value: object) -> object:
    """The cell with an apostrophe before a text that might be taken for a formula; numbers stay numbers."""
    return f"'{value}" if isinstance(value, str) and reads_as_formula(value) else value


def csv_bytes(model: type[Row], rows: Iterable[Row], about: About | None = None) -> bytes:
    """UTF-8, comma, LF, one header line, days YYYY-MM-DD, lists with ``;`` between, true and false.

    With ``about``, the last columns repeat it on every row, so that a plain reader sees nothing but a table.
    Texts that a spreadsheet would run begin with an apostrophe.
    """
    return csv_of_lines(model, csv_lines(model, rows), about)


def csv_lines(model: type[Row], rows: Iterable[Row]) -> list[str]:
    """The rows as lines of ``csv_bytes``, without what a file says of itself and without line ends."""
    of = columns(model)
    return list(_written(map(_csv_cell, cells(row, of)) for row in rows))


def csv_of_lines(model: type[Row], lines: Iterable[str], about: About | None = None) -> bytes:
    """The file of ``csv_bytes`` from lines written before."""
    names = [column.name for column in columns(model)]
    if about is None:
        return "\n".join([*_written([names]), *lines, ""]).encode()
    texts = about.texts()
    header, stamp = _written(
        ([*names, *(STAMP_PREFIX + key for key in STAMPS)], [escape_formula(texts[key]) for key in STAMPS])
    )
    return "\n".join([header, *(f"{line},{stamp}" for line in lines), ""]).encode()


class _Line:
    """Takes what the writer writes."""

    text = ""

    def write(self, text: str) -> None:
        self.text = text


def _written(rows: Iterable[Iterable[object]]) -> Iterator[str]:
    line = _Line()
    writer = csv.writer(line, lineterminator="\n")  # also what it quotes a text for
    for values in rows:
        writer.writerow(values)
        yield line.text.removesuffix("\n")


def _csv_cell(value: object) -> object:
    # By type first: a walk through all kinds for each cell took most of the time of a table.
    kind = type(value)
    if kind is str:
        return _csv_text(value)  # type: ignore[arg-type]
    if value is None or value == ():
        return ""
    if kind is dt.date:
        return value.isoformat()  # type: ignore[attr-defined]
    match found := flat_value(value):
        case bool():
            return "true" if found else "false"
        case dt.date():
            return found.isoformat()
        case str():
            return _csv_text(found)
        case _:
            return found


def _csv_text(text: str) -> object:
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")  # the writer quotes LF alone
    return text if not text or text[0].isalnum() else escape_formula(text)


def json_value(model: type[Row], row: Row) -> dict[str, object]:
    """A row as JSON values."""
    of = columns(model)
    return {column.name: json_cell(value) for column, value in zip(of, cells(row, of), strict=True)}


def json_bytes(table: str, model: type[Row], rows: Iterable[Row], sources: Sequence[Row], about: About) -> bytes:
    """One object: ``about``, ``table``, its ``rows`` and the ``sources`` they rest on."""
    document = {
        "about": about.texts(),
        "table": table,
        "rows": [json_value(model, row) for row in rows],
        "sources": [json_value(type(row), row) for row in sources],
    }
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


_ARROW = {
    Kind.TEXT: pa.string(),
    Kind.DAY: pa.date32(),
    Kind.WHOLE: pa.int64(),
    Kind.NUMBER: pa.float64(),
    Kind.FLAG: pa.bool_(),
    Kind.LIST: pa.list_(pa.string()),
}


def parquet_bytes(table: str, model: type[Row], rows: Sequence[Row], about: About) -> bytes:
    """Typed columns, lists as lists; ``about`` as the schema's metadata, meanings as the fields'."""
    of = columns(model)
    schema = pa.schema(
        [pa.field(column.name, _ARROW[column.kind], metadata={"description": column.meaning}) for column in of],
        metadata=about.texts() | {"table": table},
    )
    read = {column.name: [plain_value(getattr(row, column.name)) for row in rows] for column in of}
    out = io.BytesIO()
    pq.write_table(pa.table(read, schema=schema), out, compression="zstd")
    return out.getvalue()


def xlsx_bytes(table: str, model: type[Row], rows: Sequence[Row], sources: Sequence[Row], about: About) -> bytes:
    """A workbook with the table, its sources, a codebook of both and what the file is.

    Days, numbers and flags are typed, headers frozen; every text is written as text, never as a formula.
    The same data give the same bytes.
    """
    out = io.BytesIO()
    day_made = dt.datetime.combine(about.data_as_of, dt.time())
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        book.set_properties({"title": about.title, "created": day_made, "comments": about.citation})
        styles = {
            "head": book.add_format({"bold": True, "text_wrap": True, "valign": "top"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left"}),
            "quoted": book.add_format({"quote_prefix": True}),
        }
        _table_sheet(book.add_worksheet(table), columns(model), rows, styles)
        source_model = type(sources[0]) if sources else None
        if source_model is not None and source_model is not model:
            _table_sheet(book.add_worksheet("sources"), columns(source_model), sources, styles)
        described = [(table, model)] + ([("sources", source_model)] if source_model not in (None, model) else [])
        book_rows = [
            (name, column.name, column.kind.value, column.meaning, ", ".join(column.values))
            for name, of in described
            if of is not None
            for column in columns(of)
        ]
        _text_sheet(book.add_worksheet("codebook"), CODEBOOK, book_rows, styles)
        _text_sheet(book.add_worksheet("about"), ("entry", "value"), list(about.texts().items()), styles)
    return out.getvalue()


def _table_sheet(page: Worksheet, of: Sequence[Column], rows: Sequence[Row], styles: Styles) -> None:
    page.freeze_panes(1, 1)
    for place, column in enumerate(of):
        page.set_column(place, place, _WIDTHS.get(column.kind, 24))
        page.write_string(0, place, column.name, styles["head"])
    for line, row in enumerate(rows, 1):
        for place, value in enumerate(cells(row, of)):
            _write(page, line, place, flat_value(value), styles)
    page.autofilter(0, 0, max(len(rows), 1), len(of) - 1)


def _write(page: Worksheet, line: int, place: int, value: object, styles: Styles) -> None:
    match value:
        case bool():
            page.write_boolean(line, place, value)
        case int() | float():
            page.write_number(line, place, value)
        case dt.date() if value >= _FIRST_DAY_OF_XLSX:
            page.write_datetime(line, place, value, styles["day"])
        case None | "":
            return
        case _:
            text = _UNWRITABLE.sub("?", str(value))[:_MAX_CELL]
            page.write_string(line, place, text, *([styles["quoted"]] if reads_as_formula(text) else []))


def _text_sheet(page: Worksheet, header: Sequence[str], rows: Sequence[Sequence[str]], styles: Styles) -> None:
    page.freeze_panes(1, 0)
    for place, name in enumerate(header):
        page.set_column(place, place, 60 if name in ("meaning", "value", "values") else 20)
        page.write_string(0, place, name, styles["head"])
    for line, row in enumerate(rows, 1):
        for place, value in enumerate(row):
            _write(page, line, place, value, styles)
