"""The main page: who is bound on a day, what is moving, what was announced."""

from __future__ import annotations

import streamlit as st
from streamlit_folium import st_folium

from dashboard.browser import asset_base, shapes_address
from dashboard.domain.days import say_day
from dashboard.domain.selection import resolve, shown_lens
from dashboard.server import bundles
from dashboard.ui import browser_reports, cache, filters, list_filters, parts, state
from dashboard.ui.announced import announced
from dashboard.ui.mount import mount
from dashboard.ui.rows_list import rows_list
from dashboard.ui.sections import section
from dashboard.ui.streamlit_batches import run_whole_page_if_asked
from dashboard.views.bands import bands_html
from dashboard.views.map_view import base_map
from dashboard.views.take_away import paper_sheets

MAP_HEIGHT = 500
LISTS = list_filters.LISTS - {"text"}  # the search field stands over its list
ROWS = 50  # of the list on a page: it follows the day


@st.fragment
def clock() -> None:
    """Feeds the browser and hears from it once movement settles, where no section in view says so instead."""
    run_whole_page_if_asked()
    now, selection = state.served(), state.current()
    resolved = resolve(selection, now.index)
    chosen = sorted(resolved.iso3s) if selection.states or selection.groups else []
    bundle, key = bundles.browser_bundle(selection.lens_name, now)
    mount(
        "clock",
        key="clock",
        data=state.clock_data()
        | {"bundle": bundle, "bundle_key": key, "selected": chosen, "borders": bool(st.session_state.get("borders"))},
        on_settled_change=lambda: browser_reports.apply_browser_state(
            browser_reports.browser_report("clock", "settled")
        ),
    )


def stage() -> None:
    """The first screen: everything that moves with the day. Its arrangement is in stage.css."""
    with st.container(key="stage"):
        with st.container(key="cell_head"):
            mount("headline", key="headline")
            filters.bar(day=False, lists=LISTS)
        with st.container(key="cell_legend"):
            mount("legend", key="legend")
        with st.container(key="cell_map"):
            st_folium(
                base_map(asset_base(), shapes_address()),
                key="map",
                height=MAP_HEIGHT,
                use_container_width=True,
                returned_objects=[],
            )
        with st.container(key="cell_side"):
            mount("side", key="side")
        with st.container(key="cell_time"):
            mount("timeline", key="timeline")


def below_the_stage() -> None:
    """How to read the map, its borders."""
    with st.container(key="below", horizontal=True, vertical_alignment="center"):
        key = shown_lens(state.current(), state.served().index).wording.frames["key"]
        st.caption(f"{key} Equal area. Dots not to scale; boundaries imply no position on status.")
        st.checkbox(
            "NATO land border with Russia and Belarus",
            key="borders",
            help="From the shapes of the map; lengths stand in the dossiers",
        )


def paper() -> None:
    """What is printed in place of this page. Without it, as with a reader's own rows, the page itself is."""
    if not state.served().has_uploads:
        mount("print", key="print", data={"sheets": paper_sheets(state.served().index, state.current())})


def bands() -> None:
    """Every State through time, as known on the day; the name of a State chooses it."""
    selection = state.current()
    resolved = resolve(selection, state.served().index)
    st.subheader(f"All States through time, as known on {say_day(resolved.day)}", anchor="bands")
    served = state.served()
    chosen = resolved.iso3s if selection.states or selection.groups else frozenset[str]()
    rows = cache.rows_of_bands(served, shown_lens(selection, served.index), resolved.day, chosen, selection.focus)
    parts.sheet("band_rows", bands_html(rows, resolved.day, state.theme()), "bands")


def acts_and_events() -> None:
    """The rows of the Events page: the same filters, the same number."""
    selection = state.current()
    day = resolve(selection, state.served().index).day
    st.subheader(f"Acts, events and announcements up to {say_day(day)}", anchor="events")
    list_filters.search(selection)
    rows_list(ROWS)


stage()
below_the_stage()
clock()
section("announced", announced)
section("bands", bands, follows_focus=True)
section("events", acts_and_events)
paper()
state.end_first_run()
