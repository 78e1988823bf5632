"""The main page under a policy and a measure, and the choice of a lens by its words."""

from __future__ import annotations

import re

import pytest
from atlas_page import card, go_to_day, open_atlas, wait_for_address, wait_for_instrument
from playwright.sync_api import Page, expect


def choose(page: Page, words: str) -> None:
    """Type words into the choice of a lens and take the first that fits."""
    field = page.locator(".st-key-f_instrument").get_by_role("combobox")
    field.click()
    field.fill(words)
    field.press("Enter")


def test_a_lens_is_found_by_its_question_among_its_group(page: Page, subtests: pytest.Subtests) -> None:
    open_atlas(page, "as_of=2025-07-12&focus=FIN")
    field = page.locator(".st-key-f_instrument").get_by_role("combobox")
    with subtests.test("Escape leaves the choice as it was"):
        title = field.input_value()
        field.click()
        expect(page.locator(".picker .group")).to_have_count(5)
        field.fill("no such words at all")
        expect(page.locator(".picker .none")).to_be_visible()
        field.press("Escape")
        expect(page.locator(".picker .box")).to_be_hidden()
        expect(field).to_have_value(title)
        expect(card(page).get_by_role("heading", level=2)).to_have_text("Finland")
    with subtests.test("a policy is chosen, the view stays"):
        field.click()
        expect(page.locator(".picker .group")).to_have_count(5)
        field.fill("draft return")
        expect(page.locator(".picker [data-lens]")).to_have_count(1)
        field.press("Enter")
        frame = wait_for_instrument(page, "conscription")
        wait_for_address(page, lens="conscription", instrument=None, as_of="2025-07-12", focus="FIN")
        expect(page.get_by_role("tab", name=re.compile("^Record"))).to_be_visible()
    go_to_day(page, "2023-06-01")
    expect(card(page).locator(".status")).to_contain_text("since before the record")
    told = {"LVA": "draft to return", "SWE": "selective draft", "EST": "general draft"}
    for iso3, label in told.items():
        with subtests.test(f"{iso3} is told by its class"):
            name = re.compile(label, re.IGNORECASE)
            expect(frame.locator(f'[data-iso3="{iso3}"]')).to_have_attribute("aria-label", name)
    expect(page.locator('.legend [data-whole="none-or-suspended"]')).to_be_visible()
    with subtests.test("back to a treaty"):
        choose(page, "cluster")
        wait_for_instrument(page, "ccm")
        wait_for_address(page, lens=None, instrument="ccm")


def test_a_measure_opens_on_its_last_period_and_leads_back_there(page: Page) -> None:
    frame = open_atlas(page, "lens=spending")
    expect(page.locator(".headline h1")).to_contain_text("31 December 2025")
    poland = frame.locator('[data-iso3="POL"]')
    expect(poland).to_have_attribute("aria-label", re.compile("4.50 % of GDP in 2025"))
    expect(frame.locator(".labels text", has_text="4.50")).to_have_count(1)
    expect(page.locator(".legend .published")).to_contain_text("27 April 2026, known later than the day shown")
    go_to_day(page, "2026-05-02")
    expect(page.locator(".headline h1")).to_contain_text("no figure yet")
    expect(page.locator(".legend .published")).not_to_contain_text("later")
    page.get_by_role("button", name="Go to the last figures").click()
    expect(poland).to_have_attribute("aria-label", re.compile("4.50 % of GDP in 2025"))


def test_one_series_is_shown_and_its_edition_named(page: Page) -> None:
    frame = open_atlas(page, "lens=spending&series=nato-core-2026&focus=POL")
    expect(frame.locator('[data-iso3="POL"]')).to_have_attribute("aria-label", re.compile("% of GDP in 2026"))
    expect(page.locator(".legend .published")).to_contain_text("7 July 2026")
    expect(card(page).locator('[data-tab="law"]')).to_be_visible()
    expect(card(page).locator("ol > li .what", has_text="core defence").first).to_be_attached()
    expect(frame.locator('[data-iso3="AUT"]')).to_have_attribute("aria-label", re.compile("no figure"))
