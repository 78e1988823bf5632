"""Compare: two days or two treaties, side by side or as their difference, and the list of what changed."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from dashboard.domain.compare import Side, changes_between, differences
from dashboard.domain.days import say_day
from dashboard.domain.lenses import lenses_of
from dashboard.domain.selection import resolve
from dashboard.domain.timeline import extent
from dashboard.ui import filters, state
from dashboard.ui.parts import MapSide, sheet, two_maps
from dashboard.views.compare import differences_html, steps_html
from dashboard.views.matrix import column_head

DAYS, TREATIES = "two days", "two treaties"
SIDES, DIFFERENCE = "side by side", "difference"


def _a_year_ago(first: dt.date, day: dt.date) -> dt.date:
    """The same day a year earlier, so that a first visit shows something."""
    year = day.year - 1
    return max(first, day.replace(year=year, day=28 if (day.month, day.day) == (2, 29) else day.day))


def _pick_mode() -> None:
    now, selection = state.served().index, state.current()
    if st.session_state["compare_mode"] == TREATIES:
        other = next((key for key in now.instruments if key != selection.instrument), None)
        state.update(compare_instrument=other, compare_day=None)
    else:
        state.update(compare_instrument=None)


def _pick_day(day: dt.date) -> None:
    state.update(compare_day=day)


def _pick_treaty() -> None:
    state.update(compare_instrument=st.session_state["compare_with_treaty"])


now, selection = state.served(), state.current()
index = now.index
resolved = resolve(selection, index)
first, last = extent(index, selection.instrument)
two_treaties = (
    selection.compare_instrument in index.instruments and selection.compare_instrument != selection.instrument
)
left_day = selection.compare_day or (resolved.day if two_treaties else _a_year_ago(first, resolved.day))
lenses = lenses_of(index)
left = Side(lenses[selection.instrument], min(max(left_day, first), last))
right = Side(
    lenses[selection.compare_instrument if two_treaties and selection.compare_instrument else selection.instrument],
    resolved.day,
)
with filters.bar(lists=()):
    st.session_state["compare_mode"] = TREATIES if two_treaties else DAYS
    st.segmented_control(
        "Compare", [DAYS, TREATIES], key="compare_mode", on_change=_pick_mode, label_visibility="collapsed"
    )
    if two_treaties:
        titles = {key: row.short_title for key, row in index.instruments.items() if key != selection.instrument}
        st.session_state["compare_with_treaty"] = selection.compare_instrument
        st.selectbox(
            "With the treaty",
            list(titles),
            format_func=titles.__getitem__,
            key="compare_with_treaty",
            on_change=_pick_treaty,
            width=240,
            label_visibility="collapsed",
        )
    else:
        words = "with {day}, a year before" if left.day == _a_year_ago(first, resolved.day) else "with {day}"
        filters.day_control("With the day", "compare_with_day", left.day, (first, last), _pick_day, words=words)
    shown = st.segmented_control(
        "Show", [SIDES, DIFFERENCE], default=SIDES, key="compare_view", label_visibility="collapsed"
    )

heads = [
    f"{column_head(index, side.lens.id)}, {say_day(side.day)}" if two_treaties else say_day(side.day)
    for side in (left, right)
]
differing = differences(index, left, right, resolved.iso3s)
two_maps(
    "compare_maps",
    MapSide(now, left.lens.id, left.day, heads[0]),
    MapSide(now, right.lens.id, right.day, heads[1]),
    difference=shown == DIFFERENCE,
    focus=selection.focus,
    selected=resolved.iso3s if selection.states or selection.groups else (),
    apply=state.apply_choice,
)
changed, steps = st.columns([0.55, 0.45])
with changed:
    st.markdown(f"#### What differs: {len(differing)} of {len(resolved.iso3s)}")
    html = differences_html(index, differing, state.theme(), heads[0], heads[1])
    sheet("compare_list", html, "changed")
with steps:
    if left.lens.id == right.lens.id:
        st.markdown("#### Every step in between")
        html = steps_html(index, left.lens, changes_between(index, left.lens, left.day, right.day, resolved.iso3s))
        sheet("compare_steps", html, "evidence")
        st.caption(
            "A State that moved and came back stands here, not among the differences. Choosing a step chooses "
            "its day everywhere."
        )
