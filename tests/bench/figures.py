"""The arithmetic of the measurements: plain functions of numbers, tested in tests/bench/test_figures.py."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass


def quantile(values: Sequence[float], share: float) -> float:
    """The value below which ``share`` (0 to 1) of ``values`` lie, between neighbours in proportion.

    Raises ``ValueError`` for no values or a share outside 0 to 1.
    """
    if not values or not 0 <= share <= 1:
        message = f"no quantile {share} of {len(values)} values"
        raise ValueError(message)
    ordered = sorted(values)
    place = share * (len(ordered) - 1)
    below = math.floor(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def median(values: Sequence[float]) -> float:
    """The middle value."""
    return quantile(values, 0.5)


def p95(values: Sequence[float]) -> float:
    """The value that one in twenty exceeds."""
    return quantile(values, 0.95)


def exponent(sizes: Sequence[float], costs: Sequence[float]) -> float:
    """The power of size that cost grows with: the slope of the line through both on logarithmic axes.

    1 is linear, 0 constant. Raises ``ValueError`` for fewer than two different sizes or values of 0 or less.
    """
    if len(sizes) != len(costs) or len(set(sizes)) < 2 or min(*sizes, *costs) <= 0:
        message = f"no growth from {sizes} to {costs}"
        raise ValueError(message)
    across, up = [math.log(size) for size in sizes], [math.log(cost) for cost in costs]
    middle, height = sum(across) / len(across), sum(up) / len(up)
    rise = sum((x - middle) * (y - height) for x, y in zip(across, up, strict=True))
    return rise / sum((x - middle) ** 2 for x in across)


@dataclass(frozen=True)
class Target:
    """One promise: a figure, its limit and how it stands to it."""

    name: str
    value: float
    limit: float
    unit: str
    at_least: bool = False

    @property
    def met(self) -> bool:
        """Whether the promise is kept."""
        return self.value >= self.limit if self.at_least else self.value <= self.limit


def most_served(levels: Sequence[tuple[int, float]], limit: float) -> int:
    """The largest number of viewers up to which every level tried stayed within ``limit``; 0 where none did.

    ``levels`` are (viewers, cost) by rising viewers.
    """
    served = 0
    for viewers, cost in levels:
        if cost > limit:
            break
        served = viewers
    return served


def spread(total: int, parts: int) -> list[int]:
    """``total`` shared out over ``parts`` as evenly as whole numbers allow."""
    share, rest = divmod(total, parts)
    return [share + (number < rest) for number in range(parts)]


def table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """A Markdown table, numbers to the right."""
    marks = ["---"] + ["---:"] * (len(head) - 1)
    lines = [head, marks, *rows]
    return "\n".join("| " + " | ".join(str(cell) for cell in line) + " |" for line in lines)


def rounded(value: float) -> str:
    """A figure with three digits that count, thousands parted."""
    if value == 0:
        return "0"
    digits = max(0, 2 - math.floor(math.log10(abs(value))))
    return f"{value:,.{digits}f}"


def timed(run: Callable[[], object], clock: Callable[[], float]) -> float:
    """Seconds that ``run`` takes by ``clock``."""
    start = clock()
    run()
    return clock() - start
