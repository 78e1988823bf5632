"""The events table with a hundred times the rows: a page of it follows a filter within a second.

Run by name (``pytest tests/bench``): reading so many rows takes a while before the first page.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from pathlib import Path

import chromium
import pytest
from playwright.sync_api import expect, sync_playwright

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "browser"))

from servers import Server, copy_of_product, serving

TIMES = 100
TABLES = ("treaty_actions", "policy_events", "announcements")
FOLLOWED = """async (field) => {
    const sheet = [...document.querySelectorAll("*")]
        .map((node) => node.shadowRoot?.querySelector(".sheet.listing")).find(Boolean);
    const before = sheet.innerText;
    const start = performance.now();
    field.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", code: "Enter", keyCode: 13, bubbles: true }));
    while (sheet.innerText === before && performance.now() - start < 30000) await new Promise(requestAnimationFrame);
    return performance.now() - start;
}"""


def multiply(folder: Path) -> int:
    """Copies of the policy events, until lists have a hundred times as many rows to look through; how many.

    A State consents once: only events can be many times as many without breaking a rule of the dataset.
    """
    wanted = 0
    for table in TABLES:
        with (folder / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            wanted += (TIMES - 1) * (sum(1 for _ in csv.reader(file)) - 1)
    path = folder / "policy_events.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = list(csv.reader(file))
    restates = header.index("restates_id")
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        for number in range(wanted):
            row = list(rows[number % len(rows)])
            row[0], row[restates] = f"{row[0]}-x{number}", ""
            writer.writerow(row)
    return wanted


@pytest.fixture(scope="module")
def hundredfold(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    root = copy_of_product(tmp_path_factory.mktemp("hundredfold"))
    multiply(root / "data")
    with serving(root) as running:
        yield running


def test_a_page_follows_a_filter(hundredfold: Server) -> None:
    taken = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.found(), args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page()
        page.set_default_timeout(240_000)
        page.goto(f"{hundredfold.url}/events?every_instrument=yes")
        expect(page.locator("table.events")).to_be_visible(timeout=240_000)
        assert page.locator("table.events tbody tr").count() == 200
        assert int(page.locator("table.events").get_attribute("aria-rowcount") or 0) > 50_000
        expect(page.locator(".st-key-data_problems")).to_have_count(0)
        field = page.get_by_role("textbox", name="Search")
        for words in ("poland", "lithuania", "finland", "latvia", "estonia"):
            field.fill(words)
            taken.append(field.evaluate(FOLLOWED))
            page.wait_for_function("(q) => new URLSearchParams(location.search).get('q') === q", arg=words)
            expect(page.locator('[data-testid="stStatusWidget"]')).to_have_count(0)
        browser.close()
    print(f"hundredfold, filter to rows, ms: {[round(one) for one in taken]}")
    assert min(taken) <= 1000
