"""Turns: of many sessions only some draw charts and lists at a time, so that each is drawn quickly."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager

SLOTS = 2
PATIENCE_S = 2.0
"""How long a session waits for its turn; then it draws all the same."""

_slots = threading.BoundedSemaphore(SLOTS)


@contextmanager
def turn(slots: threading.Semaphore = _slots, patience_s: float = PATIENCE_S) -> Iterator[bool]:
    """Wait for a turn and hold it until the block ends; whether it came in time."""
    taken = slots.acquire(timeout=patience_s)
    try:
        yield taken
    finally:
        if taken:
            slots.release()
