"""Ways in and out that few treaties know: not in force, ended, decided by others, taken back, not open, not read."""

from __future__ import annotations

import datetime as dt

import pytest
from builders import action, country, dataset, exit_step, happening, instrument, not_read

from dashboard.domain.headline import headline
from dashboard.domain.index import Index
from dashboard.domain.lenses import lens_of, remarks_on
from dashboard.domain.lenses.treaty import DELAYED
from dashboard.domain.outlook import due_changes
from dashboard.domain.status import Interval, Reading, intervals, reading, runs, status_as_of
from dashboard.domain.terms import REMARK_LABELS, Remark
from dashboard.domain.timeline import changes
from data.fields import Answer, Precision
from data.schema import CountryKind
from data.treaty_schema import ActionKind, InstrumentFactKind, Step, TreatyAction

SIGNED = action("s", ActionKind.SIGNATURE, "2000-03-01")
RATIFIED = action("r", ActionKind.RATIFICATION, "2001-01-10", "2001-07-01")
NOTICE = action("w", ActionKind.WITHDRAWAL, "2010-01-05", "2010-07-05")


def index_of(*acts: TreatyAction, **more: object) -> Index:
    return Index(dataset(treaty_actions=acts, **more))


def on(day: str, *acts: TreatyAction, iso3: str = "AAA", **more: object) -> Interval:
    return status_as_of(intervals(index_of(*acts, **more), "pact")[iso3], dt.date.fromisoformat(day))


def known(day: str, *acts: TreatyAction, **more: object) -> Reading:
    return reading(index_of(*acts, **more), "pact", "AAA", dt.date.fromisoformat(day))


def classes(*acts: TreatyAction, **more: object) -> list[tuple[str, str]]:
    """Days on which the class changes, and the class from then on."""
    return [
        (str(run.start), run.standing.class_id)
        for run in runs(intervals(index_of(*acts, **more), "pact")["AAA"])
        if run.start > dt.date.min
    ]


NOT_IN_FORCE = (instrument(in_force_on=None),)
CONSENTED = action("r", ActionKind.RATIFICATION, "2001-01-10")


def test_a_ratification_has_no_effect_while_the_treaty_is_not_in_force() -> None:
    assert classes(SIGNED, CONSENTED, instruments=NOT_IN_FORCE) == [
        ("2000-03-01", "signatory"),
        ("2001-01-10", "ratified-not-in-force"),
    ]
    now = known("2026-01-01", SIGNED, CONSENTED, instruments=NOT_IN_FORCE)
    assert (now.stage, now.next, now.action_ids) == ("none", None, ("r",))


def test_who_withdraws_a_ratification_is_a_signatory_again() -> None:
    back = action("b", ActionKind.RATIFICATION_WITHDRAWN, "2023-11-03", concerns_id="r")
    acts = (SIGNED, CONSENTED, back)
    assert classes(*acts, instruments=NOT_IN_FORCE)[-2:] == [
        ("2001-01-10", "ratified-not-in-force"),
        ("2023-11-03", "signatory"),
    ]
    assert on("2023-11-02", *acts, instruments=NOT_IN_FORCE).action_ids == ("r",)
    assert on("2023-11-03", *acts, instruments=NOT_IN_FORCE).action_ids == ("s", "b")
    anew = action("n", ActionKind.RATIFICATION, "2025-01-01")
    assert on("2025-01-01", *acts, anew, instruments=NOT_IN_FORCE).status == "ratified-not-in-force"


def test_who_withdraws_a_signature_is_no_signatory() -> None:
    back = action("b", ActionKind.SIGNATURE_WITHDRAWN, "2005-01-01", concerns_id="s")
    assert classes(SIGNED, back) == [("2000-03-01", "signatory"), ("2005-01-01", "never-party")]
    assert on("2005-01-01", SIGNED, back).action_ids == ("b",)


