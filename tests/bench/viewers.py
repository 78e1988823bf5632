"""Viewers without a browser: real sessions over Streamlit's own protocol, on 127.0.0.1, bounded in number and time."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import random
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect

from tests.bench import machine
from tests.bench.figures import median, most_served, p95

LIMIT_MS = 500
THINK_S = (2.0, 4.0)
LEVELS = (8, 16, 24, 32, 48, 64, 96, 128)
ANSWER_WITHIN_S = 30.0
FIRST_DAY, LAST_DAY = dt.date(2022, 1, 1), dt.date(2026, 5, 31)
INSTRUMENTS = ("apmbc", "ccm", "tpnw", "cfe", "open-skies")
SHARES = {"settle": 0.85, "instrument": 0.1, "download": 0.05}


class Refused(Exception):
    """The server did not do what was asked."""


@dataclass
class Viewer:
    """One session, and what the page told it: ids of the parts it will use."""

    port: int
    query: str = ""
    cookie: str = ""
    socket: ClientConnection | None = None
    page_hash: str = ""
    session_id: str = ""
    clock: str = ""
    fragment: str = ""
    picker: str = ""
    options: tuple[str, ...] = ()
    files: dict[str, str] = field(default_factory=dict)
    headings: dict[str, str] = field(default_factory=dict)
    cached: set[str] = field(default_factory=set)
    instrument: str = INSTRUMENTS[0]
    chosen: str = ""
    settled: dict[str, Any] | None = None
    received: int = 0

    async def open(self) -> float:
        """Connect and run the page once; milliseconds until it had run."""
        start = time.perf_counter()
        self.socket = await connect(
            f"ws://127.0.0.1:{self.port}/_stcore/stream",
            subprotocols=["streamlit"],  # type: ignore[list-item]
            origin=f"http://127.0.0.1:{self.port}",  # type: ignore[arg-type]
            additional_headers={"Cookie": self.cookie} if self.cookie else None,
            max_size=None,
            compression=None,
        )
        await self._rerun()
        return (time.perf_counter() - start) * 1000

    async def close(self) -> None:
        """Leave."""
        if self.socket is not None:
            await self.socket.close()

    async def settle(self, day: dt.date) -> float:
        """Report a day as the clock does; milliseconds until headings, charts and lists were sent."""
        self.settled = {"day": day.isoformat(), "focus": None, "instrument": self.instrument}
        start = time.perf_counter()
        await self._rerun(fragment=self.fragment)
        return (time.perf_counter() - start) * 1000

    async def choose(self, number: int) -> float:
        """Choose another treaty; milliseconds until the page had run."""
        self.chosen = self.options[number]
        self.instrument = INSTRUMENTS[number]
        start = time.perf_counter()
        await self._rerun()
        return (time.perf_counter() - start) * 1000

    async def download(self) -> float:
        """Have the CSV made and fetch it; milliseconds until it was here."""
        assert self.socket is not None
        start = time.perf_counter()
        message = BackMsg()
        wanted = message.backend_operation_request
        wanted.request_id, wanted.session_id = str(uuid4()), self.session_id
        wanted.deferred_file.file_id = self.files["CSV"]
        await self.socket.send(message.SerializeToString())
        while True:
            told = await self._next()
            if told.WhichOneof("type") == "backend_operation_response":
                break
        answer = told.backend_operation_response
        if answer.error_msg:
            raise Refused(answer.error_msg)
        address = f"http://127.0.0.1:{self.port}{answer.deferred_file.url}"
        body = await asyncio.to_thread(_fetch, address, self.cookie)
        if b"," not in body:
            raise Refused(f"no table at {address}")
        return (time.perf_counter() - start) * 1000

    async def _rerun(self, fragment: str = "") -> None:
        assert self.socket is not None
        message = BackMsg()
        run = message.rerun_script
        run.query_string = self.query
        run.page_script_hash = self.page_hash
        run.fragment_id = fragment
        run.cached_message_hashes.extend(self.cached)
        run.context_info.timezone = "UTC"
        run.context_info.locale = "en-US"
        run.context_info.url = f"http://127.0.0.1:{self.port}/"
        run.context_info.color_scheme = "light"
        if self.settled is not None:
            state = run.widget_states.widgets.add()
            state.id, state.json_value = self.clock, json.dumps({"settled": self.settled})
        if self.chosen:
            state = run.widget_states.widgets.add()
            state.id, state.string_value = self.picker, self.chosen
        await self.socket.send(message.SerializeToString())
        while True:
            told = await self._next()
            match told.WhichOneof("type"):
                case "delta":
                    self._learn(told)
                case "new_session":
                    self.page_hash = told.new_session.page_script_hash
                    self.session_id = told.new_session.initialize.session_id or self.session_id
                case "session_event" if told.session_event.WhichOneof("type") == "script_compilation_exception":
                    raise Refused("the page does not compile")
                case "script_finished":
                    return

    async def _next(self) -> ForwardMsg:
        assert self.socket is not None
        data = await asyncio.wait_for(self.socket.recv(), ANSWER_WITHIN_S)
        assert isinstance(data, bytes)
        self.received += len(data)
        told = ForwardMsg()
        told.ParseFromString(data)
        if told.hash and told.metadata.cacheable:
            self.cached.add(told.hash)
        return told

    def _learn(self, told: ForwardMsg) -> None:
        element = told.delta.new_element
        match element.WhichOneof("type"):
            case "bidi_component" if element.bidi_component.id.endswith("-clock"):
                self.clock, self.fragment = element.bidi_component.id, told.delta.fragment_id
            case "selectbox" if element.selectbox.id.endswith("-f_instrument"):
                self.picker, self.options = element.selectbox.id, tuple(element.selectbox.options)
            case "download_button" if element.download_button.deferred_file_id:
                self.files[element.download_button.label] = element.download_button.deferred_file_id
            case "heading":
                self.headings[element.heading.anchor] = element.heading.body
            case "exception":
                raise Refused(element.exception.message)


def _fetch(address: str, cookie: str) -> bytes:
    request = urllib.request.Request(address, headers={"Cookie": cookie} if cookie else {})
    with urllib.request.urlopen(request, timeout=ANSWER_WITHIN_S) as answer:
        return bytes(answer.read())


def a_day(chance: random.Random) -> dt.date:
    """Some day of the last years."""
    return FIRST_DAY + dt.timedelta(days=chance.randrange((LAST_DAY - FIRST_DAY).days))


async def look_around(viewer: Viewer, seconds: float, chance: random.Random, told: dict[str, list[float]]) -> None:
    """What a reader does: look for a few seconds, then move; until the time is up."""
    until = time.monotonic() + seconds
    await asyncio.sleep(chance.uniform(0, THINK_S[1]))
    while time.monotonic() < until:
        [what] = chance.choices(list(SHARES), list(SHARES.values()))
        match what:
            case "settle":
                told[what].append(await viewer.settle(a_day(chance)))
            case "instrument":
                told[what].append(await viewer.choose(chance.randrange(len(INSTRUMENTS))))
            case _:
                try:
                    told[what].append(await viewer.download())
                except urllib.error.HTTPError:  # made, and cleared away before the browser came for it
                    told["lost"].append(1)
        await asyncio.sleep(chance.uniform(*THINK_S))


async def open_many(port: int, count: int) -> list[Viewer]:
    """``count`` viewers, each with its lists drawn, four at a time."""
    gate = asyncio.Semaphore(4)

    async def one(number: int) -> Viewer:
        async with gate:
            viewer = Viewer(port)
            await viewer.open()
            await viewer.settle(LAST_DAY - dt.timedelta(days=number % 30))
            return viewer

    return list(await asyncio.gather(*(one(number) for number in range(count))))


async def climb(server: machine.Running, levels: tuple[int, ...], seconds: float) -> dict[str, Any]:
    """More and more viewers of one process, until it answers late."""
    chance = random.Random(5)
    first = await open_many(server.port, 2)
    for viewer in first:
        await viewer.choose(1)
        await viewer.choose(0)
        await viewer.download()
    memory = machine.memory_mb(server.process)
    viewers: list[Viewer] = []
    rows = []
    for level in levels:
        viewers += await open_many(server.port, level - len(viewers))
        told: dict[str, list[float]] = defaultdict(list)
        cpu, start = machine.cpu_s(server.process), time.monotonic()
        await asyncio.gather(
            *(look_around(viewer, seconds, random.Random(chance.random()), told) for viewer in viewers)
        )
        busy = (machine.cpu_s(server.process) - cpu) / (time.monotonic() - start)
        actions = sum(len(ms) for ms in told.values())
        rows.append(
            {
                "viewers": level,
                "actions": actions,
                "lost": len(told["lost"]),
                "settle_median_ms": median(told["settle"]),
                "settle_p95_ms": p95(told["settle"]),
                "busy": busy,
                "memory_mb": machine.memory_mb(server.process),
            }
            | {f"{what}_p95_ms": p95(told[what]) for what in ("instrument", "download") if told[what]}
        )
        if rows[-1]["settle_p95_ms"] > LIMIT_MS * 1.5:
            break
    grown = machine.memory_mb(server.process) - memory
    alone = [await first[0].settle(a_day(chance)) for _ in range(20)]
    cpu = machine.cpu_s(server.process)
    for _ in range(20):
        await first[0].settle(a_day(chance))
    cpu_ms = (machine.cpu_s(server.process) - cpu) / 20 * 1000
    for viewer in (*first, *viewers):
        await viewer.close()
    return {
        "levels": rows,
        "served": most_served([(row["viewers"], row["settle_p95_ms"]) for row in rows], LIMIT_MS),
        "memory_each_mb": max(0.0, grown) / max(1, len(viewers)),
        "alone_ms": median(alone),
        "settle_cpu_ms": cpu_ms,
    }


def of_one_process(*, quick: bool, root: Any = machine.ROOT) -> dict[str, Any]:
    """How many viewers the product in ``root`` serves with one process."""
    with machine.product(root) as server:
        levels, seconds = (LEVELS[:3], 5.0) if quick else (LEVELS, 10.0)
        return asyncio.run(climb(server, levels, seconds))


def settle_in(folder: Any, count: int) -> tuple[float, Mapping[str, int]]:
    """Median milliseconds of a settle with the dataset in ``folder``, and the bytes it sent."""

    async def run(port: int) -> tuple[float, dict[str, int]]:
        viewer = Viewer(port)
        await viewer.open()
        await viewer.settle(LAST_DAY)
        before = viewer.received
        ms = [await viewer.settle(LAST_DAY - dt.timedelta(days=10 * number + 1)) for number in range(count)]
        sent = (viewer.received - before) // count
        await viewer.close()
        return median(ms), {"bytes": sent}

    with machine.product(ESS_DATA=str(folder)) as server:
        return asyncio.run(run(server.port))
