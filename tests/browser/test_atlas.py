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
    wait_for_shown_day_in_address,
    wait_until_settled,
)
from playwright.sync_api import Page, expect
from servers import Server
from waiting import poll_equal

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
INSTRUMENTS = ("apmbc", "ccm", "tpnw", "cfe", "open-skies", "north-atlantic")


@pytest.mark.parametrize(("instrument", "days"), [("apmbc", OTTAWA), ("ccm", CLUSTERS)])
def test_days_that_must_hold(page: Page, instrument: str, days: dict[str, dict[str, tuple[str, str]]]) -> None:
    frame = open_atlas(page, f"instrument={instrument}")
    assert frame.locator("html").get_attribute("data-instrument") == instrument
    for day, expected in days.items():
        go_to_day(page, day)
        assert {iso3: status_and_stage(frame, iso3) for iso3 in expected} == expected, day


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_one_element_for_each_state_says_what_the_api_says(page: Page, server: Server, instrument: str) -> None:
    frame = open_atlas(page, f"instrument={instrument}")
    shown = frame.evaluate(
        """[...document.querySelectorAll("[data-iso3]")].map(
            ({ dataset }) => [dataset.iso3, dataset.status, dataset.stage])"""
    )
    with urllib.request.urlopen(f"{server.url}/api/v1/status?instrument={instrument}&as_of=latest") as answer:
        told = json.load(answer)["states"]
    assert len(shown) == 52
    assert sorted(shown) == sorted([iso3, state["status"], state["stage"]] for iso3, state in told.items())
    expect(page.locator("[data-iso3]"), "the hooks belong to the map's frame alone").to_have_count(0)


def test_the_day_before_of_and_after_differ_by_the_flip_alone(page: Page) -> None:
    frame = open_atlas(page, "as_of=2025-12-26")
    look = """Object.fromEntries([...document.querySelectorAll("[data-iso3]")].map(
        (node) => [node.dataset.iso3, `${node.dataset.status} ${node.getAttribute("fill")}`]))"""
    before = frame.evaluate(look)
    go_to_day(page, "2025-12-27")
    of = frame.evaluate(look)
    go_to_day(page, "2025-12-28")
    after = frame.evaluate(look)
    assert {iso3 for iso3 in before if before[iso3] != of[iso3]} == {"EST", "LVA", "LTU"}
    assert of == after


def test_every_state_has_role_name_and_status_in_words(page: Page) -> None:
    frame = open_atlas(page, "as_of=2025-07-18")
    ukraine = frame.get_by_role("button", name="Ukraine: suspension notified, contested", exact=True)
    assert ukraine.get_attribute("data-iso3") == "UKR"
    names = frame.evaluate("""[...document.querySelectorAll("[data-iso3]")].map((node) => node.ariaLabel)""")
    assert len(set(names)) == 52
    assert all(": " in name for name in names)


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
