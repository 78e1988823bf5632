"""How a command that only lists ends: in silence where its reader has seen enough.

Not for one whose exit code is a verdict, or that writes: broken off, it must not say that all is well.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import NoReturn


def end_with(main: Callable[[], int]) -> NoReturn:
    """Run a list and end the process with its exit code; 0 where a pipe was closed, as by ``| head``."""
    try:
        code = main()
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # or the interpreter would flush again
        code = 0
    sys.exit(code)
