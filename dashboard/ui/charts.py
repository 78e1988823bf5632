"""Charts that are drawn once they are about to be seen: plotly's script is as heavy as all the rest of the page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import plotly.graph_objects as go
import streamlit as st

from dashboard.ui.mount import mount

_WANTED = "charts_wanted"


def chart_when_seen(key: str, figure: Callable[[], go.Figure], height: int, summary: str, **options: Any) -> None:
    """Draw a figure of ``height`` pixels once its place is about to be seen; until then keep that place free.

    ``summary`` says the same in words, in either case. Once one chart is wanted the script is there, so all are drawn.
    """
    if st.session_state.get(_WANTED):
        options.setdefault("config", {"displayModeBar": False})
        st.plotly_chart(figure(), key=key, alt=summary, theme=None, **options)
    else:
        mount(
            "near",
            key=f"{key}_place",
            data={"height": height, "summary": summary},
            on_near_change=_want,
        )


def _want() -> None:
    st.session_state[_WANTED] = True
