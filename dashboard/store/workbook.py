"""Sheets of an Excel workbook as cells of text. Nothing outside the file is followed, no formula is computed."""

from __future__ import annotations

import datetime as dt
import io
import re
import zipfile
from typing import Any, Final, NamedTuple

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

MAX_UNPACKED: Final = 50 * 1024 * 1024
MAX_PARTS: Final = 2000
MAX_LINES: Final = 50_000
MAX_COLUMNS: Final = 100
_FILLED = rb'"[^>]*(?<!/)>\s*<(?:\w+:)?(?:v|is|f)\b'
"""What follows the place of a cell that holds something."""
_FAR_RIGHT = re.compile(rb'\br="(?:C[W-Z]|[D-Z][A-Z]|[A-Z]{3})\d+' + _FILLED)
_FAR_DOWN = re.compile(rb'\br="[A-Z]{1,3}(\d{5,})' + _FILLED)
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_OTHERS: Final = {
    "xl/workbook.bin": "a binary workbook (.xlsb)",
    "content.xml": "an OpenDocument sheet (.ods)",
    "word/document.xml": "a text document",
    "ppt/presentation.xml": "a presentation",
}
"""Part of a packed file → what the file is."""
_DECLARES = re.compile(rb"<!\s*(DOCTYPE|ENTITY)", re.IGNORECASE)


class Refused(Exception):
    """Why a whole file cannot be read: a stable name of the rule, words for its owner, and the line if there is one."""

    def __init__(self, rule: str, message: str, line: int = 0) -> None:
        super().__init__(message)
        self.rule, self.message, self.line = rule, message, line


class Sheet(NamedTuple):
    """One sheet: its rows as text, and what is wrong with a row."""

    name: str
    rows: list[tuple[int, list[str]]]
    broken: list[tuple[int, str]]
    hidden: bool = False


def read_workbook(content: bytes) -> list[Sheet]:
    """Every sheet with cells. Raises ``Refused`` for a file that is no workbook, or too large a one."""
    computed = _check_parts(content)
    try:
        values = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        formulas = load_workbook(io.BytesIO(content), read_only=True, keep_links=False) if computed else values
        sheets = [_read(value, formula) for value, formula in zip(values.worksheets, formulas.worksheets, strict=True)]
    except Refused:
        raise
    except Exception as error:
        raise Refused("workbook", "is an Excel workbook that cannot be read; save it again, or as CSV") from error
    return [sheet for sheet in sheets if sheet.rows or sheet.broken]


def _check_parts(content: bytes) -> bool:
    """Whether some cell holds a formula. Refuses what is no workbook, too large, or declares entities of its own."""
    computed = False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as parts:
            infos = parts.infolist()
            names = {info.filename for info in infos}
            if "xl/workbook.xml" not in names:
                other = next((f"is {what}, " for part, what in _OTHERS.items() if part in names), "is ")
                raise Refused("workbook", f"{other}not an Excel workbook (.xlsx): save it as one, or as CSV")
            if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
                size = f"{MAX_UNPACKED // 1024 // 1024} MB"
                raise Refused("size", f"is a workbook that unpacks to more than {size}; save the sheet as CSV")
            for info in infos:
                if info.filename.endswith((".xml", ".rels")):
                    body = parts.read(info)
                    if _DECLARES.search(body) or body[:2] in (b"\xff\xfe", b"\xfe\xff"):
                        raise Refused("workbook", "is a workbook with declarations of its own; save the sheet as CSV")
                    computed = computed or bool(_FORMULA.search(body))
                    far = any(int(found[1]) > MAX_LINES for found in _FAR_DOWN.finditer(body))
                    if far or _FAR_RIGHT.search(body):
                        most = f"{MAX_LINES:,} rows of {MAX_COLUMNS} columns"
                        raise Refused("size", f"has a sheet that holds more than {most}: keep the table's own cells")
    except Refused:
        raise
    except Exception as error:
        message = "is an Excel workbook that is damaged or no workbook at all; save it again as .xlsx, or as CSV"
        raise Refused("header", message) from error
    return computed


def _read(values: Any, formulas: Any) -> Sheet:
    sheet = Sheet(str(values.title), [], [], values.sheet_state != "visible")
    reach = {"min_row": 1, "max_row": MAX_LINES + 1, "max_col": MAX_COLUMNS + 1}
    rows = values.iter_rows(**reach, values_only=True)
    both = zip(rows, formulas.iter_rows(**reach, values_only=True), strict=True) if formulas is not values else None
    for line, (stored, entered) in enumerate(both or ((row, row) for row in rows), 1):
        if all(one is None for one in entered):
            continue
        if line > MAX_LINES or any(one is not None for one in entered[MAX_COLUMNS:]):
            most = f"{MAX_LINES:,} rows of {MAX_COLUMNS} columns"
            raise Refused("size", f"sheet {sheet.name[:40]} holds more than {most}")
        cells = [_text(one) for one in stored]
        for column, one in enumerate(entered):
            if isinstance(one, str) and one.startswith("=") and column < len(cells) and stored[column] is None:
                place = f"{get_column_letter(column + 1)}{line}"
                said = "is a formula without a stored value: type the value, or open and save the file in Excel"
                sheet.broken.append((line, f"cell {place} {said}"))
        while cells and not cells[-1]:
            cells.pop()
        sheet.rows.append((line, cells))
    return sheet


def _text(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return "yes" if value else "no"
        case dt.datetime():
            return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ")
        case dt.date():
            return value.isoformat()
        case float():
            return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
        case _:
            return str(value)
