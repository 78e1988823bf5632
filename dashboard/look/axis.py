"""Where a day stands on an axis of time."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Iterator, Sequence


class DayAxis:
    """Days to places, in straight lines from knot to knot; days beyond the axis stand at its ends.

    ``knots`` are at least two days with their places, both rising: two for one scale, three for an axis that is
    wider after a day. ``axis.mjs`` does the same in the browser.
    """

    def __init__(self, knots: Sequence[tuple[dt.date, float]]) -> None:
        self._days = [day for day, _ in knots]
        self._places = [place for _, place in knots]

    @property
    def first(self) -> dt.date:
        """First day."""
        return self._days[0]

    @property
    def last(self) -> dt.date:
        """Last day."""
        return self._days[-1]

    @property
    def right(self) -> float:
        """Place of the last day."""
        return self._places[-1]

    def place(self, day: dt.date) -> float:
        """Where ``day`` stands."""
        at = min(max(bisect_right(self._days, day), 1), len(self._days) - 1)
        before, after = self._days[at - 1], self._days[at]
        share = min(1.0, max(0.0, (day - before).days / max(1, (after - before).days)))
        left, right = self._places[at - 1], self._places[at]
        return left + share * (right - left)

    def years(self) -> Iterator[tuple[int, float]]:
        """Every year that begins after the first day, and the place of its first day."""
        for year in range(self.first.year + 1, self.last.year + 1):
            yield year, self.place(dt.date(year, 1, 1))
