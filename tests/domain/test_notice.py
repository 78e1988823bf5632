"""Deposits and their effects: the day before, of and after, and every one on record."""

from __future__ import annotations

import datetime as dt

import pytest
from whole_record import whole, whole_index

from dashboard.domain.notice import WaitingPeriod, entry_period, exit_period
from dashboard.views.learn_strip import days_table, phases, strip_html
from data.fields import Precision
from data.periods import exit_may_be_later
from data.treaty_schema import CONSENTS, ActionKind

LOADED = whole()
INDEX = whole_index()


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


LEAVING = [
    ("apmbc", "2025-06-27", "2025-12-27"),
    ("apmbc", "2025-07-10", "2026-01-10"),
    ("apmbc", "2025-08-20", "2026-02-20"),
    ("apmbc", "2025-08-31", "2026-02-28"),
    ("apmbc", "2023-08-30", "2024-02-29"),
    ("apmbc", "2025-08-28", "2026-02-28"),
    ("ccm", "2024-09-06", "2025-03-06"),
    ("tpnw", "2024-02-29", "2025-02-28"),
    ("cfe", "2023-06-09", "2023-11-06"),
    ("open-skies", "2020-05-22", "2020-11-22"),
    ("north-atlantic", "2024-02-29", "2025-02-28"),
]


@pytest.mark.parametrize(("instrument", "deposited", "effective"), LEAVING)
def test_a_notice_runs_by_the_calendar(instrument: str, deposited: str, effective: str) -> None:
    run = exit_period(INDEX.instruments[instrument], day(deposited))
    assert run is not None
    assert run.effective_on == day(effective)
    assert run.last_day_before == day(effective) - dt.timedelta(days=1)


JOINING = [
    ("apmbc", "2012-01-01", "2012-07-01"),
    ("apmbc", "2012-01-31", "2012-07-01"),
    ("apmbc", "2012-02-01", "2012-08-01"),
    ("apmbc", "2011-12-31", "2012-06-01"),
    ("apmbc", "1997-12-03", "1999-03-01"),
    ("open-skies", "2005-03-24", "2005-05-23"),
    ("open-skies", "1993-01-01", "2002-01-01"),
]


@pytest.mark.parametrize(("instrument", "deposited", "effective"), JOINING)
def test_a_consent_waits_for_its_day(instrument: str, deposited: str, effective: str) -> None:
    run = entry_period(INDEX.instruments[instrument], day(deposited))
    assert run == WaitingPeriod(day(deposited), day(effective))


@pytest.mark.parametrize("instrument", ["tpnw", "cfe", "north-atlantic"])
def test_no_rule_on_record_gives_no_day(instrument: str) -> None:
    assert entry_period(INDEX.instruments[instrument], day("2025-01-01")) is None


def test_every_withdrawal_on_record_runs_as_the_strip_says() -> None:
    found = [row for row in LOADED.dataset.treaty_actions if row.kind is ActionKind.WITHDRAWAL]
    assert len(found) >= 8
    for row in found:
        assert row.acted_on is not None
        run = exit_period(INDEX.instruments[row.instrument_id], row.acted_on)
        assert run is not None
        assert row.effective_on is not None
        if row.effective_on > run.effective_on:
            assert exit_may_be_later(INDEX.instruments[row.instrument_id])
            assert row.action_id == "cfe-rus-4"
        else:
            assert run.effective_on == row.effective_on, row.action_id


def test_every_computed_entry_on_record_runs_as_the_strip_says() -> None:
    found = [
        row
        for row in LOADED.dataset.treaty_actions
        if row.kind in CONSENTS and row.effective_method == "computed" and row.acted_precision is Precision.DAY
    ]
    assert len(found) >= 20
    for row in found:
        assert row.acted_on is not None
        run = entry_period(INDEX.instruments[row.instrument_id], row.acted_on)
        assert run is not None
        assert run.effective_on == row.effective_on, row.action_id


def test_the_table_flips_on_the_day_of_effect_and_not_before() -> None:
    run = WaitingPeriod(day("2025-06-27"), day("2025-12-27"))
    assert [(str(on), class_id) for on, _, class_id in days_table(run, joins=False)] == [
        ("2025-06-26", "state-party"),
        ("2025-06-27", "exit-deposited"),
        ("2025-12-26", "exit-deposited"),
        ("2025-12-27", "withdrawn"),
    ]
    joins = days_table(WaitingPeriod(day("2012-01-09"), day("2012-07-01")), joins=True)
    assert [class_id for _, _, class_id in joins] == ["never-party", "joining", "joining", "state-party"]


def test_shares_of_the_strip_add_up_and_the_running_part_is_the_widest() -> None:
    parts = phases(WaitingPeriod(day("2025-06-27"), day("2025-12-27")), joins=False)
    assert sum(part.share for part in parts) == pytest.approx(1)
    assert max(parts, key=lambda part: part.share).class_id == "exit-deposited"


@pytest.mark.parametrize("theme", ["standard", "dark", "projector"])
def test_the_strip_says_its_days(theme: str) -> None:
    html = strip_html(WaitingPeriod(day("2025-06-27"), day("2025-12-27")), theme, joins=False)  # type: ignore[arg-type]
    assert "27 June 2025" in html
    assert 'data-effective="2025-12-27"' in html
    assert "183 days later" in html
