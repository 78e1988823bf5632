"""Lenses by rows: the record's own hold, each rule refuses a bad row, and new ones take rows only."""

from __future__ import annotations

import csv
import datetime as dt
import shutil
from pathlib import Path
from typing import Any

import pytest
from whole_record import whole

from data import rules_lenses, rules_observations
from data.context import Context
from data.fields import Precision
from data.lens_schema import ClassStyle, LensKind, Quality
from data.load import DATA_FOLDER, Loaded
from data.problems import Problem
from data.rules import rule_name
from data.schema import TABLES, Row, id_of
from data.validate import validate

LOADED = whole()
RULES = {rule_name(rule): rule for rule in (*rules_lenses.RULES, *rules_observations.RULES)}


def problems_of(rule: str, table: str, rows: list[Row]) -> list[Problem]:
    """What a rule says of the record with other rows of one table."""
    dataset = LOADED.dataset.model_copy(update={table: tuple(rows)})
    lines = {**LOADED.lines, table: tuple(range(2, len(rows) + 2))}
    return list(RULES[rule](Context(Loaded(dataset, (), lines, LOADED.meta_lines))))


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


TRAPS: list[tuple[str, str, dict[str, Any], str, str, str]] = [
    ("lenses", "conscription", {"lens_id": "apmbc"}, "lens-columns", "lens_id", "the id of an instrument"),
    ("lenses", "conscription", {"question": "Who serves."}, "lens-columns", "question", "'Who serves.' asks nothing"),
    ("lenses", "conscription", {"question": "?"}, "lens-columns", "question", "asks nothing"),
    ("lenses", "conscription", {"unit": "men"}, "lens-columns", "unit", "leave it empty for a policy"),
    ("lenses", "spending", {"decimals": None}, "lens-columns", "decimals", "fill it for a measure"),
    ("lenses", "spending", {"period": "P2Y"}, "lens-columns", "period", "'P2Y': type P1Y, P3M or P1M"),
    ("lenses", "conscription", {"lens_id": "drafts"}, "lens-classes", "lens_id", "add its classes to lens_classes.csv"),
    ("lens_classes", "conscription-suspended", {"rank": 1}, "lens-classes", "rank", "1 is the rank of none"),
    (
        "lens_classes",
        "conscription-none",
        {"style": ClassStyle.STEP_1},
        "lens-classes",
        "style",
        "'step-1' does not fit this class of a policy: type none or part or full",
    ),
    ("lens_classes", "spending-from-2", {"label": "1 to under 2 %"}, "lens-classes", "label", "is the name of from-1"),
    (
        "lens_classes",
        "spending-from-3-5",
        {"moving": "yes"},
        "lens-classes",
        "moving",
        "from-2 is the one step",
    ),
    ("lens_classes", "conscription-unknown", {"moving": "yes"}, "lens-classes", "moving", "nothing is known"),
    ("lens_classes", "spending-unknown", {"style": ClassStyle.NONE}, "lens-classes", "style", "type unknown"),
    ("lens_classes", "spending-from-1", {"lower": 1.5}, "class-bounds", "lower", "type 1, where under-1 ends"),
    ("lens_classes", "spending-from-2", {"lower": 1.5}, "class-bounds", "lower", "type 2, where from-1 ends"),
    ("lens_classes", "spending-under-1", {"lower": 0.0}, "class-bounds", "lower", "leave it empty"),
    ("lens_classes", "spending-from-5", {"upper": 9.0}, "class-bounds", "upper", "leave it empty in the highest class"),
    ("lens_classes", "spending-from-1", {"upper": 0.5}, "class-bounds", "upper", "does not lie above lower 1"),
    ("lens_classes", "conscription-none", {"upper": 1.0}, "class-bounds", "lower", "only the classes of a measure"),
    ("series", "sipri-2026", {"lens_id": "conscription"}, "series-editions", "lens_id", "type the id of a measure"),
    ("series", "sipri-2026", {"published_on": day("2027-01-01")}, "series-editions", "published_on", "after as_of"),
    ("series", "nato-core-2026", {"replaces_id": "nato-2025"}, "series-editions", "replaces_id", "another basis"),
    ("series", "sipri-2026", {"replaces_id": "sipri-2026"}, "series-editions", "replaces_id", "an earlier edition"),
    ("lenses", "spending", {"lens_id": "gold"}, "series-editions", "lens_id", "add a series of it to series.csv"),
    ("lenses", "conscription", {"lens_id": "drafts"}, "covered-states", "lens_id", "has no row of ALB, AND"),
    ("not_read", "spending-and", {"iso3": "FRA"}, "covered-states", "iso3", "but FRA has observations under spending"),
    ("observations", "con-swe-4", {"iso3": "NOR"}, "observed", "observation_id", "is no id of NOR"),
    ("observations", "con-swe-4", {"class_id": None}, "observed", "class_id", "fill it: conscription is a policy"),
    ("observations", "con-swe-4", {"value": 9.0}, "observed", "value", "leave it empty: conscription is a policy"),
    ("observations", "con-swe-4", {"class_id": "lottery"}, "observed", "class_id", "type one of none, returning"),
    ("observations", "spe-sipri-swe-2020", {"series_id": None}, "observed", "series_id", "fill it: spending is a"),
    ("observations", "spe-sipri-swe-2020", {"series_id": "nato-2025"}, "one-series", "source_ids", "name a source of"),
    ("observations", "con-swe-4", {"series_id": "sipri-2026"}, "one-series", "series_id", "is a series of spending"),
    ("observations", "con-swe-4", {"from_on": day("1999-12-31")}, "observation-days", "from_on", "before 2000-01-01"),
    ("observations", "con-swe-4", {"from_on": day("2027-01-01")}, "observation-days", "from_on", "write an event"),
    (
        "observations",
        "con-swe-4",
        {"from_precision": Precision.UNKNOWN},
        "observation-days",
        "from_precision",
        "unknown stands for 2000-01-01, the first day of conscription, only",
    ),
    ("observations", "con-swe-1", {"quality": Quality.MEASURED}, "observation-days", "quality", "type uncertain"),
    (
        "observations",
        "spe-sipri-swe-2020",
        {"from_on": day("2020-06-30")},
        "observation-days",
        "from_on",
        "2020-06-30 is not the first day of a year: type 2020-01-01",
    ),
    (
        "observations",
        "spe-sipri-swe-2020",
        {"from_precision": Precision.DAY},
        "observation-days",
        "from_precision",
        "type year: a figure of spending counts in its own period",
    ),
    (
        "observations",
        "spe-natocore26-swe-2026",
        {"quality": Quality.MEASURED},
        "observation-days",
        "quality",
        "type estimate or budget: the series was published before 2027-01-01",
    ),
    ("observations", "con-swe-4", {"class_id": "returning"}, "order-of-classes", "class_id", "con-swe-3 says already"),
    (
        "observations",
        "spe-sipri-swe-2020",
        {"from_on": day("2019-01-01")},
        "order-of-classes",
        "from_on",
        "counts from 2019-01-01 too",
    ),
    (
        "observations",
        "con-lva-4",
        {"event_id": "se-2017-03-02-conscription"},
        "settled-by",
        "event_id",
        "add them",
    ),
    ("observations", "con-lva-3", {"from_on": day("2023-04-04")}, "settled-by", "event_id", "type an earlier event"),
    (
        "observation_details",
        "conscription-SWE-women-liable-2018-01-01",
        {"lens_id": "spending"},
        "details",
        "lens_id",
        "only a policy has details",
    ),
    (
        "observation_details",
        "conscription-ARM-length-months-2004-05-31",
        {"value": "long"},
        "details",
        "unit",
        "type a number of months, and a detail that ends in -months",
    ),
    (
        "observation_details",
        "conscription-ARM-length-months-2004-05-31",
        {"detail": "length-weeks"},
        "details",
        "unit",
        "ends in -months",
    ),
    (
        "observation_details",
        "conscription-ARM-length-months-2004-05-31",
        {"unit": ""},
        "details",
        "unit",
        "type what the number counts",
    ),
    (
        "observation_details",
        "conscription-ARM-women-liable-2004-05-31",
        {"from_on": day("2001-01-01"), "from_precision": Precision.DAY},
        "details",
        "from_on",
        "the class of ARM is known from 2004-05-31 only",
    ),
    (
        "observation_details",
        "conscription-SWE-women-liable-2018-01-01",
        {"from_on": day("2027-01-01")},
        "details",
        "from_on",
        "write an event that names the day",
    ),
]


