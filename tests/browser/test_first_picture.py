"""The picture in the page's first bytes stands at the place of what follows, says when that fails, and goes with it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from atlas_page import open_atlas, wait_until_settled
from playwright.sync_api import Page, expect
from readers import Guard
from waiting import poll_equal

SCRIPTS = "**/static/js/**"
BOXES = """(list) => Object.fromEntries([...list.querySelectorAll("li button, li span, li.of-these")].map((node) => {
  const { left, top, bottom } = node.getBoundingClientRect();
  return [node.textContent.replace(/\\s/g, "").toLowerCase(), [left, top, bottom]]; }))"""


def expect_fonts_after_the_map(page: Page) -> None:
    """Streamlit's text font is not fetched, the one of its icons once the map stands."""
    icon = page.get_by_test_id("stIconMaterial").first
    expect(icon).to_have_css("font-family", re.compile("Material Symbols"))
    page.wait_for_function("() => document.fonts.check('1em \"Material Symbols Rounded\"')")
    fetched = page.evaluate("performance.getEntriesByType('resource').map(({name, startTime}) => [name, startTime])")
    assert not [name for name, _ in fetched if "SourceSans" in name]
    icons = [start for name, start in fetched if "MaterialSymbols" in name]
    frames = [start for name, start in fetched if "st_folium" in name]
    assert icons
    assert min(icons) > min(frames)


def test_the_picture_stands_where_the_page_will_and_goes_with_it(new_page: Callable[..., Page], guard: Guard) -> None:
    guard.expected += ["ERR_FAILED", "Failed to load"]
    page = new_page(820, 1180)
    page.route(SCRIPTS, lambda route: route.abort())
    page.goto("/?as_of=2025-07-12")
    expect(page.get_by_text("12 July 2025: 46 of 51 States are bound")).to_have_count(1)
    expect(page.get_by_role("status").filter(has_text="did not load")).to_be_visible()
    before = page.locator('[data-first="legend"]').evaluate(BOXES)
    map_before = page.locator('[data-first="map"]').bounding_box()
    assert len(before) == 9
    page.unroute(SCRIPTS)
    open_atlas(page, "as_of=2025-07-12")
    wait_until_settled(page)
    expect(page.locator("[data-first], #ess-picture")).to_have_count(0)
    poll_equal(page, page.locator(".st-key-cell_map iframe").bounding_box, map_before)
    expect_fonts_after_the_map(page)
    after = page.locator(".legend ul").evaluate(BOXES)
    assert {name: pytest.approx(box, abs=2) for name, box in before.items()} == {name: after[name] for name in before}
