"""Matrix: every State under every treaty, policy and measure on one day, narrowed by several conditions at once."""

from __future__ import annotations

from typing import Any

import streamlit as st

from dashboard.domain.conditions import Condition, condition_words, matching, named_classes
from dashboard.domain.groups import GROUPING_LABELS, LENS_GROUPS, Grouping
from dashboard.domain.lenses import lenses_of
from dashboard.domain.selection import chosen_day, resolve, shown_lens, shown_lenses
from dashboard.ui import browser_reports, filters, state
from dashboard.ui.parts import Report, sheet
from dashboard.views.cell import cell_html
from dashboard.views.markup import plain
from dashboard.views.matches import matches_html
from dashboard.views.matrix import BY_NAME, day_words, matrix, matrix_html
from data.fields import LensGroup


def _apply_grid_report(report: Report) -> None:
    if "sort" in report:
        state.update(sort=report["sort"] if report["sort"] in lenses_of(index) else BY_NAME)
    else:
        browser_reports.apply_choice(report)


now, selection = state.served(), state.current()
index = now.index
resolved, day = resolve(selection, index), chosen_day(selection)
lenses = shown_lenses(selection, index)
titles = {lens.id: lens.title for lens in lenses}


def _columns() -> None:
    """Which lenses are columns: whole groups, or one by one."""
    groups = [group for group in LensGroup if any(lens.group == group for lens in lenses)]

    def apply_groups() -> None:
        chosen = set(st.session_state["matrix_groups"])
        state.update(columns=frozenset(lens.id for lens in lenses if lens.group in chosen))

    def apply_lenses() -> None:
        state.update(columns=frozenset(st.session_state["matrix_lenses"]))

    chosen = selection.columns & titles.keys()
    label = f"Columns: {len(chosen)} of {len(titles)}" if chosen else "All columns"
    with st.popover(label, icon=":material/view_column:"):
        whole = [group for group in groups if _members(group) <= chosen]
        st.pills(
            "Groups",
            groups,
            format_func=LENS_GROUPS.__getitem__,
            selection_mode="multi",
            key=state.preset("matrix_groups", whole),
            on_change=apply_groups,
        )
        st.multiselect(
            "Treaties, policies and measures",
            list(titles),
            format_func=titles.__getitem__,
            key=state.preset("matrix_lenses", [key for key in titles if key in chosen]),
            on_change=apply_lenses,
            placeholder="all",
        )


def _members(group: LensGroup) -> set[str]:
    return {lens.id for lens in lenses if lens.group == group}


def _conditions() -> None:
    """Conditions that must all hold of a State: one row each, and a field that adds another."""
    label = f"Conditions ({len(selection.where)})" if selection.where else "Conditions"
    with st.popover(label, icon=":material/rule:"):
        for place, condition in enumerate(sorted(selection.where)):
            _condition(condition, f"matrix_where_{place}")
        st.selectbox(
            "Add a condition on",
            [key for key in titles if key not in {one.lens for one in selection.where}],
            format_func=titles.__getitem__,
            index=None,
            key=state.preset("matrix_where_new", None),
            on_change=_add,
            placeholder="a treaty, policy or measure",
        )
        st.caption("All must hold at once, on the day shown. Choices within one add up.")
        if selection.where:
            st.button("Drop all conditions", on_click=state.update, kwargs={"where": frozenset()}, type="tertiary")


def _condition(condition: Condition, key: str) -> None:
    names = named_classes(lenses_of(index)[condition.lens])

    def apply() -> None:
        others = selection.where - {condition}
        chosen = tuple(sorted(st.session_state[key]))
        state.update(where=others | ({Condition(condition.lens, chosen)} if chosen else frozenset()))

    st.multiselect(
        titles[condition.lens],
        list(names),
        format_func=names.__getitem__,
        key=state.preset(key, [name for name in names if name in condition.classes]),
        on_change=apply,
    )


def _add() -> None:
    """Begin a condition with the first entry of its legend."""
    key: Any = st.session_state["matrix_where_new"]
    if key is not None:
        first = next(iter(named_classes(lenses_of(index)[key])))
        state.update(where=selection.where | {Condition(key, (first,))})


with filters.bar(lists=()):
    st.segmented_control(
        "Group",
        list(Grouping),
        format_func=GROUPING_LABELS.__getitem__,
        key=state.preset("matrix_grouping", selection.grouping),
        on_change=lambda: state.update(grouping=st.session_state["matrix_grouping"] or Grouping.NONE),
        label_visibility="collapsed",
    )
    _columns()
    _conditions()

columns = [lens for lens in lenses if not selection.columns or lens.id in selection.columns]
iso3s = resolved.iso3s
found = matching(index, selection.where, day, iso3s) if selection.where else None
words = condition_words(index, selection.where)
if found is not None:
    iso3s = frozenset(found)
table = matrix(index, columns, day, iso3s, sort=selection.sort, grouping=selection.grouping)
when = day_words(index, table, day)
if found is not None:
    st.markdown(f"**{len(iso3s)} States on {plain(when)}: {plain(words)}.**")
else:
    st.markdown(
        f"**{len(iso3s)} States and areas under {len(columns)} treaties, policies and measures on "
        f"{plain(when)}.** Colours and hatches as on the map."
    )
with st.container(key="matrix_stage"):
    grid, cell = st.columns([0.74, 0.26])
    with grid:
        if iso3s:
            html = matrix_html(
                index, table, state.theme(), focus=selection.focus, lens_id=selection.lens_id, sort=selection.sort
            )
            sheet("matrix_sheet", html, "matrix", _apply_grid_report)
        if found is not None:
            st.markdown("#### What it rests on")
            sheet(
                "matrix_matches",
                matches_html(index, found, day, state.theme()),
                "changed",
                browser_reports.apply_choice,
            )
    with cell:
        html = cell_html(index, shown_lens(selection, index), selection.focus, day, state.theme())
        sheet("matrix_cell", html, "evidence-pane")
