"""Sections of the main page below the map: each follows the day in a run of its own, once it is about to be seen."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from dashboard.ui import browser_reports, state
from dashboard.ui.mount import mount
from dashboard.ui.streamlit_batches import run_whole_page_if_asked
from dashboard.ui.turns import turn


def section(name: str, draw: Callable[[], None], *, follows_focus: bool = False) -> None:
    """Add what ``draw`` adds; on the first run of a session only its place, since the map comes first.

    ``follows_focus``: another State chosen in the browser changes it too.
    """
    with st.container(key=f"section_{name}"):
        _follow(name, draw, follows_focus)


@st.fragment
def _follow(name: str, draw: Callable[[], None], follows_focus: bool) -> None:
    run_whole_page_if_asked()
    key, drawn = f"section_{name}_part", not state.is_first_run()
    mount(
        "section",
        key=key,
        data={
            "name": name,
            "shown": state.shown_state(focus=follows_focus) if drawn else None,
            "command": state.command(),
        },
        on_settled_change=lambda: browser_reports.apply_browser_state(browser_reports.browser_report(key, "settled")),
    )
    if drawn:
        with turn():
            draw()
