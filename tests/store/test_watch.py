"""Files that change are read again, whichever way they change, and never more often than asked."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from file_faults import FILE_FAULTS

from dashboard.store.dataset import DatasetStore, warm_up
from dashboard.store.stories import StoryStore
from dashboard.store.watch import Watch, fingerprint
from data.load import DATA_FOLDER
from data.schema import TABLES


class Counted:
    """Counts how often it is made; each time another number."""

    def __init__(self) -> None:
        self.before: list[int | None] = []

    def __call__(self, before: int | None) -> int:
        self.before.append(before)
        return len(self.before)


def test_a_value_is_made_again_when_a_file_changes_comes_or_goes(tmp_path: Path) -> None:
    file, make = tmp_path / "a.csv", Counted()
    watch: Watch[int] = Watch(lambda: sorted(tmp_path.glob("*.csv")))
    assert [watch.current(make) for _ in range(3)] == [1, 1, 1]
    file.write_text("one")
    assert [watch.current(make) for _ in range(2)] == [2, 2]
    file.write_text("two")
    os.utime(file, ns=(0, file.stat().st_mtime_ns + 1))
    assert watch.current(make) == 3
    file.write_text("two and more")
    os.utime(file, ns=(0, 1))
    assert watch.current(make) == 4, "an older time is a change too"
    file.rename(tmp_path / "b.csv")
    assert watch.current(make) == 5
    (tmp_path / "b.csv").unlink()
    assert watch.current(make) == 6
    assert make.before == [None, 1, 2, 3, 4, 5]


def test_what_a_value_depends_on_counts_as_a_file(tmp_path: Path) -> None:
    make = Counted()
    watch: Watch[int] = Watch(lambda: (), check_every_s=1000)
    assert [watch.current(make, stamp) for stamp in ("a", "a", "b", "b", "a")] == [1, 1, 2, 2, 3]


def test_files_are_looked_at_no_more_often_than_asked(tmp_path: Path) -> None:
    file, make = tmp_path / "a", Counted()
    watch: Watch[int] = Watch(lambda: (file,), check_every_s=1000)
    assert watch.current(make) == 1
    file.write_text("x")
    assert watch.current(make) == 1


def test_what_cannot_be_made_is_tried_again_each_time(tmp_path: Path) -> None:
    file = tmp_path / "a"
    watch: Watch[str] = Watch(lambda: (file,))
    for _ in range(2):
        with pytest.raises(FileNotFoundError):
            watch.current(lambda before: file.read_text())
    file.write_text("x")
    assert watch.current(lambda before: file.read_text()) == "x"


def test_a_missing_file_leaves_no_trace_in_the_fingerprint(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("abc")
    assert [(name, size) for name, _, size in fingerprint([tmp_path / "a", tmp_path / "b"])] == [("a", 3)]


@pytest.mark.parametrize("fault", FILE_FAULTS)
def test_the_dataset_is_served_on_while_its_files_are_broken(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: Callable[[Path], str]
) -> None:
    monkeypatch.setattr("dashboard.store.dataset.CHECK_EVERY_S", 0.0)
    files = [*(f"{table}.csv" for table in TABLES), "dataset.toml"]
    for name in files:
        (tmp_path / name).write_bytes((DATA_FOLDER / name).read_bytes())
    store = DatasetStore(tmp_path)
    good = store.current()
    assert not good.problems
    assert store.current() is good
    said = fault(tmp_path)
    stale = store.current()
    assert stale.stale
    assert any(said in str(problem) for problem in stale.problems)
    assert stale.index is good.index
    for name in files:
        (tmp_path / name).write_bytes((DATA_FOLDER / name).read_bytes())
    assert (store.current().stamp, store.current().stale) == (good.stamp, False)


def test_a_story_that_breaks_is_left_out_until_it_is_mended(tmp_path: Path) -> None:
    stories = StoryStore(tmp_path)
    served = DatasetStore(DATA_FOLDER).current()
    assert stories.current(served).stories == ()
    first = min((DATA_FOLDER / "stories").glob("*.toml"))
    (tmp_path / first.name).write_bytes(first.read_bytes())
    assert [story.id for story in stories.current(served).stories] == [first.stem]
    (tmp_path / first.name).write_text("title =", encoding="utf-8")
    assert stories.current(served).stories == ()
    assert stories.current(served).problems


def test_what_is_loaded_is_frozen_once_a_reading_and_let_go_with_it() -> None:
    served = DatasetStore(DATA_FOLDER).current()
    gc.collect()  # what other tests left behind would be counted now and be gone at the second reading
    warm_up(served)
    held = gc.get_freeze_count()
    assert held > 10_000
    more = [[number] for number in range(1000)]
    warm_up(served)
    assert gc.get_freeze_count() == held, "once"
    warm_up(replace(served, stamp="another"))
    assert gc.get_freeze_count() >= held + len(more), "anew for another reading"
    gc.unfreeze()
