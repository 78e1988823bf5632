"""What a register says about a treaty, in one form for all of them, and the days and cells they print."""

from __future__ import annotations

import datetime as dt
import html
import re
from dataclasses import dataclass
from typing import Literal

from data.days import MONTHS, parse_day

Field = Literal["signature", "consent", "in-force", "withdrawal", "withdrawal-effective"]
FIELDS: tuple[Field, ...] = ("signature", "consent", "in-force", "withdrawal", "withdrawal-effective")
MAX_BYTES = 16 * 1024 * 1024
_MARK = re.compile(r"<\s*(superscript|sup)\b[^>]*>(.*?)<\s*/\s*\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_WRITTEN = re.compile(r"(\d{1,2})\s+([A-Za-z]{3,9})\.?,?\s+(\d{4})\s*([A-Za-z]{0,2})", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})\s*([A-Za-z]{0,2})", re.ASCII)
_MONTH = {name[:3].lower(): number for number, name in enumerate(MONTHS, 1)}


class Refused(Exception):
    """An answer that is no register: its text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act as a register prints it; ``day`` is ``None`` where its text is no day."""

    field: Field
    day: dt.date | None
    text: str
    kind: str = ""
    """Kind of act in the words of the record; empty where the register does not tell them apart."""


@dataclass(frozen=True, slots=True)
class Line:
    """One State as a register lists it. ``left``: its days stand in square brackets."""

    name: str
    acts: tuple[Act, ...] = ()
    left: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A register's list of one treaty, and what in it the reader does not know, by name."""

    lines: tuple[Line, ...]
    notices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """Text of a cell without its footnote marks, the marks, and whether it stands in square brackets."""

    text: str
    marks: tuple[str, ...]
    bracketed: bool


def read_cell(raw: str) -> Cell:
    """A cell taken apart; escaped tags, tabs and doubled spaces are removed."""
    for _ in range(2):
        raw = html.unescape(raw)
    marks = tuple(clean for found in _MARK.finditer(raw) if (clean := " ".join(_TAG.sub(" ", found[2]).split())))
    text = " ".join(_TAG.sub(" ", _MARK.sub(" ", raw)).split())
    bracketed = "[" in text and "]" in text
    return Cell(" ".join(text.replace("[", " ").replace("]", " ").split()), marks, bracketed)


def split_marks(name: str) -> tuple[str, tuple[str, ...]]:
    """A State's name without the footnote numbers that some pages print behind it in plain digits, and those."""
    found = re.search(r"(?:[\s,]*\d+)+\s*$", name)
    return (name[: found.start()].strip(), tuple(re.findall(r"\d+", found[0]))) if found else (name, ())


def read_day(text: str) -> tuple[dt.date | None, str]:
    """Day and suffix letters of ``26 Feb 1999 a``, ``26/02/1999``, ``1999-02-26`` or ``1999-02-26 00:00:00``.

    The day is ``None`` for anything else, also for a day that no calendar has.
    """
    text = text.strip()
    try:
        if found := re.fullmatch(r"(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?Z?)?", text, re.ASCII):
            return parse_day(found[1]), ""
        if found := _WRITTEN.fullmatch(text):
            month = _MONTH.get(found[2][:3].lower(), 0)
            full = MONTHS[month - 1].lower() if month else ""
            known = full.startswith(found[2].lower()) or found[2].lower() == "sept"
            return (dt.date(int(found[3]), month, int(found[1])), found[4]) if known else (None, "")
        if found := _SLASHED.fullmatch(text):
            return dt.date(int(found[3]), int(found[2]), int(found[1])), found[4]
    except ValueError:
        pass
    return None, ""
