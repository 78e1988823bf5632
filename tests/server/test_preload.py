"""The main page names exactly the files that its map will ask for."""

from __future__ import annotations

import re

import pytest
from asgi_client import run
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Message

from dashboard.browser import HERE, asset_base, asset_files
from dashboard.server.preload import Preload, links, modules
from dashboard.store.dataset import shelf

ENTRIES = ("parts", "map_layer")


def reached(entry: str) -> set[str]:
    """A module and all that it imports, however far."""
    found: set[str] = set()
    ahead = {entry}
    while ahead:
        name = ahead.pop()
        found.add(name)
        text = (HERE / f"{name}.mjs").read_text(encoding="utf-8")
        ahead |= set(re.findall(r'from "\./(\w+)\.mjs";', text)) - found
    return found


def test_every_module_of_the_map_is_named_and_no_other() -> None:
    names = modules()
    assert set(names) == {f"{name}.mjs" for entry in ENTRIES for name in reached(entry)}
    assert len(names) == len(set(names))
    assert "present.mjs" not in names


@pytest.mark.parametrize(
    ("query", "instrument"),
    [
        (b"", "apmbc"),
        (b"instrument=ccm&as_of=2025-03-06", "ccm"),
        (b"instrument=%22%3E%3Cx", "apmbc"),
        (b"\xff=1", "apmbc"),
    ],
)
def test_the_bundle_is_the_one_of_the_treaty_asked_for(query: bytes, instrument: str) -> None:
    told = links(query)
    assert (
        f'as="fetch" crossorigin fetchpriority="low" href="/bundle/{shelf.current().stamp}/{instrument}.json"' in told
    )
    named = re.findall(rf'href="{re.escape(asset_base())}/([^"]+)"', told)
    assert set(named) <= set(asset_files())
    assert told.isascii()


def answer(status: int, body: bytes, **fields: str) -> tuple[dict[str, str], bytes]:
    """What a reader gets of the main page that answers so."""
    sent: list[Message] = []

    async def page(request: Request) -> Response:
        assert "if-none-match" not in request.headers
        return Response(body, status_code=status, headers=fields, media_type="text/html")

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/",
        "query_string": b"",
        "headers": [(b"if-none-match", b'"old"')],
    }
    run(Preload(Starlette(routes=[Route("/", page)]))(scope, receive, send))
    start, *bodies = sent
    assert start["status"] == status
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    return headers, b"".join(part["body"] for part in bodies)


def test_the_tags_stand_in_the_head_and_the_length_is_true() -> None:
    headers, body = answer(200, b"<html><head><title>x</title></head></html>", ETag='"old"')
    assert body.startswith(b'<html><head><link rel="modulepreload"')
    assert int(headers["content-length"]) == len(body)
    assert "etag" not in headers


@pytest.mark.parametrize(("status", "body"), [(404, b"<head>"), (200, b"no page"), (200, b"<head>" + b"x" * 100_001)])
def test_any_other_answer_is_left_as_it_is(status: int, body: bytes) -> None:
    assert answer(status, body)[1] == body
