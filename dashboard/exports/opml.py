"""The list of all feeds as OPML 2.0: the whole record, its stages, each lens and each State."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from dashboard.domain.addresses import CHANGES, address
from dashboard.domain.index import Index
from dashboard.domain.lenses import lenses_of
from dashboard.views.templates import render

TEMPLATES = Path(__file__).with_name("templates")


def feeds_of(index: Index) -> Iterator[tuple[str, str]]:
    """Title and address of every feed of changes, the widest first."""
    yield "All changes", CHANGES
    yield "Changes of stage only", address(CHANGES, {"only": "stages"})
    for lens in lenses_of(index).values():
        yield lens.title, address(CHANGES, {"lens": lens.id})
    for iso3 in sorted(index.countries, key=index.name_of):
        yield index.name_of(iso3), address(CHANGES, {"states": iso3})


def opml(index: Index, feeds: Sequence[tuple[str, str]]) -> bytes:
    """The feeds, each by its title and address, as one file for a feed reader."""
    return render("feeds.opml", TEMPLATES, title=index.dataset.meta.title, feeds=feeds).encode()
