"""Entry of the whole product: ``streamlit run dashboard/app.py`` serves pages, assets and API alike."""

import os
import sys
from pathlib import Path

# `streamlit run` puts this folder on the path, not the one above it.
ROOT = Path(__file__).resolve().parent.parent
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))

import streamlit as st  # noqa: E402

from dashboard.ui.streamlit_settings import read_settings, refuse_other_settings  # noqa: E402

read_settings()
refuse_other_settings()
# Read by dashboard.domain.base_path, which may not ask Streamlit.
os.environ["STREAMLIT_SERVER_BASE_URL_PATH"] = st.get_option("server.baseUrlPath") or ""

from dashboard.server.routes import middleware, routes  # noqa: E402
from dashboard.server.well_known import PageEntry  # noqa: E402
from dashboard.ui.registry import PAGES  # noqa: E402
from dashboard.ui.styles import page_style  # noqa: E402


def report_failure(error: Exception) -> bool:
    """Tell the reader plainly that a page failed; what failed stands in the server's log alone."""
    st.error(
        "Something on this page failed. The address still holds your view: load it again, or choose another page. "
        "The server's log tells what went wrong."
    )
    return True


pages = [PageEntry(page.path, page.title, page.lead) for page in PAGES]
served = routes(pages)
app = st.App(
    ROOT / "dashboard" / "ui" / "main.py",
    routes=served,
    middleware=middleware(page_style(), pages, served),
    on_script_error=report_failure,
)
