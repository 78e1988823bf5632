"""What the map says of the State under the pointer or the focus, as known on the day."""

from __future__ import annotations

import re

from atlas_page import go_to_day, open_atlas, wait_until_settled
from playwright.sync_api import Frame, Locator, Page, expect


def tip(frame: Frame) -> Locator:
    return frame.locator(".ess-tip")


def test_the_pointer_is_told_class_next_step_and_latest_announcement(page: Page) -> None:
    frame = open_atlas(page, "as_of=2025-07-12")
    frame.locator('[data-iso3="FIN"]').hover()
    expect(tip(frame)).to_contain_text("Finland: exit deposited, notice running, since 10 July 2025")
    expect(tip(frame)).to_contain_text("Next: 10 January 2026")
    expect(tip(frame)).to_contain_text("Announced")
    box, room = tip(frame).bounding_box(), page.locator(".st-key-cell_map iframe").bounding_box()
    assert box is not None
    assert room is not None
    assert room["x"] <= box["x"]
    assert box["x"] + box["width"] <= room["x"] + room["width"]
    assert room["y"] <= box["y"]


def test_nothing_is_told_that_was_not_known_on_the_day(page: Page) -> None:
    frame = open_atlas(page, "as_of=2025-03-17")
    frame.locator('[data-iso3="FIN"]').hover()
    expect(tip(frame)).to_contain_text("Finland: State Party")
    expect(tip(frame)).not_to_contain_text("Next")
    expect(tip(frame)).not_to_contain_text("2026")


def test_a_day_that_passes_takes_its_words_along(page: Page) -> None:
    frame = open_atlas(page, "as_of=2025-07-12")
    wait_until_settled(page)
    frame.locator('[data-iso3="FIN"]').hover()
    expect(tip(frame)).to_be_visible()
    go_to_day(page, "2025-03-17")
    expect(tip(frame)).to_be_hidden()


def test_the_focus_is_told_the_same(page: Page) -> None:
    frame = open_atlas(page, "as_of=2025-07-12")
    finland = frame.locator('[data-iso3="FIN"]')
    frame.locator('[data-iso3="SWE"]').focus()
    page.keyboard.press("ArrowRight")
    expect(finland).to_be_focused()
    expect(tip(frame)).to_contain_text("since 10 July 2025")
    expect(finland).to_have_attribute("aria-description", re.compile("^Next: 10 January 2026"))
