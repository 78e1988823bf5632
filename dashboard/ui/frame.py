"""What stands around every page: style, the state of the data, and where the figures come from."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import streamlit as st

from dashboard.domain.days import say_day
from dashboard.domain.freshness import reading_text
from dashboard.domain.selection import shown_lens
from dashboard.server.head import WITHOUT_VIEW
from dashboard.store.dataset import Served, shelf, warm_up
from dashboard.store.shapes import GeometryProblem, shapes
from dashboard.ui import state
from dashboard.ui.mount import mount
from dashboard.ui.registry import BY_NAME, Page
from dashboard.views.markup import plain
from dashboard.views.templates import render
from data.problems import Problem

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
READING = HERE / "reading.css"
MAX_PROBLEMS = 30
RECHECK_S = 2.0
"""How often a page that shows problems asks whether they are mended."""


def can_be_drawn() -> bool:
    """Whether the data hold what every page needs."""
    index = shelf.current().index
    return bool(index.instruments and index.countries)


def show_data_state() -> bool:
    """Say what is wrong with the data, if anything; false where no page can be drawn."""
    served = shelf.current()
    _problems(served)
    _edition_notice(served)
    if not can_be_drawn():
        st.error("The tables of instruments and countries could not be read, so there is nothing to draw.")
        return False
    try:
        shapes()
    except GeometryProblem as problem:
        message = plain(str(problem).removeprefix(f"{ROOT}/"))
        st.error(f"The map cannot be drawn: {message}. Lists and charts still work.")
    return True


def heading(page: Page) -> None:
    """Add the page's name as its first heading, and what the page is for."""
    st.html(render("heading.html", page=page))


def reading() -> None:
    """Add what pages need that are read: their style, also on paper, and the forms that report an error in a fact."""
    st.html(READING)
    mount("reports", key="reports")


def _edition_notice(newest: Served) -> None:
    """Mark an earlier edition, with the way back."""
    shown = state.served().index
    if not shown.closed:
        return
    meta = shown.dataset.meta
    with st.container(key="edition_banner", horizontal=True, vertical_alignment="center"):
        st.info(
            f"**Edition {plain(meta.version)} of the record**, as of {say_day(meta.as_of)}: every screen and file but "
            "Stories and Learn says what it said. Your own rows are off.",
            icon=":material/history:",
            width=900,
        )
        version = plain(newest.index.dataset.meta.version)
        st.button(f"Show edition {version}", on_click=state.show_edition, args=("",), key="edition_newest")


def _problems(served: Served) -> None:
    if not served.problems:
        return
    shown = "the last good data is shown" if served.stale else "the rows below are left out, the rest is shown"
    with st.container(key="data_problems"):
        st.warning(
            f"The data files have {len(served.problems)} problem(s); {shown}. "
            "Mend the lines and the page recovers by itself."
        )
        problem_list(served.problems)
        _rerun_when_mended(served)


def problem_list(problems: Sequence[Problem]) -> None:
    """What is wrong with some files, a line each, folded away."""
    lines = [str(problem) for problem in problems[:MAX_PROBLEMS]]
    if len(problems) > MAX_PROBLEMS:
        lines.append(f"… and {len(problems) - MAX_PROBLEMS} more: run python -m data.validate")
    with st.expander("Every problem, by line"):
        st.code("\n".join(lines), language=None)


@st.fragment(run_every=RECHECK_S)
def _rerun_when_mended(served: Served) -> None:
    if shelf.current() is not served:
        st.rerun()


def footer(page: Page) -> None:
    """Version, day, licence and boundaries, on every page; where one shows a lens, how fresh that is."""
    index = state.served().index
    meta = index.dataset.meta
    with st.container(key="footer"):
        if page.path not in WITHOUT_VIEW:
            lens = shown_lens(state.current(), index)
            st.caption(f"**{plain(lens.title)}.** {plain(reading_text(state.reading_of_lens()))}")
        st.caption(
            f"Dataset {plain(index.edition)}, data as of {say_day(meta.as_of)}, "
            f"licence {plain(meta.data_licence)}; code {plain(meta.code_licence)}. "
            f"{plain(meta.boundary_note)} {plain(meta.coverage_note)} "
            "Nothing here suggests that nothing has happened since. "
            f"[What this record had wrong]({BY_NAME['corrections'].address})."
        )
    warm_up(shelf.current())
