"""The committed dataset: no problem, the explained counts, and days that must hold."""

import datetime as dt
import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from whole_record import whole

from data.event_schema import Announcement, PolicyEvent
from data.fields import Precision
from data.load import DATA_FOLDER
from data.rules import RULE_NAMES, RULES, check
from data.schema import TABLES
from data.source_schema import Grade
from data.treaty_schema import CONSENTS, ActionKind, Scope
from data.validate import as_json, as_text, main, validate

LOADED = whole()
DATASET = LOADED.dataset
ACTIONS = {action.action_id: action for action in DATASET.treaty_actions}

COUNTS = {
    "instruments": 6 + 10 + 6,
    "countries": 52,
    "treaty_actions": 681 - 169 - 8 - 9 + 693 + 321 + 32,
    "instrument_facts": 3,
    "not_read": 17 + 5,
    "exit_steps": 13 + 2,
    "topics": 3,
    "event_kinds": 28,
    "policy_events": 163 + 7 + 2 + 36 + 131,
    "announcements": 63,
    "lenses": 2,
    "lens_classes": 6 + 6,
    "series": 3,
    "observations": 84 - 3 + 1 + 564 + 371 + 31 * 5,
    "observation_details": 80,
    "sources": 382 + 23 + 8 + 43 + 5 + 113 + 117,
    "publishers": 233 - 2 - 1 + 11 + 3 + 6 + 21 + 4 + 66 + 68,
    "corrections": 16,
}
"""Counts explained in data/CHANGELOG.md: 681 collected acts, less 186 effects joined to their act."""

FIRST_SIX = ("apmbc", "ccm", "tpnw", "cfe", "open-skies", "north-atlantic")
"""Treaties of the first edition."""

PLAIN = [
    "Hakkanen",
    "Nauseda",
    "Sakaliene",
    "Dovile",
    "Wladyslaw",
    "Blaszczak",
    "Pawel",
    "Radoslaw",
    "Silina",
    "Rinkevics",
    "Spruds",
    "Kalnins",
    "Leonids",
    "Kasciunas",
    "Anusauskas",
    "Vaiksnoras",
    "Kirse",
    "Maskalioviene",
    "Amari",
    "Niewiadow",
    "Jaroslaw",
    "Chisinau",
    "Reykjavik",
]
"""Names of people and places as no cell may write them."""


def test_no_problem() -> None:
    assert [str(problem) for problem in LOADED.problems + check(LOADED)] == []


@pytest.mark.parametrize("table", TABLES)
def test_counts_are_the_explained_ones(table: str) -> None:
    assert len(getattr(DATASET, table)) == COUNTS[table]
    assert len(LOADED.lines[table]) == COUNTS[table]


def test_acts_of_the_first_six_treaties_add_up_to_what_was_collected() -> None:
    acts = [action for action in DATASET.treaty_actions if action.instrument_id in FIRST_SIX]
    kinds = [action.kind for action in acts]
    consents = [action for action in acts if action.kind in CONSENTS]
    undated = [action for action in consents if action.acted_on is None]
    assert kinds.count(ActionKind.SIGNATURE) == 143
    assert (len(consents), len(undated)) == (169 + 12, 12)
    assert sum(action.effective_on is not None for action in consents) == 181
    assert kinds.count(ActionKind.SUSPENSION) + kinds.count(ActionKind.SUSPENSION_ANNOUNCED) == 28
    assert kinds.count(ActionKind.WITHDRAWAL) == 9
    assert kinds.count(ActionKind.OBJECTION) == 5
    assert kinds.count(ActionKind.NEVER_ACTED) == 129


def test_acts_of_the_further_treaties_are_those_collected_and_the_ones_told_apart_since() -> None:
    """Collected, plus acts of kinds that the tables did not hold before."""
    counted = Counter(action.instrument_id for action in DATASET.treaty_actions)
    assert {key: number for key, number in counted.items() if key not in FIRST_SIX} == {
        "ccw-ap2": 52 + 4 + 4,
        "ccw": 81,
        "ccw-p2": 52,
        "ccw-p3": 52 + 1,
        "ccw-p4": 52,
        "ccw-p5": 52,
        "att": 93 + 15 + 1,
        "npt": 78,
        "ctbt": 100 + 2,
        "cwc": 99,
        "bwc": 82,
        "enmod": 72,
        "inf": 6 + 1,
        "new-start": 5,
        "montreux": 42,
        "rome": 96 + 4,
    }
    kinds = Counter(action.kind for action in DATASET.treaty_actions if action.instrument_id.startswith("ccw-"))
    assert kinds[ActionKind.CONSENT_TO_BE_BOUND] == 47 + 35 + 37 + 45 + 44
    assert kinds[ActionKind.ACCEPTANCE] == 0


