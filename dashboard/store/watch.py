"""What is made of files that may change: made once, made again when one of them changes."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Generic, TypeVar

Value = TypeVar("Value")
Fingerprint = tuple[tuple[str, int, int], ...]


def fingerprint(paths: Iterable[Path]) -> Fingerprint:
    """Name, time of change and size of each file that is there: cheap to read, different after any change."""
    present = []
    for path in paths:
        try:
            status = path.stat()
        except OSError:
            continue
        present.append((path.name, status.st_mtime_ns, status.st_size))
    return tuple(present)


class Watch(Generic[Value]):
    """The last value made of some files. Safe to share between threads."""

    def __init__(self, paths: Callable[[], Iterable[Path]], check_every_s: float = 0.0) -> None:
        self._paths, self._check_every_s = paths, check_every_s
        self._lock = threading.Lock()
        self._value: Value | None = None
        self._seen: tuple[object, Fingerprint] | None = None
        self._checked = float("-inf")

    def current(self, make: Callable[[Value | None], Value], depends_on: object = None) -> Value:
        """``make`` of the value before, called again once a file or ``depends_on`` changes; else the value before.

        Looks at the files at most every ``check_every_s``. Whatever ``make`` raises is passed on, and it is called
        again next time.
        """
        with self._lock:
            now = time.monotonic()
            known = self._value is not None and self._seen is not None and self._seen[0] == depends_on
            if not known or now - self._checked >= self._check_every_s:
                self._checked = now
                seen = (depends_on, fingerprint(self._paths()))
                if self._value is None or seen != self._seen:
                    self._value = make(self._value)
                    self._seen = seen
            assert self._value is not None
            return self._value
