"""Steps, bytes, first map, settle, processor and heap in one Chromium: the product and its peers, one after another."""

from __future__ import annotations

import base64
import random
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any

from atlas_page import SLIDER, open_atlas, show_charts, wait_until_settled
from playwright.sync_api import Browser, CDPSession, Error, Frame, Page

from tests.bench import machine
from tests.bench.figures import median, p95
from tests.bench.peers import shared
from tests.bench.subjects import (
    CLIENT_SIDE,
    CONTENT,
    EMPTY,
    OURS,
    PACKED,
    PICTURE,
    PLAIN,
    SERVER_SIDE,
    SLIDERS,
    WITH_CONTENT,
    serving,
    there,
)

DESK = {"width": 1440, "height": 900}
PATIENCE_MS = 30_000
OURS_SHOWS = """
window.benchShows = (want) => [...document.querySelectorAll("iframe")].some(
  (frame) => frame.contentDocument?.documentElement?.dataset.asOf === want);
"""
# From the event's own time stamp to the task after the frame in which the picture was first seen changed.
WATCH = """([kind, where]) => {
  window.benchOut = [];
  const target = where === "track" ? window.essStore.timeline.track : where ? document.querySelector(where) : document;
  target.addEventListener(kind, (event) => {
    const want = window.benchWant;
    const look = () => {
      if (!window.benchShows(want)) {
        if (performance.now() - event.timeStamp < 20000) requestAnimationFrame(look);
        return;
      }
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => window.benchOut.push(performance.now() - event.timeStamp);
      port2.postMessage(0);
    };
    requestAnimationFrame(look);
  }, where !== "track" && !where);
}"""
# When the condition first holds in a frame, in milliseconds since the page was asked for.
FIRST_SEEN = """
if (window === top) {
  const there = %s;
  const look = () => {
    let seen = false;
    try { seen = there(); } catch { seen = false; }
    if (seen) window.benchFirst = performance.now(); else requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
"""
KEYS_APART_S = (0.01, 0.04)


@dataclass
class Steps:
    """What a run of steps cost."""

    ms: list[float]
    bytes_each: float
    server_cpu_ms: float
    browser_cpu_ms: float

    def told(self) -> dict[str, float]:
        """Figures for the report."""
        return {
            "steps": len(self.ms),
            "median_ms": median(self.ms),
            "p95_ms": p95(self.ms),
            "bytes": self.bytes_each,
            "server_cpu_ms": self.server_cpu_ms,
            "browser_cpu_ms": self.browser_cpu_ms,
        }


@dataclass
class Wire:
    """Bytes that a page exchanged: frames of its sockets, and answers over HTTP."""

    total: float = 0
    session: CDPSession | None = field(default=None, repr=False)

    def listen(self, page: Page) -> None:
        """Count from now on."""
        session = page.context.new_cdp_session(page)
        session.send("Network.enable")
        session.on("Network.webSocketFrameSent", self._frame)
        session.on("Network.webSocketFrameReceived", self._frame)
        session.on("Network.loadingFinished", self._loaded)
        self.session = session

    def _frame(self, told: dict[str, Any]) -> None:
        response = told["response"]
        data = response["payloadData"]
        self.total += len(base64.b64decode(data)) if response["opcode"] == 2 else len(data.encode())

    def _loaded(self, told: dict[str, Any]) -> None:
        self.total += max(0.0, float(told["encodedDataLength"]))


@contextmanager
def fresh_page(browser: Browser, init: str = "") -> Iterator[Page]:
    """A page of a browser profile that has seen nothing yet."""
    context = browser.new_context(viewport=DESK)  # type: ignore[arg-type]
    context.set_default_timeout(PATIENCE_MS)
    if init:
        context.add_init_script(init)
    page = context.new_page()
    try:
        yield page
    finally:
        context.close()


def walk(page: Page, where: Page | Frame, ahead: Iterator[Any], count: int, key: str) -> list[float]:
    """Press ``key`` ``count`` times, each once the picture before is painted; milliseconds of each.

    About thirty times a second, as a held key repeats, and at no particular moment of a frame.
    """
    chance = random.Random(key)
    for number in range(count):
        where.evaluate("(want) => { window.benchWant = want; }", next(ahead))
        page.keyboard.press(key)
        where.wait_for_function(f"window.benchOut.length > {number}", polling=7, timeout=25_000)
        time.sleep(chance.uniform(*KEYS_APART_S))
    return [float(one) for one in where.evaluate("window.benchOut")]


