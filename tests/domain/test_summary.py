"""Counts: parts add up on every day of every treaty, and a State that is leaving is bound until it has left."""

from __future__ import annotations

import datetime as dt
from functools import cache

import pytest
from looks import LENS, look

from dashboard.domain.answer import answer, entries, summary_text
from dashboard.domain.index import Index
from dashboard.domain.lenses import Look, lenses_of
from dashboard.domain.summary import Summary, summarize, summary
from dashboard.domain.terms import Stage, Status
from dashboard.domain.timeline import changes, extent
from dashboard.domain.wording import spoken_names
from data.load import load
from data.schema import CountryKind

SELECTIONS: tuple[tuple[str, ...] | None, ...] = (None, ("EST", "FIN", "XKX"), ("CHE",), ("XKX",))
PARTY = look(Status.STATE_PARTY)
NOTICE = look(Status.STATE_PARTY, Stage.EXIT_DEPOSITED)
VOTED = look(Status.STATE_PARTY, Stage.EXIT_ADOPTED)
GONE = look(Status.WITHDRAWN)
NEVER = look(Status.NEVER_PARTY)
AREA = look(Status.NO_OWN_STATUS)
NAMES = {"AAA": "the Alps", "BBB": "Bees"}
DAY = dt.date(2025, 7, 12)


@cache
def index() -> Index:
    return Index(load().dataset)


def ottawa(day: str, iso3s: tuple[str, ...] | None = None) -> Summary:
    return summary(index(), lenses_of(index())["apmbc"], dt.date.fromisoformat(day), iso3s)


@pytest.mark.parametrize("selection", SELECTIONS, ids=lambda chosen: ",".join(chosen) if chosen else "all")
@pytest.mark.parametrize("instrument", index().instruments)
def test_parts_add_up_on_every_day_of_change(instrument: str, selection: tuple[str, ...] | None) -> None:
    lens = lenses_of(index())[instrument]
    days = {step.on for step in changes(index(), lens)} | {*extent(index(), instrument)}
    areas = {row.iso3 for row in index().dataset.countries if row.kind is CountryKind.AREA}
    kept = set(index().countries if selection is None else selection)
    for on in sorted(day + dt.timedelta(days=shift) for day in days for shift in (-1, 0, 1)):
        now = summary(index(), lens, on, selection)
        assert (set(now.states), now.areas) == (kept - areas, len(kept & areas))
        assert sum(now.counts.values()) == now.of_states
        assert now.main == now.counts["bound"]
        assert sum(now.by_class.values()) == now.of_states + now.areas
        shown = entries(now)
        assert sum(entry.n for entry in shown if not entry.part) == now.of_states + now.areas
        parts = [entry.n for entry in shown if entry.part]
        assert not parts or sum(parts) == now.main


@pytest.mark.parametrize(
    ("day", "bound"),
    [("2025-03-17", 46), ("2025-07-12", 46), ("2026-02-19", 42), ("2026-02-20", 41), ("2026-05-31", 41)],
)
def test_who_is_leaving_is_bound(day: str, bound: int) -> None:
    now = ottawa(day)
    assert (now.main, now.of_states, now.areas) == (bound, 51, 1)


def test_the_counts_of_12_july_2025() -> None:
    now = ottawa("2025-07-12")
    assert {whole: count for whole, count in now.counts.items() if count} == {"bound": 46, "never-party": 5}
    assert {entry.class_id: now.by_class[entry.class_id] for entry in now.lens.classes if entry.whole == "bound"} == {
        "state-party": 40,
        "exit-announced": 1,
        "exit-adopted": 1,
        "exit-deposited": 4,
        "suspension-announced": 0,
        "suspension-notified": 0,
        "suspension-in-effect": 0,
    }
    assert answer(now, DAY, spoken_names(index().dataset.countries)) == (
        "12 July 2025: 46 of 51 States are bound; four have given notice"
    )
    assert summary_text(now, {}) == (
        "46 of 51 States are bound; of these: no step 40, exit announced 1, voted 1, deposited 4. "
        "Others: left 0, not a party 5; apart: area without its own treaty status 1"
    )


def counted(*looks: Look) -> Summary:
    found = dict(zip(("AAA", "BBB", "CCC", "DDD"), (one.class_id for one in looks), strict=False))
    return summarize(LENS, found, {iso3 for iso3, class_id in found.items() if class_id == AREA.class_id})


def said(*looks: Look, chosen: bool = False) -> str:
    return answer(counted(*looks), DAY, NAMES, chosen=chosen)


def test_chosen_states_are_said_to_be_chosen() -> None:
    assert said(PARTY, NOTICE, chosen=True) == "12 July 2025: 2 of 2 chosen States are bound; one has given notice"
    assert said(PARTY, NEVER, chosen=True) == "12 July 2025: 1 of 2 chosen States is bound; none is leaving"
    assert said(GONE, GONE, chosen=True) == "12 July 2025: none of 2 chosen States is bound; two have left"


def test_one_state_is_named() -> None:
    assert said(NOTICE, chosen=True) == "12 July 2025: the Alps is bound; it has given notice"
    assert said(GONE, AREA, chosen=True) == "12 July 2025: the Alps is not bound; it has left"
    assert said(NEVER) == "12 July 2025: the Alps is not bound"
    assert said(AREA) == "12 July 2025: no State is chosen, only areas without their own treaty status"


def test_who_left_is_said_beside_the_step_that_leads_furthest() -> None:
    assert said(GONE, NOTICE, VOTED, PARTY) == (
        "12 July 2025: 3 of 4 States are bound; one has left, one has given notice"
    )
    assert said(VOTED, PARTY) == "12 July 2025: 2 of 2 States are bound; one parliament has voted to leave"
    joining = look(Status.CONTRACTING_STATE, Stage.JOINING)
    signed = look(Status.SIGNATORY)
    assert said(PARTY, joining, signed) == "12 July 2025: 1 of 3 States is bound; one is joining"
    assert said(GONE, PARTY, signed) == "12 July 2025: 1 of 3 States is bound; one has left"


def test_every_step_has_a_clause_and_every_count_a_word() -> None:
    for stage in Stage:
        if stage not in (Stage.NONE, Stage.JOINING):
            assert ";" in said(look(Status.STATE_PARTY, stage), PARTY)
    for status in Status:
        assert entries(counted(look(status)))
