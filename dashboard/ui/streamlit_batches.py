"""Runs of the whole page that Streamlit would make runs of a fragment.

What is reported at the same moment leaves the browser as one message. Where the report of a fragment is among them, the
message is that fragment's: the callbacks of all run, but nothing of the page around the fragment.

seam: checked against 1.67.0; remove when a report from outside a fragment always runs the whole page.
"""

from __future__ import annotations

import streamlit as st

_ASKED = "whole_page_asked"


def ask_for_whole_page(*, but: str = "") -> None:
    """Remember, in a callback, that what it changes shows outside the fragment too.

    ``but`` names the one fragment of which a run is enough.
    """
    st.session_state[_ASKED] = but if st.session_state.get(_ASKED, but) == but else ""


def whole_page_runs() -> None:
    """Forget the wish: this run fulfils it."""
    st.session_state.pop(_ASKED, None)


def run_whole_page_if_asked(fragment: str = "") -> None:
    """Run the whole page instead of a fragment where a callback asked for it, and not for this fragment alone."""
    asked = st.session_state.get(_ASKED)
    if asked is None:
        return
    if asked == "" or asked != fragment:
        st.rerun()
    whole_page_runs()
