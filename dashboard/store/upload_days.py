"""Days as people write them, in the dataset's own form. Which of two numbers is the day is never guessed."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Final

from babel import Locale

from dashboard.domain.folding import fold
from data.days import MONTHS, parse_day
from data.problems import quote

LANGUAGES: Final = (
    "en de fr es pt it nl sv fi nb da is pl cs sk hu sl hr ro sq lt lv et tr el ru uk be bg mk sr ka hy az mt ga lb ca"
)
"""Languages whose names of months and weekdays are read, as CLDR lists them."""
_NUMBERS = re.compile(r"(\d{1,2})([./-]) ?(\d{1,2})\2 ?(\d{4})\.?", re.ASCII)
_YEAR_FIRST = re.compile(r"(\d{4})([./-]) ?(\d{1,2})\2 ?(\d{1,2})\.?", re.ASCII)
_WORD = r"(?P<month>[^\W\d_]{1,14})\.?"
_DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|º|ª)?\.?"
_YEAR = r"(?P<year>\d{4})\.?"
_WORDS = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_DAY}[ /-]?(?:of |de )?{_WORD},?[ /-]?(?:de |del )?{_YEAR}(?: (?:r|g|г|р|года|року|год)\.?)?",
        rf"{_WORD} {_DAY},? {_YEAR}",
        rf"{_YEAR}(?: m\.| metų| gada)?[ /-]?{_WORD}[ /-]?{_DAY}(?: d\.| dieną)?",
        rf"{_YEAR}(?: gada)? {_DAY} {_WORD}",
    )
)
_ROMAN: Final = ("i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii")
_DASHES: Final = dict.fromkeys(map(ord, "‐‑‒–—−"), "-")
_MIDNIGHT = re.compile(r"(?:[T ,]|, )(?:0{1,2}:00(?::00(?:\.0+)?)?(?: ?Z|\+00:?00)?|12:00(?::00)? ?AM)", re.IGNORECASE)
_HOUR = re.compile(r"(?:[T ,]|, )\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AP]\.?M\.?)?", re.IGNORECASE | re.ASCII)
"""An hour behind a day. One with a time zone may be of the day before or after, and is not passed over."""
_WEEKDAY = re.compile(r"([^\W\d_][\w-]*?)\.?,? (?=\d)(.*)")
_JOINED = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)", re.ASCII)
_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_COUNTED = re.compile(r"[1-7]\d{4}(?:\.0+)?", re.ASCII)
_ZERO: Final = dt.date(1899, 12, 30)
"""Day 0 of a workbook's count of days, for every day since March 1900."""


class DayReader:
    """Reads days of one file; a separator's order of day and month is what some cell of the file shows."""

    def __init__(self, cells: Iterable[str]) -> None:
        self.day_first: dict[str, set[bool]] = {}
        """Separator → the orders that some cell of the file shows."""
        for cell in cells:
            if found := _NUMBERS.fullmatch(_plain(cell)):
                one, two = int(found[1]), int(found[3])
                if 12 < one <= 31 and two <= 12:
                    self.day_first.setdefault(found[2], set()).add(True)
                elif 12 < two <= 31 and one <= 12:
                    self.day_first.setdefault(found[2], set()).add(False)

    def read(self, text: str) -> str:
        """The day written ``YYYY-MM-DD``; ``text`` itself where it is no day. Raises ``ValueError`` for two answers."""
        if _WRITTEN.fullmatch(text) or not text:
            return text
        plain = _plain(text)
        if (named := _WEEKDAY.fullmatch(plain)) and (weekdays := _weekdays().get(_key(named[1]))):
            day = self.read(named[2])
            if _WRITTEN.fullmatch(day):
                return _on_weekday(text, day, weekdays)
        if found := _YEAR_FIRST.fullmatch(plain):
            return _iso(int(found[1]), int(found[3]), int(found[4])) or text
        if found := _JOINED.fullmatch(plain):
            return _iso(int(found[1]), int(found[2]), int(found[3])) or text
        if found := next(filter(None, (words.fullmatch(plain) for words in _WORDS)), None):
            return self._named(text, int(found["year"]), found["month"], int(found["day"]))
        if _COUNTED.fullmatch(plain):
            return (_ZERO + dt.timedelta(int(float(plain)))).isoformat()
        found = _NUMBERS.fullmatch(plain)
        if found is None:
            return text
        one, sign, two, year = int(found[1]), found[2], int(found[3]), int(found[4])
        first, second = _iso(year, two, one), _iso(year, one, two)
        if not first or not second or first == second:
            return first or second or text
        orders = self.day_first.get(sign, set())
        if len(orders) == 1:
            return first if next(iter(orders)) else second
        raise ValueError(_asked(text, first, second))

    def read_any(self, text: str) -> str:
        """The day, either one where there are two answers."""
        try:
            return self.read(text)
        except ValueError:
            return _ZERO.isoformat()

    @staticmethod
    def advice(text: str) -> str:
        """What to type for a text that is no day; empty where ``read`` takes it."""
        if not text or _WRITTEN.fullmatch(text):
            return ""
        if re.fullmatch(r"\d{1,2}[./-] ?\d{1,2}[./-] ?\d{2}", text):
            return f"{quote(text)} leaves the century open: type the day as YYYY-MM-DD, the year with four digits"
        if re.fullmatch(r"(?:[^\W\d_]{3,12}\.? |\d{1,2}[./-]|Q[1-4] )?\d{4}|\d{4}(?:[./-]\d{1,2}|[ -]Q[1-4])", text):
            precise = "year" if text.isdigit() else "quarter" if "Q" in text else "month"
            return f"{quote(text)} is no single day: type its first day as YYYY-MM-DD, and {precise} as its precision"
        return f"{quote(text)} is not a day: type it as YYYY-MM-DD, such as 2026-03-01 for 1 March 2026"

    @staticmethod
    def _named(text: str, year: int, word: str, day: int) -> str:
        days = [iso for month in sorted(_months().get(_key(word), ())) if (iso := _iso(year, month, day))]
        if len(days) > 1:
            raise ValueError(_asked(text, *days))
        return days[0] if days else text


