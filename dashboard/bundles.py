"""The browser's bundles of the data being served, made once per instrument and reading of the files."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from dashboard.domain.index import Index
from dashboard.live import Served, shelf
from dashboard.views.bundle import status_bundle as make_status
from dashboard.views.facts import facts_bundle as make_facts


def stamp() -> str:
    """Last part of a bundle's address that changes with the data."""
    return shelf.current().stamp


def status_address(instrument_id: str, served: Served) -> str:
    """Where the browser finds the status bundle."""
    return f"/bundle/{served.stamp}/{instrument_id}.json"


@lru_cache(maxsize=32)
def _status(index: Index, stamp: str, instrument_id: str) -> dict[str, Any]:
    return make_status(index, instrument_id) | {"factsAt": f"/bundle/{stamp}/{instrument_id}/facts.json"}


@lru_cache(maxsize=32)
def _facts(index: Index, instrument_id: str) -> dict[str, Any]:
    return make_facts(index, instrument_id)


def status_bundle(instrument_id: str) -> dict[str, Any]:
    """Raises ``KeyError`` for an unknown instrument."""
    served = shelf.current()
    return _status(served.index, served.stamp, instrument_id)


def facts_bundle(instrument_id: str) -> dict[str, Any]:
    """Raises ``KeyError`` for an unknown instrument."""
    return _facts(shelf.current().index, instrument_id)
