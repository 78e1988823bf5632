"""The main page around its map: the bar, charts that wait to be seen, a warning that closes."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from atlas_page import Traffic, open_atlas, show_charts, wait_until_settled
from playwright.sync_api import Page, expect
from readers import Guard
from waiting import poll, poll_equal, resting_box

PHONE = (390, 844)
SCRIPT = "PlotlyChart"
PLACE = ".st-key-production_place"
SHIFTS = """() => {
  window.essShift = 0;
  new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) window.essShift += entry.value;
  }).observe({ type: "layout-shift" });
}"""
TOP = """(id) => { const main = document.querySelector(".stMain");
  return Math.round(document.getElementById(id).getBoundingClientRect().top + main.scrollTop); }"""


def script_requests(traffic: Traffic) -> list[str]:
    """Requests for plotly's own script."""
    return [url for url in traffic.requests if SCRIPT in url]


def test_the_phone_never_asks_for_the_charts_script(new_page: Callable[..., Page]) -> None:
    page = new_page(*PHONE)
    traffic = Traffic(page)
    open_atlas(page)
    wait_until_settled(page)
    page.locator(".production .agenda button").last.scroll_into_view_if_needed()
    expect(page.locator(".production .agenda button").last).to_be_visible()
    assert script_requests(traffic) == []


def move_on(page: Page) -> None:
    """A reader who moves has the chart a screen ahead."""
    page.evaluate("""document.querySelector(".stMain").scrollBy({ top: 40, behavior: "instant" })""")
    chart = page.locator(".st-key-production .js-plotly-plot")
    expect(chart).to_have_count(1)
    assert resting_box(chart)["y"] > 900, "drawn before it is in view"


def focus_near_it(page: Page) -> None:
    """A reader at the keyboard has the chart when the focus nears it."""
    page.get_by_role("link", name="announced", exact=True).focus()
    expect(page.locator(".st-key-production .js-plotly-plot")).to_have_count(1)


@pytest.mark.parametrize(
    ("size", "draw_near"),
    [((1440, 900), show_charts), ((820, 1180), show_charts), ((1440, 900), move_on), ((1440, 900), focus_near_it)],
)
def test_the_charts_script_comes_when_a_chart_is_about_to_be_seen(
    new_page: Callable[..., Page], size: tuple[int, int], draw_near: Callable[[Page], None]
) -> None:
    page = new_page(*size)
    traffic = Traffic(page)
    open_atlas(page)
    wait_until_settled(page)
    expect(page.locator(PLACE)).to_be_attached()
    assert script_requests(traffic) == []
    expect(page.locator(".js-plotly-plot")).to_have_count(0)
    below = page.evaluate(TOP, "events")
    page.evaluate(SHIFTS)
    draw_near(page)
    expect(page.locator(".st-key-production .js-plotly-plot")).to_have_count(1)
    wait_until_settled(page)
    assert len(script_requests(traffic)) == 1
    poll_equal(page, lambda: page.evaluate(TOP, "events"), below)  # what stands below a chart has not moved
    assert page.evaluate("window.essShift") == 0


def test_a_chart_not_yet_drawn_is_words_on_paper_and_for_screen_readers(page: Page, guard: Guard) -> None:
    guard.expected.append("404 (Not Found)")  # the sheet, below
    open_atlas(page)
    wait_until_settled(page)
    place = page.locator(PLACE).get_by_role("img")
    summary = place.get_attribute("aria-label")
    assert summary
    words = """(node) => getComputedStyle(node, "::before").content"""
    poll_equal(page, lambda: place.evaluate(words), "none")
    # Else the exporter's sheet is printed in place of the page.
    page.route("**/api/v1/export*", lambda route: route.fulfill(status=404))
    page.evaluate("WebSocket.prototype.send = () => {}")  # laid out for paper all is in view: the chart would come
    page.emulate_media(media="print")
    poll(page, lambda: place.evaluate(words), lambda text: summary[:40] in text)


BAR = """() => {
  const box = (node) => node.getBoundingClientRect();
  const tools = document.querySelectorAll(".st-key-header");
  const bar = [...document.querySelector(".st-key-filters").children].filter((node) => box(node).width);
  const over = (one, other) => Math.min(one.right, other.right) - Math.max(one.left, other.left) > 0
    && Math.min(one.bottom, other.bottom) - Math.max(one.top, other.top) > 0;
  return {
    overlaps: bar.filter((node) => [...tools].some((other) => over(box(node), box(other)))).length,
    lines: new Set(bar.map((node) => Math.round((box(node).top + box(node).bottom) / 20))).size,
    timeline: box(document.querySelector(".st-key-cell_time")).bottom,
  };
}"""


BESIDE = ((1280, 800), (1366, 768), (1440, 900), (1920, 1080))
"""Screens on which the side stands beside the map."""


def test_the_bar_leaves_the_timeline_above_the_fold_also_with_filters(page: Page, subtests: pytest.Subtests) -> None:
    for query in ("", "states=EST,FIN,LVA,LTU&weapons=anti-tank-mine"):
        page.set_viewport_size({"width": BESIDE[0][0], "height": BESIDE[0][1]})
        open_atlas(page, query)
        wait_until_settled(page)
        for width, height in BESIDE:
            with subtests.test(f"{width} wide, {query or 'nothing chosen'}"):
                page.set_viewport_size({"width": width, "height": height})

                def fits(bar: dict[str, float], query: str = query, height: int = height) -> bool:
                    one_line = bool(query) or bar["lines"] == 1  # nothing chosen takes one line
                    return bar["timeline"] <= height and bar["overlaps"] == 0 and one_line

                poll(page, BAR, fits)


def test_a_warning_about_the_address_can_be_closed(page: Page) -> None:
    open_atlas(page, "instrument=warsaw-pact")
    warning = page.get_by_role("alert").filter(has_text="Ignored")
    expect(warning).to_be_visible()
    page.locator(".st-key-ignored").get_by_role("button", name="Close").click()
    expect(warning).to_have_count(0)
    wait_until_settled(page)
    page.get_by_role("button", name="Previous change", exact=True).click()
    wait_until_settled(page)
    expect(warning).to_have_count(0)
    open_atlas(page, "states=XX")
    expect(warning).to_be_visible()


def test_a_section_out_of_view_follows_the_day_once_it_nears_the_view(page: Page) -> None:
    traffic = Traffic(page)
    open_atlas(page, "as_of=2025-07-12")
    wait_until_settled(page)
    heading = page.locator("#announced")
    expect(heading).to_contain_text("12 July 2025")
    traffic.clear()
    page.evaluate("window.essStore.setDay(window.essStore.day - 40)")
    first = poll(page, lambda: traffic.frames[:1], bool)[0]
    assert b"section_" not in (first if isinstance(first, bytes) else first.encode()), "told by a section out of view"
    page.evaluate("""document.querySelector(".stMain").scrollBy({ top: 40, behavior: "instant" })""")
    expect(heading).to_contain_text("2 June 2025")
    expect(page.locator(".st-key-section_announced")).to_have_attribute("aria-busy", "false")
