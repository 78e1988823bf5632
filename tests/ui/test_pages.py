"""Every page runs from start to end on the real data, whatever stands in the address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest
from streamlit import config
from streamlit.testing.v1 import AppTest

from dashboard.ui.registry import PAGES, Page

ROOT = Path(__file__).resolve().parents[2]
MAIN = ROOT / "dashboard" / "ui" / "main.py"
PATIENCE_S = 60
INSTRUMENTS = (
    "apmbc",
    "ccm",
    "tpnw",
    "cfe",
    "open-skies",
    "north-atlantic",
    "ctbt",
    "inf",
    "new-start",
    "montreux",
    "rome",
)
WILD = (
    {"instrument": "warsaw-pact"},
    {"as_of": "2025-02-30", "states": "XX,,POL"},
    {"as_of": "0001-01-01"},
    {"as_of": "9999-12-31", "focus": "<b>x</b>"},
    {"states": "EST," * 2000},
    {"v": "99", "grades": "none", "q": "\u202e\x00"},
    {"compare_day": "soon", "compare_instrument": "?", "from": "2026-01-01", "to": "2020-01-01"},
)


@pytest.fixture(autouse=True)
def _errors_in_full() -> Iterator[None]:
    """Readers are spared the details of an error; whoever reads a failed test is not."""
    before = config.get_option("client.showErrorDetails")
    config.set_option("client.showErrorDetails", "full")
    yield
    config.set_option("client.showErrorDetails", before)


def run(page: Page | None = None, **query: str) -> AppTest:
    """The app on ``page`` (None: the main page, once the map is drawn). Asserts that nothing was raised."""
    test = AppTest.from_file(str(MAIN), default_timeout=PATIENCE_S)
    test.query_params.update(query)
    test.run()
    test.run()
    if page is not None:
        test.switch_page(page.script).run()
    raised = [f"{one.message}\n{''.join(one.stack_trace)}" for one in test.exception]
    assert not raised, raised
    return test


def page_text(test: AppTest) -> str:
    """All text of the page that the server wrote."""
    parts = [*test.header, *test.subheader, *test.title, *test.caption, *test.markdown]
    # Data are shown as they are: Markdown's own signs stand behind backslashes, joiners part what looks like a link.
    return "\n".join(str(one.value) for one in parts).replace("\\", "").replace("\u2060", "")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_page_runs_and_ends_with_its_footer(page: Page) -> None:
    text = page_text(run(page))
    assert "data as of 2 October 2026" in text
    assert "CC-BY-4.0" in text


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_the_main_page_for_every_treaty(instrument: str) -> None:
    text = page_text(run(instrument=instrument))
    assert "What was announced, as known on 2 October 2026" in text
    assert ("no finished new anti-personnel mine" in text) == (instrument == "apmbc")
    assert "Acts, events and announcements up to 2 October 2026" in text


@pytest.mark.parametrize("query", WILD, ids=lambda query: ",".join(query))
def test_wild_addresses_are_answered_not_raised(query: dict[str, str]) -> None:
    test = run(**query)
    told = [str(one.value) for one in test.warning]
    asked = ("the day that you mean", "that day is shown") if "as_of" in query else ("Ignored",)
    assert any(said in one for one in told for said in asked) or query.get("grades") == "none", told
    assert "data as of 2 October 2026" in page_text(test)


@pytest.mark.parametrize("day", ["1997-12-03", "2025-07-12", "2025-12-26", "2025-12-27", "2025-12-28", "2027-01-01"])
def test_the_lists_follow_the_day(day: str) -> None:
    test = run(as_of=day)
    year = day[:4]
    assert f"{year}" in page_text(test)
    assert not test.warning, [str(one.value) for one in test.warning]


def test_the_first_day_knows_nothing_of_what_came_later() -> None:
    early = page_text(run(as_of="2025-07-12"))
    assert "As known on" not in early
    assert "as known on 12 July 2025" in early


def test_an_earlier_edition_is_marked_and_ends_on_its_day() -> None:
    test = run(record="1.0.0", as_of="2026-08-01")
    assert any("of the record**, as of 31 May 2026" in one.value for one in test.info)
    said = "Edition 1.0.0 describes days up to 31 May 2026: that day is shown, not 1 August 2026."
    assert test.session_state["ignored"][0] == said
    assert test.session_state["selection"].as_of == dt.date(2026, 5, 31)
    assert any("an earlier edition" in one.value for one in test.caption)
    test.button(key="edition_newest").click().run()
    assert not test.exception
    assert not any("of the record**" in one.value for one in test.info)
    wrong = run(record="9.9.9")
    assert "no published edition" in wrong.session_state["ignored"][0]
