"""What the reader looks at: kept in the session, read from the address and from what the browser reports."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import replace
from typing import Any, Literal

import streamlit as st

from dashboard.domain.address_bar import from_query, to_query
from dashboard.domain.days import LATEST
from dashboard.domain.freshness import freshness_of, reading_line, reading_text
from dashboard.domain.lenses import lenses_of
from dashboard.domain.links import read_link, trimmed
from dashboard.domain.selection import Selection, resolve, shown_lens
from dashboard.domain.vocabulary import vocabulary
from dashboard.look.palette import Theme
from dashboard.server.calendar import today
from dashboard.store.dataset import Served
from dashboard.store.editions import known_editions, published, served_as
from dashboard.store.uploads import UploadResult, added
from dashboard.ui import cache
from dashboard.ui.streamlit_batches import ask_for_whole_page
from dashboard.ui.streamlit_history import went_through_history
from data.freshness import Freshness
from data.problems import quote

_SELECTION = "selection"
_UPLOADS = "uploads"
_IGNORED = "ignored"
_COMMAND = "command"
_HAS_RUN = "has_run"
_ARRIVED = "arrived"


def record() -> str:
    """The edition that the reader looks at; empty for the newest, and where the one asked for was never published."""
    held: Selection | None = st.session_state.get(_SELECTION)
    asked = str(st.query_params.get("record", "")) if held is None else held.record
    return published(asked)


def served() -> Served:
    """The data of the edition looked at, with the reader's own rows where there are any."""
    base = served_as(record())
    own = uploads()
    if own is None:
        return base
    if own.base != base.stamp:  # the files changed: the same rows against the new reading
        again = added(base, own.uploads)
        own = again if again.served is not None else own
        st.session_state[_UPLOADS] = replace(own, base=base.stamp)
    return own.served or base


def record_query() -> dict[str, str]:
    """Query that names the edition looked at; empty for the newest."""
    return {"record": record()} if record() else {}


def served_to_read() -> Served:
    """The data on which stories and texts rest: those of the newest edition, whichever is looked at."""
    now = served()
    return served_as("") if now.index.closed else now


def uploads() -> UploadResult | None:
    """The reader's own rows in view, for this session only; none beside an earlier edition."""
    return None if served_as(record()).index.closed else held_uploads()


def held_uploads() -> UploadResult | None:
    """The reader's own rows, in view or not."""
    own: UploadResult | None = st.session_state.get(_UPLOADS)
    return own


def use_uploads(own: UploadResult | None) -> None:
    """Show the reader's own rows everywhere from now on; ``None`` forgets them."""
    if own is None:
        st.session_state.pop(_UPLOADS, None)
    elif own.served is not None:
        st.session_state[_UPLOADS] = own


def theme() -> Theme:
    """Palette of the screen."""
    return "dark" if st.context.theme.type == "dark" else "standard"


def address() -> dict[str, str]:
    """The address-bar form of what the reader looks at."""
    return to_query(current())


def preset(key: str, value: Any) -> str:
    """Have the widget of that key show what the selection says; returns the key."""
    st.session_state[key] = value
    return key


PAGE_KEYS = frozenset({"story", "since"})
"""Keys of the address that concern one page alone, and no view of the data."""


def page_key(key: str, choices: Collection[str]) -> str | None:
    """Value of one of ``PAGE_KEYS`` in the address, if it is one of ``choices``."""
    value = st.query_params.get(key)
    return value if value in choices else None


def page_keys() -> dict[str, str]:
    """Those of ``PAGE_KEYS`` that the address holds."""
    return {key: st.query_params[key] for key in PAGE_KEYS if key in st.query_params}


def write_page_key(key: str, value: str) -> None:
    """Write to the address what this page shows."""
    st.query_params[key] = value


def current() -> Selection:
    """What the reader looks at; read from the address on the first run of a session."""
    if _SELECTION not in st.session_state:
        selection, ignored = _from_address()
        st.session_state[_SELECTION] = selection
        st.session_state[_IGNORED] = ignored
        st.session_state[_COMMAND] = _new_command(1, selection)
    chosen: Selection = st.session_state[_SELECTION]
    if chosen.lens and chosen.lens not in lenses_of(served().index):
        chosen = replace(chosen, lens="", series="", as_of=LATEST)
    if chosen.instrument not in served().index.instruments:
        chosen = replace(chosen, instrument=next(iter(served().index.instruments)), as_of=LATEST)
        st.session_state[_SELECTION] = chosen
    return chosen


