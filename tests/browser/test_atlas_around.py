"""The main page around its map: a warning that closes, the phone's menu."""

from __future__ import annotations

from collections.abc import Callable

from atlas_page import open_atlas, wait_until_settled
from playwright.sync_api import Page, expect

PHONE = (390, 844)


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


def test_the_phones_menu_closes_when_a_page_is_chosen(new_page: Callable[..., Page]) -> None:
    page = new_page(*PHONE)
    open_atlas(page)
    wait_until_settled(page)
    menu = page.get_by_test_id("stSidebar")
    for title in ("Matrix", "Events", "Map"):
        page.get_by_test_id("stExpandSidebarButton").click()
        expect(menu).to_be_in_viewport()
        menu.get_by_role("link", name=title, exact=True).click()
        expect(menu).not_to_be_in_viewport()
        expect(page.get_by_test_id("stExpandSidebarButton")).to_be_visible()
