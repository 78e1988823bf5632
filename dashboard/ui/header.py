"""The header of every page: what the product is, and the way to its pages."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

import streamlit as st

from dashboard.browser import asset_base
from dashboard.domain import product
from dashboard.domain.addresses import PRESENTATION
from dashboard.domain.base_path import BASE
from dashboard.ui import browser_reports, frame, own_rows, state, take_away
from dashboard.ui.mount import mount
from dashboard.ui.registry import BY_NAME, PAGES, Page
from dashboard.ui.streamlit_batches import ask_for_whole_page, run_whole_page_if_asked
from dashboard.views.templates import render

KEY = "header"
AGENDA = "announced"
"""Anchor on the main page to which the phone's bar leads."""
STATES = BY_NAME["dossier"]
"""The page that lists all States while none is chosen."""
IN_BAR = frozenset({PAGES[0], STATES})
"""Pages to which the phone's bar leads by a word of their own; its last word opens the others."""


def draw(page: Page) -> None:
    """Add the header, with ``page`` marked in it, and keep the view in the address; on the main page the clock does."""
    _bar(page)
    if page is not PAGES[0]:
        st.session_state["address_runs"] = st.session_state.get("address_runs", 0) + 1
        mount(
            "address",
            key="address",
            data={"query": _query() | state.page_keys(), "run": st.session_state["address_runs"]},
        )


@st.fragment
def _bar(page: Page) -> None:
    """Name of the product and its pages; the dialog that it opens, which runs with it and not with the page."""
    run_whole_page_if_asked(KEY)
    mount(
        "header",
        key=KEY,
        data={
            "html": _html(),
            "page": page.name,
            "query": _query(),
            "follows": page is PAGES[0],
            "own": own_rows.notice(),
            "pages": [[one.name, one.title] for one in PAGES],
            "visit": state.visit(),
        },
        on_go_change=lambda: _apply(browser_reports.browser_report(KEY)),
        on_arrived_change=state.expect_history,
    )
    if frame.can_be_drawn():
        take_away.show_if_asked(page)


def _query() -> dict[str, str]:
    return state.address() if state.served().index.instruments else {}


@cache
def _html() -> str:
    return render(
        "header.html",
        base=BASE,
        mark=f"{asset_base()}/icon.svg",
        product=product,
        pages=PAGES,
        more=[page for page in PAGES if page not in IN_BAR],
        presentation=PRESENTATION,
        agenda=AGENDA,
        states=STATES,
    )


def _apply(report: Mapping[str, Any]) -> None:
    """Take over what was found, or the view as it was left on screen, and remember what was asked for."""
    if "day" in report:
        browser_reports.apply_browser_state(dict(report))
    else:
        browser_reports.apply_choice(report)
    if report.get("every_state"):
        state.update(focus=None)
    if report.get("do") == "take_away":
        take_away.ask(KEY)
    else:
        ask_for_whole_page()
    if report.get("do") == "forget_rows":
        own_rows.forget()
    browser_reports.request_page(report)
