"""The stories being served: read again when a file of theirs or the data change; a broken one is left out."""

from __future__ import annotations

import threading
from pathlib import Path

from dashboard.store.dataset import Served
from data.story_files import STORY_FOLDER, Stories, load_stories


class StoryStore:
    """Stories of one folder, checked against the data being served. Safe to share between threads."""

    def __init__(self, folder: Path = STORY_FOLDER) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._seen: tuple[object, ...] = ()
        self._stories = Stories((), ())

    def current(self, served: Served) -> Stories:
        """Stories that can be shown now, and the problems of the others."""
        with self._lock:
            seen = (served.stamp, *self._files())
            if seen != self._seen:
                self._stories = load_stories(served.index.dataset, self.folder)
                self._seen = seen
            return self._stories

    def _files(self) -> list[tuple[str, int, int]]:
        found = []
        for path in sorted(self.folder.glob("*.toml")):
            try:
                seen = path.stat()
            except OSError:
                continue
            found.append((path.name, seen.st_mtime_ns, seen.st_size))
        return found


story_store = StoryStore()
"""The product's own stories."""
