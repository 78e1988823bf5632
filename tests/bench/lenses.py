"""Whether a reader of one lens notices how many others there are: first map, bytes, step."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from playwright.sync_api import Browser

from dashboard.domain.index import Index
from data.load import load
from tests.bench import lens_worlds, machine, speed
from tests.bench.figures import exponent, median
from tests.bench.growth import bundle_bytes
from tests.bench.subjects import OURS

LENSES = (1, 6, 24, 100)
MEASURES = ("first_ms", "step_ms", "bundle_bytes", "page_bytes")


def all_of(browser: Browser, *, quick: bool) -> dict[str, Any]:
    """What a reader of one lens notices of how many there are: first map, its bundle, all bytes until then, a step."""
    seen: dict[int, dict[str, list[float]]] = {}
    bundles: dict[int, int] = {}
    rounds = 1 if quick else 5
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ess-lenses-")))
        servers = {}
        for lenses in LENSES:
            place = folder / f"lenses-{lenses}"
            lens_worlds.write(place, lenses)
            bundles[lenses] = bundle_bytes(Index(load(place).dataset))
            servers[lenses] = stack.enter_context(machine.product(ESS_DATA=str(place)))
            speed.visited(browser, OURS, servers[lenses].url)
            seen[lenses] = {"first_ms": [], "page_bytes": [], "step_ms": []}
        for _ in range(rounds):
            for lenses, server in servers.items():
                first, sent = speed.visited(browser, OURS, server.url)
                seen[lenses]["first_ms"].append(first)
                seen[lenses]["page_bytes"].append(sent)
        for _ in range(2):  # all in turn, twice: the machine's other work meets each alike
            for lenses, server in servers.items():
                seen[lenses]["step_ms"] += speed.step_ours(browser, server, 20 if quick else 60).ms
    worlds = [
        {"lenses": lenses, "bundle_bytes": bundles[lenses]} | {name: median(values) for name, values in found.items()}
        for lenses, found in seen.items()
    ]
    return {
        "worlds": worlds,
        "exponents": {name: exponent(LENSES, [one[name] for one in worlds]) for name in MEASURES},
    }
