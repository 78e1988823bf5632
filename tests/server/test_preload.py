"""Every page begins with the product's name and style; the main page names exactly its map's files."""

from __future__ import annotations

import gzip
import re

import pytest
from asgi_client import run
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import Message

from dashboard.browser import HERE, asset_base, asset_files
from dashboard.domain import product
from dashboard.domain.addresses import API
from dashboard.server.first_picture import first_view
from dashboard.server.preload import Preload, links, modules
from dashboard.store.dataset import shelf

ENTRIES = ("header", "parts", "map_layer")
EMPTY = b"""<html><head><title>Streamlit</title><link
  rel="preload" href="./static/media/SourceSansVF.woff2" as="font" type="font/woff2" crossorigin
/><link rel="service-desc" href="./elsewhere.json" /><script type="module" src="index.js"></script></head>
<body><noscript><p>Another <a href="./elsewhere.json">protocol</a></p></noscript><div id="root"></div></body></html>"""


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
    told = links(first_view(query))
    assert (
        f'as="fetch" crossorigin fetchpriority="low" href="/bundle/{shelf.current().stamp}/{instrument}.json"' in told
    )
    named = re.findall(rf'href="{re.escape(asset_base())}/([^"]+)"', told)
    assert set(named) <= set(asset_files())
    assert told.isascii()


def answer(status: int, body: bytes, path: str = "/", **fields: str) -> tuple[dict[str, str], bytes]:
    """What a reader gets of the main page that answers so."""
    sent: list[Message] = []

    async def page(request: Request) -> Response:
        assert not {"if-none-match", "accept-encoding"} & set(request.headers)
        return Response(body, status_code=status, headers=fields, media_type="text/html")

    async def receive() -> Message:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "query_string": b"",
        "headers": [(b"if-none-match", b'"old"'), (b"accept-encoding", b"gzip"), (b"accept", b"text/html,*/*")],
    }
    preload = Preload(Starlette(routes=[Route(path, page)]), ".ess > a {}", first_script="<script>first</script>")
    run(preload(scope, receive, send))
    start, *bodies = sent
    assert start["status"] == status
    headers = {name.decode(): value.decode() for name, value in start["headers"]}
    whole = b"".join(part["body"] for part in bodies)
    assert int(headers["content-length"]) == len(whole)
    return headers, gzip.decompress(whole) if headers.get("content-encoding") == "gzip" else whole


def test_the_tags_stand_in_the_head_of_a_page_that_leaves_packed() -> None:
    headers, body = answer(200, EMPTY, ETag='"old"')
    assert b'<link rel="modulepreload"' in body.partition(b"</head>")[0]
    assert (headers["content-encoding"], headers["vary"]) == ("gzip", "Accept-Encoding")
    assert "etag" not in headers


def test_every_page_begins_with_name_purpose_and_style_and_the_main_page_alone_with_its_map() -> None:
    for path in ("/", "/events"):
        head, _, body = answer(200, EMPTY, path)[1].decode().partition("</head>")
        assert f" – {product.NAME}</title>" in head
        assert "Streamlit" not in head
        assert head.count('<meta name="description"') == 1
        assert f"<strong>{product.NAME}</strong>" in body
        assert body.index('id="root"') < body.index('id="ess-first"') < body.index(".ess > a {}")
        assert ("modulepreload" in head) == (path == "/")
        assert head.index("<script>first</script>") < head.index("index.js")
        assert "woff2" not in head
        assert "elsewhere.json" not in head + body
        assert f'<link rel="service-desc" href="{API}/openapi.json"' in head
        assert body.count("<noscript>") == 1


@pytest.mark.parametrize(
    ("status", "body"),
    [(404, EMPTY), (200, b"no page"), (200, b"<head></head>"), (200, EMPTY + b"x" * 100_001)],
)
def test_any_other_answer_is_left_as_it_is(status: int, body: bytes) -> None:
    headers, left = answer(status, body, ETag='"kept"')
    assert left == body
    assert "content-encoding" not in headers
    assert headers["etag"] == '"kept"'
