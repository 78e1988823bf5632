"""Your rows: add rows from a CSV or workbook for this session, see what they change, save them to propose upstream."""

from __future__ import annotations

import streamlit as st

from dashboard.domain.compare import Stretch
from dashboard.domain.days import say_day
from dashboard.store.dataset import Served, shelf
from dashboard.store.proposal import proposal
from dashboard.store.uploads import MAX_BYTES, Upload, UploadResult, added, needed_columns, starter
from dashboard.ui import own_rows, state
from dashboard.ui.parts import MapSide, sheet, two_maps
from dashboard.views.compare import stretches_html
from data.schema import TABLES

SHOWN = 60


def _templates() -> None:
    with st.expander("Templates and columns", icon=":material/table:"):
        st.caption(
            "One file a table, as CSV or as an Excel workbook. A row, its sources and their publishers can be "
            "uploaded together. The template holds the columns that must be filled and a row as an example; "
            "all other columns may be added."
        )
        table = st.selectbox("Table", list(TABLES), format_func=lambda name: name.replace("_", " "), key="own_table")
        st.download_button(
            "Download the template",
            starter(table, shelf.current().index.dataset),
            f"{table}.csv",
            "text/csv",
            key="own_template",
            on_click="ignore",
            icon=":material/download:",
        )
        needed = needed_columns(table)
        rows = [
            {
                "Column": name,
                "Fill in": "always" if name in needed else "where known",
                "Meaning": str(field.description or ""),
            }
            for name, field in TABLES[table].model_fields.items()
        ]
        st.dataframe(rows, hide_index=True, height=280)


def _problems(own: UploadResult) -> None:
    st.error(f"{len(own.problems)} problem(s), so nothing is taken in. Mend these lines and upload again.")
    shown = [str(problem) for problem in own.problems[:SHOWN]]
    if len(own.problems) > SHOWN:
        shown.append(f"… and {len(own.problems) - SHOWN} more")
    with st.container(key="own_problems"):
        st.code("\n".join(shown), language=None, wrap_lines=True)


def _understood(own: UploadResult) -> None:
    """What was read as something else than what stands in the files, the cell as written beside each."""
    for note in own.notes:
        st.text(note)
    if not own.converted:
        return
    more = len(own.converted) - SHOWN
    st.subheader(f"How {len(own.converted)} cell(s) are read", anchor="read-as")
    rows = [
        {
            "File": one.file,
            "Line": one.line,
            "Column": one.column,
            "As written": one.written,
            "Read as": one.value,
            "Meaning": one.meaning,
        }
        for one in own.converted[:SHOWN]
    ]
    st.dataframe(rows, hide_index=True, key="own_converted")
    if more > 0:
        st.text(f"… and {more} more")


def _changes(own: UploadResult) -> None:
    """What the rows change on the map, each with the way there."""
    base = shelf.current()
    assert own.served is not None
    tables = ", ".join(f"{len(rows)} of {table.replace('_', ' ')}" for table, rows in own.rows.items())
    st.success(f"{own.count} row(s) read without a problem: {tables}.")
    st.subheader(f"What changes on the map: {len(own.changes)}", anchor="changes")
    sheet("own_changes", stretches_html(own.served.index, own.changes[:SHOWN], state.theme()), "changed")
    if own.changes and own.changes[0].lens_id in base.index.instruments:
        _difference_map(base, own.served, own.changes[0])


def _difference_map(base: Served, merged: Served, change: Stretch) -> None:
    """What one change does to the map, on its first day."""
    instrument = base.index.instruments[change.lens_id]
    day = max(change.start, instrument.opened_on)
    two_maps(
        "own_map",
        MapSide(base, change.lens_id, day, f"{instrument.short_title}, {say_day(day)}: dataset"),
        MapSide(merged, change.lens_id, day, "with your rows"),
        difference=True,
    )


def _offer(own: UploadResult) -> None:
    """Take in what stands in our own form; what was read as something else is shown and asked about first."""
    if not own.converted and not own.notes:
        own_rows.take(own)
        st.rerun()
    _changes(own)
    st.button(
        "Take them in for this session",
        type="primary",
        on_click=own_rows.take,
        args=(own,),
        key="own_take",
        icon=":material/visibility:",
    )


def _held(own: UploadResult) -> None:
    """The rows in view: the way to propose them, and the way to be rid of them."""
    st.info(f"Your own rows are in view on every page, marked “yours”. {own_rows.keeping()}")
    with st.container(horizontal=True):
        st.download_button(
            "Save as files to propose",
            proposal(shelf.current().index, own),
            "proposed-rows.zip",
            "application/zip",
            key="own_save",
            on_click="ignore",
            icon=":material/download:",
        )
        st.button("Forget my rows", on_click=own_rows.forget, key="own_forget", icon=":material/delete:")


st.markdown(
    "Rows that you add here join lists, map and downloads **for this session only**. They pass the same checks "
    "as the dataset, carry the mark "
    "“yours”, and are sent nowhere else: they go when you close the tab. "
    f"Our record reaches to {say_day(shelf.current().index.dataset.meta.as_of)}."
)
_templates()
if state.served().index.closed:
    st.info("An earlier edition is shown. Show the newest one to add rows of your own.")
    st.stop()
files = st.file_uploader(
    f"CSV files or Excel workbooks, {MAX_BYTES // 1024 // 1024} MB at most",
    type=["csv", "tsv", "txt", "xlsx"],
    accept_multiple_files=True,
    key=f"own_files_{st.session_state.get('own_round', 0)}",
)
uploads = tuple(Upload(file.name, file.getvalue()) for file in files or ())
held = state.uploads()
read = added(shelf.current(), uploads) if uploads else own_rows.refused()
if read is not None:
    if not uploads:
        st.warning("Rows that this tab had kept no longer fit the record, so they are not in view.")
    _understood(read)
    if read.problems:
        _problems(read)
    elif held is None or held.uploads != uploads:
        _offer(read)
if held is not None:
    _held(held)
    if read is None or held.uploads == read.uploads:
        _changes(held)
