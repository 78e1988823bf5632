"""How cost grows with the world: reading, checking, intervals, bytes to the browser, settle."""

from __future__ import annotations

import gc
import gzip
import json
import tempfile
import time
from pathlib import Path
from typing import Any

from dashboard.browser.bundle import status_bundle
from dashboard.domain.index import Index
from dashboard.domain.status import intervals
from data.load import Loaded, load
from data.rules import check
from tests.bench import viewers, world
from tests.bench.figures import exponent, median, timed

TIMES = (1, 10, 100)
INSTRUMENT = "apmbc"
MEASURES = ("load_s", "check_s", "intervals_s", "bundle_bytes", "settle_ms", "settle_bytes")


def _read(folder: Path) -> tuple[Loaded, float, float]:
    start = time.perf_counter()
    loaded = load(folder)
    read = time.perf_counter()
    problems = (*loaded.problems, *check(loaded))
    done = time.perf_counter()
    if problems:
        message = f"the larger world breaks a rule: {problems[0]}"
        raise ValueError(message)
    return loaded, read - start, done - read


def bundle_bytes(index: Index) -> int:
    """Bytes of a treaty's bundle as they travel."""
    body = json.dumps(status_bundle(index, INSTRUMENT), ensure_ascii=False, separators=(",", ":")).encode()
    return len(gzip.compress(body, 6, mtime=0))


def of_world(folder: Path, times: int, settles: int) -> dict[str, Any]:
    """One world's figures; what is quick is run several times and the median kept."""
    rows = world.write(folder, times)
    rounds = 1 if times >= 100 else 5
    seen = [_read(folder) for _ in range(rounds)]
    loaded = seen[-1][0]
    index = Index(loaded.dataset)
    # As the product does with data it serves: what will live on is no longer the collector's business.
    gc.collect()
    gc.freeze()

    def build() -> None:
        index.memo.clear()  # where a round would find what the one before it made
        for instrument in index.instruments:
            intervals(index, instrument)

    built = median([timed(build, time.perf_counter) for _ in range(rounds)])
    gc.unfreeze()
    settle, sent = viewers.settle_in(folder, settles)
    return {
        "times": times,
        "rows": sum(rows.values()),
        "states": rows["countries"],
        "instruments": rows["instruments"],
        "acts": rows["treaty_actions"],
        "load_s": median([read for _, read, _ in seen]),
        "check_s": median([checked for *_, checked in seen]),
        "intervals_s": built,
        "bundle_bytes": bundle_bytes(index),
        "settle_ms": settle,
        "settle_bytes": sent["bytes"],
    }


def all_of(*, quick: bool) -> dict[str, Any]:
    """Every world of one run, and the power of size with which each measure grows."""
    with tempfile.TemporaryDirectory(prefix="ess-worlds-") as name:
        folder, sizes = Path(name), TIMES[:2] if quick else TIMES
        worlds = [of_world(folder / str(times), times, 3 if quick else 8) for times in sizes]
    return {
        "worlds": worlds,
        "exponents": {
            name: exponent([one["times"] for one in worlds], [one[name] for one in worlds]) for name in MEASURES
        },
    }
