"""Broken files: the lines are named, the page stays, and mending the files mends the page."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from atlas_page import open_atlas, wait_for_map, wait_for_status
from pages import text_without_trace
from playwright.sync_api import Page, expect
from servers import ROOT, Server, wait_for_health
from waiting import poll

Start = Callable[[Callable[[Path], None]], Server]


def break_line(data: Path) -> str:
    """Spoil a row of the acts; its place."""
    path = data / "treaty_actions.csv"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    spoilt = next(n for n, line in enumerate(lines) if line.startswith("apmbc-swe-"))
    lines[spoilt] = lines[spoilt].replace("-", "/", 1).replace("19", "x9", 1)
    path.write_text("".join(lines), encoding="utf-8")
    return f"treaty_actions.csv:{spoilt + 1}:"


def break_story(data: Path) -> str:
    """Let a story name a fact that is not there; its place."""
    path = data / "stories" / "the-unravelling.toml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('"cfe-rus-3"', '"cfe-rus-99"'), encoding="utf-8")
    line = text[: text.index('"cfe-rus-3"')].count("\n") + 1
    return f"the-unravelling.toml:{line}"


def test_what_is_broken_is_named_the_rest_is_shown_and_mending_recovers(
    new_page: Callable[..., Page], broken_server: Start, subtests: pytest.Subtests
) -> None:
    places: list[str] = []

    def spoil(root: Path) -> None:
        places.extend((break_line(root / "data"), break_story(root / "data")))
        shapes = root / "geo" / "europe.geojson"
        shapes.write_bytes(shapes.read_bytes()[:20_000])

    server = broken_server(spoil)
    wait_for_health(server.url, "problems")
    page = new_page(base=server.url)
    with subtests.test("a broken story, while the others are told"):
        page.goto("/stories")
        page.wait_for_selector(".ess-story")
        expect(page.get_by_text("the-unravelling.toml", exact=False).first).to_be_visible()
        for summary in page.get_by_text("Every problem, by line").all():
            summary.click()
        expect(page.get_by_text(places[1]).first).to_be_visible()
        poll(page, page.locator('[data-testid="stRadio"] label').count, lambda count: count >= 2)
        expect(page.locator(".ess-story")).to_have_attribute("data-story", "the-mine-ban-exits")
    with subtests.test("truncated shapes, while the lists still work"):
        page.goto("/")
        expect(page.get_by_text("The map cannot be drawn")).to_be_visible()
        expect(page.get_by_text("europe.geojson").first).to_be_visible()
        expect(page.get_by_role("heading", name="Acts, events and announcements up to")).to_be_visible()
        text_without_trace(page)
        expect(page.locator(".headline h1")).not_to_be_empty()
        expect(page.frame_locator("iframe").get_by_text("The shapes of the map could not be read")).to_be_visible()
        page.get_by_label("Find a State").fill("Poland")
        expect(page.locator(".ess.side .card h2")).to_have_text("Poland")
    with subtests.test("a broken line, while the other rows are shown"):
        shutil.copy(ROOT / "geo" / "europe.geojson", server.root / "geo" / "europe.geojson")
        page = new_page(base=server.url)  # the first reader's browser keeps the shapes that were cut
        frame = open_atlas(page)
        text_without_trace(page)
        expect(page.get_by_text("The data files have")).to_be_visible()
        page.get_by_text("Every problem, by line").click()
        expect(page.locator(".st-key-data_problems code")).to_contain_text(places[0])
        wait_for_status(frame, EST=("withdrawn", "none"))
    with subtests.test("mended, the open page heals by itself"):
        shutil.copytree(ROOT / "data", server.root / "data", dirs_exist_ok=True)
        expect(page.get_by_text("The data files have")).to_have_count(0)
        frame = wait_for_map(page)
        wait_for_status(frame, SWE=("state-party", "none"))
    with subtests.test("broken again while it serves, the last good data stays"):
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
