"""Files of a view as plain links to the API: they work for keyboard, right click and a browser's own downloads."""

from __future__ import annotations

from typing import NamedTuple

from dashboard.domain.address_bar import to_query
from dashboard.domain.addresses import (
    API,
    CALENDAR,
    CHANGES,
    DOWNLOAD,
    EXPORT,
    Kind,
    address,
    file_query,
)
from dashboard.domain.index import Index
from dashboard.domain.selection import Selection, resolve
from dashboard.tables.downloads import Format
from dashboard.views.templates import render

TABLES: dict[Format, str] = {
    Format.CSV: "CSV",
    Format.XLSX: "XLSX, typed, with codebook and sources",
    Format.PARQUET: "Parquet",
    Format.JSON: "JSON",
    Format.GEOJSON: "GeoJSON, statuses joined to the shapes",
    Format.BIBTEX: "BibTeX, the sources",
    Format.CSL: "CSL JSON, the sources",
    Format.ZIP: "Whole dataset, zip",
}
PICTURES: dict[tuple[str, Kind], str] = {
    ("pptx", "map"): "Slide, editable (PPTX)",
    ("png", "map"): "Map, PNG 3840 × 2160",
    ("svg", "map"): "Map, SVG",
    ("pdf", "map"): "Map, PDF",
    ("png", "production"): "Announced production, PNG",
    ("svg", "production"): "Announced production, SVG",
    ("pdf", "production"): "Announced production, PDF",
    ("png", "bands"): "All States through time, PNG",
    ("svg", "bands"): "All States through time, SVG",
    ("pdf", "bands"): "All States through time, PDF",
    ("pdf", "a4"): "A4 to print, PDF",
    ("html", "map"): "Single web page that still scrubs (HTML)",
    ("pdf", "dossier"): "Dossier of the chosen State, PDF",
    ("png", "dossier"): "Dossier of the chosen State, PNG",
    ("svg", "dossier"): "Dossier of the chosen State, SVG",
}
"""Format and kind of picture → its name in menus."""


class Link(NamedTuple):
    """An address and its text; ``of_state`` where it needs a chosen State."""

    label: str
    address: str
    of_state: bool = False


def table_links(index: Index, selection: Selection, table: str, *, all_instruments: bool) -> str:
    """Links to the filtered rows in every format, and to what stays live: feeds and API with the same filter."""
    links = []
    for wanted, label in TABLES.items():
        # Statuses on the map are those under one treaty.
        every = all_instruments and wanted is not Format.GEOJSON
        query = {"format": wanted.value, "table": table} | file_query(index, selection, all_instruments=every)
        links.append(Link(label, address(DOWNLOAD, query)))
    return render(
        "download_links.html",
        day=resolve(selection, index).day,
        links=links,
        standing=_standing(selection, all_instruments or selection.every_instrument),
        has_state=True,
    )


def picture_links(index: Index, selection: Selection) -> str:
    """Links to slides, pictures and pages of the view; those of a State stay hidden until one is chosen."""
    query = file_query(index, selection)
    links = [
        Link(label, address(EXPORT, {"format": wanted, "kind": kind} | query), kind == "dossier")
        for (wanted, kind), label in PICTURES.items()
    ]
    return render("download_links.html", day=None, links=links, standing={}, has_state=bool(selection.focus))


def paper_sheets(index: Index, selection: Selection) -> list[tuple[str, str]]:
    """Name and address of the sheets that the view is printed on: along and upright."""
    query = file_query(index, selection)
    sheets: tuple[tuple[str, Kind], ...] = (("along", "a4"), ("upright", "a4-upright"))
    return [(name, address(EXPORT, {"format": "svg", "kind": kind} | query)) for name, kind in sheets]


def _standing(selection: Selection, every: bool) -> dict[str, list[Link]]:
    """Addresses that answer anew as the record grows."""
    narrowed = {key: value for key, value in to_query(selection).items() if key in ("states", "groups")}
    followed = narrowed if every else {"instrument": selection.instrument} | narrowed
    feeds = [Link("calendar", address(CALENDAR, followed)), Link("changes, Atom", address(CHANGES, followed))]
    status = Link("status, JSON", address(f"{API}/status", {"instrument": selection.instrument}))
    return {"Follow": feeds, "Live": [status, Link("API document", f"{API}/openapi.json")]}
