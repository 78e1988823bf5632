"""The one list of pages: navigation, addresses, links and tests read it.

Another page is a file in ``app_pages``, its view, and one line here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

FOLDER = Path(__file__).with_name("app_pages")


@dataclass(frozen=True)
class Page:
    """One page of the product."""

    file: str
    """In ``app_pages``; without its ending it is the name by which sheets and links ask for the page."""
    title: str
    icon: str
    """A Material symbol."""
    path: str
    """Address below the product's own; empty for the main page."""
    draws_heading: bool = False
    """True where the page draws its own first heading; the others get their title, for screen readers."""

    @property
    def name(self) -> str:
        """What reports of the browser and links call it."""
        return self.file.removesuffix(".py")

    @property
    def script(self) -> str:
        """The file as Streamlit names it when pages are switched."""
        return f"{FOLDER.name}/{self.file}"


PAGES = (
    Page("map.py", "Map", "map", "", draws_heading=True),
    Page("events.py", "Events", "list_alt", "events"),
    Page("dossier.py", "Dossier", "assignment", "dossier"),
    Page("matrix.py", "Matrix", "grid_on", "matrix"),
    Page("compare.py", "Compare", "compare", "compare"),
    Page("stories.py", "Stories", "auto_stories", "stories"),
    Page("learn.py", "Learn", "school", "learn"),
    Page("uploads.py", "Your rows", "person_edit", "own_rows"),
)
"""In the order of the navigation; the main page first."""

BY_NAME = {page.name: page for page in PAGES}
BY_PATH = {page.path: page for page in PAGES}
