"""Every style that aims at Streamlit's own elements still finds one: a new version may name them otherwise."""

from __future__ import annotations

import re

from pages import visit
from playwright.sync_api import Page, expect
from servers import ROOT

STYLE = ROOT / "dashboard" / "ui" / "streamlit.css"
VISITS = (("", "as_of=2025-02-30"), ("learn", ""), ("events", "states=FIN"), ("matrix", ""))
"""Pages that together hold what the styles aim at: a warning, a text to read, a heading, a choice of one, of many."""
INK, CLEAR = "rgb(17, 24, 39)", "rgba(0, 0, 0, 0)"
"""The colour of the page's words, and none."""
FOR_A_WHILE = {
    '[data-testid="stStatusWidget"]',
    'body:has([data-first="map"] .failed[hidden]) [data-testid="stIconMaterial"]',
}
"""Of a page that is made, of a server that is away (test_faults.py), until the map stands (test_first_picture.py)."""

SELECTORS = """(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const rules = (list) => [...list].flatMap((rule) => rule.selectorText ?? rules(rule.cssRules));
  return rules(sheet.cssRules);
}"""


def test_every_selector_finds_an_element_on_some_page(page: Page) -> None:
    text = STYLE.read_text(encoding="utf-8")
    names = re.findall(r'\[data-testid="\w+"\]', text)  # each alone: of `:is(one, other)` one would do
    unmatched = {*names, *page.evaluate(SELECTORS, text)} - FOR_A_WHILE
    assert len(unmatched) > 10
    for name, query in VISITS:
        visit(page, name, query)
        if "states" in query:
            page.get_by_role("button", name="States: Finland").click()
            tag = page.locator("[data-tag]:visible")
            expect(tag).to_have_css("color", INK)
            expect(tag).to_have_css("background-color", CLEAR)
        unmatched -= set(page.evaluate("(all) => all.filter((one) => document.querySelector(one))", sorted(unmatched)))
    assert not unmatched, f"nothing on these pages matches {sorted(unmatched)}"
