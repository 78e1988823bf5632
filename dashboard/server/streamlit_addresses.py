"""The addresses that Streamlit answers beside the pages.

Seam: checked against 1.67.0; remove when Streamlit answers 404 for what it does not know, in place of its empty page.
"""

from __future__ import annotations

from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

EXACT: Final = (
    "/_stcore/health",
    "/_stcore/metrics",
    "/_stcore/host-config",
)
BELOW: Final = ("/_stcore/bidi-components/", "/media/", "/component/")
SENT_TO: Final = ("/_stcore/upload_file/", "/_stcore/agent/")
"""Addresses below which nothing is read."""
FILES: Final = ("/static/", "/manifest.json")


@lru_cache(maxsize=1)
def _folder() -> Path | None:
    spec = find_spec("streamlit")
    return None if spec is None or spec.origin is None else (Path(spec.origin).parent / "static").resolve()


def is_streamlits_own(path: str, method: str = "GET") -> bool:
    """Whether Streamlit has an answer of its own for this address."""
    if path.startswith(SENT_TO):
        return method not in ("GET", "HEAD")
    if path in EXACT or path.startswith(BELOW):
        return True
    folder = _folder()
    if folder is None or not path.startswith(FILES) or "\0" in path:
        return False
    file = (folder / path.lstrip("/")).resolve()
    return file.is_relative_to(folder) and file.is_file()
