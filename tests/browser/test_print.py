"""Paper: the main page prints as the sheet that the exporter draws, every other page without controls or cut tables."""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import product

import pytest
from atlas_page import open_atlas
from pages import visit
from playwright.sync_api import Page, expect
from pypdfium2 import PdfDocument, PdfPage
from waiting import poll_equal

SIZES = ("A4", "Letter")
LANDSCAPE = (False, True)


def printed(page: Page, size: str, landscape: bool) -> PdfDocument:
    """The page as a browser prints it."""
    return PdfDocument(page.pdf(format=size, landscape=landscape))


def text_of(book: PdfDocument) -> str:
    return " ".join(" ".join(one.get_textpage().get_text_range() for one in book).split())


def test_the_map_prints_as_one_sheet_with_all_that_is_needed(
    new_page: Callable[..., Page], subtests: pytest.Subtests
) -> None:
    page = new_page(1440, 900)
    frame = open_atlas(page, "as_of=2025-07-12&focus=FIN")
    for size, landscape in product(SIZES, LANDSCAPE):
        with subtests.test(f"{size} {'along' if landscape else 'upright'}"):
            check_sheet(printed(page, size, landscape), landscape)
    with subtests.test("what is printed is the day on screen"):
        page.evaluate("window.essStore.setDay(window.essStore.bundle.steps.at(-1)[0])")
        assert "20 February 2026: 41 of 51 States are bound" in text_of(printed(page, "A4", True))
        expect(page.locator("#ess-print")).to_have_count(0)  # gone after printing
    with subtests.test("the map comes back as it was after paper"):
        box = "document.querySelector('[data-iso3=FIN]').getBoundingClientRect().toJSON()"
        before = frame.evaluate(box)
        page.emulate_media(media="print")
        expect(page.locator("#ess-print")).to_be_attached()
        page.emulate_media(media="screen")
        expect(page.locator("#ess-print")).to_have_count(0)
        poll_equal(frame, lambda: frame.evaluate(box), before)


def check_sheet(book: PdfDocument, landscape: bool) -> None:
    """One page that lies as asked for, with all that the view needs and no control."""
    assert len(book) == 1
    width, height = book[0].get_size()
    assert (width > height) == landscape
    told, starts = text_of(book), starts_of(book[0])
    for wanted in (
        "12 July 2025: 46 of 51 States are bound; four have given notice",
        "Ottawa Convention (anti-personnel mine ban)",
        "Finland · New mines",
        "Ukraine",
        "not a party",
        "UN Treaty Collection",
        "Boundaries and names imply no position",
    ):
        assert wanted in told, wanted
    for control in ("Export", "Take away", "Find a State", "Latest"):
        assert control not in told
    assert len(starts) > 40
    assert all(0 <= x <= 1 and 0 <= y <= 1 for x, y in starts), "every text begins on its sheet"


def starts_of(sheet: PdfPage) -> list[tuple[float, float]]:
    """Where each piece of text on a sheet begins, in shares of width and height."""
    width, height = sheet.get_size()
    text = sheet.get_textpage()
    boxes = [text.get_rect(at) for at in range(text.count_rects())]
    return [(left / width, bottom / height) for left, bottom, _, _ in boxes]


CUT = """() => {
  const width = document.documentElement.clientWidth;
  const seen = [];
  const walk = (root) => {
    for (const node of root.querySelectorAll("*")) {
      if (node.shadowRoot) walk(node.shadowRoot);
      const box = node.getBoundingClientRect();
      if (!box.width || !box.height || !node.getClientRects().length) continue;
      if (node.matches("td, th, p, li, h1, h2, h3") && box.right > width + 1 && node.innerText.trim())
        seen.push([node.tagName, Math.round(box.right), node.innerText.slice(0, 40)]);
    }
  };
  walk(document);
  return seen.slice(0, 5);
}"""


@pytest.mark.parametrize("name", ["events", "dossier", "matrix", "compare", "stories", "learn"])
def test_other_pages_print_without_controls_and_nothing_is_cut(new_page: Callable[..., Page], name: str) -> None:
    page = new_page(1440, 900)
    visit(page, name, "as_of=2025-07-12&focus=FIN")
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 718, "height": 1000})  # what A4 leaves between its margins
    page.wait_for_function(f"() => !({CUT})().length")
    for size, landscape in product(SIZES, LANDSCAPE):
        told = text_of(printed(page, size, landscape))
        assert len(told) > 200
        for control in ("Take away", "Find a State", "Download", "Export", "Clear"):
            assert not re.search(rf"\b{control}\b", told), control


def test_the_matrix_holds_all_rows_below_its_heads_on_one_sheet(new_page: Callable[..., Page]) -> None:
    page = new_page(1440, 900)
    visit(page, "matrix", "as_of=2025-07-12")
    for size, landscape in product(SIZES, LANDSCAPE):
        told = printed(page, size, landscape)[0].get_textpage().get_text_range()
        assert "Albania" in told
        assert "United States" in told, (size, landscape)