TWO = (country("AAA"), country("BBB"), country("CCC"))
BETWEEN_TWO = (instrument(open_to=("AAA", "BBB"), in_force_on=dt.date(2001, 7, 1)),)
BOTH = (
    RATIFIED,
    action("x", ActionKind.RATIFICATION, "2001-01-10", "2001-07-01", iso3="BBB"),
    NOTICE,
    action("y", ActionKind.SUSPENSION_ANNOUNCED, "2010-02-01", iso3="BBB"),
)
END = (happening("pact-end", InstrumentFactKind.TERMINATION, "2010-07-05", settled_by_id="w"),)


def test_a_treaty_between_two_ends_for_both_also_for_the_one_that_left() -> None:
    index = index_of(*BOTH, instruments=BETWEEN_TWO, countries=TWO, instrument_facts=END)
    assert {iso3: status_as_of(of, dt.date(2010, 7, 4)).stage for iso3, of in intervals(index, "pact").items()} == {
        "AAA": "exit-deposited",
        "BBB": "suspension-announced",
        "CCC": "none",
    }
    for day in (dt.date(2010, 7, 5), dt.date(2026, 1, 1)):
        found = {iso3: status_as_of(of, day) for iso3, of in intervals(index, "pact").items()}
        assert {iso3: one.status.value for iso3, one in found.items()} == {
            "AAA": "ended",
            "BBB": "ended",
            "CCC": "not-open",
        }
        assert found["AAA"].action_ids == found["BBB"].action_ids == ("pact-end", "w")


def test_the_notice_of_one_settles_the_end_for_both() -> None:
    index = index_of(*BOTH, instruments=BETWEEN_TWO, countries=TWO, instrument_facts=END)
    for iso3 in ("AAA", "BBB"):
        assert reading(index, "pact", iso3, dt.date(2010, 1, 4)).next is None
        assert reading(index, "pact", iso3, dt.date(2010, 2, 1)).next == (dt.date(2010, 7, 5), "ended", "none")


def test_a_treaty_that_is_extended_expires_on_its_new_day_for_those_it_names() -> None:
    more = happening("pact-more", InstrumentFactKind.EXTENSION, "2005-01-01")
    over = happening("pact-over", InstrumentFactKind.EXPIRY, "2010-01-01", settled_by_id="pact-more", iso3s=("AAA",))
    facts = {"instrument_facts": (more, over)}
    assert classes(RATIFIED, **facts)[-1] == ("2010-01-01", "ended")
    assert known("2004-12-31", RATIFIED, **facts).next is None
    assert known("2005-01-01", RATIFIED, **facts).next == (dt.date(2010, 1, 1), "ended", "none")
    assert on("2011-01-01", iso3="BBB", countries=TWO, **facts).status == "never-party"


def test_a_suspension_under_a_running_exit_does_not_hide_it() -> None:
    paused = action("p", ActionKind.SUSPENSION, "2010-01-05", "2010-01-05")
    assert on("2010-01-05", RATIFIED, NOTICE, paused).stage == "exit-deposited"
    assert on("2010-07-05", RATIFIED, NOTICE, paused).status == "withdrawn"


TAKEN_BACK = action("b", ActionKind.REVOCATION, "2010-07-01", concerns_id="w")
STEPS = {"exit_steps": (exit_step("a", Step.ANNOUNCED, "2009-01-01"), exit_step("v", Step.ADOPTED, "2009-06-01"))}


@pytest.mark.parametrize(
    ("day", "stage", "due"),
    [
        ("2010-01-04", "exit-adopted", None),
        ("2010-01-05", "exit-deposited", "2010-07-05"),
        ("2010-06-30", "exit-deposited", "2010-07-05"),
        ("2010-07-01", "none", None),
        ("2010-07-05", "none", None),
        ("2026-01-01", "none", None),
    ],
)
def test_a_notice_taken_back_was_due_until_then(day: str, stage: str, due: str | None) -> None:
    now = known(day, RATIFIED, NOTICE, TAKEN_BACK, **STEPS)
    assert (now.status, now.stage) == ("state-party", stage)
    assert (str(now.next.on) if now.next else None) == due


