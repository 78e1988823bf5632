"""What parts in the browser report, read without a class of its own for each reading.

Streamlit gives out the state of a component as a dictionary that can be written to, and makes its class anew whenever a
component is mounted, a report is read, or a text field looks at all that is kept. Nothing here writes to one.

Seam: checked against 1.67.0; remove when Streamlit makes that class once.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.components.v2.bidi_component import main
from streamlit.runtime.state import SessionState


def presenter(
    aggregator_id: str, component_id: str | None = None, allowed_state_keys: set[str] | None = None
) -> Callable[[object, SessionState], object]:
    """Function that gives a component's state together with what was reported just now."""

    def present(value: object, state: SessionState) -> object:
        if not isinstance(value, dict):
            return value
        try:
            reports: Any = state._new_widget_state[aggregator_id]
        except KeyError:
            return value
        listed = [reports] if isinstance(reports, dict) else reports or ()
        return {one["event"]: one.get("value") for one in listed if isinstance(one.get("event"), str)} | value

    return present


def present_plainly() -> None:
    """Have the state of every component from now on given out as a plain dictionary."""
    main.make_bidi_component_presenter = presenter  # type: ignore[attr-defined]
