"""The door for assistants: the tools over the protocol's own client, by pipes, over HTTP, and what they refuse."""

from __future__ import annotations

import json
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import httpx2
import pytest
import uvicorn
from asgi_client import run
from mcp import Client, StdioServerParameters, stdio_client
from mcp.client.streamable_http import streamable_http_client
from servers import free_port
from starlette.applications import Starlette

from dashboard.domain.addresses import MCP
from dashboard.server import tools
from dashboard.server.assistants import MAX_BODY, over_http, server
from dashboard.server.routes import assistants
from dashboard.store.dataset import shelf

ROOT = Path(__file__).resolve().parents[2]
ASKED: tuple[tuple[str, dict[str, Any]], ...] = (
    ("lenses", {}),
    ("status_on", {"lens": "apmbc", "day": "2025-07-12", "states": ["Poland", "FIN"]}),
    ("status_on", {"lens": "spending", "series": "nato-2025", "states": ["Poland"]}),
    ("changes_between", {"first_day": "2025-06-01", "last_day": "2025-07-12", "lens": "apmbc"}),
    ("announcements_known_on", {"day": "2025-07-12", "states": ["Polska"]}),
    ("fact", {"fact_id": "apmbc-pol-1"}),
    ("verify_claim", {"state": "POL", "lens": "apmbc", "claim": "withdrawn", "on": "2026-02-20"}),
    ("search", {"text": "Niewiadow"}),
)
REFUSED: tuple[tuple[str, dict[str, Any], str], ...] = (
    ("status_on", {"lens": "apmbd"}, "'apmbd' is not one of apmbc"),
    ("status_on", {"lens": "apmbc", "states": ["Grmany"]}, "Germany"),
    ("status_on", {"lens": "apmbc", "day": "2025-13-01"}, "day: '2025-13-01' is not a day of the calendar"),
    ("changes_between", {"first_day": "2026-02-01", "last_day": "2025-02-01"}, "later than 2025-02-01"),
    ("fact", {"fact_id": "nothing"}, "'nothing' is no row of the record"),
    ("verify_claim", {"state": "POL", "lens": "apmbc", "claim": "left", "on": "2026-02-20"}, "one of bound"),
    (
        "verify_claim",
        {"state": "POL", "lens": "apmbc", "claim": "bound", "on": "2026-02-20", "as_known": "2030-01-01"},
        "as_known: 2030-01-01 is later than",
    ),
    ("search", {"text": "x" * 101}, "100"),
    ("lenses", {"record": "0.1"}, "no published edition; one of 1.0.0"),
    (
        "status_on",
        {"lens": "apmbc", "date": "2025-07-12"},
        "'date' is not an argument of status_on; known",
    ),
    ("changes_between", {"lens": "apmbc"}, "first_day: Field required"),
    ("status_on", {"lens": "apmbc", "states": 5}, "states"),
    ("status_on", {"lens": ""}, "lens: String should have at least 1 character"),
    ("status_on", {"lens": "apmbc", "states": [""]}, "states.0: String should have at least 1 character"),
    ("changes_between", {"first_day": "2025-01-01", "states": ["POL", ""]}, "states.1"),
    ("verify_claim", {"state": "POL", "lens": "", "claim": "bound", "on": "2026-02-20"}, "lens: String"),
    ("verify_claim", {"state": "", "lens": "apmbc", "claim": "bound", "on": "2026-02-20"}, "state: String"),
    (
        "verify_claim",
        {"state": "POL,LVA", "lens": "apmbc", "claim": "bound", "on": "2026-02-20"},
        "state: no State has the name 'POL,LVA'",
    ),
    ("verify_claim", {"state": "Grmany", "lens": "apmbc", "claim": "bound", "on": "2026-02-20"}, "Germany"),
    ("search", {"text": " \t"}, "text: is empty"),
    ("fact", {"fact_id": "apmbc-pol-1", "as_known": "1990-01-01"}, "fact_id: 'apmbc-pol-1' became known only after"),
    ("fact", {"fact_id": "apmbc", "as_known": "1990-01-01"}, "only after 1990-01-01; it is dated: 3 December 1997"),
)


async def ask(client: Client, name: str, arguments: dict[str, Any]) -> dict[str, Any]:
    """What a tool answers; fails where it refuses."""
    result = await client.call_tool(name, arguments)
    assert not result.is_error, result.content
    found: dict[str, Any] = result.structured_content
    return found


def test_every_tool_is_told_and_only_reads() -> None:
    async def told() -> list[Any]:
        async with Client(server()) as client:
            return list((await client.list_tools()).tools)

    found = run(told())
    assert [one.name for one in found] == [tool.__name__ for tool in tools.TOOLS]
    assert all(one.description and one.annotations.read_only_hint for one in found)
    assert all(field.get("description") for one in found for field in one.input_schema["properties"].values())


