"""Reports of a fragment that cross the end of a run, or the way to another page.

Seam: checked against 1.67.0; remove when Streamlit drops what a fragment of a left page reports, passes on all that a
run has sent before it begins another, and leaves the end of another fragment's run as it was.

Until a new page has begun, the browser speaks for the old one. A report of one of its fragments, queued behind the run
of the new page, would take the reader back: Streamlit empties the new page and finds nothing to draw in its place. A
report that comes when the last run is over, but part of its answer still on its way through the server, would begin a
run that takes this part's place: a section of the page would never be drawn. And where another fragment's run begins
before the browser has heard how the last one's ended, it hears that it was broken off, and what that run has left out
stays on screen: the chart of another day.
"""

from __future__ import annotations

from dataclasses import replace

from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime import websocket_session_manager
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.scriptrunner import get_script_run_ctx, script_runner
from streamlit.runtime.scriptrunner_utils.script_requests import (
    RerunData,
    ScriptRequest,
    ScriptRequests,
    ScriptRequestType,
)

AGAIN_S = 0.005
"""How soon a report that came in between is looked at again."""


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


class Session(AppSession):
    """A reader's session, which begins no run before all that the last one sent has been passed on."""

    def _create_scriptrunner(self, initial_rerun_data: RerunData) -> None:
        """Begin a run; where the last one is over but not yet done with, look again soon."""
        if self._scriptrunner is None:
            super()._create_scriptrunner(initial_rerun_data)
        else:
            self._event_loop.call_later(AGAIN_S, self._ask_again, initial_rerun_data)

    def _clear_queue(self, fragment_ids_this_run: list[str] | None = None) -> None:
        """Drop what the run that begins makes anew; how a run of another fragment ended is told as it was."""
        running = set(fragment_ids_this_run or ())
        ended = [
            message
            for message in self._browser_queue._queue
            if running
            and message.script_finished == ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY
            and running.isdisjoint(message.metadata.run.fragment_ids)
        ]
        super()._clear_queue(fragment_ids_this_run)
        for message in ended:
            message.script_finished = ForwardMsg.FINISHED_FRAGMENT_RUN_SUCCESSFULLY

    def _ask_again(self, rerun_data: RerunData) -> None:
        if self._state == AppSessionState.SHUTDOWN_REQUESTED:
            return
        if self._scriptrunner is None or not self._scriptrunner.request_rerun(rerun_data):
            self._create_scriptrunner(rerun_data)


def keep_reports() -> None:
    """Have every session that begins from now on answer each report once, on the page that its reader went to."""
    script_runner.ScriptRequests = PageRequests  # type: ignore[attr-defined]
    websocket_session_manager.AppSession = Session  # type: ignore[attr-defined]
