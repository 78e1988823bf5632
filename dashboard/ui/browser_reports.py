"""Takes over into the session what the browser reports: State, lens and day that were chosen, the page they lead to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import streamlit as st

from dashboard.domain.days import LATEST
from dashboard.domain.lenses import lenses_of
from dashboard.domain.selection import changed_lens, resolve
from dashboard.domain.timeline import extent
from dashboard.ui import state
from dashboard.ui.registry import BY_NAME
from dashboard.ui.streamlit_batches import ask_for_whole_page
from data.days import parse_day

_REQUESTED_PAGE = "requested_page"
_HEARD_AT = "browser_heard_at"


def browser_report(key: str, trigger: str = "go") -> Mapping[str, Any]:
    """What the part mounted under ``key`` last reported; empty for anything but a mapping."""
    value = st.session_state.get(key)
    report = value.get(trigger) if isinstance(value, Mapping) else getattr(value, trigger, None)
    return report if isinstance(report, Mapping) else {}


def apply_report(report: Mapping[str, Any]) -> None:
    """Take over what was chosen in a sheet or on a map, and remember the page it leads to, if any."""
    apply_choice(report)
    request_page(report)


def apply_choice(report: Mapping[str, Any]) -> None:
    """Take over a State, lens or day chosen in a list, chart or table; what the data do not know is ignored."""
    index = state.served().index
    changes: dict[str, Any] = {}
    if str(report.get("focus")) in index.countries:
        changes["focus"] = str(report["focus"])
    lens_id = str(report.get("lens") or report.get("instrument"))
    if lens_id in lenses_of(index):
        changes |= changed_lens(lens_id, index)
        if str(report.get("series")) in {row.series_id for row in index.dataset.series if row.lens_id == lens_id}:
            changes["series"] = str(report["series"])
    try:
        day = parse_day(str(report.get("as_of", "")))
    except ValueError:
        day = None
    wanted = replace(state.current(), **changes)
    first, last = extent(index, wanted.lens_id)
    if day is not None and first <= day <= last:
        changes["as_of"] = state.as_of_day(day, wanted)
    elif not first <= resolve(state.current(), index).day <= last:
        changes["as_of"] = LATEST
    if changes:
        state.go_to(**changes)


def request_page(report: Mapping[str, Any]) -> None:
    """Remember that a sheet leads to another page; ``go_to_requested_page`` goes there (a callback may not)."""
    if str(report.get("page")) in BY_NAME:
        st.session_state[_REQUESTED_PAGE] = report["page"]
        ask_for_whole_page()


def go_to_requested_page() -> None:
    """Go to the page last requested, if any."""
    page = st.session_state.pop(_REQUESTED_PAGE, None)
    if page is not None:
        st.switch_page(BY_NAME[page].script, query_params=state.address())


def apply_browser_state(report: Mapping[str, Any]) -> None:
    """Take over the browser's ``{"day", "focus", "instrument", "at"}`` once movement ends; anything else is ignored.

    What several parts report while the server is busy arrives as one, in no order of time: ``at``, in milliseconds of
    the page's life, tells which is the latest.
    """
    if report.get("instrument") != state.current().lens_id:
        return
    at = report.get("at")
    if isinstance(at, int | float):
        if at < st.session_state.get(_HEARD_AT, 0):
            return
        st.session_state[_HEARD_AT] = at
    try:
        day = parse_day(str(report.get("day")))
    except ValueError:
        return
    index = state.served().index
    focus = report.get("focus")
    state.update(
        as_of=state.as_of_day(day),
        focus=focus if focus in index.countries else None,
    )
