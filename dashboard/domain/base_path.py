"""The path below which everything is served, for a product that shares its host with others."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Final

SETTING: Final = "STREAMLIT_SERVER_BASE_URL_PATH"
"""Streamlit's own variable for ``--server.baseUrlPath``; ``app.py`` writes there what the command line said."""


def base_path(setting: str) -> str:
    """``"tools/ess/"`` → ``"/tools/ess"``; nothing for a product at the root of its host."""
    path = setting.strip().strip("/")
    return f"/{path}" if path else ""


def lies_below(path: str, roots: Iterable[str]) -> bool:
    """Whether a path is one of ``roots`` or lies below one."""
    return any(path == root or path.startswith(f"{root}/") for root in roots)


BASE: Final = base_path(os.environ.get(SETTING, ""))
"""What every address on this host begins with; read once, before any address is written."""
