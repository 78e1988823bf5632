"""What the real rows of the later treaties show on known days: the cases that the first six did not know."""

from __future__ import annotations

import datetime as dt
from collections import Counter

import pytest

from dashboard.domain.days import say_day
from dashboard.domain.index import Index
from dashboard.domain.lenses import lens_of, remarks_on, run_on
from dashboard.domain.lenses.holding import holding
from dashboard.domain.outlook import due_changes, settled_changes
from dashboard.domain.status import Reading, reading
from dashboard.domain.timeline import changes
from dashboard.store.dataset import shelf
from data.fields import Precision
from data.treaty_schema import CONSENTS, ActionKind

LEFT_OTTAWA = ("EST", "FIN", "LTU", "LVA", "POL")


def index() -> Index:
    return shelf.current().index


def on(lens_id: str, iso3: str, day: str) -> Reading:
    return reading(index(), lens_id, iso3, dt.date.fromisoformat(day))


def class_on(lens_id: str, iso3: str, day: str) -> str:
    return run_on(lens_of(index(), lens_id).runs(index(), iso3), dt.date.fromisoformat(day)).class_id


def counts(lens_id: str, day: str) -> Counter[str]:
    return Counter(class_on(lens_id, iso3, day) for iso3 in index().countries)


@pytest.mark.parametrize("day", ["2010-01-01", "2023-11-02", "2026-10-02"])
def test_the_test_ban_is_ratified_and_not_in_force(day: str) -> None:
    found = counts("ctbt", day)
    assert set(found) <= {"ratified-not-in-force", "signatory", "never-party", "no-own-status"}
    assert found["ratified-not-in-force"] >= 48
    assert all(on("ctbt", iso3, day).next is None for iso3 in index().countries)


@pytest.mark.parametrize(
    ("day", "class_id"),
    [
        ("2000-06-29", "signatory"),
        ("2000-06-30", "ratified-not-in-force"),
        ("2023-11-02", "ratified-not-in-force"),
        ("2023-11-03", "signatory"),
    ],
)
def test_russia_is_a_signatory_of_the_test_ban_again(day: str, class_id: str) -> None:
    assert class_on("ctbt", "RUS", day) == class_id


@pytest.mark.parametrize(
    ("day", "usa", "rus"),
    [
        ("2019-02-01", "state-party", "state-party"),
        ("2019-02-02", "exit-deposited", "suspension-announced"),
        ("2019-08-01", "exit-deposited", "suspension-announced"),
        ("2019-08-02", "ended", "ended"),
        ("2026-10-02", "ended", "ended"),
    ],
)
def test_the_inf_treaty_ended_for_both(day: str, usa: str, rus: str) -> None:
    assert (class_on("inf", "USA", day), class_on("inf", "RUS", day)) == (usa, rus)
    assert counts("inf", day)["not-open"] == 49


def test_the_end_of_the_inf_treaty_was_settled_by_one_notice() -> None:
    assert on("inf", "RUS", "2019-02-01").next is None
    assert str(on("inf", "RUS", "2019-02-02").next) == str(on("inf", "USA", "2019-02-02").next)
    assert on("inf", "RUS", "2019-02-02").next == (dt.date(2019, 8, 2), "ended", "none")


def test_new_start_was_extended_and_expired() -> None:
    assert on("new-start", "USA", "2021-02-02").next is None
    assert on("new-start", "USA", "2021-02-03").next == (dt.date(2026, 2, 5), "ended", "none")
    assert class_on("new-start", "RUS", "2026-02-04") == "suspension-in-effect"
    assert counts("new-start", "2026-02-05") == {"not-open": 49, "ended": 2, "no-own-status": 1}
    steps = {change.on: change.milestones for change in changes(index(), lens_of(index(), "new-start"))}
    assert steps[dt.date(2021, 2, 3)] == ("extended",)
    assert steps[dt.date(2026, 2, 5)] == ("expires",)


@pytest.mark.parametrize(
    ("day", "stage", "due"),
    [
        ("2025-06-01", "exit-adopted", None),
        ("2025-06-02", "exit-deposited", dt.date(2026, 6, 2)),
        ("2026-05-01", "exit-deposited", dt.date(2026, 6, 2)),
        ("2026-05-28", "exit-deposited", dt.date(2026, 6, 2)),
        ("2026-05-29", "none", None),
        ("2026-06-02", "none", None),
        ("2026-10-02", "none", None),
    ],
)
def test_hungary_took_back_its_notice_to_the_criminal_court(day: str, stage: str, due: dt.date | None) -> None:
    now = on("rome", "HUN", day)
    assert (now.status, now.stage) == ("state-party", stage)
    assert (now.next.on if now.next else None) == due


def test_what_was_next_for_hungary_is_dropped_with_the_notice() -> None:
    dues = due_changes(index(), lens_of(index(), "rome"))
    assert [one.on for one in settled_changes(dues, dt.date(2026, 5, 28), ("HUN",))] == [dt.date(2026, 6, 2)]
    assert settled_changes(dues, dt.date(2026, 5, 29), ("HUN",)) == ()


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-05-28", "since 2 June 2025"),  # of the stage
        ("2026-05-29", "since 1 July 2002"),
        ("2026-10-02", "since 1 July 2002"),
    ],
)
def test_hungary_is_a_party_since_it_became_one_not_since_its_notice_was_taken_back(day: str, words: str) -> None:
    lens = lens_of(index(), "rome")
    assert holding(index(), lens, "HUN", dt.date.fromisoformat(day)).since_words == words


