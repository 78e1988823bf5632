"""Viewers without a browser: real sessions over Streamlit's own protocol, on 127.0.0.1, bounded in number and time."""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import random
import re
import shutil
import time
import urllib.error
import urllib.request
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from uuid import uuid4

from proxies import nginx
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.Common_pb2 import UploadedFileInfo
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

from dashboard.domain.addresses import DOWNLOAD
from dashboard.store.uploads import UPLOADS_VERSION
from dashboard.ui.turns import PATIENCE_S
from tests.bench import machine
from tests.bench.figures import median, most_served, p95

LIMIT_MS = 500
THINK_S = (2.0, 4.0)
LEVELS = (8, 16, 32, 64, 96, 128, 150, 200, 250, 300)
SEATS = 64
"""Cookies shared out among the viewers of several processes."""
SECRET = "only for this measurement"
ANSWER_WITHIN_S = 30.0
FIRST_DAY, LAST_DAY = dt.date(2022, 1, 1), dt.date(2026, 10, 2)
INSTRUMENTS = ("apmbc", "ccm", "tpnw", "cfe", "open-skies")
UPLOADS_EVERY = 8
"""One viewer of so many has an upload in view."""
UPLOADED = (
    "action_id,instrument_id,iso3,kind,acted_on,acted_precision,effective_on,effective_precision,effective_method,scope,"
    "objects_to,depositary_ref,confidence,effective_confidence,note,effective_note,source_ids,effective_source_ids\n"
    "apmbc-nor-9,apmbc,NOR,withdrawal,2026-03-01,day,2026-09-01,day,stated,full,,,single,single,,,"
    "untc-xxvi-5,untc-xxvi-5\n"
)
SHARES = {"settle": 0.85, "instrument": 0.1, "download": 0.05}
SHARES_WITH_UPLOADS = {"settle": 0.5, "instrument": 0.1, "download": 0.4}


