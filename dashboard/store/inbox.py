"""Where the server keeps error reports until an editor judges them: one file of JSON lines, readable by its owner."""

from __future__ import annotations

import fcntl
import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from data import inbox

MOST_REPORTS: Final = 1000
MOST_BYTES: Final = 5_000_000


class InboxFull(Exception):
    """As many reports as the inbox may hold are waiting."""


def report_file(settings: Mapping[str, str]) -> Path:
    """The file that ``python -m data.inbox`` reads. Raises ``ValueError`` for a setting that cannot be."""
    return inbox.inbox_file(settings)


def open_inbox(path: Path) -> None:
    """Make the folder and the empty file, so that what is wrong shows at the start. Raises ``OSError``."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    os.close(_open(path))


def _open(path: Path) -> int:
    handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    os.fchmod(handle, 0o600)
    return handle


def keep_report(path: Path, report: Mapping[str, str]) -> None:
    """Add a report as one line. Raises ``InboxFull``, and ``OSError`` where the file cannot be written."""
    line = json.dumps(report, ensure_ascii=True).encode() + b"\n"
    with os.fdopen(_open(path), "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        held = file.read(MOST_BYTES + 1)
        if len(held) + len(line) > MOST_BYTES or held.count(b"\n") >= MOST_REPORTS:
            raise InboxFull
        file.write(line)
