"""The day on which a treaty binds a later party: one function for the validator, the notice and the Learn page."""

from __future__ import annotations

import datetime as dt

import pytest
from builders import action, dataset, instrument
from hypothesis import given
from hypothesis import strategies as st
from whole_record import whole

from dashboard.domain.notice import entry_period
from data.context import Context
from data.load import Loaded
from data.periods import entry_day
from data.rules_acts import entry_period as entry_period_rule
from data.rules_instruments import entry_rules
from data.schema import TABLES
from data.treaty_schema import ActionKind, EntryRule, Instrument, Method

NTH_MONTH, AFTER = EntryRule.FIRST_DAY_OF_NTH_MONTH, EntryRule.PERIOD_AFTER_DEPOSIT
NEXT_MONTH, AT_ONCE = EntryRule.FIRST_DAY_OF_MONTH_AFTER_PERIOD, EntryRule.DAY_OF_DEPOSIT
INSTRUMENTS = {row.instrument_id: row for row in whole().dataset.instruments}


def treaty(rule: EntryRule | None, period: str, in_force_on: dt.date | None = dt.date.min) -> Instrument:
    return instrument(entry_rule=rule, entry_period=period, in_force_on=in_force_on)


@pytest.mark.parametrize(
    ("rule", "period", "deposit", "day"),
    [
        # Ottawa Convention and Convention on Cluster Munitions, Art. 17(2): first day of the sixth month after.
        (NTH_MONTH, "P6M", "2002-12-31", "2003-06-01"),
        (NTH_MONTH, "P6M", "2003-01-01", "2003-07-01"),
        (NTH_MONTH, "P6M", "2003-01-31", "2003-07-01"),
        (NTH_MONTH, "P6M", "2003-02-01", "2003-08-01"),
        (NTH_MONTH, "P6M", "2003-02-28", "2003-08-01"),
        (NTH_MONTH, "P6M", "2003-08-31", "2004-02-01"),
        (NTH_MONTH, "P3M", "2003-01-31", "2003-04-01"),
        (NTH_MONTH, "P1Y", "2004-02-29", "2005-02-01"),
        # Treaty on Open Skies, Art. XVII: 60 days after.
        (AFTER, "P60D", "2003-01-30", "2003-03-31"),
        (AFTER, "P60D", "2003-01-31", "2003-04-01"),
        (AFTER, "P60D", "2003-02-01", "2003-04-02"),
        (AFTER, "P90D", "2003-01-31", "2003-05-01"),
        (AFTER, "P1M", "2003-01-31", "2003-02-28"),
        # Rome Statute, Art. 126(2): first day of the month after the 60th day.
        (NEXT_MONTH, "P60D", "2003-09-05", "2003-12-01"),
        (NEXT_MONTH, "P60D", "2023-11-14", "2024-02-01"),
        (NEXT_MONTH, "P60D", "2023-12-02", "2024-02-01"),
        (NEXT_MONTH, "P60D", "2023-12-03", "2024-03-01"),
        (NEXT_MONTH, "P60D", "9999-12-31", "9999-12-31"),
        (AT_ONCE, "", "2003-01-31", "2003-01-31"),
        (AFTER, "P10D", "9999-12-31", "9999-12-31"),
        (NTH_MONTH, "P6M", "9999-12-31", "9999-12-31"),
    ],
)
def test_a_deposit_takes_effect_by_the_rule(rule: EntryRule, period: str, deposit: str, day: str) -> None:
    one, deposited_on = treaty(rule, period), dt.date.fromisoformat(deposit)
    assert entry_day(one, deposited_on) == dt.date.fromisoformat(day)
    wait = entry_period(one, deposited_on)
    assert wait is not None
    assert (wait.deposited_on, wait.effective_on) == (deposited_on, dt.date.fromisoformat(day))


@pytest.mark.parametrize(("in_force", "day"), [("2003-06-30", "2003-07-01"), ("2003-07-02", "2003-07-02")])
def test_an_early_deposit_waits_for_the_general_entry_into_force(in_force: str, day: str) -> None:
    one = treaty(NTH_MONTH, "P6M", dt.date.fromisoformat(in_force))
    assert entry_day(one, dt.date(2003, 1, 31)) == dt.date.fromisoformat(day)


