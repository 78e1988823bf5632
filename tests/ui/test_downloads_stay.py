"""A download outlives other readers' runs, and is cleared away in the end."""

from __future__ import annotations

import pytest
from streamlit.runtime.media_file_manager import MediaFileManager
from streamlit.runtime.memory_media_file_storage import MemoryMediaFileStorage

from dashboard.ui.streamlit_downloads import STAYS_S, keep_downloads


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """The time that the clearing sees."""
    clear = MediaFileManager.remove_orphaned_files
    monkeypatch.setattr(MediaFileManager, "remove_orphaned_files", getattr(clear, "__wrapped__", clear))
    now = [1000.0]
    keep_downloads(lambda: now[0])
    return now


def test_a_file_survives_many_runs_and_is_gone_two_clearings_later(clock: list[float]) -> None:
    storage = MemoryMediaFileStorage("/media")
    manager = MediaFileManager(storage)
    wanted = manager.add_deferred(lambda: b"a,b\n1,2\n", "text/csv", "here", file_name="a.csv")
    url = manager.execute_deferred(wanted)
    name = url.rsplit("/", 1)[1]
    for _ in range(50):
        manager.remove_orphaned_files()
    assert manager.read_file(name.partition(".")[0]) is not None, "fifty readers moved meanwhile"
    clock[0] += STAYS_S
    for _ in range(50):
        manager.remove_orphaned_files()
    assert manager.read_file(name.partition(".")[0]) is None


def test_asking_twice_changes_nothing(clock: list[float]) -> None:
    once = MediaFileManager.remove_orphaned_files
    keep_downloads()
    assert MediaFileManager.remove_orphaned_files is once
