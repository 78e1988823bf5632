"""Markup and scripts in every text of the dataset, and hostile addresses and uploads: shown as text, never run."""

from __future__ import annotations

import csv
import io
import itertools
import json
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import quote

import pytest
from atlas_page import open_atlas, show_charts
from pages import all_text, name_of, page_addresses, text_without_trace, visit, wait_until_idle
from playwright.sync_api import Browser, Page, expect
from poison import MARK, poison_product
from servers import ROOT, Server, copy_product, serve_product

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
def poisoned_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """The product on a dataset of which every text carries markup."""
    root = copy_product(tmp_path_factory.mktemp("poisoned"))
    cells = poison_product(root)
    assert sum(cells.values()) > 5000
    with serve_product(root) as running:
        health = json.load(urllib.request.urlopen(f"{running.url}/health"))
        assert health["status"] == "ok", "the rules refuse the poisoned data, so the test would show nothing"
        yield running


def assert_inert(page: Page) -> None:
    """Nothing of the poison became an element, a link, a formula, or ran."""
    found = page.evaluate(LOOK, MARK)
    assert not found, found[:8]


def hover_everything(page: Page, selector: str, most: int = 12) -> None:
    for one in page.locator(selector).all()[:most]:
        one.hover(force=True, timeout=2000)


@pytest.fixture
def poisoned_page(new_page: Callable[..., Page], poisoned_server: Server, guard: Any) -> Page:
    """A page on the poisoned product; Streamlit's search for its own base path ends in 404s that are no fault."""
    guard.expected.append("status of 404")
    return new_page(base=poisoned_server.url)


@pytest.mark.parametrize("name", page_addresses(), ids=name_of)
def test_no_page_runs_or_draws_what_the_data_say(poisoned_page: Page, name: str) -> None:
    visit(poisoned_page, name, "focus=FIN&every_instrument=yes&grades=A,B,C,D,E")
    text = text_without_trace(poisoned_page)
    assert f"class={MARK}" in text, "the poison is nowhere on the page: the test would show nothing"
    assert_inert(poisoned_page)
    for opener in poisoned_page.locator('[data-testid="stPopover"] button, [data-testid="stExpander"] summary').all():
        if opener.is_visible():
            opener.click()
            poisoned_page.wait_for_timeout(250)
            assert_inert(poisoned_page)
            poisoned_page.keyboard.press("Escape")
    for box in poisoned_page.locator('[data-testid="stSelectbox"] input').all():
        if box.is_visible():
            box.click()
            poisoned_page.wait_for_timeout(250)
            assert_inert(poisoned_page)
            poisoned_page.keyboard.press("Escape")
    text_without_trace(poisoned_page)


def test_card_tip_and_sources_are_text(poisoned_page: Page) -> None:
    frame = open_atlas(poisoned_page, "focus=FIN&as_of=2026-05-31")
    poisoned_page.locator(".ess.card li[data-fact]").first.wait_for()
    for summary in poisoned_page.locator(".ess.card summary").all():
        summary.click()
    assert_inert(poisoned_page)
    links = poisoned_page.locator(".ess.card .sources a").evaluate_all("(all) => all.map((one) => one.protocol)")
    assert links
    assert set(links) <= {"https:", "http:"}
    frame.locator('[data-iso3="UKR"]').first.hover(force=True)
    frame.locator(".ess-tip:not([hidden])").wait_for()
    assert f"class={MARK}" in frame.locator(".ess-tip").inner_text()
    assert_inert(poisoned_page)


def test_charts_show_markup_as_text(poisoned_page: Page) -> None:
    open_atlas(poisoned_page, "instrument=apmbc&grades=A,B,C,D,E")
    show_charts(poisoned_page)
    chart = poisoned_page.locator(".st-key-production .js-plotly-plot").first
    chart.scroll_into_view_if_needed()
    assert_inert(poisoned_page)
    points = chart.locator(".scatterlayer .trace").all()
    assert points
    box = chart.bounding_box()
    assert box is not None
    for part in range(1, 12):
        poisoned_page.mouse.move(box["x"] + box["width"] * 0.4, box["y"] + box["height"] * part / 12, steps=3)
        assert_inert(poisoned_page)
    texts = chart.evaluate("(node) => node.textContent")
    assert f"class={MARK}" in texts
    assert chart.locator("a").count() == chart.locator('a[href^="https://"], a[href="#"], a:not([href])').count()


