"""Node's own tests of the browser's modules, one here for each file of them."""

from __future__ import annotations

from pathlib import Path

import node
import pytest

FILES = sorted(node.JS.glob("*.test.mjs"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name.partition(".")[0])
def test_in_node(path: Path) -> None:
    done = node.run("--test", path, capture_output=True)
    assert done.returncode == 0, done.stdout + done.stderr
