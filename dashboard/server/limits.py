"""Limits of the open routes: length of an address, and requests a minute for each client, in bounded memory."""

from __future__ import annotations

import ipaddress
import math
import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cachetools import LRUCache
from starlette.datastructures import Headers
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.domain.addresses import EMBED, MCP, OEMBED, PREVIEW, REPORT
from dashboard.domain.base_path import BASE, lies_below
from dashboard.server.http import Refusal
from data.problems import quote

ROOTS = (f"{BASE}/api", f"{BASE}/feeds")
"""The open routes: these addresses and all below them."""
MAX_ADDRESS = 8192
"""Bytes of path and query together."""
MAX_CLIENTS = 10_000
REPORTS_AN_HOUR = 5
"""Error reports that one client may leave."""
_WITH_PORT = re.compile(r"\[([0-9A-Fa-f:.]+)\](?::\d+)?|(\d+(?:\.\d+){3}):\d+", re.ASCII)
"""An address as some proxies write it; it stands in the one group or the other."""


@dataclass(frozen=True, slots=True)
class Limits:
    """Requests and exports a minute and at once for one client, and how many proxies of our own stand in front."""

    per_minute: float = 600
    """0 switches the limit of the rate off."""
    burst: int = 120
    proxies: int = 0
    exports_per_minute: float = 30
    """Of those, what must be drawn; 0 switches this limit off."""
    exports_burst: int = 6


def _number(settings: Mapping[str, str], name: str, usual: float) -> float:
    text = settings.get(name, "").strip()
    try:
        value = float(text) if text else usual
    except ValueError:
        value = -1
    if not (math.isfinite(value) and value >= 0):
        message = f"{name}: {quote(text)} is not a number of 0 or more"
        raise ValueError(message)
    return value


def limits_from(settings: Mapping[str, str]) -> Limits:
    """From ``ESS_API_PER_MINUTE``, ``ESS_API_BURST``, the same with ``EXPORTS`` for ``API``, and ``ESS_PROXIES``.

    Raises ``ValueError`` naming a setting that cannot be.
    """
    usual = Limits()
    return Limits(
        per_minute=_number(settings, "ESS_API_PER_MINUTE", usual.per_minute),
        burst=max(1, int(_number(settings, "ESS_API_BURST", usual.burst))),
        proxies=int(_number(settings, "ESS_PROXIES", usual.proxies)),
        exports_per_minute=_number(settings, "ESS_EXPORTS_PER_MINUTE", usual.exports_per_minute),
        exports_burst=max(1, int(_number(settings, "ESS_EXPORTS_BURST", usual.exports_burst))),
    )


class Buckets:
    """Tokens of every client seen lately; the ones unseen for longest are forgotten beyond ``most``."""

    def __init__(
        self, per_minute: float, burst: int, now: Callable[[], float] = time.monotonic, most: int = MAX_CLIENTS
    ) -> None:
        self.per_second, self.burst, self.now = per_minute / 60, burst, now
        self._left: LRUCache[str, tuple[float, float]] = LRUCache(most)

    def __len__(self) -> int:
        return len(self._left)

    def wait(self, client: str) -> float:
        """Take a token: 0.0 where there was one, else the seconds until there is."""
        now = self.now()
        tokens, then = self._left.pop(client, (float(self.burst), now))
        tokens = min(self.burst, tokens + max(0.0, now - then) * self.per_second)
        waiting = 0.0 if tokens >= 1 else (1 - tokens) / self.per_second
        self._left[client] = (tokens if waiting else tokens - 1, now)
        return waiting


def client_of(scope: Scope, proxies: int) -> str:
    """Address that counts as one client: the peer, or behind ``proxies`` of our own what the outermost of them saw.

    IPv6 counts by its /64, which one subscriber holds; a port beside an address does not count. What a client writes
    into the header itself stands further left, or in an earlier line, and is never believed.
    """
    peer = (scope.get("client") or ("unknown", 0))[0]
    if proxies:
        told = ",".join(Headers(scope=scope).getlist("x-forwarded-for"))
        addresses = [part.strip() for part in told.split(",") if part.strip()]
        peer = addresses[-proxies] if len(addresses) >= proxies else peer
    with_port = _WITH_PORT.fullmatch(peer)
    try:
        address = ipaddress.ip_address(with_port[1] or with_port[2] if with_port else peer)
    except ValueError:
        return str(peer)[:64]
    if address.version == 6:
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address)


def _is_open(path: str) -> bool:
    return path in (PREVIEW, EMBED, OEMBED, REPORT, MCP) or lies_below(path, ROOTS)


class RateLimit:
    """Answers 414 for an address that is too long and 429, with ``Retry-After``, for a client that asks too often."""

    def __init__(self, app: ASGIApp, limits: Limits) -> None:
        self.app, self.limits = app, limits
        self.buckets = Buckets(limits.per_minute, limits.burst)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        refusal = self._refusal(scope) if scope["type"] == "http" else None
        await (refusal or self.app)(scope, receive, send)

    def _refusal(self, scope: Scope) -> Response | None:
        if len(scope.get("raw_path") or scope["path"]) + len(scope.get("query_string", b"")) > MAX_ADDRESS:
            return Refusal(f"the address is longer than {MAX_ADDRESS} bytes", status=414).response()
        if not self.limits.per_minute or not _is_open(scope["path"]):
            return None
        waiting = self.buckets.wait(client_of(scope, self.limits.proxies))
        if not waiting:
            return None
        reason = (
            f"more than {self.limits.burst} requests at once or {self.limits.per_minute:g} a minute; "
            "the whole dataset is one download"
        )
        return Refusal(reason, status=429, retry_after_s=waiting).response()
