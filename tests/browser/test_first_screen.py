"""The first screen in figures: how large the map is, what stands above the fold, that nothing moves at load."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

import pytest
from atlas_page import go_to_day, open_atlas, wait_until_settled
from playwright.sync_api import Page, expect
from waiting import poll, poll_equal

LARGEST_SHIFT = 0.1
SHARES = {(1440, 900): 36, (1920, 1080): 36, (1366, 768): 30, (820, 1180): 40, (390, 844): 33}
"""Screen → the least share of it, in per cent, that the boxes of all States cover together."""
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


@dataclass(frozen=True)
class Visit:
    """An address of the main page and what is looked at there."""

    check: Callable[[Page, tuple[int, int]], None]
    query: str = "as_of=2025-07-12"


def check_share(page: Page, screen: tuple[int, int]) -> None:
    """The map is the largest thing on the screen."""
    poll(page, MAP_SHARE, lambda share: share >= SHARES[screen])


def check_fold(page: Page, screen: tuple[int, int]) -> None:
    """Everything that moves stands above the fold."""
    check_share(page, screen)
    places = page.evaluate(PLACES)
    assert max(place["bottom"] for place in places.values()) <= screen[1]
    assert places["time"]["bottom"] - places["time"]["top"] <= 90
    assert places["map"]["bottom"] == places["side"]["bottom"], "the map takes the whole height of what remains"
    assert places["map"]["right"] < places["side"]["left"]
    poll(page, FILLED, lambda share: share > 0.9)


def check_calm(page: Page, screen: tuple[int, int]) -> None:
    """Where hardly a State moves, earlier changes fill the side, and each leads to its day."""
    check_fold(page, screen)
    earlier = page.locator(".earlier li")
    expect(earlier.first).to_have_text("23 Oct 2006Montenegro consents to be bound")
    expect(earlier.last).to_be_in_viewport(ratio=1)
    earlier.first.get_by_role("button").click()
    expect(page.locator(".panel .last li").first).to_contain_text("23 Oct 2006")
    expect(earlier.first).not_to_contain_text("23 Oct 2006")


def check_fullest_day(page: Page, screen: tuple[int, int]) -> None:
    """The rows of the fullest day can all be reached."""
    rows = page.locator(".outlook .rows li:visible")
    expect(rows).to_have_count(6)
    rows.last.scroll_into_view_if_needed()
    expect(rows.last).to_be_in_viewport(ratio=1)


def check_phone(page: Page, screen: tuple[int, int]) -> None:
    """The phone has answer, map, thumbs and what is announced next."""
    check_share(page, screen)
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


def check_policy_on_phone(page: Page, screen: tuple[int, int]) -> None:
    """Under a policy the phone has its whole legend and what law has fixed."""
    legend = page.locator(".legend button:visible")
    expect(legend).to_have_text(
        [
            "no draft on record or draft suspended 32",
            *("draft to return 1", "selective draft 4", "general draft 14", "all classes"),
        ]
    )

    def lowest() -> float:
        """How far the lowest class reaches below the legend's edge."""
        edge = page.evaluate(PLACES)["legend"]["bottom"]
        return max(one.evaluate("node => node.getBoundingClientRect().bottom") for one in legend.all()) - edge

    poll(page, lowest, lambda below: below <= 0)
    teaser = page.get_by_role("button", name="Next, 1 Jan 2024: Latvia")
    expect(teaser).to_be_in_viewport(ratio=1)
    teaser.click()
    expect(page).to_have_url(re.compile("as_of=2024-01-01"))


def check_panel(page: Page, screen: tuple[int, int]) -> None:
    """The panel tells what was known on the day and leads there; before the notices nothing is fixed."""
    last, law, plans = (page.locator(f".panel .{name} li") for name in ("last", "law", "plans"))
    expect(last).to_have_count(3)
    expect(last.first).to_have_text("10 Jul 2025Finland gives notice of withdrawal")
    expect(law.first).to_contain_text("27 Dec 2025")
    expect(plans.first).to_contain_text("between October 2025 and June 2026")
    law.first.get_by_role("button").click()
    poll_equal(page, "window.essStore.day", 20449)
    expect(last.first).to_contain_text("27 Dec 2025")
    expect(law.filter(has_text="27 Dec 2025")).to_have_count(0)
    go_to_day(page, "2025-06-26")
    expect(page.locator(".panel .law")).to_have_text("Law has fixed no later change.")
    go_to_day(page, "2025-12-27")
    plans.first.get_by_role("button").click()
    expect(page.locator(".ess.side .card h2")).to_be_visible()


def check_row(page: Page, screen: tuple[int, int]) -> None:
    """A row shows its State as known on the day and opens its card."""
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


FULL = Visit(check_fullest_day, f"as_of={FULLEST}")
VISITS = {
    (1440, 900): (Visit(check_fold), FULL, Visit(check_row, "as_of=2025-03-17"), Visit(check_panel)),
    (1920, 1080): (Visit(check_fold), FULL, Visit(check_fold)),
    (1366, 768): (Visit(check_fold), FULL, Visit(check_calm, "lens=ctbt")),
    (820, 1180): (Visit(check_share),) * 3,
    (390, 844): (
        Visit(check_phone),
        Visit(check_policy_on_phone, "lens=conscription&as_of=2023-06-01"),
        Visit(check_share),
    ),
}
"""Screen → what is looked at on it, each after a load of its own; nothing may move while a page loads."""


@pytest.mark.parametrize("screen", SHARES, ids=str)
def test_a_screen(new_page: Callable[..., Page], subtests: pytest.Subtests, screen: tuple[int, int]) -> None:
    for number, visit in enumerate(VISITS[screen], 1):
        page = new_page(*screen)
        page.add_init_script(WATCH_SHIFTS)
        open_atlas(page, visit.query)
        wait_until_settled(page)
        with subtests.test("nothing moves while the page loads", load=number):
            assert sum(page.evaluate("window.essShift")) < LARGEST_SHIFT
        with subtests.test(visit.check.__doc__, load=number):
            visit.check(page, screen)
        page.close()


def test_the_phone_marks_the_agenda_while_it_is_looked_at(new_page: Callable[..., Page]) -> None:
    page = new_page(390, 844)
    open_atlas(page, "as_of=2025-07-12")
    marked = page.locator(".bar > [aria-current]")
    expect(marked).to_have_text("Map")
    page.locator(".bar").get_by_role("link", name="Agenda").click()
    expect(marked).to_have_text("Agenda")
    page.locator(".bar").get_by_role("link", name="Map").click()
    expect(marked).to_have_text("Map")
