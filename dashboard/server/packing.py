"""Compression of answers: which packing a reader takes, and answers kept for good packed once and held in memory."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from contextlib import suppress
from typing import Final, NamedTuple

import brotli
from cachetools import LRUCache
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

FOR_GOOD: Final = "public, max-age=31536000, immutable"
_SMALLEST: Final = 500
"""Bytes from which compression is worth its header."""
_PACKED_BEFORE: Final = (
    *("application/octet-stream", "application/vnd.apache.parquet", "application/vnd.openxmlformats"),
    *("application/zip", "audio/", "font/", "image/gif", "image/jpeg", "image/png", "image/webp", "video/"),
)
"""Beginnings of the types whose files are packed in themselves, or may be."""
# Five levels up brotli takes ten times as long for three parts in a hundred of Streamlit's scripts.
PACKINGS: Final[dict[str, Callable[[bytes], bytes]]] = {
    "br": lambda body: brotli.compress(body, quality=5),
    "gzip": lambda body: gzip.compress(body, 5, mtime=0),
}
"""By the name of the ``Content-Encoding``; the earlier one where a reader takes both alike."""
LASTING = ("/static/", "/assets/", "/bundle/")
"""Parts of the addresses of Streamlit's scripts and fonts, of ours, and of the record's bundles."""
MOST_HELD = 32_000_000
"""Bytes of packed answers held; those asked for longest ago go first."""


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


def worth_packing(body: bytes, media_type: str) -> bool:
    """Whether a packing would make an answer much shorter."""
    return len(body) >= _SMALLEST and not media_type.startswith(_PACKED_BEFORE)


def pack(body: bytes, name: str) -> bytes:
    """The body in the packing of that name; the same bytes for the same body."""
    return PACKINGS[name](body)


NAMED_BY_CONTENT = re.compile(r"\.[0-9a-f]{8,}\.(js|css)$")
"""Ends of the files of Streamlit's frames, which it lets be kept without saying for how long."""
_ACCEPT = b"accept-encoding"
_OF_THE_BODY = frozenset({b"content-length", b"content-type"})


class _Held(NamedTuple):
    headers: list[tuple[bytes, bytes]]
    tag: str
    body: bytes


class HeldAnswers:
    """Answers what readers may keep for good from memory: packed if worth it when first asked for, sent as held.

    Streamlit sends its files as they are, and leaves their compression to whoever stands in front. Parts of a file
    (Range) are left to whoever has it: they are counted in bytes of the file as it is.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app
        self._held: LRUCache[tuple[str, str], _Held] = LRUCache(MOST_HELD, lambda one: len(one.body))

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in {"GET", "HEAD"} or not _may_last(scope["path"]):
            await self.app(scope, receive, send)
            return
        asked = Headers(scope=scope)
        name = None if "range" in asked else best_packing(asked.get("accept-encoding", ""))
        if name is None:
            await self.app(scope, receive, _varying(send))
            return
        key = (scope["path"], name)
        held = self._held.get(key)
        is_head = scope["method"] == "HEAD"
        if held is None:
            alone = [*(field for field in scope["headers"] if field[0] != _ACCEPT), (_ACCEPT, name.encode())]
            whole = {**scope, "method": "GET", "headers": alone}
            held = await self._ask(whole, receive, _nowhere if is_head else send, name)
        if held is not None:
            await _send_held(held, asked, send, with_body=not is_head)
        elif is_head:
            await self.app(scope, receive, _varying(send))

    async def _ask(self, scope: Scope, receive: Receive, send: Send, name: str) -> _Held | None:
        """The answer packed, or None where it is not one to hold: then it has been sent as it came."""
        start: Message | None = None
        body = b""

        async def gather(message: Message) -> None:
            nonlocal start, body
            if message["type"] == "http.response.start" and _lasts(message, scope["path"], name):
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
        if "content-encoding" not in fields and worth_packing(body, fields.get("content-type", "")):
            body = await run_in_threadpool(pack, body, name)
            fields["content-encoding"] = name
            fields["content-length"] = str(len(body))
            if "etag" in fields:  # one validator an encoding: the bytes differ
                fields["etag"] = f'{fields["etag"].removesuffix(chr(34))}-{name}"'
        fields["cache-control"] = FOR_GOOD
        fields["vary"] = "Accept-Encoding"
        held = _Held(fields.raw, fields.get("etag", ""), body)
        with suppress(ValueError):  # larger than all that is held
            self._held[scope["path"], name] = held
        return held


def _may_last(path: str) -> bool:
    return any(part in path for part in LASTING)


def _lasts(start: Message, path: str, packing: str) -> bool:
    """Whether an answer may be kept for good, and is as it was made or packed as asked."""
    fields = Headers(raw=start["headers"])
    keeping = fields.get("cache-control", "")
    lasting = "immutable" in keeping or (keeping == "public" and NAMED_BY_CONTENT.search(path) is not None)
    return start["status"] == 200 and lasting and fields.get("content-encoding", packing) == packing


async def _nowhere(message: Message) -> None:
    """Takes an answer that is asked for its packing alone."""


async def _send_held(held: _Held, asked: Headers, send: Send, *, with_body: bool) -> None:
    same = "if-none-match" in asked and matches(asked["if-none-match"], held.tag)
    fields = [(key, value) for key, value in held.headers if not (same and key in _OF_THE_BODY)]
    await send({"type": "http.response.start", "status": 304 if same else 200, "headers": fields})
    await send({"type": "http.response.body", "body": held.body if with_body and not same else b""})


def _varying(send: Send) -> Send:
    """Tells whoever keeps answers that packed ones of the same address differ."""

    async def with_vary(message: Message) -> None:
        if message["type"] == "http.response.start":
            MutableHeaders(scope=message).add_vary_header("Accept-Encoding")
        await send(message)

    return with_vary
