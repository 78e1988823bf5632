"""Every page for everyone: rules of accessibility, ten tasks by keyboard alone, what is spoken, motion and zoom."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import axe_playwright_python
import pytest
from atlas_page import open_atlas, shown_day, slider, wait_for_address, wait_for_day, wait_for_map, wait_until_settled
from pages import name_of, page_addresses, text_without_trace, visit, wait_until_idle
from playwright.sync_api import Page, expect

SIZES = ((1440, 900), (1920, 1080), (390, 844))
THEMES = ("light", "dark")
SERIOUS = ("serious", "critical")
MOST_STOPS = 90


class Beyond(NamedTuple):
    """A finding inside somebody else's markup that neither configuration nor style can reach."""

    rule: str
    part: str
    """What the address of every element in it contains."""
    reason: str


BEYOND_US: tuple[Beyond, ...] = ()


@cache
def axe() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def axe_violations(page: Page) -> list[str]:
    """Serious and critical violations, in the page, its shadow trees and its frames."""
    for frame in page.frames:
        frame.evaluate(axe())
    found = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    said = []
    for rule in found["violations"]:
        if rule["impact"] not in SERIOUS:
            continue
        for node in rule["nodes"]:
            place = str(node["target"])
            if not any(one.rule == rule["id"] and one.part in place for one in BEYOND_US):
                said.append(f"{rule['id']} ({rule['impact']}): {node['html'][:160]} at {place[-120:]}")
    return said


@pytest.fixture
def allow_404(guard: Any) -> Any:
    """Streamlit looks for its base path below the page's own address first; those 404s are no fault."""
    guard.expected.append("status of 404")
    return guard


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("name", page_addresses(), ids=name_of)
def test_no_serious_finding(new_page: Callable[..., Page], allow_404: Any, name: str, theme: str) -> None:
    page = new_page(theme=theme)
    visit(page, name, "focus=LTU")
    found = {}
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        wait_until_idle(page)
        found |= {f"{width} wide": said} if (said := axe_violations(page)) else {}
    assert not found, found


@pytest.mark.parametrize("theme", THEMES)
def test_no_serious_finding_in_a_presentation(new_page: Callable[..., Page], theme: str) -> None:
    page = new_page(theme=theme)
    found = {}
    for query in ("story=the-mine-ban-exits", "instrument=apmbc&as_of=2025-12-27"):
        for width, height in SIZES:
            page.set_viewport_size({"width": width, "height": height})
            page.goto(f"/present?{query}")
            page.locator("#present h1").wait_for()
            page.wait_for_load_state("networkidle")
            found |= {f"{query}, {width} wide": said} if (said := axe_violations(page)) else {}
    assert not found, found


@pytest.mark.parametrize("name", ["", "events", "compare"], ids=name_of)
def test_a_change_of_the_systems_theme_is_followed(new_page: Callable[..., Page], allow_404: Any, name: str) -> None:
    page = new_page()
    visit(page, name, "focus=LTU")
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(
        """() => [...document.querySelectorAll('[data-testid="stBidiComponentIsolated"]')].every((one) =>
            [...(one.shadowRoot?.querySelectorAll(".ess") ?? [])].every((part) => part.dataset.theme === "dark"))"""
    )
    wait_until_idle(page)
    assert [one for one in axe_violations(page) if one.startswith("color-contrast")] == []


# Ten tasks by keyboard alone. The focus is followed through shadow trees and frames.
ACTIVE = """() => {
    let node = document.activeElement;
    for (;;) {
        if (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
        else if (node?.tagName === "IFRAME" && node.contentDocument?.activeElement !== node.contentDocument?.body) {
            node = node.contentDocument?.activeElement ?? null;
            if (!node) break;
        } else break;
    }
    const label = node?.getAttribute?.("aria-label") ?? "";
    const name = label || node?.labels?.[0]?.textContent || node?.textContent || node?.placeholder || "";
    const path = [];
    for (let one = node; one; one = one.parentElement ?? one.getRootNode().host)
        path.push(one.className?.baseVal ?? one.className ?? "");
    return { name: name.trim(), role: node?.getAttribute?.("role") ?? node?.tagName ?? "", path: path.join(" "),
        iso3: node?.dataset?.iso3 ?? "" };
}"""


def active(page: Page) -> dict[str, str]:
    """Name, role, State and surroundings of what has the focus."""
    return dict(page.evaluate(ACTIVE))


def tab_to(page: Page, fits: Callable[[dict[str, str]], bool], key: str = "Tab") -> dict[str, str]:
    """Press ``key`` until what has the focus fits; it."""
    seen = []
    for _ in range(MOST_STOPS):
        page.keyboard.press(key)
        now = active(page)
        if fits(now):
            return now
        seen.append(now["name"][:30])
    raise AssertionError(f"{key} never came there; it passed {seen}")


