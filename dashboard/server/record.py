"""The edition of the record that a request asks about, and the headers by which its answer names it."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response

from dashboard.domain.selection import Selection, within_record
from dashboard.server.http import Handler, Refusal
from dashboard.store.dataset import Served
from dashboard.store.editions import known_editions, served_as
from data.days import parse_day
from data.problems import quote

EDITION = "X-Record"
NOTICE = "X-Record-Notice"


def served_for(request: Request) -> Served:
    """The data of the edition that ``record`` names, else the newest. Raises ``Refusal`` for one never published."""
    return edition_named(request.query_params.get("record", ""))


def edition_named(version: str) -> Served:
    """The data of an edition, those of the newest where none is named. Raises as ``served_for`` does."""
    try:
        return served_as(version)
    except KeyError:
        known = ", ".join(known_editions())
        raise Refusal(f"record: {quote(version)} is no published edition; one of {known}", "record") from None


def naming_edition(handler: Handler) -> Handler:
    """A handler whose answers name the edition they are of and, where they end on its last day, say so."""

    def handle(request: Request) -> Response:
        response = handler(request)
        index = served_for(request).index
        response.headers[EDITION] = index.dataset.meta.version
        try:
            day = parse_day(request.query_params.get("as_of", ""))
        except ValueError:
            return response
        asked = Selection(record=request.query_params.get("record", ""), as_of=day)
        if notice := within_record(asked, index)[1]:
            response.headers[NOTICE] = notice
        return response

    return handle
