"""The browser's sentences, counts and classes are the domain's own, on every day that matters and many that do not."""

from __future__ import annotations

import datetime as dt
import json
import random
from functools import cache
from typing import Any

import node
import pytest

from dashboard.browser.bundle import status_bundle
from dashboard.domain.answer import answer, entries, summary_text
from dashboard.domain.days import day_number, day_of, say_day
from dashboard.domain.headline import headline_on, last_line, next_line, value_text
from dashboard.domain.index import Index
from dashboard.domain.lenses import lenses_of, run_on
from dashboard.domain.outlook import due_changes, settled_changes
from dashboard.domain.summary import summary
from dashboard.domain.timeline import changes, extent, restrict
from dashboard.domain.wording import join_names, spoken_names
from data.load import load

INSTRUMENTS = (
    "apmbc",
    "ccm",
    "tpnw",
    "cfe",
    "open-skies",
    "north-atlantic",
    "ctbt",
    "inf",
    "new-start",
    "montreux",
    "rome",
)
SELECTIONS: tuple[tuple[str, ...] | None, ...] = (
    None,
    ("EST", "LVA", "LTU"),
    ("UKR", "XKX", "RUS", "FIN", "POL", "USA"),
    ("CHE",),
)
RANDOM_DAYS = 200


@cache
def index() -> Index:
    return Index(load().dataset)


def days_of(instrument: str) -> list[dt.date]:
    """Every change day with its neighbours, and ``RANDOM_DAYS`` others, the same at every run."""
    first, last = extent(index(), instrument)
    steps = changes(index(), lenses_of(index())[instrument])
    near = {step.on + dt.timedelta(days=shift) for step in steps for shift in (-1, 0, 1)}
    chance = random.Random(instrument)
    span = (last - first).days
    far = {first + dt.timedelta(days=chance.randint(0, span)) for _ in range(RANDOM_DAYS)}
    return sorted(day for day in near | far | {first, last} if first <= day <= last)


def jobs() -> list[dict[str, Any]]:
    return [
        {
            "bundle": json.loads(json.dumps(status_bundle(index(), instrument))),
            "selected": selection,
            "days": [day_number(day) for day in days_of(instrument)],
        }
        for instrument in INSTRUMENTS
        for selection in SELECTIONS
    ]


@pytest.fixture(scope="module")
def answers() -> dict[tuple[str, tuple[str, ...] | None], Any]:
    """What the browser's modules say, by instrument and selection."""
    keys = [(instrument, selection) for instrument in INSTRUMENTS for selection in SELECTIONS]
    return dict(
        zip(keys, node.call(node.JS / "twins.mjs", {"jobs": jobs(), "days": [], "lists": []})["jobs"], strict=True)
    )


@pytest.mark.parametrize("selection", SELECTIONS, ids=lambda chosen: ",".join(chosen) if chosen else "all")
@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_the_browser_says_what_the_domain_says(
    answers: dict[tuple[str, tuple[str, ...] | None], Any], instrument: str, selection: tuple[str, ...] | None
) -> None:
    lens = lenses_of(index())[instrument]
    dues = due_changes(index(), lens)
    steps = changes(index(), lens)
    if selection is not None:
        steps = restrict(steps, selection)
    names = spoken_names(index().dataset.countries)
    for day, sentences in zip(days_of(instrument), answers[instrument, selection]["sentences"], strict=True):
        now = summary(index(), lens, day, selection)
        chosen = selection is not None
        looks = {iso3: run_on(lens.runs(index(), iso3), day).look for iso3 in index().countries}
        assert sentences == {
            "iso": day.isoformat(),
            "headline": headline_on(steps, day, names, lens),
            "value": value_text(steps, day, names, lens),
            "last": last_line(steps, day, names, lens),
            "next": next_line(settled_changes(dues, day, selection or ()), names, lens),
            "answer": answer(now, day, names, chosen=chosen),
            "summary": summary_text(now, names, chosen=chosen),
            "entries": [entry._asdict() for entry in entries(now)],
            "counts": now.counts,
            "byClass": now.by_class,
            "states": list(now.states),
            "areas": now.areas,
            "shown": {iso3: [look.class_id, look.contested] for iso3, look in looks.items()},
        }


@pytest.mark.parametrize("instrument", INSTRUMENTS)
def test_days_keep_their_order_on_the_axis_and_knots_come_back(
    answers: dict[tuple[str, tuple[str, ...] | None], Any], instrument: str
) -> None:
    first, last = (day_number(day) for day in extent(index(), instrument))
    for selection in SELECTIONS:
        for axis in answers[instrument, selection]["axes"]:
            places = axis["places"]
            assert places == sorted(places)
            assert (places[0], places[-1]) == (0, 1)
            assert axis["back"] == axis["knots"]
            if axis["spacing"] == "calendar":
                expected = [(day_number(day) - first) / (last - first) for day in days_of(instrument)]
                assert places == pytest.approx(expected)


def test_the_browser_writes_days_and_lists_as_the_domain_does() -> None:
    extents = [extent(index(), instrument) for instrument in index().instruments]
    first, last = min(start for start, _ in extents), max(end for _, end in extents)
    days = range(day_number(first), day_number(last) + 1)
    names = list(spoken_names(index().dataset.countries).values())
    lists = [names[:count] for count in range(1, len(names) + 1)]
    answer = node.call(node.JS / "twins.mjs", {"jobs": [], "days": list(days), "lists": lists})
    assert answer["days"] == [say_day(day_of(number)) for number in days]
    assert answer["lists"] == [join_names(one) for one in lists]
