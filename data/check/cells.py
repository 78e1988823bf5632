"""Cells as registers print them: their text, footnote marks, brackets, and the days in them."""

from __future__ import annotations

import datetime as dt
import html
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from babel import Locale

from data.check.names import LANGUAGES, folded
from data.days import MONTHS, parse_day

_MARK = re.compile(r"<\s*(superscript|sup)\b[^>]*>(.*?)<\s*/\s*\1\s*>", re.IGNORECASE | re.DOTALL)
_TAG = re.compile(r"<[^<>]*>")
_NUMBERED = re.compile(r"\[\s*(\d{1,3})\s*\]")
_BEHIND = re.compile(r"[\s,]*([⁰¹²³⁴-⁹]+|[*†‡§¶#]+|\(\d{1,2}\)|\^\d{1,3}\^)[\s,]*(?=\]?$)")
_AFTER_YEAR = re.compile(r"(?:(?<=\d{4})(?=[\s,])|(?<=\]))([\s,]*\b\d{1,2}\b)+(?=\]?$)")
_BRACKETS = str.maketrans("［⟦【〔］⟧】〕", "[[[[]]]]")
_IN_NAMES = frozenset(".,'’ʼ`´()&/-‐‑‒–—")
_SUFFIX = r"\s*\(?([A-Za-z]{0,2})\)?"
_MONTH = r"([^\W\d_]{3,12})\.?"
_ISO = re.compile(r"(\d{4}-\d{2}-\d{2})(?:[T ]00:00(?::00(?:\.0+)?)?)?(?:Z|[+-]\d{2}:?\d{2})?", re.ASCII)
_WRITTEN = {
    re.compile(pattern + _SUFFIX, flags): groups
    for pattern, groups, flags in (
        (rf"([0-9]{{1,2}})(?:er|st|nd|rd|th|\.)?[\s-]+(?:de\s+)?{_MONTH},?[\s-]+(?:de\s+)?([0-9]{{4}})", (3, 2, 1), 0),
        (rf"{_MONTH}\s+([0-9]{{1,2}})(?:st|nd|rd|th)?,?\s+([0-9]{{4}})", (3, 1, 2), 0),
        (r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4})", (4, 3, 1), re.ASCII),
    )
}
"""Form of a day → the groups of its year, month and day; the last group of each holds the suffix letters."""


@dataclass(frozen=True, slots=True)
class Cell:
    """Text of a cell without its footnote marks, the marks, and whether it stands in brackets."""

    text: str
    marks: tuple[str, ...]
    bracketed: bool


@lru_cache(maxsize=4096)
def read_cell(raw: str) -> Cell:
    """A cell taken apart; escaped tags, tabs and doubled spaces are removed.

    Marks are raised numbers, numbers in square brackets, signs such as ``*`` and numbers behind a year. Brackets around
    a whole cell say that a State left.
    """
    for _ in range(2):
        raw = html.unescape(raw)
    marks = [clean for found in _MARK.finditer(raw) if (clean := _plain(found[2]))]
    text = _plain(_MARK.sub(" ", raw)).translate(_BRACKETS)
    marks += _NUMBERED.findall(text)
    text = _plain(_NUMBERED.sub(" ", text))
    for pattern in (_AFTER_YEAR, _BEHIND):
        while found := pattern.search(text):
            marks += re.findall(r"\d+|[^\s,()^]+", found[0])
            text = _plain(f"{text[: found.start()]}{text[found.end() :]}")
    bracketed = text.startswith("[") or (text.endswith("]") and "[" not in text)
    if text.startswith("(") and text.find(")") == len(text) - 1:
        text, bracketed = text[1:-1], True
    return Cell(_plain(text.replace("[", " ").replace("]", " ")), tuple(marks), bracketed)


def _plain(text: str) -> str:
    return " ".join(_TAG.sub(" ", text).split())


def read_name(raw: str) -> Cell:
    """The cell of a State's name; plain digits behind it and signs that no name has are marks too."""
    cell = read_cell(raw)
    signs = [sign for sign in cell.text if unicodedata.category(sign)[0] in "PS" and sign not in _IN_NAMES]
    whole = _plain("".join(" " if letter in signs else letter for letter in cell.text))
    name = whole.rstrip("0123456789, ")
    marks = [*signs, *re.findall(r"\d+", whole[len(name) :])]
    return Cell(name, (*cell.marks, *marks), cell.bracketed) if marks else cell


def read_day(text: str) -> tuple[dt.date | None, str]:
    """Day and suffix letters of ``26 Feb 1999 a``, ``26/02/1999``, ``1999-02-26`` and the like, in seven languages.

    The day is ``None`` for anything else, also for a day that no calendar has and for one with an hour, which another
    zone may count as the day before.
    """
    text = text.strip()
    try:
        if found := _ISO.fullmatch(text):
            return parse_day(found[1]), ""
        for pattern, (year, month, day) in _WRITTEN.items():
            if found := pattern.fullmatch(text):
                number = int(found[month]) if found[month].isdigit() else _months().get(folded(found[month]), 0)
                return dt.date(int(found[year]), number, int(found[day])), found[pattern.groups]
    except ValueError:
        pass
    return None, ""


@cache
def _months() -> Mapping[str, int]:
    """Name of a month, whole or cut as registers cut it → its number."""
    known = {name[:length].lower(): at for at, name in enumerate(MONTHS, 1) for length in range(3, len(name) + 1)}
    for language in LANGUAGES[:7]:
        forms = Locale.parse(language).months
        for style in ("format", "stand-alone"):
            for width in ("wide", "abbreviated"):
                for at, name in forms[style][width].items():
                    known.setdefault(folded(name).strip("."), at)
    return known
