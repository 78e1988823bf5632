"""What narrows lists and leaves the map alone: kinds, weapons, a period, grades, words to look for."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from typing import Any, NamedTuple

import streamlit as st

from dashboard.domain.announcements import SLIP_LABELS, SlipKind
from dashboard.domain.kinds import kind_labels
from dashboard.domain.selection import MAX_TEXT, Selection, differing
from dashboard.domain.weapons import WEAPON_LABELS
from dashboard.tables.provenance import CONFIDENCES, GRADE_MEANINGS
from dashboard.ui import state
from data.event_schema import Activity, Weapon
from data.fields import Confidence
from data.source_schema import Grade

LISTS = frozenset(
    {
        *("every_instrument", "kinds", "topics", "date_from", "date_to", "weapons", "activities", "moved", "grades"),
        *("confidence", "text"),
    }
)
"""Fields of the selection that narrow lists and leave the map alone."""


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


def popover(selection: Selection, fields: Collection[str]) -> None:
    """One popover with what narrows lists; its title counts how many of them do, a period as one."""
    changed = {"date" if field.startswith("date_") else field for field in differing(selection, fields) - {"text"}}
    title = f"Filters ({len(changed)})" if changed else "Filters"
    with st.container(key="f_lists", width="content"), st.popover(title, icon=":material/tune:"):
        if "every_instrument" in fields:
            _every_instrument(selection)
        if "kinds" in fields:
            labels = kind_labels(state.served().index)
            st.multiselect(
                "Kind",
                sorted(labels, key=labels.__getitem__),
                format_func=labels.__getitem__,
                key=state.preset("f_kinds", sorted(selection.kinds)),
                on_change=_apply_set,
                args=("kinds",),
                placeholder="all kinds",
            )
        topics = state.served().index.topics
        if "topics" in fields and topics:
            st.multiselect(
                "Topic",
                list(topics),
                format_func=lambda key: topics[key].title,
                key=state.preset("f_topics", sorted(selection.topics)),
                on_change=_apply_set,
                args=("topics",),
                placeholder="no topic: the chosen treaty",
                help="A topic lists its events whichever treaty they name.",
            )
        if "date_from" in fields:
            left, right = st.columns(2)
            with left:
                _period_end("From", "date_from", selection.date_from, other="date_to")
            with right:
                _period_end("To", "date_to", selection.date_to, other="date_from")
        for row in PILLS:
            if row.field in fields:
                chosen = [one for one in row.choices if one in getattr(selection, row.field)]
                st.pills(
                    row.title,
                    row.choices,
                    format_func=row.label,
                    selection_mode="multi",
                    key=state.preset(f"f_{row.field}", chosen),
                    on_change=_apply_set,
                    args=(row.field,),
                    help=row.help,
                )


def _apply_set(field: str) -> None:
    state.update(**{field: frozenset(st.session_state[f"f_{field}"])})


def _every_instrument(selection: Selection) -> None:
    def apply() -> None:
        state.update(every_instrument=bool(st.session_state["f_every"]))

    st.checkbox(
        "All treaties, and weapons that none governs",
        key=state.preset("f_every", selection.every_instrument),
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
        key=state.preset(f"f_{field}", value),
        min_value=dt.date.min,
        max_value=dt.date.max,
        format="YYYY-MM-DD",
        on_change=apply,
    )


def search(selection: Selection) -> None:
    def apply() -> None:
        typed = "".join(one for one in st.session_state["f_text"] if one.isprintable())
        state.update(text=typed[:MAX_TEXT].strip())

    st.text_input(
        "Search",
        key=state.preset("f_text", selection.text),
        max_chars=MAX_TEXT,
        on_change=apply,
        placeholder="Search words, names, sources",
        width=230,
        label_visibility="collapsed",
    )
