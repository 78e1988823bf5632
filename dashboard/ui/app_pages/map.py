"""The main page: who is bound on a day, what is moving, what was announced."""

from __future__ import annotations

from functools import partial

import pandas as pd
import streamlit as st
from streamlit_folium import st_folium

from dashboard.browser import asset_base
from dashboard.domain.announcements import known_on, programmes_as_of
from dashboard.domain.days import LATEST, day_of, say_day
from dashboard.domain.glossary import Word, term_url
from dashboard.domain.groups import GROUP_LABELS, Group
from dashboard.domain.production_marks import production_chart
from dashboard.domain.selection import Selection, resolve
from dashboard.domain.stage_marks import stage_chart
from dashboard.domain.timeline import extent
from dashboard.domain.weapons import WEAPON_LABELS, governed_weapons
from dashboard.server import bundles
from dashboard.tables.facts import GRADE_MEANINGS
from dashboard.ui import cache, downloads, state
from dashboard.ui.mount import mount
from dashboard.views.events import event_list
from dashboard.views.map_view import base_map
from dashboard.views.markup import plain
from dashboard.views.production import production_figure, production_table
from dashboard.views.stages import stages_figure
from dashboard.views.templates import render
from data.schema import Activity, Grade, Weapon

MAP_HEIGHT = 500


def _pick_instrument() -> None:
    instrument = st.session_state["pick_instrument"]
    first, last = extent(state.served().index, instrument)
    day = state.current().as_of
    state.go_to(instrument=instrument, as_of=day if isinstance(day, str) or first <= day <= last else LATEST)


def _pick_states() -> None:
    state.update(states=frozenset(st.session_state["pick_states"]), groups=frozenset(st.session_state["pick_groups"]))


def header() -> None:
    """Instrument and filter."""
    index, selection = state.served().index, state.current()
    titles = {key: row.short_title for key, row in index.instruments.items()}
    names = {row.iso3: row.name for row in index.dataset.countries}
    with st.container(key="topline", horizontal=True, vertical_alignment="center"):
        st.session_state["pick_instrument"] = selection.instrument
        st.selectbox(
            "Treaty",
            list(titles),
            format_func=titles.__getitem__,
            key="pick_instrument",
            on_change=_pick_instrument,
            label_visibility="collapsed",
            width=372,
        )
        chosen = [GROUP_LABELS[group] for group in sorted(selection.groups)] + [
            names[iso3] for iso3 in sorted(selection.states)
        ]
        label = f"States: {', '.join(chosen)}" if chosen else "All States"
        label = plain(label) if len(label) < 44 else f"States: {len(chosen)} chosen"
        with st.popover(label, icon=":material/filter_alt:"):
            st.session_state["pick_groups"] = sorted(selection.groups)
            st.session_state["pick_states"] = sorted(selection.states)
            st.pills(
                "Groups",
                list(Group),
                format_func=GROUP_LABELS.__getitem__,
                selection_mode="multi",
                key="pick_groups",
                on_change=_pick_states,
            )
            st.multiselect(
                "States",
                sorted(names, key=names.__getitem__),
                format_func=names.__getitem__,
                key="pick_states",
                on_change=_pick_states,
            )
            st.caption(
                f"Groups by membership on {say_day(index.dataset.meta.as_of)}. "
                "Several choices add up. Counts cover the selection."
            )
        st.toggle(
            "Eastern border",
            key="borders",
            help="Land border of NATO members with Russia and Belarus, from the shapes; lengths stand in the dossiers",
        )
        mount("tools", key="tools")


def clock(*, waiting: bool) -> None:
    """Feeds the browser and hears from it once movement settles; where ``waiting``, also once the map is drawn."""
    now, selection = state.served(), state.current()
    resolved = resolve(selection, now.index)
    chosen = sorted(resolved.iso3s) if selection.states or selection.groups else []
    bundle, key = bundles.browser_bundle(selection.instrument, now)
    mount(
        "clock",
        key="clock",
        data=state.clock_data()
        | {"bundle": bundle, "bundle_key": key, "selected": chosen, "borders": bool(st.session_state.get("borders"))}
        | {"waiting": waiting},
        on_drawn_change=lambda: None,
        on_settled_change=lambda: state.apply_browser_state(st.session_state["clock"].get("settled")),
    )


def stage() -> None:
    """Legend, map, card and timeline: everything that moves with the day."""
    with st.container(key="stage"):
        with st.container(key="cell_legend"):
            mount("legend", key="legend")
        with st.container(key="cell_map"):
            mount("headline", key="headline")
            st_folium(
                base_map(asset_base()),
                key="map",
                height=MAP_HEIGHT,
                use_container_width=True,
                returned_objects=[],
            )
            st.caption(
                "Fill: in force. Hatch: moving. Equal area (EPSG:3035); circles not to scale; "
                "boundaries imply no position on status."
            )
        with st.container(key="cell_card"):
            mount("card", key="card")
        with st.container(key="cell_time"):
            mount("timeline", key="timeline")


def _pick_lists() -> None:
    state.update(
        weapons=frozenset(st.session_state["pick_weapons"]),
        activities=frozenset(st.session_state["pick_activities"]),
        grades=frozenset(st.session_state["pick_grades"]),
    )


