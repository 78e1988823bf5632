"""The stories being served: read again when a file of theirs or the data change; a broken one is left out."""

from __future__ import annotations

from pathlib import Path

from dashboard.store.dataset import Served
from dashboard.store.watch import Watch
from data.story_files import STORY_FOLDER, Stories, load_stories


class StoryStore:
    """Stories of one folder, checked against the data being served. Safe to share between threads."""

    def __init__(self, folder: Path = STORY_FOLDER) -> None:
        self.folder = folder
        self._watch: Watch[Stories] = Watch(lambda: sorted(folder.glob("*.toml")))

    def current(self, served: Served) -> Stories:
        """Stories that can be shown now, and the problems of the others."""
        return self._watch.current(lambda before: load_stories(served.index.dataset, self.folder), served.stamp)


story_store = StoryStore()
"""The product's own stories."""
