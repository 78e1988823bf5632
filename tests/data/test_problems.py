"""Text that somebody wrote, as a message shows it: as it was written, and nothing that hides or moves the rest."""

from __future__ import annotations

import ast
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.problems import quote, visible

ROOT = Path(__file__).resolve().parents[2]
SOURCES = [path for room in ("dashboard", "data", "geo") for path in sorted((ROOT / room).rglob("*.py"))]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("utm_source", "'utm_source'"),
        ("x\\y", "'x\\y'"),
        ('<b>&"', "'‹b›&\"'"),
        ("O'Brien", "'O'Brien'"),
        ("Österreich", "'Österreich'"),
        ("E\u0301ire", "'Éire'"),
        ("日本", "'日本'"),
        ("😀", "'😀'"),
        ("a\x00b", "'a\ufffdb'"),
        ("two\nlines", "'two\ufffdlines'"),
        ("\u202eright to left", "'\ufffdright to left'"),
        ("zero\u200bwidth", "'zero\ufffdwidth'"),
        ("\ud800", "'\ufffd'"),
        ("x\u0302\u0302", "'x\ufffd\ufffd'"),
        ("", "''"),
    ],
)
def test_readers_see_what_they_wrote(written: str, shown: str) -> None:
    assert quote(written) == shown


@pytest.mark.parametrize(("size", "cut"), [(79, False), (80, False), (81, True)])
def test_long_text_is_cut(size: int, cut: bool) -> None:
    assert quote("a" * size) == (f"'{'a' * 80}…'" if cut else f"'{'a' * size}'")


@given(st.text(max_size=200))
def test_nothing_shown_is_invisible_or_without_end(text: str) -> None:
    shown = visible(text, 30)
    assert len(shown) <= 2 * 30 + 1
    assert shown.isprintable()
    assert not any(unicodedata.category(one) in ("Mn", "Me") for one in shown)
    assert not set(shown) & set("<>")
    assert visible(shown, 61) == shown


def test_no_message_shows_the_escapes_of_repr() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{node.lineno}"
        for path in SOURCES
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FormattedValue) and node.conversion == ord("r")
    ]
    assert found == [], "show foreign text with data.problems.quote"
