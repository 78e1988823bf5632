"""Run by Streamlit at every interaction: settings, header, the chosen page."""

import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from dashboard.domain import product  # noqa: E402
from dashboard.ui import browser_reports, frame, header, own_rows, state, streamlit_batches  # noqa: E402
from dashboard.ui.registry import BY_PATH, FOLDER, PAGES  # noqa: E402

chosen = st.navigation(
    [st.Page(FOLDER / page.file, title=page.title, url_path=page.path, default=page is PAGES[0]) for page in PAGES],
    position="hidden",
)
page = BY_PATH[chosen.url_path]
st.set_page_config(
    page_title=f"{page.title} – {product.NAME}" if page.path else product.NAME,
    page_icon=str(ROOT / "dashboard" / "browser" / "parts" / "icon.svg"),
    layout="wide",
)
browser_reports.go_to_requested_page()
state.follow_history()
streamlit_batches.whole_page_runs()
header.draw(page)
own_rows.keep()
if frame.show_data_state():
    if page.lead:
        frame.heading(page)
    chosen.run()
    frame.footer(page)