def _on_weekday(text: str, day: str, weekdays: frozenset[int]) -> str:
    """The day; raises ``ValueError`` where it is another day of the week than was written."""
    weekday = parse_day(day).weekday()
    if weekday in weekdays:
        return day
    name = Locale("en").days["format"]["wide"][weekday]
    message = f"{quote(text)} names another day of the week, {day} is a {name}: type the day that is right"
    raise ValueError(message)


def _asked(text: str, *days: str) -> str:
    """The question which of some days is meant."""
    say = " or ".join(f"{iso} for {int(iso[8:])} {MONTHS[int(iso[5:7]) - 1]} {iso[:4]}" for iso in days)
    return f"{quote(text)} may be either of two days: type {say}"


def _iso(year: int, month: int, day: int) -> str:
    try:
        return dt.date(year, month, day).isoformat()
    except ValueError:
        return ""


def _plain(text: str) -> str:
    """A day as it was written, with plain hyphens and spaces, and without an hour that does not bear on it."""
    plain = " ".join(text.translate(_DASHES).split())
    for hour in (_MIDNIGHT, _HOUR):
        for found in hour.finditer(plain):
            if found.end() == len(plain):
                return plain[: found.start()]
    return plain


def _key(word: str) -> str:
    return fold(word).rstrip(".")


@cache
def _months() -> Mapping[str, frozenset[int]]:
    """Name or beginning of a name → the months it means in English, or else in any of the languages."""
    found: dict[str, set[int]] = {}
    for month, name in enumerate(MONTHS, 1):
        for length in range(3, len(name) + 1):
            found.setdefault(name[:length].lower(), set()).add(month)
    found["sept"] = {9}
    english = {word for word, months in found.items() if len(months) == 1}
    for language in LANGUAGES.split():
        for widths in Locale.parse(language).months.values():
            for width in ("wide", "abbreviated"):
                for month, name in widths[width].items():
                    if len(word := _key(name)) >= 3 and word not in english:
                        found.setdefault(word, set()).add(month)
    found |= {word: {month} for month, word in enumerate(_ROMAN, 1)}
    return {word: frozenset(months) for word, months in found.items()}


@cache
def _weekdays() -> Mapping[str, frozenset[int]]:
    """Name of a day of the week, whole or short → the days it means, Monday 0, in any of the languages."""
    found: dict[str, set[int]] = {}
    for language in LANGUAGES.split():
        for width in ("wide", "abbreviated"):
            for day, name in Locale.parse(language).days["format"][width].items():
                found.setdefault(_key(name), set()).add(day)
    return {word: frozenset(days) for word, days in found.items()}
