"""The one control of the peers that ask the server: a button, which reports at once; a slider would wait."""

from __future__ import annotations

import streamlit as st

from tests.bench.peers.shared import WITH_CONTENT, words


def step() -> int:
    """How often the button was pressed; the words of its day stand below where content is asked for."""
    if st.button("Next day", key="next"):
        st.session_state["step"] = st.session_state.get("step", 0) + 1
    now = int(st.session_state.get("step", 0))
    if WITH_CONTENT:
        told = words(now)
        with st.container(key="headline"):
            st.subheader(told.headline)
        st.write(told.answer)
        st.caption(told.counts)
    return now
