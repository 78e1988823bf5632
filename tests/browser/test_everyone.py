"""For everyone: ten tasks by keyboard alone, what is spoken, motion and colours that the system forces."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

import pytest
from atlas_page import (
    go_to_day,
    known_facts,
    open_at_rest,
    open_atlas,
    slider,
    wait_for_address,
    wait_for_day,
    wait_for_map,
    wait_until_settled,
)
from keyboard import active, has_name, tab_to
from pages import visit, wait_until_idle
from playwright.sync_api import Frame, Page, expect
from waiting import poll, poll_equal

from dashboard.look.palette import PALETTES, Theme


def begin_anew(page: Page) -> None:
    """Put the focus where a page just opened has it: before its first stop."""
    page.evaluate(
        """() => { const { body, activeElement } = document; activeElement?.blur?.();
            body.tabIndex = -1; body.focus(); body.removeAttribute("tabindex"); }"""
    )


def step_through_the_days(page: Page) -> None:
    tab_to(page, has_name("As-of day"))
    page.keyboard.press("ArrowRight")
    wait_for_day(wait_for_map(page), "2025-12-27")
    page.keyboard.press("Tab")
    poll(page, lambda: active(page)["name"], lambda name: name != "As-of day")  # the slider lets go of the focus


def play_and_pause(page: Page) -> None:
    tab_to(page, has_name("Play"))
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Pause", exact=True)).to_be_visible()
    wait_for_map(page).wait_for_function("document.documentElement.dataset.asOf > '2025-12-27'")
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def find_a_state_read_a_source_close_the_card(page: Page) -> None:
    page.keyboard.press("f")
    page.keyboard.type("lithuania")
    wait_for_address(page, focus="LTU")
    expect(known_facts(page).first).to_be_visible()
    tab_to(page, lambda now: now["name"].startswith("Sources (") and "card" in now["path"])
    page.keyboard.press("Enter")
    link = tab_to(page, lambda now: now["role"] == "A" and "card" in now["path"])
    assert link["name"]
    page.keyboard.press("Escape")
    wait_for_address(page, focus=None)


def walk_the_map_and_open_a_card(page: Page) -> None:
    tab_to(page, lambda now: bool(now["iso3"]))
    before = active(page)["iso3"]
    page.keyboard.press("ArrowRight")
    there = active(page)
    assert there["iso3"] not in ("", before)
    assert there["role"] == "button"
    assert ": " in there["name"]
    page.keyboard.press("Enter")
    wait_for_address(page, focus=there["iso3"])


def light_a_class_of_the_legend(page: Page) -> None:
    frame = wait_for_map(page)
    tab_to(page, lambda now: "legend" in now["path"] and now["role"] == "BUTTON")
    tab_to(page, lambda now: now["name"].lower().startswith("left"), "ArrowRight")
    page.keyboard.press("Space")
    expect(page.locator('.legend button[aria-pressed="true"]')).to_have_count(1)
    expect(frame.locator('[data-iso3="DEU"].dim')).to_have_count(1)
    expect(frame.locator('[data-iso3="EST"].dim')).to_have_count(0)


def choose_a_treaty(page: Page) -> None:
    tab_to(page, lambda now: now["role"] == "combobox" and "f_instrument" in now["path"])
    page.keyboard.type("cluster")
    page.keyboard.press("Enter")
    wait_for_address(page, instrument="ccm")
    frame = wait_for_map(page)
    frame.wait_for_function("document.documentElement.dataset.instrument === 'ccm'")


TASKS = (
    step_through_the_days,
    play_and_pause,
    find_a_state_read_a_source_close_the_card,
    walk_the_map_and_open_a_card,
    light_a_class_of_the_legend,
    choose_a_treaty,
)
"""What a reader does with the map by keyboard alone, one after another, each from the beginning of the page."""


def check_spoken(page: Page, frame: Frame) -> None:
    """Map, slider and summary are spoken."""
    go_to_day(page, "2025-12-27")
    shapes = frame.locator("svg.ess-map")
    expect(shapes).to_have_attribute("role", "group")
    expect(shapes).to_have_attribute("aria-label", re.compile("Arrow keys move between States"))
    for iso3, said in {
        "EST": "Estonia: withdrawn",
        "FIN": "Finland: exit deposited, notice running",
        "UKR": "Ukraine: suspension notified, contested",
        "DEU": "Germany: State Party",
    }.items():
        shape = frame.locator(f'[data-iso3="{iso3}"]')
        expect(shape).to_have_attribute("aria-label", re.compile(f"^{said}", re.IGNORECASE))
        expect(shape).to_have_attribute("role", "button")
    expect(slider(page)).to_have_attribute("aria-valuetext", "27 December 2025, three withdrawals took effect")
    live = page.locator('.headline [role="status"][aria-live="polite"]')
    expect(live).to_contain_text("27 December 2025")
    expect(live).to_contain_text("43 of 51 States are bound; of these: ")
    said = live.inner_text()
    slider(page).focus()
    page.keyboard.press("ArrowRight")
    expect(live).not_to_have_text(said)
    expect(live).to_contain_text("10 January 2026")


def test_what_is_spoken_and_tasks_on_the_map(page: Page, subtests: pytest.Subtests) -> None:
    frame = open_at_rest(page, "as_of=2025-12-26")
    with subtests.test(check_spoken.__doc__):
        check_spoken(page, frame)
    go_to_day(page, "2025-12-26")
    wait_until_settled(page)
    for task in TASKS:
        with subtests.test(task.__name__):
            begin_anew(page)
            task(page)
            wait_until_settled(page)


def test_tasks_on_the_events(page: Page, subtests: pytest.Subtests) -> None:
    visit(page, "events", "states=FIN")
    with subtests.test("read the evidence of an event"):
        tab_to(page, lambda now: "events_sheet" in now["path"])
        page.keyboard.press("ArrowDown")
        page.keyboard.press("ArrowDown")
        poll(page, lambda: active(page)["path"], lambda path: "events_sheet" in path)
        page.keyboard.press("Enter")
        expect(page.locator(".st-key-events_card .evidence .sources li").first).to_be_visible()
        wait_until_idle(page)
    with subtests.test("search the events"):
        begin_anew(page)
        tab_to(page, lambda now: now["role"] in ("INPUT", "textbox") and "f_text" in now["path"])
        page.keyboard.type("Finland")
        page.keyboard.press("Enter")
        wait_for_address(page, q="Finland")
        wait_until_idle(page)
    with subtests.test("take the view away"):
        begin_anew(page)
        tab_to(page, lambda now: "Take away" in now["name"] and now["role"] == "BUTTON")
        page.keyboard.press("Enter")
        tab_to(page, lambda now: now["name"] == "CSV" and now["role"] == "A")
        with page.expect_download() as waiting:
            page.keyboard.press("Enter")
        assert waiting.value.suggested_filename


def test_a_cell_of_the_matrix_is_chosen_by_keys(page: Page) -> None:
    visit(page, "matrix")
    tab_to(page, lambda now: "matrix" in now["path"] and "stBidiComponent" in now["path"])
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    page.wait_for_function("() => new URLSearchParams(location.search).has('focus')")


# Motion, zoom, colours forced by the system.


def test_nothing_moves_where_motion_is_unwelcome(new_page: Callable[..., Page]) -> None:
    page = new_page(reduced_motion="reduce")
    open_atlas(page, "as_of=2025-12-26&focus=LTU")
    moving = """() => { const found = []; const look = (root) => { for (const one of root.querySelectorAll("*")) {
            if (one.shadowRoot) look(one.shadowRoot);
            if (!one.closest(".ess")) continue;
            const style = getComputedStyle(one);
            const long = (text) => text.split(",").some((part) => parseFloat(part) > 0.01);
            if (long(style.transitionDuration) || (style.animationName !== "none" && long(style.animationDuration)))
                found.push(one.outerHTML.slice(0, 120)); } };
            look(document); return found; }"""
    poll_equal(page, moving, [])
    poll_equal(page, "document.getAnimations().filter((one) => one.playState === 'running').length", 0)
    slider(page).focus()
    page.keyboard.press("ArrowRight")
    wait_for_day(wait_for_map(page), "2025-12-27")


LUMINANCE = """(colour) => { const [r, g, b] = colour.match(/[\\d.]+/g).slice(0, 3)
    .map((part) => { const one = part / 255; return one <= 0.04045 ? one / 12.92 : ((one + 0.055) / 1.055) ** 2.4; });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b; }"""
CONTRAST = f"""(one, other) => {{ const [low, high] = [one, other].map({LUMINANCE}).sort((a, b) => a - b);
    return (high + 0.05) / (low + 0.05); }}"""
NAMES_ON_THE_MAP = f"""() => [...document.querySelectorAll(".labels text")].filter((text) => text.textContent)
    .map((text) => getComputedStyle(text)).map(({{ fill, stroke }}) => ({CONTRAST})(fill, stroke))"""
UNSEEN = f"""() => {{ const found = [];
    const look = (root) => {{ for (const one of root.querySelectorAll("*")) {{
        if (one.shadowRoot) look(one.shadowRoot);
        if (!one.matches("button, select, input, a[href], [role=slider]") || !one.checkVisibility()) continue;
        if (one.closest("svg")) continue;
        const style = getComputedStyle(one);
        const ground = getComputedStyle(document.documentElement).backgroundColor;
        const text = ({CONTRAST})(style.color, style.backgroundColor.endsWith(", 0)") ? ground : style.backgroundColor);
        if (text < 4.5) found.push([one.outerHTML.slice(0, 90), text]); }} }};
    look(document); return found; }}"""


THEMES: dict[Literal["light", "dark"], Theme] = {"light": "standard", "dark": "dark"}
"""Theme of the system → palette of the map."""


def check_forced_colours(page: Page, frame: Frame, palette: Theme) -> None:
    """The map keeps its fills; names and controls are seen."""
    poll_equal(frame, "document.documentElement.dataset.theme", palette)
    # The map keeps the fills of its palette where the system forces its colours.
    party = """getComputedStyle(document.querySelector('[data-iso3="DEU"]')).fill"""
    red, green, blue = (int(PALETTES[palette]["party"][place : place + 2], 16) for place in (1, 3, 5))
    poll_equal(frame, party, f"rgb({red}, {green}, {blue})")
    poll(frame, NAMES_ON_THE_MAP, lambda names: len(names) >= 5 and min(names) >= 4.5)
    for where in (page, frame):
        poll_equal(page, lambda where=where: where.evaluate(UNSEEN), [])  # type: ignore[misc]
    for name in ("Whole of Europe", "Zoom in", "Zoom out"):
        edge = frame.get_by_role("button", name=name).evaluate("(node) => getComputedStyle(node).borderTopStyle")
        assert edge == "solid", name
    expect(page.get_by_role("button", name="Play", exact=True)).to_be_visible()


def test_colours_forced_by_the_system_leave_map_names_and_controls(
    new_page: Callable[..., Page], subtests: pytest.Subtests
) -> None:
    page = new_page(forced_colors="active")
    frame = open_atlas(page, "as_of=2025-12-26")
    wait_until_settled(page)
    for theme, palette in THEMES.items():
        with subtests.test(theme):
            page.emulate_media(color_scheme=theme, forced_colors="active")
            check_forced_colours(page, frame, palette)
