"""A reader's own rows: taken in for a session, kept through a reload by the browser's tab, forgotten on a word."""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any, Final

import streamlit as st

from dashboard.store.dataset import shelf
from dashboard.store.uploads import Upload, UploadResult, added
from dashboard.ui import browser_reports, state
from dashboard.ui.mount import mount
from dashboard.ui.registry import BY_NAME
from dashboard.ui.streamlit_batches import ask_for_whole_page
from dashboard.views.templates import render

KEY: Final = "kept"
MOST_KEPT: Final = 2 * 1024 * 1024
"""Bytes of all files together that a tab is asked to keep."""
_IN_TAB, _FORGOTTEN, _REFUSED = "own_in_tab", "own_forgotten", "own_refused"
"""Which files the tab was asked to keep and whether it does; whether they were forgotten; those that no longer fit."""


def take(own: UploadResult) -> None:
    """Show these rows everywhere from now on."""
    state.use_uploads(own)
    for key in (_FORGOTTEN, _REFUSED, _IN_TAB):
        st.session_state.pop(key, None)


def forget() -> None:
    """Show the dataset alone from now on, and have the tab drop what it keeps."""
    state.use_uploads(None)
    st.session_state.pop(_REFUSED, None)
    st.session_state[_FORGOTTEN] = True
    st.session_state["own_round"] = st.session_state.get("own_round", 0) + 1


def refused() -> UploadResult | None:
    """Rows that this tab had kept and that the record no longer takes; none unless a reload found some."""
    own: UploadResult | None = st.session_state.get(_REFUSED)
    return own


def keep() -> None:
    """Have the tab keep the rows in view, once, and take back what it holds where a reload lost them."""
    mount(
        KEY,
        key=KEY,
        data=_told(),
        on_found_change=lambda: _take_back(browser_reports.browser_report(KEY, "found")),
        on_kept_change=lambda: _note_kept(browser_reports.browser_report(KEY, "kept")),
    )


def notice() -> str:
    """HTML for the header that says own rows are in view, or were refused; empty where there are none."""
    own = state.uploads()
    if own is None and refused() is None:
        return ""
    return render("own_notice.html", count=own.count if own else 0, page=BY_NAME["uploads"])


def keeping() -> str:
    """Whether the rows in view survive a reload, in a sentence."""
    own = state.uploads()
    if own is None:
        return ""
    if _size(own) > MOST_KEPT:
        return f"They are larger than {MOST_KEPT // 1024 // 1024} MB, so a reload of the page loses them."
    if st.session_state.get(_IN_TAB) == (_digest(own), False):
        return "This browser keeps nothing for this page, so a reload loses them."
    return "They survive a reload of this tab, are checked again then, and go when you close it."


def _told() -> dict[str, Any]:
    own: UploadResult | None = state.held_uploads()
    if own is None:
        waits = refused() is not None
        return {
            "digest": "refused" if waits else "",
            "files": None,
            "forget": bool(st.session_state.get(_FORGOTTEN)),
        }
    digest, small = _digest(own), _size(own) <= MOST_KEPT
    known = st.session_state.get(_IN_TAB, ("", False))[0] == digest
    files = [[one.name, b64encode(one.content).decode()] for one in own.uploads] if small and not known else None
    return {"digest": digest, "files": files, "forget": not small}


def _digest(own: UploadResult) -> str:
    """Tells the files apart, whatever data they were checked against."""
    return own.served.stamp.rsplit("-", 1)[-1] if own.served else ""


def _size(own: UploadResult) -> int:
    return sum(len(one.content) for one in own.uploads)


def _note_kept(report: Mapping[str, Any]) -> None:
    st.session_state[_IN_TAB] = (str(report.get("digest", "")), report.get("kept") is True)
    ask_for_whole_page()


def _take_back(report: Mapping[str, Any]) -> None:
    """Check what the tab kept as if it were uploaded now; what is no list of files is dropped."""
    if state.held_uploads() is not None:
        return
    ask_for_whole_page()
    try:
        uploads = tuple(
            Upload(str(name)[:200], b64decode(str(content), validate=True)) for name, content in report.get("files", ())
        )
    except (TypeError, ValueError, binascii.Error):
        uploads = ()
    if not uploads or sum(len(one.content) for one in uploads) > MOST_KEPT:
        st.session_state[_FORGOTTEN] = True
        return
    own = added(shelf.current(), uploads)
    if own.served is None:
        st.session_state[_REFUSED] = own
        return
    take(own)
    st.session_state[_IN_TAB] = (_digest(own), True)
