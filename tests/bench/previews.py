"""Pictures of shared links asked for by machines, all of other views, while readers go on."""

from __future__ import annotations

import asyncio
import http.client
import itertools
import random
import threading
import time
from collections import Counter, defaultdict
from collections.abc import Iterator
from typing import Any

from tests.bench import machine
from tests.bench.figures import median, p95
from tests.bench.viewers import INSTRUMENTS, LAST_DAY, Viewer, look_around

VIEWERS, ADDRESSES, SECONDS, AT_ONCE = 64, 2000, 60.0, 16
STATES = ("EST", "FIN", "LTU", "LVA", "POL", "UKR", "NOR", "DEU", "FRA", "ITA", "ESP", "SWE", "DNK", "NLD", "PRT")


def addresses() -> Iterator[str]:
    """Addresses of pictures, no two of the same view."""
    trios = itertools.combinations(STATES, 3)
    for trio, lens in itertools.product(trios, INSTRUMENTS):
        yield f"/preview.png?instrument={lens}&as_of=2026-10-02&states={','.join(trio)}"


class Askers:
    """So many at once ask for ``count`` addresses, spread over ``seconds``."""

    def __init__(self, port: int, count: int, seconds: float) -> None:
        self.port, self.left = port, enumerate(itertools.islice(addresses(), count))
        self.start, self.pause = time.monotonic(), seconds / count
        self.answers: Counter[str] = Counter()
        self.ms: list[float] = []
        self.guard = threading.Lock()
        self.threads = [threading.Thread(target=self._ask) for _ in range(AT_ONCE)]

    def _ask(self) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        while True:
            with self.guard:
                number, address = next(self.left, (0, None))
            if address is None:
                return
            time.sleep(max(0.0, self.start + number * self.pause - time.monotonic()))
            start = time.perf_counter()
            connection.request("GET", address)
            answer = connection.getresponse()
            answer.read()
            kind = "plain" if answer.headers["Cache-Control"] == "no-store" else "own"
            with self.guard:
                self.answers[kind if answer.status == 200 else str(answer.status)] += 1
                self.ms.append((time.perf_counter() - start) * 1000)


async def opened(port: int, count: int) -> list[Viewer]:
    """So many readers, each with its lists drawn."""
    viewers = [Viewer(port) for _ in range(count)]
    for one in viewers:
        await one.open()
        await one.settle(LAST_DAY)
    return viewers


async def settles(viewers: list[Viewer], seconds: float, askers: Askers | None) -> list[float]:
    """Milliseconds of every settle of that time, with the askers at work from its beginning."""
    told: dict[str, list[float]] = defaultdict(list)
    if askers is not None:
        askers.start = time.monotonic()
        for thread in askers.threads:
            thread.start()
    await asyncio.gather(*(look_around(one, seconds, random.Random(at), told) for at, one in enumerate(viewers)))
    return told["settle"]


async def compared(server: machine.Running, *, quick: bool) -> dict[str, Any]:
    """Settles without askers before and after, so that a busy machine meets both, and with them between."""
    viewers = await opened(server.port, 8 if quick else VIEWERS)
    seconds = 6.0 if quick else SECONDS
    askers = Askers(server.port, 200 if quick else ADDRESSES, seconds)
    alone = await settles(viewers, seconds / 2, None)
    beside = await settles(viewers, seconds, askers)
    for thread in askers.threads:
        await asyncio.to_thread(thread.join)
    alone += await settles(viewers, seconds / 2, None)
    for one in viewers:
        await one.close()
    return {
        "viewers": len(viewers),
        "addresses": len(askers.ms),
        "answers": dict(askers.answers),
        "picture_median_ms": median(askers.ms),
        "picture_p95_ms": p95(askers.ms),
        "alone_median_ms": median(alone),
        "alone_p95_ms": p95(alone),
        "beside_median_ms": median(beside),
        "beside_p95_ms": p95(beside),
        "memory_mb": machine.memory_mb(server.process),
    }


def all_of(*, quick: bool) -> dict[str, Any]:
    """What asking for ``ADDRESSES`` pictures within a minute costs ``VIEWERS`` readers of one process."""
    settings = {"ESS_API_PER_MINUTE": "0", "ESS_PUBLIC_URL": "https://shifts.example"}
    with machine.product(**settings) as server:
        return asyncio.run(compared(server, quick=quick))