def test_the_revocation_rests_on_one_quotation_and_says_so() -> None:
    row = index().revoked_by["rome-hun-3"]
    assert (row.action_id, index().grade_of(row), row.confidence) == ("rome-hun-4", "D", "single")
    assert "one place" in row.note


@pytest.mark.parametrize(("lens_id", "iso3", "day"), [("rome", "RUS", "2016-11-16"), ("att", "USA", "2019-07-18")])
def test_a_signatory_that_will_not_become_a_party_is_marked(lens_id: str, iso3: str, day: str) -> None:
    first = dt.date.fromisoformat(day)
    lens = lens_of(index(), lens_id)
    assert class_on(lens_id, iso3, "2026-10-02") == "signatory"
    assert remarks_on(index(), lens, iso3, first) == ("declared that it will not become a party",)
    assert remarks_on(index(), lens, iso3, first - dt.timedelta(days=1)) == ()


def test_the_day_of_the_russian_notice_is_only_known_not_to_lie_before_the_order() -> None:
    row = index().actions["rome-rus-2"]
    assert row.acted_precision is Precision.NOT_BEFORE
    assert say_day(row.acted_on, row.acted_precision) == "not before 16 November 2016"


def test_an_acceptance_that_reaches_back_changes_no_class() -> None:
    row = index().actions["rome-arm-3"]
    assert (row.kind, str(row.acted_on), str(row.effective_on)) == ("declaration", "2023-11-15", "2021-05-10")
    assert class_on("rome", "ARM", "2021-05-10") == "signatory"
    assert class_on("rome", "ARM", "2024-02-01") == "state-party"


def test_protocols_are_consented_to_and_have_their_convention() -> None:
    protocols = [row for row in index().instruments.values() if row.parent_id == "ccw"]
    assert {row.instrument_id for row in protocols} == {"ccw-ap2", "ccw-p2", "ccw-p3", "ccw-p4", "ccw-p5"}
    kinds = {
        act.kind
        for row in protocols
        for act in index().actions_by_instrument[row.instrument_id]
        if act.kind in CONSENTS
    }
    assert kinds == {ActionKind.CONSENT_TO_BE_BOUND, ActionKind.SUCCESSION}
    assert all(row.conflict_delays_exit == "yes" for row in (*protocols, index().instruments["ccw"]))


@pytest.mark.parametrize("iso3", LEFT_OTTAWA)
def test_who_left_ottawa_is_still_bound_by_the_mines_protocol(iso3: str) -> None:
    assert class_on("apmbc", iso3, "2026-10-02") == "withdrawn"
    assert class_on("ccw", iso3, "2026-10-02") == class_on("ccw-ap2", iso3, "2026-10-02") == "state-party"


@pytest.mark.parametrize(
    ("iso3", "day"),
    [
        ("FIN", "1998-12-03"),
        ("LTU", "1998-12-03"),
        ("EST", "2000-10-20"),
        ("UKR", "2000-06-15"),
        ("LVA", "2003-02-22"),
        ("POL", "2004-04-14"),
        ("RUS", "2005-09-02"),
    ],
)
def test_days_of_the_mines_protocol(iso3: str, day: str) -> None:
    assert class_on("ccw-ap2", iso3, day) == "state-party"
    assert class_on("ccw-ap2", iso3, str(dt.date.fromisoformat(day) - dt.timedelta(days=1))) != "state-party"


def test_states_not_bound_by_the_mines_protocol() -> None:
    assert {iso3 for iso3 in index().countries if class_on("ccw-ap2", iso3, "2026-10-02") == "never-party"} == {
        "AND",
        "ARM",
        "AZE",
        "SMR",
    }


def test_montreux_says_whose_list_was_not_read_and_whose_day_is_not_known() -> None:
    found = counts("montreux", "2026-10-02")
    assert (found["not-read"], found["never-party"], found["state-party"]) == (17, 26, 8)
    assert on("montreux", "UKR", "2026-10-02").action_ids == ("montreux-ukr",)
    italy = on("montreux", "ITA", "2026-10-02")
    assert (italy.status, italy.remarks) == ("state-party", ("effect-day-unknown",))
    assert {class_on("montreux", iso3, day) for iso3 in index().countries for day in ("1937-01-01", "1950-01-01")} == {
        "state-party",
        "never-party",
        "not-read",
        "no-own-status",
    }


def test_provisional_application_is_told_and_no_stage() -> None:
    assert on("att", "ESP", "2013-12-31").remarks == ("provisional-application",)
    assert on("att", "ESP", "2013-12-31").status in ("signatory", "contracting-state")
    assert on("att", "ESP", "2014-12-24").remarks == ()
    told = [act for act in index().actions_by_instrument["att"] if act.kind is ActionKind.PROVISIONAL_APPLICATION]
    assert len(told) == 15
