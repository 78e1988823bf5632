"""Values of a reader's cells in the dataset's own form: days, States and columns as people write them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Final, NamedTuple

from pydantic import TypeAdapter, ValidationError
from rapidfuzz.distance import OSA

from dashboard.domain.names import StateNames
from data.days import MONTHS, parse_day
from data.problems import quote
from data.schema import TABLES

_NUMBERS = re.compile(r"(\d{1,2})([./-])(\d{1,2})\2(\d{4})", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_WORDS = re.compile(r"(\d{1,2})(?:st|nd|rd|th|\.)?[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4})", re.ASCII)
_WORDS_US = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})", re.ASCII)
_ISO = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
DAY_ENDS: Final = ("_on", "_since", "_until", "_earliest", "_latest")
STATE_COLUMNS: Final = ("iso3", "iso3s", "open_to")


class Converted(NamedTuple):
    """A cell that was read as something else than what stands in it."""

    file: str
    line: int
    column: str
    written: str
    value: str
    meaning: str = ""

    def __str__(self) -> str:
        meant = f" ({self.meaning})" if self.meaning else ""
        return f"{self.file}:{self.line}: {self.column}: {quote(self.written)} is read as {self.value}{meant}"


def column_name(text: str) -> str:
    """A header's cell as the tables name their columns: lower case, with underscores."""
    return re.sub(r"[\s_-]+", "_", text.strip().strip("\ufeff").lower())


def nearest_column(table: str, name: str) -> str | None:
    """The column of the table that a name may be meant for."""
    near = [(OSA.distance(name, column), column) for column in TABLES[table].model_fields]
    least, column = min(near)
    return column if least <= max(2, len(name) // 4) else None


@cache
def needed_columns(table: str) -> tuple[str, ...]:
    """Columns of the table that no row may leave empty and nothing else tells."""
    return tuple(
        name
        for name in TABLES[table].model_fields
        if name == "acted_on" or (name not in _USUAL and not _may_be_empty(table, name))
    )


_USUAL: Final = {"scope": "full", "read_as": "opened"}
"""Column → what a file without that column means."""


def usual_value(table: str, name: str, row: dict[str, str]) -> str | None:
    """What a row says in a column that its file does not have; ``None`` where it must have it."""
    if name in _USUAL:
        return _USUAL[name]
    if name.endswith("_precision") and name in TABLES[table].model_fields:
        return "day" if row.get(f"{name.removesuffix('_precision')}_on") else "unknown"
    return "" if _may_be_empty(table, name) else None


@cache
def _may_be_empty(table: str, name: str) -> bool:
    if name.endswith("_precision"):
        return True
    field = TABLES[table].model_fields[name]
    try:
        TypeAdapter(field.rebuild_annotation()).validate_python("")
    except ValidationError:
        return False
    return True


def _month(word: str) -> int | None:
    fitting = [at for at, name in enumerate(MONTHS, 1) if len(word) >= 3 and name.lower().startswith(word.lower())]
    if word.lower() == "sept":
        return 9
    return fitting[0] if len(fitting) == 1 else None


class DayReader:
    """Reads days of one file. Which of two numbers is the day is taken from the file, never guessed."""

    def __init__(self, cells: Iterable[str]) -> None:
        self.day_first: dict[str, set[bool]] = {}
        """Separator → the orders that some cell of the file shows."""
        for cell in cells:
            if found := _NUMBERS.fullmatch(cell.strip()):
                one, two = int(found[1]), int(found[3])
                if 12 < one <= 31 and two <= 12:
                    self.day_first.setdefault(found[2], set()).add(True)
                elif 12 < two <= 31 and one <= 12:
                    self.day_first.setdefault(found[2], set()).add(False)

    def read(self, text: str) -> str:
        """The day written ``YYYY-MM-DD``; ``text`` itself where it is no day. Raises ``ValueError`` for two answers."""
        if _ISO.fullmatch(text) or not text:
            return text
        if found := _YEAR_FIRST.fullmatch(text):
            return _iso(int(found[1]), int(found[2]), int(found[3])) or text
        if found := _WORDS.fullmatch(text):
            return _iso(int(found[3]), _month(found[2]) or 0, int(found[1])) or text
        if found := _WORDS_US.fullmatch(text):
            return _iso(int(found[3]), _month(found[1]) or 0, int(found[2])) or text
        found = _NUMBERS.fullmatch(text)
        if found is None:
            return text
        one, sign, two, year = int(found[1]), found[2], int(found[3]), int(found[4])
        first, second = _iso(year, two, one), _iso(year, one, two)
        if not first or not second or first == second:
            return first or second or text
        orders = self.day_first.get(sign, set())
        if len(orders) == 1:
            return first if next(iter(orders)) else second
        say = " or ".join(f"{iso} for {parse_day(iso).day} {_name(iso)}" for iso in (first, second))
        message = f"{quote(text)} may be either of two days: type {say}"
        raise ValueError(message)


def _name(iso: str) -> str:
    return f"{MONTHS[int(iso[5:7]) - 1]} {iso[:4]}"


def _iso(year: int, month: int, day: int) -> str:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""


class StateReader:
    """Reads names and codes of States as three-letter codes."""

    def __init__(self, names: StateNames) -> None:
        self.names = names
        self.numbers = {row.m49: iso3 for iso3, row in names.countries.items() if row.m49}

    def read(self, text: str) -> str:
        """Codes of the State or States (between semicolons); what no State is called stays as it is."""
        return ";".join(self._one(part.strip()) for part in text.split(";"))

    def _one(self, text: str) -> str:
        if not text or text in self.names.countries:
            return text
        if text.isascii() and text.isdigit():
            return self.numbers.get(text.zfill(3), text)
        return self.names.find(text) or text

    def meaning(self, value: str) -> str:
        """Names of the States that codes stand for."""
        return ", ".join(self.names.countries[one].name for one in value.split(";") if one in self.names.countries)

    def refusal(self, text: str) -> str:
        """Why a text is no State, and what may be meant."""
        near = self.names.near(text)
        if not near:
            return f"{quote(text)} is not a State of the dataset: type its three-letter code, such as GBR"
        said = " or ".join(f"{iso3} ({self.names.countries[iso3].name})" for iso3 in near)
        return f"{quote(text)} is not the code of a State: did you mean {said}?"

    def unknown(self, text: str) -> Sequence[str]:
        """Parts of a cell that are no three-letter code at all."""
        return [part for part in map(str.strip, text.split(";")) if part and not re.fullmatch("[A-Z]{3}", part)]
