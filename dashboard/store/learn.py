"""What the Learn page explains, as being served: read again when a file of it or the data change."""

from __future__ import annotations

from pathlib import Path

from dashboard.store.dataset import Served
from dashboard.store.watch import Watch
from data.learn_files import FILES, LEARN_FOLDER, Learn, load_learn


class LearnStore:
    """Glossary, reasons and questions of one folder, checked against the data being served."""

    def __init__(self, folder: Path = LEARN_FOLDER) -> None:
        self.folder = folder
        self._watch: Watch[Learn] = Watch(lambda: [folder / name for name in FILES])

    def current(self, served: Served) -> Learn:
        """What can be shown now, and the problems of what is left out."""
        return self._watch.current(lambda before: load_learn(served.index.dataset, self.folder), served.stamp)


learn_store = LearnStore()
"""The product's own texts."""
