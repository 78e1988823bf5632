"""Read-only routes beside the pages: assets, the browser's bundles, health, and the headers of every answer."""

from __future__ import annotations

import gzip
import hashlib
import json
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from dashboard import bundles
from dashboard.api import api_routes
from dashboard.components import asset_base, asset_files
from dashboard.live import shelf

FOR_GOOD = "public, max-age=31536000, immutable"
TYPES = {
    ".mjs": "text/javascript; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".geojson": "application/geo+json",
    ".json": "application/json",
}
# Streamlit compiles component scripts and folium's script in the page, hence 'unsafe-inline' and 'unsafe-eval'.
CONTENT_POLICY = (
    "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval' blob:; style-src 'self' 'unsafe-inline'; "
    "img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self' ws: wss: blob: data:; worker-src 'self' blob:; "
    "frame-src 'self' blob: data:; frame-ancestors {ancestors}; object-src 'none'; base-uri 'self'; form-action 'self'"
)


def _answer(body: bytes, suffix: str, request: Request, *, cached: bool) -> Response:
    tag = f'"{hashlib.sha256(body).hexdigest()[:24]}"'
    headers = {"ETag": tag, "Cache-Control": FOR_GOOD if cached else "no-cache", "Vary": "Accept-Encoding"}
    if request.headers.get("if-none-match") == tag:
        return Response(status_code=304, headers=headers)
    if len(body) > 500 and "gzip" in request.headers.get("accept-encoding", ""):
        body = _zipped(body)
        headers["Content-Encoding"] = "gzip"
    return Response(body, media_type=TYPES[suffix], headers=headers)


@lru_cache(maxsize=64)
def _zipped(body: bytes) -> bytes:
    return gzip.compress(body, 6, mtime=0)


def asset(request: Request) -> Response:
    """A file of the browser's parts, by exact name; any other path is unknown here."""
    name = request.path_params["name"]
    path = asset_files().get(name)
    if path is None or not path.is_file():
        return Response(f"no such asset: {name[:80]!r}\n", status_code=404, media_type="text/plain")
    cached = asset_base().endswith(request.path_params["digest"])
    return _answer(path.read_bytes(), path.suffix, request, cached=cached)


def _bundle(make: Callable[[str], dict[str, Any]]) -> Callable[[Request], Response]:
    def serve(request: Request) -> Response:
        try:
            body = make(request.path_params["instrument"])
        except KeyError:
            return JSONResponse({"error": "no such instrument"}, status_code=404)
        cached = request.path_params["stamp"] == bundles.stamp()
        return _answer(json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(), ".json", request, cached=cached)

    return serve


def health(request: Request) -> JSONResponse:
    """Whether the server answers, and with which versions; 200 also while the last good data is served."""
    served = shelf.current()
    return JSONResponse(
        {
            "status": "stale" if served.stale else ("problems" if served.problems else "ok"),
            "dataset_version": served.index.dataset.meta.version,
            "as_of": served.index.dataset.meta.as_of.isoformat(),
            "assets": asset_base().rsplit("/", 1)[1],
            "problems": len(served.problems),
        },
        headers={"Cache-Control": "no-store"},
    )


class Headers:
    """Security headers on every answer: no outside host, no sniffing, framing by the same origin unless allowed."""

    def __init__(self, app: ASGIApp, ancestors: str) -> None:
        self.app = app
        self.policy = CONTENT_POLICY.format(ancestors=ancestors)
        self.same_origin = ancestors == "'self'"

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers["Content-Security-Policy"] = self.policy
                headers["X-Content-Type-Options"] = "nosniff"
                headers["Referrer-Policy"] = "no-referrer"
                headers["Permissions-Policy"] = "camera=(), microphone=(), geolocation=()"
                if self.same_origin:
                    headers["X-Frame-Options"] = "SAMEORIGIN"
            await send(message)

        await self.app(scope, receive, with_headers)


def middleware() -> list[Middleware]:
    """The one layer around everything; ``ESS_FRAME_ANCESTORS`` names hosts that may embed the pages."""
    import os

    return [Middleware(Headers, ancestors=os.environ.get("ESS_FRAME_ANCESTORS", "'self'"))]


def _threaded(handler: Callable[[Request], Response]) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(handler, request)

    return endpoint


def routes() -> list[BaseRoute]:
    """Everything served beside the pages."""
    return [
        Route("/health", _threaded(health)),
        Route("/assets/{digest}/{name}", _threaded(asset)),
        Route("/bundle/{stamp}/{instrument}.json", _threaded(_bundle(bundles.status_bundle))),
        Route("/bundle/{stamp}/{instrument}/facts.json", _threaded(_bundle(bundles.facts_bundle))),
        *api_routes(),
    ]
