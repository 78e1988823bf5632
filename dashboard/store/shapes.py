"""The map's shapes being served: read again when their file changes."""

from __future__ import annotations

import hashlib
from typing import Any, NamedTuple

from dashboard.store.watch import Watch
from geo.loader import DEFAULT as EUROPE
from geo.loader import GeometryProblem, load_geojson

__all__ = ["GeometryProblem", "Shapes", "current_shapes", "shapes"]


class Shapes(NamedTuple):
    """The map file as read, and a hash of its bytes."""

    geojson: dict[str, Any]
    stamp: str


_watch: Watch[Shapes] = Watch(lambda: (EUROPE,))


def _read(before: Shapes | None) -> Shapes:
    geojson = load_geojson(EUROPE)
    return Shapes(geojson, hashlib.sha256(EUROPE.read_bytes()).hexdigest()[:16])


def current_shapes() -> Shapes:
    """The shapes (EPSG:3035, metres), shared by all: never to be changed. Raises ``GeometryProblem``."""
    return _watch.current(_read)


def shapes() -> dict[str, Any]:
    """The map file alone. Raises ``GeometryProblem`` naming the file."""
    return current_shapes().geojson
