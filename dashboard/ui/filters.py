"""The filter bar that all pages share. It reads and writes the one selection; every change lives in the address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from typing import Any

import streamlit as st

from dashboard.domain.days import say_day
from dashboard.domain.groups import GROUP_LABELS, LENS_GROUPS, Group
from dashboard.domain.index import Index
from dashboard.domain.lenses import lenses_of
from dashboard.domain.selection import Selection, differing, resolve, shown_lens
from dashboard.domain.timeline import extent
from dashboard.ui import browser_reports, list_filters, state
from dashboard.ui.mount import mount
from dashboard.views.markup import plain

KEPT_BY_CLEAR = frozenset(
    {
        *("instrument", "lens", "series", "as_of", "focus", "compare_day", "compare_instrument", "compare_lens"),
        *("columns", "grouping", "sort"),
    }
)
"""Fields of the selection that say what is looked at, not which part of it."""

MAX_LABEL = 40
"""Characters of the choice of States that its button shows; beyond them it counts."""


def bar(
    *,
    lists: Collection[str] = list_filters.LISTS,
    day: bool = True,
    instrument: bool = True,
    states: bool = True,
    first: Callable[[], None] | None = None,
) -> Any:
    """Draw lens, day, States and what narrows lists, in this order; return the bar, for what a page adds to its end.

    ``lists`` names the fields that the page's lists obey; ``first`` draws what a page is about where that is no lens;
    without ``day`` the timeline is the day.
    """
    index, selection = state.served().index, state.current()
    _ignored()
    row = st.container(key="filters", horizontal=True, vertical_alignment="center", gap="small")
    with row:
        if first is not None:
            first()
        if instrument:
            _lens(index, selection)
            _series(index, selection)
        if day:
            _day(index, selection)
        if states:
            _states(index, selection)
        if lists:
            list_filters.popover(selection, lists)
        if "text" in lists:
            list_filters.search(selection)
        if states and differing(selection, {"states", "groups", *lists}):
            st.button(
                "Clear",
                icon=":material/filter_alt_off:",
                on_click=_clear,
                key="f_clear",
                help="Clear all filters",
                type="tertiary",
            )
    return row


def _ignored() -> None:
    """What the address held and could not be used, until the reader closes it."""
    sentences = state.ignored()
    if not sentences:
        return
    with st.container(key="ignored", horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(gap="small"):
            for sentence in sentences:
                st.warning(plain(sentence), icon=":material/link_off:")
        st.button(
            "Close", icon=":material/close:", on_click=state.dismiss_ignored, key="ignored_close", type="tertiary"
        )


def _lens(index: Index, selection: Selection) -> None:
    """Every treaty, policy and measure in its group, with the question it answers."""
    shown = shown_lens(selection, index)
    mount(
        "picker",
        key="f_instrument",
        data={
            "lens": shown.id,
            "title": shown.title,
            "question": shown.question,
            "groups": [
                [label, lenses] for group, label in LENS_GROUPS.items() if (lenses := _lenses_in(index, group.value))
            ],
        },
        on_go_change=lambda: browser_reports.apply_choice(browser_reports.browser_report("f_instrument")),
    )


def _lenses_in(index: Index, group: str) -> list[list[str]]:
    """Id, title, short name and question of the lenses of a group."""
    short = {key: row.short_name for key, row in index.instruments.items()}
    lenses = (lens for lens in lenses_of(index).values() if lens.group == group)
    return [[lens.id, lens.title, short.get(lens.id, ""), lens.question] for lens in lenses]


def _series(index: Index, selection: Selection) -> None:
    """The series of a measure: one is shown at a time."""
    lens = shown_lens(selection, index)
    series = [one for one in index.dataset.series if one.lens_id == lens.id]
    if len(series) < 2:
        return
    told = {one.series_id: f"{index.publishers[one.publisher_id].name}, {one.edition}" for one in series}

    def apply() -> None:
        chosen = st.session_state["f_series"]
        state.go_to(series="" if chosen == series[0].series_id else chosen)

    st.selectbox(
        "Series",
        list(told),
        format_func=told.__getitem__,
        key=state.preset("f_series", lens.series_id),
        on_change=apply,
        width=230,
        label_visibility="collapsed",
        help="\n".join(f"- {told[one.series_id]}: {one.basis}" for one in series),
    )


def _day(index: Index, selection: Selection) -> None:
    first, last = extent(index, selection.lens_id)

    def apply(day: dt.date) -> None:
        state.go_to(as_of=state.as_of_day(day))

    shown = min(max(resolve(selection, index).day, first), last)
    day_control("As-of day", "f_day", shown, (first, last), apply)


def day_control(
    title: str,
    key: str,
    shown: dt.date,
    extent: tuple[dt.date, dt.date],
    apply: Callable[[dt.date], None],
    *,
    words: str = "{day}",
) -> None:
    """A day in words, so that nobody has to read figures in an order; it opens to choose another.

    ``words`` are what its button says around the day; ``extent`` is its first and last day.
    """
    first, last = extent
    index = state.served().index
    latest = min(max(shown_lens(state.current(), index).latest(index), first), last)

    def chosen() -> None:
        day = st.session_state[key]
        if isinstance(day, dt.date):
            apply(day)

    with st.popover(words.format(day=say_day(shown)), icon=":material/calendar_month:"):
        st.date_input(
            title,
            key=state.preset(key, shown),
            min_value=first,
            max_value=last,
            format="YYYY-MM-DD",
            on_change=chosen,
            help=f"Year, month and day, from {say_day(first)} to {say_day(last)}.",
        )
        if shown != latest:
            st.button(f"Go to the latest day, {say_day(latest)}", key=f"{key}_latest", on_click=apply, args=(latest,))


def _states(index: Index, selection: Selection) -> None:
    names = {row.iso3: row.name for row in index.dataset.countries}
    states = sorted(selection.states & set(names))

    def apply() -> None:
        state.update(states=frozenset(st.session_state["f_states"]), groups=frozenset(st.session_state["f_groups"]))

    chosen = [GROUP_LABELS[group] for group in sorted(selection.groups)] + [names[iso3] for iso3 in states]
    label = f"States: {', '.join(chosen)}" if chosen else "All States"
    label = plain(label) if len(label) < MAX_LABEL else f"States: {len(chosen)} chosen"
    with st.popover(label, icon=":material/public:"):
        st.pills(
            "Groups",
            list(Group),
            format_func=GROUP_LABELS.__getitem__,
            selection_mode="multi",
            key=state.preset("f_groups", sorted(selection.groups)),
            on_change=apply,
        )
        st.multiselect(
            "States",
            sorted(names, key=names.__getitem__),
            format_func=names.__getitem__,
            key=state.preset("f_states", states),
            on_change=apply,
        )
        st.caption(f"Groups by membership on {say_day(index.dataset.meta.as_of)}. Several choices add up.")


def _clear() -> None:
    usual = Selection()
    fields = differing(state.current(), frozenset(Selection.__slots__) - KEPT_BY_CLEAR)
    state.update(**{field: getattr(usual, field) for field in fields})
