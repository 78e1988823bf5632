"""The filter bar that all pages share. It reads and writes the one selection; every change lives in the address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import streamlit as st

from dashboard.domain.announcements import SLIP_LABELS, SlipKind
from dashboard.domain.days import LATEST, say_day
from dashboard.domain.groups import GROUP_LABELS, Group
from dashboard.domain.selection import DEFAULT_GRADES, KINDS, MAX_TEXT, Selection, resolve
from dashboard.domain.timeline import extent
from dashboard.domain.weapons import WEAPON_LABELS
from dashboard.tables.facts import CONFIDENCES, GRADE_MEANINGS
from dashboard.ui import state
from dashboard.ui.mount import mount
from dashboard.views.markup import plain
from data.schema import Activity, Confidence, Grade, Weapon

_LISTS = ("kinds", "weapons", "activities", "confidence", "moved", "grades")


def bar(
    *,
    lists: bool = True,
    day: bool = True,
    instrument: bool = True,
    states: bool = True,
    first: Callable[[], None] | None = None,
) -> Any:
    """Treaty, day and States; with ``lists`` also what narrows lists. Keeps the address in step.

    ``first`` draws what a page puts before them. Returns the bar, for what it adds to the end.
    """
    index, selection = state.served().index, state.current()
    for sentence in state.ignored():
        st.warning(plain(sentence), icon=":material/link_off:")
    row = st.container(key="filters", horizontal=True, vertical_alignment="center", gap="small")
    with row:
        if first is not None:
            first()
        if instrument:
            _treaty(index, selection)
        if day:
            _day(index, selection)
        if states:
            _states(index, selection)
        if lists:
            _list_filters(selection)
            _search(selection)
        if states and _is_filtered(selection, lists):
            st.button(
                "Clear",
                icon=":material/filter_alt_off:",
                on_click=_clear,
                key="f_clear",
                help="Clear all filters",
                type="tertiary",
            )
        write_address()
    return row


def write_address() -> None:
    """Write the selection to the address bar; for pages without the browser's clock."""
    st.session_state["address_runs"] = st.session_state.get("address_runs", 0) + 1
    mount("address", key="address", data={"query": state.address(), "run": st.session_state["address_runs"]})


def _preset(key: str, value: Any) -> str:
    """Have a widget show what the selection says; returns the widget's key."""
    st.session_state[key] = value
    return key


def _treaty(index: Any, selection: Selection) -> None:
    titles = {key: row.short_title for key, row in index.instruments.items()}

    def apply() -> None:
        state.apply_choice({"instrument": st.session_state["f_instrument"]})

    st.selectbox(
        "Treaty",
        list(titles),
        format_func=titles.__getitem__,
        key=_preset("f_instrument", selection.instrument),
        on_change=apply,
        width=372,
        label_visibility="collapsed",
    )


def _day(index: Any, selection: Selection) -> None:
    first, last = extent(index, selection.instrument)

    def apply() -> None:
        chosen = st.session_state["f_day"]
        if isinstance(chosen, dt.date):
            state.go_to(as_of=LATEST if chosen == index.dataset.meta.as_of else chosen)

    st.date_input(
        "As-of day",
        label_visibility="collapsed",
        key=_preset("f_day", min(max(resolve(selection, index).day, first), last)),
        min_value=first,
        max_value=last,
        format="YYYY-MM-DD",
        on_change=apply,
        width=140,
    )


def _states(index: Any, selection: Selection) -> None:
    names = {row.iso3: row.name for row in index.dataset.countries}

    def apply() -> None:
        state.update(states=frozenset(st.session_state["f_states"]), groups=frozenset(st.session_state["f_groups"]))

    chosen = [GROUP_LABELS[group] for group in sorted(selection.groups)] + [
        names[iso3] for iso3 in sorted(selection.states & set(names))
    ]
    label = f"States: {', '.join(chosen)}" if chosen else "All States"
    label = plain(label) if len(label) < 40 else f"States: {len(chosen)} chosen"
    with st.popover(label, icon=":material/public:"):
        st.pills(
            "Groups",
            list(Group),
            format_func=GROUP_LABELS.__getitem__,
            selection_mode="multi",
            key=_preset("f_groups", sorted(selection.groups)),
            on_change=apply,
        )
        st.multiselect(
            "States",
            sorted(names, key=names.__getitem__),
            format_func=names.__getitem__,
            key=_preset("f_states", sorted(selection.states & set(names))),
            on_change=apply,
        )
        st.caption(f"Groups by membership on {say_day(index.dataset.meta.as_of)}. Several choices add up.")


