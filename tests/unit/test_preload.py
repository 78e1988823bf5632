"""The main page names exactly the files that its map will ask for."""

from __future__ import annotations

import re

import pytest

from dashboard.components import HERE, asset_base, asset_files
from dashboard.live import shelf
from dashboard.preload import MODULES, links

ENTRIES = ("parts", "map_layer")


def reached(entry: str) -> set[str]:
    """A module and all that it imports, however far."""
    found: set[str] = set()
    ahead = {entry}
    while ahead:
        name = ahead.pop()
        found.add(name)
        text = (HERE / f"{name}.mjs").read_text(encoding="utf-8")
        ahead |= set(re.findall(r'from "\./(\w+)\.mjs"', text)) - found
    return found


def test_every_module_of_the_map_is_named_and_no_other() -> None:
    assert set(MODULES) == set().union(*(reached(entry) for entry in ENTRIES))
    assert len(MODULES) == len(set(MODULES))


@pytest.mark.parametrize(
    ("query", "instrument"),
    [
        (b"", "apmbc"),
        (b"instrument=ccm&as_of=2025-03-06", "ccm"),
        (b"instrument=%22%3E%3Cx", "apmbc"),
        (b"\xff=1", "apmbc"),
    ],
)
def test_the_bundle_is_the_one_of_the_treaty_asked_for(query: bytes, instrument: str) -> None:
    told = links(query)
    assert f"</bundle/{shelf.current().stamp}/{instrument}.json>; rel=preload; as=fetch; crossorigin" in told
    named = re.findall(rf"<{re.escape(asset_base())}/([^>]+)>", told)
    assert set(named) <= set(asset_files())
    assert told.isascii()
    assert len(told) < 4000
