"""Two processes behind nginx with the product's own configuration; one is killed under load."""

from __future__ import annotations

import asyncio
import datetime as dt
import random
import shutil
import time
from typing import Any

from atlas_page import SLIDER, open_atlas, shown_day, wait_for_address, wait_until_settled
from playwright.sync_api import Browser, Page
from websockets.exceptions import ConnectionClosed

from tests.bench import machine
from tests.bench.figures import median, p95
from tests.bench.viewers import Refused, Viewer, a_day, seat, two_behind_nginx

VIEWERS, PAGES = 12, 4


class Keen(Viewer):
    """A viewer that comes back: with the address of its view and nothing else."""

    lost = 0
    away_ms = 0.0
    kept = True

    def __init__(self, port: int) -> None:
        super().__init__(port, cookie=seat(port))

    async def go_on(self, seconds: float, chance: random.Random) -> None:
        """Settle a day every second or so; where the connection ends, return to the day of the address."""
        until = time.monotonic() + seconds
        day = a_day(chance)
        while time.monotonic() < until:
            try:
                await self.settle(day)
                await asyncio.sleep(chance.uniform(0.5, 1.5))
                day = a_day(chance)
            except (ConnectionClosed, OSError, Refused, TimeoutError):
                await self.come_back()

    async def come_back(self) -> None:
        """Open the address again until it answers, then look whether the page is at the day it was left at."""
        start = time.perf_counter()
        day = dt.date.fromisoformat(self.settled["day"]) if self.settled else None
        self.lost += 1
        self.query = f"as_of={day.isoformat()}" if day else ""
        self.settled, self.cached, self.page_hash = None, set(), ""
        while time.perf_counter() - start < 30:
            try:
                await self.open()
                break
            except (ConnectionClosed, OSError, TimeoutError, Exception):
                await asyncio.sleep(0.25)
        self.away_ms = (time.perf_counter() - start) * 1000
        self.headings.clear()
        # Any later run draws a section for the day that the session holds: the one of the address.
        await self._rerun(by=self.sections["announced"])
        said = f"{day.day} {day:%B} {day.year}" if day else ""
        self.kept = self.kept and said in self.headings.get("announced", "")


def inbound(server: machine.Running) -> int:
    """Connections that a server holds."""
    return sum(
        one.status == "ESTABLISHED" and one.laddr.port == server.port for one in server.process.net_connections("tcp")
    )


async def under_load(front: int, servers: list[machine.Running], seconds: float, between: Any) -> list[Keen]:
    """Viewers go on while ``between`` happens."""
    viewers = [Keen(front) for _ in range(VIEWERS)]
    for viewer in viewers:
        await viewer.open()
        await viewer.settle(dt.date(2025, 12, 27))
    loop = asyncio.get_running_loop()
    loop.call_later(seconds / 3, between)
    await asyncio.gather(*(one.go_on(seconds, random.Random(number)) for number, one in enumerate(viewers)))
    for one in viewers:
        await one.close()
    return viewers


def visit(browser: Browser, url: str, steps: int) -> tuple[Page, str, list[float]]:
    """A reader in Chromium who moved ``steps`` days of change back; the day shown, and when sockets closed."""
    page = browser.new_context(viewport={"width": 1440, "height": 900}).new_page()
    closed: list[float] = []
    page.on("websocket", lambda socket: socket.on("close", lambda *_: closed.append(time.monotonic())))
    frame = open_atlas(page, path=f"{url}/")
    wait_until_settled(page)
    page.locator(SLIDER).focus()
    for _ in range(steps):
        page.keyboard.press("ArrowLeft")
    wait_until_settled(page)
    day = shown_day(frame)
    wait_for_address(page, as_of=day)
    return page, day, closed


def returned(page: Page, day: str) -> bool:
    """Whether the page, after its server went, shows the lists of its day again, from a session that works."""
    said = f"{dt.date.fromisoformat(day).day} {dt.date.fromisoformat(day):%B %Y}"
    page.wait_for_function(
        """(said) => document.querySelector('[data-testid="stApp"]').dataset.testScriptState === "notRunning"
            && document.getElementById("announced")?.innerText.includes(said)""",
        arg=said,
        timeout=45_000,
    )
    page.locator(SLIDER).focus()
    page.keyboard.press("ArrowLeft")  # a new day reaches the new session and its lists follow
    page.wait_for_function(
        "(said) => !document.getElementById('announced')?.innerText.includes(said)", arg=said, timeout=30_000
    )
    return True


def all_of(browser: Browser, *, quick: bool) -> dict[str, Any]:
    """Kill the fuller of two processes under load, and see who comes back with what."""
    if shutil.which("nginx") is None:
        return {"skipped": "nginx is not installed here"}
    with two_behind_nginx() as (servers, front):
        readers = [visit(browser, f"http://localhost:{front}", number + 2) for number in range(PAGES)]
        before = [inbound(one) for one in servers]
        killed: list[machine.Running] = []

        def kill() -> None:
            fuller = max(servers, key=inbound)
            killed.append(fuller)
            fuller.process.kill()

        viewers = _apart(under_load(front, servers, 9.0 if quick else 15.0, kill))
        moved = [one for one in viewers if one.lost]
        pages = []
        for page, day, closed in readers:
            page.evaluate("() => new Promise((done) => setTimeout(done, 50))")
            pages.append({"moved": bool(closed), "back": returned(page, day)})
            page.context.close()
    return {
        "connections_before": before,
        "viewers": len(viewers),
        "viewers_moved": len(moved),
        "viewers_kept": sum(one.kept for one in moved),
        "away_median_ms": median([one.away_ms for one in moved]) if moved else 0.0,
        "away_p95_ms": p95([one.away_ms for one in moved]) if moved else 0.0,
        "pages": len(pages),
        "pages_moved": sum(one["moved"] for one in pages),
        "pages_back": sum(one["back"] for one in pages),
    }


def _apart(work: Any) -> list[Keen]:
    """Run ``work`` in a thread of its own: Playwright holds the loop of this one."""
    from concurrent.futures import ThreadPoolExecutor

    with ThreadPoolExecutor(1) as pool:
        return list(pool.submit(asyncio.run, work).result())
