"""Every page has a file and one line in the registry; whatever links to a page names one that is there."""

from __future__ import annotations

import re
from pathlib import Path

from dashboard.domain import glossary
from dashboard.server.routes import routes
from dashboard.server.streamlit_addresses import EXACT
from dashboard.ui.registry import BY_NAME, BY_PATH, FOLDER, PAGES

DASHBOARD = Path(__file__).resolve().parents[2] / "dashboard"
SOURCES = sorted(path for path in DASHBOARD.rglob("*") if path.suffix in {".py", ".mjs"})
NAMED = re.compile(r"""\bpage=(["'])(?P<name>\w+)\1""")
ADDRESS = re.compile(r"""["'`]/(?P<path>[a-z_]+)(?=[?#"'`])""")
SERVER = {str(getattr(route, "path", "/")).split("/")[1] for route in routes()}
"""First parts of the addresses that the server answers itself, beside the pages."""


def places(pattern: re.Pattern[str], group: str) -> set[tuple[str, str]]:
    """Every match in the product's source, as (file, what was matched)."""
    return {
        (path.name, match[group]) for path in SOURCES for match in pattern.finditer(path.read_text(encoding="utf-8"))
    }


def test_the_registry_lists_the_files_of_the_folder() -> None:
    assert sorted(page.file for page in PAGES) == sorted(
        path.name for path in FOLDER.glob("*.py") if path.name != "__init__.py"
    )


def test_names_titles_and_addresses_are_unique_and_the_main_page_is_first() -> None:
    assert len(BY_NAME) == len(BY_PATH) == len({page.title for page in PAGES}) == len(PAGES)
    assert [page.path for page in PAGES].index("") == 0


def test_sheets_ask_for_pages_that_are_there() -> None:
    asked = places(NAMED, "name")
    assert asked, "no sheet asks for a page any more: drop this test, or mend its pattern"
    assert {name for _, name in asked} <= set(BY_NAME), asked


def test_links_lead_to_pages_that_are_there() -> None:
    others = SERVER | {path.split("/")[1] for path in EXACT}
    linked = {(file, path) for file, path in places(ADDRESS, "path") if path not in others}
    assert {path for _, path in linked} <= set(BY_PATH), linked
    assert f"/{BY_NAME['learn'].path}" == glossary.PAGE


def test_the_keys_of_the_map_lead_to_pages_that_are_there() -> None:
    keys = (DASHBOARD / "browser" / "parts" / "shortcuts.mjs").read_text(encoding="utf-8")
    asked = set(re.findall(r'goTo\("(\w+)"\)', keys))
    assert asked
    assert asked - SERVER <= set(BY_PATH)
