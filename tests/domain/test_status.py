"""Intervals against a day-by-day oracle, and the rules one by one."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from builders import action, country, dataset, exit_step, instrument
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.index import Index
from dashboard.domain.status import (
    PRECEDENCE,
    STAGE_LABELS,
    STATUS_LABELS,
    Interval,
    Stage,
    Standing,
    Status,
    intervals,
    reading,
    runs,
    status_as_of,
)
from dashboard.domain.terms import LEGEND, display_class
from data.fields import Answer, Precision, date_window
from data.schema import CountryKind, Dataset
from data.treaty_schema import CONSENTS, ActionKind, Scope, Step, TreatyAction

FIRST = dt.date(2000, 1, 1)
HORIZON = [FIRST + dt.timedelta(days=n) for n in range(125)]
ORDER = (
    "exit-deposited",
    "suspension-in-effect",
    "suspension-notified",
    "exit-adopted",
    "suspension-announced",
    "exit-announced",
)

NOTICES = {
    ActionKind.WITHDRAWAL: "exit",
    ActionKind.SUSPENSION: "suspension",
    ActionKind.SUSPENSION_ANNOUNCED: "suspension",
}
TAKES_BACK = {ActionKind.REVOCATION: NOTICES.keys(), ActionKind.RATIFICATION_WITHDRAWN: CONSENTS}

days = st.integers(0, 75).map(lambda n: FIRST + dt.timedelta(days=n))
some_day = st.none() | days
precisions = st.sampled_from(
    [Precision.DAY, Precision.DAY, Precision.DAY, Precision.MONTH, Precision.ON_OR_BEFORE, Precision.UNKNOWN]
)


@st.composite
def histories(draw: st.DrawFn) -> Dataset:
    acts: list[TreatyAction] = []
    for n in range(draw(st.integers(0, 9))):
        kind = draw(st.sampled_from(list(ActionKind)))
        target = concerns = None
        if kind is ActionKind.OBJECTION and acts:
            target = draw(st.sampled_from(acts)).action_id
        taken = {act.concerns_id for act in acts}
        answers = [act for act in acts if act.kind in TAKES_BACK.get(kind, ()) and act.action_id not in taken]
        if answers:
            concerns = draw(st.sampled_from(answers)).action_id
        acts.append(
            action(
                f"a{n}",
                kind,
                draw(some_day),
                draw(some_day),
                iso3="BBB" if target else "AAA",
                acted=draw(precisions),
                effective=draw(precisions),
                scope=draw(st.sampled_from([Scope.FULL, Scope.FULL, Scope.FULL, Scope.PARTIAL])),
                objects_to=target,
                concerns_id=concerns,
            )
        )
    steps = tuple(
        exit_step(f"x{n}", draw(st.sampled_from(list(Step))), draw(days)) for n in range(draw(st.integers(0, 3)))
    )
    pact = instrument(in_force_on=draw(some_day), suspension_clause=draw(st.sampled_from(list(Answer))))
    return dataset(
        instruments=(pact,), countries=(country("AAA"), country("BBB")), treaty_actions=tuple(acts), exit_steps=steps
    )


def last(on: dt.date | None, precision: Precision) -> dt.date | None:
    return date_window(on, precision)[1]


class Act:
    def __init__(self, row: TreatyAction, in_force_on: dt.date | None) -> None:
        self.row = row
        self.acted = last(row.acted_on, row.acted_precision)
        self.effective = last(row.effective_on, row.effective_precision)
        self.origin = min((d for d in (self.acted, self.effective) if d), default=None)
        self.binds = self.effective
        if self.effective is None and self.acted is not None and in_force_on is not None:
            self.binds = max(self.acted, in_force_on)

    @property
    def ends(self) -> dt.date | None:
        """Day on which a membership ends by it."""
        if self.row.kind is ActionKind.CESSATION:
            return self.effective or self.origin
        return self.effective if self.row.kind is ActionKind.WITHDRAWAL else None

    def taken_back(self, acts: list[Act], kind: ActionKind) -> dt.date | None:
        """Day on which another act of ``kind`` took it back."""
        own = self.row.action_id
        return min(
            (a.origin for a in acts if a.row.kind is kind and a.row.concerns_id == own and a.origin), default=None
        )


def oracle(data: Dataset, iso3: str, day: dt.date, acts: list[Act] | None = None) -> tuple[str, str, set[str]]:
    """Status, stage and reasons of contest on one day, from the definitions alone."""
    in_force_on = data.instruments[0].in_force_on
    if acts is None:
        rows = [row for row in data.treaty_actions if row.iso3 == iso3 and row.scope is Scope.FULL]
        acts = [Act(row, in_force_on) for row in rows]
    acts = [act for act in acts if act.origin is not None]
    ended = sorted(
        (act.ends, act.row.kind is ActionKind.WITHDRAWAL, act.origin, act.row.action_id)
        for act in acts
        if act.ends is not None and act.ends <= day
        if (back := act.taken_back(acts, ActionKind.REVOCATION)) is None or back > act.ends
    )

    def alive_on(on: dt.date, ends: list[tuple[dt.date, bool, dt.date, str]]) -> list[tuple[dt.date, bool]]:
        found: list[tuple[dt.date, bool]] = []
        for act in acts:
            definitive = act.row.kind is ActionKind.SIGNATURE and act.effective is not None
            if act.row.kind not in CONSENTS and not definitive:
                continue
            begun = act.effective if definitive else act.origin
            undone = act.taken_back(acts, ActionKind.RATIFICATION_WITHDRAWN)
            if undone is not None and undone <= on:
                continue
            if begun <= on and not any(end[2] >= begun for end in ends):
                binds = act.effective if definitive else act.binds
                found.append((begun, binds is not None and binds <= on))
        return found

    over = ""
    for number, end in enumerate(ended):
        if not over or alive_on(end[0], ended[:number]):
            over = "withdrawn" if end[1] else "ended"
    alive = alive_on(day, ended)
    bound = [begun for begun, in_force in alive if in_force]
    if not bound:
        if alive and in_force_on is None:
            return "ratified-not-in-force", "none", set()
        if alive:
            return "contracting-state", "joining", set()
        if over:
            return over, "none", set()
        signed = [act.acted for act in acts if act.row.kind is ActionKind.SIGNATURE and act.acted and act.acted <= day]
        undone = [act.origin for act in acts if act.row.kind is ActionKind.SIGNATURE_WITHDRAWN and act.origin <= day]
        if signed and max(signed) > max(undone, default=dt.date.min):
            return "signatory", "none", set()
        return "never-party", "none", set()
    since = min(bound)
    marks: dict[str, list[tuple[dt.date, dt.date, str]]] = {}
    for act in acts:
        kind, on = act.row.kind, act.row.action_id
        if act.origin < since:
            continue
        if act.acted is not None and act.acted <= day:
            begun_stage = {
                ActionKind.WITHDRAWAL: "exit-deposited",
                ActionKind.SUSPENSION: "suspension-notified",
                ActionKind.SUSPENSION_ANNOUNCED: "suspension-announced",
            }.get(kind)
            if begun_stage:
                marks.setdefault(begun_stage, []).append((act.acted, act.origin, on))
        if (
            kind in (ActionKind.SUSPENSION, ActionKind.SUSPENSION_ANNOUNCED)
            and act.effective is not None
            and act.effective <= day
        ):
            marks.setdefault("suspension-in-effect", []).append((act.effective, act.origin, on))
    for step in data.exit_steps:
        if step.iso3 == iso3 and since <= step.stepped_on <= day:
            marks.setdefault(f"exit-{step.step}", []).append((step.stepped_on, step.stepped_on, step.exit_step_id))
    kinds = {row.action_id: row.kind for row in data.treaty_actions}
    for act in acts:
        family = NOTICES.get(kinds.get(act.row.concerns_id or "", act.row.kind))
        if act.row.kind is ActionKind.REVOCATION and family and act.origin <= day:
            for name in [name for name in marks if name.startswith(family)]:
                kept = [mark for mark in marks.pop(name) if mark[0] > act.origin and mark[2] != act.row.concerns_id]
                if kept:
                    marks[name] = kept
    stage = next((name for name in ORDER if name in marks), "none")
    because: set[str] = set()
    if stage.startswith("suspension"):
        decided_by = min(marks[stage])[2]
        if data.instruments[0].suspension_clause is Answer.NO:
            because.add("no-suspension-clause")
        for row in data.treaty_actions:
            objected = last(row.acted_on, row.acted_precision)
            if row.kind is ActionKind.OBJECTION and row.objects_to == decided_by and objected and objected <= day:
                because.add(f"objection:{row.action_id}")
    return "state-party", stage, because


@settings(max_examples=400, deadline=None)
@given(histories())
def test_every_day_once_and_as_the_oracle_says(data: Dataset) -> None:
    found = intervals(data, "pact")
    assert list(found) == ["AAA", "BBB"]
    for iso3, of_state in found.items():
        assert of_state[0].start == dt.date.min
        assert of_state[-1].end is None
        for before, after in pairwise(of_state):
            assert before.end == after.start
            assert before.start < after.start
            assert differs(before, after)
        for day in HORIZON:
            now = status_as_of(of_state, day)
            assert [one for one in of_state if one.start <= day < (one.end or dt.date.max)] == [now]
            status, stage, because = oracle(data, iso3, day)
            assert (now.status, now.stage, set(now.contested_because)) == (status, stage, because), day
            assert now.contested is bool(because)


def differs(before: Interval, after: Interval) -> bool:
    return (before.standing, before.contested_because, before.action_ids, before.exit_step_ids) != (
        after.standing,
        after.contested_because,
        after.action_ids,
        after.exit_step_ids,
    )


@settings(max_examples=250, deadline=None)
@given(histories(), st.sampled_from(HORIZON[:80]))
def test_readings_know_nothing_of_later_acts(data: Dataset, as_of: dt.date) -> None:
    index = Index(data)
    now = reading(index, "pact", "AAA", as_of)
    status, stage, _ = oracle(data, "AAA", as_of)
    assert (now.status, now.stage) == (status, stage)
    in_force = data.instruments[0].in_force_on
    done: list[Act] = []
    for row in data.treaty_actions:
        act = Act(row, in_force)
        if row.iso3 != "AAA" or row.scope is Scope.PARTIAL:
            continue
        acted_by_then = act.acted is not None and act.acted <= as_of
        if act.acted is not None and act.acted > as_of:
            act.acted = None
        if act.effective is not None and act.effective > as_of:
            foreseen = acted_by_then
            if row.kind in CONSENTS and in_force is not None and act.effective <= in_force:
                foreseen = False
            if row.kind is ActionKind.SIGNATURE:
                foreseen = False
            if not foreseen:
                act.effective = None
                act.binds = None
        if act.effective is None and act.binds is not None and act.binds > as_of:
            act.binds = None
        if act.acted is None and act.effective is None:
            continue
        done.append(act)
    known = data.model_copy(update={"exit_steps": tuple(step for step in data.exit_steps if step.stepped_on <= as_of)})
    expected = None
    for day in (d for d in HORIZON if d > as_of):
        then = oracle(known, "AAA", day, done)
        if then[:2] != (status, stage):
            expected = (day, *then[:2])
            break
    assert now.next == expected
    assert reading(index, "pact", "AAA", as_of).next == expected
    if now.since is not None:
        assert oracle(data, "AAA", now.since)[:2] == (status, stage)
        assert oracle(data, "AAA", now.since - dt.timedelta(days=1))[:2] != (status, stage)


@settings(max_examples=150, deadline=None)
@given(histories())
def test_runs_merge_what_looks_the_same(data: Dataset) -> None:
    of_state = intervals(data, "pact")["AAA"]
    seen = runs(of_state)
    assert seen[0].start == dt.date.min
    assert all(a.standing != b.standing and a.start < b.start for a, b in pairwise(seen))
    for day in HORIZON:
        at = [run for run in seen if run.start <= day][-1]
        assert at.standing == status_as_of(of_state, day).standing


@settings(max_examples=150, deadline=None)
@given(histories())
def test_standings_that_can_occur_have_a_class_of_their_own(data: Dataset) -> None:
    classes = {(entry.status, entry.stage): entry.class_id for entry in LEGEND}
    for interval in intervals(data, "pact")["AAA"]:
        assert classes[interval.status, interval.stage] == display_class(interval.status, interval.stage)


def one(day: str, *acts: TreatyAction, **more: object) -> Interval:
    data = dataset(treaty_actions=acts, **more)
    return status_as_of(intervals(data, "pact")["AAA"], dt.date.fromisoformat(day))


RATIFIED = action("r", ActionKind.RATIFICATION, "2001-01-10", "2001-07-01")
LEFT = action("w", ActionKind.WITHDRAWAL, "2010-01-05", "2010-07-05")


@pytest.mark.parametrize(
    ("day", "status", "stage"),
    [
        ("0001-01-01", "never-party", "none"),
        ("2001-01-09", "never-party", "none"),
        ("2001-01-10", "contracting-state", "joining"),
        ("2001-06-30", "contracting-state", "joining"),
        ("2001-07-01", "state-party", "none"),
        ("2010-01-04", "state-party", "none"),
        ("2010-01-05", "state-party", "exit-deposited"),
        ("2010-07-04", "state-party", "exit-deposited"),
        ("2010-07-05", "withdrawn", "none"),
        ("9999-12-31", "withdrawn", "none"),
    ],
)
def test_boundary_days_of_joining_and_leaving(day: str, status: str, stage: str) -> None:
    now = one(day, RATIFIED, LEFT)
    assert (now.status, now.stage) == (status, stage)


def test_succession_in_force_before_its_deposit_counts_from_its_effect() -> None:
    late = action("s", ActionKind.SUCCESSION, "1993-02-05", "1993-01-01")
    assert one("1992-12-31", late).status is Status.NEVER_PARTY
    assert one("1993-01-01", late).status is Status.STATE_PARTY


def test_consent_without_a_known_deposit_counts_from_its_effect() -> None:
    founder = action("f", ActionKind.RATIFICATION, None, "1949-08-24", acted=Precision.UNKNOWN)
    assert one("1949-08-23", founder).status is Status.NEVER_PARTY
    assert one("1949-08-24", founder).status is Status.STATE_PARTY


def test_undated_and_partial_acts_change_nothing() -> None:
    undated = action("u", ActionKind.SUSPENSION, None, None, acted=Precision.UNKNOWN)
    partial = action("p", ActionKind.SUSPENSION, "2005-01-01", "2005-02-01", scope=Scope.PARTIAL)
    assert one("2020-01-01", RATIFIED, undated, partial).standing == Standing(Status.STATE_PARTY, Stage.NONE)


def test_coarse_day_counts_from_its_last() -> None:
    coarse = action("s", ActionKind.SUSPENSION_ANNOUNCED, "2005-04-10", acted=Precision.MONTH)
    assert one("2005-04-29", RATIFIED, coarse).stage is Stage.NONE
    now = one("2005-04-30", RATIFIED, coarse)
    assert now.stage is Stage.SUSPENSION_ANNOUNCED
    assert not now.exact


def test_steps_do_not_survive_into_a_later_membership() -> None:
    back = action("b", ActionKind.ACCESSION, "2012-01-01", "2012-07-01")
    voted = exit_step("v", Step.ADOPTED, "2009-12-01")
    assert one("2010-01-01", RATIFIED, LEFT, back, exit_steps=(voted,)).stage is Stage.EXIT_ADOPTED
    assert one("2012-06-30", RATIFIED, LEFT, back, exit_steps=(voted,)).stage is Stage.JOINING
    assert one("2012-07-01", RATIFIED, LEFT, back, exit_steps=(voted,)).standing == Standing(
        Status.STATE_PARTY, Stage.NONE
    )


def test_new_consent_during_the_notice_survives_the_withdrawal() -> None:
    back = action("b", ActionKind.ACCESSION, "2010-03-01", "2010-09-01")
    assert one("2010-07-04", RATIFIED, LEFT, back).stage is Stage.EXIT_DEPOSITED
    assert one("2010-07-05", RATIFIED, LEFT, back).status is Status.CONTRACTING_STATE
    assert one("2010-09-01", RATIFIED, LEFT, back).standing == Standing(Status.STATE_PARTY, Stage.NONE)


def test_contest_needs_a_suspension_and_an_objection_to_that_act() -> None:
    paused = action("s", ActionKind.SUSPENSION, "2005-01-01")
    other = action("o1", ActionKind.OBJECTION, "2005-02-01", iso3="BBB", objects_to="elsewhere")
    objects = action("o2", ActionKind.OBJECTION, "2005-03-01", iso3="BBB", objects_to="s", acted=Precision.MONTH)
    states = (country("AAA"), country("BBB"))
    assert not one("2005-03-30", RATIFIED, paused, other, objects, countries=states).contested
    now = one("2005-03-31", RATIFIED, paused, other, objects, countries=states)
    assert now.contested_because == ("objection:o2",)
    assert now.action_ids == ("r", "s", "o2")
    closed = (instrument(suspension_clause=Answer.NO),)
    assert one("2005-01-01", RATIFIED, paused, instruments=closed).contested_because == ("no-suspension-clause",)
    assert not one("2004-12-31", RATIFIED, paused, instruments=closed).contested


def test_areas_have_no_status_whatever_is_on_record() -> None:
    area = (country("AAA", kind=CountryKind.AREA),)
    data = dataset(treaty_actions=(RATIFIED, LEFT), countries=area)
    assert [(i.start, i.status, i.stage) for i in intervals(data, "pact")["AAA"]] == [
        (dt.date.min, Status.NO_OWN_STATUS, Stage.NONE)
    ]


def test_next_change_is_settled_by_acts_done() -> None:
    index = Index(dataset(treaty_actions=(RATIFIED, LEFT)))
    assert reading(index, "pact", "AAA", dt.date(2001, 1, 9)).next is None
    assert reading(index, "pact", "AAA", dt.date(2001, 1, 10)).next == (dt.date(2001, 7, 1), "state-party", "none")
    assert reading(index, "pact", "AAA", dt.date(2010, 1, 4)).next is None
    assert reading(index, "pact", "AAA", dt.date(2010, 1, 5)).next == (dt.date(2010, 7, 5), "withdrawn", "none")
    assert reading(index, "pact", "AAA", dt.date(2010, 7, 5)).next is None


def test_nobody_foresees_the_entry_into_force_of_the_instrument_itself() -> None:
    first_parties = (instrument(in_force_on=dt.date(2001, 7, 1)),)
    index = Index(dataset(treaty_actions=(RATIFIED,), instruments=first_parties))
    assert reading(index, "pact", "AAA", dt.date(2001, 3, 1)).next is None
    assert reading(index, "pact", "AAA", dt.date(2001, 7, 1)).since == dt.date(2001, 7, 1)


def test_vocabularies_are_complete() -> None:
    assert set(STATUS_LABELS) == set(Status)
    assert set(STAGE_LABELS) == set(Stage)
    assert [stage.value for stage in PRECEDENCE] == [*ORDER, "joining", "none"]
    assert STATUS_LABELS[Status.NEVER_PARTY] == "not a party"
    assert STAGE_LABELS[Stage.EXIT_ADOPTED] == "exit voted by parliament"


def test_unknown_keys_are_errors() -> None:
    with pytest.raises(KeyError):
        intervals(dataset(), "elsewhere")
    with pytest.raises(KeyError):
        reading(Index(dataset()), "pact", "ZZZ", FIRST)
