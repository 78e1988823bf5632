"""Runs of the whole page that Streamlit would make runs of a fragment.

What is reported at the same moment leaves the browser as one message. Where the report of a fragment is among them, the
message is that fragment's: the callbacks of all run, but nothing of the page around the fragment.

seam: checked against 1.67.0; remove when a report from outside a fragment always runs the whole page.
"""

from __future__ import annotations

import streamlit as st

_ASKED = "whole_page_asked"


def ask_for_whole_page() -> None:
    """Remember, in a callback, that what it changes shows outside the fragment too."""
    st.session_state[_ASKED] = True


def whole_page_runs() -> None:
    """Forget the wish: this run is of the whole page."""
    st.session_state.pop(_ASKED, None)


def run_whole_page_if_asked() -> None:
    """Run the whole page instead of a fragment where a callback asked for it."""
    if _ASKED in st.session_state:
        st.rerun()
