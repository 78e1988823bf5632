"""Announced production below the map: rows that open their evidence, and on the phone an agenda in their place."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from atlas_page import card, open_atlas, show_charts, shown_day, slider, wait_for_address, wait_until_settled
from playwright.sync_api import Page, expect
from waiting import poll, poll_equal

PHONE = (390, 844)
ROW = '.production .row[data-key="fi-p-2025-07-autto"]'
SHEET = ".production #sheet-fi-p-2025-07-autto"
TOPS = """() => {
    const part = (key) => document.querySelector(`.st-key-${key}`);
    const within = (key, name) => [...part(key).querySelectorAll("*")].map((one) => one.shadowRoot ?? one)
        .map((one) => one.querySelector(name)).find(Boolean).getBoundingClientRect();
    const rows = within("announced_rows", ".chart-rows");
    const chart = within("production", ".js-plotly-plot");
    return [rows, chart].map((box) => [Math.round(box.top), Math.round(box.height), Math.round(box.width)]);
}"""


def test_rows_lie_by_their_bars_open_their_evidence_and_move_the_day_only_when_told_to(
    page: Page, subtests: pytest.Subtests
) -> None:
    frame = open_atlas(page, "as_of=2026-10-02&focus=POL")
    wait_until_settled(page)
    with subtests.test("what never named a date is a list"):
        undated = page.locator(".production .undated")
        expect(undated.get_by_role("button", name="Insta charge")).to_have_count(1)
        expect(page.locator(".production .row").filter(has_text="Insta charge")).to_have_count(0)
    with subtests.test("the bars lie in their rows"):
        show_charts(page)
        poll_equal(page, lambda: len({tuple(box) for box in page.evaluate(TOPS)}), 1)
    with subtests.test("a row opens its evidence"):
        row, sheet = page.locator(ROW), page.locator(SHEET)
        expect(row).to_contain_text("in the fourth quarter of 2027")
        expect(row).to_contain_text("a different milestone")
        row.scroll_into_view_if_needed()
        row.hover()
        expect(row.locator(".tip")).to_contain_text("New mines in use by the end of 2027")
        row.click()
        expect(sheet).to_be_visible()
        expect(sheet).to_contain_text("start of production in the course of 2026, a different milestone")
        expect(sheet.locator("[data-fact]")).to_have_count(3)
        assert shown_day(frame) == "2026-10-02"
        page.keyboard.press("Escape")
        expect(sheet).to_be_hidden()
        wait_for_address(page, focus="POL")
        row.press("Enter")
        sheet.locator('[data-fact="fi-p-2025-07-autto"]').get_by_role("button", name="See this day").click()
        expect(sheet).to_be_hidden()
        wait_for_address(page, as_of="2025-07-09", focus="FIN")
        poll_equal(page, lambda: shown_day(frame), "2025-07-09")
        expect(card(page).get_by_role("heading", level=2)).to_have_text("Finland")
        expect(page.locator(ROW)).to_contain_text("in the course of 2026")


def test_what_a_day_leaves_out_goes_also_where_sections_follow_at_once(page: Page) -> None:
    """No date was announced by 18 March 2025, so that its rows have no chart: that of 1 April must go."""
    frame = open_atlas(page, "as_of=2025-03-18")
    wait_until_settled(page)
    show = {"2025-04-01": ("ArrowRight", 1), "2025-03-18": ("ArrowLeft", 0)}
    for day, (key, charts) in [*show.items()] * 3:
        slider(page).press(key)
        poll_equal(page, lambda: shown_day(frame), day)
        wait_until_settled(page)
        expect(page.locator(".st-key-announced_rows")).to_be_attached()
        expect(page.locator(".st-key-announced_chart")).to_have_count(charts)


def test_the_phone_has_an_agenda_by_year(new_page: Callable[..., Page]) -> None:
    page = new_page(*PHONE)
    open_atlas(page, "as_of=2026-10-02")
    wait_until_settled(page)
    agenda = page.locator(".production .agenda")
    expect(agenda).to_be_visible()
    expect(page.locator(".production .chart-rows")).to_be_hidden()
    poll(
        page,
        agenda.locator("h3").all_inner_texts,
        lambda years: bool(years) and years == [*sorted(years[:-1]), "No date given"],
    )
    training = agenda.get_by_role("button", name="Mine training")
    expect(training).to_contain_text("moved: first between 10 January 2026 and the end of 2026, now on 3 February 2026")
    training.click()
    expect(page.locator(".production .programme:popover-open")).to_contain_text("Kainuun Sanomat")
    poll_equal(page, "document.documentElement.scrollWidth <= innerWidth", True)
