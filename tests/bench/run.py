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
import traceback
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), *(str(ROOT / "tests" / room) for room in ("", "support", "browser"))]

import chromium  # noqa: E402
from playwright.sync_api import sync_playwright  # noqa: E402

from tests.bench import (  # noqa: E402
    exports,
    growth,
    lenses,
    lines,
    lists,
    machine,
    previews,
    proxy,
    report,
    slides,
    speed,
    viewers,
)

HERE = Path(__file__).parent
FIGURES = HERE / "out" / "figures.json"
IN_BROWSER: dict[str, Callable[..., Any]] = {
    "speed": speed.all_of,
    "lines": lines.all_of,
    "lists": lists.all_of,
    "slides": slides.all_of,
    "lenses": lenses.all_of,
    "proxy": proxy.all_of,
}
ALONE: dict[str, Callable[..., Any]] = {
    "growth": growth.all_of,
    "exports": exports.all_of,
    "previews": previews.all_of,
}
PARTS = (*IN_BROWSER, *ALONE, "viewers")


def measure(parts: list[str], *, quick: bool, before: Path | None, rest: float, kept: dict[str, Any]) -> dict[str, Any]:
    """The figures of the parts asked for, beside those kept of an earlier run; saved after every part."""
    path = chromium.found()
    if path is None:
        raise SystemExit(f"no Chromium: `make test` brings one, or name it in {chromium.VARIABLE}")
    results: dict[str, Any] = kept | {"about": machine.described(path), "quick": quick}
    loads, failed = results.setdefault("loads", {}), results.setdefault("failed", {})

    def part(name: str, run: Callable[..., Any], *given: Any, **named: Any) -> None:
        loads[name] = machine.rested(1.0, rest)
        start = time.monotonic()
        print(f"{name} …", flush=True)
        results.pop(name, None)
        failed.pop(name, None)
        try:
            results[name] = run(*given, quick=quick, **named)
        except Exception as error:  # the other parts still count, and the page says what is missing
            traceback.print_exc()
            failed[name] = (str(error).strip() or type(error).__name__).splitlines()[0]
        print(f"{name}: {time.monotonic() - start:.0f} s", flush=True)
        FIGURES.parent.mkdir(exist_ok=True)
        FIGURES.write_text(json.dumps(results, indent=1) + "\n", encoding="utf-8")

    for name, run in IN_BROWSER.items():
        if name in parts:
            with sync_playwright() as playwright:
                browser = playwright.chromium.launch(executable_path=path, args=list(machine.FLAGS))
                part(name, run, browser)
                browser.close()
    for name, run in ALONE.items():
        if name in parts:
            part(name, run)
    if "viewers" in parts:
        part("viewers", viewers.of_one_process)
        part("viewers_two", viewers.of_two_processes)
        if before is not None:
            part("viewers_before", viewers.of_one_process, root=before.resolve())
    return results


def main() -> int:
    """Run, write, print; 0 also where a promise is not kept, which the page says; 1 where a part was not measured."""
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
    return 1 if results["failed"] else 0


if __name__ == "__main__":
    sys.exit(main())
