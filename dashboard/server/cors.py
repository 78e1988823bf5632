"""Lets pages of other origins read what is open to all: no cookie is sent with such a request, none is set."""

from __future__ import annotations

from typing import Final

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.domain.base_path import BASE, lies_below

OPEN: Final = tuple(f"{BASE}/{root}" for root in ("api", "feeds", "bundle"))
"""These addresses and all below them."""
METHODS: Final = ("GET", "HEAD", "OPTIONS")
READABLE: Final = "Content-Disposition, ETag, Link, Retry-After, X-Total-Count"
"""Headers that a script may read beside those that it always may."""
KEPT_S: Final = 86_400


class OpenToOthers:
    """Adds ``Access-Control-Allow-Origin: *`` to every answer of the open addresses, refusals too."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in METHODS or not lies_below(scope["path"], OPEN):
            await self.app(scope, receive, send)
            return
        if scope["method"] == "OPTIONS" and "access-control-request-method" in Headers(scope=scope):
            await _preflight()(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Access-Control-Allow-Origin"] = "*"
                headers["Access-Control-Expose-Headers"] = READABLE
                del headers["set-cookie"]
            await send(message)

        # What answers never learns of a cookie, so no answer can depend on one.
        headers = [(name, value) for name, value in scope["headers"] if name != b"cookie"]
        await self.app({**scope, "headers": headers}, receive, with_headers)


def _preflight() -> Response:
    allowed = {
        "Access-Control-Allow-Origin": "*",
        "Access-Control-Allow-Methods": ", ".join(METHODS),
        "Access-Control-Allow-Headers": "Accept, Content-Type, If-None-Match",
        "Access-Control-Max-Age": str(KEPT_S),
    }
    return Response(status_code=204, headers=allowed)
