"""Compare: two days of a lens or two lenses, side by side or as their difference, and who is what under both."""

from __future__ import annotations

import datetime as dt

import streamlit as st

from dashboard.domain.compare import Side, changes_between, differences, lens_beside, pairings, share_classes
from dashboard.domain.days import say_day
from dashboard.domain.lenses import Lens, lenses_of
from dashboard.domain.lenses.holding import day_under
from dashboard.domain.selection import chosen_day, resolve, shown_lens, shown_lenses
from dashboard.domain.timeline import extent
from dashboard.ui import browser_reports, filters, state
from dashboard.ui.parts import MapSide, sheet, two_maps
from dashboard.views.compare import differences_html, pairings_html, side_head, steps_html
from dashboard.views.matrix import column_head

DAYS, LENSES = "two days", "two lenses"
SIDES, DIFFERENCE = "side by side", "difference"


def _a_year_ago(first: dt.date, day: dt.date) -> dt.date:
    """The same day a year earlier, so that a first visit shows something."""
    year = day.year - 1
    return max(first, day.replace(year=year, day=28 if (day.month, day.day) == (2, 29) else day.day))


def _with(lens_id: str | None) -> dict[str, str | None]:
    """The fields of a selection that compare with a lens."""
    treaty = lens_id in state.served().index.instruments
    return {"compare_instrument": lens_id if treaty else None, "compare_lens": None if treaty else lens_id}


def _pick_mode() -> None:
    if st.session_state["compare_mode"] == LENSES:
        state.update(**_with(lens_beside(index, lens, resolved.day)), compare_day=None)
    else:
        state.update(**_with(None))


def _name(lens: Lens) -> str:
    return f"{lens.id}.{lens.series_id}" if lens.series_id else lens.id


def _pick_day(day: dt.date) -> None:
    state.update(compare_day=day)


def _pick_lens() -> None:
    state.update(**_with(st.session_state["compare_with_treaty"]))


now, selection = state.served(), state.current()
index = now.index
resolved, lens = resolve(selection, index), shown_lens(selection, index)
first, last = extent(index, lens.id)
other: Lens | None = lenses_of(index).get(selection.compare_lens_id or "")
if other is not None and other.id == lens.id:
    other = None


def _sides() -> tuple[Side, Side]:
    """The two views. Without a chosen day each of two lenses stands on its own latest one."""
    if other is not None:
        right_day = day_under(index, other, chosen_day(selection))
        return Side(lens, selection.compare_day or resolved.day), Side(other, right_day)
    left_day = selection.compare_day or _a_year_ago(first, resolved.day)
    return Side(lens, min(max(left_day, first), last)), Side(lens, resolved.day)


left, right = _sides()
alike = share_classes(left.lens, right.lens)
with filters.bar(lists=()):
    st.session_state["compare_mode"] = DAYS if other is None else LENSES
    st.segmented_control(
        "Compare", [DAYS, LENSES], key="compare_mode", on_change=_pick_mode, label_visibility="collapsed"
    )
    if other is not None:
        titles = {one.id: column_head(index, one) for one in shown_lenses(selection, index) if one.id != lens.id}
        st.session_state["compare_with_treaty"] = other.id
        st.selectbox(
            "With",
            list(titles),
            format_func=titles.__getitem__,
            key="compare_with_treaty",
            on_change=_pick_lens,
            width=240,
            label_visibility="collapsed",
        )
    else:
        words = "{day}, a year before" if left.day == _a_year_ago(first, resolved.day) else "with {day}"
        filters.day_control("With the day", "compare_with_day", left.day, (first, last), _pick_day, words=words)
    shown = (
        st.segmented_control(
            "Show", [SIDES, DIFFERENCE], default=SIDES, key="compare_view", label_visibility="collapsed"
        )
        if alike
        else SIDES
    )

heads = [say_day(side.day) if other is None else side_head(index, side) for side in (left, right)]
if other is not None:
    pairs = pairings(index, left, right, resolved.iso3s)
    html = pairings_html(index, pairs, state.theme(), left, right, selection.focus)
two_maps(
    "compare_maps",
    MapSide(now, _name(left.lens), left.day, heads[0]),
    MapSide(now, _name(right.lens), right.day, heads[1]),
    difference=shown == DIFFERENCE,
    focus=selection.focus,
    selected=resolved.iso3s if selection.states or selection.groups else (),
    apply=browser_reports.apply_choice,
)
if other is not None:
    st.markdown("#### Both at once: who is what")
    sheet("compare_pairs", html, "changed", browser_reports.apply_choice)
if alike:
    differing = differences(index, left, right, resolved.iso3s)
    changed, steps = st.columns([0.55, 0.45])
    with changed:
        st.markdown(f"#### What differs: {len(differing)} of {len(resolved.iso3s)}")
        html = differences_html(index, differing, state.theme(), heads[0], heads[1])
        sheet("compare_list", html, "changed")
    with steps:
        if other is None:
            st.markdown("#### Every step in between")
            html = steps_html(index, lens, changes_between(index, lens, left.day, right.day, resolved.iso3s))
            sheet("compare_steps", html, "evidence")
            st.caption(
                "A State that moved and came back stands here, not among the differences. Choosing a step chooses "
                "its day everywhere."
            )
