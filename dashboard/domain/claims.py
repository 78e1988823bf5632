"""Whether the record bears a claim about one State under one lens on a day, as it was known on another."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from typing import Final, NamedTuple

from dashboard.domain.conditions import Condition, class_names
from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens, Run, refs_on, run_on
from dashboard.domain.lenses.measure import MeasureLens
from data.problems import quote

OTHER_NAMES: Final = {"exit-voted": "exit-adopted"}
"""Names of a class that readers use beside its own."""
UNKNOWN: Final = frozenset({"not-read", "unknown"})
"""Classes of a State of which the record does not know what holds."""


class Verdict(StrEnum):
    """What the record says to a claim."""

    AGREES = "agrees"
    DIFFERS = "differs"
    NOT_IN_RECORD = "not-in-record"


class Answer(NamedTuple):
    """A verdict and what it rests on."""

    verdict: Verdict
    run: Run
    """What held on the day; where it is not in the record, the last that is known to have held."""
    refs: tuple[str, ...]
    """Ids of the rows that the verdict rests on."""


def claimed_class(lens: Lens, claim: str) -> str:
    """The class, or entry of the legend, that a claim names. Raises ``ValueError`` that says what to type."""
    known = class_names(lens)
    name = OTHER_NAMES.get(claim, claim)
    if name not in known:
        raise ValueError(f"{quote(claim)} is not a class of {lens.id}: one of {', '.join(sorted(known))}")
    return name


def check_claim(index: Index, lens: Lens, iso3: str, claim: str, on: dt.date, as_known: dt.date) -> Answer:
    """Whether a State was in the claimed class on ``on``, by what was known on ``as_known``.

    A day after ``as_known`` is in the record only from the day of a change that was settled by then: what has not yet
    changed may still do so. A figure is known from the day of its publication. Raises ``ValueError`` for a class that
    the lens does not have, ``KeyError`` for an unknown State.
    """
    name = claimed_class(lens, claim)
    run = run_on(lens.known_runs(index, iso3, as_known), on)
    published = not isinstance(lens, MeasureLens) or lens.chosen_series.published_on <= as_known
    # A run that began by then says nothing of a day after it; one that begins later was settled.
    open_yet = on > as_known >= run.start
    known = published and run.class_id not in UNKNOWN and on >= lens.first and not open_yet
    refs = run.refs if on > as_known else tuple(dict.fromkeys((*run.refs, *refs_on(index, lens, iso3, on))))
    if not known:
        return Answer(Verdict.NOT_IN_RECORD, run, refs)
    holds = Condition(lens.id, (name,)).holds(run)
    return Answer(Verdict.AGREES if holds else Verdict.DIFFERS, run, refs)
