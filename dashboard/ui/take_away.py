"""The one dialog of what leaves: links to the API, or where uploads are in view a button, since those rows are kept
nowhere else."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from dashboard.domain.days import say_day
from dashboard.domain.selection import Selection, resolve
from dashboard.exports import MEDIA, Kind, file_name, make, view_of
from dashboard.server import bundles, renders
from dashboard.store.dataset import shelf
from dashboard.store.shapes import GeometryProblem, shapes
from dashboard.tables.dataset_files import descriptions
from dashboard.tables.downloads import Download, Format, table_download
from dashboard.ui import state
from dashboard.ui.mount import mount
from dashboard.ui.registry import Page
from dashboard.ui.streamlit_batches import ask_for_whole_page
from dashboard.views.take_away import PICTURES, TABLES, Rows, take_away_html
from data.source_schema import Grade

TITLE = "Take away"
NO_SHAPES = "This needs the shapes of the map, which cannot be read now."
ASKED = "take_away_asked"
"""Key of the session under which stands, from the wish to the closing of the dialog, over which page it lies."""


def ask(fragment: str) -> None:
    """Remember that the dialog is asked for, which ``fragment`` shows; a callback may not open it."""
    st.session_state[ASKED] = ""
    ask_for_whole_page(but=fragment)


def close() -> None:
    """Forget the dialog, which the reader has closed."""
    st.session_state.pop(ASKED, None)


def show_if_asked(page: Page) -> None:
    """Show the dialog over ``page`` from the wish until it is closed; another page is shown without it.

    Every run of the page shows it anew: it would else close it.
    """
    over = st.session_state.get(ASKED)
    if over is None:
        return
    if over in ("", page.name):
        st.session_state[ASKED] = page.name
        show(page)
    else:
        close()


def rows_of(page: Page, selection: Selection) -> Rows:
    """What the tables of a page hold."""
    match page.name:
        case "dossier" if selection.focus:
            return Rows(of_state(selection.focus), all_instruments=True)
        case "matrix":
            return Rows(selection, "status", all_instruments=True)
        case _:
            return Rows(selection)


@st.dialog(TITLE, width="large", on_dismiss=close)
def show(page: Page) -> None:
    """All that can be taken away of what ``page`` shows now."""
    selection = state.current()
    rows = rows_of(page, selection)
    if state.served().has_uploads:
        _finished_file(selection, rows)
        return
    try:
        shapes()
    except GeometryProblem:
        st.caption(f"Pictures, slides and the single file are left out. {NO_SHAPES}")
        drawn = False
    else:
        drawn = True
    html = take_away_html(state.served().index, selection, rows, shapes=drawn, path=page.address)
    mount("take_away", key="take_away", data={"html": html})


def _finished_file(selection: Selection, rows: Rows) -> None:
    """One file at a time, made here: one made at a later press would belong to no session and may be lost."""
    pictures = [one for one in PICTURES if one[1] != "dossier" or selection.focus]
    offered: list[Format | tuple[str, Kind]] = [*TABLES, *pictures]
    wanted = st.selectbox(
        "Format",
        offered,
        format_func=lambda one: TABLES[one] if isinstance(one, Format) else PICTURES[one],
        key="take_away_format",
    )
    day = say_day(resolve(rows.selection, state.served().index).day)
    st.caption(
        f"Exactly this view, as known on {day}, with dataset version, filter, licence and sources. Rows of yours are "
        "marked in it."
    )
    try:
        file = _table(rows, wanted) if isinstance(wanted, Format) else _picture(selection, *wanted)
    except GeometryProblem:
        st.caption(NO_SHAPES)
        return
    st.caption(f"`{file.filename}`, {len(file.body):,} bytes")
    st.download_button(
        "Save the file",
        file.body,
        file.filename,
        file.media_type,
        on_click="ignore",
        icon=":material/download:",
    )


def _table(rows: Rows, wanted: Format) -> Download:
    return table_download(
        wanted,
        state.served().index,
        shapes() if wanted is Format.GEOJSON else {},
        rows.selection,
        table=rows.table,
        all_instruments=rows.all_instruments,
        described=descriptions(shelf.folder) if wanted is Format.ZIP else None,
    )


def _picture(selection: Selection, wanted: str, kind: Kind) -> Download:
    view = replace(view_of(state.served().index, shapes(), selection, kind), reasons=bundles.reasons())
    with renders.drawing:
        body = make(wanted, view)[0]
    return Download(body, MEDIA[wanted], file_name(wanted, view))


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
