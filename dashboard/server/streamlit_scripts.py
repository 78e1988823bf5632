"""Names of the scripts that Streamlit and the map's frame load for what stands above the fold of the main page.

Seam: checked against 1.67.0; remove when Streamlit names the scripts of its elements in its main page, which it asks
for one wave after another, and those of its frames.
"""

from __future__ import annotations

import re
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

from dashboard.server.script_imports import with_imports

ELEMENTS = ("Html", "Selectbox", "Checkbox", "BidiComponent", "ComponentInstance")


@lru_cache(maxsize=1)
def element_scripts() -> tuple[str, ...]:
    """Addresses of the scripts of ``ELEMENTS`` and all they import, without those that every page loads.

    Empty where Streamlit keeps its files otherwise: then they come when they are asked for.
    """
    spec = find_spec("streamlit")
    if spec is None or spec.origin is None:
        return ()
    root = Path(spec.origin).parent / "static"
    folder, page = root / "static" / "js", root / "index.html"
    if not page.is_file():
        return ()
    html = page.read_text(encoding="utf-8", errors="replace")
    always = with_imports(folder, re.findall(r"\./static/js/([\w.-]+\.js)", html))
    elements = with_imports(folder, (path.name for name in ELEMENTS for path in folder.glob(f"{name}.*.js")))
    return tuple(f"./static/js/{name}" for name in sorted(elements - always))


FRAME = "streamlit_folium.st_folium"
"""Streamlit's name of the frame, by package and part."""


def frame_folder() -> Path | None:
    """Where streamlit-folium keeps the files of its frame; ``None`` where it is not installed."""
    spec = find_spec(FRAME.partition(".")[0])
    return None if spec is None or spec.origin is None else Path(spec.origin).parent / "frontend" / "build"


@lru_cache(maxsize=1)
def frame_scripts() -> tuple[str, ...]:
    """Addresses of the scripts of streamlit-folium's frame, which is asked for only once the page runs.

    Empty where the package keeps its files otherwise.
    """
    folder = frame_folder()
    page = folder and folder / "index.html"
    html = page.read_text(encoding="utf-8", errors="replace") if page and page.is_file() else ""
    names = re.findall(r'<script[^>]* src="\./(static/js/[\w.-]+\.js)"', html)
    return tuple(f"./component/{FRAME}/{name}" for name in names)
