"""Back and Forward: one step for each State, lens or link that was chosen, none for days; nothing is loaded anew."""

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
    wait_for_map,
    wait_for_shown_day_in_address,
    wait_until_settled,
)
from playwright.sync_api import Page, expect
from waiting import poll_equal


def choose_state(page: Page, iso3: str) -> None:
    """Choose a State as the map does, and wait for the address."""
    page.evaluate("(iso3) => window.essStore.setFocus(iso3)", iso3)
    wait_for_address(page, focus=iso3)


def mark_document(page: Page) -> None:
    """Leave a mark that a reload would wipe out, in the page and in the map's frame."""
    page.evaluate("""() => { window.essMark = 1; document.querySelector("iframe").contentWindow.essMark = 1; }""")


def is_same_document(page: Page) -> bool:
    """Whether page and map's frame are those that were marked."""
    return bool(
        page.evaluate(
            """() => [window, document.querySelector("iframe").contentWindow].every((w) => w.essMark === 1)"""
        )
    )


def length(page: Page) -> int:
    """Steps in the history of the tab."""
    return int(page.evaluate("history.length"))


def test_states_are_steps_and_days_are_not(page: Page) -> None:
    frame = open_atlas(page, "as_of=2025-07-12")
    wait_until_settled(page)
    mark_document(page)
    before = length(page)
    go_to_day(page, "2025-07-10")
    wait_for_address(page, as_of="2025-07-10")
    assert length(page) == before
    choose_state(page, "POL")
    slider(page).focus()
    page.keyboard.press("ArrowRight")
    wait_for_address(page, as_of="2025-07-18", focus="POL")
    choose_state(page, "EST")
    assert length(page) == before + 2
    page.go_back()
    wait_for_address(page, focus="POL", as_of="2025-07-18")
    expect(card(page).get_by_role("heading", level=2)).to_have_text("Poland")
    page.go_back()
    wait_for_address(page, focus=None, as_of="2025-07-10")
    wait_for_day(frame, "2025-07-10")
    expect(card(page).get_by_role("heading", level=2)).to_have_count(0)
    page.go_forward()
    page.go_forward()
    expect(card(page).get_by_role("heading", level=2)).to_have_text("Estonia")
    wait_for_day(frame, "2025-07-18")
    wait_until_settled(page)
    wait_for_address(page, focus="EST", as_of="2025-07-18")
    assert length(page) == before + 2
    assert is_same_document(page)


def test_playing_makes_no_step(page: Page) -> None:
    frame = open_atlas(page, "as_of=2025-12-27")
    wait_until_settled(page)
    before = length(page)
    page.get_by_role("button", name="Play", exact=True).click()
    wait_for_day(frame, "2026-02-20")
    page.get_by_role("button", name="Pause", exact=True).click()
    wait_for_shown_day_in_address(page, frame)
    assert length(page) == before


def choose_lens_and_state(page: Page) -> None:
    """Take two steps in the history from Poland under the Ottawa Convention: another lens, then another State."""
    page.get_by_role("combobox", name="Treaty").click()
    page.get_by_role("option", name="Convention on Cluster Munitions", exact=True).click()
    wait_for_instrument(page, "ccm")
    wait_for_address(page, instrument="ccm", focus="POL")
    wait_until_settled(page)
    choose_state(page, "LTU")
    wait_until_settled(page)


def test_a_lens_is_a_step_and_comes_back_with_its_state_and_day(page: Page, subtests: pytest.Subtests) -> None:
    open_atlas(page, "as_of=2025-07-12&focus=POL")
    wait_until_settled(page)
    with subtests.test("one step after another"):
        mark_document(page)
        before = length(page)
        choose_lens_and_state(page)
        assert length(page) == before + 2
        page.go_back()
        wait_for_address(page, instrument="ccm", focus="POL")
        page.go_back()
        frame = wait_for_instrument(page, "apmbc")
        wait_for_day(frame, "2025-07-12")
        wait_for_address(page, instrument=None, focus="POL", as_of="2025-07-12")
        expect(page.get_by_role("combobox", name="Treaty")).to_have_value("Ottawa Convention (anti-personnel mine ban)")
        wait_until_settled(page)
        assert length(page) == before + 2
        assert is_same_document(page)
    with subtests.test("where word of a step back is lost"):
        choose_lens_and_state(page)
        # Streamlit drops its own word of the step where anything else is reported before the run that it asks for.
        page.evaluate("""() => { const { send } = WebSocket.prototype; let lost = false;
            WebSocket.prototype.send = function (...sent) { if (lost) send.apply(this, sent); lost = true; };
            history.go(-2); }""")
        wait_for_day(wait_for_instrument(page, "apmbc"), "2025-07-12")
        wait_until_settled(page)
        wait_for_address(page, instrument=None, focus="POL", as_of="2025-07-12")
    with subtests.test("two at once are not written over by the first"):
        choose_lens_and_state(page)
        after = length(page)
        # A line that grows slow: the first step has its answer and rests before the server hears of the second.
        # The second step waits for the first to be made: two asked for at once may be one to the browser.
        page.evaluate("""() => { addEventListener("popstate", () => setTimeout(() => {
                const { send } = WebSocket.prototype;
                WebSocket.prototype.send = function (...sent) { setTimeout(() => send.apply(this, sent), 1500); };
                history.back();
            }, 100), { once: true });
            history.back(); }""")
        wait_for_day(wait_for_instrument(page, "apmbc"), "2025-07-12")
        wait_until_settled(page)
        wait_for_address(page, instrument=None, focus="POL", as_of="2025-07-12")
        assert length(page) == after


def test_a_page_and_back_keeps_the_view_of_each_entry(page: Page, subtests: pytest.Subtests) -> None:
    open_atlas(page, "as_of=2025-07-12&focus=EST")
    wait_until_settled(page)
    with subtests.test("a page of Streamlit"):
        page.get_by_role("link", name="Learn").first.click()
        page.wait_for_url("**/learn*")
        wait_for_address(page, focus="EST", as_of="2025-07-12")
        expect(page.locator(".st-key-cell_map")).to_have_count(0)  # what waits below must not find the map that goes
        page.go_back()
        frame = wait_for_map(page)
        wait_for_day(frame, "2025-07-12")
        wait_for_address(page, focus="EST", as_of="2025-07-12")
        wait_until_settled(page)
        poll_equal(page, lambda: "learn" in page.url, False)
    with subtests.test("another document, and the place in the page"):
        scrolled = page.evaluate("""() => { const at = document.querySelector('[data-testid="stMain"]');
            at.scrollTop = 300; return at.scrollTop; }""")
        page.wait_for_function("(top) => history.state?.scroll === top", arg=round(scrolled))
        page.evaluate("location.assign(`/present${location.search}`)")
        page.wait_for_url("**/present*")
        page.go_back()
        frame = wait_for_map(page)
        wait_for_day(frame, "2025-07-12")
        wait_for_address(page, focus="EST", as_of="2025-07-12")
        expect(card(page).get_by_role("heading", level=2)).to_have_text("Estonia")
        poll_equal(
            page, """() => Math.round(document.querySelector('[data-testid="stMain"]').scrollTop)""", round(scrolled)
        )
