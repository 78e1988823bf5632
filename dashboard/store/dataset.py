"""The data being served: read once, read again when a file changes, never given up for a broken one."""

from __future__ import annotations

import gc
import hashlib
import os
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from dashboard.domain.index import Index
from dashboard.store.edits import edits_of
from dashboard.store.watch import Watch
from dashboard.tables.catalogue import catalogue
from data.checks import FILE as CHECKS_FILE
from data.load import DATA_FOLDER, REGISTERS_FILE, Loaded, load
from data.parse import META_FILE
from data.problems import Problem
from data.rules import check
from data.schema import TABLES, Dataset, id_of

CHECK_EVERY_S = 1.0
MOST_ROUNDS = 12


@dataclass(frozen=True)
class Served:
    """What every reader sees: the last good data, and what is wrong with the files now."""

    index: Index
    problems: tuple[Problem, ...]
    stamp: str
    """Hash of the served files; part of every address that may be cached for good."""
    stale: bool = False
    """True while the files are broken and an earlier, good reading is served."""
    has_uploads: bool = False
    """True where a reader's uploads are among the rows."""


def _files(folder: Path) -> list[Path]:
    """The tables, the log of readings, and what the browser's bundles are made of besides."""
    beside = (META_FILE, CHECKS_FILE, REGISTERS_FILE)
    tables = (f"{table}.csv" for table in TABLES)
    return [*(folder / name for name in (*tables, *beside)), folder / "learn" / "reasons.toml"]


def _stamp(folder: Path) -> str:
    digest = hashlib.sha256()
    for path in _files(folder):
        try:
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
        except OSError:
            continue
    return digest.hexdigest()[:16]


def usable(loaded: Loaded, problems: Sequence[Problem]) -> Dataset:
    """The dataset without the rows that a problem names, and without the rows that refer to those."""
    rows: dict[str, dict[str, Any]] = {
        table: {id_of(table, row): row for row in getattr(loaded.dataset, table)} for table in TABLES
    }
    for _ in range(MOST_ROUNDS):
        named: defaultdict[str, set[str]] = defaultdict(set)
        for problem in problems:
            if problem.row_id:
                named[problem.file.removesuffix(".csv")].add(problem.row_id)
        dropped = 0
        for table, kept in rows.items():
            for key in named.get(table, ()):
                dropped += kept.pop(key, None) is not None
        if not dropped:
            break
        dataset = loaded.dataset.model_copy(update={table: tuple(kept.values()) for table, kept in rows.items()})
        lines = {table: (0,) * len(kept) for table, kept in rows.items()}
        problems = check(Loaded(dataset, (), lines, loaded.meta_lines))
    return loaded.dataset.model_copy(update={table: tuple(kept.values()) for table, kept in rows.items()})


class DatasetStore:
    """Last good data of one folder. Safe to share between threads."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._watch: Watch[Served] = Watch(lambda: _files(folder), CHECK_EVERY_S)

    def current(self) -> Served:
        """The data to serve now; looks at the files at most once a second."""
        return self._watch.current(self._read)

    def _read(self, before: Served | None) -> Served:
        loaded = load(self.folder)
        problems = (*loaded.problems, *check(loaded))
        if not problems:
            return Served(self._index(loaded.dataset), (), _stamp(self.folder))
        if before is not None:
            return Served(before.index, problems, before.stamp, stale=True)
        return Served(self._index(usable(loaded, problems)), problems, _stamp(self.folder))

    def _index(self, dataset: Dataset) -> Index:
        return Index(dataset, edits=edits_of(self.folder, dataset.meta.version, dataset.meta.as_of))


shelf = DatasetStore(Path(os.environ.get("ESS_DATA") or DATA_FOLDER))
"""The product's own data; ``ESS_DATA`` names another folder of the same form."""


def warm_up(served: Served) -> None:
    """Make what every list needs, and take all that is loaded by now out of the collector's walks.

    Python's own full collections come every ten to twenty seconds under load. One that walks modules and rows stops
    every session for 0.1 to 0.4 s, one that need not for 15 to 60 ms.
    """
    if not served.has_uploads:
        catalogue(served.index)
        _freeze(served.stamp)


@lru_cache(maxsize=1)
def _freeze(stamp: str) -> None:
    """Once for each reading of the files; what an earlier reading left behind is collected first."""
    gc.unfreeze()
    gc.collect()
    gc.freeze()
