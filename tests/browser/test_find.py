"""The search field: every name finds its State, a typing error its nearest, and nothing finds the wrong one."""

from __future__ import annotations

import pytest
from atlas_page import card, go_to_day, open_atlas, wait_for_address, wait_for_day
from axe import axe_violations
from find_page import expect_card_of, field, offered, said
from playwright.sync_api import Page, expect
from waiting import poll_equal

FOUND_BY = {
    "UK": "United Kingdom",
    "Holland": "Netherlands",
    "Turkey": "Türkiye",
    "Czech Republic": "Czechia",
    "Macedonia": "North Macedonia",
    "Vatican": "Holy See",
    "XKS": "Kosovo",
    "deutschland": "Germany",
    "Suomi": "Finland",
}


def test_names_are_found_or_answered_with_the_nearest(page: Page, subtests: pytest.Subtests) -> None:
    frame = open_atlas(page, "as_of=2025-12-27&focus=LTU")
    expect_card_of(page, "Lithuania")
    with subtests.test("a typing error is answered with the nearest"):
        field(page).fill("Grmany")
        expect(said(page)).to_have_text("No State has that name. Did you mean Germany?")
        expect(offered(page)).to_have_count(1)
        poll_equal(page, lambda: axe_violations(page), [])
        field(page).press("Enter")
        expect(card(page).get_by_role("heading", level=2)).to_have_count(0)
        expect(field(page)).to_have_attribute("aria-activedescendant", "ess-found-0")
        field(page).press("Enter")
        expect_card_of(page, "Germany")
    with subtests.test("a name of no State is said and no card stays"):
        for typed in ("Atlantis", "Peru"):
            field(page).fill(typed)
            expect(said(page)).to_contain_text("No State has that name.")
            expect(offered(page)).to_have_count(0)
            field(page).press("Enter")
            wait_for_address(page, focus=None)
        field(page).press("Escape")
        expect(said(page)).to_have_text("")
        expect(field(page)).to_have_value("")
    with subtests.test("several that fit are offered and none is taken"):
        field(page).blur()
        page.keyboard.press("/")
        expect(field(page)).to_be_focused()
        page.keyboard.type("united")
        expect(offered(page).filter(has_text="United")).not_to_have_count(0)
        expect(offered(page).nth(0)).to_contain_text("United Kingdom")
        expect(offered(page).nth(1)).to_contain_text("United States")
        expect(field(page)).to_have_attribute("aria-expanded", "true")
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowDown")
        expect(offered(page).nth(1)).to_have_attribute("aria-selected", "true")
        page.keyboard.press("Enter")
        expect_card_of(page, "United States")
    for typed, name in FOUND_BY.items():
        with subtests.test(typed):
            field(page).fill(typed)
            field(page).press("Enter")
            expect_card_of(page, name)
            expect(field(page)).to_have_value("")
            expect(offered(page)).to_have_count(0)
    with subtests.test("treaties and happenings are found"):
        go_to_day(page, "2024-01-01")
        field(page).fill("Latvian cabinet endorses")
        offered(page).filter(has_text="25 March 2025").click()
        wait_for_day(frame, "2025-03-25")
        expect_card_of(page, "Latvia")
        field(page).fill("CCM")
        field(page).press("Enter")
        wait_for_address(page, instrument="ccm")