def _from_address() -> tuple[Selection, list[str]]:
    """The selection that the address asks for, and a sentence for each thing in it that was ignored."""
    params = {key: st.query_params.get_all(key) for key in st.query_params if key not in PAGE_KEYS}
    named = trimmed(str(st.query_params.get("record", "")))
    unknown = named and named not in known_editions()
    if unknown:
        del params["record"]
    data = served_as("" if unknown else named) if named else served()
    selection, ignored = read_link(params, cache.address_vocabulary(data))
    if unknown:
        told = f"Ignored record: {quote(named)} is no published edition; one of {', '.join(known_editions())}."
        ignored.insert(0, told)
    return selection, ignored


def expect_history() -> None:
    """The browser waits for the view of a step back or on: the next run takes it from the address."""
    st.session_state[_ARRIVED] = True
    ask_for_whole_page()


def follow_history() -> None:
    """Take the view from the address where the reader went back or on in the browser's history.

    Streamlit says so of the run that the step asked for, unless something else was reported before that run.
    """
    expected = st.session_state.pop(_ARRIVED, False)
    if not (expected or went_through_history()) or _SELECTION not in st.session_state:
        return
    selection, _ignored = _from_address()
    if selection != current():
        go_to(**{field: getattr(selection, field) for field in Selection.__slots__})
        st.session_state[_COMMAND]["history"] = True


def _new_command(number: int, selection: Selection) -> dict[str, Any]:
    day = resolve(selection, served().index).day
    return {"id": number, "day": day.isoformat(), "focus": selection.focus, "history": False}


def as_of_day(day: dt.date, selection: Selection | None = None) -> dt.date | Literal["latest"]:
    """A day as the selection (``None``: the current one) keeps it: the latest day of its lens is ``latest``, so that
    its address outlives an update."""
    index = served().index
    return LATEST if day == shown_lens(selection or current(), index).latest(index) else day


SHOWN_BY_LISTS = frozenset({"as_of", "focus", "text"})
"""Fields of the selection that the lists of the main page show alone: day and State move in the browser."""


def update(**changes: Any) -> None:
    """Change what the reader looks at; unknown fields raise ``TypeError``."""
    before = current()
    after = st.session_state[_SELECTION] = replace(before, **changes)
    if any(getattr(after, field) != getattr(before, field) for field in changes.keys() - SHOWN_BY_LISTS):
        ask_for_whole_page()


def go_to(**changes: Any) -> None:
    """Change it and have the browser follow: a new day or State chosen outside the map and timeline."""
    update(**changes)
    st.session_state[_COMMAND] = _new_command(st.session_state[_COMMAND]["id"] + 1, current())


def show_edition(version: str) -> None:
    """Look at an edition of the record; empty for the newest. What it does not know of the view is the usual again."""
    index = served_as(version).index
    query = to_query(replace(current(), record=version))
    selection, _ignored = from_query(query, vocabulary(index))
    go_to(**{field: getattr(selection, field) for field in Selection.__slots__})


def is_first_run() -> bool:
    """Whether this is a session's first run: what the map does not need may wait until the browser has drawn it."""
    return _HAS_RUN not in st.session_state


def end_first_run() -> None:
    """Say that the page has run once."""
    st.session_state[_HAS_RUN] = True


def ignored() -> list[str]:
    """One sentence for each part of the address that could not be used, until they are dismissed."""
    current()
    return list(st.session_state.get(_IGNORED, []))


def dismiss_ignored() -> None:
    """Show those sentences no more; a new address brings its own."""
    st.session_state[_IGNORED] = []
    ask_for_whole_page()


def reading_of_lens() -> Freshness:
    """How fresh the lens looked at is, by the calendar's day."""
    return freshness_of(served().index, current().lens_id, today())


def visit() -> dict[str, str]:
    """What a browser remembers of a visit: the day, and what the newest record was; the server keeps nothing of it."""
    newest = served_as("")
    meta = newest.index.dataset.meta
    day = today().isoformat()
    return {"day": day, "edition": meta.version, "as_of": meta.as_of.isoformat(), "stamp": newest.stamp}


def command() -> dict[str, Any]:
    """The day and State that the browser shall show, once for each id."""
    current()
    held: dict[str, Any] = st.session_state[_COMMAND]
    return held


def shown_state(*, focus: bool) -> dict[str, str | None]:
    """Day, and with ``focus`` the State, that what is drawn now shows."""
    selection = current()
    day: dict[str, str | None] = {"day": resolve(selection, served().index).day.isoformat()}
    return day | {"focus": selection.focus} if focus else day


def clock_data() -> dict[str, Any]:
    """The part of the clock's data that session and address decide."""
    selection = current()
    fresh = reading_of_lens()
    return {
        "command": command(),
        "query": to_query(selection),
        "reading": {"line": reading_line(fresh), "text": reading_text(fresh), "overdue": fresh.overdue},
        "as_of": None if isinstance(selection.as_of, str) else selection.as_of.isoformat(),
    }
