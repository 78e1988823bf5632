"""How long tests wait, and how: for the state that they assert, never for seconds. Holds no tests."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any, TypeVar

from playwright.sync_api import FloatRect, Frame, Locator, Page

PATIENCE_S = 60.0
"""Bounds a failure only; long enough for a machine whose processors are all taken."""
PATIENCE_MS = PATIENCE_S * 1000
PAUSE_MS = 50

T = TypeVar("T")


def poll(where: Page | Frame, read: str | Callable[[], T], fits: Callable[[Any], bool]) -> Any:
    """The first value of ``read`` (an expression in ``where``, or a function) that fits.

    Raises ``AssertionError`` with the last value where none fits in time.
    """
    until = time.monotonic() + PATIENCE_S
    while True:
        value = where.evaluate(read) if isinstance(read, str) else read()
        if fits(value):
            return value
        assert time.monotonic() < until, f"still {value!r}"
        where.wait_for_timeout(PAUSE_MS)


def poll_equal(where: Page | Frame, read: str | Callable[[], T], expected: T) -> None:
    """Wait until ``read`` gives ``expected``."""
    poll(where, read, lambda value: value == expected)


def resting_box(of: Locator) -> FloatRect:
    """Where an element stands once it has stopped moving."""
    before: list[FloatRect | None] = [None]

    def rests(box: FloatRect | None) -> bool:
        before.append(box)
        return box is not None and box == before[-2]

    return poll(of.page, of.bounding_box, rests)
