"""The browser's bundles of the data being served, made once per lens and reading of the files."""

from __future__ import annotations

from functools import lru_cache
from threading import Lock
from typing import Any, Final
from weakref import WeakKeyDictionary

from dashboard.browser.bundle import status_bundle as make_status
from dashboard.browser.facts_bundle import facts_bundle as make_facts
from dashboard.browser.find_bundle import find_bundle as make_find
from dashboard.domain.addresses import EXPORT, address
from dashboard.domain.base_path import BASE
from dashboard.domain.glossary import WORD_OF_CLASS, Word, term_url
from dashboard.domain.index import Index
from dashboard.server.http import json_text
from dashboard.store.dataset import Served, shelf
from dashboard.store.learn import learn_store
from data.story_schema import Reason

WORDS = {class_id: term_url(word) for class_id, word in WORD_OF_CLASS.items()} | {
    word.value: term_url(word) for word in (Word.DEPOSIT, Word.ANNOUNCEMENT)
}
"""Where the words of legend and card are explained; pages without the Learn page go without."""

FILES = {
    "slide": address(EXPORT, {"format": "pptx", "kind": "map"}),
    "dossier": f"{BASE}/dossier",
    "compare": f"{BASE}/compare",
}
"""Where the card finds the slide and the page of its State; without uploads, which are kept nowhere else."""


def reasons() -> tuple[Reason, ...]:
    """Reasons of both sides, as they are served now."""
    return learn_store.current(shelf.current()).reasons


def status_address(lens_name: str, served: Served) -> str:
    """Where the browser finds the status bundle."""
    return f"{BASE}/bundle/{served.stamp}/{lens_name}.json"


def browser_bundle(lens_name: str, served: Served) -> tuple[str | dict[str, Any], str]:
    """Address of the status bundle and a key that changes with it.

    Where uploads are in view, the bundle itself stands in place of the address: it is kept nowhere else.
    """
    if not served.has_uploads:
        address = status_address(lens_name, served)
        return address, address
    return _with_uploads(served.index, lens_name), f"{served.stamp} {lens_name}"


KEPT_WITH_UPLOADS: Final = 8
"""Bundles kept of one set of rows: the lenses that its readers look at and compare."""
_WITH_UPLOADS: WeakKeyDictionary[Index, dict[str, dict[str, Any]]] = WeakKeyDictionary()
_MAKING = Lock()


def _with_uploads(index: Index, lens_name: str) -> dict[str, Any]:
    """The whole bundle of data with uploads: the last few are kept as long as a session holds the data."""
    with _MAKING:
        kept = _WITH_UPLOADS.setdefault(index, {})
        bundle = kept.pop(lens_name, None)
        if bundle is None:
            bundle = make_status(index, lens_name) | {
                "words": WORDS,
                "facts": make_facts(index, lens_name, reasons()),
            }
        kept[lens_name] = bundle
        while len(kept) > KEPT_WITH_UPLOADS:
            del kept[next(iter(kept))]
    return bundle


@lru_cache(maxsize=64)
def _status(index: Index, stamp: str, lens_name: str) -> dict[str, Any]:
    return make_status(index, lens_name) | {
        "words": WORDS,
        "files": FILES,
        "factsAt": f"{BASE}/bundle/{stamp}/{lens_name}/facts.json",
    }


@lru_cache(maxsize=64)
def _facts(index: Index, lens_name: str) -> dict[str, Any]:
    return make_facts(index, lens_name, reasons())


def status_bundle(lens_name: str, served: Served) -> dict[str, Any]:
    """Raises ``KeyError`` for an unknown lens."""
    return _status(served.index, served.stamp, lens_name)


def facts_bundle(lens_name: str, served: Served) -> dict[str, Any]:
    """Raises ``KeyError`` for an unknown lens."""
    return _facts(served.index, lens_name)


@lru_cache(maxsize=2)
def _find(index: Index) -> bytes:
    return json_text(make_find(index))


def find_bundle() -> bytes:
    """What the search field finds, as JSON."""
    return _find(shelf.current().index)
