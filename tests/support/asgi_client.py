"""Asks an ASGI app in this process, as raw as the protocol: nothing is followed or unpacked. Holds no tests."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Coroutine, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Any, TypeVar
from urllib.parse import unquote

from starlette.applications import Starlette

from dashboard.server.api import api_routes
from dashboard.server.limits import Limits

T = TypeVar("T")

APP = Starlette(routes=api_routes(Limits()))


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> Any:
        return json.loads(self.body)


async def request(
    address: str, method: str = "GET", headers: Mapping[str, str] | None = None, app: Any = APP
) -> Answer:
    """One request within a loop that runs already."""
    path, _, query = address.partition("?")
    scope = {
        "type": "http",
        "asgi": {"version": "3.0"},
        "http_version": "1.1",
        "method": method,
        "scheme": "http",
        "server": ("testserver", 80),
        "path": unquote(path),
        "raw_path": path.encode(),
        "query_string": query.encode(),
        "root_path": "",
        "headers": [(key.lower().encode(), value.encode()) for key, value in (headers or {}).items()],
    }
    sent: list[Any] = []
    bodies = iter([{"type": "http.request", "body": b"", "more_body": False}])

    async def receive() -> Any:
        try:
            return next(bodies)
        except StopIteration:  # who waits for more waits for the client to leave
            return await asyncio.get_running_loop().create_future()

    async def send(message: Any) -> None:
        sent.append(message)

    await app(scope, receive, send)
    head = {key.decode(): value.decode() for key, value in sent[0]["headers"]}
    return Answer(sent[0]["status"], head, b"".join(message.get("body", b"") for message in sent[1:]))


def run(coroutine: Coroutine[Any, Any, T]) -> T:
    """Result of a coroutine, in a thread of its own: the browser's tests keep a loop open in that of the tests."""
    with ThreadPoolExecutor(1) as thread:
        return thread.submit(asyncio.run, coroutine).result()


def ask(address: str, method: str = "GET", headers: Mapping[str, str] | None = None, app: Any = APP) -> Answer:
    """One request in a loop of its own."""
    return run(request(address, method, headers, app))
