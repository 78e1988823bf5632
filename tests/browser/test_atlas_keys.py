"""The whole path without a pointer: one stop for the map, arrows inside it, a way in and a way out."""

from __future__ import annotations

import json

import pytest
from atlas_page import (
    card,
    open_at_rest,
    shown_day,
    slider,
    wait_for_address,
    wait_for_day,
    wait_for_map,
    wait_until_settled,
)
from keyboard import active, has_name, in_map, tab_to
from pages import wait_until_idle
from playwright.sync_api import Frame, Page, expect
from servers import ROOT
from waiting import poll, poll_equal


def wait_for_focus(page: Page, name: str) -> None:
    """Wait until the named control has the focus."""
    poll(page, lambda: active(page), has_name(name))


def focus_map(page: Page) -> str:
    """Give the map the focus as Tab would; the State that has it."""
    page.evaluate(
        """document.querySelector("iframe").contentDocument.querySelector('[tabindex="0"][data-iso3]').focus()"""
    )
    return active(page)["iso3"]


def links() -> dict[str, dict[str, str | None]]:
    shapes = json.loads((ROOT / "geo" / "europe.geojson").read_text(encoding="utf-8"))["features"]
    return {one["properties"]["iso3"]: one["properties"]["links"] for one in shapes if "iso3" in one["properties"]}


def test_from_load_to_the_next_change_to_a_card(page: Page) -> None:
    frame = open_at_rest(page, "as_of=2025-12-26")
    tab_to(page, has_name("Next change"))
    page.keyboard.press("Enter")
    frame.wait_for_function("document.documentElement.dataset.asOf === '2025-12-27'")
    tab_to(page, in_map, key="Shift+Tab")
    start = active(page)["iso3"]
    page.keyboard.press("ArrowRight")
    reached = links()[start]["right"]
    poll_equal(page, lambda: active(page)["iso3"], reached)
    page.keyboard.press("Enter")
    name = frame.locator(f'[data-iso3="{reached}"]').get_attribute("aria-label")
    assert name is not None
    expect(card(page).get_by_role("heading", level=2)).to_have_text(name.partition(":")[0])
    wait_for_address(page, focus=reached)


def check_stops(page: Page) -> None:
    """The map is one stop and the slider lets go."""
    tab_to(page, in_map)
    page.keyboard.press("Tab")
    poll_equal(page, lambda: in_map(active(page)), False)  # the next Tab leaves the map
    tab_to(page, has_name("As-of day"))
    page.keyboard.press("Tab")
    poll(page, lambda: active(page)["name"], lambda name: name != "As-of day")
    tab_to(page, in_map, key="Shift+Tab")
    page.keyboard.press("Shift+Tab")
    poll_equal(page, lambda: in_map(active(page)), False)


def check_roving(page: Page) -> None:
    """Arrows rove to the neighbour that the shapes name."""
    frame = wait_for_map(page)
    now = focus_map(page)
    named = links()
    position = "document.querySelector('svg.ess-map').getBoundingClientRect().toJSON()"
    before = frame.evaluate(position)
    for key in ("ArrowUp", "ArrowRight", "ArrowDown", "ArrowDown", "ArrowLeft", "ArrowUp"):
        to = named[now][key.removeprefix("Arrow").lower()]
        page.keyboard.press(key)
        if to is not None:
            now = to
        poll_equal(page, lambda now=now: active(page)["iso3"], now)  # type: ignore[misc]
        stops = frame.evaluate("""[...document.querySelectorAll("[tabindex]")].filter((n) => n.tabIndex >= 0).length""")
        assert stops == 1, "roving keeps one tab stop"
    poll_equal(frame, position, before)  # arrows move the focus, not the map
    assert shown_day(frame) == "2026-10-02", "and not the day"


def check_ring(page: Page) -> None:
    """The State with the focus is ringed."""
    focus_map(page)
    # Read anew each time: whenever the map is painted the ring is made of new nodes.
    strokes = """[...document.querySelectorAll(".ring path, .ring circle")].map((node) => {
        const { stroke, strokeWidth } = getComputedStyle(node); return `${strokeWidth} ${stroke}`; }).sort()"""
    poll_equal(wait_for_map(page), strokes, ["3px rgb(11, 87, 208)", "7px rgb(255, 255, 255)"])


def check_beside(page: Page) -> None:
    """The two States beside the map are reached by arrows."""
    focus_map(page)
    seen = set()
    wait_for_map(page).locator('[data-iso3="ISL"]').evaluate("(node) => node.focus()")
    for key in ("ArrowUp", "ArrowRight"):
        page.keyboard.press(key)
        seen.add(active(page)["iso3"])
    assert seen == {"CAN", "USA"}
    page.keyboard.press("Enter")
    expect(card(page).get_by_role("heading", level=2)).to_have_text("United States")


