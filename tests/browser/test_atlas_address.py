"""The address bar, the picker and the filters: one view, one address; nothing in it can break the page."""

from __future__ import annotations

import pytest
from atlas_page import (
    card,
    go_to_day,
    open_atlas,
    slider,
    wait_for_address,
    wait_for_day,
    wait_for_instrument,
    wait_for_status,
    wait_for_whole_address,
    wait_until_settled,
)
from playwright.sync_api import Page, expect

LATEST = "2026-10-02"


def test_a_deep_link_comes_back_as_it_was(page: Page) -> None:
    query = {"v": "1", "instrument": "ccm", "as_of": "2025-03-06", "states": "EST,LTU", "focus": "LTU"}
    frame = open_atlas(page, "&".join(f"{key}={value}" for key, value in query.items()))
    wait_until_settled(page)
    wait_for_day(frame, "2025-03-06")
    wait_for_status(frame, LTU=("withdrawn", "none"))
    expect(card(page).get_by_role("heading", level=2)).to_have_text("Lithuania")
    wait_for_whole_address(page, query)
    go_to_day(page, "2025-03-05")
    wait_for_address(page, as_of="2025-03-05")
    wait_until_settled(page)
    page.reload()
    again = wait_for_instrument(page, "ccm")
    wait_until_settled(page)
    wait_for_day(again, "2025-03-05")
    wait_for_status(again, LTU=("state-party", "exit-deposited"))
    wait_for_whole_address(page, query | {"as_of": "2025-03-05"})


@pytest.mark.parametrize("query", ["", "as_of=latest", f"as_of={LATEST}"])
def test_latest_stays_open_ended(page: Page, query: str) -> None:
    frame = open_atlas(page, query)
    wait_for_day(frame, LATEST)
    wait_until_settled(page)
    slider(page).focus()
    page.keyboard.press("ArrowDown")
    wait_for_address(page, as_of="2026-10-01")
    wait_until_settled(page)
    page.keyboard.press("ArrowUp")
    wait_for_address(page, as_of=None)


WILD = (
    "instrument=warsaw-pact&as_of=2025-02-30&states=XX,POL&v=9&colour=red&groups=warsaw&focus=%3Cscript%3Ealert(1)"
    f"&compare_instrument=ccm&compare_instrument=ccm&kinds={'EST,' * 900}&from=2026-01-01&to=2020-01-01"
)
WARNINGS = (
    "Ignored instrument",
    "Is 28 February 2025 the day that you mean?",
    "Ignored in states",
    "Ignored v",
    "not a parameter of this page",
    "Ignored in groups",
    "Ignored focus",
    "given 2 times",
    "longer than",
    "end before it starts",
)


def test_a_wild_address_is_told_and_the_page_works(page: Page) -> None:
    frame = open_atlas(page, WILD)
    warnings = page.get_by_test_id("stAlert")
    for part in WARNINGS:
        expect(warnings.filter(has_text=part).first).to_be_visible()
    wait_for_day(frame, "2025-02-28")
    expect(page.locator(".headline h1")).to_have_text("28 February 2025: Poland is bound")
    slider(page).focus()
    page.keyboard.press("Home")
    frame.wait_for_function("document.documentElement.dataset.asOf < '2000-01-01'")


def choose(page: Page, label: str, option: str) -> None:
    """Choose an option in one of Streamlit's own lists."""
    page.get_by_role("combobox", name=label).click()
    page.get_by_role("option", name=option, exact=True).click()


def test_the_picker_changes_the_treaty_and_keeps_the_day(page: Page) -> None:
    open_atlas(page, "as_of=2025-12-27")
    wait_until_settled(page)
    choose(page, "Treaty", "Convention on Cluster Munitions")
    frame = wait_for_instrument(page, "ccm")
    wait_for_address(page, instrument="ccm", as_of="2025-12-27")
    wait_until_settled(page)
    wait_for_day(frame, "2025-12-27")
    wait_for_status(frame, LTU=("withdrawn", "none"))
    expect(page.get_by_role("heading", name="What was announced, as known on 27 December 2025")).to_be_visible()
    slider(page).focus()
    page.keyboard.press("Home")
    frame.wait_for_function("document.documentElement.dataset.asOf < '2009-01-01'")


def test_a_day_outside_the_next_treaty_s_timeline_becomes_its_latest(page: Page) -> None:
    open_atlas(page, "instrument=north-atlantic&as_of=1955-05-06")
    wait_until_settled(page)
    choose(page, "Treaty", "Convention on Cluster Munitions")
    frame = wait_for_instrument(page, "ccm")
    frame.wait_for_function("(day) => document.documentElement.dataset.asOf === day", arg=LATEST)
    wait_for_address(page, instrument="ccm", as_of=None)
    wait_until_settled(page)
    expect(page.get_by_role("heading", name="What was announced, as known on 2 October 2026")).to_be_visible()


def test_a_group_dims_the_others_and_counts_cover_it(page: Page) -> None:
    frame = open_atlas(page)
    wait_until_settled(page)
    page.get_by_role("button", name="All States").click()
    page.get_by_text("membership on 2 October 2026").wait_for()
    page.get_by_role("button", name="Baltic", exact=False).first.click()
    expect(frame.locator("[data-iso3]:not(.dim)")).to_have_count(3)
    expect(page.locator(".headline h1")).to_contain_text("none of 3 chosen States is bound; three have left")
    expect(page.locator('.legend [data-class="withdrawn"] .count')).to_have_text("3")
    wait_for_address(page, groups="baltic")
    page.reload()
    frame = wait_for_instrument(page, "apmbc")
    expect(frame.locator("[data-iso3]:not(.dim)")).to_have_count(3)


def test_chosen_states_bound_lists_and_steps(page: Page) -> None:
    frame = open_atlas(page, "states=FIN")
    wait_until_settled(page)
    expect(page.locator(".headline h1")).to_have_text("2 October 2026: Finland is not bound; it has left")
    slider(page).focus()
    page.keyboard.press("ArrowLeft")
    frame.wait_for_function("document.documentElement.dataset.asOf === '2026-01-10'")
    expect(page.locator(".headline h1")).to_have_text("10 January 2026: Finland is not bound; it has left")
    expect(page.locator("ul.last button").first).to_contain_text("the withdrawal of Finland takes effect")
