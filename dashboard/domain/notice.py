"""How a deposit runs on to its effect: the notice of a State that leaves, the wait of one that joins."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from data.periods import entry_day, exit_day
from data.treaty_schema import Instrument


@dataclass(frozen=True, slots=True)
class WaitingPeriod:
    """From a deposit to its effect."""

    deposited_on: dt.date
    effective_on: dt.date

    @property
    def last_day_before(self) -> dt.date:
        """The last day on which the old status holds."""
        return self.effective_on - dt.timedelta(days=1)

    @property
    def days(self) -> int:
        """Days from the deposit to the effect."""
        return (self.effective_on - self.deposited_on).days


def exit_period(instrument: Instrument, deposited_on: dt.date) -> WaitingPeriod | None:
    """The wait of a notice of withdrawal; ``None`` where the record holds no notice period.

    Where a notice may name a later day, or an armed conflict defers it (``data.periods.exit_may_be_later``), the
    effect is the earliest possible.
    """
    effective_on = exit_day(instrument, deposited_on)
    return None if effective_on is None else WaitingPeriod(deposited_on, effective_on)


def entry_period(instrument: Instrument, deposited_on: dt.date) -> WaitingPeriod | None:
    """The wait of a consent to be bound; ``None`` where the record holds no rule for later parties."""
    effective_on = entry_day(instrument, deposited_on)
    return None if effective_on is None else WaitingPeriod(deposited_on, effective_on)