SECTION = re.compile(r"-section_(\w+)_part$")
OUT_OF_VIEW_S = 3.0
"""As long as sections out of view wait in the browser."""
OVERDUE_MS = 1000 * PATIENCE_S
"""A settle that took longer was let through by the gate unasked, if that was why."""


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
    in_view: bool = True
    """Whether its charts are about to be seen; the first section follows at once then."""
    clock: tuple[str, str] = ("", "")
    """The clock's id, and that of the fragment that runs when it reports."""
    sections: dict[str, tuple[str, str]] = field(default_factory=dict)
    """The same of each section below the map, by name."""
    picker: str = ""
    file: str = f"{DOWNLOAD}?format=csv&as_of={LAST_DAY}"
    """Address of the CSV, as the links of the page have it."""
    header: tuple[str, str] = ("", "")
    """The header's id, and that of the fragment that runs when it reports."""
    do: str = ""
    """What the header is to be told next."""
    pages: dict[str, str] = field(default_factory=dict)
    """Address of a page → by what a run names it."""
    buttons: dict[str, str] = field(default_factory=dict)
    """Key of a button → its id."""
    uploader: str = ""
    place: str = ""
    """Where a chart will stand once it is about to be seen."""
    media: str = ""
    """Address of the file that a dialog made."""
    headings: dict[str, str] = field(default_factory=dict)
    cached: set[str] = field(default_factory=set)
    instrument: str = INSTRUMENTS[0]
    chosen: str = ""
    settled: dict[str, Any] | None = None
    received: int = 0
    charts: int = 0
    """Charts drawn for it."""

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
        """Report a day as the browser does at rest; milliseconds until what is about to be seen was sent."""
        self.settled = {"day": day.isoformat(), "focus": None, "instrument": self.instrument}
        start = time.perf_counter()
        await self._rerun(by=self.sections["announced"] if self.in_view else self.clock)
        return (time.perf_counter() - start) * 1000

    async def follow(self) -> float:
        """Have the sections out of view follow, as they do after a while; milliseconds until all were sent.

        The first time a chart comes into view too, for whoever has charts in view.
        """
        start = time.perf_counter()
        for name, by in self.sections.items():
            if not (self.in_view and name == "announced") or self.place:
                await self._rerun(by=by, near=self.in_view and name == "announced")
        return (time.perf_counter() - start) * 1000

    async def choose(self, number: int) -> float:
        """Choose another treaty; milliseconds until the page had run."""
        self.chosen = INSTRUMENTS[number]
        self.instrument = INSTRUMENTS[number]
        start = time.perf_counter()
        await self._rerun()
        return (time.perf_counter() - start) * 1000

    async def download(self) -> float:
        """Follow the link of the CSV, of the day on screen; milliseconds until it was here."""
        start = time.perf_counter()
        day = self.settled["day"] if self.settled else ""
        await self._fetch(re.sub(r"(?<=as_of=)[0-9-]+", day, self.file) if day else self.file)
        return (time.perf_counter() - start) * 1000

    async def _fetch(self, path: str, within: bytes = b",") -> None:
        body = await asyncio.to_thread(_fetch, f"http://127.0.0.1:{self.port}{path}", self.cookie)
        if within not in body:
            raise Refused(f"not the table at {path}")

    async def _rerun(
        self,
        by: tuple[str, str] = ("", ""),
        *,
        near: bool = False,
        press: str = "",
        uploaded: UploadedFileInfo | None = None,
    ) -> None:
        """Have the server run the page, or the fragment of the part that reports the day, until it has finished."""
        assert self.socket is not None
        message = BackMsg()
        run = message.rerun_script
        run.query_string = self.query
        run.page_script_hash = self.page_hash
        reporter, run.fragment_id = by
        run.cached_message_hashes.extend(self.cached)
        run.context_info.timezone = "UTC"
        run.context_info.locale = "en-US"
        run.context_info.url = f"http://127.0.0.1:{self.port}/"
        run.context_info.color_scheme = "light"
        triggers = []
        if reporter and self.settled is not None:
            triggers.append((reporter, "settled", self.settled))
        if self.chosen:
            triggers.append((self.picker, "go", {"lens": self.chosen}))
            self.chosen = ""
        if self.do:
            triggers.append((self.header[0], "go", {"do": self.do}))
            self.do = ""
        if self.place and near:
            triggers.append((self.place, "near", True))
            self.place = ""
        for part, event, value in triggers:
            state = run.widget_states.widgets.add()
            state.id = f"$$STREAMLIT_INTERNAL_KEY_{part}__events"
            state.json_trigger_value = json.dumps([{"event": event, "value": value}])
        if press:
            state = run.widget_states.widgets.add()
            state.id, state.trigger_value = self.buttons[press], True
        if uploaded is not None:
            state = run.widget_states.widgets.add()
            state.id = self.uploader
            state.file_uploader_state_value.uploaded_file_info.append(uploaded)
        await self.socket.send(message.SerializeToString())
        while True:
            told = await self._next()
            match told.WhichOneof("type"):
                case "delta":
                    self._learn(told)
                case "navigation":
                    self.pages = {one.url_pathname: one.page_script_hash for one in told.navigation.app_pages}
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
                self.clock = element.bidi_component.id, told.delta.fragment_id
            case "bidi_component" if found := SECTION.search(element.bidi_component.id):
                self.sections[found[1]] = element.bidi_component.id, told.delta.fragment_id
            case "bidi_component" if element.bidi_component.id.endswith("-f_instrument"):
                self.picker = element.bidi_component.id
            case "bidi_component" if element.bidi_component.id.endswith("-header"):
                self.header = element.bidi_component.id, told.delta.fragment_id
            case "download_button":
                self.media = element.download_button.url
            case "bidi_component" if element.bidi_component.id.endswith("_place"):
                self.place = element.bidi_component.id
            case "plotly_chart":
                self.charts += 1
            case "button":
                self.buttons[element.button.id.rpartition("-")[2]] = element.button.id
            case "file_uploader":
                self.uploader = element.file_uploader.id
            case "heading":
                self.headings[element.heading.anchor] = element.heading.body
            case "exception":
                raise Refused(element.exception.message)


class UploadingViewer(Viewer):
    """One whose view holds an upload: files of it come by a dialog, which makes them, and a button of Streamlit's."""

    async def open(self) -> float:
        """Upload a row in our own form, which is taken in, go to the map; milliseconds until all of it had run."""
        start = time.perf_counter()
        await super().open()
        main, self.page_hash = self.page_hash, self.pages["own_rows"]
        await self._rerun()
        uploaded = await self._upload("mine.csv", UPLOADED.encode())
        await self._rerun(uploaded=uploaded)
        self.page_hash = self.pages.get("", main)
        await self._rerun()
        return (time.perf_counter() - start) * 1000

    async def _upload(self, name: str, content: bytes) -> UploadedFileInfo:
        assert self.socket is not None
        message = BackMsg()
        wanted = message.file_urls_request
        wanted.request_id, wanted.session_id = str(uuid4()), self.session_id
        wanted.file_names.append(name)
        await self.socket.send(message.SerializeToString())
        while True:
            told = await self._next()
            if told.WhichOneof("type") == "file_urls_response":
                break
        [urls] = told.file_urls_response.file_urls
        await asyncio.to_thread(_put, f"http://127.0.0.1:{self.port}", urls.upload_url, name, content, self.cookie)
        return UploadedFileInfo(name=name, size=len(content), file_id=urls.file_id, file_urls=urls)

    async def download(self) -> float:
        """Open the dialog, which makes the table, think for a moment, save it; milliseconds but the thinking."""
        start = time.perf_counter()
        self.do, self.media = "take_away", ""
        await self._rerun(by=("", self.header[1]))
        while not self.media:  # the dialog opens in a run of its own
            told = await self._next()
            if told.WhichOneof("type") == "delta":
                self._learn(told)
        made = time.perf_counter() - start
        await asyncio.sleep(THINK_S[0])
        start = time.perf_counter()
        await self._fetch(self.media, UPLOADS_VERSION.encode())
        return (made + time.perf_counter() - start) * 1000


