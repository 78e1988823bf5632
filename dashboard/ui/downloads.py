"""Buttons that hand over exactly the filtered view, each file made only when its button is pressed."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from urllib.parse import urlencode

import streamlit as st

from dashboard.domain.address_bar import to_query
from dashboard.domain.days import say_day
from dashboard.domain.index import Index
from dashboard.domain.selection import Selection, resolve
from dashboard.exports import MEDIA as PICTURE_MEDIA
from dashboard.exports import Kind, View, file_name, make
from dashboard.store.dataset import shelf
from dashboard.store.shapes import GeometryProblem, shapes
from dashboard.tables.dataset_files import descriptions
from dashboard.tables.downloads import MEDIA, Format, table_download
from dashboard.ui import state
from data.schema import Grade

LABELS: dict[Format, str] = {
    Format.CSV: "CSV",
    Format.XLSX: "XLSX, typed, with codebook and sources",
    Format.PARQUET: "Parquet",
    Format.JSON: "JSON",
    Format.GEOJSON: "GeoJSON, statuses joined to the shapes",
    Format.BIBTEX: "BibTeX, the sources",
    Format.CSL: "CSL JSON, the sources",
    Format.ZIP: "Whole dataset, zip",
}


def _body(wanted: Format, index: Index, selection: Selection, table: str, every: bool) -> bytes:
    drawn = shapes() if wanted is Format.GEOJSON else {}
    described = descriptions(shelf.folder) if wanted is Format.ZIP else None
    return table_download(wanted, index, drawn, selection, table=table, all_instruments=every, described=described).body


def buttons(page: str, *, table: str = "facts", every: bool | None = None, selection: Selection | None = None) -> None:
    """A popover with one button a format. ``selection`` and ``every`` (all treaties) stand in for the page's own."""
    index, shown = state.served().index, selection or state.current()
    every = shown.every_instrument if every is None else every
    day = resolve(shown, index).day
    with st.popover("Download", icon=":material/download:"):
        st.caption(
            f"Exactly this view, as known on {say_day(day)}, with dataset version, filter, licence and sources. "
            + ("Rows of yours are marked in it." if index.upload_ids else "")
        )
        for wanted, label in LABELS.items():
            ending = MEDIA[wanted][1]
            st.download_button(
                label,
                data=partial(_body, wanted, index, shown, table, every),
                file_name=_name(wanted, table, index, day.isoformat(), ending),
                mime=MEDIA[wanted][0],
                key=f"take_{page}_{wanted.value}",
                on_click="ignore",
                width="stretch",
                type="tertiary",
                icon=":material/download:",
            )
        st.markdown(_links(shown, every))


def _links(selection: Selection, every: bool) -> str:
    """Addresses that stay live: the calendar, the feed and the API with the same filter."""
    query = {key: value for key, value in to_query(selection).items() if key in ("instrument", "states", "groups")}
    if not every:
        query["instrument"] = selection.instrument
    filtered = f"?{urlencode(query)}" if query else ""
    return (
        f"Follow: [calendar](/feeds/calendar.ics{filtered}), [changes, Atom](/feeds/changes.atom{filtered}). "
        f"Live: [status, JSON](/api/v1/status?{urlencode({'instrument': selection.instrument})}), "
        "[API document](/api/v1/openapi.json)."
    )


PICTURES: dict[str, tuple[str, Kind]] = {
    "Slide, editable (PPTX)": ("pptx", "map"),
    "Map, PNG 3840 × 2160": ("png", "map"),
    "Map, SVG": ("svg", "map"),
    "Map, PDF": ("pdf", "map"),
    "Announced production, PNG": ("png", "production"),
    "Announced production, SVG": ("svg", "production"),
    "Announced production, PDF": ("pdf", "production"),
    "Single web page that still scrubs (HTML)": ("html", "map"),
}


DOSSIER: dict[str, tuple[str, Kind]] = {
    f"Dossier of the chosen State, {wanted.upper()}": (wanted, "dossier") for wanted in ("pdf", "png", "svg")
}


def view_now(kind: Kind) -> View:
    """What the reader looks at, ready to be drawn; a dossier is of the State in focus."""
    index, selection = state.served().index, state.current()
    resolved = resolve(selection, index)
    focus = frozenset({selection.focus}) if selection.focus else frozenset[str]()
    chosen = resolved.iso3s if selection.states or selection.groups else frozenset[str]()
    return View(
        index,
        shapes(),
        resolved.instrument,
        resolved.day,
        focus if kind == "dossier" else chosen,
        kind=kind,
        selection=selection,
        focus=focus,
    )


def _picture(wanted: str, view: View) -> bytes:
    return make(wanted, view)[0]


def pictures(page: str) -> None:
    """A popover with one button a slide, picture or page of the view, made without a browser or a network."""
    with st.popover("Export", icon=":material/slideshow:"):
        offered = PICTURES | (DOSSIER if state.current().focus else {})
        try:
            views = {kind: view_now(kind) for _, kind in offered.values()}
        except GeometryProblem:
            st.caption("Pictures need the shapes of the map, which cannot be read now.")
            return
        for label, (wanted, kind) in offered.items():
            view = views[kind]
            st.download_button(
                label,
                data=partial(_picture, wanted, view),
                file_name=file_name(wanted, view),
                mime=PICTURE_MEDIA[wanted],
                key=f"picture_{page}_{kind}_{wanted}",
                on_click="ignore",
                width="stretch",
                type="tertiary",
                icon=":material/download:",
            )


def _name(wanted: Format, table: str, index: Index, day: str, ending: str) -> str:
    version = index.dataset.meta.version
    if wanted is Format.ZIP:
        return f"european-security-shifts-{version}.zip"
    about = {Format.GEOJSON: "status", Format.BIBTEX: "sources", Format.CSL: "sources"}.get(wanted, table)
    return f"european-security-shifts-{version}-{about}-{day}.{ending}"


def of_state(iso3: str) -> Selection:
    """All that concerns one State on the day shown: every treaty, every grade, nothing narrowed."""
    selection = state.current()
    return replace(
        Selection(),
        instrument=selection.instrument,
        as_of=selection.as_of,
        states=frozenset({iso3}),
        grades=frozenset(Grade),
    )
