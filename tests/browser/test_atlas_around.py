"""The main page around its map: a warning that closes."""

from __future__ import annotations

from atlas_page import open_atlas, wait_until_settled
from playwright.sync_api import Page, expect


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
