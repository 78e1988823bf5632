"""ISO 8601 periods such as ``P6M`` or ``P150D`` added to a day by the calendar, and the day a treaty binds a State."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from functools import lru_cache
from typing import assert_never

from dateutil.relativedelta import relativedelta

from data.fields import Answer
from data.treaty_schema import EntryRule, Instrument

_PARTS = re.compile(r"(\d+)([YMWD])", re.ASCII)


@lru_cache(maxsize=1 << 15)
def add_period(day: dt.date, period: str) -> dt.date:
    """``day`` plus ``period``: years and months first, kept to the month's last day, then weeks and days.

    31 August plus ``P6M`` is the last day of February. A sum beyond the calendar gives ``date.max``;
    an empty period gives ``day``.
    """
    sums: Counter[str] = Counter()
    for digits, unit in _PARTS.findall(period):
        sums[unit] += int(digits)
    try:
        sum_: dt.date = day + relativedelta(years=sums["Y"], months=sums["M"], weeks=sums["W"], days=sums["D"])
    except (OverflowError, ValueError):
        return dt.date.max
    return sum_


def entry_day(instrument: Instrument, deposited_on: dt.date) -> dt.date | None:
    """Day on which a consent to be bound takes effect; ``None`` where the record holds no rule for later parties.

    ``None`` also while the treaty itself is not in force: then a deposit has no effect yet. "The first day of the
    sixth month after the date of deposit" (Ottawa Convention, Art. 17(2)) counts months of the calendar: a deposit of
    any day in January gives 1 July. "The first day of the month after the 60th day following" (Rome Statute,
    Art. 126(2)) counts the days first. Never before the general entry into force.
    """
    if instrument.in_force_on is None:
        return None
    match instrument.entry_rule:
        case None:
            return None
        case EntryRule.DAY_OF_DEPOSIT:
            due = deposited_on
        case EntryRule.PERIOD_AFTER_DEPOSIT:
            due = add_period(deposited_on, instrument.entry_period)
        case EntryRule.FIRST_DAY_OF_NTH_MONTH:
            due = add_period(deposited_on.replace(day=1), instrument.entry_period)
        case EntryRule.FIRST_DAY_OF_MONTH_AFTER_PERIOD:
            due = add_period(add_period(deposited_on, instrument.entry_period).replace(day=1), "P1M")
        case _:
            assert_never(instrument.entry_rule)
    return max(due, instrument.in_force_on)


def exit_day(instrument: Instrument, notified_on: dt.date) -> dt.date | None:
    """First day on which a notice of withdrawal can take effect; ``None`` where the record holds no notice period.

    The very day, unless ``exit_may_be_later``.
    """
    return add_period(notified_on, instrument.notice_period) if instrument.notice_period else None


def exit_may_be_later(instrument: Instrument) -> bool:
    """Whether a State can be bound beyond its notice period: by a later day in its notice, or by an armed conflict."""
    return instrument.notice_is_minimum == "yes" or instrument.conflict_delays_exit is Answer.YES
