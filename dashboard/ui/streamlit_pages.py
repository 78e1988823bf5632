"""What a page still reports while the reader is on the way to another one.

Until the new page has begun, the browser speaks for the old one. A report of one of its fragments, queued behind the
run of the new page, would take the reader back: Streamlit empties the new page and finds nothing to draw in its place.

Seam: checked against 1.67.0; remove when Streamlit drops what a fragment of a left page reports.
"""

from __future__ import annotations

from dataclasses import replace

from streamlit.runtime.scriptrunner import get_script_run_ctx, script_runner
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequest,
    ScriptRequests,
    ScriptRequestType,
)


class PageRequests(ScriptRequests):
    """The requests of a session, of which none goes back to a page that is being left."""

    def _request_rerun_locked(self, new_data: RerunData) -> bool:
        """Join a fragment's report to the waiting run of another page without turning that run back."""
        waiting = self._rerun_data
        waits = self._state == ScriptRequestType.RERUN and not waiting.fragment_id_queue
        if waits and new_data.fragment_id and new_data.page_script_hash != waiting.page_script_hash:
            new_data = replace(
                new_data,
                query_string=waiting.query_string,
                page_script_hash=waiting.page_script_hash,
                page_name=waiting.page_name,
                is_history_navigation=waiting.is_history_navigation,
            )
        return super()._request_rerun_locked(new_data)

    def on_scriptrunner_ready(self) -> ScriptRequest:
        """Give the next request; in place of a fragment of a page that was left, the page that is shown."""
        request = super().on_scriptrunner_ready()
        context = get_script_run_ctx(suppress_warning=True)
        if request.type != ScriptRequestType.RERUN or context is None:
            return request
        asked, shown = request.rerun_data, context.page_script_hash
        if not asked.fragment_id_queue or asked.page_script_hash == shown:
            return request
        whole = replace(asked, page_script_hash=shown, page_name="", fragment_id_queue=[])
        return ScriptRequest(ScriptRequestType.RERUN, whole)


def stay_on_the_page() -> None:
    """Have every session that begins from now on keep to the page that its reader went to."""
    script_runner.ScriptRequests = PageRequests  # type: ignore[attr-defined]
