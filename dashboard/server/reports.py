"""Where an error report goes, by the operator's setting, and the inbox that takes one from this origin's own pages."""

from __future__ import annotations

import json
import os
import re
import unicodedata
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, Literal, NamedTuple
from urllib.parse import urlsplit

from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route
from starlette.types import Receive, Scope, Send

from dashboard.domain.addresses import REPORT
from dashboard.server import http
from dashboard.server.calendar import today
from dashboard.server.http import Posts, Refusal
from dashboard.server.limits import REPORTS_AN_HOUR, Buckets, Limits, client_of, limits_from
from dashboard.server.public_address import public_address
from dashboard.store.inbox import InboxFull, keep_report, open_inbox, report_file
from data.problems import quote

SETTING: Final = "ESS_REPORTS"
LARGEST: Final = 4096
"""Bytes of a report as it is posted."""
LONGEST: Final = {"about": 80, "edition": 20, "wrong": 2000, "source": 600, "name": 80}
"""Fields of a report and how many letters each may have; ``about`` and ``wrong`` must be filled."""
_MAIL: Final = re.compile(r"[A-Za-z0-9.!#$*+/=^_`{|}~-]{1,64}@[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?", re.IGNORECASE)
_TRACKER: Final = re.compile(r"https://[a-z0-9][a-z0-9.-]*(?::\d{1,5})?/[\w.~/%?=&+-]*", re.IGNORECASE | re.ASCII)


class ReportWay(NamedTuple):
    """Where the browser sends a report: by mail, to a tracker's form, to the inbox here, or nowhere."""

    kind: Literal["off", "mail", "tracker", "inbox"]
    address: str = ""


def report_way(settings: Mapping[str, str]) -> ReportWay:
    """The way that ``ESS_REPORTS`` names; ``off`` where it is not set. Raises ``ValueError`` for what names none."""
    text = settings.get(SETTING, "").strip()
    if text in ("", "off"):
        return ReportWay("off")
    if text == "inbox":
        return ReportWay("inbox", REPORT)
    if _MAIL.fullmatch(text):
        return ReportWay("mail", text)
    if _TRACKER.fullmatch(text) and len(text) <= 500:
        return ReportWay("tracker", text)
    raise ValueError(
        f"{SETTING}: {quote(text)} names no way for reports: type a mail address, "
        "the https address of an issue tracker's form for a new issue, inbox, or off"
    )


def report_routes(settings: Mapping[str, str]) -> list[BaseRoute]:
    """The route of the inbox where the setting opens it. Raises ``ValueError`` where it cannot be kept."""
    if report_way(settings).kind != "inbox":
        return []
    path = report_file(settings)
    try:
        open_inbox(path)
    except OSError as problem:
        raise ValueError(
            f"{SETTING}: the inbox {quote(str(path))} cannot be written ({problem.strerror}): "
            "name a file that can be in ESS_REPORTS_FILE"
        ) from None
    return [Route(REPORT, Posts(Inbox(path, limits_from(settings))))]


class Inbox:
    """Takes one report a request, posted as JSON by a page of the same origin; refuses in JSON, without CORS."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.path, self.limits = path, limits
        self.buckets = Buckets(REPORTS_AN_HOUR / 60, REPORTS_AN_HOUR)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            response = await self._answer(Request(scope, receive))
        except Refusal as refusal:
            response = refusal.response()
        except ClientDisconnect:
            return
        await response(scope, receive, send)

    async def _answer(self, request: Request) -> Response:
        if not _is_ours(request):
            raise Refusal("a report is taken from a page of this server alone", status=403)
        if request.headers.get("content-type", "").partition(";")[0].strip().lower() != http.JSON:
            raise Refusal("a report is JSON", status=415)
        report = parse_report(await _body(request))
        waiting = self.buckets.wait(client_of(request.scope, self.limits.proxies))
        if waiting:
            reason = f"more than {REPORTS_AN_HOUR} reports an hour: keep the text and send it later"
            raise Refusal(reason, status=429, retry_after_s=waiting)
        try:
            keep_report(self.path, {"on": today().isoformat()} | report)
        except InboxFull:
            raise Refusal("the inbox is full: copy the text and send it another way", status=507) from None
        except OSError:
            raise Refusal("the report could not be kept: copy the text and send it another way", status=503) from None
        return Response(http.json_text({"kept": True}), 201, {"Cache-Control": "no-store"}, http.JSON)


def _is_ours(request: Request) -> bool:
    """Whether a page of this very host asks: the browser says so in ``Origin``, which no page can forge."""
    origin = urlsplit(request.headers.get("origin", ""))
    public = public_address()
    ours = {request.headers.get("host", "")} | ({urlsplit(public).netloc} if public else set())
    told = request.headers.get("sec-fetch-site", "same-origin")
    return origin.scheme in ("http", "https") and origin.netloc in ours - {""} and told == "same-origin"


async def _body(request: Request) -> bytes:
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > LARGEST:
            raise Refusal(f"a report has at most {LARGEST} bytes: shorten it", status=413)
    return body


def parse_report(body: bytes) -> dict[str, str]:
    """The fields of a posted report, without characters that cannot be seen. Raises ``Refusal``."""
    try:
        values: Any = json.loads(body)
    except (ValueError, RecursionError):
        raise Refusal("a report is JSON") from None
    if not isinstance(values, dict) or not values.keys() <= LONGEST.keys():
        raise Refusal(f"a report has the fields {', '.join(LONGEST)}")
    report = {}
    for field, longest in LONGEST.items():
        text = values.get(field, "")
        if not isinstance(text, str):
            raise Refusal(f"{field}: type text", field)
        report[field] = plain_text(text)
        if len(report[field]) > longest:
            raise Refusal(f"{field}: is longer than {longest} letters: shorten it", field)
    for field in ("about", "wrong"):
        if not report[field]:
            raise Refusal(f"{field}: is empty: fill it in", field)
    return report


def plain_text(text: str) -> str:
    """The text on one line, without control characters, marks of direction, or halves of characters."""
    spaced = "".join(" " if one.isspace() else one for one in text)
    return " ".join("".join(one for one in spaced if unicodedata.category(one)[0] != "C").split())


def own_way() -> ReportWay:
    """The way of this server."""
    return report_way(os.environ)
