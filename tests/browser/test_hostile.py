"""Markup and scripts in every text of the dataset, and hostile addresses and uploads: shown as text, never run."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import parse_qs, quote

import pytest
from atlas_page import open_atlas, show_charts
from pages import all_text, name_of, page_addresses, text_without_trace, visit, wait_until_idle
from playwright.sync_api import Browser, Frame, Page, expect
from poison import MARK, poison_product
from readers import Readers
from refusals import ADDRESSES, SCRIPTS, UPLOADS
from servers import ROOT, Server, copy_product, serve_product, wait_for_health
from waiting import poll

from dashboard.store.dataset import shelf
from dashboard.store.uploads import Upload, added

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
def poisoned_server(tmp_path_factory: pytest.TempPathFactory, all_readers: Readers) -> Iterator[Server]:
    """The product on a dataset of which every text carries markup."""
    root = copy_product(tmp_path_factory.mktemp("poisoned"))
    cells = poison_product(root)
    assert sum(cells.values()) > 5000
    with serve_product(root) as running:
        wait_for_health(running.url, "ok")  # did the rules refuse the poisoned data, the tests would show nothing
        with all_readers.keeping(running.url):
            yield running


def assert_inert(page: Page) -> None:
    """Nothing of the poison became an element, a link, a formula, or ran."""
    found = page.evaluate(LOOK, MARK)
    assert not found, found[:8]


@pytest.fixture
def poisoned_page(new_page: Callable[..., Page], poisoned_server: Server) -> Page:
    """A page on the poisoned product."""
    return new_page(base=poisoned_server.url)


@pytest.mark.parametrize("name", page_addresses(), ids=name_of)
def test_no_page_runs_or_draws_what_the_data_say(poisoned_page: Page, name: str) -> None:
    visit(poisoned_page, name, "focus=FIN&every_instrument=yes&grades=A,B,C,D,E")
    text = text_without_trace(poisoned_page)
    assert f"class={MARK}" in text, "the poison is nowhere on the page: the test would show nothing"
    assert_inert(poisoned_page)
    for box in poisoned_page.locator('[data-testid="stSelectbox"] input').all():
        if box.is_visible():
            box.scroll_into_view_if_needed()  # a page that scrolls closes the list again
            wait_until_idle(poisoned_page)
            box.click()
            expect(poisoned_page.locator('[role="option"]').first).to_be_visible()
            assert_inert(poisoned_page)
            poisoned_page.keyboard.press("Tab")  # Escape would take the choice back where there need be none
            expect(poisoned_page.locator('[role="option"]')).to_have_count(0)
    for button in poisoned_page.locator('[data-testid="stPopover"] button').all():
        if button.is_visible():
            button.click()
            expect(poisoned_page.get_by_test_id("stPopoverBody")).to_be_visible()
            assert_inert(poisoned_page)
            poisoned_page.keyboard.press("Escape")
            expect(poisoned_page.get_by_test_id("stPopoverBody")).to_have_count(0)
    for summary in poisoned_page.locator('[data-testid="stExpander"] summary').all():
        if summary.is_visible():
            summary.click()
            wait_until_idle(poisoned_page)
            assert_inert(poisoned_page)
    text_without_trace(poisoned_page)


def test_card_tip_sources_and_charts_are_text(poisoned_page: Page, subtests: pytest.Subtests) -> None:
    frame = open_atlas(poisoned_page, "instrument=apmbc&focus=FIN&as_of=2026-10-02&grades=A,B,C,D,E")
    with subtests.test("card, tip and sources"):
        check_card(poisoned_page, frame)
    with subtests.test("charts"):
        check_charts(poisoned_page)


def check_card(poisoned_page: Page, frame: Frame) -> None:
    """Card, tip and sources are text."""
    poisoned_page.locator(".ess.side .card li[data-fact]").first.wait_for()
    for tab in poisoned_page.locator('.ess.side .card [role="tab"]').all():
        tab.click()
        for summary in poisoned_page.locator(".ess.side .card summary:visible").all():
            summary.click()
        assert_inert(poisoned_page)
    links = "(all) => all.map((one) => one.protocol)"
    found = poll(poisoned_page, lambda: poisoned_page.locator(".ess.side .card .sources a").evaluate_all(links), bool)
    assert set(found) <= {"https:", "http:"}
    frame.locator('[data-iso3="UKR"]').first.hover(force=True)
    frame.locator(".ess-tip:not([hidden])").wait_for()
    expect(frame.locator(".ess-tip")).to_contain_text(f"class={MARK}")
    assert_inert(poisoned_page)


def check_charts(poisoned_page: Page) -> None:
    """Charts show markup as text."""
    show_charts(poisoned_page)
    chart = poisoned_page.locator(".st-key-production .js-plotly-plot").first
    chart.scroll_into_view_if_needed()
    assert_inert(poisoned_page)
    expect(chart.locator(".scatterlayer .trace").first).to_be_attached()
    rows = poisoned_page.locator(".production")
    for row in rows.locator(".row").all():
        row.hover()
        assert_inert(poisoned_page)
    rows.locator(".row").first.click()
    expect(rows.locator(":popover-open")).to_contain_text(f"class={MARK}")
    assert_inert(poisoned_page)
    links = rows.locator("a")
    assert links.count() == rows.locator('a[href^="https://"], a[href^="http://"]').count()


def test_the_presentation_is_text(poisoned_page: Page) -> None:
    stories = [path.stem for path in sorted((ROOT / "data" / "stories").glob("*.toml"))]
    for query in (f"story={stories[0]}", "instrument=apmbc&as_of=2025-12-27"):
        poisoned_page.goto(f"/present?{query}")
        poisoned_page.locator("#present h1").wait_for()
        poll(poisoned_page, poisoned_page.content, lambda text: f"class={MARK}" in text)
        for _ in range(4):
            assert_inert(poisoned_page)
            poisoned_page.keyboard.press("PageDown")
        assert_inert(poisoned_page)
        text_without_trace(poisoned_page)


def test_the_single_file_runs_nothing_of_the_data(browser: Browser, poisoned_server: Server, tmp_path: Any) -> None:
    for name, arguments in {"view": [], "story": ["--story", "the-mine-ban-exits"]}.items():
        out = tmp_path / f"{name}.html"
        command = [sys.executable, "-m", "dashboard.export", "html", *arguments, "--out", str(out)]
        done = subprocess.run(
            command, cwd=poisoned_server.root, capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        context = browser.new_context(offline=True)
        page = context.new_page()
        asked: list[str] = []
        page.on("request", lambda request, asked=asked: asked.append(request.url))
        page.goto(out.as_uri())
        page.wait_for_function("() => document.documentElement.dataset.asOf")
        poll(page, lambda page=page: all_text(page), lambda text: f"class={MARK}" in text)  # type: ignore[misc]
        assert_inert(page)
        page.keyboard.press("ArrowLeft")
        for shape in page.locator('[data-iso3="FIN"]').all()[:1]:
            shape.click(force=True)
        assert_inert(page)
        assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
        context.close()


# Hostile addresses and uploads in the page itself: one of each kind of refusal.

OF_DAYS = frozenset({"no day of the calendar", "outside the timeline"})
ASKED = re.compile(
    r"^(Is .* the day.* that you mean\? .* is not one; the nearest is shown"
    r"|The record describes days .*: that day is shown, not .*)\.$",
    re.DOTALL,
)
"""What a page says of those: the nearest day is shown."""
TOLD = ("", "events", "dossier", "matrix", "compare")
"""Pages that read an address whole, and say what they ignored."""
WORDS = {
    "": ("q", SCRIPTS[0]),
    "events": ("q", SCRIPTS[3]),
    "stories": ("story", SCRIPTS[1]),
    "learn": ("term", SCRIPTS[2]),
    "own_rows": ("focus", SCRIPTS[1]),
}
"""Page → hostile words that it takes in without a warning: as a search, a story, a term, or not at all."""

MOST_AT_ONCE = 6
"""Kinds of refusal in one address: a page tells a dozen sentences."""


def addresses() -> list[dict[str, str]]:
    """Addresses that each meet several kinds of refusal in parameters of their own: kind → its part."""
    made: list[dict[str, str]] = [{} for _ in TOLD]
    for kind, refusal in ADDRESSES.items():
        keys = parse_qs(refusal.queries[0]).keys()
        free = [one for one in made if not any(keys & parse_qs(part).keys() for part in one.values())]
        if kind == "more than a dozen" or all(len(one) == MOST_AT_ONCE for one in free):
            made.append({kind: refusal.queries[0]})
        else:
            min(free, key=len)[kind] = refusal.queries[0]
    return made


@pytest.mark.parametrize("name", page_addresses(), ids=name_of)
def test_hostile_addresses_are_answered_in_words(page: Page, subtests: pytest.Subtests, name: str) -> None:
    for at, parts in enumerate(addresses()):
        if TOLD[at % len(TOLD)] == name:
            visit(page, name, "&".join(parts.values()))
            sentences = page.get_by_test_id("stAlert").locator("p, li")
            for kind in parts:
                with subtests.test(kind):
                    told = ASKED if kind in OF_DAYS else ADDRESSES[kind].sentence
                    poll(page, sentences.all_inner_texts, lambda said, one=told: any(map(one.search, said)))
            assert "Dataset 1" in text_without_trace(page)
            assert_inert(page)
    if name in WORDS:
        with subtests.test("words"):
            key, words = WORDS[name]
            visit(page, name, f"{key}={quote(words)}")
            assert "Dataset 1" in text_without_trace(page)
            assert_inert(page)


def test_hostile_uploads_are_refused_by_name(page: Page, subtests: pytest.Subtests) -> None:
    visit(page, "own_rows")
    problems = page.locator(".st-key-own_problems")
    for rule, files in UPLOADS.items():
        name, content = next(iter(files.items()))
        with subtests.test(rule):
            page.locator('[data-testid="stFileUploader"] input[type="file"]').set_input_files(
                {"name": name, "mimeType": "text/csv", "buffer": content}
            )
            refusal = added(shelf.current(), (Upload(name, content),)).problems[0]
            expect(problems).to_contain_text(str(refusal)[:100])
            text_without_trace(page)
            assert_inert(page)
            page.get_by_role("button", name=f"Remove {name}").click()
            expect(problems).to_have_count(0)
    expect(page.get_by_text("Take them in for this session")).to_have_count(0)
