"""The card, the legend as a filter, and the field that finds a State."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from atlas_page import card, go_to_day, known_facts, open_atlas, open_tab, wait_for_address, wait_until_settled
from playwright.sync_api import Frame, Page, expect
from readers import Guard
from waiting import poll, resting_box

FOUND_BY = {"turkiye": "Türkiye", "TÜRKIYE": "Türkiye", "north m": "North Macedonia", "deu": "Germany"}
"""What is typed into the field, and the State that it finds."""


def expect_card_of(page: Page, name: str) -> None:
    """Wait until the card of that State is open, its facts there."""
    expect(card(page).get_by_role("heading", level=2)).to_have_text(name)
    expect(known_facts(page).first).to_be_visible()


def choose(page: Page, iso3: str, name: str, day: str) -> None:
    """Choose a State on a day and wait for its card."""
    page.evaluate("(iso3) => window.essStore.setFocus(iso3)", iso3)
    go_to_day(page, day)
    expect_card_of(page, name)


def check_click(page: Page, frame: Frame) -> None:
    """A click on a shape opens its card with acts and sources."""
    frame.locator('[data-iso3="POL"]').click()
    expect_card_of(page, "Poland")
    expect(card(page).locator(".status")).to_contain_text("exit voted by parliament")
    facts = known_facts(page)
    poll(page, facts.count, lambda count: count > 3)
    expect(facts.first).to_contain_text("25 June 2025")
    first = facts.last
    first.locator("summary").click()
    link = first.locator(".sources a").first
    expect(link).to_be_visible()
    expect(link).to_have_attribute("href", re.compile("^http"))
    expect(link).to_have_attribute("rel", "noopener noreferrer")
    expect(first.locator(".grade").first).to_have_text("A")
    expect(first).to_contain_text("Signature")
    wait_for_address(page, focus="POL", as_of="2025-07-18")


def check_contested(page: Page, frame: Frame) -> None:
    """A contested suspension says why, and more as objections come on record."""
    choose(page, "UKR", "Ukraine", "2025-07-18")
    why = card(page).locator(".why")
    expect(why).to_contain_text("suspension")
    early = why.inner_text()
    go_to_day(page, "2026-10-02")
    poll(page, why.inner_text, lambda text: len(text) > len(early))
    expect(frame.locator('[data-iso3="UKR"]')).to_have_attribute("data-stage", "suspension-notified")


def check_later(page: Page, frame: Frame) -> None:
    """What comes after the day is marked."""
    choose(page, "EST", "Estonia", "2025-03-18")
    law = card(page).get_by_role("tabpanel", name=re.compile("^Law"))
    later = law.locator("li.later")
    before = poll(page, later.count, lambda count: count > 0)
    expect(later.first).to_be_hidden()
    law.get_by_role("button", name="known only after the day shown").click()
    expect(later.first).to_be_visible()
    expect(card(page).get_by_role("tab", name="Law")).to_contain_text(str(known_facts(page).count()))
    go_to_day(page, "2026-10-02")
    expect(later).not_to_have_count(before)


def check_tabs(page: Page, frame: Frame) -> None:
    """Tabs are walked with arrows and stay open for the next State."""
    choose(page, "POL", "Poland", "2025-07-12")
    law = card(page).get_by_role("tab", name="Law (4)")
    expect(law).to_have_attribute("aria-selected", "true")
    law.focus()
    page.keyboard.press("ArrowRight")
    expect(card(page).get_by_role("tab", name=re.compile("^Also bound by"))).to_be_focused()
    page.keyboard.press("ArrowRight")
    announced = card(page).get_by_role("tab", name="Announced (2)")
    expect(announced).to_be_focused()
    expect(announced).to_have_attribute("aria-selected", "true")
    expect(card(page).get_by_role("tabpanel")).to_have_count(1)
    page.keyboard.press("End")
    expect(card(page).get_by_role("tab", name=re.compile("^Sources"))).to_be_focused()
    page.keyboard.press("ArrowRight")
    expect(law).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    page.evaluate("window.essStore.setFocus('FIN')")
    expect_card_of(page, "Finland")
    expect(card(page).get_by_role("tab", name=re.compile("^Announced"))).to_have_attribute("aria-selected", "true")


def check_announcements(page: Page, frame: Frame) -> None:
    """Announcements stand latest first with their slippage."""
    choose(page, "FIN", "Finland", "2026-10-02")
    open_tab(page, "Announced")
    expect(known_facts(page).first).to_contain_text("3 February 2026")
    expect(known_facts(page).filter(has_text="178 days earlier").first).to_be_visible()


def check_reasons(page: Page, frame: Frame) -> None:
    """Both sides get the same room; a State without reasons has no such tab."""
    choose(page, "POL", "Poland", "2026-10-02")
    open_tab(page, "Why")
    sides = [card(page).locator(f".reasons .{side} > ul > li:visible") for side in ("leaving", "objecting")]
    counts = [poll(page, side.count, bool) for side in sides]
    assert counts[0] == counts[1]
    for side in sides:
        expect(side.first.locator("a").first).to_have_attribute("href", re.compile("^http"))
    page.evaluate("window.essStore.setFocus('SWE')")
    expect_card_of(page, "Sweden")
    names = [re.compile(f"^{name}") for name in ("Law", "Also bound", "Ann", "Sour")]
    expect(card(page).get_by_role("tab")).to_have_text(names)


def check_still_bound(page: Page, frame: Frame) -> None:
    """What still binds a State that left is one tab away."""
    choose(page, "EST", "Estonia", "2025-12-26")
    open_tab(page, "Also bound by")
    first = card(page).locator("[data-bound]:visible").first
    expect(first).to_have_attribute("data-bound", "ccw-ap2")
    go_to_day(page, "2025-12-27")
    expect(card(page).get_by_role("tab", name=re.compile("^Still bound by"))).to_be_visible()
    expect(first).to_contain_text("since 20 October 2000")
    link = first.get_by_role("link")
    link.focus()
    expect(link).to_have_attribute("href", re.compile("(?=.*compare_instrument=ccw-ap2)(?=.*focus=EST)"))
    open_tab(page, "Law")


def check_taken_away(page: Page, frame: Frame) -> None:
    """The State is taken away on the day shown."""
    choose(page, "POL", "Poland", "2025-07-12")
    go_to_day(page, "2025-07-18")
    for name, path in {"Slide": "/api/v1/export?", "Dossier": "/dossier?"}.items():
        link = card(page).get_by_role("link", name=name)
        link.focus()
        expect(link).to_have_attribute("href", re.compile(re.escape(path)))
        for part in ("as_of=2025-07-18", "focus=POL", "instrument=apmbc"):
            expect(link).to_have_attribute("href", re.compile(part))
    card(page).get_by_role("button", name="Cite").click()
    poll(page, "navigator.clipboard.readText()", lambda text: text.startswith("Poland, ") and "18 July 2025" in text)


def check_report(page: Page, frame: Frame) -> None:
    """An error report holds the fact's id."""
    page.evaluate("window.essStore.setFocus('LTU')")
    expect_card_of(page, "Lithuania")
    fact = known_facts(page).first
    fact.locator("summary").click()
    fact.get_by_role("button", name="report an error").click()
    form = card(page).locator(".report-form")
    form.get_by_label("What is wrong").fill("The day is that of the announcement.")
    form.get_by_role("button", name="Copy the text").click()
    fact_id = str(fact.get_attribute("data-fact"))
    copied = poll(page, "navigator.clipboard.readText()", lambda text: fact_id in text)
    assert "dataset 1." in copied
    assert "The day is that of the announcement." in copied


