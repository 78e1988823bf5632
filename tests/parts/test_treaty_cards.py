"""What the card of a State says under a treaty beside its own acts."""

from __future__ import annotations

import datetime as dt

import pytest

from dashboard.browser.facts_bundle import facts_bundle
from dashboard.domain.days import day_number
from dashboard.store.dataset import shelf


@pytest.mark.parametrize(
    ("instrument", "iso3", "fact_id", "on", "what"),
    [
        ("inf", "USA", "inf-termination", dt.date(2019, 8, 2), "ends"),
        ("new-start", "RUS", "new-start-extension", dt.date(2021, 2, 3), "extended"),
        ("new-start", "USA", "new-start-expiry", dt.date(2026, 2, 5), "expires"),
        ("att", "AUT", "att-aut-3", dt.date(2014, 6, 3), "Provisional application"),
        ("rome", "HUN", "rome-hun-4", dt.date(2026, 5, 29), "taken back"),
        ("rome", "RUS", "rome-rus-2", dt.date(2016, 11, 16), "will not become a party"),  # "not before" that day
        ("montreux", "UKR", "montreux-ukr", None, "List not read"),
    ],
)
def test_a_card_tells_what_no_act_of_consent_or_exit_says(
    instrument: str, iso3: str, fact_id: str, on: dt.date | None, what: str
) -> None:
    facts = facts_bundle(shelf.current().index, instrument)["states"][iso3]["acts"]
    fact = next(fact for fact in facts if fact["id"] == fact_id)
    assert fact["on"] == (None if on is None else day_number(on))
    assert what in fact["what"]
    assert fact["sources"]


def test_a_treaty_that_is_not_open_to_a_state_has_no_facts_on_its_card() -> None:
    card = facts_bundle(shelf.current().index, "inf")["states"]["FRA"]
    assert (card["acts"], card["announcements"], card["contested"]) == ([], [], [])
