"""Every style that aims at Streamlit's own elements still finds one: a new version may name them otherwise."""

from __future__ import annotations

import re

from pages import visit
from playwright.sync_api import Page
from servers import ROOT

STYLE = ROOT / "dashboard" / "ui" / "streamlit.css"
VISITS = (("", "as_of=2025-02-30"), ("learn", ""), ("events", ""), ("matrix", ""))
"""Pages that together hold what the styles aim at: a warning, a text that is read, a heading, a choice of one."""
WHILE_BUSY = '[data-testid="stStatusWidget"]'
"""Stands there while a page is made or the server is away: looked for in test_faults.py."""

SELECTORS = """(text) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(text);
  const rules = (list) => [...list].flatMap((rule) => rule.selectorText ?? rules(rule.cssRules));
  return rules(sheet.cssRules);
}"""


def test_every_selector_finds_an_element_on_some_page(page: Page, allow_404: None) -> None:
    text = STYLE.read_text(encoding="utf-8")
    names = re.findall(r'\[data-testid="\w+"\]', text)  # each alone: of `:is(one, other)` one would do
    unmatched = {*names, *page.evaluate(SELECTORS, text)} - {WHILE_BUSY}
    assert len(unmatched) > 10
    for name, query in VISITS:
        visit(page, name, query)
        unmatched -= set(page.evaluate("(all) => all.filter((one) => document.querySelector(one))", sorted(unmatched)))
    assert not unmatched, f"nothing on these pages matches {sorted(unmatched)}"
