"""A report that leaves the browser with others runs what shows its change: one fragment, or the whole page."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from dashboard.ui import streamlit_batches
from dashboard.ui.streamlit_batches import ask_for_whole_page, run_whole_page_if_asked, whole_page_runs


class WholePage(Exception):
    """The whole page runs."""


def whole_page() -> None:
    raise WholePage


@pytest.mark.parametrize(
    ("wishes", "running", "whole"),
    [
        ((), "header", False),
        (("header",), "header", False),
        (("header", "header"), "header", False),
        (("header",), "clock", True),
        (("",), "header", True),
        (("header", ""), "header", True),
        (("", "header"), "header", True),
    ],
)
def test_a_wish_for_one_fragment_runs_the_page_only_where_another_runs_or_more_is_wished(
    monkeypatch: pytest.MonkeyPatch, wishes: tuple[str, ...], running: str, whole: bool
) -> None:
    monkeypatch.setattr(streamlit_batches, "st", SimpleNamespace(session_state={}, rerun=whole_page))
    for but in wishes:
        ask_for_whole_page(but=but)
    if whole:
        with pytest.raises(WholePage):
            run_whole_page_if_asked(running)
        whole_page_runs()
    else:
        run_whole_page_if_asked(running)
    run_whole_page_if_asked("another")
