"""The pages that the navigation registers, and when one of them stands still."""

from __future__ import annotations

import re

from playwright.sync_api import Error, Locator, Page, expect

from dashboard.ui.registry import PAGES

TRACE = re.compile(
    r"Traceback|\bFile \"/|\.py\", line \d|Error running app|(?:Key|Value|Type|Index|Attribute)Error\b|Exception:"
    r"|Something on this page failed|encountered an error"
)
"""What no reader should ever see."""


def page_addresses() -> list[str]:
    """Address of every page, the first one empty, in the order of the navigation."""
    return [page.path for page in PAGES]


def name_of(page: str) -> str:
    """A word for a page in the list of tests."""
    return page or "atlas"


AWAITED = """() => {
    const app = document.querySelector('[data-testid="stApp"]');
    const onMap = document.querySelector('.st-key-cell_map');
    const frames = [...document.querySelectorAll('.st-key-cell_map iframe')];
    const there = {
        "the server's run": app?.dataset.testScriptState === "notRunning",
        "the footer": !!document.querySelector('.st-key-footer'),
        "what a skeleton stands for": !document.querySelector('[data-testid="stSkeleton"]'),
        "the list of events": !onMap || !!document.querySelector('.st-key-events_card'),
        "the map": frames.every((one) => one.contentDocument?.documentElement?.dataset.asOf),
        "the legend": !frames.length || !!document.querySelector('.st-key-cell_legend')?.getClientRects().length,
        "fonts": document.fonts.status === "loaded",
        "scripts and pictures": document.readyState === "complete",
    };
    return Object.keys(there).filter((name) => !there[name]);
}"""
"""What a page still waits for until it stands still."""


def wait_until_idle(page: Page, quiet_ms: int = 120) -> None:
    """Wait until the server has run the page, its parts are drawn, the map, where there is one, is painted and for
    ``quiet_ms`` nothing more was fetched."""
    try:
        page.wait_for_function(f"() => !({AWAITED})().length")
    except Error as late:
        raise AssertionError(f"{page.url} still waits for {page.evaluate(AWAITED)}") from late
    page.wait_for_function(
        """(quiet) => {
            const running = document.querySelector('[data-testid="stApp"]').dataset.testScriptState !== "notRunning";
            const fetched = performance.getEntriesByType("resource").length;
            const { at, was } = window.essQuiet ?? {};
            if (running || fetched !== was) window.essQuiet = { at: performance.now(), was: fetched };
            else if (performance.now() - at >= quiet) return delete window.essQuiet;
            return false;
        }""",
        arg=quiet_ms,
        polling=30,
    )


def visit(page: Page, name: str, query: str = "") -> None:
    """Open a page by its address and wait until it stands still, its scripts and pictures there."""
    page.goto(f"/{name}?{query}" if query else f"/{name}", wait_until="domcontentloaded")
    wait_until_idle(page, quiet_ms=500)


def link_to(page: Page, title: str) -> Locator:
    """The header's visible link to a page, once the menu that holds it is open."""
    pages = page.locator(".header nav:visible")
    expect(pages).to_have_count(1)
    link = pages.get_by_role("link", name=title, exact=True)
    if not link.is_visible():
        pages.locator("summary").click()
    return link


def all_text(page: Page) -> str:
    """All text of a page: its own, that of parts in shadow trees, and of frames of the same origin."""
    return str(
        page.evaluate(
            """() => {
                const read = (node) => {
                    let text = node.innerText ?? node.textContent ?? "";
                    for (const one of node.querySelectorAll("*")) {
                        if (one.shadowRoot) text += "\\n" + [...one.shadowRoot.children].map(read).join("\\n");
                        const inside = one.tagName === "IFRAME" && one.contentDocument?.body;
                        if (inside) text += "\\n" + read(inside);
                    }
                    return text;
                };
                return read(document.body);
            }"""
        )
    )


def text_without_trace(page: Page) -> str:
    """The page's text; raises ``AssertionError`` where a stack trace or the name of an error stands in it."""
    assert page.get_by_test_id("stException").count() == 0
    text = all_text(page)
    found = TRACE.search(text)
    assert found is None, text[max(0, found.start() - 200) : found.end() + 200]
    return text