def test_a_notice_taken_back_stands_among_what_the_status_rests_on() -> None:
    assert on("2010-07-01", RATIFIED, NOTICE, TAKEN_BACK, **STEPS).action_ids == ("r", "w", "b")
    index = index_of(RATIFIED, NOTICE, TAKEN_BACK, **STEPS)
    assert [(one.on, one.dropped_on) for one in due_changes(index, lens_of(index, "pact")) if one.on.year == 2010] == [
        (dt.date(2010, 7, 5), dt.date(2010, 7, 1))
    ]


def test_a_second_notice_after_the_first_was_taken_back_counts() -> None:
    again = action("z", ActionKind.WITHDRAWAL, "2012-01-01", "2012-07-01")
    assert classes(RATIFIED, NOTICE, TAKEN_BACK, again)[-3:] == [
        ("2010-07-01", "state-party"),
        ("2012-01-01", "exit-deposited"),
        ("2012-07-01", "withdrawn"),
    ]


def test_a_suspension_taken_back_ends() -> None:
    paused = action("p", ActionKind.SUSPENSION, "2005-01-01", "2005-06-01")
    back = action("b", ActionKind.REVOCATION, "2006-01-01", concerns_id="p")
    assert classes(RATIFIED, paused, back)[-3:] == [
        ("2005-01-01", "suspension-notified"),
        ("2005-06-01", "suspension-in-effect"),
        ("2006-01-01", "state-party"),
    ]


def test_an_objection_taken_back_contests_no_more() -> None:
    paused = action("p", ActionKind.SUSPENSION, "2005-01-01")
    objects = action("o", ActionKind.OBJECTION, "2005-02-01", iso3="BBB", objects_to="p")
    back = action("b", ActionKind.REVOCATION, "2005-03-01", iso3="BBB", concerns_id="o")
    acts = (RATIFIED, paused, objects, back)
    assert on("2005-02-28", *acts, countries=TWO).contested
    assert not on("2005-03-01", *acts, countries=TWO).contested


def test_an_end_that_others_decide_overtakes_a_notice() -> None:
    decided = action("c", ActionKind.CESSATION, "2010-03-16", "2010-03-16")
    assert classes(RATIFIED, NOTICE, decided)[-2:] == [("2010-01-05", "exit-deposited"), ("2010-03-16", "ended")]
    assert on("2026-01-01", RATIFIED, NOTICE, decided).action_ids == ("c",)
    later = action("c", ActionKind.CESSATION, "2010-03-16", "2010-05-01")
    assert known("2010-03-16", RATIFIED, later).next == (dt.date(2010, 5, 1), "ended", "none")


def test_a_state_can_come_back_and_leave_again() -> None:
    decided = action("c", ActionKind.CESSATION, "2010-03-16", "2010-03-16")
    back = action("n", ActionKind.ACCESSION, "2015-01-01", "2015-03-01")
    again = action("z", ActionKind.WITHDRAWAL, "2020-01-01", "2020-07-01")
    assert classes(RATIFIED, decided, back, again)[-5:] == [
        ("2010-03-16", "ended"),
        ("2015-01-01", "joining"),
        ("2015-03-01", "state-party"),
        ("2020-01-01", "exit-deposited"),
        ("2020-07-01", "withdrawn"),
    ]


DECLINED = action("d", ActionKind.DECLARED_NOT_TO_BECOME_PARTY, "2002-05-06")


def test_who_declares_not_to_become_a_party_stays_a_signatory_and_is_marked() -> None:
    assert classes(SIGNED, DECLINED) == [("2000-03-01", "signatory")]
    assert on("2002-05-05", SIGNED, DECLINED).remarks == ()
    now = known("2002-05-06", SIGNED, DECLINED)
    assert (now.remarks, now.action_ids) == ((Remark.DECLARED_NOT_TO_BECOME_PARTY,), ("s", "d"))
    assert REMARK_LABELS[now.remarks[0]] == "declared that it will not become a party"