def _follow_chart() -> None:
    """Choose the State and day of the mark that was chosen."""
    points = st.session_state["production"]["selection"]["points"]
    row = next((state.served().index.announcements.get(str(point.get("customdata"))) for point in points), None)
    if row is not None:
        state.go_to(focus=row.iso3, as_of=known_on(row) or row.announced_on)


def _follow_row(frame: pd.DataFrame) -> None:
    """Choose the State and day of the row that was chosen in ``frame``, the list as it was shown."""
    rows = st.session_state["event_rows"]["selection"]["rows"]
    if rows and rows[0] < len(frame):
        row = frame.iloc[rows[0]]
        known = [iso3 for iso3 in row["iso3s"] if iso3 in state.served().index.countries]
        state.go_to(focus=known[0] if known else None, as_of=day_of(int(row["on"])))


def _list_filters(selection: Selection) -> None:
    """Weapons, activities and source grades: the same choices as on every other page."""
    left, middle, right = st.columns(3)
    st.session_state["pick_weapons"] = sorted(selection.weapons)
    st.session_state["pick_activities"] = sorted(selection.activities)
    st.session_state["pick_grades"] = sorted(selection.grades)
    left.multiselect(
        "Weapons",
        list(Weapon),
        format_func=lambda weapon: WEAPON_LABELS[weapon][1],
        placeholder="those this treaty governs",
        key="pick_weapons",
        on_change=_pick_lists,
    )
    middle.multiselect(
        "Activities",
        list(Activity),
        format_func=lambda activity: activity.value,
        placeholder="all activities",
        key="pick_activities",
        on_change=_pick_lists,
    )
    right.pills(
        "Best source graded",
        list(Grade),
        selection_mode="multi",
        format_func=lambda grade: grade.value,
        key="pick_grades",
        on_change=_pick_lists,
        help="\n".join(f"- {text}" for text in GRADE_MEANINGS.values()),
    )


@st.fragment
def day_lists() -> None:
    """Charts and lists of the day the browser settled on. On the first look they follow once the map is drawn."""
    waiting = state.is_first_run()
    clock(waiting=waiting)
    if waiting:
        st.caption("Charts and lists follow the map.")
        return
    with st.container(key="take_away", horizontal=True):
        downloads.pictures("map")
        downloads.buttons("map")
    selection, index = state.current(), state.served().index
    resolved = resolve(selection, index)
    day = resolved.day
    st.subheader(f"What was announced, as known on {say_day(day)}", anchor="announced")
    for weapon in sorted(governed_weapons(index, resolved.instrument)):
        line = cache.standing(state.served(), weapon)
        if line:
            st.markdown(f"**What the record holds and does not hold.** {plain(line)}")
    _list_filters(selection)
    programmes = programmes_as_of(
        index,
        day,
        weapons=selection.weapons,
        activities=selection.activities,
        states=resolved.iso3s,
        instrument_id=resolved.instrument,
        grades=selection.grades,
    )
    theme, chart = state.theme(), production_chart(index, programmes, day)
    if chart.rows:
        with st.container(key="wide_chart"):
            st.html(render("wide_chart.html"))
            st.plotly_chart(
                production_figure(chart, theme),
                key="production",
                on_select=_follow_chart,
                selection_mode=("points",),
                config={"displayModeBar": False},
                theme=None,
                alt=chart.summary,
            )
        st.caption(
            "Bars: earliest to latest start as stated. Dashed: open to the right (“from”), dotted: open to the left "
            "(“by”). Paler: known to the quarter or year only. Thin grey: earlier versions; the thin red line joins a "
            "version to the one that moved it. At the end of the row: what was said, and the window, its move and the "
            f"grade of the best source. Words: [announcement]({term_url(Word.ANNOUNCEMENT)}), "
            f"[slippage]({term_url(Word.SLIPPAGE)}), [grade]({term_url(Word.GRADE)})."
        )
        with st.expander("The same as a table"):
            st.dataframe(
                production_table(index, programmes),
                hide_index=True,
                column_config={"Source": st.column_config.LinkColumn("Source", display_text="open")},
            )
    else:
        st.info(plain(chart.summary))
    st.subheader("Stages over time", anchor="stages")
    histories, steps = cache.histories(state.served(), resolved.instrument)
    stages = stage_chart(histories, steps, resolved.iso3s, day)
    if stages.bands:
        st.plotly_chart(
            stages_figure(stages, theme),
            key="stages",
            config={"displayModeBar": False},
            theme=None,
            alt=stages.summary,
        )
    st.caption(plain(stages.summary))
    frame, hidden = event_list(index, resolved.instrument, resolved.iso3s, day, selection.grades)
    st.subheader(f"Acts and events up to {say_day(day)}", anchor="events")
    st.caption(
        f"{len(frame)} entries, latest first; each happening is told once. "
        f"{hidden} hidden because of the grade of their sources."
    )
    st.dataframe(
        frame.drop(columns=["iso3s", "on"]),
        hide_index=True,
        height=380,
        key="event_rows",
        on_select=partial(_follow_row, frame),
        selection_mode="single-row",
        column_config={
            "Source": st.column_config.LinkColumn("Source", display_text="open"),
            "What": st.column_config.TextColumn("What", width="large"),
        },
    )


for sentence in state.ignored():
    st.warning(plain(sentence), icon=":material/link_off:")
header()
stage()
day_lists()
