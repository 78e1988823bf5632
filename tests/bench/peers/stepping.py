"""The one control of the peers that ask the server: a button, which reports at once; a slider would wait."""

from __future__ import annotations

import streamlit as st


def step() -> int:
    """How often the button was pressed."""
    if st.button("Next day", key="next"):
        st.session_state["step"] = st.session_state.get("step", 0) + 1
    return int(st.session_state.get("step", 0))
