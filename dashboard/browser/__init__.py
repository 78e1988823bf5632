"""The files that the browser may ask for, and the address they are served under."""

from __future__ import annotations

import hashlib
from functools import cache
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
    """Address of the assets; its last part is a hash of all of them, so that they can be cached for good."""
    digest = hashlib.sha256()
    for name, path in asset_files().items():
        digest.update(name.encode() + b"\0")
        digest.update(path.read_bytes() if path.exists() else b"")
    return f"{BASE}/assets/{digest.hexdigest()[:16]}"
