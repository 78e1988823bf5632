"""The map shows the days that must hold, through the hooks that tools can rely on."""

from __future__ import annotations

import json
import urllib.request

import pytest
from atlas_page import (
    go_to_day,
    open_atlas,
    shown_day,
    status_and_stage,
    wait_for_address,
    wait_for_instrument,
    wait_for_shown_day_in_address,
    wait_until_settled,
)
from playwright.sync_api import Frame, Page, expect
from servers import Server
from waiting import poll, poll_equal

PARTY, WITHDRAWN = ("state-party", "none"), ("withdrawn", "none")
PENDING, VOTED = ("state-party", "exit-deposited"), ("state-party", "exit-adopted")
SUSPENDED = ("state-party", "suspension-notified")
OTTAWA = {
    "2023-01-12": {"EST": PARTY},
    "2025-07-12": {"EST": PENDING, "LVA": PENDING, "LTU": PENDING, "FIN": PENDING, "POL": VOTED},
    "2025-07-17": {"UKR": ("state-party", "exit-announced")},
    "2025-07-18": {"UKR": SUSPENDED},
    "2025-12-26": {"EST": PENDING, "LVA": PENDING, "LTU": PENDING, "FIN": PENDING, "POL": PENDING},
    "2025-12-27": {"EST": WITHDRAWN, "LVA": WITHDRAWN, "LTU": WITHDRAWN, "FIN": PENDING, "POL": PENDING},
    "2026-01-01": {"SWE": PARTY},
    "2026-01-09": {"FIN": PENDING},
    "2026-01-10": {"FIN": WITHDRAWN, "POL": PENDING},
    "2026-02-19": {"POL": PENDING},
    "2026-02-20": {"POL": WITHDRAWN, "UKR": SUSPENDED, "XKX": ("no-own-status", "none")},
}
CLUSTERS = {"2025-03-05": {"LTU": PENDING}, "2025-03-06": {"LTU": WITHDRAWN}}
LATEST = "2026-10-02"
OTHERS = ("tpnw", "cfe", "open-skies", "north-atlantic")


SHOWN = """[...document.querySelectorAll("[data-iso3]")].map(
    ({ dataset }) => [dataset.iso3, dataset.status, dataset.stage]).sort()"""
LOOK = """Object.fromEntries([...document.querySelectorAll("[data-iso3]")].map(
    (node) => [node.dataset.iso3, `${node.dataset.status} ${node.getAttribute("fill")}`]))"""
CHANGE = """async (instrument) => { const { essStore: store } = window;
    window.essKey ??= store.bundle.key; // no other bundle has its own address
    store.hold(true);
    store.load(await (await fetch(window.essKey.replace("apmbc", instrument))).json()); }"""


def say_what_the_api_says(page: Page, frame: Frame, server: Server, instrument: str) -> None:
    """One element for each State says what the API says, in the map's frame alone."""
    with urllib.request.urlopen(f"{server.url}/api/v1/status?instrument={instrument}&as_of=latest") as answer:
        told = json.load(answer)["states"]
    assert len(told) == 52
    poll_equal(frame, SHOWN, sorted([iso3, state["status"], state["stage"]] for iso3, state in told.items()))
    expect(page.locator("[data-iso3]"), "the hooks belong to the map's frame alone").to_have_count(0)


def show_days_that_must_hold(page: Page, frame: Frame, days: dict[str, dict[str, tuple[str, str]]]) -> None:
    """Each day shows these States as they were."""
    for day, expected in days.items():
        go_to_day(page, day)
        poll_equal(
            page,
            lambda expected=expected: {iso3: status_and_stage(frame, iso3) for iso3 in expected},  # type: ignore[misc]
            expected,
        )


@pytest.mark.parametrize(("instrument", "days"), [("apmbc", OTTAWA), ("ccm", CLUSTERS)])
def test_a_treaty_opens_by_its_address_on_days_that_must_hold(
    page: Page, server: Server, subtests: pytest.Subtests, instrument: str, days: dict[str, dict[str, tuple[str, str]]]
) -> None:
    frame = open_atlas(page, f"instrument={instrument}")
    expect(frame.locator("html")).to_have_attribute("data-instrument", instrument)
    with subtests.test("it says what the API says"):
        say_what_the_api_says(page, frame, server, instrument)
    with subtests.test("days that must hold"):
        show_days_that_must_hold(page, frame, days)
    if instrument == "ccm":
        return
    with subtests.test("the days before, of and after differ by the flip alone"):
        go_to_day(page, "2025-12-26")
        before = frame.evaluate(LOOK)
        go_to_day(page, "2025-12-27")
        of = frame.evaluate(LOOK)
        go_to_day(page, "2025-12-28")
        after = frame.evaluate(LOOK)
        assert {iso3 for iso3 in before if before[iso3] != of[iso3]} == {"EST", "LVA", "LTU"}
        assert of == after
    with subtests.test("every State has role, name and status in words"):
        go_to_day(page, "2025-07-18")
        ukraine = frame.get_by_role("button", name="Ukraine: suspension notified, contested", exact=True)
        expect(ukraine).to_have_attribute("data-iso3", "UKR")
        spoken = """[...document.querySelectorAll("[data-iso3]")].map((node) => node.ariaLabel)"""
        poll(frame, spoken, lambda names: len(set(names)) == 52 and all(": " in name for name in names))
    go_to_day(page, LATEST)
    for other in OTHERS:
        with subtests.test(f"{other} says what the API says"):
            page.evaluate(CHANGE, other)
            say_what_the_api_says(page, wait_for_instrument(page, other), server, other)


def test_a_row_of_the_list_opens_its_evidence_and_moves_the_day_only_when_told_to(page: Page) -> None:
    frame = open_atlas(page, "states=FIN")
    wait_until_settled(page)
    page.locator(".st-key-events_sheet td.what").nth(2).click()
    evidence = page.locator(".st-key-events_card .evidence")
    expect(evidence.locator(".sources li").first).to_be_visible()
    wait_for_address(page, focus="FIN")
    assert shown_day(frame) == "2026-10-02"
    evidence.get_by_role("button", name="See that day on the map").click()
    poll_equal(page, lambda: shown_day(frame) < "2026-10-02", True)
    wait_for_shown_day_in_address(page, frame)
    wait_for_address(page, focus="FIN")
