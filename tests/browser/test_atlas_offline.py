"""The page asks its own server alone; and should it ever ask another, these tests would know."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from atlas_page import Traffic, known_facts, open_atlas, wait_until_settled
from playwright.sync_api import Page, expect
from readers import Guard
from servers import Server
from waiting import poll, poll_equal

ASK = """(urls) => Promise.allSettled(urls.map((url) => fetch(url, { mode: "no-cors" })))
    .then((answers) => answers.map(({ status }) => status))"""
OTHERS = ["http://example.org/one", "https://cdn.jsdelivr.net/two", "http://192.0.2.1/three"]


def test_a_whole_visit_asks_this_server_alone(page: Page, server: Server) -> None:
    traffic = Traffic(page)
    open_atlas(page, "as_of=2025-12-27")
    wait_until_settled(page)
    page.get_by_label("Find a State").fill("Poland")
    expect(known_facts(page).first).to_be_visible()
    wait_until_settled(page)
    assert len(traffic.requests) > 20
    own = (server.url, "data:", "blob:", "about:")
    assert [url for url in traffic.requests if not url.startswith(own)] == []


def test_the_policy_forbids_other_hosts(page: Page, guard: Guard) -> None:
    open_atlas(page)
    guard.expected += ["Content Security Policy", "Refused to connect"]
    assert page.evaluate(ASK, OTHERS) == ["rejected"] * 3
    poll(page, lambda: guard.errors, lambda errors: any("Content Security Policy" in error for error in errors))


def test_the_guard_sees_and_blocks_what_no_policy_stops(new_page: Callable[..., Page], guard: Guard) -> None:
    page = new_page(bypass_csp=True)
    page.goto("/health")
    assert page.evaluate(ASK, OTHERS) == ["rejected"] * 3
    poll_equal(page, lambda: guard.outside, OTHERS)
    with pytest.raises(AssertionError, match="requests to other hosts"):
        guard.check()
    guard.outside.clear()
    guard.errors.clear()