@pytest.mark.parametrize(
    ("table", "row_id", "cells", "rule", "column", "words"),
    [pytest.param(*trap, id=f"{trap[3]}-{trap[1]}-{number}") for number, trap in enumerate(TRAPS)],
)
def test_a_bad_row_is_named_with_its_line_and_what_to_type(
    table: str, row_id: str, cells: dict[str, Any], rule: str, column: str, words: str
) -> None:
    rows = list(getattr(LOADED.dataset, table))
    at = next(index for index, row in enumerate(rows) if id_of(table, row) == row_id)
    rows[at] = rows[at].model_copy(update=cells)
    here = [one for one in problems_of(rule, table, rows) if (one.line, one.column) == (at + 2, column)]
    assert [one.file for one in here] == [f"{table}.csv"] * len(here)
    assert any(words in one.message for one in here), here


def test_every_rule_on_lenses_is_tried() -> None:
    assert {trap[3] for trap in TRAPS} == set(RULES)


@pytest.mark.parametrize("table", ["lenses", "lens_classes", "series", "observations"])
def test_no_rule_finds_a_problem_where_a_file_could_not_be_read(table: str) -> None:
    missing = Problem(f"{table}.csv", 0, "", "", "missing-file", "is missing")
    dataset = LOADED.dataset.model_copy(update={table: ()})
    ctx = Context(Loaded(dataset, (missing,), {**LOADED.lines, table: ()}, LOADED.meta_lines))
    assert [problem for rule in RULES.values() for problem in rule(ctx)] == []


