"""The whole app of dashboard/app.py, Streamlit's own routes included, as a server runs it."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from asgi_client import Answer, request, run
from streamlit.runtime import Runtime

from dashboard.app import app
from dashboard.domain.addresses import EXPORT

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE")
KNOWN = ("/api/v1/status?instrument=apmbc", "/api/v1/facts", "/api/v1/openapi.json", "/feeds/calendar.ics")
EXPORTED = f"{EXPORT}?format=svg&kind=map&instrument=apmbc"
UNKNOWN = ("/api", "/api/", "/api/v1/nothing", "/api/v2/status", "/feeds", "/feeds/x/y")
PAGES = ("/", "/events", "/health")

Answers = dict[tuple[str, str], Answer]


async def _answers() -> Answers:
    """Start the app, ask everything, stop it."""
    events: asyncio.Queue[dict[str, str]] = asyncio.Queue()
    started = asyncio.Event()

    async def on_event(message: object) -> None:
        started.set()

    running = asyncio.create_task(app({"type": "lifespan", "asgi": {"version": "3.0"}}, events.get, on_event))
    await events.put({"type": "lifespan.startup"})
    await started.wait()
    answers = {
        (method, address): await request(address, method, app=app)
        for method in METHODS
        for address in (*KNOWN, EXPORTED, *UNKNOWN, *PAGES)
    }
    await events.put({"type": "lifespan.shutdown"})
    await running
    return answers


@pytest.fixture(scope="module")
def answers() -> Iterator[Answers]:
    yield run(asyncio.wait_for(_answers(), 60))
    Runtime._instance = None  # one a process: the next test may start its own


@pytest.mark.parametrize("address", KNOWN)
def test_known_addresses_answer_get_and_head(answers: Answers, address: str) -> None:
    full, head = answers["GET", address], answers["HEAD", address]
    assert (full.status, head.status) == (200, 200)
    assert head.body == b""
    # Streamlit's own compression names Accept-Encoding again where there is a body.
    assert {**head.headers, "vary": ""} == {**full.headers, "vary": ""}


def test_an_export_is_a_file_and_its_head_is_not_drawn(answers: Answers) -> None:
    full, head = answers["GET", EXPORTED], answers["HEAD", EXPORTED]
    assert (full.status, head.status) == (200, 200)
    assert full.headers["content-type"] == "image/svg+xml"
    assert full.headers["etag"] == head.headers["etag"]
    assert (head.body, head.headers.get("content-length")) == (b"", None)


@pytest.mark.parametrize("address", UNKNOWN)
def test_unknown_addresses_are_404_as_json(answers: Answers, address: str) -> None:
    got = answers["GET", address]
    assert got.status == 404
    assert got.headers["content-type"] == "application/json"
    assert "openapi.json" in got.json()["error"]
    assert answers["HEAD", address].status == 404


@pytest.mark.parametrize("method", [method for method in METHODS if method not in ("GET", "HEAD")])
@pytest.mark.parametrize("address", [*KNOWN, EXPORTED, *UNKNOWN])
def test_other_methods_never_reach_streamlit(answers: Answers, method: str, address: str) -> None:
    got = answers[method, address]
    assert got.status == 405
    assert got.headers["allow"] == "GET, HEAD"
    assert got.headers["content-type"] == "application/json"
    assert got.headers["cache-control"] == "no-store"
    assert "error" in got.json()


@pytest.mark.parametrize("address", PAGES)
def test_pages_are_streamlit_s_still(answers: Answers, address: str) -> None:
    assert answers["GET", address].status == 200
    assert answers["POST", address].status == 405


def test_no_page_sends_programs_to_a_protocol_that_is_not_offered(answers: Answers) -> None:
    for page in ("/", "/events"):
        text = answers["GET", page].text
        assert "_stcore/agent" not in text
        assert "/api/v1/openapi.json" in text


def test_every_answer_carries_the_policy(answers: Answers) -> None:
    for (method, address), got in answers.items():
        assert "default-src 'self'" in got.headers["content-security-policy"], (method, address)
        assert got.headers["x-content-type-options"] == "nosniff", (method, address)
        assert got.headers["x-frame-options"] == "SAMEORIGIN", (method, address)
