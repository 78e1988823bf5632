"""The analyst's pages follow the one selection, and every filter state survives the address bar unchanged."""

from __future__ import annotations

import random
from pathlib import Path
from urllib.parse import parse_qs, urlencode

import pytest
from reachable_selections import reachable_selection
from streamlit.testing.v1 import AppTest

from dashboard.domain.address_bar import from_query, to_query
from dashboard.domain.selection import Selection
from dashboard.domain.vocabulary import vocabulary
from dashboard.store.dataset import shelf
from dashboard.store.uploads import Upload, added, template
from dashboard.ui.registry import BY_NAME, PAGES

ROOT = Path(__file__).resolve().parents[2]
MAIN = ROOT / "dashboard" / "ui" / "main.py"
STATES = 500
OPENED = 12
EXPLORE = ("events", "dossier", "matrix", "compare", "figures")


def opened(page: str, query: dict[str, str]) -> AppTest:
    test = AppTest.from_file(str(MAIN), default_timeout=60)
    test.query_params.update(query)
    test.run()
    test.switch_page(BY_NAME[page].script).run()
    assert not test.exception, [one.message for one in test.exception]
    return test


def test_filter_states_survive_the_address_bar() -> None:
    index = shelf.current().index
    words = vocabulary(index)
    chance = random.Random(500)
    for _ in range(STATES):
        wanted = reachable_selection(index, chance)
        text = urlencode(to_query(wanted))
        got, ignored = from_query(parse_qs(text, keep_blank_values=True), words)
        assert (got, ignored) == (wanted, []), text


@pytest.mark.parametrize("seed", range(OPENED))
def test_every_page_keeps_the_selection_it_was_given(seed: int) -> None:
    index = shelf.current().index
    wanted = reachable_selection(index, random.Random(seed))
    test = opened(EXPLORE[seed % len(EXPLORE)], to_query(wanted))
    assert test.session_state["selection"] == wanted
    assert not test.warning


FILTERED: tuple[dict[str, str], ...] = (
    {"instrument": "ccm", "as_of": "2024-07-18", "states": "EST,LTU", "groups": "nordic"},
    {"kinds": "accession,announcement,withdrawal", "confidence": "confirmed,single", "q": "ė & x", "grades": "A,B,D"},
    {
        "weapons": "anti-personnel-mine,cluster-munition",
        "activities": "production",
        "from": "2024-01-01",
        "to": "2026-05-31",
    },
    {"every_instrument": "yes", "moved": "dropped,later", "focus": "LVA"},
)


@pytest.mark.parametrize("query", FILTERED, ids=" ".join)
def test_filter_states_stay_in_the_address(query: dict[str, str]) -> None:
    for page in ("events", "matrix"):
        test = opened(page, query)
        assert to_query(test.session_state["selection"]) == {"v": "1"} | query


def test_old_links_keep_working() -> None:
    test = opened(
        "events",
        {"instrument": "ccm", "as_of": "2025-03-06", "states": "LTU,lva", "groups": "nordic", "grades": "A,B"},
    )
    selection: Selection = test.session_state["selection"]
    assert (selection.instrument, sorted(selection.states), sorted(selection.grades)) == (
        "ccm",
        ["LTU", "LVA"],
        ["A", "B"],
    )


def test_a_filter_changes_the_selection_and_only_itself() -> None:
    test = opened("events", {})
    test.text_input(key="f_text").set_value("nauseda").run()
    assert test.session_state["selection"] == Selection(text="nauseda")
    test.multiselect(key="f_kinds").set_value(["withdrawal"]).run()
    test.multiselect(key="f_states").set_value(["LTU", "POL"]).run()
    assert test.session_state["selection"] == Selection(
        text="nauseda", kinds=frozenset({"withdrawal"}), states=frozenset({"LTU", "POL"})
    )
    test.button(key="f_clear").click().run()
    assert test.session_state["selection"] == Selection()


def test_a_period_that_would_end_before_it_starts_is_not_made() -> None:
    import datetime as dt

    test = opened("events", {"from": "2025-06-01"})
    test.date_input(key="f_date_to").set_value(dt.date(2024, 1, 1)).run()
    selection: Selection = test.session_state["selection"]
    assert (selection.date_from, selection.date_to) == (None, dt.date(2024, 1, 1))


def test_the_count_says_how_many_weak_rows_are_hidden() -> None:
    text = "\n".join(one.value for one in opened("events", {}).markdown)
    assert " of grade D" in text
    all_grades = "\n".join(one.value for one in opened("events", {"grades": "A,B,C,D,E"}).markdown)
    assert "hidden.**" not in all_grades


def test_own_rows_are_announced_on_every_page_and_forgotten() -> None:
    row = (
        "apmbc-nor-9,apmbc,NOR,withdrawal,2026-03-01,day,2026-09-01,day,stated,full,,,,,single,single,,,untc-xxvi-5,unt"
        "c-xxvi-5\n"
    )
    own = added(shelf.current(), [Upload("mine.csv", (template("treaty_actions") + row).encode())])
    test = AppTest.from_file(str(MAIN), default_timeout=60)
    test.session_state["uploads"] = own
    for page in sorted(PAGES, key=lambda page: page.name == "uploads"):  # last, where the rows are forgotten
        test.switch_page(page.script).run()
        assert not test.exception, [one.message for one in test.exception]
        assert test.session_state["uploads"].count == 1, page.name
    assert any("Your own rows are in view" in one.value for one in test.info)
    test.button(key="own_forget").click().run()
    assert not any("Your own rows are in view" in one.value for one in test.info)
    assert "uploads" not in test.session_state


def test_the_list_names_the_lens_whose_rows_it_holds() -> None:
    test = AppTest.from_file(str(MAIN), default_timeout=60)
    test.query_params["lens"] = "conscription"
    test.switch_page(BY_NAME["events"].script).run()
    assert any("rows** on Conscription" in one.value for one in test.markdown)