def test_a_declaration_not_before_a_day_is_marked_from_then_on_and_not_exactly() -> None:
    vague = action("d", ActionKind.DECLARED_NOT_TO_BECOME_PARTY, "2002-05-06", acted=Precision.NOT_BEFORE)
    assert on("2002-05-05", SIGNED, vague).remarks == ()
    now = on("2002-05-06", SIGNED, vague)
    assert (now.remarks, now.exact) == ((Remark.DECLARED_NOT_TO_BECOME_PARTY,), False)


def test_a_ratification_not_before_a_day_changes_nothing() -> None:
    vague = action("r", ActionKind.RATIFICATION, "2002-05-06", acted=Precision.NOT_BEFORE, effective=Precision.UNKNOWN)
    assert classes(SIGNED, vague) == [("2000-03-01", "signatory")]


def test_provisional_application_is_said_until_the_treaty_binds() -> None:
    applies = action("p", ActionKind.PROVISIONAL_APPLICATION, "2000-06-01")
    acts = (SIGNED, applies, RATIFIED)
    assert classes(*acts) == classes(SIGNED, RATIFIED)
    for day, remarks in (("2000-05-31", ()), ("2000-06-01", ("provisional-application",)), ("2001-07-01", ())):
        assert on(day, *acts).remarks == remarks


@pytest.mark.parametrize("kind", [ActionKind.DECLARATION, ActionKind.RESERVATION, ActionKind.LAPSE])
def test_what_is_only_told_changes_nothing(kind: ActionKind) -> None:
    told = action("d", kind, "2002-01-01", "1999-01-01")
    assert intervals(index_of(RATIFIED, told), "pact") == intervals(index_of(RATIFIED), "pact")


def test_a_consent_without_a_day_of_effect_binds_and_says_so() -> None:
    acceded = action("r", ActionKind.ACCESSION, "2001-01-10")
    now = on("2001-01-10", acceded)
    assert (now.status, now.exact, now.remarks) == ("state-party", False, (Remark.EFFECT_DAY_UNKNOWN,))
    early = (instrument(in_force_on=dt.date(2003, 1, 1)),)
    assert classes(acceded, instruments=early) == [("2001-01-10", "joining"), ("2003-01-01", "state-party")]


CONVENTION = (instrument(), instrument(instrument_id="protocol", parent_id="pact"))


def of_protocol(day: str, *acts: TreatyAction, **more: object) -> Interval:
    own = action("c", ActionKind.CONSENT_TO_BE_BOUND, "2002-01-01", "2002-07-01", instrument_id="protocol")
    index = index_of(RATIFIED, own, *acts, instruments=CONVENTION, **more)
    return status_as_of(intervals(index, "protocol")["AAA"], dt.date.fromisoformat(day))


def test_who_leaves_a_convention_leaves_its_protocols() -> None:
    for day, class_id in (
        ("2009-01-01", "exit-announced"),
        ("2010-01-04", "exit-adopted"),
        ("2010-01-05", "exit-deposited"),
        ("2010-07-05", "withdrawn"),
    ):
        assert of_protocol(day, NOTICE, **STEPS).standing.class_id == class_id
    assert of_protocol("2010-01-05", NOTICE).action_ids == ("c", "w")
    assert of_protocol("2010-07-05", NOTICE, TAKEN_BACK).standing.class_id == "state-party"
    alone = action("p", ActionKind.WITHDRAWAL, "2008-01-01", "2009-01-01", instrument_id="protocol")
    assert of_protocol("2009-01-01", alone).status == "withdrawn"
    assert on("2009-01-01", RATIFIED, alone, instruments=CONVENTION).status == "state-party"


