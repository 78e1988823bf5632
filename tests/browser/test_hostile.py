"""Markup and scripts in every text of the dataset, and hostile addresses and uploads: shown as text, never run."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from atlas_page import open_atlas
from pages import name_of, no_trace, registered, visit
from playwright.sync_api import Page
from poison import MARK, poisoned_product
from servers import Server, copy_of_product, serving

LOOK = """(mark) => {
    const found = [];
    const look = (node) => {
        for (const one of node.querySelectorAll("*")) {
            const told = (why) => found.push(`${why}: ${one.outerHTML.slice(0, 200)}`);
            if (one.classList?.contains(mark)) told("element of the markup");
            for (const { name, value } of one.attributes ?? []) {
                if (/^on/i.test(name) && value.includes(mark)) told("handler");
                const address = /^(href|src|action|formaction|xlink:href)$/i.test(name);
                if (address && /^\\s*(javascript|vbscript|data:text)/i.test(value)) told("script address");
                const picture = /^(src|srcset|poster|data)$/i.test(name);
                if (picture && value.includes(`${mark}.invalid`)) told("outside picture");
                if (/^href$/i.test(name) && value.startsWith(`https://${mark}.invalid`)) told("link of the text");
            }
            if (one.tagName === "SCRIPT" && one.textContent.trim() === `window.__${mark}=1`) told("script");
            if (one.classList?.contains("katex")) told("formula");
            if (one.matches('[data-testid="stIconMaterial"]') && one.textContent.includes("pest_control")) told("icon");
            if (one.classList?.contains("stMarkdownColoredText")) told("coloured text");
            if (/^(B|STRONG)$/.test(one.tagName) && one.textContent.trim() === "bold") told("bold");
            if (one.tagName === "CODE" && one.textContent.trim() === "code") told("code");
            if (one.shadowRoot) look(one.shadowRoot);
            if (one.tagName === "IFRAME" && one.contentDocument) look(one.contentDocument);
        }
    };
    look(document);
    const frames = [window, ...Array.from({ length: window.length }, (_, at) => window[at])];
    for (const frame of frames) { try { if (frame[`__${mark}`] !== undefined) found.push("the script ran"); } catch {} }
    return found;
}"""


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product on a dataset of which every text carries markup."""
    root = copy_of_product(tmp_path_factory.mktemp("poisoned"))
    cells = poisoned_product(root)
    assert sum(cells.values()) > 5000
    with serving(root) as running:
        health = json.load(urllib.request.urlopen(f"{running.url}/health"))
        assert health["status"] == "ok", "the rules refuse the poisoned data, so the test would show nothing"
        yield running


def inert(page: Page) -> None:
    """Nothing of the poison became an element, a link, a formula, or ran."""
    found = page.evaluate(LOOK, MARK)
    assert not found, found[:8]


def hover_everything(page: Page, selector: str, most: int = 12) -> None:
    for one in page.locator(selector).all()[:most]:
        one.hover(force=True, timeout=2000)


@pytest.fixture
def wary(new_page: Callable[..., Page], poisoned: Server, guard: Any) -> Page:
    """A page on the poisoned product; Streamlit's search for its own base path ends in 404s that are no fault."""
    guard.expected.append("status of 404")
    return new_page(base=poisoned.url)


@pytest.mark.parametrize("name", registered(), ids=name_of)
def test_no_page_runs_or_draws_what_the_data_say(wary: Page, name: str) -> None:
    visit(wary, name, "focus=FIN&every_instrument=yes&grades=A,B,C,D,E")
    text = no_trace(wary)
    assert f"class={MARK}" in text, "the poison is nowhere on the page: the test would show nothing"
    inert(wary)
    for opener in wary.locator('[data-testid="stPopover"] button, [data-testid="stExpander"] summary').all():
        if opener.is_visible():
            opener.click()
            wary.wait_for_timeout(250)
            inert(wary)
            wary.keyboard.press("Escape")
    for box in wary.locator('[data-testid="stSelectbox"] input').all():
        if box.is_visible():
            box.click()
            wary.wait_for_timeout(250)
            inert(wary)
            wary.keyboard.press("Escape")
    no_trace(wary)


def test_card_tip_and_sources_are_text(wary: Page) -> None:
    frame = open_atlas(wary, "focus=FIN&as_of=2026-05-31")
    wary.locator(".ess.card li[data-fact]").first.wait_for()
    for summary in wary.locator(".ess.card summary").all():
        summary.click()
    inert(wary)
    links = wary.locator(".ess.card .sources a").evaluate_all("(all) => all.map((one) => one.protocol)")
    assert links
    assert set(links) <= {"https:", "http:"}
    frame.locator('[data-iso3="UKR"]').first.hover(force=True)
    frame.locator(".ess-tip:not([hidden])").wait_for()
    assert f"class={MARK}" in frame.locator(".ess-tip").inner_text()
    inert(wary)


def test_charts_show_markup_as_text(wary: Page) -> None:
    open_atlas(wary, "instrument=apmbc&grades=A,B,C,D,E")
    chart = wary.locator(".st-key-production .js-plotly-plot").first
    chart.wait_for()
    chart.scroll_into_view_if_needed()
    inert(wary)
    points = chart.locator(".scatterlayer .trace").all()
    assert points
    box = chart.bounding_box()
    assert box is not None
    for part in range(1, 12):
        wary.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * part / 12, steps=3)
        inert(wary)
    texts = chart.evaluate("(node) => node.textContent")
    assert f"class={MARK}" in texts
    assert chart.locator("a").count() == chart.locator('a[href^="https://"], a[href="#"], a:not([href])').count()
