"""Commands that only list end in silence where their reader has seen enough, as ``| head`` has."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize("command", ["data.todo", "dashboard.status --instrument apmbc"])
def test_a_closed_pipe_is_no_fault(command: str) -> None:
    read, write = os.pipe()
    os.close(read)
    with os.fdopen(write, "wb") as closed:
        run = subprocess.run(
            [sys.executable, "-m", *command.split()], cwd=ROOT, stdout=closed, stderr=subprocess.PIPE, timeout=60
        )
    assert (run.returncode, run.stderr) == (0, b"")
