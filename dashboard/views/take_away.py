"""All that can be taken away of a view, as plain links to the API: they work for keyboard, right click and scripts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final, NamedTuple

from dashboard.domain.address_bar import VERSION, to_query
from dashboard.domain.addresses import (
    API,
    CALENDAR,
    CHANGES,
    DOWNLOAD,
    EXPORT,
    FEED_LIST,
    MAP,
    Kind,
    address,
    file_query,
    view_query,
)
from dashboard.domain.index import Index
from dashboard.domain.selection import Selection, resolve, shown_lens
from dashboard.tables.downloads import Format
from dashboard.views.embedding import embedding
from dashboard.views.templates import render

PICTURES: Final[Mapping[tuple[str, Kind], str]] = {
    ("pptx", "map"): "PowerPoint, editable",
    ("png", "map"): "Map, PNG 3840 × 2160",
    ("svg", "map"): "Map, SVG",
    ("png", "production"): "Announced production, PNG",
    ("svg", "production"): "Announced production, SVG",
    ("png", "bands"): "All States through time, PNG",
    ("svg", "bands"): "All States through time, SVG",
    ("pdf", "a4"): "One sheet, PDF",
    ("pdf", "a4-upright"): "One sheet, upright, PDF",
    ("pdf", "map"): "Map, PDF",
    ("pdf", "production"): "Announced production, PDF",
    ("pdf", "bands"): "All States through time, PDF",
    ("html", "map"): "Web page that still scrubs, HTML",
    ("pdf", "dossier"): "Dossier, PDF",
    ("png", "dossier"): "Dossier, PNG",
    ("svg", "dossier"): "Dossier, SVG",
}
"""Format and kind of picture → its name in the list."""

TABLES: Final[Mapping[Format, str]] = {
    Format.CSV: "CSV",
    Format.CSV_EXCEL: "CSV for Excel",
    Format.XLSX: "XLSX, typed, with codebook and sources",
    Format.GEOJSON: "GeoJSON, statuses with shapes",
    Format.PARQUET: "Parquet",
    Format.JSON: "JSON",
    Format.ZIP: "Whole dataset, ZIP",
    Format.BIBTEX: "BibTeX, the sources",
    Format.RIS: "RIS, the sources",
    Format.CSL: "CSL JSON, the sources",
}
"""Format of the rows or of their sources → its name in the list."""

EXCEL: Final = (
    "Excel opens the XLSX anywhere. The CSV for Excel has commas between cells and says that it is UTF-8; where your "
    "Excel expects semicolons, open it by Data, From Text/CSV."
)
CITATIONS: Final = frozenset({Format.BIBTEX, Format.RIS, Format.CSL})


class Link(NamedTuple):
    """An address and its text; ``saved`` where it is a file."""

    label: str
    address: str
    saved: bool = True


class Part(NamedTuple):
    """Links of one kind under a title."""

    title: str
    links: list[Link]
    note: str = ""


class Rows(NamedTuple):
    """Which rows a page shows."""

    selection: Selection
    table: str = "facts"
    all_instruments: bool = False


def take_away_html(index: Index, selection: Selection, rows: Rows, *, shapes: bool = True, path: str = MAP) -> str:
    """The list, grouped, with a preview of the picture; what needs shapes is left out where they cannot be read.

    ``path`` is the page on screen, ``rows`` what its tables hold. A dossier is offered where a State is chosen.
    """
    picture = file_query(index, selection)

    def pictures(*chosen: tuple[str, Kind]) -> list[Link]:
        return [
            Link(PICTURES[one], address(EXPORT, {"format": one[0], "kind": one[1]} | picture))
            for one in chosen
            if shapes
        ]

    def of_kind(formats: tuple[str, ...], kinds: tuple[Kind, ...]) -> list[Link]:
        return pictures(*((wanted, kind) for kind in kinds for wanted in formats))

    # Production is announced of what treaties limit.
    views: tuple[Kind, ...] = ("map", "bands") if selection.lens else ("map", "production", "bands")
    chosen = selection.focus
    dossier = of_kind(("pdf", "png", "svg"), ("dossier",)) if chosen else []
    tables = [
        _rows_link(index, rows, wanted)
        for wanted in TABLES
        if wanted not in CITATIONS and (shapes or wanted is not Format.GEOJSON)
    ]
    parts = [
        Part("Slide", pictures(("pptx", "map"))),
        Part("Picture", of_kind(("png", "svg"), views)),
        Part("A4 print", of_kind(("pdf",), ("a4", "a4-upright", *views))),
        Part(f"Dossier of {index.name_of(chosen)}" if chosen else "", dossier),
        Part("Table", tables, EXCEL),
        Part("Single file", pictures(("html", "map"))),
    ]
    return render(
        "take_away.html",
        lens=shown_lens(selection, index).title,
        day=resolve(selection, index).day,
        preview=address(EXPORT, {"format": "svg", "kind": "map"} | picture) if shapes else "",
        parts=[part for part in parts if part.links],
        citations=[_rows_link(index, rows, wanted) for wanted in TABLES if wanted in CITATIONS],
        citation=index.dataset.meta.citation,
        embed=embedding(index, selection),
        link=address(path, {"v": VERSION} | to_query(selection)),
        standing=_standing(index, rows.selection, rows.all_instruments or rows.selection.every_instrument),
    )


def paper_sheets(index: Index, selection: Selection) -> list[tuple[str, str]]:
    """Name and address of the sheets that the view is printed on: along and upright."""
    query = file_query(index, selection)
    sheets: tuple[tuple[str, Kind], ...] = (("along", "a4"), ("upright", "a4-upright"))
    return [(name, address(EXPORT, {"format": "svg", "kind": kind} | query)) for name, kind in sheets]


def _rows_link(index: Index, rows: Rows, wanted: Format) -> Link:
    # Statuses on the map are those under one treaty.
    every = rows.all_instruments and wanted is not Format.GEOJSON
    query = {"format": wanted.value, "table": rows.table}
    return Link(TABLES[wanted], address(DOWNLOAD, query | file_query(index, rows.selection, all_instruments=every)))


def _standing(index: Index, selection: Selection, every: bool) -> list[Link]:
    """Addresses that answer anew as the record grows."""
    query = view_query(index, selection, all_instruments=every)

    def named(*keys: str) -> dict[str, str]:
        return {key: query[key] for key in keys if key in query}

    followed = named("instrument", "lens", "states", "groups")
    if selection.lens:
        now = Link("Classes and figures, JSON", address(f"{API}/readings", named("lens", "series")), saved=False)
    else:
        now = Link("Status, JSON", address(f"{API}/status", {"instrument": selection.instrument}), saved=False)
    return [
        Link("Calendar", address(CALENDAR, followed), saved=False),
        Link("Changes, Atom", address(CHANGES, followed), saved=False),
        Link("Changes of stage only, Atom", address(CHANGES, followed | {"only": "stages"}), saved=False),
        Link("All feeds, OPML", FEED_LIST, saved=False),
        now,
        Link("API document", f"{API}/openapi.json", saved=False),
    ]
