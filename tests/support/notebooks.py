"""Runs a notebook as a plain script, cell after cell in one namespace, and tells what it printed. Holds no tests.

``ESS_URL=http://localhost:8501 python tests/support/notebooks.py FILE`` writes what it prints into the file.
"""

from __future__ import annotations

import io
import json
import os
import sys
from contextlib import chdir, redirect_stdout
from pathlib import Path
from typing import Any


def printed(path: Path) -> list[str]:
    """What each cell of code prints, in order; the notebook's folder is the working one, as in Jupyter."""
    told: list[str] = []
    namespace: dict[str, Any] = {"__name__": "__main__"}
    sys.path.insert(0, str(path.parent))
    try:
        with chdir(path.parent):
            for cell in cells(path):
                out = io.StringIO()
                with redirect_stdout(out):
                    exec(compile("".join(cell["source"]), path.name, "exec"), namespace)
                told.append(out.getvalue())
    finally:
        sys.path.remove(str(path.parent))
    return told


def cells(path: Path) -> list[dict[str, Any]]:
    """The cells of code."""
    return [one for one in json.loads(path.read_text(encoding="utf-8"))["cells"] if one["cell_type"] == "code"]


def kept(path: Path) -> list[str]:
    """What the file says that each cell of code printed."""
    return ["".join(line for out in cell["outputs"] for line in out["text"]) for cell in cells(path)]


def write(path: Path) -> None:
    """Run the notebook and keep what it prints."""
    told = iter(printed(path))
    book = json.loads(path.read_text(encoding="utf-8"))
    for number, cell in enumerate((one for one in book["cells"] if one["cell_type"] == "code"), 1):
        text = next(told).splitlines(keepends=True)
        cell["execution_count"] = number
        cell["outputs"] = [{"name": "stdout", "output_type": "stream", "text": text}] if text else []
    path.write_text(json.dumps(book, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    assert os.environ.get("ESS_URL"), "name a running server in ESS_URL"
    write(Path(sys.argv[1]).resolve())
