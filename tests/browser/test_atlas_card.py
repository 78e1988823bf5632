"""The card, the legend as a filter, and the field that finds a State."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from atlas_page import card, go_to_day, open_atlas, wait_for_address, wait_until_settled
from playwright.sync_api import Page, expect


def heading(page: Page) -> str:
    """The State whose card is open."""
    found = card(page).get_by_role("heading", level=2)
    expect(found).to_be_visible()
    return found.inner_text()


def test_a_click_on_a_shape_opens_its_card_with_acts_and_sources(page: Page) -> None:
    frame = open_atlas(page, "as_of=2025-07-18")
    frame.locator('[data-iso3="POL"]').click()
    assert heading(page) == "Poland"
    expect(card(page).locator(".status")).to_contain_text("exit voted by parliament")
    deposit = card(page).locator('[data-fact="apmbc-pol-3"], [data-fact^="apmbc-pol"]').first
    expect(deposit).to_be_visible()
    facts = card(page).locator("[data-fact]")
    assert facts.count() > 3
    first = facts.first
    first.locator("summary").click()
    link = first.locator(".sources a").first
    expect(link).to_be_visible()
    assert (link.get_attribute("href") or "").startswith("http")
    assert link.get_attribute("rel") == "noopener noreferrer"
    expect(first.locator(".grade").first).to_have_text("A")
    wait_for_address(page, focus="POL", as_of="2025-07-18")


def test_contested_suspension_says_why(page: Page) -> None:
    frame = open_atlas(page, "as_of=2025-07-18&focus=UKR")
    assert heading(page) == "Ukraine"
    why = card(page).locator(".why")
    expect(why).to_contain_text("suspension")
    early = why.inner_text()
    go_to_day(page, "2026-05-31")
    expect(why).not_to_have_text(early)
    assert len(why.inner_text()) > len(early), "objections add reasons as they come on record"
    assert frame.locator('[data-iso3="UKR"]').get_attribute("data-stage") == "suspension-notified"


@pytest.mark.parametrize(("iso3", "name"), [("MLT", "Malta"), ("USA", "United States"), ("XKX", "Kosovo")])
def test_dots_chips_and_areas_have_cards_too(page: Page, iso3: str, name: str) -> None:
    frame = open_atlas(page)
    frame.locator(f'[data-iso3="{iso3}"]').click()
    assert heading(page) == name


def test_what_comes_after_the_day_is_marked(page: Page) -> None:
    open_atlas(page, "as_of=2025-03-18&focus=EST")
    assert heading(page) == "Estonia"
    later = card(page).locator("li.later")
    before = later.count()
    assert before > 0
    go_to_day(page, "2026-05-31")
    expect(card(page).locator("li[data-on].later")).not_to_have_count(before)


def test_an_error_report_is_copied_with_the_fact_s_id(new_page: Callable[..., Page]) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    open_atlas(page, "focus=LTU")
    assert heading(page) == "Lithuania"
    fact = card(page).locator("[data-fact]").first
    fact.locator("summary").click()
    fact.get_by_role("button", name="report an error").click()
    copied = page.evaluate("navigator.clipboard.readText()")
    assert str(fact.get_attribute("data-fact")) in copied
    assert "dataset 1." in copied


def test_the_card_closes_and_the_address_follows(page: Page) -> None:
    open_atlas(page, "focus=FIN")
    assert heading(page) == "Finland"
    card(page).get_by_role("button", name="Close the card").click()
    expect(card(page).get_by_role("heading", level=2)).to_have_count(0)
    wait_for_address(page, focus=None)


def test_facts_that_cannot_be_fetched_are_told_and_asked_for_again(page: Page, guard: object) -> None:
    open_atlas(page)
    wait_until_settled(page)
    guard.expected.append("Failed to load resource")  # type: ignore[attr-defined]
    page.route("**/facts.json", lambda route: route.abort())
    page.evaluate("window.essStore.setFocus('SWE')")
    expect(card(page)).to_contain_text("The facts could not be loaded")
    page.unroute("**/facts.json")
    page.evaluate("window.essStore.setFocus('NOR')")
    expect(card(page).locator("[data-fact]").first).to_be_visible()


def test_the_legend_lights_its_states(page: Page) -> None:
    frame = open_atlas(page)
    line = page.locator('.legend [data-class="withdrawn"]')
    line.click()
    expect(line).to_have_attribute("aria-pressed", "true")
    expect(frame.locator("[data-iso3].dim")).to_have_count(47)
    expect(frame.locator('[data-iso3="EST"]')).not_to_have_class("dim")
    line.click()
    expect(frame.locator("[data-iso3].dim")).to_have_count(0)


@pytest.mark.parametrize(
    ("typed", "name"),
    [("turkiye", "Türkiye"), ("TÜRKIYE", "Türkiye"), ("north m", "North Macedonia"), ("deu", "Germany")],
)
def test_the_field_finds_a_state_without_its_accents(page: Page, typed: str, name: str) -> None:
    open_atlas(page)
    field = page.get_by_label("Find a State")
    field.fill(typed)
    if not card(page).get_by_role("heading", level=2).count():
        field.press("Enter")
    assert heading(page) == name


def test_a_tap_on_a_phone_opens_the_card_as_a_sheet(new_page: Callable[..., Page]) -> None:
    page = new_page(390, 844)
    frame = open_atlas(page)
    frame.locator('[data-iso3="POL"]').tap()
    assert heading(page) == "Poland"
    box = card(page).bounding_box()
    assert box is not None
    assert box["width"] == pytest.approx(390, abs=1)
    assert box["y"] + box["height"] == pytest.approx(844, abs=1)
