"""The only caching decorators: thin wrappers around pure functions, keyed by the stamp of the served data."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from dashboard.domain.history import Interval
from dashboard.domain.status import intervals
from dashboard.domain.timeline import Change, changes
from dashboard.domain.weapons import new_weapons_line
from dashboard.store.dataset import Served
from data.schema import Weapon


@st.cache_resource(max_entries=32, show_spinner=False)
def _histories(
    stamp: str, instrument_id: str, _served: Served
) -> tuple[Mapping[str, tuple[Interval, ...]], tuple[Change, ...]]:
    found = intervals(_served.index, instrument_id)
    return found, changes(found, _served.index.instruments[instrument_id])


def histories(served: Served, instrument_id: str) -> tuple[Mapping[str, tuple[Interval, ...]], tuple[Change, ...]]:
    """Intervals of every State and the days on which anything changes. A reader's own rows are never kept."""
    if served.has_uploads:
        found = intervals(served.index, instrument_id)
        return found, changes(found, served.index.instruments[instrument_id])
    return _histories(served.stamp, instrument_id, served)


@st.cache_resource(max_entries=32, show_spinner=False)
def _standing(stamp: str, weapon: Weapon, _served: Served) -> str:
    return new_weapons_line(_served.index, weapon)


def standing(served: Served, weapon: Weapon) -> str:
    """What the record holds, or does not, of a weapon on the dataset's own day; see ``new_weapons_line``."""
    return new_weapons_line(served.index, weapon) if served.has_uploads else _standing(served.stamp, weapon, served)
