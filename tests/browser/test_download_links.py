"""Files of a view as a reader takes them: by a click on a link, or where uploads are in view by a button."""

from __future__ import annotations

import csv
import datetime as dt
import re
from collections.abc import Callable
from html import unescape
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from analyst_page import download_with_uploads, go_by_navigation, open_page, save
from atlas_page import open_atlas, slider, wait_for_address, wait_for_day, wait_for_map
from axe import axe_violations
from pages import wait_until_idle
from playwright.sync_api import Locator, Page, expect
from waiting import poll_equal

from dashboard.domain.selection import Selection
from dashboard.store.dataset import shelf
from dashboard.store.uploads import template
from dashboard.views.download_links import picture_links, table_links
from data.schema import Grade

pytestmark = pytest.mark.usefixtures("allow_404")

MENUS = ("Export", "Download")

WITHDRAWAL = (
    "apmbc-nor-9,apmbc,NOR,withdrawal,2026-03-01,day,2026-09-01,day,stated,full,,,single,single,,,"
    "untc-xxvi-5,untc-xxvi-5\n"
)


def open_menu(page: Page, title: str) -> Locator:
    """The links that open under a button of the bar."""
    page.get_by_role("button", name=title, exact=True).click()
    links = page.get_by_role("dialog").locator(".links")
    expect(links).to_be_visible()
    return links


def addresses(links: Locator) -> list[str]:
    """Addresses of all files offered, hidden ones too."""
    found: list[str] = links.locator("a[download]").evaluate_all("all => all.map((one) => one.getAttribute('href'))")
    return found


def days_named(links: Locator) -> set[tuple[str | None, str | None]]:
    """The day and State that the files offered are of."""
    queries = [parse_qs(urlsplit(one).query) for one in addresses(links)]
    return {(query.get("as_of", [None])[0], query.get("focus", [None])[0]) for query in queries}


def click(page: Page, links: Locator, label: str, folder: Path) -> Path:
    """The file behind a link."""
    with page.expect_download() as waiting:
        links.get_by_role("link", name=label, exact=True).click()
    return save(waiting.value, folder)


