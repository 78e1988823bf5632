"""What leaves, as a reader takes it: one dialog of links, or where uploads are in view one button."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from analyst_page import (
    close_take_away,
    download_with_uploads,
    go_by_navigation,
    open_page,
    open_take_away,
    save,
    take,
)
from atlas_page import open_atlas, slider, wait_for_address, wait_for_day, wait_for_map
from axe import axe_violations
from pages import wait_until_idle
from playwright.sync_api import Locator, Page, Route, expect
from readers import Guard
from waiting import poll, poll_equal, resting_box

from dashboard.domain.addresses import EXPORT
from dashboard.store.uploads import template

WITHDRAWAL = (
    "apmbc-nor-9,apmbc,NOR,withdrawal,2026-03-01,day,2026-09-01,day,stated,full,,,,,single,single,,,"
    "untc-xxvi-5,untc-xxvi-5\n"
)
EXPORTS = f"**{EXPORT}?*"


def days_named(dialog: Locator) -> set[tuple[str | None, str | None]]:
    """The day and State that the files and the preview offered are of."""
    expect(dialog.locator("a[download]").first).to_be_attached()
    found: list[str] = dialog.locator("a[download], img").evaluate_all(
        "all => all.map((one) => one.getAttribute('href') ?? one.getAttribute('src'))"
    )
    queries = [parse_qs(urlsplit(one).query) for one in found]
    return {(query.get("as_of", [None])[0], query.get("focus", [None])[0]) for query in queries}


def rows(path: Path) -> list[dict[str, str]]:
    """Rows of a CSV with lines about it before the header."""
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def said(dialog: Locator) -> Locator:
    """What is said of the file that was asked for."""
    return dialog.locator(".take_away [role=status]")


def test_it_is_of_the_day_and_state_on_screen_however_soon_it_is_opened(page: Page, tmp_path: Path) -> None:
    frame = open_atlas(page, "as_of=2025-12-26")
    slider(page).focus()
    page.keyboard.press("ArrowRight")
    page.evaluate("window.essStore.setFocus('FIN')")
    dialog = open_take_away(page)
    wait_for_day(frame, "2025-12-27")
    page.evaluate("document.querySelector('.st-key-borders input').click()")  # a run for a reason of its own
    wait_until_idle(page)
    assert days_named(dialog) == {("2025-12-27", "FIN")}
    expect(dialog.locator("time")).to_have_text("27 December 2025")
    path = take(dialog, "CSV", tmp_path)
    assert path.name.endswith("-facts-2025-12-27.csv")
    assert any("2025-12-27" in row["on"] for row in rows(path))
    path = take(dialog, "Map, SVG", tmp_path)
    assert path.name == "apmbc-2025-12-27.svg"
    assert "27 December 2025" in path.read_text(encoding="utf-8")
    close_take_away(page)
    assert frame.url


REFUSALS: tuple[tuple[int, dict[str, str], str], ...] = (
    (429, {"Retry-After": "17"}, "Try again in 17 seconds."),
    (503, {"Retry-After": "1"}, "Try again in 1 second."),
    (503, {}, "could not be made: the shapes cannot be read."),
)
"""Status and headers of a refusal, and the words for it."""


def check_preview(page: Page, dialog: Locator, folder: Path) -> None:
    """The preview is drawn in a place that waits for it."""
    picture = dialog.locator("figure img")
    expect(picture).to_be_visible()
    place = resting_box(picture)
    page.wait_for_function("document.querySelector('.take_away img').naturalWidth > 0")
    assert resting_box(picture) == place


def check_refusals(page: Page, dialog: Locator, folder: Path) -> None:
    """A click is answered at once, and a refusal in a sentence."""
    held: list[Route] = []
    link = dialog.get_by_role("link", name="PowerPoint, editable")
    expect(link).to_be_visible()
    page.route(EXPORTS, lambda route: held.append(route))
    for number, (status, headers, sentence) in enumerate(REFUSALS, 1):
        link.click()
        expect(said(dialog)).to_have_text("Making “PowerPoint, editable” …")
        expect(link).to_have_attribute("aria-busy", "true")
        poll_equal(page, lambda: len(held), number)
        held[-1].fulfill(status=status, headers=headers, json={"error": "the shapes cannot be read", "parameter": None})
        expect(said(dialog)).to_contain_text(sentence)
        expect(link).not_to_have_attribute("aria-busy", "true")
    page.unroute(EXPORTS)
    with page.expect_download():
        link.click()
    expect(said(dialog)).to_contain_text("is in your downloads")


def check_dossier(page: Page, dialog: Locator, folder: Path) -> None:
    """A dossier is offered where a State is chosen."""
    expect(dialog.get_by_role("heading", name="Picture")).to_be_visible()
    expect(dialog.get_by_role("heading", name="Dossier")).to_have_count(0)
    close_take_away(page)
    # A click at the very moment of the map's report: both leave the browser as one message, which names the lists.
    page.get_by_role("button", name="Take away", exact=True).first.evaluate(
        """(button) => {
            const { essStore: store } = window;
            store.setFocus("FIN");
            for (const settle of store.settlers) settle(store);
            button.click();
        }"""
    )
    expect(dialog.get_by_role("heading", name="Dossier of Finland")).to_be_visible()
    path = take(dialog, "Dossier, SVG", folder)
    assert path.name == "dossier-apmbc-2025-07-12.svg"
    assert "Finland" in path.read_text(encoding="utf-8")


def check_copies(page: Page, dialog: Locator, folder: Path) -> None:
    """Link, citation and embed are copied whole."""
    wait_for_address(page, as_of="2025-07-12", focus="FIN")
    link = page.url
    framed = link.replace("/?", "/embed?").replace("&", "&amp;")  # as it stands in HTML
    for name, text in {
        "link to this view": link,
        "code of a frame for your page": f'<iframe src="{framed}"',
        "citation of this view": "12 July 2025. " + link,
    }.items():
        expect(dialog.get_by_role("textbox", name=name)).to_be_visible()
        dialog.get_by_role("button", name=f"Copy: {name}").click()
        expect(said(dialog)).to_have_text("Copied.")
        poll(page, "navigator.clipboard.readText()", lambda copied, text=text: text in copied)


def check_findings(page: Page, dialog: Locator, folder: Path) -> None:
    """The dialog has no serious finding in either theme."""
    frame = wait_for_map(page)
    for theme, palette in {"light": "standard", "dark": "dark"}.items():
        page.emulate_media(color_scheme="dark" if theme == "dark" else "light")
        poll_equal(frame, "document.documentElement.dataset.theme", palette)
        expect(dialog.get_by_role("link", name="CSV", exact=True)).to_be_visible()
        poll_equal(page, lambda: axe_violations(page), [])


def test_the_dialog(new_page: Callable[..., Page], guard: Guard, subtests: pytest.Subtests, tmp_path: Path) -> None:
    guard.expected += ["the server responded with a status of 429", "the server responded with a status of 503"]
    page = new_page(permissions=["clipboard-read", "clipboard-write"])
    open_atlas(page, "as_of=2025-07-12")
    dialog = open_take_away(page)
    for check in (check_preview, check_refusals, check_dossier, check_copies, check_findings):
        with subtests.test(check.__doc__):
            check(page, dialog, tmp_path)


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
    path = take(open_take_away(page), "CSV", tmp_path)
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


def test_the_phone_reaches_it_too(new_page: Callable[..., Page]) -> None:
    page = new_page(390, 844)
    open_atlas(page)
    page.get_by_role("navigation", name="Main pages").get_by_text("More", exact=True).click()
    page.get_by_role("navigation", name="Main pages").get_by_role("button", name="Take away").click()
    dialog = page.get_by_role("dialog", name="Take away")
    expect(dialog.get_by_role("link", name="CSV", exact=True)).to_be_visible()


def test_a_view_with_uploads_is_handed_over_by_a_button(page: Page, tmp_path: Path) -> None:
    open_page(page, "own_rows")
    page.locator('input[type="file"]').set_input_files(
        {"name": "mine.csv", "mimeType": "text/csv", "buffer": (template("treaty_actions") + WITHDRAWAL).encode()}
    )
    with page.expect_download() as waiting:
        page.get_by_role("button", name="Save as files to propose").click()
    assert save(waiting.value, tmp_path).read_bytes().startswith(b"PK")
    go_by_navigation(page, "Map")
    wait_for_map(page)
    wait_until_idle(page)
    table = download_with_uploads(page, "CSV", ".csv", tmp_path)
    assert "+own-rows" in table.name
    assert "apmbc-nor-9" in {row["id"] for row in rows(table)}
    picture = download_with_uploads(page, "Map, SVG", ".svg", tmp_path)
    assert "Norway" in picture.read_text(encoding="utf-8")
    assert "Norway: withdrawn" in picture.read_text(encoding="utf-8")
