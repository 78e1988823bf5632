"""Read-only routes beside the pages: assets, the browser's bundles, health, and the headers of every answer."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
from collections.abc import Callable
from functools import lru_cache
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.browser import asset_base, asset_files
from dashboard.server import bundles
from dashboard.server.api import api_routes
from dashboard.server.headers import SETTING as FRAME_SETTING
from dashboard.server.headers import SecurityHeaders, frame_ancestors
from dashboard.server.limits import RateLimit, limits_from
from dashboard.server.preload import Preload
from dashboard.server.presentation import presentation
from dashboard.store.dataset import shelf
from data.problems import quote

FOR_GOOD = "public, max-age=31536000, immutable"
TYPES = {
    ".mjs": "text/javascript; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".geojson": "application/geo+json",
    ".json": "application/json",
}


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
        return Response(f"no such asset: {quote(name)}\n", status_code=404, media_type="text/plain")
    cached = asset_base().endswith(request.path_params["digest"])
    return _answer(path.read_bytes(), path.suffix, request, cached=cached)


def _bundle(make: Callable[[str], dict[str, Any]]) -> Callable[[Request], Response]:
    def serve(request: Request) -> Response:
        try:
            body = make(request.path_params["instrument"])
        except KeyError:
            return JSONResponse({"error": "no such instrument"}, status_code=404)
        cached = request.path_params["stamp"] == bundles.stamp()
        return _answer(
            json.dumps(body, ensure_ascii=False, separators=(",", ":")).encode(), ".json", request, cached=cached
        )

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


def middleware() -> list[Middleware]:
    """The layers around everything: headers outermost, then the limits of the open routes.

    ``ESS_FRAME_ANCESTORS`` names hosts that may embed the pages. Raises ``ValueError`` for a setting that cannot be.
    """
    ancestors = frame_ancestors(os.environ.get(FRAME_SETTING))
    return [
        Middleware(SecurityHeaders, ancestors=ancestors),
        Middleware(RateLimit, limits=limits_from(os.environ)),
        Middleware(Preload),
    ]


def _threaded(handler: Callable[[Request], Response]) -> Callable[[Request], Any]:
    async def endpoint(request: Request) -> Response:
        return await run_in_threadpool(handler, request)

    return endpoint


def routes() -> list[BaseRoute]:
    """Everything served beside the pages."""
    return [
        Route("/health", _threaded(health)),
        Route("/present", _threaded(presentation)),
        Route("/assets/{digest}/{name}", _threaded(asset)),
        Route("/bundle/{stamp}/{instrument}.json", _threaded(_bundle(bundles.status_bundle))),
        Route("/bundle/{stamp}/{instrument}/facts.json", _threaded(_bundle(bundles.facts_bundle))),
        *api_routes(),
    ]