def class_on(iso3: str, text: str) -> str | None:
    """Class of a State under conscription on a day, by the rows alone."""
    known = [
        (rules_observations.counts_from(row.from_on, row.from_precision), row.class_id)
        for row in LOADED.dataset.observations
        if (row.lens_id, row.iso3) == ("conscription", iso3)
    ]
    return max(((start, found) for start, found in known if start <= day(text)), default=(None, None))[1]


@pytest.mark.parametrize(
    ("iso3", "on", "expected"),
    [
        ("LVA", "2004-08-30", None),
        ("LVA", "2023-04-04", "suspended"),
        ("LVA", "2023-04-05", "returning"),
        ("LVA", "2023-12-31", "returning"),
        ("LVA", "2024-01-01", "selective"),
        ("LTU", "2015-03-18", "suspended"),
        ("LTU", "2015-03-19", "selective"),
        ("SWE", "2000-01-01", "universal"),
        ("SWE", "2010-06-30", "universal"),
        ("SWE", "2010-07-01", "suspended"),
        ("SWE", "2017-03-02", "returning"),
        ("SWE", "2018-01-01", "selective"),
        ("SVN", "2003-09-08", "universal"),
        ("SVN", "2003-09-09", "unknown"),
        ("SVN", "2003-09-29", "unknown"),
        ("SVN", "2003-09-30", "suspended"),
        ("HRV", "2025-10-24", "returning"),
        ("HRV", "2026-06-01", "selective"),
        ("DEU", "2026-06-01", "suspended"),
        ("GEO", "2016-12-31", "universal"),
        ("XKX", "2020-01-01", "none"),
        ("AND", "2000-01-01", "none"),
    ],
)
def test_conscription_on_known_days(iso3: str, on: str, expected: str | None) -> None:
    assert class_on(iso3, on) == expected


