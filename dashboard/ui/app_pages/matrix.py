"""Matrix: every State under every treaty on one day, on one screen."""

from __future__ import annotations

import streamlit as st

from dashboard.domain.days import say_day
from dashboard.domain.selection import resolve
from dashboard.ui import cache, filters, state
from dashboard.ui.parts import Report, sheet
from dashboard.views.cell import cell_html
from dashboard.views.matrix import BY_NAME, GROUPING_LABELS, Grouping, matrix, matrix_html

_SORT = "matrix_sort"


def _apply_grid_report(report: Report) -> None:
    if report.get("sort"):
        st.session_state[_SORT] = str(report["sort"])
    else:
        state.apply_choice(report)


now, selection = state.served(), state.current()
index = now.index
resolved = resolve(selection, index)
with filters.bar(lists=()):
    grouping = st.segmented_control(
        "Group",
        list(Grouping),
        format_func=GROUPING_LABELS.__getitem__,
        default=Grouping.NONE,
        key="matrix_grouping",
        label_visibility="collapsed",
    )
st.markdown(
    f"**{len(resolved.iso3s)} States and areas under {len(index.instruments)} treaties on {say_day(resolved.day)}"
    ".** Colours and hatches as on the map."
)
histories = {instrument: cache.histories(now, instrument)[0] for instrument in index.instruments}
sort = st.session_state.get(_SORT, BY_NAME)
table = matrix(index, histories, resolved.day, resolved.iso3s, sort=sort, grouping=grouping or Grouping.NONE)
with st.container(key="matrix_stage"):
    grid, cell = st.columns([0.74, 0.26])
    with grid:
        html = matrix_html(
            index, table, state.theme(), focus=selection.focus, instrument=selection.instrument, sort=sort
        )
        sheet("matrix_sheet", html, "matrix", _apply_grid_report)
    with cell:
        html = cell_html(index, selection.instrument, selection.focus, resolved.day, state.theme())
        sheet("matrix_cell", html, "evidence-pane")