def test_each_answer_carries_ids_sources_edition_day_and_citation() -> None:
    async def answers() -> list[dict[str, Any]]:
        async with Client(server()) as client:
            return [await ask(client, name, arguments) for name, arguments in ASKED]

    index = shelf.current().index
    meta = index.dataset.meta
    names = [f"{name} {arguments.get('lens', '')}".strip() for name, arguments in ASKED]
    found = dict(zip(names, run(answers()), strict=True))
    for name, answer in found.items():
        assert answer["edition"] == meta.version
        assert answer["citation"] == meta.citation
        assert answer["as_of"]
        assert answer["sources"] or name == "lenses", name
        assert all(one["id"] in index.sources and one["url"] and one["grade"] for one in answer["sources"])
    poland = found["status_on apmbc"]["states"]["POL"]
    assert (poland["class"], found["status_on apmbc"]["as_of"]) == ("exit-adopted", "2025-07-12")
    assert poland["refs"]
    assert found["status_on spending"]["series"] == "nato-2025"
    assert {row["id"] for row in found["changes_between apmbc"]["rows"]} <= index.facts.keys()
    assert {row["iso3"] for row in found["announcements_known_on"]["rows"]} == {"POL"}
    assert found["fact"]["fact"]["id"] == "apmbc-pol-1"
    assert found["verify_claim apmbc"]["verdict"] == "agrees"
    assert len(json.dumps(found["lenses"])) < 32_000


def test_what_cannot_be_answered_is_refused_in_words() -> None:
    async def refusals() -> list[Any]:
        async with Client(server()) as client:
            return [await client.call_tool(name, arguments) for name, arguments, _ in REFUSED]

    for result, (name, arguments, words) in zip(run(refusals()), REFUSED, strict=True):
        assert result.is_error, (name, arguments)
        assert words in result.content[0].text
        assert "Traceback" not in result.content[0].text


def test_an_earlier_edition_answers_for_itself() -> None:
    assert tools.status_on("apmbc", record="1.0.0")["edition"] == "1.0.0"
    assert "conscription" not in {one["id"] for one in tools.lenses("1.0.0")["lenses"]}


def test_it_answers_over_pipes() -> None:
    async def told() -> dict[str, Any]:
        door = StdioServerParameters(command=sys.executable, args=["-m", "dashboard.mcp"], cwd=str(ROOT))
        async with Client(stdio_client(door)) as client:
            return await ask(client, *ASKED[1])

    assert run(told())["states"].keys() == {"FIN", "POL"}


@contextmanager
def running() -> Iterator[str]:
    """The door over HTTP by itself, on a free port."""
    route, opened = over_http()

    @asynccontextmanager
    async def lifespan(_app: Starlette) -> AsyncIterator[None]:
        async with opened:
            yield

    application = Starlette(routes=[route], lifespan=lifespan)
    port = free_port()
    one = uvicorn.Server(uvicorn.Config(application, port=port, log_level="error"))
    thread = Thread(target=one.run)
    thread.start()
    try:
        yield f"http://localhost:{port}"
    finally:
        one.should_exit = True
        thread.join()


def test_it_answers_over_http_and_keeps_strangers_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ESS_PUBLIC_URL", "https://Maps.Example.org")
    call = {"jsonrpc": "2.0", "id": 1, "method": "tools/list", "params": {}}
    kinds = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json"}

    with running() as host, httpx2.Client(base_url=host, headers=kinds) as wire:

        def status(body: bytes = json.dumps(call).encode(), method: str = "POST", **headers: str) -> int:
            return wire.request(method, MCP, content=body, headers=headers).status_code

        async def told() -> dict[str, Any]:
            async with Client(streamable_http_client(f"{host}{MCP}")) as client:
                return await ask(client, *ASKED[6])

        for _ in range(100):  # until it listens
            try:
                status()
                break
            except httpx2.ConnectError:
                pass
        assert run(told())["verdict"] == "agrees"
        assert status() == 200
        assert status(Host="maps.example.org", Origin="https://maps.example.org") == 200
        assert status(Host="evil.example") == 421
        assert status(Origin="https://evil.example") == 403
        assert status(b" " * (MAX_BODY + 1)) == 413
        assert 400 <= status(b"{") < 500
        assert 400 <= status(b"[]") < 500
        assert {status(b"", method) for method in ("GET", "HEAD", "PUT", "DELETE", "OPTIONS")} == {405}


@pytest.mark.parametrize("text", ["", "0", " "])
def test_the_door_is_shut_unless_it_is_opened(text: str) -> None:
    assert assistants({"ESS_MCP": text})[0] == []


def test_a_setting_that_cannot_be_is_named() -> None:
    with pytest.raises(ValueError, match="ESS_MCP: 'yes' is neither 1"):
        assistants({"ESS_MCP": "yes"})
