"""Your rows: add rows from a CSV or workbook for this session, see what they change, save them to propose upstream."""

from __future__ import annotations

import streamlit as st

from dashboard.domain.compare import Stretch
from dashboard.domain.days import say_day
from dashboard.store.dataset import Served, shelf
from dashboard.store.proposal import proposal
from dashboard.store.templates import KINDS, starter, starter_workbook
from dashboard.store.upload_treaties import WHICH_TREATY
from dashboard.store.uploads import MAX_BYTES, Upload, UploadResult, added
from dashboard.tables.downloads import MEDIA, Format
from dashboard.ui import own_rows, state
from dashboard.ui.parts import MapSide, sheet, two_maps
from dashboard.views.compare import stretches_html
from data.problems import visible
from data.schema import TABLES

SHOWN = 60


def _templates() -> None:
    with st.expander("Templates and columns", icon=":material/table:"):
        st.caption(
            "One file a table, as CSV or as an Excel workbook. A row, its sources and their publishers can be "
            "uploaded together. A template holds the columns that must be filled and a row of the record as an "
            "example, which may stay; all other columns may be added. A depositary's list of a treaty's participants "
            "is read too."
        )
        name = st.selectbox("Rows to add", list(KINDS), format_func=lambda one: KINDS[one].label, key="own_kind")
        kind, dataset = KINDS[name], shelf.current().index.dataset
        table = kind.table
        with st.container(horizontal=True):
            for label, ending, make in (("CSV", Format.CSV, starter), ("Excel", Format.XLSX, starter_workbook)):
                st.download_button(
                    f"Template as {label}",
                    make(kind, dataset),
                    f"{name}.{ending}",
                    MEDIA[ending][0],
                    key=f"own_template_{ending}",
                    on_click="ignore",
                    icon=":material/download:",
                )
        needed = kind.columns
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


def _of_treaty(uploads: tuple[Upload, ...], own: UploadResult) -> tuple[tuple[Upload, ...], UploadResult]:
    """The files read once more, those named after a treaty that the reader chooses whose own names say of none."""
    asked = {one.file for one in own.problems if one.rule == WHICH_TREATY}
    if not asked or not uploads:
        return uploads, own
    treaties = shelf.current().index.instruments
    chosen = st.selectbox(
        f"Of which treaty is {' and '.join(sorted(asked))} the list?",
        list(treaties),
        index=None,
        format_func=lambda one: treaties[one].short_title,
        placeholder="Choose a treaty",
        key=f"own_treaty_{st.session_state.get('own_round', 0)}",
    )
    if chosen is None:
        return uploads, own
    named = tuple(
        one._replace(name=f"{chosen} {one.name}") if visible(one.name, 60) in asked else one for one in uploads
    )
    return named, added(shelf.current(), named)


def _understood(own: UploadResult) -> None:
    """What was read as something else than what stands in the files, the cell as written beside each."""
    if said := (*own.notes, *own.repeated):
        st.text("\n".join(said))
    if not own.converted:
        return
    more = len(own.converted) - SHOWN
    st.subheader(f"How {len(own.converted)} cell(s) are read", anchor="read-as")
    rows = [
        {
            "As written": one.written,
            "Read as": one.value,
            "Meaning": one.meaning,
            "Line": one.line,
            "Column": one.column,
            "File": one.file,
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
    st.button(
        "Take them in for this session",
        on_click=own_rows.take,
        args=(own,),
        key="own_take",
        icon=":material/visibility:",
    )
    _changes(own)


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
    type=["csv", "tsv", "txt", "xlsx", "xlsm"],
    accept_multiple_files=True,
    key=f"own_files_{st.session_state.get('own_round', 0)}",
)
uploads = tuple(Upload(file.name, file.getvalue()) for file in files or ())
held = state.uploads()
read = added(shelf.current(), uploads) if uploads else own_rows.refused()
if read is not None:
    uploads, read = _of_treaty(uploads, read)
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