def check_way_out(page: Page) -> None:
    """Escape leaves the map and closes the card."""
    wait_for_map(page).locator('[data-iso3="DEU"]').evaluate("(node) => node.focus()")
    page.keyboard.press("Enter")
    expect(card(page).get_by_role("heading", level=2)).to_have_text("Germany")
    focus_map(page)
    page.keyboard.press("Escape")
    wait_for_focus(page, "As-of day")
    page.locator("body").press("Escape")
    expect(card(page).get_by_role("heading", level=2)).to_have_count(0)


def test_the_map_by_keys(page: Page, subtests: pytest.Subtests) -> None:
    open_at_rest(page)
    for check in (check_stops, check_roving, check_ring, check_beside, check_way_out):
        with subtests.test(check.__doc__):
            check(page)


def check_dialog(page: Page) -> None:
    """Escape in the dialog of keys closes the dialog alone, opened by its button or by its key."""
    dialog = page.get_by_role("dialog", name="Shortcuts")
    page.get_by_role("button", name="Shortcuts").click()
    expect(dialog).to_be_visible()
    dialog.locator("dl").click()  # takes the focus out of the dialog's button
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()
    wait_until_settled(page)
    wait_for_address(page, focus="EST")
    page.locator("body").press("h")
    expect(dialog).to_be_visible()
    page.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def check_popover(page: Page) -> None:
    """Escape in a popover closes it."""
    page.get_by_role("button", name="All States").click()
    popover = page.get_by_role("dialog")
    expect(popover).to_be_visible()
    for where in (page.keyboard, page.locator("body")):
        where.press("Escape")
        expect(popover).to_be_hidden()
        assert page.evaluate("window.essStore.focus") == "EST"
        page.get_by_role("button", name="All States").click()
        expect(popover).to_be_visible()
    page.keyboard.press("Escape")
    expect(popover).to_be_hidden()


def check_settings(page: Page) -> None:
    """Escape in the settings of the timeline closes them."""
    opener = page.get_by_role("button", name="Settings of the timeline")
    for where in (page.keyboard, page.locator("body")):
        opener.click()
        expect(page.get_by_label("Spacing")).to_be_visible()
        where.press("Escape")
        expect(page.get_by_label("Spacing")).to_be_hidden()
        assert page.evaluate("window.essStore.focus") == "EST"


def check_elsewhere(page: Page, frame: Frame) -> None:
    """Keys step from elsewhere too, but not while typing."""
    page.locator("body").press("Escape")
    wait_for_address(page, focus=None)
    page.evaluate("""() => { window.essStore.setFocus("EST"); window.essStore.setDay(20448); }""")
    wait_for_day(frame, "2025-12-26")
    page.locator("body").press("ArrowRight")
    frame.wait_for_function("document.documentElement.dataset.asOf === '2025-12-27'")
    page.keyboard.press("f")
    wait_for_focus(page, "Find a State")
    page.keyboard.type("Est")
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("Home")
    assert shown_day(frame) == "2025-12-27"
    slider(page).focus()
    page.keyboard.press("Control+ArrowLeft")
    assert shown_day(frame) == "2025-12-27"
    wait_until_settled(page)


def check_another_page(page: Page) -> None:
    """Keys of the map do nothing on another page."""
    page.get_by_role("link", name="Learn").click()
    page.wait_for_url("**/learn?*focus=EST*")
    expect(page.locator(".st-key-cell_map")).to_have_count(0)
    wait_until_idle(page)
    before = page.url
    for key in ("ArrowRight", "Escape", "Home"):
        page.locator("body").press(key)
    page.wait_for_timeout(600)  # twice as long as movement takes to settle
    assert page.url == before
    assert page.evaluate("[window.essStore.day, window.essStore.focus]") == [20449, "EST"]


def test_escape_closes_what_is_open_and_keys_step_where_they_may(page: Page, subtests: pytest.Subtests) -> None:
    frame = open_at_rest(page, "focus=EST")
    heading = card(page).get_by_role("heading", level=2)
    for check in (check_dialog, check_popover, check_settings):
        with subtests.test(check.__doc__):
            expect(heading).to_have_text("Estonia")
            check(page)
            assert page.evaluate("window.essStore.focus") == "EST"
            expect(heading).to_have_text("Estonia")
    with subtests.test(check_elsewhere.__doc__):
        check_elsewhere(page, frame)
    with subtests.test(check_another_page.__doc__):
        check_another_page(page)
