"""What the map says of the State under the pointer or the focus, as known on the day."""

from __future__ import annotations

import re

import pytest
from atlas_page import go_to_day, open_atlas, wait_until_settled
from playwright.sync_api import Frame, Locator, Page, expect
from waiting import resting_box


def tip(frame: Frame) -> Locator:
    return frame.locator(".ess-tip")


def test_the_state_under_pointer_or_focus_is_told_as_known_on_the_day(page: Page, subtests: pytest.Subtests) -> None:
    frame = open_atlas(page, "as_of=2025-03-17")
    wait_until_settled(page)
    finland = frame.locator('[data-iso3="FIN"]')
    with subtests.test("nothing is told that was not known on the day"):
        finland.hover()
        expect(tip(frame)).to_contain_text("Finland: State Party")
        expect(tip(frame)).not_to_contain_text("Next")
        expect(tip(frame)).not_to_contain_text("2026")
    with subtests.test("the focus is told the same as the pointer"):
        page.mouse.move(5, 5)
        go_to_day(page, "2025-07-12")
        frame.locator('[data-iso3="SWE"]').focus()
        page.keyboard.press("ArrowRight")
        expect(finland).to_be_focused()
        expect(tip(frame)).to_contain_text("since 10 July 2025")
        expect(finland).to_have_attribute("aria-description", re.compile("^Next: 10 January 2026"))
    with subtests.test("the pointer is told class, next step and latest announcement"):
        frame.locator('[data-iso3="SWE"]').hover()
        expect(tip(frame)).to_contain_text("Sweden")
        finland.hover()
        expect(tip(frame)).to_contain_text("Finland: exit deposited, notice running, since 10 July 2025")
        expect(tip(frame)).to_contain_text("Next: 10 January 2026")
        expect(tip(frame)).to_contain_text("Announced")
        box, room = resting_box(tip(frame)), resting_box(page.locator(".st-key-cell_map iframe"))
        assert room["x"] <= box["x"]
        assert box["x"] + box["width"] <= room["x"] + room["width"]
        assert room["y"] <= box["y"]
    with subtests.test("a day that passes takes its words along"):
        expect(tip(frame)).to_be_visible()
        go_to_day(page, "2025-03-17")
        expect(tip(frame)).to_be_hidden()
