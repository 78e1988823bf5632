"""Days as they are written: the one parser of files, commands, addresses and the API, and the names of the months."""

from __future__ import annotations

import datetime as dt
import re

from data.problems import quote

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_WRITTEN = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)


def parse_day(text: str) -> dt.date:
    """The day written ``YYYY-MM-DD`` in ASCII digits. Raises ``ValueError`` that says what to type for anything else.

    ``date.fromisoformat`` alone also takes weeks such as ``2025-W01-1`` and days without hyphens.
    """
    if not _WRITTEN.fullmatch(text):
        raise ValueError(f"{quote(text)} is not a day written YYYY-MM-DD")
    try:
        return dt.date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"{quote(text)} is not a day of the calendar") from None
