"""Published editions: frozen, whole, and read in the form of today's schema."""

from __future__ import annotations

import datetime as dt
import shutil
from pathlib import Path

import pytest

from data.changes import LOG, changes, reasons_by_id, sections_since
from data.editions import RELEASES, edition_folder, editions, load_edition, wrong_sums
from data.load import DATA_FOLDER
from data.rules import check

FIRST = "1.0.0"


@pytest.mark.parametrize("version", editions())
def test_a_published_edition_reads_without_a_problem(version: str) -> None:
    loaded = load_edition(version)
    assert not [*loaded.problems, *check(loaded)]
    assert loaded.dataset.meta.version == version
    assert not wrong_sums(edition_folder(version))


def test_the_first_edition_says_what_it_said() -> None:
    dataset = load_edition(FIRST).dataset
    assert dataset.meta.as_of == dt.date(2026, 5, 31)
    assert (len(dataset.instruments), len(dataset.treaty_actions), len(dataset.policy_events)) == (6, 495, 163)
    assert len(dataset.announcements) == 63
    assert not dataset.lenses
    ottawa = dataset.instruments[0]
    assert ottawa.short_name == "Ottawa"
    assert ottawa.entry_note.startswith("first day of the sixth month")


def test_a_changed_a_missing_and_an_added_file_are_named(tmp_path: Path) -> None:
    frozen = tmp_path / FIRST
    shutil.copytree(edition_folder(FIRST), frozen)
    (frozen / "sources.csv").open("a").write("x")
    (frozen / "countries.csv").unlink()
    (frozen / "more.csv").touch()
    found = {problem.file: problem.message for problem in wrong_sums(frozen)}
    assert set(found) == {"sources.csv", "countries.csv", "more.csv"}
    assert "was changed after it was published" in found["sources.csv"]


def test_no_folder_of_another_name_is_an_edition(tmp_path: Path) -> None:
    for name in ("1.10.0", "1.9.0", "draft", "01.0.0"):
        (tmp_path / RELEASES / name).mkdir(parents=True)
    assert editions(tmp_path) == ("1.9.0", "1.10.0")
    with pytest.raises(KeyError):
        edition_folder("../../etc", tmp_path)


def table(folder: Path, *lines: str) -> Path:
    folder.mkdir()
    (folder / "exit_steps.csv").write_text("\n".join(lines) + "\n")
    return folder


def test_a_change_has_its_fields_its_cause_and_its_reason(tmp_path: Path) -> None:
    head = "exit_step_id,note,source_ids"
    before = table(tmp_path / "a", head, "same,n,s", "worded,n,s", "sourced,n,s", "gone,n,s")
    after = table(tmp_path / "b", f"{head},later", "same,n,s,x", "worded,m,s,x", "sourced,n,s;t,x", "new-1,n,s,x")
    log = "* `worded`: said more exactly,\n  in two lines.\n* `gone`: told twice.\n\nAnother: `new-{1,2}`."
    found = {one.row_id: one for one in changes(before, after, log)}
    assert {key: (one.kind, one.cause) for key, one in found.items()} == {
        "worded": ("edited", "our-coding-changed"),
        "sourced": ("edited", "source-changed"),
        "gone": ("deleted", ""),
        "new-1": ("added", ""),
    }
    assert found["worded"].reason == "`worded`: said more exactly, in two lines."
    assert (found["worded"].fields[0].before, found["worded"].fields[0].after) == ("n", "m")
    assert found["gone"].reason == "`gone`: told twice."
    assert found["new-1"].reason
    assert not found["sourced"].reason


def test_only_the_log_between_two_editions_gives_reasons() -> None:
    log = "# Changes\n\n## 1.2.0, x\n\n* `c`: c\n\n## 1.1.0, x\n\n* `b`: b\n\n## 1.0.0, x\n\n* `a`: a\n"
    assert set(reasons_by_id(sections_since(log, "1.0.0"))) == {"b", "c"}
    assert set(reasons_by_id(sections_since(log, "1.0.0", "1.1.0"))) == {"b"}


def test_every_edit_of_a_fact_since_the_first_edition_is_known() -> None:
    log = sections_since((DATA_FOLDER / LOG).read_text(encoding="utf-8"), FIRST)
    found = {(one.table, one.row_id): one for one in changes(edition_folder(FIRST), DATA_FOLDER, log)}
    turk = found["policy_events", "un-2025-07-02-turk"]
    assert ("happened_precision", "month", "day") in [(one.field, one.before, one.after) for one in turk.fields]
    assert "the day is certain" in turk.reason
    assert turk.cause == "source-changed"
