"""ISO 8601 periods such as ``P6M`` or ``P150D`` added to a day, by the calendar."""

from __future__ import annotations

import calendar
import datetime as dt
import re

_PARTS = re.compile(r"(\d+)([YMWD])", re.ASCII)
_FAR = 10_000 * 366


def add_period(day: dt.date, period: str) -> dt.date:
    """``day`` plus ``period``: years and months first, kept to the month's last day, then weeks and days.

    31 August plus ``P6M`` is the last day of February. A sum beyond the calendar gives ``date.max``;
    an empty period gives ``day``.
    """
    months = days = 0
    for digits, unit in _PARTS.findall(period):
        count = int(digits)
        match unit:
            case "Y":
                months += 12 * count
            case "M":
                months += count
            case "W":
                days += 7 * count
            case _:
                days += count
    carry, month = divmod(day.month - 1 + months, 12)
    year = day.year + carry
    if year > dt.MAXYEAR or days > _FAR:
        return dt.date.max
    moved = dt.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
    room = (dt.date.max - moved).days
    return moved + dt.timedelta(days=min(days, room))
