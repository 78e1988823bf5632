"""The read-only API under /api/v1/ and the feeds."""

from __future__ import annotations

from starlette.routing import Route

from dashboard.server.api.endpoints import BASE, LISTINGS, download, listing, status, unknown
from dashboard.server.api.feeds import calendar, changes
from dashboard.server.api.openapi import openapi_document
from dashboard.server.http import Endpoint, Handler


def api_routes() -> list[Route]:
    """The routes of the API and of the feeds; each answers GET and HEAD alone."""
    handlers: dict[str, Handler] = {
        f"{BASE}/status": status,
        f"{BASE}/download": download,
        f"{BASE}/openapi.json": openapi_document,
        "/feeds/changes.atom": changes,
        "/feeds/calendar.ics": calendar,
        **{f"{BASE}/{one.table}": listing(one.table) for one in LISTINGS},
        f"{BASE}/{{rest:path}}": unknown,
        "/api/{rest:path}": unknown,
        "/feeds/{rest:path}": unknown,
    }
    return [Route(path, Endpoint(handler)) for path, handler in handlers.items()]
