"""Every page, visited once for both themes: rules of accessibility, names and stops of the keyboard, policy, zoom."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from atlas_page import shown_day, slider, wait_for_map
from axe import axe_violations
from keyboard import active
from pages import name_of, page_addresses, text_without_trace, visit, wait_until_idle
from playwright.sync_api import Page, expect
from waiting import poll, poll_equal

DESK = (1440, 900)
SIZES = (DESK, (1920, 1080), (390, 844))
ZOOMED = {"width": DESK[0] // 2, "height": DESK[1] // 2, "deviceScaleFactor": 2, "mobile": False}
"""The desk's screen to a reader who has zoomed to 200 per cent."""
THEMES = ("light", "dark")

NAMELESS = """() => {
    const found = [];
    const look = (root) => {
        for (const one of root.querySelectorAll("*")) {
            if (one.shadowRoot) look(one.shadowRoot);
            const role = one.getAttribute("role");
            const control = one.matches("button, a[href], input:not([type=hidden]), select, textarea")
                || ["button", "slider", "img", "combobox", "checkbox"].includes(role);
            if (!control || one.closest("[aria-hidden=true], [hidden], [inert]")) continue;
            if (!one.getClientRects().length) continue;
            const label = one.getAttribute("aria-label") || one.getAttribute("aria-labelledby") || one.title
                || one.alt || one.labels?.[0]?.textContent || one.textContent || one.placeholder;
            if (!label?.trim()) found.push(one.outerHTML.slice(0, 160));
        }
    };
    look(document);
    return found;
}"""

HEADINGS = """() => { const found = []; const look = (root) => { for (const one of root.querySelectorAll("*")) {
    if (/^H[1-6]$/.test(one.tagName)) found.push(one.textContent.trim());
    if (one.shadowRoot) look(one.shadowRoot); } }; look(document); return found; }"""

FOCUS_IS_SEEN = """() => { let node = document.activeElement;
    while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
    const chain = []; for (let one = node; one && chain.length < 4; one = one.parentElement) chain.push(one);
    return node === document.body || node.tagName === "IFRAME" || chain.some((one) => {
        const style = getComputedStyle(one);
        return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
            || style.boxShadow !== "none" || style.borderColor !== ""; }); }"""

OUTSIDE = """() => { const found = []; const look = (root) => { for (const one of root.querySelectorAll("*")) {
    if (one.shadowRoot) look(one.shadowRoot);
    if (!one.matches("button, a, input, select, h1, h2, h3, p, label, summary, time")) continue;
    if (one.closest("[aria-hidden=true], .spoken, [hidden], dialog:not([open])")) continue;
    const { left, right, width } = one.getBoundingClientRect();
    if (!width) continue;
    let scroller = one;
    while (scroller && !/(auto|scroll)/.test(getComputedStyle(scroller).overflowX))
        scroller = scroller.parentElement ?? scroller.getRootNode().host;
    const whole = "main, section, [data-testid=stMain], [data-testid=stAppViewContainer], body, html";
    if (scroller && !scroller.matches(whole)) continue;
    if (left < -1 || right > innerWidth + 1) found.push(`${left} to ${right}: ${one.outerHTML.slice(0, 120)}`);
} }; look(document); return found; }"""


def check_sizes(page: Page) -> None:
    """No serious finding on any screen."""
    found = {}
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        wait_until_idle(page)
        found |= {f"{width} wide": said} if (said := axe_violations(page)) else {}
    assert not found, found


def check_names(page: Page) -> None:
    """Every control has a name, and the page a title, a language and headings."""
    poll_equal(page, NAMELESS, [])
    poll(page, HEADINGS, any)
    assert page.title()
    expect(page.locator("html")).to_have_attribute("lang", "en")


def check_focus(page: Page) -> None:
    """The focus can be seen and never gets stuck."""
    stops = []
    for _ in range(25):
        page.keyboard.press("Tab")
        stops.append(tuple(active(page).values()))
    assert len(set(stops)) > 8, stops
    poll_equal(page, FOCUS_IS_SEEN, True)


def follow_the_system(page: Page, theme: str) -> None:
    """Change the system's theme and wait until every part has followed."""
    page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
    page.wait_for_function(
        """([theme, palette]) =>
            getComputedStyle(document.querySelector('[data-testid="stApp"]')).colorScheme === theme
            && [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')].every((one) =>
                [...(one.shadowRoot?.querySelectorAll(".ess") ?? [])].every((part) => part.dataset.theme === palette))
            && [...document.querySelectorAll('.st-key-cell_map iframe')].every((one) =>
                one.contentDocument.documentElement.dataset.theme === palette)""",
        arg=[theme, "dark" if theme == "dark" else "standard"],
    )
    wait_until_idle(page)


def check_zoom(page: Page, name: str) -> None:
    """Opened at 200 per cent nothing is lost."""
    poll_equal(page, "[innerWidth, devicePixelRatio]", [ZOOMED["width"], 2])
    text_without_trace(page)
    poll_equal(page, "Math.max(0, document.documentElement.scrollWidth - document.documentElement.clientWidth - 1)", 0)
    poll_equal(page, OUTSIDE, [])
    if name == "":
        assert shown_day(wait_for_map(page))
        expect(slider(page)).to_be_attached()


@pytest.mark.parametrize("name", page_addresses(), ids=name_of)
def test_a_page(new_page: Callable[..., Page], subtests: pytest.Subtests, name: str) -> None:
    page = new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    tools = page.context.new_cdp_session(page)
    tools.send("Emulation.setDeviceMetricsOverride", ZOOMED)
    visit(page, name, "focus=LTU&states=EST,FIN,LTU")
    with subtests.test("at 200 per cent nothing is lost"):
        check_zoom(page, name)
    tools.send("Emulation.clearDeviceMetricsOverride")
    tools.detach()
    with subtests.test("no serious finding at three sizes"):
        check_sizes(page)
    with subtests.test("a change of the system's theme is followed, without a serious finding at three sizes"):
        follow_the_system(page, "dark")
        check_sizes(page)
        follow_the_system(page, "light")
    page.set_viewport_size({"width": DESK[0], "height": DESK[1]})
    wait_until_idle(page)
    with subtests.test("every control has a name"):
        check_names(page)
    with subtests.test("the focus can be seen and moves on"):
        check_focus(page)
    with subtests.test("the policy hinders nothing"):
        assert [text for text in said if "Content Security Policy" in text] == []


@pytest.mark.parametrize("theme", THEMES)
def test_a_presentation(new_page: Callable[..., Page], theme: str) -> None:
    page = new_page(theme=theme)
    found = {}
    for query in ("story=the-mine-ban-exits", "instrument=apmbc&as_of=2025-12-27"):
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.goto(f"/present?{query}")
            page.locator("#present h1").wait_for()
            page.wait_for_function("document.fonts.status === 'loaded'")
            found |= {f"{query}, {width} wide": said} if (said := axe_violations(page)) else {}
    assert not found, found
