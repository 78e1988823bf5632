"""The style that all pages share. It stands in their first bytes, so that nothing moves when it would arrive."""

from __future__ import annotations

from pathlib import Path

from dashboard.browser import HERE as PARTS

HERE = Path(__file__).parent
SHEETS = (PARTS / "scale.css", HERE / "page.css", HERE / "stage.css", HERE / "announced.css", HERE / "streamlit.css")


def page_style() -> str:
    """The text of all its sheets."""
    return "\n".join(path.read_text(encoding="utf-8") for path in SHEETS)