def _put(base: str, path: str, name: str, content: bytes, seat: str) -> None:
    """Upload a file as the browser does, with the token of a cookie, to the process that ``seat`` names."""
    asked = urllib.request.Request(f"{base}/_stcore/health", headers={"Cookie": seat} if seat else {})
    with urllib.request.urlopen(asked, timeout=ANSWER_WITHIN_S) as answer:
        cookies = SimpleCookie("; ".join(answer.headers.get_all("Set-Cookie") or ()))
    token = cookies["_streamlit_xsrf"].value
    mark = uuid4().hex
    head = (
        f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{name}"\r\nContent-Type: text/csv\r\n\r\n'
    )
    body = head.encode() + content + f"\r\n--{mark}--\r\n".encode()
    headers = {
        "Content-Type": f"multipart/form-data; boundary={mark}",
        "Cookie": "; ".join(filter(None, (seat, f"_streamlit_xsrf={token}"))),
        "X-Xsrftoken": token,
    }
    request = urllib.request.Request(f"{base}{path}", body, headers, method="PUT")
    with urllib.request.urlopen(request, timeout=ANSWER_WITHIN_S):
        pass


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
    shares = SHARES_WITH_UPLOADS if isinstance(viewer, UploadingViewer) else SHARES
    await asyncio.sleep(chance.uniform(0, THINK_S[1]))
    while time.monotonic() < until:
        [what] = chance.choices(list(shares), list(shares.values()))
        match what:
            case "settle":
                ms = await viewer.settle(a_day(chance))
                told[what].append(ms)
                told["seen" if viewer.in_view else "unseen"].append(ms)
            case "instrument":
                told[what].append(await viewer.choose(chance.randrange(len(INSTRUMENTS))))
            case _:
                try:
                    ms = await viewer.download()
                    told["taken with uploads" if isinstance(viewer, UploadingViewer) else what].append(ms)
                except urllib.error.HTTPError:  # made, and cleared away before the browser came for it
                    told["lost"].append(1)
        think = chance.uniform(*THINK_S)
        if what == "settle" and think > OUT_OF_VIEW_S:
            await asyncio.sleep(OUT_OF_VIEW_S)
            told["followed"].append(await viewer.follow())
            think -= OUT_OF_VIEW_S
        await asyncio.sleep(think)


async def open_many(port: int, count: int, cookies: Sequence[str] = ()) -> list[Viewer]:
    """``count`` viewers, each with its lists drawn, four at a time.

    Every second one has charts in view, and some an upload; ``cookies`` seat them, in turn.
    """
    gate = asyncio.Semaphore(4)

    async def one(number: int) -> Viewer:
        async with gate:
            viewer = UploadingViewer(port) if number % UPLOADS_EVERY == UPLOADS_EVERY - 1 else Viewer(port)
            viewer.in_view = number // 2 % 2 == 0
            viewer.cookie = cookies[number % len(cookies)] if cookies else ""
            await viewer.open()
            await viewer.settle(LAST_DAY - dt.timedelta(days=number % 30))
            await viewer.follow()
            return viewer

    return list(await asyncio.gather(*(one(number) for number in range(count))))


