"""Policies and measures made of rows: classes from a day to the next row, figures in their own period alone."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from builders import country, dataset

from dashboard.domain.answer import answer, entries, summary_text
from dashboard.domain.headline import headline_on
from dashboard.domain.index import Index
from dashboard.domain.lenses import Look, lens_of, lenses_of, run_on
from dashboard.domain.lenses.measure import MeasureLens
from dashboard.domain.outlook import due_changes
from dashboard.domain.summary import summary
from dashboard.domain.timeline import changes
from data.event_schema import PolicyEvent
from data.fields import Confidence, LensGroup, Precision
from data.lens_schema import ClassStyle, LensClassRow, LensKind, LensRow, Observation, Quality, Series
from data.schema import Country, CountryKind

NAMES = {"AAA": "Aland", "BBB": "the Bees", "CCC": "Ceeland", "XKX": "Elsewhere"}


def lens_row(lens_id: str, kind: LensKind, **given: Any) -> LensRow:
    values = {
        "short_title": lens_id,
        "question": "Who?",
        "group": LensGroup.PEOPLE_AND_MONEY,
        "unit": "",
        "decimals": None,
        "period": "",
        "first_day": dt.date(2000, 1, 1),
        "note": "",
        "source_ids": ("s",),
    }
    return LensRow(lens_id=lens_id, kind=kind, **(values | given))


def class_row(lens_id: str, class_id: str, rank: int, style: str, **given: Any) -> LensClassRow:
    values = {"label": class_id.replace("-", " "), "meaning": "It is so.", "moving": "no", "lower": None, "upper": None}
    return LensClassRow(class_id=class_id, lens_id=lens_id, rank=rank, style=ClassStyle(style), **(values | given))


def seen(lens_id: str, iso3: str, on: str, **given: Any) -> Observation:
    values = {
        "observation_id": f"{lens_id}-{iso3.lower()}-{on}-{given.get('series_id', '')}".rstrip("-"),
        "series_id": None,
        "from_precision": Precision.DAY,
        "class_id": None,
        "value": None,
        "quality": Quality.MEASURED,
        "legal_act": "",
        "event_id": None,
        "confidence": Confidence.CONFIRMED,
        "note": "",
        "source_ids": ("s",),
    }
    return Observation.model_construct(
        lens_id=lens_id, iso3=iso3, from_on=dt.date.fromisoformat(on), **(values | given)
    )


def series(series_id: str) -> Series:
    return Series(
        series_id=series_id,
        lens_id="money",
        publisher_id="p",
        edition="first",
        published_on=dt.date(2022, 4, 1),
        basis="all",
        replaces_id=None,
        source_ids=("s",),
    )


def law(event_id: str, on: str) -> PolicyEvent:
    return PolicyEvent.model_construct(
        event_id=event_id, happened_on=dt.date.fromisoformat(on), happened_precision=Precision.DAY, iso3s=("AAA",),
        instrument_ids=(), lens_ids=("service",), topic_ids=(), restates_id=None, source_ids=("s",), kind="law",
        headline="A law", detail="", actor="", votes_for=None, votes_against=None, votes_abstaining=None,
        confidence=Confidence.CONFIRMED, note="",
    )  # fmt: skip


def states() -> tuple[Country, ...]:
    return (
        country("AAA", name="Aland"),
        country("BBB", name="Bees"),
        country("CCC", name="Ceeland"),
        country("XKX", name="Elsewhere", kind=CountryKind.AREA),
    )


INDEX = Index(
    dataset(
        countries=states(),
        lenses=(
            lens_row("service", LensKind.POLICY),
            lens_row(
                "money", LensKind.MEASURE, unit="% of GDP", decimals=1, period="P1Y", first_day=dt.date(2020, 1, 1)
            ),
        ),
        lens_classes=(
            class_row("service", "ever-none", 1, "none"),
            class_row("service", "stopped", 2, "none"),
            class_row("service", "coming-back", 3, "none", moving="yes"),
            class_row("service", "some", 4, "part"),
            class_row("service", "everyone", 5, "full"),
            class_row("service", "unknown", 6, "unknown"),
            class_row("money", "low", 1, "step-1", upper=2.0),
            class_row("money", "high", 2, "step-3", lower=2.0, moving="yes"),
            class_row("money", "unknown", 3, "unknown"),
        ),
        series=(series("one"), series("two")),
        policy_events=(law("law-a", "2023-04-05"),),
        observations=(
            seen("service", "AAA", "2000-01-01", class_id="everyone", from_precision=Precision.UNKNOWN),
            seen("service", "AAA", "2007-01-01", class_id="stopped", from_precision=Precision.YEAR),
            seen("service", "AAA", "2023-04-05", class_id="coming-back", event_id="law-a"),
            seen("service", "AAA", "2024-01-01", class_id="some", event_id="law-a"),
            seen("service", "BBB", "2010-06-01", class_id="ever-none"),
            seen("service", "BBB", "2020-01-01", class_id="unknown"),
            seen("service", "XKX", "2000-01-01", class_id="everyone"),
            seen("money", "AAA", "2020-01-01", series_id="one", value=1.99),
            seen("money", "AAA", "2021-01-01", series_id="one", value=2.0),
            seen("money", "BBB", "2021-01-01", series_id="one", value=0.5),
            seen("money", "AAA", "2020-01-01", series_id="two", value=9.0),
        ),
    )
)
SERVICE, MONEY = lenses_of(INDEX)["service"], lenses_of(INDEX)["money"]


def class_on(lens: Any, iso3: str, day: str) -> str:
    return str(run_on(lens.runs(INDEX, iso3), dt.date.fromisoformat(day)).class_id)


def test_lenses_of_rows_follow_the_treaties() -> None:
    assert list(lenses_of(INDEX)) == ["pact", "service", "money"]
    assert SERVICE.question.endswith("?")


@pytest.mark.parametrize(
    ("iso3", "day", "class_id"),
    [
        ("AAA", "1999-12-31", "unknown"),  # nothing is known before the record
        ("AAA", "2000-01-01", "everyone"),
        ("AAA", "2007-12-30", "everyone"),
        ("AAA", "2007-12-31", "stopped"),  # a coarse day counts from its last
        ("AAA", "2023-12-31", "coming-back"),
        ("AAA", "2024-01-01", "some"),
        ("BBB", "2010-05-31", "unknown"),  # not "none" before its first row
        ("BBB", "2019-12-31", "ever-none"),
        ("BBB", "2020-01-01", "unknown"),  # the end of knowledge is a row
        ("CCC", "2015-01-01", "unknown"),
    ],
)
def test_a_class_holds_until_the_next_row(iso3: str, day: str, class_id: str) -> None:
    assert class_on(SERVICE, iso3, day) == class_id


def test_a_class_held_since_before_the_record_has_an_open_start() -> None:
    run = run_on(SERVICE.runs(INDEX, "AAA"), dt.date(2001, 1, 1))
    assert (run.start, run.exact) == (SERVICE.first, False)


def test_what_a_law_settled_is_foreseen_from_its_day() -> None:
    def known(day: str) -> list[dt.date]:
        return [
            run.start for run in SERVICE.known_runs(INDEX, "AAA", dt.date.fromisoformat(day)) if run.start.year > 2020
        ]

    assert known("2023-04-04") == []
    assert known("2023-04-05") == [dt.date(2023, 4, 5), dt.date(2024, 1, 1)]
    (due,) = due_changes(INDEX, SERVICE)
    assert (due.fixed_on, due.on, due.move.after.class_id) == (dt.date(2023, 4, 5), dt.date(2024, 1, 1), "some")


def test_classes_that_share_a_fill_share_an_entry_with_its_parts_named() -> None:
    day = dt.date(2015, 1, 1)
    now = summary(INDEX, SERVICE, day)
    assert (now.states, now.areas) == (("AAA", "BBB", "CCC"), 1)
    assert [(entry.label, entry.n, entry.part) for entry in entries(now)] == [
        ("ever none or stopped", 2, False),
        ("ever none", 1, True),
        ("stopped", 1, True),
        ("unknown", 1, False),
    ]
    assert answer(now, day, NAMES) == "1 January 2015: of 3 States, 2 ever none or stopped, 1 unknown"
    assert summary_text(now, NAMES) == (
        "3 States: ever none or stopped 2 (ever none 1, stopped 1); unknown 1; drawn and not counted: 1"
    )
    assert answer(summary(INDEX, SERVICE, day, {"AAA"}), day, NAMES) == "1 January 2015: Aland – stopped"
    styles = {entry.class_id: entry.style for entry in SERVICE.classes}
    assert (styles["ever-none"], styles["stopped"], styles["coming-back"]) == ("none", "none", "none-moving")


def test_a_change_is_told_in_the_words_of_its_class() -> None:
    steps = changes(INDEX, SERVICE)
    assert headline_on(steps, dt.date(2024, 1, 1), NAMES, SERVICE) == "1 January 2024: Aland is now “some”"
    assert headline_on(steps, dt.date(2024, 1, 2), NAMES, SERVICE) == "Since 1 January 2024: Aland is “some”"
    with pytest.raises(ValueError, match="changes something"):
        SERVICE.move_key(Look(SERVICE.classes[0]), Look(SERVICE.classes[0]))


@pytest.mark.parametrize(
    ("iso3", "day", "class_id", "value"),
    [
        ("AAA", "2019-12-31", "unknown", None),
        ("AAA", "2020-12-31", "low", 1.99),
        ("AAA", "2021-01-01", "high", 2.0),  # the lower bound is included
        ("AAA", "2022-01-01", "unknown", None),  # nothing is carried forward
        ("BBB", "2020-06-01", "unknown", None),
        ("CCC", "2021-06-01", "unknown", None),
    ],
)
def test_a_figure_counts_in_its_own_period_only(iso3: str, day: str, class_id: str, value: float | None) -> None:
    run = run_on(MONEY.runs(INDEX, iso3), dt.date.fromisoformat(day))
    assert (run.class_id, run.value) == (class_id, value)


def test_a_measure_opens_on_its_last_period_and_never_mixes_series() -> None:
    assert MONEY.series_id == "one"
    assert MONEY.latest(INDEX) == dt.date(2021, 12, 31)
    other = lens_of(INDEX, "money", "two")
    assert isinstance(other, MeasureLens)
    assert run_on(other.runs(INDEX, "AAA"), dt.date(2020, 5, 1)).value == 9.0
    assert run_on(other.runs(INDEX, "AAA"), dt.date(2021, 5, 1)).value is None
    assert other.latest(INDEX) == dt.date(2020, 12, 31)
    assert other.period_of(dt.date(2021, 7, 12)) == (dt.date(2021, 1, 1), dt.date(2021, 12, 31))
    assert lens_of(INDEX, "money", "one") is MONEY
    for lens_id, series_id in (("money", "three"), ("service", "one"), ("pact", "one")):
        with pytest.raises(KeyError):
            lens_of(INDEX, lens_id, series_id)


def test_the_answer_of_a_measure_counts_who_reaches_the_outlined_step() -> None:
    day = dt.date(2021, 12, 31)
    assert answer(summary(INDEX, MONEY, day), day, NAMES) == (
        "31 December 2021: of 2 States with a figure, 1 at 2 % of GDP or more"
    )
    later = dt.date(2026, 1, 1)
    assert answer(summary(INDEX, MONEY, later), later, NAMES) == "1 January 2026: no figure yet"
