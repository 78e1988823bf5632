"""Entry of the whole product: ``streamlit run dashboard/app.py`` serves pages, assets and API alike."""

import datetime as dt
import os
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

# `streamlit run` puts this folder on the path, not the one above it; from here `import mcp` would find our own door.
HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
sys.path[:] = [entry for entry in sys.path if Path(entry or ".").resolve() != HERE]
if str(ROOT) not in sys.path:
    sys.path.insert(0, str(ROOT))
if __name__ == "__main__":
    raise SystemExit(f"This file is served: start with `streamlit run {__file__}` or `python {HERE}`.")

import streamlit as st  # noqa: E402

from dashboard.ui.streamlit_settings import ask_no_host, read_settings, refuse_other_settings  # noqa: E402

read_settings()
refuse_other_settings()
ask_no_host()
# Read by dashboard.domain.base_path, which may not ask Streamlit.
os.environ["STREAMLIT_SERVER_BASE_URL_PATH"] = st.get_option("server.baseUrlPath") or ""

from dashboard.server.calendar import lend_calendar, named_day  # noqa: E402
from dashboard.server.cards import draw_ahead  # noqa: E402
from dashboard.server.public_address import note_at_start  # noqa: E402
from dashboard.server.routes import assistants, middleware, routes  # noqa: E402
from dashboard.server.streamlit_socket import send_at_once  # noqa: E402
from dashboard.server.well_known import PageEntry  # noqa: E402
from dashboard.ui.registry import PAGES  # noqa: E402
from dashboard.ui.streamlit_component_state import present_plainly  # noqa: E402
from dashboard.ui.streamlit_requests import keep_reports  # noqa: E402
from dashboard.ui.streamlit_start import first_script, serve_map_frame  # noqa: E402
from dashboard.ui.streamlit_themes import make_themes_once  # noqa: E402
from dashboard.ui.styles import page_style  # noqa: E402

test_day = named_day(os.environ)
lend_calendar(lambda: test_day or dt.datetime.now(dt.UTC).date())


def report_failure(error: Exception) -> bool:
    """Tell the reader plainly that a page failed; what failed stands in the server's log alone."""
    st.error(
        "Something on this page failed. The address still holds your view: load it again, or choose another page. "
        "The server's log tells what went wrong."
    )
    return True


pages = [PageEntry(page.path, page.title, page.lead) for page in PAGES]
try:
    door, opened = assistants(os.environ)
    served = [*door, *routes(pages)]
    layers = middleware(page_style(), pages, served, first_script())
    note = note_at_start()
except ValueError as wrong:  # a setting that cannot be: one line says what to do
    raise SystemExit(str(wrong)) from None
if note:
    sys.stderr.write(f"{note}\n")


@asynccontextmanager
async def while_running(_app: st.App) -> AsyncIterator[None]:
    """Lose no report, send answers at once, serve the frame, draw ahead, let assistants in while the server runs."""
    send_at_once()
    keep_reports()
    make_themes_once()
    present_plainly()
    serve_map_frame()
    draw_ahead()
    async with opened:
        yield


app = st.App(
    ROOT / "dashboard" / "ui" / "main.py",
    routes=served,
    middleware=layers,
    lifespan=while_running,
    on_script_error=report_failure,
)
