"""Days that must hold on the committed dataset."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest

from dashboard.domain.announcements import programmes_as_of, slip_text
from dashboard.domain.headline import headline, headline_on, last_line, next_line, value_text
from dashboard.domain.index import Index
from dashboard.domain.lenses import lenses_of
from dashboard.domain.outlook import due_changes, settled_changes
from dashboard.domain.status import Stage, Standing, Status, intervals, reading, status_as_of
from dashboard.domain.summary import summary
from dashboard.domain.timeline import changes, extent
from dashboard.domain.weapons import new_weapons_line
from dashboard.domain.windows import window_text
from dashboard.domain.wording import spoken_names
from dashboard.tables.status_table import status_document
from data.event_schema import Weapon
from data.load import load
from data.treaty_schema import ActionKind, Scope, TreatyAction


@cache
def index() -> Index:
    loaded = load()
    assert loaded.problems == ()
    return Index(loaded.dataset)


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def standing(instrument: str, iso3: str, on: str) -> tuple[str, str, bool]:
    now = status_as_of(intervals(index(), instrument)[iso3], day(on))
    return now.status.value, now.stage.value, now.contested


def test_three_baltic_states_flip_together_and_nobody_else() -> None:
    found = intervals(index(), "apmbc")
    flipped = {
        iso3
        for iso3, of_state in found.items()
        if status_as_of(of_state, day("2025-12-26")).standing != status_as_of(of_state, day("2025-12-27")).standing
    }
    assert flipped == {"EST", "LVA", "LTU"}
    for iso3 in flipped:
        assert standing("apmbc", iso3, "2025-12-26") == ("state-party", "exit-deposited", False)
        assert standing("apmbc", iso3, "2025-12-27") == ("withdrawn", "none", False)
        assert standing("apmbc", iso3, "2025-12-28") == ("withdrawn", "none", False)


@pytest.mark.parametrize(
    ("instrument", "iso3", "on"),
    [("apmbc", "FIN", "2026-01-10"), ("apmbc", "POL", "2026-02-20"), ("ccm", "LTU", "2025-03-06")],
)
def test_withdrawn_from_the_day_and_not_before(instrument: str, iso3: str, on: str) -> None:
    before = (day(on) - dt.timedelta(days=1)).isoformat()
    assert standing(instrument, iso3, before) == ("state-party", "exit-deposited", False)
    assert standing(instrument, iso3, on) == ("withdrawn", "none", False)


@pytest.mark.parametrize(
    ("iso3", "on", "stage"),
    [
        ("EST", "2025-07-12", "exit-deposited"),
        ("LVA", "2025-07-12", "exit-deposited"),
        ("LTU", "2025-07-12", "exit-deposited"),
        ("FIN", "2025-07-12", "exit-deposited"),
        ("POL", "2025-07-12", "exit-adopted"),
        ("UKR", "2025-06-28", "none"),
        ("UKR", "2025-06-29", "exit-announced"),
        ("UKR", "2025-07-17", "exit-announced"),
        ("SWE", "2026-01-01", "none"),
        ("EST", "2023-01-12", "none"),
        ("EST", "2025-03-17", "none"),
        ("EST", "2025-03-18", "exit-announced"),
        ("EST", "2025-06-04", "exit-adopted"),
    ],
)
def test_stages_of_the_ottawa_convention(iso3: str, on: str, stage: str) -> None:
    assert standing("apmbc", iso3, on) == ("state-party", stage, False)


@pytest.mark.parametrize("on", ["2025-07-18", "2025-07-19", "2026-10-02", "2035-01-01"])
def test_ukraine_suspends_and_it_is_contested(on: str) -> None:
    assert standing("apmbc", "UKR", on) == ("state-party", "suspension-notified", True)


def test_objections_add_reasons_as_they_come_on_record() -> None:
    early = reading(index(), "apmbc", "UKR", day("2025-07-18"))
    assert early.contested_because == ("no-suspension-clause",)
    assert early.since == day("2025-07-18")
    late = reading(index(), "apmbc", "UKR", day("2025-12-31"))
    objectors = {index().actions[code.partition(":")[2]].iso3 for code in late.contested_because[1:]}
    assert {"CHE", "NOR", "AUT", "BEL"} <= objectors
    assert late.since == day("2025-07-18")


def test_next_change_of_finland_on_the_day_after_its_deposit() -> None:
    document = status_document(index(), "apmbc", day("2025-07-12"))
    assert document["states"]["FIN"] == {
        "status": "state-party",
        "stage": "exit-deposited",
        "contested": False,
        "since": "2025-07-10",
        "next": {"on": "2026-01-10", "status": "withdrawn", "stage": "none"},
    }
    assert document["states"]["POL"]["next"] is None
    assert document["states"]["XKX"]["status"] == "no-own-status"
    assert document["states"]["RUS"]["since"] is None
    assert len(document["states"]) == 52
    assert list(document["states"]) == sorted(document["states"])


def test_partial_and_undated_suspensions_change_no_stage() -> None:
    assert standing("cfe", "BLR", "2023-11-15") == ("state-party", "none", False)
    assert standing("cfe", "BLR", "2024-06-12")[1] == "suspension-notified"
    assert standing("cfe", "GEO", "2026-10-02") == ("state-party", "none", False)
    assert standing("cfe", "RUS", "2007-12-12") == ("state-party", "suspension-in-effect", False)
    assert standing("cfe", "RUS", "2023-11-07") == ("withdrawn", "none", False)
    assert standing("cfe", "FRA", "2026-10-02")[1] == "suspension-announced"


def test_successions_count_from_their_effect() -> None:
    assert standing("cfe", "CZE", "1992-12-31")[0] == "never-party"
    assert standing("cfe", "CZE", "1993-01-01")[0] == "state-party"


def test_founders_of_the_alliance_are_parties_from_its_entry_into_force() -> None:
    assert standing("north-atlantic", "NOR", "1949-04-04")[0] == "signatory"
    assert standing("north-atlantic", "NOR", "1949-08-24")[0] == "state-party"
    assert standing("north-atlantic", "SWE", "2024-03-06")[0] == "never-party"
    assert standing("north-atlantic", "SWE", "2024-03-07")[0] == "state-party"


def outcome(withdrawal: TreatyAction) -> Status:
    """A notice taken back leads nowhere, and the exit of one of two parties ends the treaty."""
    if withdrawal.action_id in index().revoked_by:
        return Status.STATE_PARTY
    ends = (fact for fact in index().instrument_facts.values() if fact.settled_by_id == withdrawal.action_id)
    return Status.ENDED if any(ends) else Status.WITHDRAWN


def test_every_withdrawal_counts_on_its_day() -> None:
    for instrument_id in index().instruments:
        found = intervals(index(), instrument_id)
        for row in index().actions_by_instrument[instrument_id]:
            if row.kind is ActionKind.WITHDRAWAL and row.scope is Scope.FULL and row.effective_on is not None:
                eve = row.effective_on - dt.timedelta(days=1)
                assert status_as_of(found[row.iso3], eve).status is Status.STATE_PARTY
                assert status_as_of(found[row.iso3], row.effective_on).status is outcome(row)


def test_counts_cover_everybody_and_keep_areas_apart() -> None:
    now = summary(index(), lenses_of(index())["apmbc"], day("2026-10-02"))
    assert (now.of_states, now.areas) == (51, 1)
    assert sum(now.by_class.values()) == 52
    assert now.by_class["withdrawn"] == 5
    assert now.by_class["suspension-notified"] == 1
    assert now.by_class["no-own-status"] == 1
    some = summary(index(), lenses_of(index())["apmbc"], day("2026-10-02"), {"EST", "UKR", "XKX"})
    assert (some.states, some.areas, some.by_class["withdrawn"]) == (("EST", "UKR"), 1, 1)


def test_words_of_december_2025() -> None:
    lens = lenses_of(index())["apmbc"]
    steps = changes(index(), lens)
    names = spoken_names(index().dataset.countries)
    on = {step.on: step for step in steps}
    assert headline(on[day("2025-12-27")], names, lens) == (
        "27 December 2025: the withdrawals of Estonia, Latvia and Lithuania take effect"
    )
    assert headline_on(steps, day("2026-10-02"), names, lens) == (
        "Since 20 February 2026: the withdrawal of Poland is in effect"
    )
    assert value_text(steps, day("2025-12-27"), names, lens) == ("27 December 2025, three withdrawals took effect")
    dues = due_changes(index(), lens)
    told = {
        on: next_line(settled_changes(dues, day(on)), names, lens)
        for on in ("2025-06-26", "2025-07-12", "2025-12-27", "2026-02-20")
    }
    assert told == {
        "2025-06-26": "",
        "2025-07-12": "Next, fixed by law: 27 December 2025, three withdrawals take effect",
        "2025-12-27": "Next, fixed by law: 10 January 2026, the withdrawal of Finland takes effect",
        "2026-02-20": "",
    }
    assert last_line(steps, day("2026-01-09"), names, lens) == (
        "Last: 27 December 2025, the withdrawals of Estonia, Latvia and Lithuania take effect"
    )
    assert last_line(steps, day("2026-01-10"), names, lens) == ("This day: the withdrawal of Finland takes effect")


def lane(as_of: str, chain_id: str) -> tuple[list[str], list[str]]:
    lanes = programmes_as_of(index(), day(as_of), instrument_id="apmbc")
    found = next(one for one in lanes if one.chain_id == chain_id)
    return [row.announcement_id for row in found.heads], [row.announcement_id for row in found.superseded]


def test_finland_s_lane_as_known_on_two_days() -> None:
    assert lane("2025-07-12", "fi-p-2025-07-autto") == (["fi-p-2025-07-autto"], [])
    heads, ghosts = lane("2026-03-01", "fi-p-2025-07-autto")
    assert heads[0] == "fi-p-2026-02-end2027"
    assert "fi-p-2025-07-autto" in ghosts
    lanes = programmes_as_of(index(), day("2026-03-01"), states={"FIN"})
    found = next(one for one in lanes if one.chain_id == "fi-p-2025-07-autto")
    totals = {total.to_id: slip_text(total) for total in found.totals}
    assert totals["fi-p-2026-02-end2027"] == "same last day"
    slips = {one.to_id: slip_text(one) for one in found.slips}
    assert slips["fi-p-2026-01-first-2027"] == "a different milestone", "first production, then in use"
    assert totals["fi-p-2025-09-hsf"] == "date dropped"


def test_nothing_is_known_before_it_was_said() -> None:
    for row in index().dataset.announcements:
        eve = row.announced_on - dt.timedelta(days=1)
        for one in programmes_as_of(index(), eve):
            assert row.announcement_id not in {x.announcement_id for x in (*one.heads, *one.superseded)}


def test_every_announcement_stands_in_exactly_one_lane() -> None:
    lanes = programmes_as_of(index(), dt.date.max)
    told = [row.announcement_id for one in lanes for row in (*one.heads, *one.superseded)]
    assert sorted(told) == sorted(index().announcements)


@pytest.mark.parametrize(
    ("announcement_id", "text"),
    [
        ("fi-p-2026-01-first-2027", "in the course of 2027"),
        ("pl-p-2025-07-niewiadow", "by the end of 2027"),
        ("pl-p-2026-02-dgp", "from 20 February 2026"),
        ("fi-p-2025-09-hsf", "no date given"),
        ("lv-p-2025-10-expal", "no date given"),
        ("lt-p-2026-01-eksplosita-cancel", "cancelled"),
        ("ee-p-2025-06-line", "by the end of 2025"),
        ("ee-p-2026-01-amari-open", "on 13 January 2026"),
        ("pl-p-2025-12-zalewski", "between 20 February 2026 and the end of 2026"),
    ],
)
def test_windows_in_words(announcement_id: str, text: str) -> None:
    assert window_text(index().announcements[announcement_id]) == text


def test_weapons_that_no_instrument_governs_are_off_by_default() -> None:
    governed = programmes_as_of(index(), dt.date.max, instrument_id="apmbc")
    assert all(any("apmbc" in r.instrument_ids for r in (*one.heads, *one.superseded)) for one in governed)
    asked = programmes_as_of(index(), dt.date.max, instrument_id="apmbc", weapons={Weapon.ANTI_TANK_MINE})
    assert {row.weapon for one in asked for row in one.heads} >= {Weapon.ANTI_TANK_MINE}


@pytest.mark.parametrize(
    ("announcement_id", "fixed_on"),
    [("lv-p-2025-03-ap-feasible", "2025-06-27"), ("lt-p-2025-03-ccm", "2024-09-06")],
)
def test_a_window_after_an_exit_is_known_from_the_notice_on(announcement_id: str, fixed_on: str) -> None:
    for as_of, known in ((day(fixed_on) - dt.timedelta(days=1), False), (day(fixed_on), True)):
        versions = [row for one in programmes_as_of(index(), as_of) for row in (*one.heads, *one.superseded)]
        (row,) = (row for row in versions if row.announcement_id == announcement_id)
        assert (window_text(row) != "no date given") == known


def test_no_state_has_left_in_july_2025() -> None:
    assert new_weapons_line(index(), Weapon.ANTI_PERSONNEL_MINE, day("2025-07-12")) == ""
    assert "the three States that have left" in new_weapons_line(index(), Weapon.ANTI_PERSONNEL_MINE, day("2026-01-09"))


def test_standing_line_says_what_the_record_does_not_hold() -> None:
    assert new_weapons_line(index(), Weapon.ANTI_PERSONNEL_MINE, day("2026-10-02")) == (
        "Up to 2 October 2026, our record holds no finished new anti-personnel mine and no signed contract for one "
        "in the five States that have left, Estonia, Finland, Latvia, Lithuania and Poland."
    )


def test_timeline_runs_from_the_opening_to_the_last_announced_day() -> None:
    first, last = extent(index(), "apmbc")
    assert first == day("1997-12-03")
    named = [r.start_latest for r in index().dataset.announcements if "apmbc" in r.instrument_ids and r.start_latest]
    assert last == max(named)
    assert extent(index(), "tpnw")[1] == index().dataset.meta.as_of
    for lens in lenses_of(index()).values():
        bounds = extent(index(), lens.id)
        for step in changes(index(), lens):
            assert bounds[0] <= step.on <= bounds[1], (lens.id, step.on)


def test_every_row_has_a_grade() -> None:
    for table in ("treaty_actions", "exit_steps", "policy_events", "announcements"):
        assert all(index().grade_of(row) for row in getattr(index().dataset, table))


def test_standing_is_what_the_interval_shows() -> None:
    now = status_as_of(intervals(index(), "apmbc")["UKR"], day("2026-01-01"))
    assert now.standing == Standing(Status.STATE_PARTY, Stage.SUSPENSION_NOTIFIED, True)
