"""From the key that filters the events table to its new rows on screen: the record as it is, and a hundredfold."""

from __future__ import annotations

import csv
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser, Page, expect
from servers import copy_product

from tests.bench import machine
from tests.bench.figures import median, p95

TIMES = (1, 100)
TABLES = ("treaty_actions", "policy_events", "announcements")
WORDS = ("poland", "lithuania", "finland", "latvia", "estonia", "norway", "ukraine", "hungary", "sweden", "romania")
PATIENCE_MS = 240_000
"""Reading a hundredfold record takes a while before the first page."""
FOLLOWED = """async (field) => {
    const sheet = [...document.querySelectorAll("*")]
        .map((node) => node.shadowRoot?.querySelector(".sheet.listing")).find(Boolean);
    const before = sheet.innerText;
    const start = performance.now();
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", keyCode: 13, bubbles: true }));
    while (sheet.innerText === before && performance.now() - start < 30000) await new Promise(requestAnimationFrame);
    return performance.now() - start;
}"""


def multiply(folder: Path, times: int) -> None:
    """Copies of the policy events, until lists have ``times`` as many rows to look through.

    A State consents once: only events can be many times as many without breaking a rule of the dataset.
    """
    wanted = 0
    for table in TABLES:
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            wanted += (times - 1) * (sum(1 for _ in csv.reader(file)) - 1)
    path = folder / "policy_events.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    restates, note = header.index("restates_id"), header.index("note")
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for number in range(wanted):
            row = list(rows[number % len(rows)])
            row[0], row[restates] = f"{row[0]}-x{number}", ""
            row[note] = ""  # else the file would be larger than any that is read
            writer.writerow(row)


def _follow(page: Page, words: str) -> float:
    field = page.get_by_role("textbox", name="Search")
    field.fill(words)
    taken = float(field.evaluate(FOLLOWED))
    page.wait_for_function("(q) => new URLSearchParams(location.search).get('q') === q", arg=words)
    expect(page.locator('[data-testid="stStatusWidget"]')).to_have_count(0)
    return taken


def _of_record(browser: Browser, times: int, words: tuple[str, ...]) -> dict[str, Any]:
    with tempfile.TemporaryDirectory(prefix="ess-lists-") as folder:
        root = copy_product(Path(folder))
        multiply(root / "data", times)
        with machine.product(root) as server:
            page = browser.new_page()
            page.set_default_timeout(PATIENCE_MS)
            page.goto(f"{server.url}/events?every_instrument=yes")
            sheet = page.locator("table.events")
            expect(sheet).to_be_visible(timeout=PATIENCE_MS)
            expect(page.locator(".st-key-data_problems")).to_have_count(0)
            rows = int(sheet.get_attribute("aria-rowcount") or 0)
            shown = sheet.locator("tbody tr").count()
            taken = [_follow(page, one) for one in words]
            page.close()
    return {
        "times": times,
        "rows": rows,
        "shown": shown,
        "filters": len(taken),
        "median_ms": median(taken),
        "p95_ms": p95(taken),
    }


def all_of(browser: Browser, *, quick: bool) -> list[dict[str, Any]]:
    """One entry for each size of the record: rows, rows on a page, and how long the page took to follow filters."""
    words = WORDS[:3] if quick else WORDS
    return [_of_record(browser, times, words) for times in TIMES]
