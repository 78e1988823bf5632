"""Files that take a processor for a while: drawn one at a time, the last ones kept, with a limit of their own."""

from __future__ import annotations

import hashlib
import threading
from collections.abc import Callable
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Final

from cachetools import LRUCache
from starlette.types import Scope

from dashboard.server.http import Refusal
from dashboard.server.limits import Buckets, Limits, client_of

ROOT: Final = Path(__file__).parents[2]
WAITING: Final = 8
"""How many may wait while one is drawn."""
TRY_AGAIN_S: Final = 5
KEPT_BYTES: Final = 32_000_000

drawing = threading.Lock()
"""Held while anything is drawn: the drawing library is not made for threads, and one drawing fills a processor."""


@cache
def code_version() -> str:
    """Hash of all that decides how a file of a given view looks: our code, the browser's parts, the pinned packages."""
    files = [path for room in ("dashboard", "data", "geo") for path in (ROOT / room).rglob("*") if path.suffix in _CODE]
    digest = hashlib.sha256()
    for path in [*sorted(files), ROOT / "requirements.txt"]:
        if path.is_file():
            digest.update(path.relative_to(ROOT).as_posix().encode() + b"\0" + path.read_bytes())
    return digest.hexdigest()[:16]


_CODE = {".py", ".mjs", ".css", ".html", ".j2", ".jinja", ".svg"}


def tag_of(*parts: str) -> str:
    """One key for all that decides the bytes of a file."""
    return hashlib.sha256("\0".join(parts).encode()).hexdigest()


class Renders:
    """Drawn files by their tag. Safe to share between threads."""

    def __init__(self, limits: Limits, kept_bytes: int = KEPT_BYTES) -> None:
        self._limits = limits
        self._buckets = Buckets(limits.exports_per_minute, limits.exports_burst)
        self._places = threading.BoundedSemaphore(1 + WAITING)
        self._guard = threading.Lock()
        self._kept: LRUCache[str, bytes] = LRUCache(kept_bytes, len)

    def body(self, scope: Scope, tag: str, draw: Callable[[], bytes]) -> bytes:
        """The file of ``tag``: kept from before, or drawn now by ``draw``.

        Raises ``Refusal``, with the seconds to wait: 429 for a client that has drawn too much lately, 503 where too
        many wait already.
        """
        with self._guard:
            body = self._kept.get(tag)
            waiting = 0.0 if body is not None else self._take_token(scope)
        if body is not None:
            return body
        if waiting:
            reason = f"more than {self._limits.exports_per_minute:g} exports a minute; those made before are kept"
            raise Refusal(reason, status=429, retry_after_s=waiting)
        if not self._places.acquire(blocking=False):
            raise Refusal("too many exports are being made", status=503, retry_after_s=TRY_AGAIN_S)
        try:
            with drawing:
                with self._guard:
                    body = self._kept.get(tag)  # drawn for somebody else while this one waited
                if body is None:
                    body = draw()
                    with self._guard, suppress(ValueError):  # larger than all that is kept
                        self._kept[tag] = body
                return body
        finally:
            self._places.release()

    def _take_token(self, scope: Scope) -> float:
        if not self._limits.exports_per_minute:
            return 0.0
        return self._buckets.wait(client_of(scope, self._limits.proxies))
