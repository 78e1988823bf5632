"""Dossier: everything on record about one State, ready to print."""

from __future__ import annotations

import streamlit as st

from dashboard.domain.selection import chosen_day, shown_lens, shown_lenses
from dashboard.tables.dossier import dossier
from dashboard.ui import filters, state
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
    lens = shown_lens(selection, index)
    html = states_list_html(index, lens, chosen_day(selection), index.countries.keys(), state.theme())
    sheet("dossier_states", html, "states")
else:
    shown = dossier(index, selection.focus, chosen_day(selection), shown_lenses(selection, index))
    html = dossier_html(index, shown, state.theme())
    sheet("dossier_sheet", html, "dossier")
    st.caption(
        "Choosing a stretch of a strip chooses what it shows and its first day everywhere. Printing gives A4 pages.",
        help="Use the browser's own print.",
    )
