"""Write a file or a folder whole or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

MARKER = "site.json"
"""Only a folder that holds this file, or nothing, is replaced by a new site."""


def write_whole(path: Path, body: bytes) -> None:
    """Write ``body`` beside ``path``, flush it to the disk and move it into place.

    On any failure ``path`` is as it was and nothing is left beside it. A link is followed; a device or pipe, such
    as ``/dev/stdout``, is written into and never replaced. Raises ``OSError``.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        with path.open("wb") as out:
            out.write(body)
        return
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:40]}.", suffix=".part")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(body)
            out.flush()
            os.fsync(out.fileno())
        Path(name).chmod(_mode(path))
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _mode(path: Path) -> int:
    if path.exists():
        return path.stat().st_mode & 0o777
    umask = os.umask(0)
    os.umask(umask)
    return 0o666 & ~umask


def fill_whole(folder: Path, fill: Callable[[Path], None]) -> None:
    """Let ``fill`` write into a new folder beside ``folder``, then put it in its place.

    An existing folder is replaced if it is empty or an earlier site. On any failure it is as it was and
    nothing is left beside it. Raises ``FileExistsError`` for a folder that is neither, else ``OSError``.
    """
    if folder.exists() and (not folder.is_dir() or (any(folder.iterdir()) and not (folder / MARKER).exists())):
        raise FileExistsError(f"{folder} holds other files; name a new or empty folder, or an earlier site")
    fresh = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name[:40]}.", suffix=".part"))
    old = fresh.with_suffix(".old")
    try:
        fill(fresh)
        fresh.chmod(0o755)
        if folder.exists():
            folder.rename(old)
        try:
            fresh.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
    finally:
        shutil.rmtree(fresh, ignore_errors=True)
        shutil.rmtree(old, ignore_errors=True)