def measured(page: Page, server: machine.Running, wire: Wire, run: Any, count: int) -> Steps:
    """Run ``run`` and see what it cost in bytes and processor."""
    chromium = machine.browser_process()
    assert chromium is not None
    before = machine.cpu_s(server.process), machine.cpu_s(chromium), wire.total
    ms = run()
    page.evaluate("() => new Promise((done) => setTimeout(done, 100))")
    after = machine.cpu_s(server.process), machine.cpu_s(chromium), wire.total
    server_cpu, browser_cpu, sent = ((now - then) / count for now, then in zip(after, before, strict=True))
    return Steps(ms, sent, server_cpu * 1000, browser_cpu * 1000)


def days_back(page: Page) -> Iterator[str]:
    """Days that ArrowLeft will show, one after another; back to the last day where the record ends."""
    while True:
        yield str(
            page.evaluate(
                """() => { const store = window.essStore;
                    const step = store.previousStep()?.[0] ?? store.bundle.first;
                    return new Date(step * 864e5).toISOString().slice(0, 10); }"""
            )
        )


def step_ours(browser: Browser, server: machine.Running, count: int) -> Steps:
    """Key by key through the days of change, as in a drag: nothing settles meanwhile."""
    with fresh_page(browser) as page:
        wire = Wire()
        page.goto(server.url)
        open_atlas(page, path=f"{server.url}/")
        wait_until_settled(page)
        page.evaluate(OURS_SHOWS)
        page.locator(SLIDER).focus()
        page.evaluate(WATCH, ["keydown", "track"])
        page.evaluate("window.essStore.hold(true)")
        wire.listen(page)
        steps = page.evaluate("window.essStore.steps().filter(([day]) => day < window.essStore.day).length")

        def run() -> list[float]:
            out: list[float] = []
            while len(out) < count:
                part = min(count - len(out), int(steps) - 1)
                page.evaluate("window.benchOut.length = 0")
                out += walk(page, page, days_back(page), part, "ArrowLeft")
                page.evaluate("window.essStore.setDay(window.essStore.bundle.today)")
                page.evaluate("() => new Promise((done) => setTimeout(done, 60))")
            return out

        return measured(page, server, wire, run, count)


# From an event's own time stamp to the task after the frame it was painted in, where every event changes the picture.
NEXT_FRAME = """([kind, where]) => {
  window.benchOut = [];
  const target = where === "track" ? window.essStore.timeline.track : window;
  target.addEventListener(kind, (event) => requestAnimationFrame(() => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => window.benchOut.push(performance.now() - event.timeStamp);
    port2.postMessage(0);
  }), where !== "track");
}"""


def drag_ours(browser: Browser, server: machine.Running, count: int) -> Steps:
    """Pull the day along the track, pixel by pixel, with the button held."""
    with fresh_page(browser) as page:
        wire = Wire()
        open_atlas(page, path=f"{server.url}/")
        wait_until_settled(page)
        box = page.locator(SLIDER).bounding_box()
        assert box is not None
        left, y, width = box["x"] + 12, box["y"] + 26, box["width"] - 24
        page.mouse.move(left + width * 0.98, y)
        page.mouse.down()
        page.evaluate(NEXT_FRAME, ["pointermove", "track"])
        wire.listen(page)

        def run() -> list[float]:
            for number in range(count):
                page.mouse.move(left + width * (0.97 - 0.9 * number / count), y)
                page.wait_for_function(f"window.benchOut.length > {number}", polling=7, timeout=25_000)
            return [float(one) for one in page.evaluate("window.benchOut")]

        return measured(page, server, wire, run, count)


def wanted(name: str, number: int) -> tuple[str, str]:
    """What a peer shows after ``number`` steps: its picture, and its headline where it has one."""
    headline = shared.words(number).headline if name.endswith(CONTENT) else ""
    return shared.digest(shared.fills(number)), headline


def step_server_side(browser: Browser, name: str, server: machine.Running, count: int) -> Steps:
    """Press the button of a peer that asks its server."""
    with fresh_page(browser) as page:
        wire = Wire()
        page.goto(server.url)
        page.evaluate(PICTURE)
        page.wait_for_function("(want) => window.benchShows(want)", arg=wanted(name, 0))
        page.get_by_role("button", name="Next day").focus()
        page.evaluate(WATCH, ["keydown", ""])
        after = (wanted(name, number) for number in range(1, count + 1))
        wire.listen(page)
        return measured(page, server, wire, lambda: walk(page, page, after, count, "Enter"), count)


