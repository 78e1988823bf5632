"""The read-only API under /api/v1/ and the feeds."""

from __future__ import annotations

from starlette.routing import BaseRoute

from dashboard.domain.addresses import API, CALENDAR, CHANGES, CHANGES_SINCE, DOWNLOAD, EXPORT, FEED_LIST, VERIFY
from dashboard.server.api.claims import verify
from dashboard.server.api.endpoints import (
    LISTINGS,
    conditions,
    download,
    lenses,
    listing,
    readings,
    status,
    what_changed,
)
from dashboard.server.api.exports import export_by
from dashboard.server.api.feeds import calendar, changes, feed_list
from dashboard.server.api.openapi import openapi_document
from dashboard.server.http import Handler, read_only
from dashboard.server.limits import ROOTS, Limits
from dashboard.server.record import naming_edition
from dashboard.server.renders import Renders
from dashboard.server.unknown import UNKNOWN


def api_routes(limits: Limits) -> list[BaseRoute]:
    """The API and the feeds, each with all that lies below it."""
    handlers: dict[str, Handler] = {
        f"{API}/status": status,
        f"{API}/lenses": lenses,
        f"{API}/readings": readings,
        f"{API}/query": conditions,
        DOWNLOAD: download,
        EXPORT: export_by(Renders(limits)),
        CHANGES_SINCE: what_changed,
        VERIFY: verify,
        f"{API}/openapi.json": openapi_document,
        **{f"{API}/{one.table}": listing(one.table) for one in LISTINGS},
        CHANGES: changes,
        CALENDAR: calendar,
        FEED_LIST: feed_list,
    }
    handlers = {path: naming_edition(handler) for path, handler in handlers.items()}
    return [route for root in ROOTS for route in read_only(root, handlers, UNKNOWN)]
