"""Publishing an edition: what is refused, what a dry run says, what is written."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from data.changes import LOG
from data.editions import RELEASES, editions, load_edition, moved_since, wrong_sums
from data.load import DATA_FOLDER, load
from data.release import changed, freeze, main, refusals, report
from data.validate import warnings


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the record whose last published edition has the tables of today, under an older number."""
    for path in DATA_FOLDER.iterdir():
        if path.suffix in {".csv", ".toml", ".md"}:
            shutil.copy(path, tmp_path)
    shutil.copytree(DATA_FOLDER / "learn", tmp_path / "learn")
    toml = tmp_path / "dataset.toml"
    now = toml.read_text(encoding="utf-8")
    version = now.split('version = "', 1)[1].split('"', 1)[0]
    (tmp_path / RELEASES).mkdir()
    shutil.copy(DATA_FOLDER / RELEASES / "later.toml", tmp_path / RELEASES)
    freeze("1.1.9", tmp_path)
    toml.write_text(now.replace(version, "1.9.0"), encoding="utf-8")
    log = tmp_path / LOG
    text = log.read_text(encoding="utf-8")
    log.write_text(text.replace("\n## ", "\n## 1.9.0, as of 2026-10-02\n\nNothing yet.\n\n## ", 1), encoding="utf-8")
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_an_edition_is_written_whole_and_reads_back(folder: Path) -> None:
    assert refusals("1.9.0", folder) == []
    assert changed(folder) == ()
    frozen = freeze("1.9.0", folder)
    assert not wrong_sums(frozen)
    assert editions(folder) == ("1.1.9", "1.9.0")
    assert load_edition("1.9.0", folder).dataset.meta.version == "1.9.0"
    assert moved_since("1.9.0", folder) == moved_since("2.0.0", folder) == ()
    edit(folder / "countries.csv", "Albania", "Albany")
    assert moved_since("1.9.0", folder) == ("countries.csv",)
    loaded = load(folder)
    assert any("write the next number" in one for one in warnings(loaded, loaded.dataset.meta.as_of, folder))
    assert any("was published already" in one for one in refusals("1.9.0", folder))


def test_a_changed_row_must_stand_in_the_log_and_the_dry_run_names_what_rests_on_it(folder: Path) -> None:
    edit(folder / "policy_events.csv", "UN rights chief asks", "UN rights chief begs")
    (refused,) = refusals("1.9.0", folder)
    assert "name each in backticks: un-2025-07-02-turk" in refused
    lines = list(report(folder))
    assert "policy_events: 1 edited" in lines
    assert "edited: policy_events un-2025-07-02-turk (headline): our-coding-changed" in lines
    assert "read again: learn/reasons.toml rests on un-2025-07-02-turk" in lines
    edit(folder / LOG, "Nothing yet.", "* `un-2025-07-02-turk`: another verb.")
    assert refusals("1.9.0", folder) == []


@pytest.mark.parametrize(
    ("version", "said"),
    [
        ("1.9", "is no version"),
        ("../1.9.0", "is no version"),
        ("1.1.8", "comes before 1.1.9"),
        ("2.0.0", "says version 1.9.0"),
    ],
)
def test_a_wrong_number_is_refused(folder: Path, version: str, said: str) -> None:
    assert any(said in one for one in refusals(version, folder))


def test_a_touched_edition_then_broken_tables_and_a_silent_log_are_refused(folder: Path) -> None:
    published = folder / RELEASES / "1.1.9" / "countries.csv"
    edit(published, "Albania", "Albany")
    (refused,) = refusals("1.9.0", folder)
    assert "releases/1.1.9/countries.csv was changed after it was published" in refused
    edit(published, "Albany", "Albania")
    edit(folder / "countries.csv", "Albania", " Albania")
    edit(folder / LOG, "## 1.9.0, as of 2026-10-02", "## soon")
    refused = "\n".join(refusals("1.9.0", folder))
    assert "run python -m data.validate" in refused
    assert "has no section on 1.9.0" in refused


def test_the_command_writes_nothing_when_refused(capsys: pytest.CaptureFixture[str]) -> None:
    before = editions()
    assert main(["1.0.0", "--dry-run"]) == 1
    assert "refused: 1.0.0 was published already" in capsys.readouterr().err
    assert editions() == before
