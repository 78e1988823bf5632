"""What tests do with the page: open it, wait for conditions (never for seconds), ask the map and the address."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qs, urlsplit

from playwright.sync_api import Frame, Locator, Page, expect
from playwright.sync_api import TimeoutError as PlaywrightTimeout
from waiting import PATIENCE_MS, poll_equal

SLIDER = '[role="slider"][aria-label="As-of day"]'


def open_atlas(page: Page, query: str = "", path: str = "/") -> Frame:
    """Open the main page (``query`` without the question mark) and wait until the map is painted; its frame."""
    page.goto(f"{path}?{query}" if query else path, wait_until="domcontentloaded")
    return wait_for_map(page)


def wait_for_map(page: Page) -> Frame:
    """The map's frame, once it carries the day it shows and the parts beside it are drawn.

    Fails with what the page says instead.
    """
    try:
        handle = page.wait_for_function(
            """() => [...document.querySelectorAll("iframe")].find(
                (frame) => frame.contentDocument?.documentElement?.dataset.asOf) ?? false""",
            timeout=PATIENCE_MS,
        )
    except PlaywrightTimeout:
        raise AssertionError(f"the map was not painted; the page says:\n{page.locator('body').inner_text()}") from None
    frame = handle.as_element().content_frame()
    assert frame is not None
    expect(page.locator(".headline h1")).not_to_be_empty()
    expect(page.locator(".legend li:not([hidden]) .count").first).not_to_be_empty()
    expect(slider(page)).to_have_count(1)  # a page that heals draws the new one before the old one goes
    expect(slider(page)).to_have_attribute("aria-valuetext", re.compile("."))
    return frame


def slider(page: Page) -> Locator:
    """The timeline's slider."""
    return page.locator(SLIDER)


def wait_for_day(frame: Frame, day: str) -> None:
    """Wait until the map shows ``day`` (YYYY-MM-DD)."""
    frame.wait_for_function("(day) => document.documentElement.dataset.asOf === day", arg=day)


def shown_day(frame: Frame) -> str:
    """The day the map shows."""
    return str(frame.evaluate("document.documentElement.dataset.asOf"))


def wait_for_instrument(page: Page, instrument: str) -> Frame:
    """Wait until the map shows ``instrument``; its frame."""
    frame = wait_for_map(page)
    frame.wait_for_function("(name) => document.documentElement.dataset.instrument === name", arg=instrument)
    return frame


def go_to_day(page: Page, day: str) -> None:
    """Put ``day`` into the timeline's own field and wait for the map."""
    field = page.get_by_label("Go to day")
    field.fill(day)
    field.dispatch_event("change")
    wait_for_day(wait_for_map(page), day)


def status_and_stage(frame: Frame, iso3: str) -> tuple[str, str]:
    """``(status, stage)`` of a State as the map carries them."""
    found = frame.locator(f'[data-iso3="{iso3}"]')
    return str(found.get_attribute("data-status")), str(found.get_attribute("data-stage"))


def wait_for_status(frame: Frame, **expected: tuple[str, str]) -> None:
    """Wait until the map shows ``(status, stage)`` of these States."""
    poll_equal(frame, lambda: {iso3: status_and_stage(frame, iso3) for iso3 in expected}, expected)


def fill_of(frame: Frame, iso3: str) -> str:
    """The fill a shape is drawn with: a colour or the address of a pattern."""
    return str(frame.locator(f'[data-iso3="{iso3}"]').get_attribute("fill"))


def wait_for_address(page: Page, **expected: str | None) -> None:
    """Wait until the address bar holds these parameters; None means absent."""
    page.wait_for_function(
        """(wanted) => { const now = new URLSearchParams(location.search);
            return Object.entries(wanted).every(([key, value]) => now.get(key) === value); }""",
        arg=expected,
    )


def address(page: Page) -> dict[str, str]:
    """Parameters of the address bar."""
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query).items()}


