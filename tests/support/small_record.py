"""A record of three States with markup in its texts, for the golden files of the views. Holds no tests itself."""

from __future__ import annotations

import datetime as dt

from builders import action, announcement, country, dataset, exit_step, instrument, publisher, source

from dashboard.domain.index import Index
from data.event_schema import EventKind, PolicyEvent, ProgrammeStage
from data.fields import Confidence, Precision
from data.source_schema import Grade
from data.story_schema import Reason, Side, Story, StoryStep, Term, Verdict, Why
from data.treaty_schema import ActionKind, EntryRule, Scope, Step

HOSTILE = """<b onclick="x">&amp;'</b>"""
DAY = dt.date(2026, 5, 31)
UPLOADED = ("a-2", "n-2")
SOURCES = (
    source("s", "p").model_copy(
        update={"title": HOSTILE, "published_on": dt.date(2026, 3, 1), "published_precision": Precision.DAY}
    ),
    source("t", "q").model_copy(update={"url": 'javascript:alert("1")', "title": "No link"}),
)
ACTS = (
    action("a-1", ActionKind.RATIFICATION, dt.date(2001, 2, 3), dt.date(2001, 8, 1)),
    action("a-2", ActionKind.WITHDRAWAL, dt.date(2026, 3, 1), dt.date(2026, 9, 1)).model_copy(
        update={"note": HOSTILE, "source_ids": ("s", "t")}
    ),
    action("b-1", ActionKind.ACCESSION, dt.date(2010, 1, 1), dt.date(2010, 7, 1), iso3="BBB"),
    action("b-2", ActionKind.SUSPENSION, dt.date(2024, 7, 1), None, iso3="BBB", scope=Scope.FULL),
    action("a-3", ActionKind.OBJECTION, dt.date(2024, 8, 1), objects_to="b-2"),
    action("c-1", ActionKind.NEVER_ACTED, None, iso3="CCC"),
)
EVENTS = (
    PolicyEvent(
        event_id="e",
        happened_on=dt.date(2025, 12, 1),
        happened_precision=Precision.MONTH,
        iso3s=("AAA",),
        instrument_ids=("pact",),
        lens_ids=(),
        topic_ids=(),
        kind="parliamentary-vote",
        headline=f"Vote {HOSTILE}",
        detail="A detail.",
        actor="Parliament",
        votes_for=90,
        votes_against=3,
        votes_abstaining=None,
        restates_id=None,
        confidence=Confidence.DISPUTED,
        note="",
        source_ids=("t",),
    ),
    PolicyEvent(
        event_id="e-again",
        happened_on=dt.date(2026, 3, 1),
        happened_precision=Precision.DAY,
        iso3s=("AAA", "ZZZ"),
        instrument_ids=("pact", "treaty"),
        lens_ids=(),
        topic_ids=(),
        kind="parliamentary-vote",
        headline="The notice again",
        detail="",
        actor="",
        votes_for=None,
        votes_against=None,
        votes_abstaining=None,
        restates_id="a-2",
        confidence=Confidence.SINGLE,
        note="Doubtful.",
        source_ids=("s",),
    ),
)
ANNOUNCEMENTS = (
    announcement(
        "n-1",
        "2025-02-01",
        programme=f"Mines {HOSTILE}",
        start_earliest="2026-01-01",
        start_latest="2026-12-31",
        start_precision=Precision.YEAR,
    ),
    announcement(
        "n-2",
        "2026-02-01",
        programme=f"Mines {HOSTILE}",
        start_earliest="2027-01-01",
        start_latest="2027-03-31",
        start_precision=Precision.QUARTER,
        start_as_stated=f"in early 2027 {HOSTILE}",
        quantity=1200,
        quantity_unit="pieces",
        replaces_id="n-1",
        stage=ProgrammeStage.ANNOUNCED,
        source_ids=("s", "t"),
    ),
)
KINDS = (
    EventKind(event_kind_id="parliamentary-vote", label="parliamentary vote", question="How did it vote?", group="g"),
)
STORY = Story(
    id="tale",
    title=f"A tale {HOSTILE}",
    language="en",
    summary=f"What happened {HOSTILE}",
    steps=(
        StoryStep(
            as_of=dt.date(2026, 3, 1),
            lens="pact",
            focus=("AAA", "BBB"),
            headline=f"Notice {HOSTILE}",
            text=f"Aaaland deposits {HOSTILE}.",
            facts=("a-2", "e", "pact"),
            claim=f"It was never said {HOSTILE}",
            verdict=Verdict.PARTLY,
            later=f"Then it waited {HOSTILE}.",
            later_facts=("n-2",),
        ),
        StoryStep(as_of=DAY, lens="treaty", headline="Quiet", text="Nothing moves.", facts=("n-1",)),
    ),
)
TERMS = (
    Term(id="deposit", term=f"deposit {HOSTILE}", text=f"Handing in {HOSTILE}"),
    Term(id="grade", term="grade", text="A letter."),
)
REASONS = (
    Reason(
        side=Side.LEAVING,
        instrument="pact",
        iso3s=("AAA",),
        who=f"A minister {HOSTILE}",
        text=f"Because {HOSTILE}.",
        facts=("a-2",),
    ),
    Reason(
        side=Side.OBJECTING,
        instrument="pact",
        iso3s=("AAA", "BBB"),
        who="Another",
        text="Because not.",
        facts=("e", "n-1"),
    ),
    Reason(side=Side.EARLIER, instrument="pact", iso3s=("BBB",), who="One more", text="Stay.", facts=("e",)),
)
WHY = Why(id="size", question=f"Why so large {HOSTILE}?", text=f"It only looks so {HOSTILE}.", facts=("a-1",))


def small_index() -> Index:
    """Two treaties, three States, six acts, a step, two events, two announcements; two of the rows are uploads."""
    made = dataset(
        DAY,
        instruments=(
            instrument(
                short_name="Pact <b>&\"'",
                short_title=f"Pact {HOSTILE}",
                entry_period="P6M",
                entry_rule=EntryRule.FIRST_DAY_OF_NTH_MONTH,
            ),
            instrument(
                instrument_id="treaty",
                short_name="Treaty",
                short_title="Treaty (a longer name)",
                opened_on=dt.date(1990, 5, 1),
            ),
        ),
        countries=(
            country(
                name=f"Aaaland {HOSTILE}",
                nato_since=dt.date(2004, 3, 29),
                eu_since=dt.date(2004, 5, 1),
                borders_russia="yes",
                land_border_russia_km=1234.5,
                note=f"A note {HOSTILE}",
                source_ids=("s", "t"),
            ),
            country("BBB", eu_since=dt.date(1973, 1, 1), eu_until=dt.date(2020, 2, 1), official_name="Bbbland"),
            country("CCC"),
        ),
        sources=SOURCES,
        publishers=(publisher("p", Grade.B).model_copy(update={"name": f"Press {HOSTILE}"}), publisher("q", Grade.E)),
        treaty_actions=ACTS,
        exit_steps=(exit_step("x", Step.ADOPTED, dt.date(2025, 12, 1)),),
        event_kinds=KINDS,
        policy_events=EVENTS,
        announcements=ANNOUNCEMENTS,
    )
    return Index(made, UPLOADED)
