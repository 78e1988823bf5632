"""What an act is called, with the act that it answers."""

from __future__ import annotations

import pytest
from builders import action, dataset, happening, instrument, not_read

from dashboard.domain.index import Index
from dashboard.tables.act_words import ACTS, HAPPENINGS, act_words, notification_address
from dashboard.tables.facts import act_fact, fact_document
from data.treaty_schema import ActionKind, InstrumentFactKind

RATIFIED = action("r", ActionKind.RATIFICATION, "2001-01-10", "2001-07-01")
NOTICE = action("w", ActionKind.WITHDRAWAL, "2010-01-05", "2010-07-05")
TAKEN_BACK = action("b", ActionKind.REVOCATION, "2010-07-01", concerns_id="w")
RESERVED = action("v", ActionKind.RESERVATION, "2001-01-10")
ACTIONS = (
    RATIFIED,
    NOTICE,
    TAKEN_BACK,
    RESERVED,
    action("l", ActionKind.LAPSE, "2010-01-10", concerns_id="v"),
    action("o", ActionKind.OBJECTION, "2002-01-01", iso3="BBB", objects_to="v"),
    action("c", ActionKind.CESSATION, "2012-01-01", "2012-01-01"),
)
END = happening("pact-end", InstrumentFactKind.TERMINATION, "2015-01-01", note="By its own term.")
INDEX = Index(dataset(treaty_actions=ACTIONS, instrument_facts=(END,), not_read=(not_read("AAA"), not_read(None))))


def test_every_kind_has_its_words() -> None:
    assert set(ACTS) == set(ActionKind)
    assert set(HAPPENINGS) == set(InstrumentFactKind)


@pytest.mark.parametrize(
    ("action_id", "words"),
    [
        ("w", "Notice of withdrawal"),
        ("b", "Notice of withdrawal taken back"),
        ("l", "Reservation lapsed"),
        ("o", "Objection to a reservation"),
        ("c", "End of membership decided by others: a council"),
    ],
)
def test_an_act_names_what_it_answers(action_id: str, words: str) -> None:
    assert act_words(INDEX, INDEX.actions[action_id]) == words


def test_a_notice_that_was_taken_back_was_due_and_had_no_effect() -> None:
    assert act_fact(INDEX, NOTICE)["what"] == "Notice of withdrawal; due to take effect on 5 July 2010"
    assert act_fact(INDEX, RATIFIED)["what"] == "Ratification; in effect from 1 July 2001"


def test_an_end_and_a_list_not_read_are_facts_by_themselves() -> None:
    assert fact_document(INDEX, "pact-end")["what"] == "Pact: The treaty ends"
    assert fact_document(INDEX, "pact-aaa")["what"] == "Aaaland: List not read"
    assert fact_document(INDEX, "pact-all")["what"] == "All other States: List not read"


def test_an_instrument_without_signature_and_without_a_way_out_says_so() -> None:
    bare = instrument(signature="no", exit_clause="no", exit_article="", in_force_on=None)
    what = fact_document(Index(dataset(instruments=(bare,))), "pact")["what"]
    assert what == "A Pact: adopted. It has no clause on leaving."


def test_a_notification_leads_to_where_the_depositary_publishes_it() -> None:
    home = "https://treaties.un.org/doc/Publication/CN"
    assert notification_address("C.N.180.2026.TREATIES-XVIII.10") == f"{home}/2026/CN.180.2026-Eng.pdf"
    assert notification_address("C.N.225.2025") == f"{home}/2025/CN.225.2025-Eng.pdf"
    assert notification_address("") == notification_address("004285") == notification_address("C.N.1.2025x") == ""
