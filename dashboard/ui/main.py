"""The frame of every page: settings, data state, navigation."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from dashboard.ui import frame  # noqa: E402

PAGES = Path(__file__).with_name("app_pages")

st.set_page_config(
    page_title="European Security Shifts",
    page_icon=str(ROOT / "dashboard" / "browser" / "parts" / "icon.svg"),
    layout="wide",
)
page = st.navigation(
    [
        st.Page(PAGES / "map.py", title="Map", icon=":material/map:", default=True),
        st.Page(PAGES / "events.py", title="Events", icon=":material/list_alt:"),
        st.Page(PAGES / "dossier.py", title="Dossier", icon=":material/assignment:"),
        st.Page(PAGES / "matrix.py", title="Matrix", icon=":material/grid_on:"),
        st.Page(PAGES / "compare.py", title="Compare", icon=":material/compare:"),
        st.Page(PAGES / "stories.py", title="Stories", icon=":material/auto_stories:"),
        st.Page(PAGES / "learn.py", title="Learn", icon=":material/school:"),
        st.Page(PAGES / "uploads.py", url_path="own_rows", title="Your rows", icon=":material/person_edit:"),
    ],
    position="top",
)
if frame.show_data_state():
    if page.title != "Map":  # its answer of the day is its heading
        frame.heading(page.title)
    page.run()
    frame.footer()
