"""``/api/v1/verify``: whether the record bears a claim."""

from __future__ import annotations

import datetime as dt

from starlette.requests import Request
from starlette.responses import Response

from dashboard.domain.claims import claimed_class
from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens
from dashboard.domain.selection import shown_lens
from dashboard.server import http
from dashboard.server.api.query import named_day, nearest_states, parse_query
from dashboard.server.http import Refusal
from dashboard.server.record import served_for
from dashboard.tables.verification import Verification, verification
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
    lens, claim, iso3 = (
        shown_lens(query.selection, index),
        query.options["claim"],
        named_state(index, query.options["state"]),
    )
    verdict = checked(index, lens, iso3, claim, query.options["on"], query.options.get("as_known", ""))
    return http.answer(request, verdict.model_dump_json(by_alias=True).encode(), http.JSON)


def checked(index: Index, lens: Lens, iso3: str, claim: str, on: str, as_known: str) -> Verification:
    """The verdict on a claim whose days stand as they were written; ``as_known`` empty is the last day of the record.

    Raises ``Refusal`` for what is no class of the lens or no day, and for knowledge after the last day.
    """
    try:
        claimed_class(lens, claim)
    except ValueError as error:
        raise Refusal(f"claim: {error}", "claim") from None
    return verification(index, lens, iso3, claim, named_day("on", on), day_of_knowledge(index, as_known))


def day_of_knowledge(index: Index, text: str) -> dt.date:
    """The day ``as_known`` up to which facts count as known, the last of the record where ``text`` is empty.

    Raises ``Refusal`` for what is no day, or comes after the last.
    """
    last = index.dataset.meta.as_of
    day = named_day("as_known", text) if text else last
    if day > last:
        raise Refusal(f"as_known: {day} is later than {last}, the last day of the record", "as_known")
    return day


def named_state(index: Index, text: str) -> str:
    """The code of the one State that ``text`` names. Raises ``Refusal`` with the nearest names."""
    iso3 = index.state_names.find(text)
    if iso3 is None:
        near = nearest_states(index, text)
        asked = f"; {' or '.join(one['name'] for one in near)}?" if near else ""
        raise Refusal(f"state: no State has the name {quote(text)}{asked}", "state", did_you_mean=near)
    return iso3
