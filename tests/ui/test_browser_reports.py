"""What the browser reports is taken over as of the latest moment, in whatever order it arrives."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from dashboard.domain.selection import Selection
from dashboard.ui import browser_reports, state, streamlit_batches


def test_an_earlier_report_that_arrives_later_is_passed_over(monkeypatch: pytest.MonkeyPatch) -> None:
    session: dict[str, Any] = {state._SELECTION: Selection()}
    for module in (browser_reports, state, streamlit_batches):
        monkeypatch.setattr(module, "st", SimpleNamespace(session_state=session))
    earlier = {"day": "2025-12-26", "focus": None, "instrument": "apmbc", "at": 100.5}
    later = {"day": "2025-12-27", "focus": "FIN", "instrument": "apmbc", "at": 300}
    for report in (earlier, later, earlier):
        browser_reports.apply_browser_state(report)
    assert (str(state.current().as_of), state.current().focus) == ("2025-12-27", "FIN")
    browser_reports.apply_browser_state(earlier | {"at": 301})
    assert (str(state.current().as_of), state.current().focus) == ("2025-12-26", None)
