"""Broken files: the lines are named, the page stays, and mending the files mends the page."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

from atlas_page import open_atlas, wait_for_map, wait_for_status
from pages import text_without_trace
from playwright.sync_api import Page, expect
from servers import ROOT, Server, wait_for_health

Start = Callable[[Callable[[Path], None]], Server]


def test_a_broken_line_is_named_the_rest_is_shown_and_mending_recovers(
    new_page: Callable[..., Page], broken_server: Start
) -> None:
    def spoil(root: Path) -> None:
        path = root / "data" / "treaty_actions.csv"
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        spoilt = next(n for n, line in enumerate(lines) if line.startswith("apmbc-swe-"))
        lines[spoilt] = lines[spoilt].replace("-", "/", 1).replace("19", "x9", 1)
        path.write_text("".join(lines), encoding="utf-8")
        (root / "line").write_text(str(spoilt + 1), encoding="utf-8")

    server = broken_server(spoil)
    line = (server.root / "line").read_text(encoding="utf-8")
    wait_for_health(server.url, "problems")
    page = new_page(base=server.url)
    frame = open_atlas(page)
    text_without_trace(page)
    expect(page.get_by_text("The data files have")).to_be_visible()
    page.get_by_text("Every problem, by line").click()
    expect(page.locator(".st-key-data_problems code")).to_contain_text(f"treaty_actions.csv:{line}:")
    wait_for_status(frame, EST=("withdrawn", "none"))  # the other rows are shown
    shutil.copy(ROOT / "data" / "treaty_actions.csv", server.root / "data" / "treaty_actions.csv")
    expect(page.get_by_text("The data files have")).to_have_count(0)  # the open page heals by itself
    frame = wait_for_map(page)
    wait_for_status(frame, SWE=("state-party", "none"))
    # Broken again while it serves: the last good data stays.
    (server.root / "data" / "countries.csv").write_text("iso3,name\nÿ", encoding="latin-1")
    wait_for_health(server.url, "stale")
    frame = open_atlas(page)
    expect(page.get_by_text("the last good data is shown")).to_be_visible()
    wait_for_status(frame, SWE=("state-party", "none"))
    text_without_trace(page)


def test_a_missing_table_is_named_instead_of_a_stack_trace(new_page: Callable[..., Page], broken_server: Start) -> None:
    server = broken_server(lambda root: (root / "data" / "instruments.csv").unlink())
    page = new_page(base=server.url)
    page.goto("/")
    expect(page.get_by_text("there is nothing to draw")).to_be_visible()
    page.get_by_text("Every problem, by line").click()
    expect(page.locator(".st-key-data_problems code")).to_contain_text("instruments.csv")
    text_without_trace(page)
    shutil.copy(ROOT / "data" / "instruments.csv", server.root / "data" / "instruments.csv")
    frame = wait_for_map(page)
    wait_for_status(frame, EST=("withdrawn", "none"))


def test_truncated_shapes_are_told_and_the_lists_still_work(
    new_page: Callable[..., Page], broken_server: Start
) -> None:
    def cut(root: Path) -> None:
        path = root / "geo" / "europe.geojson"
        path.write_bytes(path.read_bytes()[:20_000])

    server = broken_server(cut)
    page = new_page(base=server.url)
    page.goto("/")
    expect(page.get_by_text("The map cannot be drawn")).to_be_visible()
    expect(page.get_by_text("europe.geojson").first).to_be_visible()
    expect(page.get_by_role("heading", name="Acts, events and announcements up to")).to_be_visible()
    text_without_trace(page)
    expect(page.locator(".headline h1")).not_to_be_empty()
    expect(page.frame_locator("iframe").get_by_text("The shapes of the map could not be read")).to_be_visible()
    page.get_by_label("Find a State").fill("Poland")
    expect(page.locator(".ess.side .card h2")).to_have_text("Poland")