def step_client_side(browser: Browser, name: str, server: machine.Running, count: int) -> Steps:
    """Move the slider of a peer that steps in the browser, forth to the last day and back."""
    slider = SLIDERS[name.removesuffix(CONTENT)]
    with fresh_page(browser) as page:
        wire = Wire()
        page.goto(server.url)
        page.wait_for_function(there(name))
        where = next(frame for frame in page.frames if frame.query_selector(slider))
        where.evaluate(PICTURE)
        where.wait_for_function("(want) => window.benchShows(want)", arg=wanted(name, 0))
        where.locator(slider).focus()
        where.evaluate(WATCH, ["keydown", slider])
        wire.listen(page)
        days = len(shared.world()[2])
        forth, back = range(1, days), range(days - 2, -1, -1)

        def run() -> list[float]:
            out: list[float] = []
            for number in range(-(-count // (days - 1))):
                ahead, key = (back, "ArrowLeft") if number % 2 else (forth, "ArrowRight")
                part = min(count - len(out), days - 1)
                where.evaluate("window.benchOut.length = 0")
                out += walk(page, where, (wanted(name, day) for day in ahead), part, key)
            return out

        return measured(page, server, wire, run, count)


def steps_of(browser: Browser, name: str, server: machine.Running, count: int) -> Steps:
    """Steps of the product or a peer."""
    if name == OURS:
        return step_ours(browser, server, count)
    run = step_client_side if name.removesuffix(CONTENT) in CLIENT_SIDE else step_server_side
    return run(browser, name, server, count)


def first_seen(page: Page, url: str) -> float:
    """Milliseconds from asking for the page until its map (or its text) stands."""
    page.goto(url, wait_until="commit")
    page.wait_for_function("window.benchFirst !== undefined", timeout=PATIENCE_MS, polling=50)
    return float(page.evaluate("window.benchFirst"))


def visited(browser: Browser, name: str, url: str) -> tuple[float, float]:
    """The first visit of a fresh browser profile: milliseconds until the map stands, and bytes until then."""
    with fresh_page(browser, FIRST_SEEN % there(name)) as page:
        wire = Wire()
        wire.listen(page)
        return first_seen(page, url), wire.total


def first_maps(browser: Browser, servers: dict[str, machine.Running], rounds: int) -> dict[str, dict[str, list[float]]]:
    """Fresh and returning visits to warm servers, all subjects in turn in every round."""
    found: dict[str, dict[str, list[float]]] = {name: {"fresh": [], "returning": []} for name in servers}
    for number in range(rounds):
        order = list(servers)
        for name in order[number % len(order) :] + order[: number % len(order)]:
            with fresh_page(browser, FIRST_SEEN % there(name)) as page:
                found[name]["fresh"].append(first_seen(page, servers[name].url))
                page.goto("about:blank")
                found[name]["returning"].append(first_seen(page, servers[name].url))
    return found


def cold_maps(browser: Browser, rounds: int) -> dict[str, list[float]]:
    """The very first visit after a server has started, in a fresh browser profile."""
    found: dict[str, list[float]] = {OURS: [], EMPTY: []}
    for _ in range(rounds):
        for name, ms in found.items():
            with serving(name) as server, fresh_page(browser, FIRST_SEEN % there(name)) as page:
                ms.append(first_seen(page, server.url))
    return found


# A section shows a day once its heading names it, the chart once its line does. Only sections about to be seen follow
# at once; the server has heard of the day when a run of it has ended.
SETTLE = """() => {
  const ANSWERS = 2; // a run begins, a run ends: a short one passes between two looks at the page's own state
  window.benchSettles = [];
  const store = window.essStore;
  const app = document.querySelector('[data-testid="stApp"]');
  const line = () => [...document.querySelectorAll(".st-key-announced_day *")]
    .map((one) => one.shadowRoot?.querySelector(".day")).find(Boolean);
  const isSeen = (id) => {
    const sections = store.sections ? [...store.sections.all] : [];
    const of = sections.find((one) => one.place?.contains(document.getElementById(id)));
    return of ? of.isNear : true;
  };
  store.onSettle(() => {
    const start = performance.now();
    window.benchAnswers = 0;
    const words = { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" };
    const said = new Date(store.day * 864e5).toLocaleDateString("en-GB", words);
    const there = () => {
      if (window.benchAnswers < ANSWERS || app.dataset.testScriptState !== "notRunning") return false;
      const seen = ["announced", "bands", "events"].filter(isSeen);
      if (!seen.every((id) => document.getElementById(id)?.innerText.includes(said))) return false;
      return !seen.includes("announced") || !line() || line().innerText === said;
    };
    const look = () => {
      if (there()) {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = () => window.benchSettles.push(performance.now() - start);
        port2.postMessage(0);
      } else if (performance.now() - start < 15000) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
}"""


ANSWERS = """{
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(...given) {
      super(...given);
      this.addEventListener("message", () => { window.benchAnswers = (window.benchAnswers ?? 0) + 1; });
    }
  };
}"""
"""Counts what the server sends."""


def settles(browser: Browser, server: machine.Running, count: int, *, in_view: bool) -> Steps:
    """From the end of the quiet after a step (250 ms) until what is about to be seen shows its day.

    With ``in_view`` the reader has scrolled to the chart, which was drawn; otherwise the page stands at its top.
    """
    with fresh_page(browser) as page:
        wire = Wire()
        page.add_init_script(ANSWERS)
        open_atlas(page, "as_of=2026-10-02", path=f"{server.url}/")
        wait_until_settled(page)
        if in_view:
            show_charts(page)
            wait_until_settled(page)
        page.evaluate(SETTLE)
        page.locator(SLIDER).evaluate("(slider) => slider.focus({ preventScroll: true })")
        wire.listen(page)

        def run() -> list[float]:
            for number in range(count):
                page.keyboard.press("ArrowLeft" if number % 24 < 16 else "ArrowRight")
                page.wait_for_function(f"window.benchSettles.length > {number}", polling=20, timeout=20_000)
            return [float(one) for one in page.evaluate("window.benchSettles")][-count:]

        return measured(page, server, wire, run, count)


def heap(browser: Browser, server: machine.Running, count: int) -> dict[str, float]:
    """Bytes of live script objects before and after ``count`` steps, garbage collected before both looks."""
    with fresh_page(browser) as page:
        open_atlas(page, path=f"{server.url}/")
        wait_until_settled(page)
        page.evaluate("window.essStore.hold(true)")
        page.locator(SLIDER).focus()
        session = page.context.new_cdp_session(page)
        session.send("Performance.enable")
        session.send("HeapProfiler.enable")

        def press(times: int) -> None:
            for number in range(times):
                page.keyboard.press("ArrowLeft" if number % 60 < 30 else "ArrowRight")

        def used() -> float:
            time.sleep(0.3)
            for _ in range(3):
                session.send("HeapProfiler.collectGarbage")
            metrics = session.send("Performance.getMetrics")["metrics"]
            return float(next(one["value"] for one in metrics if one["name"] == "JSHeapUsedSize"))

        press(60)
        before = used()
        press(count)
        after = used()
        return {"steps": count, "before": before, "after": after, "growth": after / before - 1}


def all_of(browser: Browser, *, quick: bool) -> dict[str, Any]:
    """Every measure of one run. A peer that cannot be served is left out and named."""
    out: dict[str, Any] = {"steps": {}, "first": {}, "cold": {}, "missing": {}}
    with ExitStack() as stack:
        servers: dict[str, machine.Running] = {}
        for name in (EMPTY, PACKED, OURS, *PLAIN):
            try:
                servers[name] = stack.enter_context(serving(name))
            except RuntimeError as error:
                if name == OURS:
                    raise
                out["missing"][name] = str(error).strip().splitlines()[-1]
        for name, server in servers.items():  # every server has answered once before anything counts
            with fresh_page(browser, FIRST_SEEN % there(name)) as page:
                first_seen(page, server.url)
        for name in (OURS, *PLAIN):
            if name in servers:
                out["steps"][name] = steps_of(browser, name, servers[name], _steps(name, quick=quick)).told()
        out["drag"] = drag_ours(browser, servers[OURS], 30 if quick else 200).told()
        for name, in_view in (("settle", True), ("settle_unseen", False)):
            out[name] = settles(browser, servers[OURS], 8 if quick else 40, in_view=in_view).told()
        out["heap"] = heap(browser, servers[OURS], 100 if quick else 500)
        seen = first_maps(browser, servers, 2 if quick else 5)
    for name in WITH_CONTENT:
        if name.removesuffix(CONTENT) not in out["missing"]:
            try:
                with serving(name) as server:
                    out["steps"][name] = steps_of(browser, name, server, _steps(name, quick=quick)).told()
            except (RuntimeError, Error) as error:
                out["missing"][name] = str(error).strip().splitlines()[-1]
    out["first"] = {
        name: {kind: {"median_ms": median(ms), "p95_ms": p95(ms)} for kind, ms in of_name.items()}
        for name, of_name in seen.items()
    }
    out["cold"] = {name: {"median_ms": median(ms)} for name, ms in cold_maps(browser, 1 if quick else 3).items()}
    return out


def _steps(name: str, *, quick: bool) -> int:
    if name.removesuffix(CONTENT) in SERVER_SIDE:
        return 12 if quick else 40
    return 30 if quick else 200