def test_the_presentation_is_text(poisoned_page: Page) -> None:
    stories = [path.stem for path in sorted((ROOT / "data" / "stories").glob("*.toml"))]
    for query in (f"story={stories[0]}", "instrument=apmbc&as_of=2025-12-27"):
        poisoned_page.goto(f"/present?{query}")
        poisoned_page.locator("#present h1").wait_for()
        assert f"class={MARK}" in poisoned_page.content()
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
        assert f"class={MARK}" in all_text(page)
        assert_inert(page)
        page.keyboard.press("ArrowLeft")
        for shape in page.locator('[data-iso3="FIN"]').all()[:1]:
            shape.click(force=True)
        assert_inert(page)
        assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []
        context.close()


# Hostile addresses in the page itself.

SCRIPTS = (
    "<script>window.__pwned=1</script>",
    "<img src=x onerror=window.__pwned=1>",
    "[x](javascript:window.__pwned=1)",
)
VALUES = (
    *SCRIPTS,
    '"><svg onload=window.__pwned=1>',
    "javascript:window.__pwned=1",
    "{{7*7}}${7*7}",
    "../../../../etc/passwd",
    "\x00",
    "\u202e\u2066",
    "0",
    "2025-02-31",
    "10000-01-01",
    "A" * 2001,
)
KEYS = (
    "instrument",
    "as_of",
    "states",
    "focus",
    "q",
    "grades",
    "compare_day",
    "story",
    "v",
    "term",
    "<b onmouseover=window.__pwned=1>x</b>",
)
RAW = (
    "%",
    "%zz=%ff%fe",
    "as_of=%c0%ae",
    "&&&==&;",
    "as_of[]=1&as_of[0]=2",
    "q=%00%0d%0aSet-Cookie:a=b",
    "?".join("a" * 9),
)


def addresses() -> list[str]:
    """Fifty addresses: every value and every key at least once, and some that no form would write."""
    keys, values = itertools.cycle(KEYS), itertools.cycle(VALUES)
    made = [f"{quote(next(keys))}={quote(next(values))}&{quote(next(keys))}={quote(next(values))}" for _ in range(43)]
    return [*made, *RAW]


@pytest.mark.parametrize("number", range(10))
def test_fifty_addresses_in_the_page(page: Page, guard: Any, number: int) -> None:
    guard.expected.append("status of 404")
    names = itertools.cycle(page_addresses())
    batch = list(zip(addresses(), names, strict=False))[number * 5 : number * 5 + 5]
    assert len(batch) == 5
    for query, name in batch:
        page.goto(f"/{name}?{query}", wait_until="domcontentloaded")
        wait_until_idle(page)
        text = text_without_trace(page)
        found = page.evaluate(LOOK, MARK)
        assert not found, (name, query, found[:3])
        assert "Dataset 1" in text, (name, query)


def test_what_an_address_could_not_have_is_named(page: Page) -> None:
    open_atlas(page, "as_of=2025-02-31&states=EST,ZZZ&nonsense=1&focus=%3Cscript%3E")
    text = text_without_trace(page)
    for said in (
        "Ignored as_of: '2025-02-31' is not a day of the calendar",
        "Ignored in states: 'ZZZ'",
        "Ignored focus:",
    ):
        assert said in text
    assert "'nonsense'" in text


# Hostile uploads in the page itself.

HEAD = "publisher_id,name,domain,grade,iso3,kind,note"
ACTS = (ROOT / "data" / "treaty_actions.csv").read_text(encoding="utf-8").split("\n")
ACT_HEAD = ACTS[0]
SAID = (ROOT / "data" / "announcements.csv").read_text(encoding="utf-8")


def act(**cells: str) -> str:
    """An act of its own, with some cells put otherwise."""
    columns = ACT_HEAD.split(",")
    source = next(csv.reader([next(line for line in ACTS if line.startswith("apmbc-est-"))]))
    row = dict(zip(columns, source, strict=True)) | {"action_id": "apmbc-est-9"} | cells
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(row[column] for column in columns)
    return f"{ACT_HEAD}\n{out.getvalue()}"


