"""The pages that are read: stories with their facts, and the Learn page with its strip, words and printed form."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from atlas_page import wait_for_day, wait_for_map
from playwright.sync_api import Page, expect
from waiting import poll_equal, resting_box

WIDE = """() => [...document.querySelectorAll(".ess-story *, .ess-learn *")]
  .filter((one) => one.checkVisibility() && one.getBoundingClientRect().right > innerWidth + 1)
  .map((one) => one.outerHTML.slice(0, 80)).slice(0, 3)"""
"""The first elements that hang over the right edge."""


def open_story(page: Page, query: str = "") -> Page:
    page.goto(f"/stories{query}")
    page.wait_for_selector(".ess-story")
    return page


def test_a_story_is_read_with_its_facts_and_leads_on(page: Page) -> None:
    open_story(page, "?story=july-2025-article")
    expect(page.locator(".ess-story")).to_have_attribute("data-story", "july-2025-article")
    expect(page.locator(".ess-story section")).to_have_count(10)
    expect(page.locator("#step-4 .verdict")).to_have_text("Our record: supported in part")
    facts = page.locator("#step-4 details")
    facts.locator("summary").click()
    fact = facts.locator('[data-fact="pl-p-2025-07-niewiadow"]')
    expect(fact.locator("a").first).to_be_visible()
    fact.get_by_role("button", name="Report an error in pl-p-2025-07-niewiadow").click()
    form = page.locator('.report-form[data-about="pl-p-2025-07-niewiadow"]')
    expect(form.get_by_role("textbox").first).to_be_focused()
    page.keyboard.press("Escape")
    expect(form).to_have_count(0)
    page.locator("#step-4").get_by_text("Present from here").click()
    page.wait_for_url("**/present?story=july-2025-article&step=4")
    page.wait_for_function("document.documentElement.dataset.step === '4'")


def test_another_story_is_chosen_and_kept_in_the_address_and_its_step_opens_on_the_map(page: Page) -> None:
    open_story(page)
    expect(page.locator(".ess-story")).to_have_attribute("data-story", "the-mine-ban-exits")
    page.get_by_text("European arms control since 1990: suspensions and exits (14 steps)").click()
    expect(page.locator(".ess-story")).to_have_attribute("data-story", "the-unravelling")
    page.wait_for_url("**/stories?story=the-unravelling")
    page.locator("#step-4").get_by_text("Open on the map").click()
    frame = wait_for_map(page)
    wait_for_day(frame, "2007-12-12")
    expect(frame.locator("html")).to_have_attribute("data-instrument", "cfe")


def open_learn(page: Page, rest: str = "") -> Page:
    page.goto(f"/learn{rest}")
    page.wait_for_selector(".ess-learn dl")
    return page


def test_the_learn_page(page: Page, subtests: pytest.Subtests, tmp_path: Path) -> None:
    open_learn(page, "#term-contested")
    with subtests.test("a word is reached by its address"):
        word = page.locator("#term-contested")
        expect(word).to_have_attribute("data-reached", "true")
        expect(word).to_be_in_viewport()
    with subtests.test("the strip follows the day of deposit"):
        strip = page.locator(".strip-view")
        expect(strip).to_have_attribute("data-effective", "2026-02-20")
        day = page.get_by_role("spinbutton", name="day, deposits its paper on")
        day.click()
        page.keyboard.type("31")
        page.keyboard.press("Enter")
        expect(strip).to_have_attribute("data-effective", "2026-02-28")
        expect(strip).to_contain_text("27 February 2026")
        expect(page.get_by_text("waits until that conflict ends").first).to_be_visible()
        page.get_by_text("joins", exact=True).click()
        expect(strip).to_contain_text("joining, not yet in force")
    with subtests.test("both sides stand beside each other with their sources"):
        left, right = (page.locator(f"[data-side={side}]").first for side in ("leaving", "objecting"))
        boxes = resting_box(left), resting_box(right)
        assert abs(boxes[0]["y"] - boxes[1]["y"]) < 2
        assert abs(boxes[0]["width"] - boxes[1]["width"]) < 2
        right.locator("summary").first.click()
        expect(right.locator("details a").first).to_be_visible()
    with subtests.test("printing opens every fact and leaves the frame out"):
        page.emulate_media(media="print")
        expect(page.locator('[data-testid="stHeader"]')).not_to_be_visible()
        expect(page.locator("[data-side] details a").first).to_be_visible()
        paper = page.pdf(format="A4", path=tmp_path / "learn.pdf")
        assert paper.count(b"/Type /Page\n") + paper.count(b"/Type /Page ") >= 2 or len(paper) > 60_000


def test_reading_pages_do_not_scroll_sideways_on_a_phone(new_page: Callable[..., Page]) -> None:
    for theme in ("light", "dark"):
        page = new_page(390, 844, theme)
        for open_page in (open_story, open_learn):
            open_page(page)
            page.locator("details").evaluate_all("(all) => all.forEach((one) => (one.open = true))")
            poll_equal(page, "document.documentElement.scrollWidth <= innerWidth", True)
            poll_equal(page, WIDE, [])
