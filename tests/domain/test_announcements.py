"""Lanes over made-up chains: forks, grades, slips, windows, and the line on what the record does not hold."""

from __future__ import annotations

import datetime as dt

import pytest
from builders import action, announcement, country, dataset, instrument, publisher, source
from hypothesis import given, settings
from hypothesis import strategies as st

from dashboard.domain.announcements import SlipKind, programmes_as_of, slip, slip_text
from dashboard.domain.index import Index
from dashboard.domain.weapons import new_weapons_line
from dashboard.domain.windows import window_text
from data.event_schema import Activity, Announcement, ProgrammeStage, Weapon
from data.fields import Precision
from data.source_schema import Grade
from data.treaty_schema import ActionKind

SOURCES = {
    "sources": (*(source(f"s{grade.lower()}", f"p{grade.lower()}") for grade in Grade), source("s", "pb")),
    "publishers": tuple(publisher(f"p{grade.lower()}", grade) for grade in Grade),
}
END = dt.date(2030, 1, 1)
LATEST = dt.date(2026, 5, 31)


def index(*rows: Announcement, **more: object) -> Index:
    return Index(dataset(announcements=rows, **(SOURCES | more)))


A = announcement("a", "2025-01-01", start_latest="2026-12-31")
B = announcement("b", "2025-06-01", replaces_id="a", start_latest="2027-12-31", activity=Activity.PROCUREMENT)
C = announcement("c", "2025-09-01", replaces_id="b")
FORK = announcement("f", "2025-07-01", replaces_id="a", start_latest="2026-06-30")


def ids(rows: tuple[Announcement, ...]) -> list[str]:
    return [row.announcement_id for row in rows]


def test_chain_grows_forks_and_keeps_its_lane() -> None:
    found = index(C, A, FORK, B)
    (first,) = programmes_as_of(found, dt.date(2025, 5, 31))
    assert (first.chain_id, ids(first.heads), ids(first.superseded), first.slips) == ("a", ["a"], [], ())
    (then,) = programmes_as_of(found, dt.date(2025, 6, 1))
    assert (ids(then.heads), ids(then.superseded)) == (["b"], ["a"])
    (last,) = programmes_as_of(found, END)
    assert (last.chain_id, ids(last.heads), ids(last.superseded)) == ("a", ["c", "f"], ["b", "a"])
    assert [(s.from_id, s.to_id, s.days, s.kind) for s in last.slips] == [
        ("a", "b", None, "other-milestone"),
        ("a", "f", -184, "earlier"),
        ("b", "c", None, "other-milestone"),
    ]
    assert [(t.from_id, t.to_id, slip_text(t)) for t in last.totals] == [
        ("a", "c", "date dropped"),
        ("a", "f", "184 days earlier"),
    ]


def test_a_version_outside_the_grades_neither_shows_nor_replaces() -> None:
    weak = announcement("b", "2025-06-01", replaces_id="a", start_latest="2027-12-31", source_ids=("sd",))
    found = index(A, weak, C)
    (lane,) = programmes_as_of(found, dt.date(2025, 7, 1), grades={Grade.A, Grade.B, Grade.C})
    assert (ids(lane.heads), ids(lane.superseded)) == (["a"], [])
    (later,) = programmes_as_of(found, END, grades={Grade.A, Grade.B, Grade.C})
    assert (ids(later.heads), ids(later.superseded)) == (["c"], ["a"])
    assert [(s.from_id, s.to_id) for s in later.slips] == [("a", "c")]
    assert programmes_as_of(found, END, grades=()) == ()


def test_filters_keep_a_lane_whole() -> None:
    found = index(A, B, C)
    (lane,) = programmes_as_of(found, END, activities={Activity.PROCUREMENT})
    assert ids(lane.heads) == ["c"]
    assert programmes_as_of(found, END, weapons={Weapon.OBSTACLES}) == ()
    assert programmes_as_of(found, END, states={"BBB"}) == ()
    assert programmes_as_of(found, END, instrument_id="elsewhere") == ()


def test_weapons_without_instrument_show_only_when_asked_for() -> None:
    tanks = announcement("t", "2025-01-01", weapon=Weapon.ANTI_TANK_MINE, instrument_ids=())
    found = index(A, tanks)
    assert [lane.chain_id for lane in programmes_as_of(found, END, instrument_id="pact")] == ["a"]
    assert [
        lane.chain_id for lane in programmes_as_of(found, END, instrument_id="pact", weapons={Weapon.ANTI_TANK_MINE})
    ] == ["t"]
    assert len(programmes_as_of(found, END)) == 2


def test_a_treaty_that_only_sets_limits_hides_no_weapon_asked_for_under_another() -> None:
    limits = instrument(instrument_id="limits", forbids="no")
    tanks = announcement("t", "2025-01-01", weapon=Weapon.ANTI_TANK_MINE, instrument_ids=("limits",))
    banned = announcement("b", "2025-01-01", weapon=Weapon.ANTI_TANK_MINE, instrument_ids=("pact", "limits"))
    found = index(tanks, banned, instruments=(instrument(), instrument(instrument_id="other"), limits))

    def shown(instrument_id: str, *weapons: Weapon) -> list[str]:
        return [lane.chain_id for lane in programmes_as_of(found, END, instrument_id=instrument_id, weapons=weapons)]

    assert shown("limits") == ["b", "t"]
    assert shown("pact") == ["b"]
    assert shown("pact", Weapon.ANTI_TANK_MINE) == ["b", "t"]
    assert shown("other", Weapon.ANTI_TANK_MINE) == ["t"]


