"""Node, in which the modules are tested, and Chromium agree where they rest on the engine's own tables."""

from __future__ import annotations

import json
from pathlib import Path

import node
from playwright.sync_api import Page

from dashboard.browser import asset_base

SAY = """async (base) => {
  const { listed, sayDay } = await import(`${base}/words.mjs`);
  return { days: Array.from({ length: 40000 }, (_, at) => sayDay(at - 10000)), names: listed(["A", "B", "C"]) };
}"""


def test_both_engines_say_days_and_lists_alike(page: Page, tmp_path: Path) -> None:
    page.goto("/health")
    script = tmp_path / "say.mjs"
    script.write_text(f"console.log(JSON.stringify(await ({SAY})({json.dumps(node.PARTS.as_uri())})))", "utf-8")
    assert page.evaluate(SAY, asset_base()) == node.call(script, None)
