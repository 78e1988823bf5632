"""The one list of pages: header, addresses, links and tests read it.

Another page is a file in ``app_pages``, its view, and one line here.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dashboard.domain.base_path import BASE

FOLDER = Path(__file__).with_name("app_pages")


@dataclass(frozen=True)
class Page:
    """One page of the product."""

    file: str
    """In ``app_pages``; without its ending it is the name by which sheets and links ask for the page."""
    title: str
    path: str
    """Address below the product's own; empty for the main page."""
    lead: str = ""
    """What the page is for, beside its heading; empty where the page draws its own first heading."""
    explores: bool = False
    """Whether the header lists it under "Explore"."""

    @property
    def address(self) -> str:
        """Where the page stands on this host, without a view."""
        return f"{BASE}/{self.path}"

    @property
    def name(self) -> str:
        """What reports of the browser and links call it."""
        return self.file.removesuffix(".py")

    @property
    def script(self) -> str:
        """The file as Streamlit names it when pages are switched."""
        return f"{FOLDER.name}/{self.file}"


PAGES = (
    Page("map.py", "Map", ""),
    Page("events.py", "Events", "events", "Every act, event and announcement, with its sources", explores=True),
    Page("matrix.py", "Matrix", "matrix", "Every State under every treaty, policy and measure", explores=True),
    Page("compare.py", "Compare", "compare", "Two days, or two lenses, and who is what under both", explores=True),
    Page("figures.py", "Figures", "figures", "A measure's numbers, ranked and over time", explores=True),
    Page("dossier.py", "Dossier", "dossier", "All that is on record about one State", explores=True),
    Page(
        "changes.py", "What changed", "changes", "What this record says otherwise than before, and why", explores=True
    ),
    Page(
        "corrections.py",
        "Corrections",
        "corrections",
        "What this record had wrong",
        explores=True,
    ),
    Page("uploads.py", "Your rows", "own_rows", "Rows of your own, in view for this session only", explores=True),
    Page("stories.py", "Stories", "stories", "What happened, told day by day, with the facts it rests on"),
    Page("learn.py", "Learn", "learn", "How a State joins and leaves, what the words mean, and both sides' reasons"),
)
"""In the order of the header; the main page first."""

BY_NAME = {page.name: page for page in PAGES}
BY_PATH = {page.path: page for page in PAGES}