def wait_for_shown_day_in_address(page: Page, frame: Frame) -> None:
    """Wait until the address bar holds the day that the map shows."""
    poll_equal(page, lambda: address(page).get("as_of") == shown_day(frame), True)


def wait_for_whole_address(page: Page, expected: dict[str, str]) -> None:
    """Wait until the address bar holds these parameters and no others."""
    poll_equal(page, lambda: address(page), expected)


def wait_until_settled(page: Page) -> None:
    """Wait until the server has heard the day and State that the page shows, and has nothing left to run."""
    page.wait_for_function(
        """() => { const { bundle, day, focus, held, settled } = window.essStore;
            return !held && settled === `${bundle.instrument.id} ${day} ${focus ?? ""}`; }"""
    )
    # Sections below the map follow later where nobody is about to see them; their charts fetch code when first drawn.
    page.wait_for_function(
        """() => {
            const { sections } = window.essStore;
            sections?.followAll();
            const running = document.querySelector('[data-testid="stApp"]').dataset.testScriptState !== "notRunning";
            const waiting = document.querySelector('[data-testid="stSkeleton"]')
                || !document.querySelector(".st-key-footer")
                || [...(sections?.all ?? [])].some((one) => one.isStale() || !one.shown);
            const fetched = performance.getEntriesByType("resource").length;
            const { at, was } = window.essRest ?? {};
            if (running || waiting || fetched !== was) window.essRest = { at: performance.now(), was: fetched };
            else if (performance.now() - at > 500) return delete window.essRest;
            return false;
        }""",
        polling=50,
    )


def show_charts(page: Page) -> None:
    """Scroll to the chart of announced production, which is drawn once it is about to be seen."""
    place = page.locator(".st-key-production_place, .st-key-production").first
    place.scroll_into_view_if_needed()
    page.locator(".st-key-production .js-plotly-plot").first.wait_for()


def open_at_rest(page: Page, query: str = "") -> Frame:
    """Open the main page and wait until nothing is added to it, so that the order of its stops is whole."""
    frame = open_atlas(page, query)
    wait_until_settled(page)
    return frame


def card(page: Page) -> Locator:
    """The State card."""
    return page.locator(".ess.side .card .facts")


def known_facts(page: Page) -> Locator:
    """Facts of the open card that were known by the day shown, those of the tab in front."""
    return card(page).locator('[role="tabpanel"]:not([hidden]) [data-fact]:not(.later)')


def open_tab(page: Page, name: str) -> None:
    """Open a tab of the card by the beginning of its name."""
    tab = card(page).get_by_role("tab", name=re.compile(f"^{name}"))
    tab.click()
    expect(tab).to_have_attribute("aria-selected", "true")


def store(page: Page, expression: str) -> Any:
    """A value of the page's store, such as ``store.day``."""
    return page.evaluate(f"(() => {{ const store = window.essStore; return {expression}; }})()")


def as_number(text: str) -> int:
    """The first number in a text."""
    found = re.search(r"\d+", text)
    assert found is not None, text
    return int(found.group())


class Traffic:
    """What a page sends while a test looks: application frames of its sockets, and requests. Make it before opening."""

    def __init__(self, page: Page) -> None:
        self.frames: list[str | bytes] = []
        self.requests: list[str] = []
        page.on("websocket", lambda socket: socket.on("framesent", lambda data: self.frames.append(data)))
        page.on("request", lambda request: self.requests.append(request.url))

    def days(self) -> int:
        """How often the day was reported, but for sections below the map that follow it."""
        return sum(b"section_" not in (one if isinstance(one, bytes) else one.encode()) for one in self.frames)

    def clear(self) -> None:
        """Begin to count anew."""
        self.frames.clear()
        self.requests.clear()

    def nothing(self) -> bool:
        """Whether nothing was sent since the last ``clear``."""
        return not self.frames and not self.requests