def cycle() -> str:
    """Two announcements that replace each other."""
    head, *rows = list(csv.reader(io.StringIO(SAID, newline="")))
    one, two = list(rows[0]), list(rows[1])
    key, replaces = head.index("announcement_id"), head.index("replaces_id")
    one[key], two[key] = "own-one", "own-two"
    one[replaces], two[replaces] = "own-two", "own-one"
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([head, one, two])
    return out.getvalue()


DAYS = (
    "0",
    "1",
    "0000-00-00",
    "0001-01-01",
    "2025-02-31",
    "2025-02-30",
    "10000-01-01",
    "9999-12-31",
    "01.02.2025",
    "20250201",
    "-2025-01-01",
    "now",
)
TEXTS = (
    "=1+1",
    "=cmd|' /C calc'!A0",
    "@SUM(A1)",
    *SCRIPTS,
    ":material/home:",
    "$$x$$",
    "\u202eabc",
    "x" * 2001,
    "a\x00b",
    "\ufffd",
)
FILES: dict[str, bytes] = {
    **{f"day-{number}.csv": act(acted_on=day, effective_on=day).encode() for number, day in enumerate(DAYS)},
    **{f"text-{number}.csv": act(note=text, iso3="QQQ").encode() for number, text in enumerate(TEXTS)},
    "bom.csv": b"\xef\xbb\xbf" + act(kind="joining").encode(),
    "crlf.csv": act(kind="joining").replace("\n", "\r\n").encode(),
    "cr.csv": act(kind="joining").replace("\n", "\r").encode(),
    "utf16.csv": act().encode("utf-16"),
    "latin1.csv": act(note="R\xe9publique").encode("latin-1"),
    "nul.csv": act().replace(",", "\x00,").encode(),
    "big-cell.csv": act(note="a" * 9_000_000).encode(),
    "big-day.csv": act(acted_on="2" * 2_000_000).encode(),
    "blank-lines.csv": (ACT_HEAD + "\n" * 200_000).encode(),
    "open-quote.csv": (act() + 'x,"').encode(),
    "semicolons.csv": act().replace(",", ";").encode(),
    "no-header.csv": "\n".join(act().split("\n")[1:]).encode(),
    "double-column.csv": act().replace("note,", "kind,", 1).encode(),
    "missing-column.csv": act().replace("iso3,", "", 1).encode(),
    "empty.csv": b"",
    "line-end.csv": b"\n",
    "picture.csv": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8,
    "zip.csv": b"PK\x03\x04" + bytes(2000),
    "twice.csv": (act() + act().split("\n", 1)[1]).encode(),
    "same-id.csv": act(action_id="apmbc-est-1").encode(),
    "cycle.csv": cycle().encode(),
    "itself.csv": act(objects_to="apmbc-est-9", kind="objection").encode(),
    "no-source.csv": act(source_ids="nowhere").encode(),
    "no-treaty.csv": act(instrument_id="nowhere").encode(),
    "markup-id.csv": act(action_id="<b class=pwned>").encode(),
    "short-row.csv": f"{HEAD}\nx,y\n".encode(),
}


@pytest.mark.parametrize("part", range(5))
def test_fifty_uploads_in_the_page(page: Page, guard: Any, part: int) -> None:
    guard.expected.append("status of 404")
    assert len(FILES) >= 50
    visit(page, "own_rows")
    for name, content in list(FILES.items())[part::5]:
        page.locator('[data-testid="stFileUploader"] input[type="file"]').set_input_files(
            {"name": name, "mimeType": "text/csv", "buffer": content}
        )
        told = page.locator(".st-key-own_problems")
        told.wait_for(timeout=20_000)
        expect(told).to_contain_text(name)
        text_without_trace(page)
        found = page.evaluate(LOOK, MARK)
        assert not found, (name, found[:3])
        page.get_by_role("button", name=f"Remove {name}").click()
        expect(told).to_have_count(0)
    assert page.get_by_text("Take them in for this session").count() == 0
