"""Views of the real dataset for the tests of the exports."""

from __future__ import annotations

import datetime as dt
from dataclasses import fields
from functools import cache
from typing import Any

from whole_record import whole_index

from dashboard.domain.index import Index
from dashboard.exports import View, make
from data.load import load
from data.story_files import load_stories
from geo.loader import load_geojson

DAY = dt.date(2026, 3, 1)
PENDING = dt.date(2025, 7, 19)
"""Four notices run, one parliament has voted, one suspension is notified."""


@cache
def index() -> Index:
    return whole_index()


@cache
def shapes() -> dict[str, Any]:
    return load_geojson()


@cache
def stories() -> tuple[Any, ...]:
    return load_stories(index().dataset).stories


def view(day: dt.date = DAY, **more: Any) -> View:
    return View(index(), shapes(), more.pop("instrument", "apmbc"), day, **more)


OF_THE_RECORD = frozenset({"index", "shapes"})
_MADE: dict[tuple[object, ...], tuple[bytes, str, str]] = {}


def made(form: str, one: View) -> tuple[bytes, str, str]:
    """The file of a view with its kind and name, made once for all tests that only read it."""
    key = (form, one.index, *(repr(getattr(one, part.name)) for part in fields(one) if part.name not in OF_THE_RECORD))
    if key not in _MADE:
        _MADE[key] = make(form, one)
    return _MADE[key]


def hostile_index(text: str) -> Index:
    """The dataset with ``text`` as a State's name, a treaty's title, notes, titles of sources and what was said."""
    dataset = load().dataset
    return Index(
        dataset.model_copy(
            update={
                "countries": tuple(
                    row.model_copy(update={"name": text}) if row.iso3 == "FIN" else row for row in dataset.countries
                ),
                "instruments": tuple(
                    row.model_copy(update={"short_title": text, "full_title": text}) for row in dataset.instruments
                ),
                "sources": tuple(row.model_copy(update={"title": text}) for row in dataset.sources),
                "announcements": tuple(
                    row.model_copy(update={"programme": text, "start_as_stated": text, "note": text})
                    for row in dataset.announcements
                ),
                "treaty_actions": tuple(row.model_copy(update={"note": text}) for row in dataset.treaty_actions),
            }
        )
    )
