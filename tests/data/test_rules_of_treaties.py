"""Bad rows of treaties, their acts and what happens to them: every rule names the row and says what to type."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from builders import action, country, dataset, happening, instrument, not_read

from data.context import Context
from data.fields import Answer, Precision
from data.load import Loaded
from data.problems import Problem
from data.rules_acts import dated_deposits, effect_after_act, entry_period, notice_period, one_consent, order_of_acts
from data.rules_answers import answered_acts, deciders, objections
from data.rules_instruments import instrument_days, lists_not_read, open_to, party_lists
from data.schema import TABLES
from data.treaty_schema import ActionKind, EntryRule, InstrumentFactKind, Method, TreatyAction

SIGNED = action("pact-aaa-1", ActionKind.SIGNATURE, "2000-03-01")
RATIFIED = action("pact-aaa-2", ActionKind.RATIFICATION, "2001-01-10", "2001-07-01")
NOTICE = action("pact-aaa-3", ActionKind.WITHDRAWAL, "2010-01-05", "2010-07-05")
TAKEN_BACK = action("pact-aaa-4", ActionKind.REVOCATION, "2010-07-01", concerns_id="pact-aaa-3")
RESERVED = action("pact-bbb-1", ActionKind.RESERVATION, "2001-01-10", iso3="BBB")


def check(rule: Any, *acts: TreatyAction, **tables: Any) -> list[str]:
    """What a rule says of some rows: row, column and message."""
    rows = dataset(treaty_actions=acts, **tables)
    lines = {table: tuple(range(2, 2 + len(getattr(rows, table)))) for table in TABLES}
    found: list[Problem] = list(rule(Context(Loaded(rows, (), lines))))
    return [f"{one.file}:{one.line}: {one.row_id}: {one.column}: {one.message}" for one in found]


def changed(row: TreatyAction, **cells: Any) -> TreatyAction:
    return row.model_copy(update=cells)


def test_good_rows_pass() -> None:
    lapsed = action("pact-bbb-2", ActionKind.LAPSE, None, iso3="BBB", acted=Precision.UNKNOWN, concerns_id="pact-bbb-1")
    lapsed = changed(lapsed, note="nine years were over")
    objects = action("pact-aaa-5", ActionKind.OBJECTION, "2001-02-01", objects_to="pact-bbb-1")
    acts = (SIGNED, RATIFIED, NOTICE, TAKEN_BACK, objects, RESERVED, lapsed)
    for rule in (dated_deposits, one_consent, order_of_acts, objections, answered_acts, deciders, effect_after_act):
        assert check(rule, *acts) == []


@pytest.mark.parametrize(
    ("act", "message"),
    [
        (changed(TAKEN_BACK, concerns_id=None), "concerns_id: name the act that this revocation takes back or ends"),
        (
            changed(TAKEN_BACK, concerns_id="pact-aaa-1"),
            "concerns_id: pact-aaa-1 is a signature: a revocation concerns",
        ),
        (changed(TAKEN_BACK, concerns_id="pact-bbb-1"), "concerns_id: pact-bbb-1 is not an earlier act of AAA"),
        (changed(TAKEN_BACK, concerns_id="pact-aaa-4"), "concerns_id: pact-aaa-4 is not an earlier act of AAA"),
        (
            changed(TAKEN_BACK, acted_on=dt.date(2010, 1, 4)),
            "acted_on: 2010-01-04 lies before pact-aaa-3 of 2010-01-05",
        ),
        (
            changed(TAKEN_BACK, acted_on=dt.date(2010, 7, 5)),
            "acted_on: 2010-07-05 does not lie before pact-aaa-3 took effect on 2010-07-05",
        ),
        (
            changed(TAKEN_BACK, kind=ActionKind.RATIFICATION_WITHDRAWN, concerns_id="pact-aaa-2"),
            "concerns_id: pact-aaa-2 has taken effect: who is bound leaves by a withdrawal",
        ),
        (
            changed(TAKEN_BACK, kind=ActionKind.DECLARATION),
            "concerns_id: leave it empty: a declaration takes no act back",
        ),
    ],
)
def test_an_act_that_takes_back_names_a_fitting_act(act: TreatyAction, message: str) -> None:
    (found,) = check(answered_acts, SIGNED, RATIFIED, NOTICE, act, RESERVED)
    assert found.startswith(f"treaty_actions.csv:5: pact-aaa-4: {message}")


def test_no_act_is_taken_back_twice() -> None:
    twice = changed(TAKEN_BACK, action_id="pact-aaa-5")
    assert check(answered_acts, RATIFIED, NOTICE, TAKEN_BACK, twice) == [
        "treaty_actions.csv:5: pact-aaa-5: concerns_id: pact-aaa-3 is taken back by pact-aaa-4 already"
    ]


def test_an_end_that_others_decide_says_who() -> None:
    ended = action("pact-aaa-3", ActionKind.CESSATION, "2010-01-05", "2010-01-05")
    said = "treaty_actions.csv:2: pact-aaa-3: decided_by: say who decided it if kind is cessation, else leave it empty"
    assert check(deciders, ended) == []
    assert check(deciders, changed(ended, decided_by="")) == [said]
    assert check(deciders, changed(NOTICE, decided_by="a council")) == [said]


def test_a_state_consents_again_only_after_it_left() -> None:
    back = action("pact-aaa-4", ActionKind.ACCESSION, "2012-01-01", "2012-07-01")
    again = action("pact-aaa-5", ActionKind.WITHDRAWAL, "2020-01-01", "2020-07-01")
    assert check(one_consent, RATIFIED, NOTICE, back, again) == []
    assert check(order_of_acts, RATIFIED, NOTICE, back, again) == []
    assert check(one_consent, RATIFIED, NOTICE, TAKEN_BACK, changed(again, action_id="pact-aaa-6")) == []
    assert check(one_consent, RATIFIED, back)[0].endswith("kind: a second consent beside pact-aaa-2")
    assert check(one_consent, RATIFIED, NOTICE, again)[0].endswith("kind: a second withdrawal beside pact-aaa-3")


def test_a_declaration_not_to_become_a_party_is_none_of_a_party() -> None:
    declined = action("pact-aaa-4", ActionKind.DECLARED_NOT_TO_BECOME_PARTY, "2012-01-01")
    assert check(order_of_acts, SIGNED, declined) == []
    assert check(order_of_acts, SIGNED, RATIFIED, declined)[0].startswith("treaty_actions.csv:4: pact-aaa-4: kind: but")


def test_what_is_only_told_may_lack_its_day_where_the_note_says_why() -> None:
    undated = changed(RESERVED, acted_on=None, acted_precision=Precision.UNKNOWN)
    assert check(dated_deposits, undated)[0].endswith("acted_on: fill in the day of the reservation")
    assert check(dated_deposits, changed(undated, note="the day was not read")) == []
    founder = changed(RATIFIED, acted_on=None, acted_precision=Precision.UNKNOWN, note="not read")
    assert check(dated_deposits, founder)[0].endswith("acted_on: fill in the day of the ratification")


def test_an_effect_reaches_back_where_the_act_says_so() -> None:
    accepts = action("pact-aaa-3", ActionKind.DECLARATION, "2023-11-15", "2021-05-10")
    message = "if the act itself names that day, type retroactive as effective_method"
    assert check(effect_after_act, changed(accepts, effective_method=Method.STATED))[0].endswith(message)
    assert check(effect_after_act, changed(accepts, effective_method=Method.RETROACTIVE)) == []
    assert check(effect_after_act, changed(RATIFIED, effective_method=Method.RETROACTIVE)) == [
        "treaty_actions.csv:2: pact-aaa-2: effective_method: type stated or computed: "
        "the day of effect does not lie before acted_on"
    ]


@pytest.mark.parametrize(
    ("cells", "allowed"),
    [
        ({}, False),
        ({"notice_is_minimum": "yes"}, True),
        ({"conflict_delays_exit": Answer.YES}, True),
        ({"conflict_delays_exit": Answer.UNKNOWN}, False),
    ],
)
def test_a_notice_may_be_longer_where_the_treaty_allows_it_and_the_note_says_why(
    cells: dict[str, Any], allowed: bool
) -> None:
    pact = {"instruments": (instrument(**cells),)}
    later = changed(NOTICE, effective_on=dt.date(2010, 7, 6), effective_method=Method.STATED)
    why = changed(later, effective_note="the notice named a later day; the period has run on 2010-07-05")
    assert (check(notice_period, why, **pact) == []) is allowed
    column = "effective_note: say why" if allowed else "effective_on: 2010-07-06 is 182 days after acted_on"
    assert check(notice_period, later, **pact)[0].startswith(f"treaty_actions.csv:2: pact-aaa-3: {column}")
    early = changed(NOTICE, effective_on=dt.date(2010, 7, 4), effective_note="2010-07-05")
    assert check(notice_period, early, **pact)[0].endswith("pact requires P6M, that is 2010-07-05")


def test_a_day_of_effect_that_the_rule_gives_is_filled_in() -> None:
    ruled = {"instruments": (instrument(entry_rule=EntryRule.DAY_OF_DEPOSIT),)}
    bare = action("pact-aaa-2", ActionKind.RATIFICATION, "2001-01-10")
    assert check(entry_period, bare, **ruled) == [
        "treaty_actions.csv:2: pact-aaa-2: effective_on: "
        "fill in 2001-01-10, and computed as effective_method: so pact rules"
    ]
    assert check(entry_period, bare, instruments=(instrument(in_force_on=None),)) == []
    assert check(entry_period, bare) == []


def test_only_those_act_to_whom_a_treaty_is_open() -> None:
    closed = {"instruments": (instrument(open_to=("BBB", "CCC")),)}
    assert check(open_to, RATIFIED, **closed) == [
        "treaty_actions.csv:2: pact-aaa-2: iso3: pact is open to BBB, CCC only: remove the row"
    ]
    assert check(open_to, RESERVED, **closed) == []
    unsigned = {"instruments": (instrument(signature="no"),)}
    assert check(open_to, SIGNED, **unsigned)[0].endswith("pact was never opened for signature: type another kind")


def test_an_unread_state_is_told() -> None:
    states = {"countries": (country("AAA"), country("BBB"), country("CCC"))}
    assert check(party_lists, RATIFIED, **states) == [
        "instruments.csv:2: pact: instrument_id: "
        "has no row of BBB, CCC: add their acts, never-acted, or rows in not_read.csv "
        "(pact-all stands for all of them)"
    ]
    many = tuple(country(f"X{letter}X") for letter in "ABCDEFGH")
    assert "XAX, XBX, XCX, XDX, XEX, XFX and 2 more: add" in check(party_lists, countries=many)[0]
    assert check(party_lists, RATIFIED, **states, not_read=(not_read("BBB"), not_read("CCC"))) == []
    assert check(party_lists, RATIFIED, **states, not_read=(not_read(None),)) == []
    assert check(party_lists, RATIFIED, **states, instruments=(instrument(open_to=("AAA",)),)) == []


def test_a_list_is_not_unread_for_a_state_with_acts() -> None:
    states = {"countries": (country("AAA"), country("BBB"))}
    assert check(lists_not_read, RATIFIED, **states, not_read=(not_read("AAA"),)) == [
        "not_read.csv:2: pact-aaa: iso3: but pact-aaa-2 is on record: remove this row"
    ]
    closed = {"instruments": (instrument(open_to=("AAA",)),)}
    assert check(lists_not_read, **states, **closed, not_read=(not_read("BBB"),))[0].endswith("only: remove the row")
    misnamed = not_read("BBB").model_copy(update={"not_read_id": "pact-b"})
    assert check(lists_not_read, **states, not_read=(misnamed,)) == [
        "not_read.csv:2: pact-b: not_read_id: type pact-bbb"
    ]


def test_what_happens_to_a_treaty_follows_its_opening_and_what_settled_it() -> None:
    end = happening("pact-end", InstrumentFactKind.TERMINATION, "2010-07-05", settled_by_id="pact-aaa-3")
    assert check(instrument_days, RATIFIED, NOTICE, instrument_facts=(end,)) == []
    early = end.model_copy(update={"happened_on": dt.date(1999, 1, 1)})
    assert (
        "happened_on: 1999-01-01 lies before pact opened"
        in check(instrument_days, NOTICE, instrument_facts=(early,))[0]
    )
    before = end.model_copy(update={"happened_on": dt.date(2009, 1, 1)})
    assert [one.split(": ", 2)[2] for one in check(instrument_days, NOTICE, instrument_facts=(before,))] == [
        "settled_by_id: pact-aaa-3 does not lie before 2009-01-01",
        "acted_on: 2010-01-05 lies after pact-end of 2009-01-01",
    ]
    twice = end.model_copy(update={"fact_id": "pact-over", "kind": InstrumentFactKind.EXPIRY})
    assert check(instrument_days, instrument_facts=(end, twice)) == [
        "instrument_facts.csv:3: pact-over: kind: a second end beside pact-end: keep one of them"
    ]
    misnamed = end.model_copy(update={"fact_id": "end", "settled_by_id": None})
    assert check(instrument_days, instrument_facts=(misnamed,)) == [
        "instrument_facts.csv:2: end: fact_id: type pact- and a few words"
    ]
