"""From the clicker's key to the painted slide, forth and back through every story at a projector's size."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser

from data.load import DATA_FOLDER
from tests.bench import machine
from tests.bench.figures import median, p95
from tests.bench.speed import NEXT_FRAME

PROJECTOR = {"width": 1920, "height": 1080}
STANDS = (
    """([step, done]) => document.documentElement.dataset.step === String(step) && window.benchOut.length === done"""
)


def all_of(browser: Browser, *, quick: bool) -> dict[str, Any]:
    """Story to ``{"steps", "median_ms", "p95_ms", "worst_ms"}``."""
    stories = sorted(path.stem for path in (DATA_FOLDER / "stories").glob("*.toml"))
    found: dict[str, Any] = {}
    with machine.product() as server:
        for story in stories[: 1 if quick else None]:
            page = browser.new_page(viewport=PROJECTOR)  # type: ignore[arg-type]
            page.goto(f"{server.url}/present?story={story}")
            page.wait_for_function("document.documentElement.dataset.ready === 'true'")
            page.evaluate(NEXT_FRAME, ["keydown", ""])
            steps = int(page.evaluate("document.documentElement.dataset.steps"))
            walk = [("PageDown", step) for step in range(2, steps + 1)]
            walk += [("PageUp", step) for step in range(steps - 1, 0, -1)]
            for done, (key, step) in enumerate(walk, 1):
                page.keyboard.press(key)
                page.wait_for_function(STANDS, arg=[step, done])
            taken = page.evaluate("window.benchOut")
            found[story] = {
                "steps": len(taken),
                "median_ms": median(taken),
                "p95_ms": p95(taken),
                "worst_ms": max(taken),
            }
            page.close()
    return found