def test_every_state_has_acts_or_is_not_read_under_every_instrument_open_to_it() -> None:
    recorded = {(action.instrument_id, action.iso3) for action in DATASET.treaty_actions}
    treaties = {row.instrument_id for row in DATASET.instruments}
    not_read = {(row.lens_id, row.iso3) for row in DATASET.not_read if row.lens_id in treaties}
    states = [country.iso3 for country in DATASET.countries]
    open_to = {(row.instrument_id, iso3) for row in DATASET.instruments for iso3 in row.open_to or states}
    assert recorded.isdisjoint(not_read)
    assert recorded | not_read == open_to


@pytest.mark.parametrize(
    ("action_id", "acted", "effective"),
    [
        ("apmbc-est-2", "2025-06-27", "2025-12-27"),
        ("apmbc-lva-2", "2025-06-27", "2025-12-27"),
        ("apmbc-ltu-3", "2025-06-27", "2025-12-27"),
        ("apmbc-fin-2", "2025-07-10", "2026-01-10"),
        ("apmbc-pol-3", "2025-08-20", "2026-02-20"),
        ("ccm-ltu-3", "2024-09-06", "2025-03-06"),
        ("open-skies-usa-3", "2020-05-22", "2020-11-22"),
        ("open-skies-rus-3", "2021-06-18", "2021-12-18"),
        ("cfe-rus-4", "2023-06-09", "2023-11-07"),
    ],
)
def test_withdrawals(action_id: str, acted: str, effective: str) -> None:
    action = ACTIONS[action_id]
    assert action.kind is ActionKind.WITHDRAWAL
    assert (str(action.acted_on), str(action.effective_on)) == (acted, effective)


def test_ukraine_suspends_without_a_day_of_effect_and_four_object() -> None:
    act = ACTIONS["apmbc-ukr-3"]
    assert (act.kind, act.acted_on, act.effective_on) == (ActionKind.SUSPENSION, dt.date(2025, 7, 18), None)
    assert act.effective_note
    assert act.effective_source_ids
    objectors = [a.iso3 for a in DATASET.treaty_actions if a.objects_to == act.action_id]
    assert sorted(objectors) == ["AUT", "BEL", "CHE", "NOR"]


def test_partial_and_announced_suspensions_are_told_apart() -> None:
    partial = {a.action_id for a in DATASET.treaty_actions if a.scope is Scope.PARTIAL}
    assert partial == {"cfe-blr-3", "cfe-geo-3"}
    acts = [a for a in DATASET.treaty_actions if a.instrument_id in FIRST_SIX]
    announced = {a.iso3 for a in acts if a.kind is ActionKind.SUSPENSION_ANNOUNCED}
    assert len(announced) == 17
    assert {"USA", "PRT", "TUR", "HUN"} <= announced
    hungary = next(a for a in DATASET.treaty_actions if a.iso3 == "HUN" and a.kind is ActionKind.SUSPENSION_ANNOUNCED)
    assert (hungary.acted_on, hungary.acted_precision) == (dt.date(2024, 4, 1), Precision.MONTH)


def test_rows_on_weak_sources_alone_are_few_and_say_so() -> None:
    grades = {p.publisher_id: p.grade for p in DATASET.publishers}
    by_source = {s.source_id: grades[s.carrier_id or s.publisher_id] for s in DATASET.sources}
    told: list[PolicyEvent | Announcement] = [*DATASET.policy_events, *DATASET.announcements]
    weak = [row for row in told if min(by_source[source] for source in row.source_ids) >= Grade.D]
    assert len(weak) == 15 + 12 + 22
    assert all("better source" in row.note for row in weak)


@pytest.mark.parametrize("plain", PLAIN)
def test_names_have_their_own_letters(plain: str) -> None:
    for table in TABLES:
        for row in getattr(DATASET, table):
            for column, value in row:
                if isinstance(value, str) and column not in {"url", "domain"}:
                    assert plain not in value, f"{table}: {column}: {value}"


def test_files_are_plain() -> None:
    for table in TABLES:
        raw = (DATA_FOLDER / f"{table}.csv").read_bytes()
        assert raw.endswith(b"\n")
        assert b"\r" not in raw
        assert not raw.startswith(b"\xef\xbb\xbf")


def test_the_command_says_so(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    text = capsys.readouterr().out
    assert "treaty_actions" in text
    assert str(COUNTS["treaty_actions"]) in text
    assert "no problems" in text
    assert main(["--format", "json"]) == 0
    document = json.loads(capsys.readouterr().out)
    assert document["valid"] is True
    assert document["rows"] == COUNTS
    assert document["problems"] == []


def test_the_command_runs_as_a_module() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "data.validate"], cwd=DATA_FOLDER.parent, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr


def test_text_and_json_name_the_same_problems(tmp_path: Path) -> None:
    loaded, problems = validate(tmp_path)
    assert len(problems) >= len(TABLES) + 1
    assert all(str(problem) in as_text(loaded, problems) for problem in problems)
    assert len(json.loads(as_json(loaded, problems))["problems"]) == len(problems)


def test_every_rule_has_a_name_and_a_promise() -> None:
    assert len(RULE_NAMES) == len(RULES)
    assert all(rule.__doc__ for rule in RULES)
