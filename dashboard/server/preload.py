"""Preload tags in the main page for the files that its map needs, so that they load while the page is built."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from urllib.parse import parse_qs

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.browser import HERE, asset_base
from dashboard.domain.selection import DEFAULT_INSTRUMENT
from dashboard.server.bundles import status_address
from dashboard.server.script_imports import with_imports
from dashboard.server.streamlit_scripts import element_scripts
from dashboard.store.dataset import shelf
from dashboard.views.templates import render

TEMPLATES = Path(__file__).with_name("templates")
PAGE = "/"
ENTRIES = ("parts.mjs", "map_layer.mjs")
"""What the main page and its map's frame import first."""
FRAME_FILES = ("leaflet.js", "leaflet.css", "map_frame.css", "svgmap.css")
SHAPES = "europe.geojson"
HEAD = b"<head>"
CONDITIONS = (b"if-none-match", b"if-modified-since")
LARGEST = 100_000


@lru_cache(maxsize=1)
def modules() -> tuple[str, ...]:
    """Names of ``ENTRIES`` and of all modules that they import, however far."""
    return tuple(sorted(with_imports(HERE, ENTRIES)))


def links(query: bytes) -> str:
    """``<link>`` tags for the main page: its modules, the shapes, the treaty's bundle, Streamlit's own parts."""
    base, served = asset_base(), shelf.current()
    instruments = served.index.instruments
    wanted = parse_qs(query.decode("ascii", "replace")).get("instrument", [""])[0]
    shown = next((key for key in (wanted, DEFAULT_INSTRUMENT, *instruments) if key in instruments), None)
    fetched = [f"{base}/{SHAPES}", *([] if shown is None else [status_address(shown, served)])]
    return render(
        "preload.html",
        TEMPLATES,
        modules=[*(f"{base}/{name}" for name in modules()), *element_scripts()],
        fetched=fetched,
        frame_files=[f"{base}/{name}" for name in FRAME_FILES],
    )


class Preload:
    """Writes the tags into the main page, which is then never answered from an older copy."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["path"] != PAGE or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        tags = (await run_in_threadpool(links, scope.get("query_string", b""))).encode()
        headers = [(name, value) for name, value in scope["headers"] if name not in CONDITIONS]
        start: Message | None = None
        held = b""

        async def with_tags(message: Message) -> None:
            nonlocal start, held
            if message["type"] == "http.response.start":
                plain = "content-encoding" not in MutableHeaders(scope=message)
                whole = message["status"] == 200 and plain and int(_length(message)) <= LARGEST
                if not whole:
                    await send(message)
                    return
                start = message
            elif start is None or message["type"] != "http.response.body":
                await send(message)
            else:
                held += message.get("body", b"")
                if message.get("more_body", False):
                    return
                body = held.replace(HEAD, HEAD + tags, 1)
                fields = MutableHeaders(scope=start)
                for name in ("etag", "last-modified"):
                    del fields[name]
                fields["content-length"] = str(len(body))
                await send(start)
                await send({"type": "http.response.body", "body": body})

        await self.app({**scope, "headers": headers}, receive, with_tags)


def _length(message: Message) -> str:
    return MutableHeaders(scope=message).get("content-length", str(LARGEST + 1))