def test_a_list_that_was_not_read_is_not_the_same_as_no_act() -> None:
    never = action("n", ActionKind.NEVER_ACTED, iso3="BBB", acted=Precision.UNKNOWN, effective=Precision.UNKNOWN)
    everyone = {"countries": TWO, "not_read": (not_read(None),)}
    assert on("2026-01-01", RATIFIED, iso3="AAA", **everyone).status == "state-party"
    assert on("1990-01-01", RATIFIED, iso3="AAA", **everyone).status == "never-party"
    assert on("2026-01-01", never, iso3="BBB", **everyone).status == "never-party"
    assert on("2026-01-01", never, iso3="CCC", **everyone).status == "not-read"
    assert on("2026-01-01", never, iso3="CCC", countries=TWO, not_read=(not_read("CCC"),)).action_ids == ("pact-ccc",)
    assert on("2026-01-01", never, iso3="BBB", countries=TWO, not_read=(not_read("CCC"),)).status == "never-party"


def test_of_several_things_that_hold_the_first_is_shown() -> None:
    """No status of its own, not open, ended, withdrawn, the rest, list not read, never a party."""
    area = {"countries": (country("AAA", kind=CountryKind.AREA),)}
    closed = {"instruments": (instrument(open_to=("BBB",)),)}
    ended = {"instrument_facts": END}
    unread = {"not_read": (not_read("AAA"),)}
    left = (SIGNED, RATIFIED, NOTICE)
    assert on("2026-01-01", *left, **area, **closed, **ended, **unread).status == "no-own-status"
    assert on("2026-01-01", *left, **closed, **ended, **unread).status == "not-open"
    assert on("2026-01-01", *left, **ended, **unread).status == "ended"
    assert on("2026-01-01", *left, **unread).status == "withdrawn"
    assert on("2026-01-01", SIGNED, **unread).status == "signatory"
    assert on("2026-01-01", **unread).status == "not-read"
    assert on("2026-01-01").status == "never-party"


def test_a_lens_says_in_words_what_stands_beside_the_class() -> None:
    index = index_of(SIGNED, DECLINED)
    lens = lens_of(index, "pact")
    assert remarks_on(index, lens, "AAA", dt.date(2002, 5, 6)) == ("declared that it will not become a party",)
    assert remarks_on(index, lens, "AAA", dt.date(2002, 5, 5)) == ()
    war = index_of(RATIFIED, NOTICE, instruments=(instrument(conflict_delays_exit=Answer.YES),))
    for day, words in (("2010-01-04", ()), ("2010-01-05", (DELAYED,)), ("2010-07-05", ())):
        assert remarks_on(war, lens_of(war, "pact"), "AAA", dt.date.fromisoformat(day)) == words


def test_what_happens_to_a_treaty_stands_on_its_timeline_and_among_its_facts() -> None:
    more = happening("pact-more", InstrumentFactKind.EXTENSION, "2005-01-01")
    index = index_of(
        *BOTH, instruments=BETWEEN_TWO, countries=TWO, instrument_facts=(more, *END), not_read=(not_read("CCC"),)
    )
    lens = lens_of(index, "pact")
    assert lens.milestones == (
        (dt.date(2000, 1, 1), "opens"),
        (dt.date(2001, 7, 1), "enters-into-force"),
        (dt.date(2005, 1, 1), "extended"),
        (dt.date(2010, 7, 5), "ends"),
    )
    assert lens.facts(index, "AAA") == ("r", "pact-more", "w", "pact-end")
    assert lens.facts(index, "CCC") == ()
    unread = index_of(not_read=(not_read(None),))
    assert lens_of(unread, "pact").facts(unread, "AAA") == ("pact-all",)
    end = next(change for change in changes(index, lens) if change.on == dt.date(2010, 7, 5))
    assert headline(end, {"AAA": "Aland", "BBB": "Bland"}, lens) == (
        "5 July 2010: the treaty ends; Aland and Bland are no longer bound"
    )
    never_signed = index_of(instruments=(instrument(signature="no"),))
    assert lens_of(never_signed, "pact").milestones[0] == (dt.date(2000, 1, 1), "adopted")