def test_coarse_announcements_are_known_from_their_last_day() -> None:
    found = index(announcement("m", "2025-06-10", announced_precision=Precision.MONTH))
    assert programmes_as_of(found, dt.date(2025, 6, 29)) == ()
    assert len(programmes_as_of(found, dt.date(2025, 6, 30))) == 1


@settings(max_examples=200, deadline=None)
@given(st.lists(st.tuples(st.integers(0, 30), st.integers(0, 300)), max_size=12), st.integers(0, 320))
def test_every_known_version_stands_once_in_the_lane_of_its_root(rows: list[tuple[int, int]], at: int) -> None:
    first = dt.date(2025, 1, 1)
    made: list[Announcement] = []
    parent: dict[str, str | None] = {}
    for n, (link, day) in enumerate(sorted(rows, key=lambda row: row[1])):
        replaced = made[link % n].announcement_id if n and link < 20 else None
        parent[f"x{n}"] = replaced
        made.append(announcement(f"x{n}", first + dt.timedelta(days=day), replaces_id=replaced))
    as_of = first + dt.timedelta(days=at)
    lanes = programmes_as_of(index(*reversed(made)), as_of)
    seen = [row.announcement_id for lane in lanes for row in (*lane.heads, *lane.superseded)]
    expected = {row.announcement_id for row in made if row.announced_on <= as_of}
    assert sorted(seen) == sorted(expected)
    for lane in lanes:
        for row in lane.heads:
            assert row.announcement_id not in {parent[key] for key in expected}
        for row in (*lane.heads, *lane.superseded):
            root = row.announcement_id
            while (above := parent[root]) is not None:
                root = above
            assert root == lane.chain_id


def test_a_broken_chain_never_hangs() -> None:
    loop = (announcement("a", "2025-01-01", replaces_id="b"), announcement("b", "2025-01-02", replaces_id="a"))
    (lane,) = programmes_as_of(index(*loop), END)
    assert sorted(ids(lane.heads)) == ["a", "b"]
    own = announcement("o", "2025-01-01", replaces_id="o", source_ids=("sd",))
    assert programmes_as_of(index(own, announcement("p", "2025-01-02", replaces_id="o")), END, grades={Grade.B})
    assert programmes_as_of(index(announcement("z", "2025-01-01", replaces_id="missing")), END)


@pytest.mark.parametrize(
    ("before", "after", "days", "kind"),
    [
        ("2026-12-31", "2027-12-31", 365, SlipKind.LATER),
        ("2026-12-31", "2026-12-30", -1, SlipKind.EARLIER),
        ("2026-12-31", "2026-12-31", 0, SlipKind.SAME),
        ("2026-12-31", None, None, SlipKind.DROPPED),
        (None, "2026-12-31", None, SlipKind.DATED),
        (None, None, None, SlipKind.NONE),
    ],
)
def test_slips(before: str | None, after: str | None, days: int | None, kind: SlipKind) -> None:
    found = slip(
        announcement("x", "2025-01-01", start_latest=before), announcement("y", "2025-02-01", start_latest=after)
    )
    assert (found.days, found.kind) == (days, kind)
    assert slip_text(found)


def test_start_of_production_and_use_are_two_milestones() -> None:
    made = announcement("x", "2025-01-01", start_latest="2026-12-31")
    for end in ("2027-12-31", None):
        used = announcement("y", "2025-02-01", start_latest=end, activity=Activity.PROCUREMENT)
        assert (slip(made, used).days, slip_text(slip(made, used))) == (None, "a different milestone")
    talks = announcement("z", "2025-01-01")
    undated = announcement("y", "2025-02-01", activity=Activity.PROCUREMENT)
    assert slip(talks, undated).kind is SlipKind.NONE


def test_a_total_compares_with_the_first_version_of_the_same_milestone() -> None:
    rows = [A, B, announcement("d", "2025-10-01", replaces_id="b", start_latest="2028-12-31", activity=B.activity)]
    (programme,) = programmes_as_of(index(*rows), END)
    assert [(one.from_id, one.to_id, one.days) for one in programme.totals] == [("b", "d", 366)]


