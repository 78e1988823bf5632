"""Corrections: what the record said wrongly, since which edition it says otherwise, and why."""

from __future__ import annotations

import streamlit as st

from dashboard.domain.addresses import API, CHANGES, address
from dashboard.ui import state
from dashboard.ui.parts import sheet
from dashboard.views.corrections import corrections_html

index = state.served().index
table, document = (address(f"{API}/corrections", {"format": form} | state.record_query()) for form in ("csv", "json"))
st.markdown(
    "A correction mends what the record said wrongly. A fact that is new, or that now rests on one source more, "
    "stands under *What changed* alone."
)
sheet("corrections_rows", corrections_html(index), "revisions")
st.markdown(
    f"[As a table]({table}) · [as JSON]({document}) · [in the feed of changes]({CHANGES}). "
    "To report an error, open the fact and choose “Report an error”."
)
