"""The whole record, loaded once for all tests of a process that only read it. Holds no tests."""

from __future__ import annotations

from functools import cache

from dashboard.domain.index import Index
from data.load import Loaded, load


@cache
def whole() -> Loaded:
    """The record as its files hold it."""
    return load()


@cache
def whole_index() -> Index:
    """Its index."""
    return Index(whole().dataset)