def rows(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV with lines about it before the header."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def test_the_map_s_links_are_those_that_python_writes(page: Page) -> None:
    index = shelf.current().index
    open_atlas(page, "instrument=ccm&as_of=2025-03-07&states=EST,LTU&grades=A,B&focus=LTU")
    shown = Selection(
        instrument="ccm",
        as_of=dt.date(2025, 3, 7),
        states=frozenset({"EST", "LTU"}),
        grades=frozenset({Grade.A, Grade.B}),
        focus="LTU",
    )
    written = {
        "Export": picture_links(index, shown),
        "Download": table_links(index, shown, "facts", all_instruments=False),
    }
    for title, html in written.items():
        links = open_menu(page, title)
        assert addresses(links) == [unescape(one) for one in re.findall(r'href="([^"]+)" download', html)]
        page.keyboard.press("Escape")
        expect(links).to_have_count(0)


def test_a_link_never_carries_another_day_or_state_than_the_screen(page: Page) -> None:
    """Looked at after every frame of a walk through the steps, before the server hears of any."""
    frame = open_atlas(page, "as_of=2025-12-26")
    for title in MENUS:
        links = open_menu(page, title)
        expect(links.locator("a[download]").first).to_be_visible()
        slider(page).focus()
        seen = page.evaluate(
            """async () => {
                const shadows = [...document.querySelectorAll("*")].map((one) => one.shadowRoot).filter(Boolean);
                const links = shadows.find((one) => one.querySelector(".links")).querySelector(".links");
                const map = document.querySelector(".st-key-cell_map iframe").contentDocument.documentElement;
                const timeline = window.essStore;
                const seen = [];
                const days = timeline.steps().map(([on]) => on).slice(-30);
                for (const [number, day] of days.entries()) {
                    timeline.setDay(day);
                    const chosen = number % 3 ? "FIN" : null;
                    timeline.setFocus(chosen);
                    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
                    for (const link of links.querySelectorAll("a[download]")) {
                        const query = new URL(link.href).searchParams;
                        seen.push([map.dataset.asOf, query.get("as_of"), chosen, query.get("focus")]);
                    }
                }
                return seen;
            }"""
        )
        assert len({one[0] for one in seen}) > 20
        assert [one for one in seen if one[0] != one[1] or one[2] != one[3]] == []
        page.keyboard.press("Escape")
        expect(links).to_have_count(0)
    page.evaluate("window.essStore.setFocus(null)")
    wait_for_address(page, focus=None)
    assert frame.url


def test_a_table_is_of_the_day_on_screen_however_soon_it_is_taken(page: Page, tmp_path: Path) -> None:
    frame = open_atlas(page, "as_of=2025-12-26")
    links = open_menu(page, "Download")
    slider(page).focus()
    page.keyboard.press("ArrowRight")
    wait_for_day(frame, "2025-12-27")
    assert days_named(links) == {("2025-12-27", None)}
    expect(links.locator("time")).to_have_text("27 December 2025")
    path = click(page, links, "CSV", tmp_path)
    assert path.name.endswith("-facts-2025-12-27.csv")
    assert any("2025-12-27" in row["on"] for row in rows(path))


def test_a_picture_is_of_the_day_on_screen(page: Page, tmp_path: Path) -> None:
    frame = open_atlas(page, "as_of=2025-12-26")
    links = open_menu(page, "Export")
    slider(page).focus()
    page.keyboard.press("ArrowRight")
    wait_for_day(frame, "2025-12-27")
    path = click(page, links, "Map, SVG", tmp_path)
    assert path.name == "apmbc-2025-12-27.svg"
    assert "27 December 2025" in path.read_text(encoding="utf-8")


def test_dossiers_are_offered_once_a_state_is_chosen(page: Page, tmp_path: Path) -> None:
    open_atlas(page, "as_of=2025-07-12")
    links = open_menu(page, "Export")
    dossier = links.get_by_role("link", name="Dossier of the chosen State, SVG")
    expect(links.get_by_role("link", name="Map, SVG")).to_be_visible()
    expect(dossier).to_be_hidden()
    page.evaluate("window.essStore.setFocus('FIN')")
    expect(dossier).to_be_visible()
    assert days_named(links) == {("2025-07-12", "FIN")}
    path = click(page, links, "Dossier of the chosen State, SVG", tmp_path)
    assert path.name == "dossier-apmbc-2025-07-12.svg"
    assert "Finland" in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "query", "table"),
    [
        ("events", "instrument=ccm&states=LTU", "facts"),
        ("dossier", "focus=LTU&instrument=ccm", "facts"),
        ("matrix", "states=LTU,EST&as_of=2025-03-07", "status"),
    ],
)
def test_lists_are_taken_as_they_are_shown(page: Page, tmp_path: Path, name: str, query: str, table: str) -> None:
    open_page(page, name, query)
    links = open_menu(page, "Download")
    path = click(page, links, "CSV", tmp_path)
    assert f"-{table}-" in path.name
    if name == "events":
        shown = page.locator("table.events tbody tr").evaluate_all("all => all.map((one) => one.dataset.id)")
        assert [row["id"] for row in rows(path)] == shown
    elif name == "dossier":
        assert all("Lithuania" in row["states"] for row in rows(path))
        assert len({row["instruments"] for row in rows(path)}) > 1
    else:
        assert {row["iso3"] for row in rows(path)} == {"LTU", "EST"}
        assert len({row["instrument_id"] for row in rows(path)}) > 1


def test_a_view_with_uploads_is_handed_over_by_a_button(page: Page, tmp_path: Path) -> None:
    open_page(page, "own_rows")
    page.locator('input[type="file"]').set_input_files(
        {"name": "mine.csv", "mimeType": "text/csv", "buffer": (template("treaty_actions") + WITHDRAWAL).encode()}
    )
    page.get_by_role("button", name="Take them in").click()
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as files to propose").click()
    assert save(waiting.value, tmp_path).read_bytes().startswith(b"PK")
    go_by_navigation(page, "Map")
    wait_for_map(page)
    wait_until_idle(page)
    expect(page.locator(".links")).to_have_count(0)
    table = download_with_uploads(page, "Download", "CSV", ".csv", tmp_path)
    assert "+own-rows" in table.name
    assert "apmbc-nor-9" in {row["id"] for row in rows(table)}
    picture = download_with_uploads(page, "Export", "Map, SVG", ".svg", tmp_path)
    assert "Norway" in picture.read_text(encoding="utf-8")
    assert "exit deposited" in picture.read_text(encoding="utf-8")


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_open_menus_have_no_serious_finding(new_page: Callable[..., Page], theme: str) -> None:
    page = new_page(theme=theme)
    open_atlas(page, "focus=LTU")
    for title in MENUS:
        links = open_menu(page, title)
        poll_equal(page, lambda: axe_violations(page), [])
        page.keyboard.press("Escape")
        expect(links).to_have_count(0)
