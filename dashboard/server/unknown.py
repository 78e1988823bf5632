"""Answers 404 for every address that is neither a page, nor a route of ours, nor Streamlit's own.

Streamlit alone answers any address with its empty page and 200.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import BaseRoute, Match
from starlette.types import ASGIApp, Receive, Scope, Send

from dashboard.browser import asset_base
from dashboard.domain import product
from dashboard.domain.addresses import API, EMBED, MAP, PRESENTATION
from dashboard.domain.base_path import BASE
from dashboard.domain.links import trimmed
from dashboard.server.http import Refusal
from dashboard.server.streamlit_addresses import is_streamlits_own
from dashboard.views.templates import render

TEMPLATES: Final = Path(__file__).with_name("templates")
READ_BY_PROGRAMS: Final = frozenset({"api", "feeds", "bundle", "health"})
"""First parts of addresses that programs ask for, however they are spelled."""
UNKNOWN: Final = f"no such address; {API}/openapi.json lists them"


class Unknown:
    """Lets through what is known, by ``routes``, by the paths of ``pages`` or to Streamlit; answers the rest."""

    def __init__(self, app: ASGIApp, routes: Sequence[BaseRoute], pages: Sequence[str]) -> None:
        self.app, self.routes, self.pages = app, routes, frozenset(pages)
        self.linked = self.pages | {one.removeprefix(f"{BASE}/") for one in (EMBED, PRESENTATION)}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or self._is_known(scope):
            await self.app(scope, receive, send)
            return
        page = trimmed(scope["path"].removeprefix(BASE)[1:]).rstrip("/")
        meant = scope["method"] in ("GET", "HEAD") and scope["path"].startswith(f"{BASE}/") and page in self.linked
        await (_led_on(scope, page) if meant else _not_found(scope))(scope, receive, send)

    def _is_known(self, scope: Scope) -> bool:
        if scope["path"] == BASE:  # led on to the same with a slash
            return True
        if any(route.matches(scope)[0] is not Match.NONE for route in self.routes):
            return True
        if not scope["path"].startswith(f"{BASE}/"):
            return False
        path = scope["path"].removeprefix(BASE)
        return path[1:].removesuffix("/") in self.pages or is_streamlits_own(path, scope["method"])


def _led_on(scope: Scope, page: str) -> Response:
    """To the page whose address mail ended with a full stop or a bracket, with the view that was asked for."""
    query = scope.get("query_string", b"").decode("latin-1")
    return RedirectResponse(f"{BASE}/{page}?{query}" if query else f"{BASE}/{page}", 302)


def _not_found(scope: Scope) -> Response:
    first = scope["path"].removeprefix(BASE).strip("/").partition("/")[0]
    if first.lower() in READ_BY_PROGRAMS:
        response = Refusal(UNKNOWN, status=404).response()
    else:
        page = render("unknown.html", TEMPLATES, product=product, home=MAP, icon=f"{asset_base()}/icon.svg")
        response = HTMLResponse(page, 404, {"Cache-Control": "no-store"})
    if scope["method"] == "HEAD":
        response.body = b""
    return response
