"""Compression of answers: which packing a reader takes, and answers kept for good packed once and held in memory."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from functools import lru_cache
from typing import Final, NamedTuple

import brotli
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOR_GOOD: Final = "public, max-age=31536000, immutable"
SMALLEST: Final = 500
"""Bytes from which compression is worth its header."""
# Five levels up brotli takes ten times as long for three parts in a hundred of Streamlit's scripts.
PACKINGS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 5, mtime=0),
}
"""By the name of the ``Content-Encoding``; the earlier one where a reader takes both alike."""
STATIC = "/static/"
"""Part of every address of Streamlit's own scripts, styles and fonts, whatever path the pages lie under."""
PACKED_TYPES = ("text/", "application/javascript", "application/json", "image/svg+xml")
MOST_HELD = 32_000_000
"""Bytes of packed answers held; those beyond are packed each time."""


def weights(header: str) -> dict[str, float]:
    """What an ``Accept…`` header lists, in lower case, with its weight; 0 where the weight is no number."""
    listed: dict[str, float] = {}
    for part in header.lower().split(","):
        name, *rest = (piece.strip() for piece in part.split(";"))
        weight = next((piece[2:] for piece in rest if piece.startswith("q=")), "1")
        try:
            listed[name] = float(weight)
        except ValueError:
            listed[name] = 0.0
    return listed


def best_packing(accepted: str) -> str | None:
    """Name of the packing that an ``Accept-Encoding`` likes best, or None where it takes none of ours."""
    listed = weights(accepted)
    best = max(PACKINGS, key=lambda name: listed.get(name, listed.get("*", 0.0)))
    return best if listed.get(best, listed.get("*", 0.0)) > 0 else None


def matches(listed: str, tag: str) -> bool:
    """Whether an ``If-None-Match`` lists a validator, weak or not."""
    tags = {one.strip().removeprefix("W/") for one in listed.split(",")}
    return "*" in tags or tag.removeprefix("W/") in tags


def pack(body: bytes, name: str) -> bytes:
    """The body in the packing of that name; the same bytes for the same body."""
    return PACKINGS[name](body)


pack_once = lru_cache(maxsize=64)(pack)
"""``pack`` for what every new reader fetches: the browser's files and the bundles."""


class _Held(NamedTuple):
    headers: list[tuple[bytes, bytes]]
    body: bytes


class PackedScripts:
    """Packs each of Streamlit's files that never changes when it is first asked for, then answers it from memory.

    Streamlit sends them as they are, and leaves their compression to whoever stands in front. Parts of a file (Range)
    are Streamlit's to answer: they are counted in bytes of the file as it is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self.held: dict[tuple[str, str], _Held] = {}
        self.bytes_held = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or STATIC not in scope["path"] or scope["method"] not in {"GET", "HEAD"}:
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        name = None if "range" in asked else best_packing(asked.get("accept-encoding", ""))
        if name is None:
            await self.app(scope, receive, _varying(send))
            return
        held = self.held.get((scope["path"], name))
        is_head = scope["method"] == "HEAD"
        if held is None:
            held = await self._ask({**scope, "method": "GET"}, receive, _nowhere if is_head else send, name)
        if held is not None:
            await _answer(held, asked, with_body=not is_head)(scope, receive, send)
        elif is_head:
            await self.app(scope, receive, _varying(send))

    async def _ask(self, scope: Scope, receive: Receive, send: Send, name: str) -> _Held | None:
        """Streamlit's answer packed, or None where it is not one to pack: then it has been sent as it came."""
        start: Message | None = None
        body = b""

        async def gather(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _packable(message):
                start = message
            elif start is None or message["type"] != "http.response.body":
                await _varying(send)(message)
            else:
                body += message.get("body", b"")

        await self.app(scope, receive, gather)
        if start is None:
            return None
        fields = MutableHeaders(raw=list(start["headers"]))
        if int(fields.get("content-length", len(body))) != len(body):  # cut short: whoever waits must see that it is
            await send(start)
            await send({"type": "http.response.body", "body": body})
            return None
        packed_body = await run_in_threadpool(pack, body, name)
        fields["content-encoding"] = name
        fields["content-length"] = str(len(packed_body))
        fields.add_vary_header("Accept-Encoding")
        if "etag" in fields:  # one validator an encoding: the bytes differ
            fields["etag"] = f'{fields["etag"].removesuffix(chr(34))}-{name}"'
        held = _Held(fields.raw, packed_body)
        if self.bytes_held + len(packed_body) <= MOST_HELD and (scope["path"], name) not in self.held:
            self.held[scope["path"], name] = held
            self.bytes_held += len(packed_body)
        return held


def _packable(start: Message) -> bool:
    fields = Headers(raw=start["headers"])
    lasting = start["status"] == 200 and "immutable" in fields.get("cache-control", "")
    text = fields.get("content-type", "").startswith(PACKED_TYPES) and "content-encoding" not in fields
    return lasting and text and int(fields.get("content-length", SMALLEST)) >= SMALLEST


async def _nowhere(message: Message) -> None:
    """Takes an answer that is asked for its packing alone."""


def _answer(held: _Held, asked: Headers, *, with_body: bool) -> Response:
    fields = Headers(raw=held.headers)
    same = matches(asked.get("if-none-match", ""), fields.get("etag", ""))
    response = Response(status_code=304 if same else 200)
    response.raw_headers = [
        (key, value) for key, value in held.headers if not (same and key in {b"content-length", b"content-type"})
    ]
    response.body = held.body if with_body and not same else b""
    return response


def _varying(send: Send) -> Send:
    """Tells whoever keeps answers that packed ones of the same address differ."""

    async def with_vary(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
        await send(message)

    return with_vary
