"""The filter bar that all pages share. It reads and writes the one selection; every change lives in the address."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from typing import Any, NamedTuple

import streamlit as st

from dashboard.domain.announcements import SLIP_LABELS, SlipKind
from dashboard.domain.days import say_day
from dashboard.domain.groups import GROUP_LABELS, Group
from dashboard.domain.index import Index
from dashboard.domain.selection import KINDS, MAX_TEXT, Selection, resolve
from dashboard.domain.timeline import extent
from dashboard.domain.weapons import WEAPON_LABELS
from dashboard.tables.facts import CONFIDENCES, GRADE_MEANINGS
from dashboard.ui import state
from dashboard.ui.mount import mount
from dashboard.views.markup import plain
from data.schema import Activity, Confidence, Grade, Weapon

LISTS = frozenset(
    {
        *("every_instrument", "kinds", "date_from", "date_to", "weapons", "activities", "moved", "grades"),
        *("confidence", "text"),
    }
)
"""Fields of the selection that narrow lists and leave the map alone."""

KEPT_BY_CLEAR = frozenset({"instrument", "as_of", "focus", "compare_day", "compare_instrument"})
"""Fields of the selection that say what is looked at, not which part of it."""

MAX_LABEL = 40
"""Characters of the choice of States that its button shows; beyond them it counts."""


class Pills(NamedTuple):
    """One row of pills that narrows lists: a field of the selection, its title, its choices and their words."""

    field: str
    title: str
    choices: tuple[Any, ...]
    label: Callable[[Any], str]
    help: str | None = None


PILLS = (
    Pills("weapons", "Weapon", tuple(Weapon), lambda one: WEAPON_LABELS[one][1]),
    Pills("activities", "Activity", tuple(Activity), lambda one: one.value),
    Pills("moved", "How the announced date moved", tuple(SlipKind), SLIP_LABELS.__getitem__),
    Pills(
        "grades",
        "Grade of the best source",
        tuple(Grade),
        lambda one: one.value,
        "\n".join(f"- {meaning}" for meaning in GRADE_MEANINGS.values()),
    ),
    Pills(
        "confidence",
        "Confidence",
        tuple(Confidence),
        lambda one: one.value,
        "\n".join(f"- {one.value}: {meaning}" for one, meaning in CONFIDENCES.items()),
    ),
)


def bar(
    *,
    lists: Collection[str] = LISTS,
    day: bool = True,
    instrument: bool = True,
    states: bool = True,
    first: Callable[[], None] | None = None,
) -> Any:
    """Draw treaty, day, States and what narrows lists; return the bar, for what a page adds to its end.

    ``lists`` names the fields of ``LISTS`` that the page's lists obey; ``first`` draws what a page puts before them.
    Without ``day`` the timeline is the day, and the browser's clock keeps the address; else the bar keeps it.
    """
    index, selection = state.served().index, state.current()
    _ignored()
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
            _list_filters(selection, lists)
        if "text" in lists:
            _search(selection)
        if states and _differing(selection, {"states", "groups", *lists}):
            st.button(
                "Clear",
                icon=":material/filter_alt_off:",
                on_click=_clear,
                key="f_clear",
                help="Clear all filters",
                type="tertiary",
            )
        if day:
            write_address()
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


def write_address() -> None:
    """Write the selection to the address bar; for pages without the browser's clock."""
    st.session_state["address_runs"] = st.session_state.get("address_runs", 0) + 1
    mount("address", key="address", data={"query": state.address(), "run": st.session_state["address_runs"]})


def _preset(key: str, value: Any) -> str:
    """Have a widget show what the selection says; returns the widget's key."""
    st.session_state[key] = value
    return key


def _treaty(index: Index, selection: Selection) -> None:
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


def _day(index: Index, selection: Selection) -> None:
    first, last = extent(index, selection.instrument)

    def apply() -> None:
        chosen = st.session_state["f_day"]
        if isinstance(chosen, dt.date):
            state.go_to(as_of=state.as_of_day(chosen))

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
            key=_preset("f_groups", sorted(selection.groups)),
            on_change=apply,
        )
        st.multiselect(
            "States",
            sorted(names, key=names.__getitem__),
            format_func=names.__getitem__,
            key=_preset("f_states", states),
            on_change=apply,
        )
        st.caption(f"Groups by membership on {say_day(index.dataset.meta.as_of)}. Several choices add up.")


def _list_filters(selection: Selection, fields: Collection[str]) -> None:
    """One popover with what narrows lists; its title counts how many of them do, a period as one."""
    differing = {"date" if field.startswith("date_") else field for field in _differing(selection, fields) - {"text"}}
    with st.popover(f"Filters ({len(differing)})" if differing else "Filters", icon=":material/tune:"):
        if "every_instrument" in fields:
            _every_instrument(selection)
        if "kinds" in fields:
            st.multiselect(
                "Kind",
                KINDS,
                format_func=lambda kind: kind.replace("-", " "),
                key=_preset("f_kinds", sorted(selection.kinds)),
                on_change=_apply_set,
                args=("kinds",),
                placeholder="all kinds",
            )
        if "date_from" in fields:
            left, right = st.columns(2)
            with left:
                _period_end("From", "date_from", selection.date_from, other="date_to")
            with right:
                _period_end("To", "date_to", selection.date_to, other="date_from")
        for row in PILLS:
            if row.field in fields:
                st.pills(
                    row.title,
                    row.choices,
                    format_func=row.label,
                    selection_mode="multi",
                    key=_preset(f"f_{row.field}", [one for one in row.choices if one in getattr(selection, row.field)]),
                    on_change=_apply_set,
                    args=(row.field,),
                    help=row.help,
                )


def _apply_set(field: str) -> None:
    state.update(**{field: frozenset(st.session_state[f"f_{field}"])})


def _every_instrument(selection: Selection) -> None:
    def apply() -> None:
        state.update(every_instrument=bool(st.session_state["f_every"]))

    st.toggle(
        "All treaties, and weapons that none governs",
        key=_preset("f_every", selection.every_instrument),
        on_change=apply,
        help="Lists otherwise tell of the chosen treaty alone.",
    )


def _period_end(title: str, field: str, value: dt.date | None, *, other: str) -> None:
    """One end of the period; a period that would end before it starts loses its ``other`` end."""

    def apply() -> None:
        ends = {name: st.session_state[f"f_{name}"] for name in ("date_from", "date_to")}
        if ends["date_from"] and ends["date_to"] and ends["date_from"] > ends["date_to"]:
            ends[other] = None
        state.update(**ends)

    st.date_input(
        title,
        value=None,
        key=_preset(f"f_{field}", value),
        min_value=dt.date.min,
        max_value=dt.date.max,
        format="YYYY-MM-DD",
        on_change=apply,
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


def _differing(selection: Selection, fields: Collection[str]) -> set[str]:
    """Those of ``fields`` that differ from the usual."""
    usual = Selection()
    return {field for field in fields if getattr(selection, field) != getattr(usual, field)}


def _clear() -> None:
    usual = Selection()
    fields = _differing(state.current(), frozenset(Selection.__slots__) - KEPT_BY_CLEAR)
    state.update(**{field: getattr(usual, field) for field in fields})
