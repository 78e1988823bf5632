"""The data being served: read once, read again when a file changes, never given up for a broken one."""

from __future__ import annotations

import threading
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from dashboard.domain.index import Index
from data.load import DATA_FOLDER, load
from data.problems import Problem
from geo.loader import DEFAULT as EUROPE
from geo.loader import GeometryProblem, load_geojson

CHECK_EVERY_S = 1.0


@dataclass(frozen=True)
class Served:
    """What every reader sees: the last good data, and what is wrong with the files now."""

    index: Index
    problems: tuple[Problem, ...]
    stamp: str
    """Changes whenever the served data does; part of every address that may be cached for good."""
    stale: bool = False
    """True while the files are broken and an earlier, good reading is served."""


def _stamp(folder: Path) -> str:
    parts = []
    for path in sorted(folder.glob("*.csv")) + [folder / "dataset.toml"]:
        try:
            seen = path.stat()
        except OSError:
            continue
        parts.append(f"{path.name}:{seen.st_mtime_ns}:{seen.st_size}")
    return f"{hash(tuple(parts)) & 0xFFFFFFFFFFFF:012x}"


class Shelf:
    """Last good data of one folder. Safe to share between threads."""

    def __init__(self, folder: Path = DATA_FOLDER) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._served: Served | None = None
        self._read_stamp = ""
        self._checked = 0.0

    def current(self) -> Served:
        """The data to serve now; looks at the files at most once a second."""
        with self._lock:
            now = time.monotonic()
            if self._served is not None and now - self._checked < CHECK_EVERY_S:
                return self._served
            self._checked = now
            stamp = _stamp(self.folder)
            if self._served is None or stamp != self._read_stamp:
                self._read_stamp = stamp
                self._served = self._read(stamp)
            return self._served

    def _read(self, stamp: str) -> Served:
        found = load(self.folder)
        problems = tuple(found.problems)
        if problems and self._served is not None:
            return Served(self._served.index, problems, self._served.stamp, stale=True)
        return Served(Index(found.dataset), problems, stamp)


shelf = Shelf()
"""The product's own data."""


def shapes() -> dict[str, Any]:
    """The map's shapes (EPSG:3035, metres). Raises ``GeometryProblem`` naming the file."""
    return load_geojson(EUROPE)


__all__ = ["GeometryProblem", "Served", "Shelf", "shapes", "shelf"]
