"""Cells of a file as people save it: encodings, separators and workbooks, each row with the line it stands on."""

from __future__ import annotations

import codecs
import csv
import io
import math
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from typing import Final, NamedTuple

from babel import Locale

from dashboard.store.upload_shape import HEADER_WITHIN, SURE, header_place, shaped
from dashboard.store.workbook import MAX_COLUMNS, MAX_LINES, Refused, Sheet, read_workbook
from data.parse import MAX_CELL

CODE_PAGES: Final = {
    "cp1252": "en de fr es pt it nl sv fi nb da is",
    "cp1250": "pl cs sk hu sl hr ro sq",
    "cp1257": "lt lv et",
    "cp1251": "ru uk bg sr mk be",
    "cp1253": "el",
    "cp1254": "tr",
}
"""Windows' code page → languages that are written in it, its likeliest first."""
SEPARATORS: Final = (",", ";", "\t", "|")
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[,;\t]*\n', re.IGNORECASE)
_BINARY: Final = {
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"%PDF": "a PDF",
    b"{\\rtf": "a text document",
    b"<!DOCTYPE": "a web page",
    b"<html": "a web page",
    b"<table": "a web page",
    b"<?xml": "an XML file",
    b'{"': "JSON",
    b"{\n": "JSON",
    b"[{": "JSON",
    b"[\n": "JSON",
    b"PAR1": "a Parquet file",
    b"\x1f\x8b": "a packed file",
    b"SQLite format": "a database",
}
_FOREIGN: Final = re.compile(r"[^\x00-\x7f]")
_BEHIND_SMALL: Final = re.compile(r"(?<=[a-z])[^\x00-\x7f]")
_SIGNS: Final = frozenset("–—’‘“”„«»€§°\u00a0")
_OLD_WORKBOOK = b"\xd0\xcf\x11\xe0"
_MARKS: Final = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


class Grid(NamedTuple):
    """The filled rows of one file or sheet, header first."""

    rows: list[tuple[int, list[str]]]
    """Line and cells."""
    broken: list[tuple[int, str]]
    """Line and what is wrong with it, for lines of which no cell can be read."""
    sheet: str = ""
    encoding: str = ""
    """Code page that was guessed; empty where the file itself says how it is to be read."""
    above: Sequence[tuple[int, list[str]]] = ()
    """Filled rows above the header."""
    between: Sequence[tuple[int, list[str]]] = ()
    """Remarks among the rows."""
    below: Sequence[tuple[int, list[str]]] = ()
    """Footnotes."""
    hidden: bool = False
    """Whether a workbook does not show this sheet, so that its owner may not know of it."""


def read_grids(content: bytes, fit: Callable[[Sequence[str]], float]) -> list[Grid]:
    """Grids of a file: one of a text, one for each sheet of a workbook. ``fit`` says how well a header fits a table.

    Raises ``Refused`` where the file is neither.
    """
    if content.startswith(b"PK"):
        return [_grid_of(sheet, fit) for sheet in read_workbook(content)]
    if content.startswith(_OLD_WORKBOOK) and "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused("workbook", "is a workbook with a password; save it without one, or as CSV")
    if content.startswith(_OLD_WORKBOOK):
        raise Refused("workbook", "is a workbook of an old kind (.xls); save it as .xlsx or as CSV")
    for start, kind in _BINARY.items():
        if content.startswith(start):
            raise Refused("encoding", f"is {kind}, not a table; upload a CSV or an Excel workbook (.xlsx)")
    text, encoding = _decode(content)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    skipped = 0
    separators: Sequence[str] = SEPARATORS
    if said := _SEPARATOR_LINE.match(text[:12]):
        separators, skipped, text = (said[1],), 1, text[said.end() :]
    text = _unquoted(text)
    separator = _separator(text, separators, fit)
    grid = _parse(text, separator, skipped, encoding)
    shape = shaped(grid.rows, fit)
    return [grid._replace(rows=shape.rows, above=shape.above, between=shape.between, below=shape.below)]


def _grid_of(sheet: Sheet, fit: Callable[[Sequence[str]], float]) -> Grid:
    shape = shaped([(line, cells) for line, cells in sheet.rows if any(map(str.strip, cells))], fit)
    return Grid(shape.rows, sheet.broken, sheet.name, "", shape.above, shape.between, shape.below, sheet.hidden)


