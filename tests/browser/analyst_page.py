"""Steps that an analyst takes on the pages beside the map."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

from pages import link_to, wait_until_idle
from playwright.sync_api import Download, Locator, Page, expect
from waiting import poll_equal


def open_page(page: Page, name: str, query: str = "") -> None:
    """A page by its own address, as a link would."""
    page.goto(f"/{name}{'?' + query if query else ''}")
    wait_until_idle(page)
    if name != "own_rows":
        expect(page.locator(".ess.sheet").first).to_be_attached()


def go_by_navigation(page: Page, title: str) -> None:
    """A page through the header, within the session."""
    link_to(page, title).click()
    wait_until_idle(page)


def query_of(page: Page) -> dict[str, str]:
    """What stands in the address."""
    return {key: values[0] for key, values in parse_qs(urlsplit(page.url).query, keep_blank_values=True).items()}


def wait_for_query(page: Page, key: str, value: str | None) -> None:
    """Until the address says so; ``None``: until it says nothing of it."""
    page.wait_for_function(
        "([key, value]) => new URLSearchParams(location.search).get(key) === value", arg=[key, value]
    )


def search(page: Page, words: str) -> None:
    """Look for words in the list."""
    field = page.get_by_role("textbox", name="Search")
    field.fill(words)
    field.press("Enter")
    wait_for_query(page, "q", words or None)
    wait_until_idle(page)


def open_popover(page: Page, title: str) -> None:
    """Open a popover of the filter bar by the beginning of its title."""
    page.locator(".st-key-filters").get_by_role("button", name=title).first.click()
    expect(page.get_by_role("dialog")).to_be_visible()


def close_popover(page: Page) -> None:
    """Close it again."""
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


def press(page: Page, group: str, key: str, value: str | None, *names: str) -> None:
    """Press pills of the open popover and wait until the address says ``value`` under ``key``."""
    for name in names:
        page.get_by_role("toolbar", name=group).get_by_role("button", name=name, exact=True).click()
    wait_for_query(page, key, value)
    wait_until_idle(page)


def listed_ids(page: Page) -> list[str]:
    """Ids of the rows shown, in order."""
    expect(page.locator("table.events")).to_be_visible()
    ids: list[str] = page.locator("table.events tbody tr").evaluate_all("rows => rows.map((row) => row.dataset.id)")
    return ids


def wait_for_ids(page: Page, expected: Iterable[str]) -> None:
    """Wait until these rows are shown and no others, in whatever order."""
    poll_equal(page, lambda: sorted(listed_ids(page)), sorted(expected))


def open_take_away(page: Page) -> Locator:
    """The dialog of what can be taken away."""
    page.get_by_role("button", name="Take away", exact=True).first.click()
    dialog = page.get_by_role("dialog", name="Take away")
    expect(dialog).to_be_visible()
    return dialog


def close_take_away(page: Page) -> None:
    """Close it again."""
    dialog = page.get_by_role("dialog", name="Take away")
    dialog.get_by_role("button", name="Close", exact=True).click()
    expect(dialog).to_have_count(0)


def take(dialog: Locator, label: str, folder: Path) -> Path:
    """The file behind a link of the dialog."""
    with dialog.page.expect_download() as waiting:
        dialog.get_by_role("link", name=label, exact=True).click()
    return save(waiting.value, folder)


def download(page: Page, label: str, folder: Path) -> Path:
    """Take the view away in one format."""
    path = take(open_take_away(page), label, folder)
    close_take_away(page)
    return path


def download_with_uploads(page: Page, label: str, ending: str, folder: Path) -> Path:
    """Take a view that holds uploads away in one format: the dialog makes the file, its button hands it over."""
    dialog = open_take_away(page)
    dialog.get_by_role("combobox", name="Format").click()
    page.get_by_role("option", name=label, exact=True).click()
    expect(dialog.locator("code")).to_contain_text(ending)
    wait_until_idle(page)
    with page.expect_download() as waiting:
        dialog.get_by_role("button", name="Save the file").click()
    path = save(waiting.value, folder)
    close_take_away(page)
    return path


def save(file: Download, folder: Path) -> Path:
    """A download under the name that the server gave it."""
    path = folder / file.suggested_filename
    file.save_as(path)
    return path
