"""The first visit over slower lines, in a fresh browser profile: the product and two empty pages in turn."""

from __future__ import annotations

from contextlib import ExitStack
from typing import Any, NamedTuple

from playwright.sync_api import Browser

from tests.bench.figures import median
from tests.bench.speed import FIRST_SEEN, PATIENCE_MS, Wire, fresh_page
from tests.bench.subjects import EMPTY, OURS, PACKED, serving, there


class Line(NamedTuple):
    """What lies between reader and server; -1 bits where nothing slows it."""

    bits_each_s: float
    latency_ms: float


FAST = Line(-1, 0)
LINES = {"unthrottled": FAST, "10 Mbit/s, 40 ms": Line(10e6, 40), "1.6 Mbit/s, 150 ms": Line(1.6e6, 150)}
SUBJECTS = (EMPTY, PACKED, OURS)
# The picture that stands in for the map, the lists below it, and how far the layout moved until now.
WATCHED = """
if (window === top) {
  window.benchShift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) if (!entry.hadRecentInput) window.benchShift += entry.value;
  }).observe({ type: "layout-shift", buffered: true });
  const look = () => {
    if (document.querySelector('[data-first="map"]')) window.benchPictureAt ??= performance.now();
    if (document.getElementById("events")) window.benchLists ??= performance.now();
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
"""
TOLD = """() => ({
  paint_ms: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? null,
  picture_ms: window.benchPictureAt ?? null,
  map_ms: window.benchFirst,
  lists_ms: window.benchLists ?? null,
  shift: window.benchShift,
})"""
MEASURES = ("paint_ms", "picture_ms", "map_ms", "lists_ms", "shift", "bytes")


def visit(browser: Browser, name: str, url: str, line: Line) -> dict[str, float | None]:
    """One first visit over a line; the bytes until all that the measures name was there."""
    with fresh_page(browser, FIRST_SEEN % there(name) + WATCHED) as page:
        page.set_default_timeout(2 * PATIENCE_MS)
        wire = Wire()
        wire.listen(page)
        assert wire.session is not None
        bytes_each_s = line.bits_each_s / 8 if line.bits_each_s > 0 else -1
        wire.session.send(
            "Network.emulateNetworkConditions",
            {
                "offline": False,
                "latency": line.latency_ms,
                "downloadThroughput": bytes_each_s,
                "uploadThroughput": bytes_each_s,
            },
        )
        page.goto(url, wait_until="commit")
        page.wait_for_function("window.benchFirst !== undefined", polling=50)
        if name == OURS:
            page.wait_for_function("window.benchLists !== undefined", polling=50)
        told: dict[str, float | None] = page.evaluate(TOLD)
        return told | {"bytes": wire.total}


def all_of(browser: Browser, *, quick: bool) -> dict[str, Any]:
    """Medians of each measure by line and subject; ``None`` where a subject has no such thing."""
    rounds = 1 if quick else 3
    found: dict[str, Any] = {}
    with ExitStack() as stack:
        servers = {name: stack.enter_context(serving(name)) for name in SUBJECTS}
        for name, server in servers.items():  # every server has answered once before anything counts
            visit(browser, name, server.url, FAST)
        for label, line in LINES.items():
            seen: dict[str, list[dict[str, float | None]]] = {name: [] for name in SUBJECTS}
            for _ in range(rounds):
                for name, server in servers.items():
                    seen[name].append(visit(browser, name, server.url, line))
            found[label] = {name: _medians(visits) for name, visits in seen.items()}
    return found


def _medians(visits: list[dict[str, float | None]]) -> dict[str, float | None]:
    values = {name: [one[name] for one in visits if one[name] is not None] for name in MEASURES}
    return {name: median([float(one or 0) for one in of_name]) if of_name else None for name, of_name in values.items()}
