"""Every view's page for a small record full of markup, against the files in ``golden``.

``GOLDEN=write python -m pytest tests/views/test_golden.py`` writes them anew; read the difference before you commit it.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from html_tree import html_tree
from small_record import DAY, HOSTILE, REASONS, STORY, TERMS, UPLOADED, WHY, small_index

from dashboard.domain.announcements import programmes_as_of
from dashboard.domain.compare import Side, Stretch, changes_between, differences
from dashboard.domain.lenses import lenses_of
from dashboard.domain.notice import entry_period, exit_period
from dashboard.domain.production_chart import production_chart
from dashboard.domain.selection import Selection
from dashboard.domain.terms import LEGEND
from dashboard.tables.dossier import dossier
from dashboard.tables.rows import rows_of
from dashboard.views.article import article_html
from dashboard.views.cell import cell_html
from dashboard.views.compare import differences_html, steps_html, stretches_html
from dashboard.views.dossier import dossier_html
from dashboard.views.event_card import card_html
from dashboard.views.learn_page import glossary_html, mercator_table, reasons_html, why_html
from dashboard.views.learn_strip import strip_html
from dashboard.views.listing import Sort, table_html
from dashboard.views.matrix import Grouping, matrix, matrix_html
from dashboard.views.production import production_figure
from dashboard.views.production_rows import key_html, production_html
from data.source_schema import Grade

GOLDEN = Path(__file__).with_name("golden")
INDEX = small_index()
EARLY = DAY.replace(year=2020)
EVERYTHING = Selection(instrument="pact", every_instrument=True, grades=frozenset(Grade), as_of=DAY)
LENSES = tuple(lenses_of(INDEX).values())
PACT = lenses_of(INDEX)["pact"]


def _listing() -> str:
    rows = rows_of(INDEX, EVERYTHING).rows
    return table_html(rows, chosen="a-2", by=Sort.DAY, down=True, first=200, total=208, own=UPLOADED)


def _matrix() -> str:
    shown = matrix(INDEX, LENSES, DAY, INDEX.countries, sort="pact", grouping=Grouping.MOVING)
    return matrix_html(INDEX, shown, "standard", focus="AAA", lens_id="pact", sort="pact")


def _dossier(iso3: str) -> str:
    return dossier_html(INDEX, dossier(INDEX, iso3, DAY), "standard")


def _differences() -> str:
    found = differences(INDEX, Side(PACT, EARLY), Side(PACT, DAY))
    return differences_html(INDEX, found, "standard", f"then {HOSTILE}", "now")


def _stretches() -> str:
    one, *_ = differences(INDEX, Side(PACT, EARLY), Side(PACT, DAY))
    first = Stretch("pact", one.iso3, EARLY.min, EARLY, one.left, one.right)
    later = Stretch("treaty", one.iso3, EARLY, None, one.left, one.right)
    return stretches_html(INDEX, [first, later], "dark")


def _production() -> str:
    programmes = programmes_as_of(INDEX, DAY, grades=tuple(Grade))
    return production_html(INDEX, programmes, production_chart(INDEX, programmes, DAY))


def _strip() -> str:
    found = exit_period(INDEX.instruments["pact"], DAY)
    assert found is not None
    return strip_html(found, "standard", joins=False, approximate=True)


def _joining_strip() -> str:
    found = entry_period(INDEX.instruments["pact"], DAY)
    assert found is not None
    return strip_html(found, "dark", joins=True)


PAGES: dict[str, Callable[[], str]] = {
    "article": lambda: article_html(INDEX, STORY, "standard"),
    "card-act": lambda: card_html(INDEX, "a-2"),
    "card-announcement": lambda: card_html(INDEX, "n-2"),
    "card-event": lambda: card_html(INDEX, "e-again"),
    "cell": lambda: cell_html(INDEX, PACT, "AAA", DAY, "standard"),
    "cell-empty": lambda: cell_html(INDEX, lenses_of(INDEX)["treaty"], "CCC", DAY, "dark"),
    "differences": _differences,
    "dossier": lambda: _dossier("AAA"),
    "dossier-short": lambda: _dossier("CCC"),
    "glossary": lambda: glossary_html(TERMS),
    "listing": _listing,
    "matrix": _matrix,
    "production": _production,
    "production-key": lambda: key_html("standard"),
    "reasons": lambda: reasons_html(INDEX, REASONS),
    "steps": lambda: steps_html(INDEX, PACT, changes_between(INDEX, PACT, EARLY, DAY, INDEX.countries)),
    "stretches": _stretches,
    "strip": _strip,
    "strip-joining": _joining_strip,
    "why": lambda: why_html(INDEX, WHY, mercator_table({"AAA": HOSTILE, "BBB": "B"}, {"BBB": 2.25, "AAA": 1}, "AAA")),
}


def masked(name: str, html: str) -> str:
    """The page without what one table elsewhere decides: colours, labels of classes and, but once, the hatches."""
    if name != "matrix":
        html = re.sub("<defs>.*?</defs>", "<defs></defs>", html)
    html = re.sub("#[0-9A-F]{6}", "#colour", html)
    for entry in sorted(LEGEND, key=lambda entry: -len(entry.label)):
        html = html.replace(entry.label, f"[{entry.class_id}]")
    return html


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_as_it_was(name: str) -> None:
    tree = html_tree(masked(name, PAGES[name]()))
    path = GOLDEN / f"{name}.txt"
    if os.environ.get("GOLDEN") == "write":
        path.write_text(tree, encoding="utf-8")
    assert tree == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("name", PAGES)
def test_no_text_of_the_record_becomes_an_element(name: str) -> None:
    assert "<b onclick" not in PAGES[name]()


def test_no_text_of_the_record_becomes_markup_of_the_chart() -> None:
    """The figure draws marks and days; what the record says stands in the rows over it."""
    programmes = programmes_as_of(INDEX, DAY, grades=tuple(Grade))
    figure = production_figure(production_chart(INDEX, programmes, DAY), "standard").to_json()
    assert figure
    assert "onclick" not in figure


def test_every_golden_file_has_its_page() -> None:
    assert {path.stem for path in GOLDEN.glob("*.txt")} == set(PAGES)
