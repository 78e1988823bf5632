"""Answers of the read-only routes: validators, caching, compression, refusals as JSON, methods."""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Callable, Mapping, Sequence
from typing import Final

from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.exceptions import ExceptionMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.server.packing import best_packing, matches, pack, weights, worth_packing

REVALIDATE: Final = "no-cache"
"""Kept by the reader, but asked about before each use."""
ALLOWED: Final = "GET, HEAD"
JSON: Final = "application/json"
CSV: Final = "text/csv; charset=utf-8"
NEGOTIATED: Final = {"Vary": "Accept, Accept-Encoding"}
"""Header of an answer whose format the Accept header may choose."""

Handler = Callable[[Request], Response]


class Refusal(Exception):
    """The request is not answered: status, reason, the parameter to blame, and after how many seconds to try again.

    ``did_you_mean`` are the States nearest to a name that is none, and the address mended.
    """

    def __init__(
        self,
        reason: str,
        parameter: str | None = None,
        status: int = 400,
        retry_after_s: float | None = None,
        did_you_mean: Sequence[Mapping[str, str]] = (),
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        self.parameter = parameter
        self.status = status
        self.retry_after_s = retry_after_s
        self.did_you_mean = did_you_mean

    def response(self) -> Response:
        """``{"error", "parameter"}``, with ``did_you_mean`` where something comes near; never kept."""
        headers = {} if self.retry_after_s is None else {"Retry-After": str(max(1, math.ceil(self.retry_after_s)))}
        return _refusal(self.status, self.reason, self.parameter, headers, self.did_you_mean)


def _refusal(
    status: int,
    reason: str,
    parameter: str | None,
    headers: Mapping[str, str],
    did_you_mean: Sequence[Mapping[str, str]] = (),
) -> Response:
    near = {"did_you_mean": did_you_mean} if did_you_mean else {}
    body = json_text({"error": reason, "parameter": parameter} | near)
    return Response(body, status, {"Cache-Control": "no-store", **headers}, JSON)


class Posts:
    """Lets posts through to an application that answers nothing else."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        other = Response(b"", 405, {"Allow": "POST", "Cache-Control": "no-store"})
        await (self.app if scope["method"] == "POST" else other)(scope, receive, send)


def json_text(document: object) -> bytes:
    """Compact JSON, UTF-8."""
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()


def answer(
    request: Request,
    body: bytes | Callable[[], bytes],
    media_type: str,
    headers: Mapping[str, str] | None = None,
    *,
    tag: str | None = None,
) -> Response:
    """The body with a weak validator, or 304 where the reader has it already; compressed where the reader takes it.

    The validator is made of ``tag``, else of the body. With a tag, ``body`` may be a function: it is called only
    where its bytes are sent, so neither for 304 nor for HEAD. ``headers`` override the usual ones.
    """
    if tag is None:
        body = body() if callable(body) else body
        tag = hashlib.sha256(body).hexdigest()
    etag = f'W/"{tag[:32]}"'
    fields = {"ETag": etag, "Cache-Control": REVALIDATE, "Vary": "Accept-Encoding", **(headers or {})}
    if matches(request.headers.get("if-none-match", ""), etag):
        return Response(status_code=304, headers=fields)
    if callable(body) and request.method == "HEAD":
        response = Response(headers=fields, media_type=media_type)
        del response.headers["content-length"]  # known only once the body is made
        return response
    body = body() if callable(body) else body
    accepted = best_packing(request.headers.get("accept-encoding", ""))
    if accepted and worth_packing(body, media_type):
        body = pack(body, accepted)
        fields["Content-Encoding"] = accepted
    response = Response(body, headers=fields, media_type=media_type)
    if request.method == "HEAD":
        response.body = b""
    return response


def wants_csv(request: Request) -> bool:
    """Whether the Accept header prefers CSV to JSON."""
    accepted = weights(request.headers.get("accept", ""))
    as_csv = accepted.get("text/csv", 0.0)
    return as_csv > 0 and as_csv > accepted.get(JSON, 0.0)


def _on_refusal(request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, Refusal)
    return refusal.response()


def _on_http_error(request: Request, error: Exception) -> Response:
    """Starlette's own 404 and 405 as JSON."""
    assert isinstance(error, HTTPException)
    if error.status_code == 405:
        return _refusal(405, f"only {ALLOWED} are answered here", None, {"Allow": ALLOWED})
    return _refusal(error.status_code, error.detail, None, error.headers or {})


def read_only(root: str, handlers: Mapping[str, Handler], unknown: str) -> list[BaseRoute]:
    """Routes of ``root`` and all below it: GET and HEAD of those ``handlers`` that lie there, else 405 or 404 as JSON.

    A mount takes every method and every address below it; plain routes would let those they do not take fall
    through to Streamlit, which takes whatever is left.
    """

    def not_found(request: Request) -> Response:
        raise HTTPException(404, unknown)

    named = {path.removeprefix(root): handler for path, handler in handlers.items() if path.startswith(f"{root}/")}
    routes = [Route(path, handler, methods=["GET"]) for path, handler in (named | {"/{rest:path}": not_found}).items()]
    answers = {HTTPException: _on_http_error, Refusal: _on_refusal}
    mount = Mount(root, routes=routes, middleware=[Middleware(ExceptionMiddleware, handlers=answers)])
    return [mount, Route(root, mount.app)]
