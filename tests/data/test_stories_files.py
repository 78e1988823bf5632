"""Story files: read, checked against the facts, and reported by line when broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.load import load
from data.schema import Dataset
from data.story_files import Stories, load_stories

GOOD = '''id = "good"
title = "A good one"
language = "en"
summary = "What it tells."

[[steps]]
as_of = 2025-12-27
lens = "apmbc"
focus = ["EST"]
headline = "Estonia leaves"
text = """
The notice of 27 June 2025 takes effect
on 27 December 2025."""
facts = ["apmbc-est-2"]
'''


@pytest.fixture(scope="module")
def dataset() -> Dataset:
    return load().dataset


def written(folder: Path, dataset: Dataset, text: str, name: str = "good.toml") -> Stories:
    (folder / name).write_text(text, encoding="utf-8")
    return load_stories(dataset, folder)


def test_a_good_story_is_told(tmp_path: Path, dataset: Dataset) -> None:
    found = written(tmp_path, dataset, GOOD)
    assert found.problems == ()
    assert [story.id for story in found.stories] == ["good"]
    assert found.stories[0].steps[0].focus == ("EST",)


BROKEN = [
    ("facts = [", "facts = ", 14, "toml", ""),
    ('language = "en"', "", 1, "story", "language"),
    ('language = "en"', 'language = "en"\nauthor = "me"', 4, "story", "author"),
    ("as_of = 2025-12-27", "as_of = 2025-13-27", 7, "toml", ""),
    ("as_of = 2025-12-27", 'as_of = "27.12.2025"', 7, "story", "as_of"),
    ("as_of = 2025-12-27", "as_of = 1990-12-27", 7, "story-day", "as_of"),
    ("as_of = 2025-12-27", "as_of = 2030-12-27", 7, "story-day", "as_of"),
    ('lens = "apmbc"', 'lens = "ottawa"', 8, "story-lens", "lens"),
    ('lens = "apmbc"', 'series = "sipri-2026"\nlens = "apmbc"', 8, "story-series", "series"),
    ('focus = ["EST"]', 'focus = ["ATL"]', 9, "story-state", "focus"),
    ('focus = ["EST"]', 'focus = ["Estonia"]', 9, "story", "focus"),
    ('facts = ["apmbc-est-2"]', "facts = []", 14, "story", "facts"),
    ('facts = ["apmbc-est-2"]', 'facts = [\n  "apmbc-est-2",\n  "apmbc-est-9",\n]', 16, "story-fact", "facts"),
    ("27 December 2025", "28 December 2025", 11, "story-borne", "text"),
    ("leaves", "leaves after 81 votes", 10, "story-borne", "headline"),
    ("What it tells", "What happened in 1914", 4, "story-borne", "summary"),
    ('id = "good"', 'id = "other"', 1, "story-id", "id"),
    ("as_of = 2025-12-27", "as_of = 2025-06-26", 14, "story-foresight", "facts"),
    ('facts = ["apmbc-est-2"]', 'facts = ["apmbc-est-2"]\nclaim = "So it was said."', 15, "story-claim", "claim"),
    ('facts = ["apmbc-est-2"]', 'facts = ["apmbc-est-2"]\nlater = "More came."', 15, "story-later", "later"),
    ('facts = ["apmbc-est-2"]', 'facts = ["apmbc-est-2"]\nverdict = "true"\nclaim = "x"', 15, "story", "verdict"),
    ('facts = ["apmbc-est-2"]', 'facts = ["apmbc-est-2"]\nfacts = ["apmbc-est-2"]', 15, "toml", ""),
]


@pytest.mark.parametrize(("old", "new", "line", "rule", "column"), BROKEN)
def test_a_broken_story_is_reported_by_line_and_skipped(
    tmp_path: Path, dataset: Dataset, old: str, new: str, line: int, rule: str, column: str
) -> None:
    assert old in GOOD
    (tmp_path / "whole.toml").write_text(GOOD.replace('"good"', '"whole"'), encoding="utf-8")
    found = written(tmp_path, dataset, GOOD.replace(old, new))
    assert [story.id for story in found.stories] == ["whole"], "only the broken one is left out"
    assert (line, rule, column) in {(one.line, one.rule, one.column) for one in found.problems}, found.problems
    assert all(str(one).startswith("good.toml:") for one in found.problems)


def test_a_later_step_is_found_by_its_own_lines(tmp_path: Path, dataset: Dataset) -> None:
    second = GOOD[GOOD.index("[[steps]]") :].replace("apmbc-est-2", "no-such-fact")
    found = written(tmp_path, dataset, f"{GOOD}\n{second}")
    assert [(one.line, one.row_id, one.rule) for one in found.problems if one.rule == "story-fact"] == [
        (len(GOOD.split("\n")) + 9, "step 2", "story-fact")
    ]


def test_a_header_inside_a_text_is_not_a_step(tmp_path: Path, dataset: Dataset) -> None:
    text = GOOD.replace("The notice of", "[[steps]]\nThe notice of").replace('["EST"]', '["ATL"]')
    assert {one.line for one in written(tmp_path, dataset, text).problems} == {9}


def test_bytes_that_are_not_utf8_are_named(tmp_path: Path, dataset: Dataset) -> None:
    (tmp_path / "bad.toml").write_bytes(b'id = "bad"\ntitle = "\xff"\n')
    found = load_stories(dataset, tmp_path)
    assert [(one.line, one.rule) for one in found.problems] == [(2, "encoding")]


def test_no_folder_holds_no_story(tmp_path: Path, dataset: Dataset) -> None:
    assert load_stories(dataset, tmp_path / "none") == Stories((), ())
