"""What a validator says to an editor: what is wrong, what to type, and never a regular expression."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError

from data.fields import PATTERNS
from data.learn_files import load_learn
from data.load import DATA_FOLDER, load
from data.mistakes import explain
from data.parse import parse_table, parse_toml
from data.schema import TABLES, Meta
from data.story_schema import Reason, Story, Term, Why

MODELS = (*TABLES.values(), Meta, Story, Term, Reason, Why)


def cell(table: str, column: str, value: str) -> str:
    """The one message about a row of the dataset with one cell changed."""
    header, row = (DATA_FOLDER / f"{table}.csv").read_text(encoding="utf-8").splitlines()[:2]
    text = f"{header}\n{row}\n"
    rows, _, _ = parse_table(table, text, "x.csv")
    values = dict.fromkeys(TABLES[table].model_fields, "") | {column: value}
    with pytest.raises(ValidationError) as refused:
        TABLES[table].model_validate(rows[0].model_dump() | {column: values[column]})
    (error,) = refused.value.errors(include_url=False)
    return explain(error)


@pytest.mark.parametrize(
    ("table", "column", "value", "message"),
    [
        ("treaty_actions", "iso3", "UK", "'UK': type the three capital letters of ISO 3166-1, such as GBR for"),
        ("treaty_actions", "action_id", "a_b", "'a_b': type lower-case letters and digits with single hyphens between"),
        ("treaty_actions", "scope", "whole", "'whole': type full or partial"),
        ("treaty_actions", "source_ids", "", "is empty: fill it in"),
        ("treaty_actions", "acted_on", "1.3.2026", "'1.3.2026' is not a day written YYYY-MM-DD"),
        ("treaty_actions", "note", "x" * 2001, f"'{'x' * 80}…': is longer than 2000: shorten it"),
        ("instruments", "notice_period", "6 months", "'6 months' is not a period: type one of ISO 8601, such as P6M"),
        ("instruments", "short_title", "", "is empty: fill it in"),
        ("policy_events", "happened_on", "", "is empty: type a day as YYYY-MM-DD"),
        ("policy_events", "votes_for", "-1", "'-1': type 0 or more"),
        ("policy_events", "votes_for", "many", "'many' is not a number: type digits"),
        ("policy_events", "votes_for", "1.5", "'1.5': type a whole number"),
        ("lenses", "decimals", "99", "'99': type 6 or less"),
        ("publishers", "grade", "F", "'F': type A, B, C, D or E"),
        ("sources", "url", "www.example.org", "'www.example.org': type an address that begins with https://"),
    ],
)
def test_a_message_says_what_to_type(table: str, column: str, value: str, message: str) -> None:
    said = cell(table, column, value)
    assert said.startswith(message)


def patterns(shape: Any) -> set[str]:
    """Every pattern in a JSON schema."""
    if isinstance(shape, dict):
        own = {shape["pattern"]} if isinstance(shape.get("pattern"), str) else set()
        return own.union(*(patterns(part) for part in shape.values()))
    return set().union(*(patterns(part) for part in shape)) if isinstance(shape, list) else set()


def test_every_pattern_is_said_in_words() -> None:
    used = set().union(*(patterns(model.model_json_schema()) for model in MODELS))
    assert used == set(PATTERNS)
    assert not any(re.search(r"[\\^$\[\]*]", words) for words in PATTERNS.values())


def test_no_message_holds_an_expression_or_an_unknown_kind() -> None:
    wild = ("", "x y", "-1", "UK", "\x00", "1e9", "2025-W01-1", "a" * 3000, "a;a", "<b>", "P", "1.23456789")
    for table, model in TABLES.items():
        header = ",".join(model.model_fields)
        lines = "\n".join(",".join([f'"{value}"'] * len(model.model_fields)) for value in wild)
        _, _, problems = parse_table(table, f"{header}\n{lines}\n", "x.csv")
        assert problems
        for problem in problems:
            assert not re.search(r"\^|\$|\[a-z|\(\?|[Ii]nput should|[Ss]tring should", problem.message), problem


@pytest.mark.parametrize("text", ["a = ", "a = [" * 2000, "= 1", "\x00", "a = 2025-13-01"])
def test_no_text_breaks_the_reading_of_toml(text: str) -> None:
    values, problems = parse_toml(text, "x.toml")
    assert values == {}
    assert [problem.rule for problem in problems] == ["toml"]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"terms = " + b"[" * 5000, "toml"),
        (b"\xff", "encoding"),
        (b"a" * (512 * 1024 + 1), "file"),
        (None, "missing-file"),
    ],
)
def test_a_broken_glossary_is_reported_and_left_out(tmp_path: Path, content: bytes | None, rule: str) -> None:
    for name in ("reasons.toml", "why.toml"):
        (tmp_path / name).write_text("", encoding="utf-8")
    if content is not None:
        (tmp_path / "glossary.toml").write_bytes(content)
    learn = load_learn(load().dataset, tmp_path)
    assert learn.terms == ()
    assert [(problem.file, problem.rule) for problem in learn.problems] == [("glossary.toml", rule)]
