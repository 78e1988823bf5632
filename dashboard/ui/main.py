"""Run by Streamlit at every interaction: settings, navigation, the chosen page."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from dashboard.ui import frame  # noqa: E402
from dashboard.ui.registry import BY_PATH, FOLDER, PAGES  # noqa: E402

st.set_page_config(
    page_title="European Security Shifts",
    page_icon=str(ROOT / "dashboard" / "browser" / "parts" / "icon.svg"),
    layout="wide",
)
chosen = st.navigation(
    [
        st.Page(
            FOLDER / page.file,
            title=page.title,
            icon=f":material/{page.icon}:",
            url_path=page.path,
            default=page is PAGES[0],
        )
        for page in PAGES
    ],
    position="top",
)
if frame.show_data_state():
    page = BY_PATH[chosen.url_path]
    if not page.draws_heading:
        frame.heading(page.title)
    chosen.run()
    frame.footer()
