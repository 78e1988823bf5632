"""Answers of the read-only routes: JSON reasons, validators, caching, compression, methods."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable, Mapping
from typing import Final

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from dashboard.server.api.query import Refusal

REVALIDATE: Final = "no-cache"
"""Kept by the reader, but asked about before each use."""
ALLOWED: Final = "GET, HEAD"
JSON: Final = "application/json"
CSV: Final = "text/csv; charset=utf-8"
_PACKED = ("application/zip", "application/vnd.openxmlformats", "application/vnd.apache.parquet")

Handler = Callable[[Request], Response]


def json_text(document: object) -> bytes:
    """Compact JSON, UTF-8."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def refusal(
    status: int, reason: str, parameter: str | None = None, headers: Mapping[str, str] | None = None
) -> Response:
    """``{"error", "parameter"}``: why a request is not answered; never kept."""
    body = json_text({"error": reason, "parameter": parameter})
    return Response(body, status, {"Cache-Control": "no-store", **(headers or {})}, JSON)


def answer(request: Request, body: bytes, media_type: str, headers: Mapping[str, str] | None = None) -> Response:
    """The body with a weak validator over its content, or 304 where the reader has it already."""
    tag = f'W/"{hashlib.sha256(body).hexdigest()[:32]}"'
    fields = {"ETag": tag, "Cache-Control": REVALIDATE, "Vary": "Accept, Accept-Encoding", **(headers or {})}
    if _matches(request.headers.get("if-none-match", ""), tag):
        return Response(status_code=304, headers=fields)
    if len(body) > 1000 and not media_type.startswith(_PACKED) and _accepts_gzip(request):
        body = gzip.compress(body, 5, mtime=0)
        fields["Content-Encoding"] = "gzip"
    return Response(body, headers=fields, media_type=media_type)


def _matches(listed: str, tag: str) -> bool:
    known = {one.strip().removeprefix("W/") for one in listed.split(",")}
    return "*" in known or tag.removeprefix("W/") in known


def _accepts_gzip(request: Request) -> bool:
    return _weights(request.headers.get("accept-encoding", "")).get("gzip", 0.0) > 0


def _weights(header: str) -> dict[str, float]:
    weights: dict[str, float] = {}
    for part in header.lower().split(","):
        name, *rest = (piece.strip() for piece in part.split(";"))
        weight = next((piece[2:] for piece in rest if piece.startswith("q=")), "1")
        try:
            weights[name] = float(weight)
        except ValueError:
            weights[name] = 0.0
    return weights


def wants_csv(request: Request) -> bool:
    """Whether the Accept header prefers CSV to JSON."""
    accepted = _weights(request.headers.get("accept", ""))
    as_csv = accepted.get("text/csv", 0.0)
    return as_csv > 0 and as_csv > accepted.get(JSON, 0.0)


class Endpoint:
    """A read-only address: GET and HEAD reach the handler in a worker thread, any other method is 405."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope, receive)
        if request.method not in ("GET", "HEAD"):
            response = refusal(405, f"only {ALLOWED} are answered here", headers={"Allow": ALLOWED})
        else:
            response = await run_in_threadpool(self._handled, request)
        if request.method == "HEAD":
            length = response.headers.get("content-length")
            response.body = b""
            if length is not None:
                response.headers["content-length"] = length
        await response(scope, receive, send)

    def _handled(self, request: Request) -> Response:
        try:
            return self.handler(request)
        except Refusal as refused:
            return refusal(refused.status, refused.reason, refused.parameter)
