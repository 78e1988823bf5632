"""What every page holds in its first bytes: its name, its style, and on the main page the files that its map needs.

Streamlit answers every page with the same empty one, named after itself.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path

from markupsafe import Markup, escape
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard.browser import HERE, asset_base, shapes_address
from dashboard.domain import product
from dashboard.domain.addresses import API, MAP, PRESENTATION
from dashboard.server.bundles import status_address
from dashboard.server.first_picture import FirstView, first_view, picture_of
from dashboard.server.head import head_of
from dashboard.server.packing import best_packing, pack
from dashboard.server.script_imports import with_imports
from dashboard.server.streamlit_scripts import element_scripts, frame_scripts
from dashboard.server.well_known import PageEntry
from dashboard.views.templates import render

TEMPLATES = Path(__file__).with_name("templates")
PAGE = MAP
ENTRIES = ("header.mjs", "parts.mjs", "map_layer.mjs")
"""What the main page and its map's frame import first."""
FRAME_FILES = ("leaflet.js", "leaflet.css", "map_frame.css", "svgmap.css")
HEAD, ROOT = b"<head>", b'<div id="root"></div>'
TITLE = re.compile(rb"<title>[^<]*</title>")
ICON = re.compile(rb'<link rel="shortcut icon"[^>]*>')
FONT = re.compile(rb'<link\s+rel="preload"[^>]*as="font"[^>]*>')
"""A font of Streamlit's that no page of ours shows."""
SERVICE = re.compile(rb'(?<=<link rel="service-desc" href=")[^"]*')
"""Where programs are sent for a description of the product's addresses."""
NO_SCRIPT = re.compile(rb"<noscript>.*?</noscript>", re.DOTALL)
"""What readers without scripts are told; the picture tells them the day's facts."""
HTML = "text/html"
LEFT_OUT = (b"if-none-match", b"if-modified-since", b"accept-encoding")
"""Of a request for a page: an older copy, or a packed one, cannot be written into."""
LARGEST = 100_000


@lru_cache(maxsize=1)
def modules() -> tuple[str, ...]:
    """Names of ``ENTRIES`` and of all modules that they import, however far."""
    return tuple(sorted(with_imports(HERE, ENTRIES)))


def links(view: FirstView | None) -> str:
    """``<link>`` tags for the main page: its modules, the shapes, the lens's bundle, Streamlit's own parts."""
    base = asset_base()
    fetched = [shapes_address(), *([] if view is None else [status_address(view.selection.lens_name, view.served)])]
    return render(
        "preload.html",
        TEMPLATES,
        modules=[*(f"{base}/{name}" for name in modules()), *element_scripts()],
        fetched=fetched,
        frame_files=[*(f"{base}/{name}" for name in FRAME_FILES), *frame_scripts()],
    )


def _opening(query: bytes) -> tuple[bytes, bytes]:
    """The links and the picture of the main page."""
    view = first_view(query)
    return links(view).encode(), picture_of(view).encode() if view else b""


pack_page = lru_cache(maxsize=32)(pack)
"""``pack`` for pages: those of a view are the same until the data change."""


class Preload:
    """Writes them into Streamlit's empty page, which is then never answered from an older copy."""

    def __init__(self, app: ASGIApp, style: str = "", pages: Sequence[PageEntry] = (), first_script: str = "") -> None:
        self.app, self.pages = app, pages
        icon = f"{asset_base()}/icon.svg"
        self.head = render("first_head.html", TEMPLATES, product=product, icon=icon).encode() + first_script.encode()
        self.body = render(
            "first_body.html",
            TEMPLATES,
            product=product,
            icon=icon,
            presentation=PRESENTATION,
            style=Markup(style),  # noqa: S704 - our own sheets
        ).encode()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET":
            await self.app(scope, receive, send)
            return
        headers = scope["headers"]
        if HTML in Headers(scope=scope).get("accept", "") and not scope["path"].startswith(API):
            headers = [(name, value) for name, value in headers if name not in LEFT_OUT]
        start: Message | None = None
        held = b""

        async def with_first_bytes(message: Message) -> None:
            nonlocal start, held
            if message["type"] == "http.response.start":
                fields = MutableHeaders(scope=message)
                plain = "content-encoding" not in fields and fields.get("content-type", "").startswith(HTML)
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
                body = held
                if ROOT in held:
                    body = await self._filled(held, scope)
                    fields = MutableHeaders(scope=start)
                    for name in ("etag", "last-modified"):
                        del fields[name]
                    fields.add_vary_header("Accept-Encoding")
                    accepted = best_packing(Headers(scope=scope).get("accept-encoding", ""))
                    if accepted:
                        body = await run_in_threadpool(pack_page, body, accepted)
                        fields["content-encoding"] = accepted
                    fields["content-length"] = str(len(body))
                await send(start)
                await send({"type": "http.response.body", "body": body})

        await self.app({**scope, "headers": headers}, receive, with_first_bytes)

    async def _filled(self, page: bytes, scope: Scope) -> bytes:
        tags = picture = b""
        query = scope.get("query_string", b"")
        if scope["path"] == PAGE:
            tags, picture = await run_in_threadpool(_opening, query)
        shared = await run_in_threadpool(head_of, self.pages, scope["path"], query)
        title = f"<title>{escape(shared.title)}</title>".encode()
        page = FONT.sub(b"", ICON.sub(b"", TITLE.sub(lambda _: title, page, count=1), count=1))
        page = SERVICE.sub(f"{API}/openapi.json".encode(), NO_SCRIPT.sub(b"", page))
        tags = self.head + shared.tags.encode() + tags
        body = NO_SCRIPT.sub(b"", self.body) if picture else self.body
        page = page.replace(HEAD, HEAD + tags, 1).replace(ROOT, ROOT + body, 1)
        return page.replace(b"</body>", picture + b"</body>", 1)


def _length(message: Message) -> str:
    return MutableHeaders(scope=message).get("content-length", str(LARGEST + 1))
