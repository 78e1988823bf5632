"""The feeds: what changed, and what is scheduled."""

from __future__ import annotations

from typing import Final

from starlette.requests import Request
from starlette.responses import Response

from dashboard.domain.addresses import CHANGES, address
from dashboard.exports.calendar_feed import calendar_feed
from dashboard.exports.feeds import atom_feed
from dashboard.exports.opml import feeds_of, opml
from dashboard.server import http
from dashboard.server.api.query import parse_query
from dashboard.server.public_address import absolute
from dashboard.server.record import served_for
from dashboard.store.dataset import shelf

ATOM: Final = "application/atom+xml; charset=utf-8"
OPML: Final = "text/x-opml; charset=utf-8"
ICALENDAR: Final = "text/calendar; charset=utf-8"
FOLLOWED: Final = ("instrument", "lens", "states", "groups", "grades")
"""Parameters that narrow a feed."""


def changes(request: Request) -> Response:
    """Changes of the dataset and new facts, newest first, as Atom."""
    index = served_for(request).index
    query = parse_query(request, index, ("only",))
    stages = query.choice("only", "all", ("all", "stages")) == "stages"
    log = shelf.folder / "CHANGELOG.md"
    text = log.read_text(encoding="utf-8", errors="replace") if log.is_file() else ""
    own = absolute(address(CHANGES, request.query_params.multi_items())) or ""
    body = atom_feed(index, query.selection, text, all_instruments=query.all_instruments, own=own, stages=stages)
    return http.answer(request, body, ATOM)


def feed_list(request: Request) -> Response:
    """Every feed as OPML, for a feed reader to take in at once."""
    index = served_for(request).index
    parse_query(request, index)
    body = opml(index, [(title, absolute(path) or path) for title, path in feeds_of(index)])
    return http.answer(request, body, OPML)


def calendar(request: Request) -> Response:
    """Scheduled legal effects and announced dates as iCalendar."""
    index = served_for(request).index
    query = parse_query(request, index)
    body = calendar_feed(index, query.selection, all_instruments=query.all_instruments)
    return http.answer(request, body, ICALENDAR, {"Content-Disposition": 'inline; filename="calendar.ics"'})