async def climb(
    servers: Sequence[machine.Running],
    levels: tuple[int, ...],
    seconds: float,
    front: int | None = None,
    cookies: Sequence[str] = (),
) -> dict[str, Any]:
    """More and more viewers, until they are answered late: of one process, or of several behind the port ``front``."""
    chance = random.Random(5)
    port = front or servers[0].port

    def cpu_of_servers() -> float:
        return sum(machine.cpu_s(one.process) for one in servers)

    def memory_of_servers() -> float:
        return sum(machine.memory_mb(one.process) for one in servers)

    first = await open_many(port, 4, cookies)
    for viewer in first:
        await viewer.choose(1)
        await viewer.choose(0)
        await viewer.download()
    memory = memory_of_servers()
    viewers: list[Viewer] = []
    rows = []
    turned_away = 0
    for level in levels:
        try:
            viewers += await open_many(port, level - len(viewers), cookies)
        except (Refused, OSError, WebSocketException):
            turned_away = level
            break
        told: dict[str, list[float]] = defaultdict(list)
        cpu, own, start = cpu_of_servers(), machine.own_cpu_s(), time.monotonic()
        ends = await asyncio.gather(
            *(look_around(viewer, seconds, random.Random(chance.random()), told) for viewer in viewers),
            return_exceptions=True,
        )
        took = time.monotonic() - start
        actions = sum(len(told[what]) for what in ("settle", "instrument", "download", "taken with uploads", "lost"))
        rows.append(
            {
                "viewers": level,
                "actions": actions,
                "lost": len(told["lost"]),
                "gone": sum(end is not None for end in ends),
                "taken_with_uploads": len(told["taken with uploads"]),
                "settle_median_ms": median(told["settle"]),
                "settle_p95_ms": p95(told["settle"]),
                "overdue": sum(ms > OVERDUE_MS for ms in told["settle"]) / max(1, len(told["settle"])),
                "busy": (cpu_of_servers() - cpu) / took,
                "generator": (machine.own_cpu_s() - own) / took,
                "memory_mb": memory_of_servers(),
            }
            | {
                f"{what}_p95_ms": p95(told[what])
                for what in ("instrument", "download", "seen", "unseen", "followed")
                if told[what]
            }
        )
        viewers = [viewer for viewer, end in zip(viewers, ends, strict=True) if end is None]
        if rows[-1].get("seen_p95_ms", 0.0) > LIMIT_MS * 1.5 or rows[-1]["gone"]:
            break
    grown = memory_of_servers() - memory
    cpu_ms = {}
    for name, viewer in (("seen", first[0]), ("unseen", first[2])):
        cpu = cpu_of_servers()
        for _ in range(20):
            await viewer.settle(a_day(chance))
        cpu_ms[name] = (cpu_of_servers() - cpu) / 20 * 1000
    for viewer in (*first, *viewers):
        await viewer.close()
    return {
        "levels": rows,
        "turned_away": turned_away,
        "served": most_served([(row["viewers"], row.get("seen_p95_ms", 0.0)) for row in rows], LIMIT_MS),
        "memory_each_mb": max(0.0, grown) / max(1, len(viewers)),
        "settle_cpu_ms": cpu_ms,
    }


def of_one_process(*, quick: bool, root: Any = machine.ROOT) -> dict[str, Any]:
    """How many viewers the product in ``root`` serves with one process."""
    with machine.product(root) as server:
        levels, seconds = (LEVELS[:3], 5.0) if quick else (LEVELS, 10.0)
        return asyncio.run(climb([server], levels, seconds))


@contextmanager
def two_behind_nginx() -> Iterator[tuple[list[machine.Running], int]]:
    """Two processes of the product that take each other's cookies, and the port of nginx before them."""
    settings = {"ESS_PROXIES": "1", "STREAMLIT_SERVER_COOKIE_SECRET": SECRET}
    with ExitStack() as stack:
        servers = [stack.enter_context(machine.product(**settings)) for _ in range(2)]
        yield servers, stack.enter_context(nginx((servers[0].port, servers[1].port))).root


def of_two_processes(*, quick: bool) -> dict[str, Any]:
    """How many viewers two processes behind nginx serve, each viewer at the process that its cookie names."""
    if shutil.which("nginx") is None:
        return {"skipped": "nginx is not installed here"}
    with two_behind_nginx() as (servers, front):
        cookies = [seat(front) for _ in range(SEATS)]
        levels, seconds = (LEVELS[:3], 5.0) if quick else (LEVELS, 10.0)
        return asyncio.run(climb(servers, levels, seconds, front, cookies))


def seat(front: int) -> str:
    """The cookie that nginx gives to a new viewer."""
    with urllib.request.urlopen(f"http://127.0.0.1:{front}/", timeout=ANSWER_WITHIN_S) as answer:
        given = answer.headers.get("Set-Cookie", "")
    return str(given.split(";", 1)[0])


def settle_in(folder: Any, count: int) -> tuple[float, Mapping[str, int]]:
    """Median milliseconds of a settle of every section with the dataset in ``folder``, and the bytes it sent."""

    async def run(port: int) -> tuple[float, dict[str, int]]:
        viewer = Viewer(port)
        await viewer.open()

        async def settle(day: dt.date) -> float:
            return await viewer.settle(day) + await viewer.follow()

        await settle(LAST_DAY)
        before = viewer.received
        ms = [await settle(LAST_DAY - dt.timedelta(days=10 * number + 1)) for number in range(count)]
        sent = (viewer.received - before) // count
        await viewer.close()
        return median(ms), {"bytes": sent}

    with machine.product(ESS_DATA=str(folder)) as server:
        return asyncio.run(run(server.port))
