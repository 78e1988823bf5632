"""``make bench``: measure everything once and write RESULTS.md.

``--quick`` repeats little, ``--only`` takes some of the parts, ``--before FOLDER`` also serves viewers with another
copy of the product, ``--rest SECONDS`` waits that long at most for a quiet machine before each part, ``--keep`` takes
the parts not asked for from the last run.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), *(str(ROOT / "tests" / room) for room in ("", "support", "browser"))]

import chromium  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from tests.bench import exports, growth, lines, lists, machine, previews, proxy, report, slides, speed, viewers  # noqa: E402

HERE = Path(__file__).parent
FIGURES = HERE / "out" / "figures.json"
PARTS = ("speed", "lines", "lists", "slides", "growth", "exports", "viewers", "previews", "proxy")


def measure(parts: list[str], *, quick: bool, before: Path | None, rest: float, kept: dict[str, Any]) -> dict[str, Any]:
    """The figures of the parts asked for, beside those kept of an earlier run; saved after every part."""
    path = chromium.found()
    if path is None:
        raise SystemExit(f"no Chromium: `make test` brings one, or name it in {chromium.VARIABLE}")
    results: dict[str, Any] = kept | {"about": machine.described(path), "quick": quick}
    loads = results.setdefault("loads", {})

    def part(name: str, run: Callable[[], Any]) -> None:
        loads[name] = machine.rested(1.0, rest)
        start = time.monotonic()
        print(f"{name} …", flush=True)
        results[name] = run()
        print(f"{name}: {time.monotonic() - start:.0f} s", flush=True)
        FIGURES.parent.mkdir(exist_ok=True)
        FIGURES.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")

    if {"speed", "lines", "lists", "slides", "proxy"} & set(parts):
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=path, args=list(machine.FLAGS))
            if "speed" in parts:
                part("speed", lambda: speed.all_of(browser, quick=quick))
            if "lines" in parts:
                part("lines", lambda: lines.all_of(browser, quick=quick))
            if "lists" in parts:
                part("lists", lambda: lists.all_of(browser, quick=quick))
            if "slides" in parts:
                part("slides", lambda: slides.all_of(browser, quick=quick))
            if "proxy" in parts:
                part("proxy", lambda: proxy.all_of(browser, quick=quick))
            browser.close()
    if "growth" in parts:
        part("growth", lambda: growth.all_of(quick=quick))
    if "exports" in parts:
        part("exports", lambda: exports.all_of(quick=quick))
    if "previews" in parts:
        part("previews", lambda: previews.all_of(quick=quick))
    if "viewers" in parts:
        part("viewers", lambda: viewers.of_one_process(quick=quick))
        part("viewers_two", lambda: viewers.of_two_processes(quick=quick))
        if before is not None:
            part("viewers_before", lambda: viewers.of_one_process(quick=quick, root=before.resolve()))
    return results


def main() -> int:
    """Run, write, print; 0 also where a promise is not kept: the page says so."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--only", nargs="+", choices=PARTS, default=list(PARTS))
    parser.add_argument("--keep", action="store_true")
    parser.add_argument("--before", type=Path)
    parser.add_argument("--rest", type=float, default=0)
    parser.add_argument("--out", type=Path, default=HERE / "RESULTS.md")
    asked = parser.parse_args()
    kept = json.loads(FIGURES.read_text(encoding="utf-8")) if asked.keep and FIGURES.is_file() else {}
    results = measure(asked.only, quick=asked.quick, before=asked.before, rest=asked.rest, kept=kept)
    text = report.written(results)
    asked.out.write_text(text, encoding="utf-8")
    print(text)
    return 0


if __name__ == "__main__":
    sys.exit(main())
