"""The files that the browser may ask for, and the address they are served under."""

from __future__ import annotations

import hashlib
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path

from xstatic.pkg import leaflet

from dashboard.domain.base_path import BASE
from geo.loader import DEFAULT as EUROPE

HERE = Path(__file__).parent / "parts"
LEAFLET = Path(leaflet.BASE_DIR)


def asset_files() -> dict[str, Path]:
    """Every file the browser may ask for, by name. Nothing else is ever opened for it."""
    own = {path.name: path for path in sorted(HERE.iterdir()) if path.suffix in {".mjs", ".css", ".svg"}}
    return own | {
        "leaflet.js": LEAFLET / "leaflet.js",
        "leaflet.css": LEAFLET / "leaflet.css",
        EUROPE.name: EUROPE,
    }


@cache
def asset_base() -> str:
    """Address of all assets but the shapes; it ends in a hash of them all, so that they can be cached for good."""
    digest = hashlib.sha256()
    for name, path in asset_files().items():
        if path != EUROPE:
            digest.update(name.encode() + b"\0")
            digest.update(path.read_bytes() if path.exists() else b"")
    return _address(digest.hexdigest())


def shapes_address() -> str:
    """Address of the map's shapes, with a hash of them alone: they may be mended while the server runs.

    Of a file that has gone it is the address before: whoever holds the shapes goes on with them.
    """
    with suppress(OSError):
        seen = EUROPE.stat()
        _shapes_digest[EUROPE] = _digest_of(EUROPE, seen.st_mtime_ns, seen.st_size)
    return f"{_address(_shapes_digest.get(EUROPE, 'none'))}/{EUROPE.name}"


def asset_address(name: str) -> str:
    """Address of an asset, at which its content stays the same."""
    return shapes_address() if name == EUROPE.name else f"{asset_base()}/{name}"


_shapes_digest: dict[Path, str] = {}
"""Hash of the shapes as they were last there."""


@lru_cache(maxsize=1)
def _digest_of(path: Path, changed_ns: int, size: int) -> str:
    """Hash of a file as it was last changed."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _address(digest: str) -> str:
    return f"{BASE}/assets/{digest[:16]}"
