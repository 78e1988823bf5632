"""What leans on Streamlit's insides stands in files named ``streamlit_*`` that say which version they were checked
against. Raising the pin fails here first: check each of them, run their tests, then write the new version into them."""

from __future__ import annotations

import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from dashboard.server.streamlit_scripts import ELEMENTS, element_scripts

ROOT = Path(__file__).resolve().parents[2]
DASHBOARD = ROOT / "dashboard"
FILES = sorted(path for path in DASHBOARD.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
SEAMS = [path for path in FILES if re.fullmatch(r"streamlit(_\w+)?\.\w+", path.name)]
INSIDE = re.compile(
    r"data-testid|\.st(?:App|Main)\b|streamlit\.(?:runtime|web|proto|elements)|find_spec\(.streamlit|static/js"
    r"|\bst\.[\w.]+ = |setattr\(st\b"
)
"""Names that Streamlit promises nobody, and anything put in place of what is its own."""


def pinned() -> str:
    """The version of Streamlit that the product runs on."""
    match = re.search(r"^streamlit==(\S+)$", (ROOT / "requirements.txt").read_text(encoding="utf-8"), re.MULTILINE)
    assert match is not None
    return match[1]


@pytest.mark.parametrize("path", SEAMS, ids=lambda path: path.name)
def test_a_seam_names_the_version_it_was_checked_against(path: Path) -> None:
    head = " ".join(path.read_text(encoding="utf-8")[:700].split())
    assert re.search(rf"[Cc]hecked against {re.escape(pinned())}\b", head), head
    assert re.search(r"[Rr]emove (it )?(a line )?when", head), "say when the seam can go"


def test_scripts_of_elements_are_where_they_are_looked_for() -> None:
    """``server/streamlit_scripts.py``: without them the page loads all the same, some hundred milliseconds later."""
    scripts, spec = element_scripts(), find_spec("streamlit")
    assert spec is not None
    assert spec.origin is not None
    for name in ELEMENTS:
        assert any(f"/{name}." in one for one in scripts), name
    for one in scripts:
        assert (Path(spec.origin).parent / "static" / one).is_file()


def test_nothing_else_leans_on_the_insides() -> None:
    leaning = [
        str(path.relative_to(ROOT))
        for path in FILES
        if path not in SEAMS and path.suffix in {".py", ".mjs", ".css"}
        if INSIDE.search(path.read_text(encoding="utf-8"))
    ]
    assert not leaning, leaning
