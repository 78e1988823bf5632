"""Files of the view: links to the API, or where uploads are in view buttons, since those rows are kept nowhere else."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.domain.days import say_day
from dashboard.domain.selection import Selection, resolve
from dashboard.exports import MEDIA, file_name, make, view_of
from dashboard.server import renders
from dashboard.store.dataset import shelf
from dashboard.store.shapes import GeometryProblem, shapes
from dashboard.tables.dataset_files import descriptions
from dashboard.tables.downloads import Download, Format, table_download
from dashboard.ui import state
from dashboard.ui.mount import mount
from dashboard.views.download_links import PICTURES, TABLES, picture_links, table_links
from data.schema import Grade

DOWNLOAD, EXPORT = ":material/download:", ":material/slideshow:"
NO_SHAPES = "This needs the shapes of the map, which cannot be read now."


def tables(
    page: str,
    *,
    table: str = "facts",
    all_instruments: bool = False,
    selection: Selection | None = None,
    follows: bool = False,
) -> None:
    """Offer the filtered rows in every format.

    ``selection`` stands in for the page's own. With ``follows`` the links move with the day in the browser.
    """
    index, shown = state.served().index, selection or state.current()
    if state.served().has_uploads:
        if st.button("Download", icon=DOWNLOAD, key=f"download_{page}"):
            _table_dialog(shown, table, all_instruments)
        return
    with st.popover("Download", icon=DOWNLOAD):
        html = table_links(index, shown, table, all_instruments=all_instruments)
        mount("links", key=f"links_{page}", data={"html": html, "follows": follows})


def pictures(page: str, *, follows: bool = False) -> None:
    """Offer slides, pictures and pages of the view, made without a browser or a network."""
    index, shown = state.served().index, state.current()
    if state.served().has_uploads:
        if st.button("Export", icon=EXPORT, key=f"export_{page}"):
            _picture_dialog(shown)
        return
    with st.popover("Export", icon=EXPORT):
        try:
            shapes()
        except GeometryProblem:
            st.caption(NO_SHAPES)
            return
        mount("links", key=f"exports_{page}", data={"html": picture_links(index, shown), "follows": follows})


@st.dialog("Download")
def _table_dialog(selection: Selection, table: str, all_instruments: bool) -> None:
    """One format at a time, made here: a file made at a later press would belong to no session and may be lost."""
    index = state.served().index
    wanted = st.selectbox("Format", list(TABLES), format_func=TABLES.__getitem__, key="download_format")
    st.caption(
        f"Exactly this view, as known on {say_day(resolve(selection, index).day)}, with dataset version, filter, "
        "licence and sources. Rows of yours are marked in it."
    )
    try:
        file = table_download(
            wanted,
            index,
            shapes() if wanted is Format.GEOJSON else {},
            selection,
            table=table,
            all_instruments=all_instruments,
            described=descriptions(shelf.folder) if wanted is Format.ZIP else None,
        )
    except GeometryProblem:
        st.caption(NO_SHAPES)
        return
    _save(file)


@st.dialog("Export")
def _picture_dialog(selection: Selection) -> None:
    """As ``_table_dialog``, one picture at a time."""
    offered = [one for one in PICTURES if one[1] != "dossier" or selection.focus]
    wanted, kind = st.selectbox("Format", offered, format_func=PICTURES.__getitem__, key="export_format")
    try:
        view = view_of(state.served().index, shapes(), selection, kind)
    except GeometryProblem:
        st.caption(NO_SHAPES)
        return
    with renders.drawing:
        body = make(wanted, view)[0]
    _save(Download(body, MEDIA[wanted], file_name(wanted, view)))


def _save(file: Download) -> None:
    st.caption(f"`{file.filename}`, {len(file.body):,} bytes")
    st.download_button(
        "Save the file", file.body, file.filename, file.media_type, on_click="ignore", type="primary", icon=DOWNLOAD
    )


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