def _list_filters(selection: Selection) -> None:
    def apply(field: str) -> None:
        state.update(**{field: frozenset(st.session_state[f"f_{field}"])})

    def every() -> None:
        state.update(every_instrument=bool(st.session_state["f_every"]))

    def bounds(changed: str, other: str) -> None:
        bound = {name: st.session_state[f"f_{name}"] for name in ("date_from", "date_to")}
        if bound["date_from"] and bound["date_to"] and bound["date_from"] > bound["date_to"]:
            bound[other] = None
        state.update(**bound)

    def pills(field: str, title: str, choices: list[Any], say: Any, **more: Any) -> None:
        key = _preset(f"f_{field}", [one for one in choices if one in getattr(selection, field)])
        st.pills(
            title, choices, format_func=say, selection_mode="multi", key=key, on_change=apply, args=(field,), **more
        )

    count = sum(bool(getattr(selection, field)) for field in _LISTS[:-1]) + (selection.grades != DEFAULT_GRADES)
    count += bool(selection.date_from or selection.date_to) + selection.every_instrument
    with st.popover(f"Filters ({count})" if count else "Filters", icon=":material/tune:"):
        st.toggle(
            "All treaties, and weapons that none governs",
            key=_preset("f_every", selection.every_instrument),
            on_change=every,
            help="Lists otherwise tell of the chosen treaty alone.",
        )
        st.multiselect(
            "Kind",
            KINDS,
            format_func=lambda kind: kind.replace("-", " "),
            key=_preset("f_kinds", sorted(selection.kinds)),
            on_change=apply,
            args=("kinds",),
            placeholder="all kinds",
        )
        left, right = st.columns(2)
        with left:
            _day_bound("From", "date_from", "date_to", selection.date_from, bounds)
        with right:
            _day_bound("To", "date_to", "date_from", selection.date_to, bounds)
        pills("weapons", "Weapon", list(Weapon), lambda one: WEAPON_LABELS[one][1])
        pills("activities", "Activity", list(Activity), lambda one: one.value)
        pills("moved", "How the announced date moved", list(SlipKind), SLIP_LABELS.__getitem__)
        pills(
            "grades",
            "Grade of the best source",
            list(Grade),
            lambda one: one.value,
            help="\n".join(f"- {said}" for said in GRADE_MEANINGS.values()),
        )
        pills(
            "confidence",
            "Confidence",
            list(Confidence),
            lambda one: one.value,
            help="\n".join(f"- {one.value}: {said}" for one, said in CONFIDENCES.items()),
        )


def _day_bound(title: str, field: str, other: str, value: dt.date | None, changed: Any) -> None:
    st.date_input(
        title,
        value=None,
        key=_preset(f"f_{field}", value),
        min_value=dt.date.min,
        max_value=dt.date.max,
        format="YYYY-MM-DD",
        on_change=changed,
        args=(field, other),
    )


def _search(selection: Selection) -> None:
    def apply() -> None:
        typed = "".join(one for one in st.session_state["f_text"] if one.isprintable())
        state.update(text=typed[:MAX_TEXT].strip())

    st.text_input(
        "Search",
        key=_preset("f_text", selection.text),
        max_chars=MAX_TEXT,
        on_change=apply,
        placeholder="Search words, names, sources",
        width=230,
        label_visibility="collapsed",
    )


def _is_filtered(selection: Selection, lists: bool) -> bool:
    usual = Selection()
    fields = ["states", "groups"]
    if lists:
        fields += [*_LISTS, "date_from", "date_to", "text", "every_instrument"]
    return any(getattr(selection, field) != getattr(usual, field) for field in fields)


def _clear() -> None:
    selection = state.current()
    usual = Selection()
    kept = {"instrument", "as_of", "focus", "compare_day", "compare_instrument"}
    fields = [
        name for name in Selection.__slots__ if name not in kept and getattr(selection, name) != getattr(usual, name)
    ]
    state.update(**{name: getattr(usual, name) for name in fields})