def test_while_the_treaty_is_not_in_force_no_deposit_takes_effect() -> None:
    assert entry_day(treaty(AFTER, "P30D", None), dt.date(2003, 1, 31)) is None


def test_without_a_rule_no_day_follows() -> None:
    assert entry_day(treaty(None, ""), dt.date(2003, 1, 31)) is None
    assert entry_period(treaty(None, ""), dt.date(2003, 1, 31)) is None


@given(st.dates(max_value=dt.date(9000, 1, 1)), st.integers(1, 24))
def test_every_day_of_a_month_gives_one_first_day(deposit: dt.date, months: int) -> None:
    due = entry_day(treaty(NTH_MONTH, f"P{months}M"), deposit)
    assert due is not None
    assert due.day == 1
    assert (due.year * 12 + due.month) - (deposit.year * 12 + deposit.month) == months


def check(one: Instrument, deposit: str = "2003-01-31", effect: str = "2003-07-01") -> list[str]:
    """Messages of both rules on one treaty and one computed consent."""
    act = action("pact-aaa-1", ActionKind.RATIFICATION, deposit, effect)
    act = act.model_copy(update={"effective_method": Method.COMPUTED})
    rows = dataset(instruments=(one,), treaty_actions=(act,))
    lines = {table: tuple(range(2, 2 + len(getattr(rows, table)))) for table in TABLES}
    ctx = Context(Loaded(rows, (), lines))
    return [problem.message for rule in (entry_rules, entry_period_rule) for problem in rule(ctx)]


@pytest.mark.parametrize("effect", ["2003-06-30", "2003-07-01", "2003-07-02"])
def test_the_validator_counts_as_the_notice_does(effect: str) -> None:
    found = check(treaty(NTH_MONTH, "P6M"), effect=effect)
    wrong = f"{effect}, but a deposit of 2003-01-31 takes effect on 2003-07-01 (P6M, first-day-of-nth-month)"
    assert found == ([] if effect == "2003-07-01" else [wrong])


def test_a_rule_and_its_period_stand_together() -> None:
    together = "fill it if entry_period is filled, else leave it empty"
    assert check(treaty(None, "P6M"))[0] == together
    assert check(treaty(AFTER, ""))[0] == together
    assert check(treaty(None, "")) == ["type stated: pact has no entry_rule to compute it by"]


@pytest.mark.parametrize(
    ("period", "whole"), [("P6M", True), ("P1Y", True), ("P1Y6M", True), ("P90D", False), ("P6M1D", False)]
)
def test_a_rule_that_counts_months_has_whole_months(period: str, whole: bool) -> None:
    found = [message for message in check(treaty(NTH_MONTH, period)) if "type whole months" in message]
    assert found == (
        [] if whole else [f"'{period}' beside entry_rule first-day-of-nth-month: type whole months, such as P6M"]
    )


def test_the_rules_on_record_are_those_of_the_treaties() -> None:
    assert {key: (row.entry_rule, row.entry_period) for key, row in INSTRUMENTS.items() if row.entry_rule} == {
        "apmbc": (NTH_MONTH, "P6M"),
        "ccm": (NTH_MONTH, "P6M"),
        "open-skies": (AFTER, "P60D"),
        **dict.fromkeys(("ccw", "ccw-ap2", "ccw-p2", "ccw-p3", "ccw-p4", "ccw-p5"), (AFTER, "P6M")),
        "att": (AFTER, "P90D"),
        "cwc": (AFTER, "P30D"),
        "npt": (AT_ONCE, ""),
        "bwc": (AT_ONCE, ""),
        "enmod": (AT_ONCE, ""),
        "ctbt": (AFTER, "P30D"),
        "rome": (NEXT_MONTH, "P60D"),
    }
    assert all(row.entry_note for row in INSTRUMENTS.values())
