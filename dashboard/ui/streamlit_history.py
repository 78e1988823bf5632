"""Whether the reader went back or on in the browser's history.

seam: checked against 1.67.0; remove when Streamlit tells a page so itself.
"""

from __future__ import annotations

from streamlit.runtime.scriptrunner import get_script_run_ctx


def went_through_history() -> bool:
    """True in a run that Back or Forward asked for; the address is then that of the entry."""
    context = get_script_run_ctx()
    return context is not None and context.is_history_navigation
