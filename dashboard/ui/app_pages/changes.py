"""What changed: since an edition of the record, since a day in the world, or since the reader's last visit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from dashboard.domain.addresses import CHANGES, CHANGES_SINCE, address
from dashboard.domain.compare import Side, changes_between, differences
from dashboard.domain.days import say_day
from dashboard.domain.selection import resolve, shown_lens
from dashboard.domain.timeline import extent
from dashboard.store.editions import changes_between as edits_between
from dashboard.store.editions import known_editions, served_as
from dashboard.tables.changes import changes_document
from dashboard.ui import browser_reports, filters, state
from dashboard.ui.mount import mount
from dashboard.ui.parts import MapSide, sheet, two_maps
from dashboard.ui.registry import BY_NAME
from dashboard.ui.streamlit_batches import ask_for_whole_page
from dashboard.views.changes import edition_changes_html
from dashboard.views.compare import differences_html, steps_html
from dashboard.views.markup import plain
from data.days import parse_day

EDITION, DAY, VISIT = "since an edition", "since a day in the world", "since your last visit"

now, selection = state.served(), state.current()
index = now.index
meta, lens = index.dataset.meta, shown_lens(selection, index)
day = resolve(selection, index).day
version = state.record() or known_editions()[-1]
earlier = known_editions()[: known_editions().index(version)]


def _pick_edition() -> None:
    state.write_page_key("since", st.session_state["changes_since"])


def _pick_day() -> None:
    state.go_to(compare_day=st.session_state["changes_day"])


def _since_edition() -> None:
    since = state.page_key("since", earlier) or earlier[-1]
    st.session_state["changes_since"] = since
    st.selectbox("Since edition", earlier, key="changes_since", on_change=_pick_edition, width=160)
    before = served_as(since)
    then = before.index.dataset.meta
    found = changes_document(
        edits_between(since, state.record()), since, version, meta.as_of.isoformat(), meta.data_licence
    )
    table, document = (
        address(CHANGES_SINCE, {"since": since, "format": form} | state.record_query()) for form in ("csv", "json")
    )
    st.markdown(
        f"[Every change as a table]({table}) · [as JSON]({document}) · [as a feed]({CHANGES}) · "
        f"[what was wrong]({address(BY_NAME['corrections'].address, state.record_query())})"
    )
    sheet("changes_rows", edition_changes_html(index, before.index, found), "revisions")
    if lens.id not in before.index.instruments:
        st.caption(f"Edition {plain(since)} did not have this lens, so there are no two maps to compare.")
        return
    shown = min(day, then.as_of)
    st.markdown(f"#### {plain(lens.title)} on {say_day(shown)}, as both editions say it")
    two_maps(
        "changes_maps",
        MapSide(before, lens.id, shown, f"edition {since}"),
        MapSide(now, lens.id, shown, f"edition {version}"),
        difference=False,
        focus=selection.focus,
        apply=browser_reports.apply_choice,
    )


def _since_day() -> None:
    first, last = extent(index, lens.id)
    start = min(max(selection.compare_day or meta.first_as_of or first, first), last)
    st.session_state["changes_day"] = start
    st.date_input("Since", min_value=first, max_value=last, key="changes_day", on_change=_pick_day, width=160)
    iso3s = resolve(selection, index).iso3s
    left, right = Side(lens, start), Side(lens, max(day, start))
    differing = differences(index, left, right, iso3s)
    st.markdown(f"#### {plain(lens.title)}: {len(differing)} of {len(iso3s)} differ")
    heads = say_day(left.day), say_day(right.day)
    sheet("changes_states", differences_html(index, differing, state.theme(), *heads), "changed")
    steps = changes_between(index, lens, left.day, right.day, iso3s)
    sheet("changes_steps", steps_html(index, lens, steps), "evidence")


def _since_visit() -> None:
    mount(
        "visits",
        key="visits",
        data={"now": state.visit(), "editions": list(known_editions()[:-1])},
        on_go_change=lambda: _follow(browser_reports.browser_report("visits")),
    )


def _follow(report: Mapping[str, Any]) -> None:
    """Show what is new since the edition or the as-of day that the browser remembers."""
    if str(report.get("edition")) in earlier:
        st.session_state["changes_mode"] = EDITION
        state.write_page_key("since", str(report["edition"]))
        ask_for_whole_page()
    else:
        st.session_state["changes_mode"] = DAY
        state.go_to(compare_day=parse_day(str(report.get("day"))))


filters.bar(lists=())
st.session_state.setdefault("changes_mode", EDITION)
mode = st.segmented_control("Show", [EDITION, DAY, VISIT], key="changes_mode", label_visibility="collapsed")
if mode == VISIT:
    _since_visit()
elif mode == DAY:
    _since_day()
elif not earlier:
    st.info(f"{plain(version)} is the first edition of the record: nothing changed before it.")
else:
    _since_edition()
