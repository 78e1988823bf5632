"""Tells the browser, in the answer that carries the main page, which files its map will ask for."""

from __future__ import annotations

from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.bundles import status_address
from dashboard.components import asset_base
from dashboard.domain.selection import DEFAULT_INSTRUMENT
from dashboard.live import shelf

PAGE = "/"
MODULES = (
    "parts", "store", "words", "theme", "clock", "card", "headline", "legend", "timeline", "axis", "svgmap", "tools",
    "map_layer", "chips",
)  # fmt: skip
SHAPES = "europe.geojson"


def links(query: bytes) -> str:
    """Value of the ``Link`` header for the main page: its modules, the shapes and the treaty's bundle."""
    base, served = asset_base(), shelf.current()
    instruments = served.index.instruments
    asked = parse_qs(query.decode("ascii", "replace")).get("instrument", [""])[0]
    shown = next((key for key in (asked, DEFAULT_INSTRUMENT, *instruments) if key in instruments), None)
    told = [f"<{base}/{name}.mjs>; rel=modulepreload" for name in MODULES]
    fetched = [f"{base}/{SHAPES}"]
    if shown is not None:
        fetched.append(status_address(shown, served))
    return ", ".join([*told, *(f"<{address}>; rel=preload; as=fetch; crossorigin" for address in fetched)])


class Preload:
    """Adds the ``Link`` header to the main page, so that the map's files come while the page itself is built."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != PAGE or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return

        told = await run_in_threadpool(links, scope.get("query_string", b""))

        async def with_links(message: Message) -> None:
            if message["type"] == "http.response.start" and message["status"] == 200:
                MutableHeaders(scope=message).append("Link", told)
            await send(message)

        await self.app(scope, receive, with_links)
