"""``/api/v1/verify``: whether the record bears a claim."""

from __future__ import annotations

import datetime as dt

from starlette.requests import Request
from starlette.responses import Response

from dashboard.domain.claims import claimed_class
from dashboard.domain.index import Index
from dashboard.domain.selection import shown_lens
from dashboard.server import http
from dashboard.server.api.query import Query, nearest_states, parse_query
from dashboard.server.http import Refusal
from dashboard.server.record import served_for
from dashboard.tables.verification import verification
from data.days import parse_day
from data.problems import quote

OPTIONS = ("state", "claim", "on", "as_known")


def verify(request: Request) -> Response:
    """The verdict on a claim about one State under one lens on one day."""
    index = served_for(request).index
    query = parse_query(request, index, OPTIONS)
    for key in ("state", "claim", "on"):
        if key not in query.options:
            raise Refusal(f"{key}: is missing; such as state=POL&lens=apmbc&claim=withdrawn&on=2026-02-20", key)
    if query.all_instruments:
        raise Refusal("lens: is missing; such as lens=apmbc", "lens")
    lens, claim, iso3 = shown_lens(query.selection, index), query.options["claim"], _state(query, index)
    try:
        claimed_class(lens, claim)
    except ValueError as error:
        raise Refusal(f"claim: {error}", "claim") from None
    last = index.dataset.meta.as_of
    on = _day(query, "on")
    as_known = _day(query, "as_known") if "as_known" in query.options else last
    if as_known > last:
        raise Refusal(f"as_known: {as_known} is later than {last}, the last day of the record", "as_known")
    body = verification(index, lens, iso3, claim, on, as_known).model_dump_json(by_alias=True).encode()
    return http.answer(request, body, http.JSON)


def _state(query: Query, index: Index) -> str:
    text = query.options["state"]
    iso3 = index.state_names.find(text)
    if iso3 is None:
        raise Refusal(f"state: no State has the name {quote(text)}", "state", did_you_mean=nearest_states(index, text))
    return iso3


def _day(query: Query, key: str) -> dt.date:
    try:
        return parse_day(query.options[key])
    except ValueError as error:
        raise Refusal(f"{key}: {error}", key) from None
