"""Rate and size: who counts as one client, what an answer of refusal says, and that memory stays bounded."""

from __future__ import annotations

import json
from typing import Any

import pytest
from asgi_client import run

from dashboard.server.limits import MAX_ADDRESS, Buckets, Limits, RateLimit, client_of, limits_from


class Clock:
    def __init__(self) -> None:
        self.at = 1000.0

    def __call__(self) -> float:
        return self.at


def scope(
    path: str = "/api/v1/status", client: str = "192.0.2.1", forwarded: str = "", query: bytes = b""
) -> dict[str, Any]:
    headers = [(b"x-forwarded-for", forwarded.encode())] if forwarded else []
    return {
        "type": "http",
        "path": path,
        "query_string": query,
        "client": (client, 40000),
        "headers": headers,
        "method": "GET",
    }


def answers(app: RateLimit, asked: dict[str, Any]) -> tuple[int, dict[str, str], bytes]:
    said: list[Any] = []

    async def send(message: Any) -> None:
        said.append(message)

    async def receive() -> Any:
        return {"type": "http.request"}

    run(app(asked, receive, send))
    headers = {key.decode(): value.decode() for key, value in said[0]["headers"]}
    return said[0]["status"], headers, said[1]["body"]


async def inner(scope: Any, receive: Any, send: Any) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"ok"})


def test_a_bucket_empties_and_fills_again() -> None:
    clock = Clock()
    buckets = Buckets(per_minute=60, burst=3, now=clock)
    assert [buckets.wait("a") for _ in range(3)] == [0, 0, 0]
    assert buckets.wait("a") == pytest.approx(1.0)
    assert buckets.wait("b") == 0
    clock.at += 1
    assert buckets.wait("a") == 0
    assert buckets.wait("a") > 0


def test_a_clock_that_jumps_back_takes_nothing_away_and_gives_nothing() -> None:
    clock = Clock()
    buckets = Buckets(per_minute=60, burst=2, now=clock)
    buckets.wait("a")
    clock.at -= 10_000
    assert buckets.wait("a") == 0
    assert 0 < buckets.wait("a") <= 1


def test_asking_while_refused_does_not_lengthen_the_wait() -> None:
    clock = Clock()
    buckets = Buckets(per_minute=60, burst=1, now=clock)
    buckets.wait("a")
    assert all(buckets.wait("a") <= 1 for _ in range(50))
    clock.at += 1
    assert buckets.wait("a") == 0


def test_memory_is_bounded_whoever_asks() -> None:
    buckets = Buckets(per_minute=60, burst=3, most=100)
    for number in range(5000):
        buckets.wait(f"client {number}")
    assert len(buckets) == 100


def test_too_often_is_429_with_the_seconds_to_wait() -> None:
    app = RateLimit(inner, Limits(per_minute=6, burst=2))
    assert [answers(app, scope())[0] for _ in range(2)] == [200, 200]
    status, headers, body = answers(app, scope())
    assert status == 429
    assert 1 <= int(headers["retry-after"]) <= 10
    assert headers["cache-control"] == "no-store"
    assert "2 requests at once or 6 a minute" in json.loads(body)["error"]
    assert answers(app, scope(client="192.0.2.2"))[0] == 200


@pytest.mark.parametrize("path", ["/", "/events", "/_stcore/health", "/assets/x/store.mjs", "/health", "/apiary"])
def test_pages_and_assets_are_not_counted(path: str) -> None:
    app = RateLimit(inner, Limits(per_minute=1, burst=1))
    assert {answers(app, scope(path))[0] for _ in range(5)} == {200}


@pytest.mark.parametrize("path", ["/api", "/api/v1/status", "/feeds", "/feeds/all.atom"])
def test_the_open_routes_are_counted(path: str) -> None:
    app = RateLimit(inner, Limits(per_minute=1, burst=1))
    assert [answers(app, scope(path))[0] for _ in range(2)] == [200, 429]


def test_a_long_address_is_414_and_names_the_limit() -> None:
    status, _, body = answers(RateLimit(inner, Limits()), scope("/", query=b"q=" + b"a" * MAX_ADDRESS))
    assert status == 414
    assert str(MAX_ADDRESS) in json.loads(body)["error"]


def twice(first: str, second: str) -> dict[str, Any]:
    """A request whose proxy wrote a line of its own below that of the client, as some do."""
    lines = [(b"x-forwarded-for", one.encode()) for one in (first, second)]
    return scope() | {"headers": lines}


@pytest.mark.parametrize(
    ("asked", "proxies", "client"),
    [
        (scope(), 0, "192.0.2.1"),
        (scope(forwarded="203.0.113.9"), 0, "192.0.2.1"),
        (scope(forwarded="1.1.1.1, 203.0.113.9"), 1, "203.0.113.9"),
        (scope(forwarded="1.1.1.1, 203.0.113.9, 10.0.0.1"), 2, "203.0.113.9"),
        (scope(forwarded="1.1.1.1"), 2, "192.0.2.1"),
        (twice("1.1.1.1", "203.0.113.9"), 1, "203.0.113.9"),
        (twice("1.1.1.1, 203.0.113.9", "10.0.0.1"), 2, "203.0.113.9"),
        (scope(forwarded="203.0.113.9:50123"), 1, "203.0.113.9"),
        (scope(forwarded="[2001:db8:1:2:3::9]:50123"), 1, "2001:db8:1:2::/64"),
        (scope(forwarded="<script>" * 40), 1, ("<script>" * 40)[:64]),
        (scope(client="2001:db8:1:2:3::9"), 0, "2001:db8:1:2::/64"),
        (scope(client="testclient"), 0, "testclient"),
        (scope() | {"client": None}, 0, "unknown"),
    ],
)
def test_who_counts_as_one_client(asked: dict[str, Any], proxies: int, client: str) -> None:
    assert client_of(asked, proxies) == client


def test_settings() -> None:
    assert limits_from({}) == Limits()
    given = {"ESS_API_PER_MINUTE": "30", "ESS_API_BURST": "5", "ESS_PROXIES": "1"}
    assert limits_from(given) == Limits(30, 5, 1)
    off = RateLimit(inner, limits_from({"ESS_API_PER_MINUTE": "0", "ESS_API_BURST": "1"}))
    assert {answers(off, scope())[0] for _ in range(20)} == {200}


@pytest.mark.parametrize("name", ["ESS_API_PER_MINUTE", "ESS_API_BURST", "ESS_PROXIES"])
@pytest.mark.parametrize("text", ["-1", "many", "nan", "inf"])
def test_a_setting_that_cannot_be_is_named(name: str, text: str) -> None:
    with pytest.raises(ValueError, match=name):
        limits_from({name: text})
