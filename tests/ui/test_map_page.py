"""The main page as the server runs it: the shared bar without a day, charts that wait, a warning that closes."""

from __future__ import annotations

from pathlib import Path

from streamlit.testing.v1 import AppTest

from dashboard.domain.selection import Selection
from data.event_schema import Weapon

MAIN = Path(__file__).resolve().parents[2] / "dashboard" / "ui" / "main.py"


def opened(**query: str) -> AppTest:
    """The main page once its map is drawn."""
    test = AppTest.from_file(str(MAIN), default_timeout=60)
    test.query_params.update(query)
    test.run().run()
    assert not test.exception, [one.message for one in test.exception]
    return test


def test_the_timeline_is_the_day_so_the_bar_has_none() -> None:
    test = opened()
    assert "f_day" not in {one.key for one in test.date_input}


def test_filters_of_the_bar_narrow_the_lists_of_the_map() -> None:
    test = opened()
    test.button_group(key="f_weapons").set_value([Weapon.ANTI_TANK_MINE]).run()
    assert test.session_state["selection"] == Selection(weapons=frozenset({Weapon.ANTI_TANK_MINE}))
    test.button(key="f_clear").click().run()
    assert test.session_state["selection"] == Selection()


def test_the_list_obeys_the_filters_of_the_events_page_and_says_so() -> None:
    test = opened(kinds="withdrawal", q="nauseda")
    assert test.multiselect(key="f_kinds").value == ["withdrawal"]
    assert test.text_input(key="f_text").value == "nauseda"
    assert test.session_state["selection"] == Selection(kinds=frozenset({"withdrawal"}), text="nauseda")
    assert any("Filters (1)" in str(one.proto) for one in test.get("popover"))


def test_the_list_has_as_many_rows_as_the_events_page() -> None:
    for query in ({}, {"as_of": "2025-07-12"}, {"kinds": "production-announcement", "grades": "A,B"}):
        counts = []
        test = opened(**query)
        for page in (None, "app_pages/events.py"):
            if page:
                test.switch_page(page).run()
            counts.append(next(one.value for one in test.markdown if " rows**" in str(one.value)))
        assert counts[0] == counts[1], query


def test_charts_are_drawn_once_one_is_about_to_be_seen() -> None:
    test = opened()
    assert not test.get("plotly_chart")
    test.session_state["charts_wanted"] = True
    test.run()
    assert len(test.get("plotly_chart")) == 1


def ignored(test: AppTest) -> list[str]:
    """Warnings about the address."""
    return [str(one.value) for one in test.warning if "Ignored" in str(one.value)]


def test_a_warning_about_the_address_stays_closed_and_the_next_one_shows() -> None:
    test = opened(instrument="warsaw-pact", states="XX")
    assert len(ignored(test)) == 2
    test.button(key="ignored_close").click().run()
    assert not ignored(test)
    test.run()
    test.switch_page("app_pages/events.py").run()
    assert not ignored(test)
    assert ignored(opened(states="YY"))
