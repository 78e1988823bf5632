"""How long each export takes from a terminal: whole processes, imports included, beside one that only starts Python."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from functools import partial
from pathlib import Path
from typing import Any

from tests.bench.figures import median, timed

ROOT = Path(__file__).resolve().parents[2]
VIEW = ("--instrument", "apmbc", "--as-of", "2026-03-01")
STORY = ("--story", "the-mine-ban-exits")
CASES: dict[str, tuple[str, ...]] = {
    **{f"map, {kind}": (kind, *VIEW) for kind in ("pptx", "png", "svg", "pdf", "html", "csv", "xlsx", "geojson")},
    **{f"production, {kind}": (kind, *VIEW, "--kind", "production") for kind in ("png", "svg", "pdf")},
    **{f"dossier, {kind}": (kind, *VIEW, "--kind", "dossier", "--states", "FIN") for kind in ("png", "pdf")},
    "story, pptx": ("pptx", *STORY),
    "story, html": ("html", *STORY),
}
PLAIN = "Python alone"


def _seconds(command: list[str]) -> float:
    run = partial(subprocess.run, command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return timed(run, time.perf_counter)


def all_of(*, quick: bool) -> dict[str, dict[str, Any]]:
    """Case to ``{"s": median seconds of a whole process, "bytes": size of the file}``; ``PLAIN`` has no file."""
    times = 1 if quick else 3
    found: dict[str, dict[str, Any]] = {
        PLAIN: {"s": median([_seconds([sys.executable, "-c", "pass"]) for _ in range(times)]), "bytes": 0}
    }
    with tempfile.TemporaryDirectory() as folder:
        for name, arguments in CASES.items():
            out = Path(folder) / f"export.{arguments[0]}"
            command = [sys.executable, "-m", "dashboard.export", *arguments, "--out", str(out)]
            found[name] = {"s": median([_seconds(command) for _ in range(times)]), "bytes": out.stat().st_size}
    return found