@pytest.mark.parametrize(
    ("first", "last", "precision", "text"),
    [
        (None, None, Precision.UNKNOWN, "no date given"),
        ("2025-01-01", None, Precision.DAY, "no date given"),
        ("2025-01-01", "2035-01-01", Precision.YEAR, "by 2035"),
        ("2025-01-01", "2025-01-01", Precision.DAY, "on 1 January 2025"),
        (None, "2027-12-31", Precision.YEAR, "by the end of 2027"),
        (None, "2027-04-30", Precision.MONTH, "by the end of April 2027"),
        (None, "2027-04-12", Precision.DAY, "by 12 April 2027"),
        ("2026-02-20", None, Precision.DAY, "from 20 February 2026"),
        ("2026-01-01", None, Precision.YEAR, "from 2026"),
        ("2026-02-20", None, Precision.YEAR, "from 20 February 2026"),
        ("2026-02-01", None, Precision.MONTH, "from February 2026"),
        ("2027-01-01", "2027-12-31", Precision.YEAR, "in the course of 2027"),
        ("2027-10-01", "2027-12-31", Precision.QUARTER, "in the fourth quarter of 2027"),
        ("2027-10-01", "2027-10-31", Precision.MONTH, "in October 2027"),
        ("2026-01-01", "2028-12-31", Precision.YEAR, "between 2026 and 2028"),
        ("2025-10-01", "2026-06-30", Precision.QUARTER, "between October 2025 and June 2026"),
        ("2025-10-05", "2026-06-12", Precision.DAY, "between 5 October 2025 and 12 June 2026"),
        ("2026-02-20", "2026-12-31", Precision.YEAR, "between 20 February 2026 and the end of 2026"),
    ],
)
def test_windows(first: str | None, last: str | None, precision: Precision, text: str) -> None:
    row = announcement("x", "2025-01-01", start_earliest=first, start_latest=last, start_precision=precision)
    assert window_text(row) == text
    cancelled = announcement("x", "2025-01-01", start_latest=last, stage=ProgrammeStage.CANCELLED)
    assert window_text(cancelled) == ("cancelled" if last else "no plan stated")


LEFT = (
    action("r", ActionKind.RATIFICATION, "2001-01-10", "2001-07-01"),
    action("w", ActionKind.WITHDRAWAL, "2010-01-05", "2010-07-05"),
)


def test_standing_line_knows_nothing_later_than_its_day() -> None:
    made = announcement("m", "2011-01-01", stage=ProgrammeStage.DELIVERED, programme="Spikes")
    record = index(A, made, treaty_actions=LEFT)
    for day, known in (("2010-07-04", ""), ("2010-07-05", "holds no finished"), ("2011-01-01", "Spikes")):
        line = new_weapons_line(record, Weapon.ANTI_PERSONNEL_MINE, dt.date.fromisoformat(day))
        assert known in line if known else not line


def test_a_window_that_was_derived_later_is_not_known_before() -> None:
    derived = announcement("d", "2025-03-18", start_earliest="2025-12-27", bounds_known_on=dt.date(2025, 6, 27))
    record = index(derived)
    for day, text in (("2025-06-26", "no date given"), ("2025-06-27", "from 27 December 2025")):
        (programme,) = programmes_as_of(record, dt.date.fromisoformat(day))
        assert window_text(programme.heads[0]) == text


def test_standing_line_changes_with_the_record() -> None:
    assert new_weapons_line(index(A), Weapon.ANTI_PERSONNEL_MINE, LATEST) == ""
    nothing = new_weapons_line(index(A, treaty_actions=LEFT), Weapon.ANTI_PERSONNEL_MINE, LATEST)
    assert nothing == (
        "Up to 31 May 2026, our record holds no finished new anti-personnel mine and no signed contract for one "
        "in the State that has left, Aaaland."
    )
    drill = announcement("d", "2026-01-01", activity=Activity.TRAINING, stage=ProgrammeStage.DELIVERED)
    late = announcement("l", "2026-06-01", stage=ProgrammeStage.DELIVERED)
    assert new_weapons_line(index(A, drill, late, treaty_actions=LEFT), Weapon.ANTI_PERSONNEL_MINE, LATEST) == nothing
    signed = announcement("s", "2026-01-01", stage=ProgrammeStage.CONTRACTED, programme="Spikes")
    assert new_weapons_line(index(A, signed, treaty_actions=LEFT), Weapon.ANTI_PERSONNEL_MINE, LATEST) == (
        "Up to 31 May 2026, our record holds no finished new anti-personnel mine, but a signed contract for one "
        "in the State that has left: Spikes (Aaaland, contracted, 1 January 2026)."
    )
    made = announcement("m", "2026-02-01", stage=ProgrammeStage.DELIVERED, programme="Works", iso3="AAA")
    assert new_weapons_line(index(A, made, treaty_actions=LEFT), Weapon.ANTI_PERSONNEL_MINE, LATEST) == (
        "Up to 31 May 2026, our record holds no signed contract for a new anti-personnel mine, but a finished one "
        "in the State that has left: Works (Aaaland, delivered, 1 February 2026)."
    )
    both = new_weapons_line(index(A, made, signed, treaty_actions=LEFT), Weapon.ANTI_PERSONNEL_MINE, LATEST)
    assert "Works (Aaaland, delivered" in both
    assert "Spikes (Aaaland, contracted" in both


def test_the_best_source_grades_a_row() -> None:
    mixed = announcement("x", "2025-01-01", source_ids=("sd", "sb"))
    found = index(mixed)
    assert found.grade_of(mixed) is Grade.B
    assert found.grade_of(country()) is None
