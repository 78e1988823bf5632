"""Read-only routes beside the pages: assets, the browser's bundles, health, the API, and the layers around them."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, nullcontext
from typing import Any, Final

from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from dashboard.browser import asset_address, asset_base, asset_files
from dashboard.domain.addresses import EMBED, OEMBED, PRESENTATION, PREVIEW
from dashboard.domain.base_path import BASE
from dashboard.domain.freshness import freshness_document, freshness_of
from dashboard.domain.lenses import lenses_of
from dashboard.server import bundles, http
from dashboard.server.api import api_routes
from dashboard.server.calendar import today
from dashboard.server.cards import preview
from dashboard.server.cors import OpenToOthers
from dashboard.server.embed import embed, oembed_by
from dashboard.server.headers import EMBED_SETTING, SecurityHeaders, frame_ancestors
from dashboard.server.headers import SETTING as FRAME_SETTING
from dashboard.server.limits import RateLimit, limits_from
from dashboard.server.packing import FOR_GOOD, HeldAnswers
from dashboard.server.preload import Preload
from dashboard.server.presentation import presentation
from dashboard.server.reports import report_routes
from dashboard.server.unknown import Unknown
from dashboard.server.well_known import PageEntry, well_known_routes
from dashboard.store.dataset import Served, shelf
from dashboard.store.editions import served_at
from data.problems import quote

ASSISTANTS: Final = "ESS_MCP"
"""Setting that opens the door for assistants."""
TYPES = {
    ".mjs": "text/javascript; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".svg": "image/svg+xml",
    ".geojson": "application/geo+json",
}


def _caching(*, for_good: bool) -> dict[str, str]:
    return {"Cache-Control": FOR_GOOD} if for_good else {}


def asset(request: Request) -> Response:
    """A file of the browser's parts, by exact name; any other path is unknown here."""
    name = request.path_params["name"]
    path = asset_files().get(name)
    if path is None or not path.is_file():
        return Response(f"no such asset: {quote(name)}\n", status_code=404, media_type="text/plain")
    headers = _caching(for_good=request.url.path == asset_address(name))
    return http.answer(request, path.read_bytes(), TYPES[path.suffix], headers)


def _bundle(make: Callable[[str, Served], dict[str, Any]]) -> http.Handler:
    def serve(request: Request) -> Response:
        served = served_at(request.path_params["stamp"])
        try:
            body = make(request.path_params["instrument"], served)
        except KeyError:
            return JSONResponse({"error": "no such lens"}, status_code=404)
        headers = _caching(for_good=request.path_params["stamp"] == served.stamp)
        return http.answer(request, http.json_text(body), http.JSON, headers)

    return serve


def find(request: Request) -> Response:
    """What the search field finds; the address stays the same, so it is asked about before each use."""
    return http.answer(request, bundles.find_bundle(), http.JSON)


def health(request: Request) -> JSONResponse:
    """Whether the server answers, with which versions, and how fresh each lens is; 200 also while the last good data
    is served."""
    served, day = shelf.current(), today()
    lenses = {one: freshness_document(freshness_of(served.index, one, day)) for one in lenses_of(served.index)}
    return JSONResponse(
        {
            "status": "stale" if served.stale else ("problems" if served.problems else "ok"),
            "dataset_version": served.index.dataset.meta.version,
            "as_of": served.index.dataset.meta.as_of.isoformat(),
            "assets": asset_base().rsplit("/", 1)[1],
            "problems": len(served.problems),
            "today": day.isoformat(),
            "overdue": sum(one["overdue"] for one in lenses.values()),
            "lenses": lenses,
        },
        headers={"Cache-Control": "no-store"},
    )


def middleware(
    style: str = "", pages: Sequence[PageEntry] = (), served: Sequence[BaseRoute] = (), first_script: str = ""
) -> list[Middleware]:
    """The layers around everything: headers outermost, then the limits of the open routes, then 404 for all
    that is no page of ``pages``, none of the routes ``served`` and not Streamlit's own; pages begin in ``style``
    and with ``first_script``.

    ``ESS_FRAME_ANCESTORS`` names hosts that may embed the pages, ``ESS_EMBED_ANCESTORS``
    those that may hold ``/embed``. Raises ``ValueError`` for a setting that cannot be.
    """
    ancestors = frame_ancestors(os.environ.get(FRAME_SETTING))
    return [
        Middleware(
            SecurityHeaders,
            ancestors=ancestors,
            embedding=frame_ancestors(os.environ.get(EMBED_SETTING), EMBED_SETTING),
        ),
        Middleware(OpenToOthers),
        Middleware(RateLimit, limits=limits_from(os.environ)),
        Middleware(HeldAnswers),
        Middleware(Unknown, routes=served, pages=[page.path for page in pages]),
        Middleware(Preload, style=style, pages=pages, first_script=first_script),
    ]


def routes(pages: Sequence[PageEntry] = ()) -> list[BaseRoute]:
    """Everything served beside the pages; handlers run in worker threads. Raises as ``middleware`` does."""
    return [
        Route(f"{BASE}/health", health),
        Route(PRESENTATION, presentation),
        Route(BASE + "/assets/{digest}/{name}", asset),
        Route(f"{BASE}/bundle/find.json", find),
        Route(BASE + "/bundle/{stamp}/{instrument}.json", _bundle(bundles.status_bundle)),
        Route(BASE + "/bundle/{stamp}/{instrument}/facts.json", _bundle(bundles.facts_bundle)),
        Route(PREVIEW, preview),
        Route(EMBED, embed),
        Route(OEMBED, oembed_by(pages)),
        *well_known_routes(pages),
        *report_routes(os.environ),
        *api_routes(limits_from(os.environ)),
    ]


def assistants(settings: Mapping[str, str]) -> tuple[list[BaseRoute], AbstractAsyncContextManager[None]]:
    """The route of the door for assistants, and what runs around the server while it is open; none unless
    ``ESS_MCP`` is 1.

    Raises ``ValueError`` for any other setting than 0 or 1.
    """
    text = settings.get(ASSISTANTS, "").strip()
    if text in ("", "0"):
        return [], nullcontext()
    if text != "1":
        message = f"{ASSISTANTS}: {quote(text)} is neither 1, which opens the door for assistants, nor 0"
        raise ValueError(message)
    from dashboard.server.assistants import over_http

    route, running = over_http()
    return [route], running
