"""Files that break while people look: each fault is told by line, the last good data stay, and mending them mends."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator

import pytest
from analyst_page import close_take_away, open_take_away
from atlas_page import open_atlas, slider, wait_for_day, wait_for_map, wait_for_status, wait_until_settled
from file_faults import break_one_row, remove_file
from pages import text_without_trace, visit
from playwright.sync_api import Page, expect
from readers import Readers
from servers import ROOT, Server, copy_product, serve_product, wait_for_health
from waiting import poll


@pytest.fixture(scope="module")
def copy_server(tmp_path_factory: pytest.TempPathFactory, all_readers: Readers) -> Iterator[Server]:
    """A copy of the product whose files the tests of this module break and mend again, one after another."""
    with serve_product(copy_product(tmp_path_factory.mktemp("copied"))) as running, all_readers.keeping(running.url):
        yield running


@pytest.fixture
def mended_copy(copy_server: Server) -> Iterator[Server]:
    """The copy with whole files, before and after."""
    yield copy_server
    mend(copy_server)


def mend(server: Server) -> None:
    """Put whole files in place of all and wait until the server has seen them."""
    for part in ("data", "geo"):
        shutil.copytree(ROOT / part, server.root / part, dirs_exist_ok=True)
    wait_for_health(server.url, "ok")


# Tables.

FIRST = "as_of=2025-12-27&focus=FIN"


def test_a_file_that_breaks_while_serving(
    new_page: Callable[..., Page], mended_copy: Server, subtests: pytest.Subtests
) -> None:
    """Of two readers one has the page open at a fault, the other comes after; after the mending that one looks on.

    The store is tried with every fault.
    """
    page, other = (new_page(base=mended_copy.url) for _ in range(2))
    open_atlas(page, FIRST)
    for fault in (break_one_row, remove_file):
        with subtests.test(fault.__name__):
            frame = wait_for_map(page)
            wait_until_settled(page)
            said = fault(mended_copy.root / "data")
            wait_for_health(mended_copy.url, "stale")
            # The page that is open goes on, and says what is wrong with its next word from the server.
            slider(page).focus()
            page.keyboard.press("ArrowRight")
            wait_for_day(frame, "2026-01-10")
            wait_until_settled(page)
            wait_for_status(frame, FIN=("withdrawn", "none"))  # the last good data are shown
            # Another reader comes.
            there = open_atlas(other, FIRST)
            expect(other.get_by_text("the last good data is shown")).to_be_visible()
            other.get_by_text("Every problem, by line").click()
            expect(other.locator(".st-key-data_problems code")).to_contain_text(said)
            wait_for_status(there, FIN=("state-party", "exit-deposited"))
            text_without_trace(page)
            text_without_trace(other)
        mend(mended_copy)
        with subtests.test(f"{fault.__name__} is mended"):
            frame = open_atlas(other, FIRST)
            expect(other.get_by_text("The data files have")).to_have_count(0)
            wait_for_status(frame, FIN=("state-party", "exit-deposited"))
        page, other = other, page


# Shapes.


def test_shapes_that_disappear_while_serving(new_page: Callable[..., Page], mended_copy: Server) -> None:
    (mended_copy.root / "geo" / "europe.geojson").unlink()
    page = new_page(base=mended_copy.url)
    page.goto("/?as_of=2025-12-27")
    expect(page.get_by_text("The map cannot be drawn")).to_be_visible()
    expect(page.get_by_text("europe.geojson").first).to_be_visible()
    expect(page.get_by_role("heading", name="Acts, events and announcements up to")).to_be_visible()
    expect(page.locator(".headline h1")).to_contain_text("27 December 2025")
    text_without_trace(page)
    visit(page, "events")
    assert "The map cannot be drawn" in text_without_trace(page)
    # The lists still work.
    poll(page, page.locator(".st-key-events_sheet tbody tr").count, lambda count: count > 10)
    shutil.copy(ROOT / "geo" / "europe.geojson", mended_copy.root / "geo" / "europe.geojson")
    open_atlas(page, "as_of=2025-12-27")
    expect(page.get_by_text("The map cannot be drawn")).to_have_count(0)


def test_exports_without_shapes_say_so(new_page: Callable[..., Page], mended_copy: Server) -> None:
    (mended_copy.root / "geo" / "europe.geojson").write_bytes(b'{"type": "FeatureCollection", "features": [')
    page = new_page(base=mended_copy.url)
    for name in ("", "events", "dossier"):
        page.goto(f"/{name}?focus=LTU")
        page.locator(".st-key-footer").wait_for()
        dialog = open_take_away(page)
        expect(dialog.get_by_text("shapes of the map, which cannot be read now")).to_be_visible()
        expect(dialog.get_by_role("link", name="CSV", exact=True)).to_be_visible()
        expect(dialog.get_by_role("link", name=re.compile("^Map, "))).to_have_count(0)
        text_without_trace(page)
        close_take_away(page)
