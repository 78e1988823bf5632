"""The Learn page's texts are read once, and again when a file or the data change."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from dashboard.store import learn as store
from dashboard.store.dataset import shelf
from dashboard.store.learn import LearnStore
from data.learn_files import LEARN_FOLDER, load_learn


@pytest.fixture
def reads(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """Folders read, one for each reading."""
    done: list[Path] = []

    def read(dataset: object, folder: Path) -> object:
        done.append(folder)
        return load_learn(dataset, folder)  # type: ignore[arg-type]

    monkeypatch.setattr(store, "load_learn", read)
    return done


def test_texts_are_read_again_when_a_file_or_the_data_change(tmp_path: Path, reads: list[Path]) -> None:
    folder = Path(shutil.copytree(LEARN_FOLDER, tmp_path / "learn"))
    served, texts = shelf.current(), LearnStore(folder)
    first = texts.current(served)
    assert first.terms
    assert not first.problems
    assert texts.current(served) is first
    assert len(reads) == 1
    assert texts.current(replace(served, stamp="another")) is not first
    assert len(reads) == 2
    glossary = folder / "glossary.toml"
    glossary.write_text("terms = 3", encoding="utf-8")
    os.utime(glossary, ns=(1, 1))
    changed = texts.current(replace(served, stamp="another"))
    assert changed.terms == ()
    assert changed.reasons == first.reasons
    assert len(reads) == 3


def test_a_folder_that_is_gone_holds_nothing(tmp_path: Path) -> None:
    assert LearnStore(tmp_path / "absent").current(shelf.current()).terms == ()
