"""The only caching decorators: thin wrappers around pure functions, keyed by the stamp of the served data.

What a reader has uploaded is never kept here.
"""

from __future__ import annotations

import datetime as dt

import streamlit as st

from dashboard.domain.index import Index
from dashboard.domain.vocabulary import Vocabulary, vocabulary
from dashboard.domain.weapons import new_weapons_line
from dashboard.store.dataset import Served
from data.event_schema import Weapon


@st.cache_resource(max_entries=256, show_spinner=False)
def _kept_weapons_line(stamp: str, weapon: Weapon, day: dt.date, _index: Index) -> str:
    return new_weapons_line(_index, weapon, day)


def weapons_line(served: Served, weapon: Weapon, day: dt.date) -> str:
    """What the record holds, or does not, of a weapon on a day; see ``new_weapons_line``."""
    if served.has_uploads:
        return new_weapons_line(served.index, weapon, day)
    return _kept_weapons_line(served.stamp, weapon, day, served.index)


@st.cache_resource(max_entries=4, show_spinner=False)
def _kept_vocabulary(stamp: str, _index: Index) -> Vocabulary:
    return vocabulary(_index)


def address_vocabulary(served: Served) -> Vocabulary:
    """What an address may name."""
    return vocabulary(served.index) if served.has_uploads else _kept_vocabulary(served.stamp, served.index)