def test_what_has_no_first_day_is_open_and_uncertain() -> None:
    rows = [row for row in LOADED.dataset.observations if row.from_precision is Precision.UNKNOWN]
    assert len(rows) == 23 - 2  # two of the 23 ended before the lens's first day
    assert {(str(row.from_on), row.quality) for row in rows} == {("2000-01-01", Quality.UNCERTAIN)}


def test_spending_holds_the_series_as_published() -> None:
    figures = [row for row in LOADED.dataset.observations if row.lens_id == "spending"]
    count = {row.series_id: 0 for row in LOADED.dataset.series}
    for row in figures:
        count[row.series_id or ""] += 1
    assert count == {"sipri-2026": 12 * 47, "nato-2025": 12 * 31 - 1, "nato-core-2026": 5 * 31}
    value = {(row.series_id, row.iso3, row.from_on.year): row.value for row in figures}
    assert value["sipri-2026", "LTU", 2025] == 3.08
    assert value["nato-2025", "LTU", 2025] == 4.0
    assert value["nato-core-2026", "LTU", 2025] == 4.03
    assert ("nato-2025", "DEU", 2025) not in value
    assert LOADED.dataset.series[0].series_id == "sipri-2026"
    assert all(row.replaces_id is None for row in LOADED.dataset.series)


def add(folder: Path, table: str, **cells: str) -> None:
    """One more row at the end of a table; columns that are not named stay empty."""
    with (folder / f"{table}.csv").open("a", encoding="utf-8", newline="") as stream:
        csv.DictWriter(stream, list(TABLES[table].model_fields), lineterminator="\n").writerow(cells)


def add_lens(folder: Path, kind: LensKind) -> None:
    """An invented lens with two classes, one observation, and nothing read of the other States."""
    key, source, measure = f"moon-{kind}", {"source_ids": "sipri-2026-04-27-milex"}, kind is LensKind.MEASURE
    numbers = {"unit": "kg", "decimals": "1", "period": "P1Y"} if measure else {}
    lens = {"lens_id": key, "kind": kind, "short_title": "Moon", "question": "Who goes to the Moon?"}
    add(folder, "lenses", **lens, group="people-and-money", first_day="2020-01-01", **numbers, **source)
    styles = ("step-1", "step-2") if measure else ("none", "full")
    bounds = {"step-1": {"upper": "-1.5"}, "step-2": {"lower": "-1.5"}}
    for rank, style in enumerate(styles, 1):
        row = {
            "class_id": f"c{rank}",
            "rank": str(rank),
            "label": f"Class {rank}",
            "meaning": "A class.",
            "style": style,
        }
        add(folder, "lens_classes", **row, lens_id=key, moving="no", **bounds.get(style, {}))
    row = {"class_id": "unknown", "rank": "3", "label": "Unknown", "meaning": "Not known.", "style": "unknown"}
    add(folder, "lens_classes", **row, lens_id=key, moving="no")
    if measure:
        edition = {"series_id": "moon-2021", "publisher_id": "sipri", "edition": "2021", "basis": "all"}
        add(folder, "series", **edition, lens_id=key, published_on="2021-02-01", **source)
    what = {"series_id": "moon-2021", "value": "-3.5"} if measure else {"class_id": "c2"}
    start = {"from_on": "2020-01-01", "from_precision": "year" if measure else "day", "quality": "measured"}
    row = {"observation_id": f"{key}-isl-1", "iso3": "ISL", "confidence": "single"}
    add(folder, "observations", **row, lens_id=key, **start, **what, **source)
    add(folder, "not_read", not_read_id=f"{key}-all", lens_id=key, reason="Only one was looked at.", **source)


def test_a_policy_and_a_measure_by_rows_only(tmp_path: Path) -> None:
    for path in (*DATA_FOLDER.glob("*.csv"), DATA_FOLDER / "dataset.toml"):
        shutil.copy(path, tmp_path)
    for kind in LensKind:
        add_lens(tmp_path, kind)
    loaded, problems = validate(tmp_path)
    assert [str(problem) for problem in problems] == []
    assert [row.value for row in loaded.dataset.observations[-2:]] == [None, -3.5]
