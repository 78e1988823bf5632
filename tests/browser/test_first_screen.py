"""The first screen in figures: how large the map is, what stands above the fold, that nothing moves at load."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from atlas_page import open_atlas, wait_until_settled
from playwright.sync_api import Page, expect
from waiting import poll, poll_equal

LARGEST_SHIFT = 0.1
LOADS = 3
SHARES = {(1440, 900): 36, (1920, 1080): 36, (1366, 768): 30, (820, 1180): 40, (390, 844): 33}
"""Screen → the least share of it, in per cent, that the boxes of all States cover together."""
WIDE = [screen for screen in SHARES if screen[0] > 1000]
FULLEST = "2026-10-02"

# Union of boxes, swept from left to right: within each strip the lengths that some box covers.
MAP_SHARE = """() => {
  const frames = [...document.querySelectorAll("iframe")];
  const frame = frames.find((one) => one.contentDocument.querySelector("[data-iso3]"));
  const room = frame.getBoundingClientRect();
  const clip = (value, most) => Math.min(most, Math.max(0, value));
  const boxes = [...frame.contentDocument.querySelectorAll("[data-iso3]")].map((node) => {
    const box = node.getBoundingClientRect();
    const [left, right] = [box.left, box.right].map((x) => clip(room.left + clip(x, room.width), innerWidth));
    const [top, bottom] = [box.top, box.bottom].map((y) => clip(room.top + clip(y, room.height), innerHeight));
    return { left, top, right, bottom };
  });
  const edges = [...new Set(boxes.flatMap(({ left, right }) => [left, right]))].sort((a, b) => a - b);
  let area = 0;
  edges.slice(1).forEach((edge, index) => {
    const middle = (edge + edges[index]) / 2;
    const within = boxes.filter(({ left, right }) => left <= middle && middle < right);
    let [end, covered] = [0, 0];
    for (const { top, bottom } of within.sort((a, b) => a.top - b.top)) {
      if (bottom > end) covered += bottom - Math.max(top, end);
      end = Math.max(end, bottom);
    }
    area += covered * (edge - edges[index]);
  });
  return (100 * area) / (innerWidth * innerHeight);
}"""

WATCH_SHIFTS = """
  window.essShift = [];
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.essShift.push(value);
  }).observe({ type: "layout-shift", buffered: true });"""

PLACES = """() => Object.fromEntries(["head", "legend", "map", "side", "time"].map((name) => {
  const { left, top, right, bottom } = document.querySelector(`.st-key-cell_${name}`).getBoundingClientRect();
  return [name, { left, top, right, bottom }]; }))"""

# The part of the side that some text, line or button covers, from its top down to the last.
FILLED = """() => {
  const side = document.querySelector(".st-key-cell_side");
  const room = side.getBoundingClientRect();
  const found = [];
  const visit = (at) => { for (const node of at.querySelectorAll("*")) {
    if (node.shadowRoot) visit(node.shadowRoot);
    const box = node.getBoundingClientRect();
    if (box.height && node.matches("button, p, h2, rect, text")) found.push(box.bottom);
  } };
  visit(side);
  return (Math.min(room.bottom, Math.max(...found)) - room.top) / room.height;
}"""


def open_on(new_page: Callable[..., Page], screen: tuple[int, int], query: str = "as_of=2025-07-12") -> Page:
    page = new_page(*screen)
    open_atlas(page, query)
    wait_until_settled(page)
    return page


@pytest.mark.parametrize(("screen", "least"), SHARES.items(), ids=lambda value: str(value))
def test_the_map_is_the_largest_thing_on_the_screen(
    new_page: Callable[..., Page], screen: tuple[int, int], least: int
) -> None:
    page = open_on(new_page, screen)
    poll(page, MAP_SHARE, lambda share: share >= least)


@pytest.mark.parametrize("screen", WIDE, ids=str)
def test_everything_that_moves_stands_above_the_fold(new_page: Callable[..., Page], screen: tuple[int, int]) -> None:
    page = open_on(new_page, screen)
    places = page.evaluate(PLACES)
    assert max(place["bottom"] for place in places.values()) <= screen[1]
    assert places["time"]["bottom"] - places["time"]["top"] <= 90
    assert places["map"]["bottom"] == places["side"]["bottom"], "the map takes the whole height of what remains"
    assert places["map"]["right"] < places["side"]["left"]
    poll(page, FILLED, lambda share: share > 0.9)


@pytest.mark.parametrize("screen", WIDE, ids=str)
def test_the_rows_of_the_fullest_day_can_all_be_reached(new_page: Callable[..., Page], screen: tuple[int, int]) -> None:
    page = open_on(new_page, screen, f"as_of={FULLEST}")
    rows = page.locator(".outlook .rows li:visible")
    expect(rows).to_have_count(6)
    rows.last.scroll_into_view_if_needed()
    expect(rows.last).to_be_in_viewport(ratio=1)


def test_the_phone_has_answer_map_thumbs_and_what_is_announced_next(new_page: Callable[..., Page]) -> None:
    page = open_on(new_page, (390, 844))
    places = page.evaluate(PLACES)
    assert [name for name, _ in sorted(places.items(), key=lambda one: one[1]["top"])] == [
        *("head", "legend", "map", "time", "side")
    ]
    assert (places["map"]["left"], places["map"]["right"]) == (0, 390)
    assert places["time"]["bottom"] <= 844
    teaser = page.get_by_role("button", name="Announced next: Poland")
    expect(teaser).to_be_in_viewport(ratio=1)
    teaser.click()
    expect(page.get_by_role("heading", name="What was announced")).to_be_in_viewport()


def test_under_a_policy_the_phone_has_its_whole_legend_and_what_law_has_fixed(new_page: Callable[..., Page]) -> None:
    page = new_page(390, 844)
    open_atlas(page, "lens=conscription&as_of=2023-06-01")
    wait_until_settled(page)
    legend = page.locator(".legend button:visible")
    expect(legend).to_have_text(
        [
            "no draft on record or draft suspended 32",
            *("draft to return 1", "selective draft 4", "general draft 14", "all classes"),
        ]
    )
    bottom = page.evaluate(PLACES)["legend"]["bottom"]
    assert all(one.evaluate("node => node.getBoundingClientRect().bottom") <= bottom for one in legend.all())
    teaser = page.get_by_role("button", name="Next, 1 Jan 2024: Latvia")
    expect(teaser).to_be_in_viewport(ratio=1)
    teaser.click()
    expect(page).to_have_url(re.compile("as_of=2024-01-01"))


@pytest.mark.parametrize("screen", SHARES, ids=str)
def test_nothing_moves_while_the_page_loads(new_page: Callable[..., Page], screen: tuple[int, int]) -> None:
    for _ in range(LOADS):
        page = new_page(*screen)
        page.add_init_script(WATCH_SHIFTS)
        open_atlas(page, "as_of=2025-07-12")
        wait_until_settled(page)
        assert sum(page.evaluate("window.essShift")) < LARGEST_SHIFT
        page.close()


def test_the_panel_tells_what_was_known_on_the_day_and_leads_there(page: Page) -> None:
    open_atlas(page, "as_of=2025-07-12")
    wait_until_settled(page)
    last, law, plans = (page.locator(f".panel .{name} li") for name in ("last", "law", "plans"))
    expect(last).to_have_count(3)
    expect(last.first).to_have_text("10 Jul 2025Finland gives notice of withdrawal")
    expect(law.first).to_contain_text("27 Dec 2025")
    expect(plans.first).to_contain_text("between October 2025 and June 2026")
    law.first.get_by_role("button").click()
    poll_equal(page, "window.essStore.day", 20449)
    expect(last.first).to_contain_text("27 Dec 2025")
    expect(law.filter(has_text="27 Dec 2025")).to_have_count(0)
    plans.first.get_by_role("button").click()
    expect(page.locator(".ess.side .card h2")).to_be_visible()


def test_before_the_notices_nothing_is_fixed(page: Page) -> None:
    open_atlas(page, "as_of=2025-06-26")
    wait_until_settled(page)
    expect(page.locator(".panel .law")).to_have_text("Law has fixed no later change.")


def test_a_row_shows_its_state_as_known_on_the_day_and_opens_its_card(page: Page) -> None:
    open_atlas(page, "as_of=2025-03-17")
    wait_until_settled(page)
    rows = page.locator(".outlook .rows li:visible")
    expect(rows).to_have_count(0)
    expect(page.locator(".outlook .rows .none")).to_be_visible()
    page.evaluate("window.essStore.setDay(20281)")  # 12 July 2025
    expect(rows).to_have_count(6)
    finland = page.locator('[data-row="FIN"]')
    expect(finland).to_have_accessible_name(
        "Finland: exit deposited, notice running; New mines, in the course of 2026; "
        "Storage in peacetime, no date given; Insta charge, no date given"
    )
    finland.focus()
    page.keyboard.press("Enter")
    heading = page.locator(".ess.side .card h2")
    expect(heading).to_have_text("Finland")
    expect(heading).to_be_focused()
    page.get_by_role("button", name="Close the card").press("Enter")
    expect(finland).to_be_focused()
