"""Dossier: everything on record about one State, ready to print."""

from __future__ import annotations

import streamlit as st

from dashboard.domain.selection import resolve
from dashboard.tables.dossier import dossier
from dashboard.ui import cache, filters, state
from dashboard.ui.parts import sheet
from dashboard.views.dossier import dossier_html
from dashboard.views.states_list import states_list_html


def _pick_state() -> None:
    state.go_to(focus=st.session_state["dossier_state"])


now, selection = state.served(), state.current()
index = now.index
names = {row.iso3: row.name for row in sorted(index.dataset.countries, key=lambda row: row.name.casefold())}


def _state_picker() -> None:
    st.session_state["dossier_state"] = selection.focus
    st.selectbox(
        "State",
        list(names),
        format_func=names.__getitem__,
        key="dossier_state",
        on_change=_pick_state,
        placeholder="Choose a State",
        index=None,
        width=260,
        label_visibility="collapsed",
    )


filters.bar(lists=(), instrument=False, states=False, first=_state_picker)
if selection.focus is None:
    resolved = resolve(selection, index)
    of_states = cache.histories(now, resolved.instrument)[0]
    html = states_list_html(index, resolved.instrument, of_states, resolved.day, index.countries.keys(), state.theme())
    sheet("dossier_states", html, "states")
else:
    day = resolve(selection, index).day
    histories = {instrument: cache.histories(now, instrument)[0] for instrument in index.instruments}
    html = dossier_html(index, dossier(index, histories, selection.focus, day), state.theme())
    sheet("dossier_sheet", html, "dossier")
    st.caption(
        "Choosing a stretch of a strip chooses its treaty and first day everywhere. Printing gives A4 pages.",
        help="Use the browser's own print.",
    )