def _separator(text: str, separators: Sequence[str], fit: Callable[[Sequence[str]], float]) -> str:
    """The separator with which some first line is the best header."""
    lines = [line for line in text[:20_000].split("\n") if line.strip()][:HEADER_WITHIN]
    best = (-1.0, separators[0])
    for one in separators:
        found = header_place([_split_line(line, one) for line in lines], fit)[0]
        if found > best[0]:
            best = (found, one)
        if found >= SURE:
            break
    return best[1]


def _unquoted(text: str) -> str:
    """The text without the quotation marks that a program put around each whole line."""
    lines = text.split("\n")
    filled = [line for line in lines if line.strip()]
    if not all(line[0] == line[-1] == '"' and '"' not in line[1:-1].replace('""', "") for line in filled):
        return text
    if not any(one in line for line in filled for one in SEPARATORS):
        return text
    return "\n".join(line[1:-1].replace('""', '"') for line in lines)


def _split_line(line: str, separator: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=separator), [])
    except csv.Error:
        return []


def _parse(text: str, separator: str, skipped: int, encoding: str) -> Grid:
    csv.field_size_limit(MAX_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    grid = Grid([], [], "", encoding)
    while len(grid.broken) < 1000:
        line = reader.line_num + 1 + skipped
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            hint = "; is a quotation mark left open?" if "quote" in str(error) or "end of data" in str(error) else ""
            grid.broken.append((line, f"cannot be read as CSV: {error}{hint}"))
            continue
        if any(map(str.strip, cells)):
            if len(cells) > MAX_COLUMNS and any(map(str.strip, cells[MAX_COLUMNS:])):
                raise Refused("header", f"holds more than {MAX_COLUMNS} columns", line)
            if len(grid.rows) > MAX_LINES:
                raise Refused("size", f"holds more than {MAX_LINES:,} rows")
            grid.rows.append((line, cells))
    return grid


def _decode(content: bytes) -> tuple[str, str]:
    """The text, and the code page where it had to be guessed."""
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return _strictly(content, encoding)
    start = content[:2000]
    if len(start) > 8 and len(content) % 2 == 0 and not start[0::2].count(0) and start[1::2].count(0) > len(start) / 3:
        return _strictly(content, "utf-16-le")
    if len(start) > 8 and len(content) % 2 == 0 and not start[1::2].count(0) and start[0::2].count(0) > len(start) / 3:
        return _strictly(content, "utf-16-be")
    try:
        return content.decode("utf-8"), ""
    except UnicodeDecodeError as error:
        first = error
    readings: dict[str, str] = {}
    for page in CODE_PAGES:
        try:
            readings[page] = content.decode(page)
        except UnicodeDecodeError:
            continue
    if not readings or content.count(0) or _surrogates(content):
        line = content.count(b"\n", 0, first.start) + 1
        raise Refused("encoding", f"byte 0x{content[first.start]:02x} is not text; save the file as UTF-8", line)
    first_of = {text: page for page, text in reversed(readings.items())}
    best = max(first_of.values(), key=lambda page: _likeness(readings[page], page))
    return readings[best], best


def _strictly(content: bytes, encoding: str) -> tuple[str, str]:
    try:
        return content.decode(encoding), ""
    except UnicodeDecodeError:
        name = "UTF-8" if "8" in encoding else "UTF-16"
        raise Refused("encoding", f"begins as {name} and is not; save the file as UTF-8") from None


def _surrogates(content: bytes) -> bool:
    """Whether the text is UTF-8 but for halves of characters."""
    try:
        content.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        return False
    return True


@cache
def _letters() -> Mapping[str, tuple[Counter[str], ...]]:
    """Code page → how often each foreign letter stands in each of its languages: names of places in CLDR."""
    return {
        page: tuple(
            Counter(_FOREIGN.findall("".join(Locale.parse(language).territories.values()).lower()))
            for language in languages.split()
        )
        for page, languages in CODE_PAGES.items()
    }


def _likeness(text: str, page: str) -> float:
    """How likely the foreign letters of a text are in the page's likeliest language; 0 at most."""
    sample = text[:200_000]
    found = Counter(_FOREIGN.findall(sample.lower()))
    inside = sum(map(str.isupper, _BEHIND_SMALL.findall(sample)))

    def of(letters: Counter[str]) -> float:
        most = letters.total() + 1
        return sum(
            times * math.log((letters[one] + (10 if one in _SIGNS else 0.1)) / most) for one, times in found.items()
        )

    return max(map(of, _letters()[page])) - 5 * inside


def written_csv(rows: Iterable[Sequence[str]]) -> str:
    """Rows as CSV, with commas and line feeds."""
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