CHECKS = (
    *(check_click, check_contested, check_later, check_tabs, check_announcements, check_reasons),
    *(check_still_bound, check_taken_away, check_report),
)


def test_the_card(new_page: Callable[..., Page], subtests: pytest.Subtests) -> None:
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    frame = open_atlas(page, "as_of=2025-07-18")
    for check in CHECKS:
        with subtests.test(check.__doc__):
            check(page, frame)


def test_states_are_reached_by_legend_shapes_and_field(page: Page, guard: Guard, subtests: pytest.Subtests) -> None:
    frame = open_atlas(page)
    wait_until_settled(page)
    guard.expected.append("Failed to load resource")
    with subtests.test("facts that cannot be fetched are told and asked for again"):
        page.route("**/facts.json", lambda route: route.abort())
        page.evaluate("window.essStore.setFocus('SWE')")
        expect(card(page)).to_contain_text("The facts could not be loaded")
        page.unroute("**/facts.json")
        page.evaluate("window.essStore.setFocus('NOR')")
        expect(known_facts(page).first).to_be_visible()
    page.evaluate("window.essStore.setFocus(null)")
    with subtests.test("the legend lights its States"):
        line = page.locator('.legend [data-class="withdrawn"]')
        line.click()
        expect(line).to_have_attribute("aria-pressed", "true")
        expect(frame.locator("[data-iso3].dim")).to_have_count(47)
        expect(frame.locator('[data-iso3="EST"].dim')).to_have_count(0)
        line.click()
        expect(frame.locator("[data-iso3].dim")).to_have_count(0)
    for iso3, name in {"MLT": "Malta", "USA": "United States", "XKX": "Kosovo"}.items():
        with subtests.test(iso3):
            frame.locator(f'[data-iso3="{iso3}"]').click()
            expect_card_of(page, name)
    field = page.get_by_label("Find a State")
    for typed, name in FOUND_BY.items():
        with subtests.test(typed):
            field.fill(typed)
            field.press("Enter")
            expect_card_of(page, name)
            card(page).get_by_role("button", name="Close the card").click()
            expect(card(page).get_by_role("heading", level=2)).to_have_count(0)
    with subtests.test("the card closes and the address follows"):
        page.evaluate("window.essStore.setFocus('FIN')")
        wait_for_address(page, focus="FIN")
        expect_card_of(page, "Finland")
        card(page).get_by_role("button", name="Close the card").click()
        expect(card(page).get_by_role("heading", level=2)).to_have_count(0)
        wait_for_address(page, focus=None)


def test_a_tap_on_a_phone_opens_the_card_as_a_sheet(new_page: Callable[..., Page]) -> None:
    page = new_page(390, 844)
    frame = open_atlas(page)
    frame.locator('[data-iso3="FIN"]').tap()  # so narrow in its middle that its ring lies under the finger
    expect_card_of(page, "Finland")
    silent = frame.locator(".ess-map g[aria-hidden] path")
    assert (
        silent.evaluate_all("nodes => nodes.filter((node) => getComputedStyle(node).pointerEvents !== 'none').length")
        == 0
    )
    box = resting_box(card(page))
    assert box["width"] == pytest.approx(390, abs=1)
    assert box["y"] + box["height"] == pytest.approx(844 - 52, abs=1), "the sheet stands on the bar of pages"
