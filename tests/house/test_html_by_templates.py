"""HTML stands in templates: Python prepares what they show."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
TAG = re.compile(r"(?<!\(\?P)</?[a-z][a-z0-9]*[\s/>]")  # but no named group of a pattern
OTHERS = {
    "dashboard/server/preload.py": "where Streamlit's page begins its head",
}


def strings(path: Path) -> list[str]:
    """Texts of a source file, without its docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    statements = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    constants = [node for node in ast.walk(tree) if isinstance(node, ast.Constant) and id(node) not in statements]
    return [str(node.value) for node in constants if isinstance(node.value, str | bytes)]


def test_no_source_file_writes_html() -> None:
    sources = sorted((ROOT / "dashboard").rglob("*.py"))
    writing = {path.relative_to(ROOT).as_posix() for path in sources if any(TAG.search(text) for text in strings(path))}
    assert writing <= OTHERS.keys(), sorted(writing - OTHERS.keys())
    assert writing == OTHERS.keys(), f"no longer needed here: {sorted(OTHERS.keys() - writing)}"
