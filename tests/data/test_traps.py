"""Every known trap: change one cell or file of a copy, and the right problem names the right line."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from data import rules_corrections, rules_lenses, rules_observations
from data.load import DATA_FOLDER, load
from data.problems import Problem
from data.rules import RULE_NAMES, rule_name
from data.schema import TABLES
from data.validate import validate


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in (*(f"{table}.csv" for table in TABLES), "dataset.toml", "checks.csv"):
        shutil.copy(DATA_FOLDER / name, tmp_path / name)
    return tmp_path


def change(folder: Path, table: str, row_id: str, **cells: str) -> int:
    """Set cells of a row; returns the line on which it stands."""
    path = folder / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.reader(stream))
    line = next(number for number, row in enumerate(rows, 1) if row[0] == row_id)
    for column, value in cells.items():
        rows[line - 1][rows[0].index(column)] = value
    with path.open("w", encoding="utf-8", newline="") as stream:
        csv.writer(stream, lineterminator="\n").writerows(rows)
    return line


def found(folder: Path) -> list[Problem]:
    return list(validate(folder)[1])


TRAPS = [
    ("treaty_actions", "apmbc-ltu-3", {"effective_on": "2025-11-27"}, "notice-period", "effective_on"),
    ("treaty_actions", "apmbc-ltu-3", {"effective_on": "2025-12-28"}, "notice-period", "effective_note"),
    ("treaty_actions", "cfe-rus-4", {"effective_on": "2023-11-05"}, "notice-period", "effective_on"),
    ("treaty_actions", "cfe-rus-4", {"effective_note": ""}, "notice-period", "effective_note"),
    ("treaty_actions", "cfe-rus-4", {"effective_method": "computed"}, "notice-period", "effective_on"),
    ("treaty_actions", "cfe-cze-1", {"effective_method": "retroactive"}, None, ""),
    ("treaty_actions", "apmbc-fin-1", {"kind": "joined"}, "cell", "kind"),
    ("treaty_actions", "apmbc-fin-1", {"acted_on": "2012-1-9"}, "cell", "acted_on"),
    ("treaty_actions", "apmbc-fin-1", {"acted_on": "2012-02-30"}, "cell", "acted_on"),
    ("treaty_actions", "apmbc-fin-1", {"acted_on": "0"}, "cell", "acted_on"),
    ("treaty_actions", "apmbc-fin-1", {"source_ids": ""}, "cell", "source_ids"),
    ("treaty_actions", "apmbc-fin-1", {"source_ids": "untc-xxvi-5;untc-xxvi-5"}, "cell", "source_ids"),
    ("treaty_actions", "apmbc-fin-1", {"source_ids": "nowhere-1"}, "known-ids", "source_ids"),
    ("treaty_actions", "apmbc-fin-1", {"instrument_id": "ottawa"}, "known-ids", "instrument_id"),
    ("treaty_actions", "apmbc-fin-1", {"effective_on": "2012-08-01"}, "entry-period", "effective_on"),
    ("instruments", "apmbc", {"entry_rule": ""}, "entry-rules", "entry_rule"),
    ("instruments", "apmbc", {"entry_period": "P90D"}, "entry-rules", "entry_period"),
    ("instruments", "apmbc", {"entry_rule": "first day of the sixth month"}, "cell", "entry_rule"),
    ("treaty_actions", "apmbc-alb-1", {"acted_on": "2000-03-01"}, "order-of-acts", "acted_on"),
    ("treaty_actions", "apmbc-fin-1", {"kind": "signature", "effective_on": ""}, "told-effects", "effective_method"),
    ("treaty_actions", "apmbc-fin-2", {"acted_on": "2012-06-30"}, "order-of-acts", "acted_on"),
    ("treaty_actions", "apmbc-fin-1", {"acted_on": ""}, "dated-deposits", "acted_on"),
    ("treaty_actions", "apmbc-fin-1", {"acted_on": ""}, "precisions", "acted_precision"),
    ("treaty_actions", "apmbc-alb-2", {"effective_on": "2000-02-28"}, "effect-after-act", "effective_on"),
    ("treaty_actions", "apmbc-and-1", {"acted_on": "1997-12-02"}, "not-before-opening", "acted_on"),
    ("treaty_actions", "apmbc-and-2", {"effective_on": "1999-02-28"}, "not-before-opening", "effective_on"),
    ("instruments", "apmbc", {"exit_article": ""}, "exit-clauses", "exit_article"),
    ("instruments", "apmbc", {"exit_clause": "no"}, "exit-clauses", "notice_period"),
    ("instruments", "tpnw", {"notice_period": "", "notice_is_minimum": "yes"}, "exit-clauses", "notice_is_minimum"),
    ("instruments", "ccw-p2", {"parent_id": "ccw-ap2"}, "parents", "parent_id"),
    ("instruments", "ccw-p2", {"parent_id": "ccw-p2"}, "parents", "parent_id"),
    ("instruments", "apmbc", {"question": "Mines"}, "lens-questions", "question"),
    ("instruments", "apmbc", {"question": ""}, "cell", "question"),
    ("instruments", "apmbc", {"group": "mines"}, "cell", "group"),
    ("instruments", "npt", {"entry_period": "P6M"}, "entry-rules", "entry_period"),
    ("instruments", "apmbc", {"short_name": "Anti-personnel mine ban"}, "cell", "short_name"),
    ("treaty_actions", "ccw-ap2-fin-1", {"kind": "signature"}, "open-to", "kind"),
    ("treaty_actions", "apmbc-fin-2", {"concerns_id": "apmbc-fin-1"}, "answered-acts", "concerns_id"),
    ("treaty_actions", "apmbc-fin-2", {"kind": "revocation"}, "answered-acts", "concerns_id"),
    ("treaty_actions", "apmbc-fin-2", {"decided_by": "a council"}, "deciders", "decided_by"),
    ("treaty_actions", "apmbc-fin-2", {"kind": "cessation"}, "deciders", "decided_by"),
    ("treaty_actions", "apmbc-alb-1", {"kind": "never-acted"}, "never-acted-alone", "kind"),
    ("treaty_actions", "apmbc-est-2", {"kind": "ratification"}, "one-consent", "kind"),
    ("treaty_actions", "apmbc-nor-3", {"objects_to": "apmbc-fin-2"}, "objections", "objects_to"),
    ("treaty_actions", "apmbc-nor-3", {"objects_to": ""}, "objections", "objects_to"),
    ("treaty_actions", "apmbc-nor-3", {"acted_on": "2025-07-17"}, "objections", "acted_on"),
    ("treaty_actions", "apmbc-xkx-0", {"kind": "accession"}, "areas-do-not-act", "kind"),
    ("treaty_actions", "apmbc-fin-1", {"effective_method": ""}, "told-effects", "effective_method"),
    ("treaty_actions", "apmbc-fin-1", {"effective_source_ids": ""}, "told-effects", "effective_source_ids"),
    ("treaty_actions", "apmbc-fin-1", {"scope": "partial"}, "told-effects", "scope"),
    ("treaty_actions", "apmbc-fin-2", {"action_id": "apmbc-fin-1"}, "unique-ids", "action_id"),
    ("treaty_actions", "apmbc-fin-2", {"iso3": "SWE"}, "action-ids", "action_id"),
    ("treaty_actions", "apmbc-fin-1", {"note": " spaced"}, "spaces", "note"),
    ("treaty_actions", "apmbc-fin-1", {"note": "bell\x07"}, "control-character", "note"),
    ("sources", "untc-xxvi-5", {"read_as": "quoted"}, "carriers", "carrier_id"),
    ("sources", "untc-xxvi-5", {"carrier_id": "menafn"}, "carriers", "carrier_id"),
    ("sources", "untc-xxvi-5", {"read_as": "seen"}, "cell", "read_as"),
    ("sources", "untc-xxvi-5", {"read_as": "copy", "carrier_id": "nobody"}, "known-ids", "carrier_id"),
    ("policy_events", "lv-2025-04-16-vote", {"kind": "vote"}, "known-ids", "kind"),
    ("topics", "basing", {"group": "bases"}, "cell", "group"),
    ("policy_events", "lv-2025-04-16-vote", {"topic_ids": "borders"}, "known-ids", "topic_ids"),
    ("countries", "EST", {"nato_since": "2004-03-30"}, "alliance-days", "nato_since"),
    ("countries", "EST", {"land_border_russia_km": ""}, "borders", "land_border_russia_km"),
    ("countries", "EST", {"land_border_russia_km": "nan"}, "cell", "land_border_russia_km"),
    ("countries", "GBR", {"eu_until": "1972-01-01"}, "windows", "eu_until"),
    ("exit_steps", "apmbc-fin-adopted", {"stepped_on": "2025-06-20"}, "exit-steps", "stepped_on"),
    ("exit_steps", "apmbc-fin-adopted", {"iso3": "SWE"}, "exit-steps", "iso3"),
    ("exit_steps", "apmbc-fin-adopted", {"instrument_id": "ccm"}, "exit-steps", "instrument_id"),
    ("exit_steps", "apmbc-fin-adopted", {"event_id": "nothing-here"}, "known-ids", "event_id"),
    ("announcements", "fi-p-2026-02-end2027", {"replaces_id": "fi-p-2026-02-end2027"}, "chains", "replaces_id"),
    ("announcements", "lt-p-2025-12-talks", {"announced_on": "2025-01-01"}, "chains", "announced_on"),
    ("announcements", "fi-p-2026-02-end2027", {"iso3": "EST"}, "chains", "replaces_id"),
    ("announcements", "fi-p-2026-02-end2027", {"programme": "Other"}, "chains", "programme"),
    ("announcements", "lt-p-2025-08-line", {"programme": "New mines"}, "chains", "programme"),
    ("announcements", "fi-p-2026-02-end2027", {"start_earliest": "2028-01-01"}, "windows", "start_earliest"),
    ("announcements", "fi-p-2026-02-end2027", {"bounds_known_on": "2026-02-03"}, "windows", "bounds_known_on"),
    ("announcements", "fi-p-2026-02-end2027", {"bounds_known_on": "2027-01-01"}, "windows", "bounds_known_on"),
    ("announcements", "pl-p-2025-03-bejda", {"bounds_known_on": "2025-08-20"}, "windows", "bounds_known_on"),
    ("announcements", "lv-p-2025-03-ap-feasible", {"bounds_known_on": ""}, "derived-windows", "bounds_known_on"),
    ("announcements", "lt-p-2025-03-ccm", {"bounds_known_on": "2024-09-05"}, "derived-windows", "bounds_known_on"),
    ("announcements", "fi-p-2026-02-end2027", {"restates_id": "gone"}, "known-ids", "restates_id"),
    ("announcements", "fi-p-2026-02-end2027", {"restates_id": "pl-2025-06-25-sejm"}, "restated", "restates_id"),
    ("announcements", "fi-p-2026-02-end2027", {"quantity_unit": ""}, "amounts", "quantity_unit"),
    ("announcements", "fi-p-2026-02-end2027", {"start_precision": "unknown"}, "precisions", "start_precision"),
    ("announcements", "lt-p-2025-05-800m", {"budget_currency": ""}, "amounts", "budget_currency"),
    ("policy_events", "fi-2026-01-10-effective", {"restates_id": "apmbc-pol-3"}, "restated", "restates_id"),
    ("policy_events", "fi-2026-01-10-effective", {"restates_id": "fi-2026-01-10-effective"}, "restated", "restates_id"),
    ("policy_events", "fi-2026-01-10-effective", {"happened_on": "2026-10-03"}, "not-after-as-of", "happened_on"),
    ("policy_events", "fi-2025-06-19-vote", {"votes_for": "-1"}, "cell", "votes_for"),
    ("policy_events", "fi-2025-06-19-vote", {"votes_for": "1e3"}, "cell", "votes_for"),
    ("sources", "untc-xxvi-6", {"url": "https://example.org/"}, "publisher-hosts", "url"),
    ("sources", "untc-xxvi-6", {"publisher_id": "nobody"}, "known-ids", "publisher_id"),
    ("sources", "untc-xxvi-6", {"seen_on": "2026-10-03"}, "seen-days", "seen_on"),
    ("sources", "untc-xxvi-6", {"seen_on": "2026-02-02"}, "seen-days", "seen_on"),
    ("sources", "untc-xxvi-6", {"archived_url": "archive"}, "cell", "archived_url"),
    ("publishers", "err-news", {"grade": "F"}, "cell", "grade"),
    ("instruments", "apmbc", {"notice_period": "6 months"}, "cell", "notice_period"),
    ("instruments", "apmbc", {"in_force_on": "1997-01-01"}, "windows", "opened_on"),
]


@pytest.mark.parametrize(
    ("table", "row_id", "cells", "rule", "column"),
    [pytest.param(*trap, id=f"{trap[1]}-{'-'.join(trap[2])}-{trap[3]}-{n}") for n, trap in enumerate(TRAPS)],
)
def test_trap(folder: Path, table: str, row_id: str, cells: dict[str, str], rule: str | None, column: str) -> None:
    line = change(folder, table, row_id, **cells)
    problems = found(folder)
    if rule is None:
        assert [(p.file, p.rule, p.column) for p in problems] == [("dataset.toml", "exceptions", row_id)]
        return
    here = [p for p in problems if (p.file, p.line, p.rule, p.column) == (f"{table}.csv", line, rule, column)]
    assert here, "\n".join(map(str, problems))
    named = cells.get(next(iter(TABLES[table].model_fields)), row_id)
    assert str(here[0]).startswith(f"{table}.csv:{line}: {named}: {column}: ")


def test_the_traps_try_every_rule_on_rows() -> None:
    elsewhere = {
        "used-sources",
        "used-publishers",
        "one-row-per-address",
        "floors",
        "checked-instruments",
        "first-edition",
        "party-lists",
        "lists-not-read",
        "instrument-days",
        *(rule_name(rule) for rule in rules_corrections.RULES),  # in test_corrections
        *(rule_name(rule) for rule in (*rules_lenses.RULES, *rules_observations.RULES)),  # in test_lens_rows
    }
    assert {trap[3] for trap in TRAPS} >= RULE_NAMES - elsewhere


def test_loops_over_several_rows(folder: Path) -> None:
    change(folder, "announcements", "fi-p-2026-01-first-2027", replaces_id="fi-p-2026-02-end2027")
    change(folder, "policy_events", "fi-2026-01-10-effective", restates_id="fi-2025-07-10-notified")
    change(folder, "policy_events", "fi-2025-07-10-notified", restates_id="fi-2026-01-10-effective")
    loops = [p for p in found(folder) if "loop" in p.message]
    assert {p.rule for p in loops} == {"chains", "restated"}


def test_a_second_row_for_an_address(folder: Path) -> None:
    text = (folder / "sources.csv").read_text(encoding="utf-8")
    row = next(line for line in text.splitlines() if line.startswith("untc-xxvi-6,"))
    (folder / "sources.csv").write_text(text + row.replace("untc-xxvi-6", "zz-copy", 1) + "\n", encoding="utf-8")
    problems = found(folder)
    assert {p.rule for p in problems} == {"one-row-per-address", "used-sources"}
    assert {p.line for p in problems} == {text.count("\n") + 1}


def test_a_publisher_without_source(folder: Path) -> None:
    path = folder / "publishers.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "zz,Z,z.example,B,,press,\n", encoding="utf-8")
    assert [(p.rule, p.line) for p in found(folder)] == [("used-publishers", text.count("\n") + 1)]


def test_a_cut_off_file(folder: Path) -> None:
    path = folder / "treaty_actions.csv"
    path.write_text("".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:-40]), encoding="utf-8")
    assert ("treaty_actions.csv", 0, "floors") in {(p.file, p.line, p.rule) for p in found(folder)}


def _log(old: str, new: str) -> Callable[[Path], None]:
    return _toml(old, new, "checks.csv")


def _toml(old: str, new: str, name: str = "dataset.toml") -> Callable[[Path], None]:
    def edit(folder: Path) -> None:
        path = folder / name
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")

    return edit


@pytest.mark.parametrize(
    ("edit", "rule"),
    [
        (_log("apmbc,2026-02-03", "ottawa,2026-02-03"), "checked-instruments"),
        (_log("apmbc,2026-02-03", "apmbc,2026-10-03"), "checked-instruments"),
        (_toml("[exceptions.effect-after-act]", '[exceptions.effect-after-act]\napmbc-fin-2 = "no"'), "exceptions"),
        (
            _toml("[exceptions.effect-after-act]", '[exceptions.made-up]\nx = "y"\n[exceptions.effect-after-act]'),
            "exceptions",
        ),
        (_toml("instruments = 22", "laws = 22"), "floors"),
        (_toml("first_as_of = 2026-05-31", "first_as_of = 2026-10-03"), "first-edition"),
        (_toml("as_of = 2026-10-02", "as_of = 2026-10-32"), "toml"),
        (_toml("as_of = 2026-10-02", 'as_of = "soon"'), "cell"),
        (_toml('version = "1.1.0"\n', ""), "cell"),
    ],
)
def test_the_description(folder: Path, edit: Callable[[Path], None], rule: str) -> None:
    edit(folder)
    here = [p for p in found(folder) if p.file == "dataset.toml"]
    assert rule in {p.rule for p in here}
    assert all(p.line >= 1 for p in here)


@pytest.mark.parametrize("table", TABLES)
def test_a_missing_file_is_one_problem_of_reading(folder: Path, table: str) -> None:
    (folder / f"{table}.csv").unlink()
    loaded, problems = validate(folder)
    assert [p.rule for p in loaded.problems] == ["missing-file"]
    assert f"{table}.csv" in str(problems[0])
    assert "known-ids" not in {p.rule for p in problems}


def test_a_broken_row_is_left_out_and_the_rest_loads(folder: Path) -> None:
    change(folder, "treaty_actions", "apmbc-fin-2", kind="gone")
    loaded, problems = validate(folder)
    assert len(loaded.dataset.treaty_actions) == len(load().dataset.treaty_actions) - 1
    assert [p.rule for p in problems] == ["cell"]
