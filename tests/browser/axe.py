"""The rules of accessibility that axe checks. Holds no tests."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import NamedTuple

import axe_playwright_python
from playwright.sync_api import Page

SERIOUS = ("serious", "critical")


class Beyond(NamedTuple):
    """A finding inside somebody else's markup that neither configuration nor style can reach."""

    rule: str
    part: str
    """What the address of every element in it contains."""
    reason: str


BEYOND_US: tuple[Beyond, ...] = ()


@cache
def script() -> str:
    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def axe_violations(page: Page) -> list[str]:
    """Serious and critical violations, in the page, its shadow trees and its frames."""
    for frame in page.frames:
        if frame.evaluate("typeof axe") == "undefined":
            frame.evaluate(script())
    found = page.evaluate("() => axe.run(document, { resultTypes: ['violations'] })")
    said = []
    for rule in found["violations"]:
        if rule["impact"] not in SERIOUS:
            continue
        for node in rule["nodes"]:
            place = str(node["target"])
            if not any(one.rule == rule["id"] and one.part in place for one in BEYOND_US):
                said.append(f"{rule['id']} ({rule['impact']}): {node['html'][:160]} at {place[-120:]}")
    return said
