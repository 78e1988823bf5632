"""A file made for a download stays until the reader's browser has come for it.

Streamlit 1.67 makes a download when its button is pressed, ties it to no session and deletes it at the second run of
anybody's page after that. With a few dozen readers that is sooner than a browser some hundred milliseconds away asks.

Seam: checked against 1.67.0; remove when every download is a link.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from functools import wraps

from streamlit.runtime.media_file_manager import MediaFileManager

STAYS_S = 30.0


def keep_downloads(clock: Callable[[], float] = time.monotonic) -> None:
    """Have Streamlit clear away unclaimed files seldom: one clearing marks a file, the next deletes it.

    A file then stays at least ``STAYS_S`` by ``clock``. Doing it again changes nothing.
    """
    clear = MediaFileManager.remove_orphaned_files
    if hasattr(clear, "__wrapped__"):
        return
    last = float("-inf")
    deciding = threading.Lock()  # two runs that end at once would mark a file and delete it

    @wraps(clear)
    def seldom(manager: MediaFileManager) -> None:
        nonlocal last
        with deciding:
            now = clock()
            if now - last < STAYS_S:
                return
            last = now
        clear(manager)

    MediaFileManager.remove_orphaned_files = seldom  # type: ignore[method-assign, assignment]
