"""Which scripts of a folder a script needs: those it imports, and those that they import, however far."""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

_IMPORT = re.compile(r'(?:from|import)\s*"\./([\w.-]+\.m?js)"(?! \*/)')
"""An import, not that of a type in a comment."""


def with_imports(folder: Path, names: Iterable[str]) -> set[str]:
    """``names`` and all that they import of ``folder``; a file that is not there is left out."""
    found: set[str] = set()
    ahead = set(names)
    while ahead:
        name = ahead.pop()
        path = folder / name
        if name not in found and path.is_file():
            found.add(name)
            ahead |= set(_IMPORT.findall(path.read_text(encoding="utf-8", errors="replace"))) - found
    return found