def has_name(name: str) -> Callable[[dict[str, str]], bool]:
    return lambda now: now["name"] == name


def is_within(part: str) -> Callable[[dict[str, str]], bool]:
    return lambda now: part in now["path"]


def test_task_1_step_through_the_days(page: Page) -> None:
    frame = open_atlas(page, "as_of=2025-12-26")
    tab_to(page, has_name("As-of day"))
    page.keyboard.press("ArrowRight")
    wait_for_day(frame, "2025-12-27")
    page.keyboard.press("Tab")
    assert active(page)["name"] != "As-of day", "the slider keeps the focus"


def test_task_2_play_and_pause(page: Page) -> None:
    frame = open_atlas(page, "as_of=2025-12-26")
    tab_to(page, has_name("Play"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    frame.wait_for_function("document.documentElement.dataset.asOf > '2025-12-26'")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_task_3_find_a_state_read_a_source_close_the_card(page: Page) -> None:
    open_atlas(page)
    page.keyboard.press("f")
    page.keyboard.type("lithuania")
    wait_for_address(page, focus="LTU")
    tab_to(page, lambda now: now["name"].startswith("Sources (") and "card" in now["path"])
    page.keyboard.press("Enter")
    link = tab_to(page, lambda now: now["role"] == "A" and "card" in now["path"])
    assert link["name"]
    page.keyboard.press("Escape")
    wait_for_address(page, focus=None)


def test_task_4_walk_the_map_and_open_a_card(page: Page) -> None:
    open_atlas(page)
    tab_to(page, lambda now: bool(now["iso3"]))
    before = active(page)["iso3"]
    page.keyboard.press("ArrowRight")
    there = active(page)
    assert there["iso3"] not in ("", before)
    assert there["role"] == "button"
    assert ": " in there["name"]
    page.keyboard.press("Enter")
    wait_for_address(page, focus=there["iso3"])


def test_task_5_light_a_class_of_the_legend(page: Page) -> None:
    frame = open_atlas(page)
    tab_to(
        page, lambda now: "legend" in now["path"] and now["role"] == "BUTTON" and now["name"].startswith("withdrawn")
    )
    page.keyboard.press("Space")
    expect(page.locator('.legend button[aria-pressed="true"]')).to_have_count(1)
    assert frame.locator('[data-iso3="DEU"].dim').count() == 1
    assert frame.locator('[data-iso3="EST"].dim').count() == 0


def test_task_6_choose_a_treaty(page: Page) -> None:
    open_atlas(page)
    tab_to(page, lambda now: now["role"] == "combobox" and "f_instrument" in now["path"])
    page.keyboard.type("cluster")
    page.keyboard.press("Enter")
    wait_for_address(page, instrument="ccm")
    frame = wait_for_map(page)
    frame.wait_for_function("document.documentElement.dataset.instrument === 'ccm'")


def test_task_7_read_the_evidence_of_an_event(page: Page, allow_404: Any) -> None:
    visit(page, "events")
    tab_to(page, lambda now: "events_sheet" in now["path"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    assert "events_sheet" in active(page)["path"]
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-events_card .evidence .sources li").first).to_be_visible()


def test_task_8_search_the_events(page: Page, allow_404: Any) -> None:
    visit(page, "events")
    tab_to(page, lambda now: now["role"] in ("INPUT", "textbox") and "f_text" in now["path"])
    page.keyboard.type("Finland")
    page.keyboard.press("Enter")
    wait_for_address(page, q="Finland")


def test_task_9_choose_a_cell_of_the_matrix(page: Page, allow_404: Any) -> None:
    visit(page, "matrix")
    tab_to(page, lambda now: "matrix" in now["path"] and "stBidiComponent" in now["path"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_function("() => new URLSearchParams(location.search).has('focus')")


def test_task_10_take_the_view_away(page: Page, allow_404: Any) -> None:
    visit(page, "events", "states=FIN")
    tab_to(page, lambda now: "Download" in now["name"] and now["role"] == "BUTTON")
    page.keyboard.press("Enter")
    tab_to(page, lambda now: now["name"] == "CSV" and now["role"] == "A")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename


def assert_focus_is_seen_and_moves_on(page: Page) -> None:
    stops = []
    for _ in range(25):
        page.keyboard.press("Tab")
        stops.append(tuple(active(page).values()))
    assert len(set(stops)) > 8, stops
    seen = page.evaluate(
        """() => { let node = document.activeElement;
            while (node?.shadowRoot?.activeElement) node = node.shadowRoot.activeElement;
            const chain = []; for (let one = node; one && chain.length < 4; one = one.parentElement) chain.push(one);
            return node === document.body || node.tagName === "IFRAME" || chain.some((one) => {
                const style = getComputedStyle(one);
                return (style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0)
                    || style.boxShadow !== "none" || style.borderColor !== ""; }); }"""
    )
    assert seen


# What is spoken.


def test_the_map_the_slider_and_the_summary_are_spoken(page: Page) -> None:
    frame = open_atlas(page, "as_of=2025-12-27")
    wait_until_settled(page)
    assert frame.locator("svg.ess-map").get_attribute("role") == "group"
    assert "Arrow keys move between States" in str(frame.locator("svg.ess-map").get_attribute("aria-label"))
    for iso3, said in {
        "EST": "Estonia: withdrawn",
        "FIN": "Finland: exit deposited, notice running",
        "UKR": "Ukraine: suspension notified, contested",
        "DEU": "Germany: State Party",
    }.items():
        shape = frame.locator(f'[data-iso3="{iso3}"]')
        assert str(shape.get_attribute("aria-label")).lower().startswith(said.lower()[: len(iso3) + 8]), iso3
        assert shape.get_attribute("role") == "button"
    assert slider(page).get_attribute("aria-valuetext") == "27 December 2025, three withdrawals took effect"
    live = page.locator('.headline [role="status"][aria-live="polite"]')
    expect(live).to_contain_text("27 December 2025")
    expect(live).to_contain_text("Of 51 States: ")
    said = live.inner_text()
    slider(page).focus()
    page.keyboard.press("ArrowRight")
    expect(live).not_to_have_text(said)
    expect(live).to_contain_text("10 January 2026")


@pytest.mark.parametrize("name", page_addresses(), ids=name_of)
def test_every_control_has_a_name_and_the_focus_passes_by(page: Page, allow_404: Any, name: str) -> None:
    visit(page, name, "focus=LTU")
    nameless = page.evaluate(
        """() => {
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
    )
    assert not nameless
    headings = page.evaluate(
        """() => { const found = []; const look = (root) => { for (const one of root.querySelectorAll("*")) {
            if (/^H[1-6]$/.test(one.tagName)) found.push(one.textContent.trim());
            if (one.shadowRoot) look(one.shadowRoot); } }; look(document); return found; }"""
    )
    assert any(headings), "a page without a heading"
    assert page.title()
    assert page.locator("html").get_attribute("lang") == "en"
    assert_focus_is_seen_and_moves_on(page)


# Motion, zoom, colours forced by the system.


def test_nothing_moves_where_motion_is_unwelcome(new_page: Callable[..., Page], allow_404: Any) -> None:
    page = new_page(reduced_motion="reduce")
    open_atlas(page, "as_of=2025-12-26&focus=LTU")
    moving = page.evaluate(
        """() => { const found = []; const look = (root) => { for (const one of root.querySelectorAll("*")) {
            if (one.shadowRoot) look(one.shadowRoot);
            if (!one.closest(".ess")) continue;
            const style = getComputedStyle(one);
            const long = (text) => text.split(",").some((part) => parseFloat(part) > 0.01);
            if (long(style.transitionDuration) || (style.animationName !== "none" && long(style.animationDuration)))
                found.push(one.outerHTML.slice(0, 120)); } };
            look(document); return found; }"""
    )
    assert not moving
    assert page.evaluate("document.getAnimations().filter((one) => one.playState === 'running').length") == 0
    slider(page).focus()
    page.keyboard.press("ArrowRight")
    wait_for_day(wait_for_map(page), "2025-12-27")


@pytest.mark.parametrize("name", page_addresses(), ids=name_of)
def test_zoomed_to_200_percent_nothing_is_lost(new_page: Callable[..., Page], allow_404: Any, name: str) -> None:
    page = new_page(720, 450, device_scale_factor=2)
    visit(page, name, "focus=LTU")
    text_without_trace(page)
    across = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert across <= 1, f"the page scrolls sideways by {across} px"
    cut = page.evaluate(
        """() => { const found = []; const look = (root) => { for (const one of root.querySelectorAll("*")) {
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
    )
    assert not cut
    if name == "":
        assert shown_day(wait_for_map(page))
        expect(slider(page)).to_be_attached()
        page.get_by_label("Go to day").scroll_into_view_if_needed() if page.get_by_label(
            "Go to day"
        ).is_visible() else None


def test_colours_forced_by_the_system_leave_the_controls(new_page: Callable[..., Page], allow_404: Any) -> None:
    page = new_page(forced_colors="active")
    frame = open_atlas(page, "as_of=2025-12-26&focus=LTU")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()
    fills = frame.evaluate(
        "new Set([...document.querySelectorAll('path[data-iso3]')].map((one) => getComputedStyle(one).fill)).size"
    )
    assert fills >= 3, "the map loses its fills where the system forces its colours"
