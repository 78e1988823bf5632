"""Acts, events and announcements as a list, with the evidence of the row chosen: on Events and below the map."""

from __future__ import annotations

import streamlit as st

from dashboard.domain.days import say_day
from dashboard.domain.grades import in_words
from dashboard.domain.index import Index
from dashboard.domain.selection import Selection, resolve, shown_lens
from dashboard.domain.wording import join_names
from dashboard.tables.rows import Rows, rows_of
from dashboard.ui import browser_reports, cache, state
from dashboard.ui.parts import Report, sheet
from dashboard.views.event_card import card_html
from dashboard.views.listing import PAGE_ROWS, Sort
from dashboard.views.markup import plain

_SORT, _DOWN, _PAGE, _ROW = "events_sort", "events_down", "events_page", "events_row"


def rows_list(page_rows: int = PAGE_ROWS) -> None:
    """Add what passes all filters of the selection, ``page_rows`` at a time: how many, the table, the evidence."""
    index, selection = state.served().index, state.current()
    listed = rows_of(index, selection)
    by, down = st.session_state.get(_SORT, Sort.DAY), st.session_state.get(_DOWN, True)
    number = _count_and_page(listed, max(1, -(-len(listed.rows) // page_rows)))
    chosen = st.session_state.get(_ROW)
    with st.container(key="events_stage"):
        table, card = st.columns([0.74, 0.26])
        with table:
            if listed.rows:
                first = (number - 1) * page_rows
                html = cache.page_of_rows(state.served(), listed, by, first, page_rows, chosen, down=down)
                sheet("events_sheet", html, "listing", _apply_table_report)
            else:
                st.info("No row passes these filters. Clear some of them, or let in more grades.")
        with card:
            evidence = card_html(index, chosen or "", resolve(selection, index).day)
            sheet("events_card", evidence, "evidence-pane", _apply_card_report)


def _about(index: Index, selection: Selection) -> str:
    """What the rows are about: topics where some are chosen, which no treaty bounds, else the lens."""
    lens = shown_lens(selection, index).title
    if selection.topics:
        topics = join_names([index.topics[key].title for key in sorted(selection.topics)])
        return f"{topics}, under {lens}" if selection.lens else topics
    return "all treaties" if selection.every_instrument else lens


def _count_and_page(listed: Rows, pages: int) -> int:
    """How many rows are listed, how many the grades hide, and which page of them is shown."""
    index, selection = state.served().index, state.current()
    hidden = f" **{in_words(listed.hidden_grades)}.**" if listed.hidden else ""
    about = _about(index, selection)
    with st.container(key="events_count", horizontal=True, vertical_alignment="center"):
        st.markdown(
            f"**{len(listed.rows)} rows** on {plain(about)}, as known on {say_day(resolve(selection, index).day)}; "
            f"each happening told once.{hidden}"
        )
        if pages > 1:
            st.session_state[_PAGE] = min(_page(), pages)
            st.selectbox(
                "Page",
                range(1, pages + 1),
                format_func=lambda number: f"Page {number} of {pages}",
                key=_PAGE,
                width=140,
                label_visibility="collapsed",
            )
    return min(_page(), pages)


def _page() -> int:
    """The page chosen last; the first where the field holds the words of a page that is no choice any more."""
    held = st.session_state.get(_PAGE, 1)
    return held if isinstance(held, int) else 1


def _apply_table_report(report: Report) -> None:
    if report.get("sort"):
        column = str(report["sort"])
        by = Sort(column) if column in set(Sort) else Sort.DAY
        same = st.session_state.get(_SORT, Sort.DAY) is by
        st.session_state[_DOWN] = not st.session_state.get(_DOWN, True) if same else by is Sort.DAY
        st.session_state[_SORT] = by
        st.session_state[_PAGE] = 1
    elif report.get("row"):
        _show_evidence(str(report["row"]))


def _show_evidence(row_id: str) -> None:
    """Show the evidence of a row, and choose its State and treaty everywhere."""
    index = state.served().index
    st.session_state[_ROW] = row_id
    act, announcement, event = index.actions.get(row_id), index.announcements.get(row_id), index.events.get(row_id)
    if act is not None:
        browser_reports.apply_choice(
            {"focus": act.iso3, "instrument": act.instrument_id if not state.current().every_instrument else None}
        )
    elif announcement is not None:
        browser_reports.apply_choice({"focus": announcement.iso3})
    elif event is not None and len(event.iso3s) == 1:
        browser_reports.apply_choice({"focus": event.iso3s[0]})


def _apply_card_report(report: Report) -> None:
    if report.get("row"):
        _show_evidence(str(report["row"]))
    else:
        browser_reports.apply_report(report)
