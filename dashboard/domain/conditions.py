"""Several conditions at once: which States stand in given classes under several lenses on a day, and why."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable, Mapping
from typing import Final, NamedTuple

from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens, Run, lenses_of, run_on
from data.problems import quote
from data.schema import CountryKind

OR: Final = "|"
OF: Final = ":"


class Condition(NamedTuple):
    """A State is in one of some classes under a lens; written ``ccw-ap2:bound``, or with ``|`` between classes."""

    lens: str
    classes: tuple[str, ...]
    """Classes, or entries of the legend that count several, such as ``bound``; in alphabetical order, each once."""

    def __str__(self) -> str:
        return f"{self.lens}{OF}{OR.join(self.classes)}"

    def holds(self, run: Run) -> bool:
        """Whether a run is in one of the classes."""
        return run.class_id in self.classes or run.entry.whole in self.classes


def class_names(lens: Lens) -> frozenset[str]:
    """What a condition may name of a lens: its classes and the entries of its legend."""
    return frozenset(name for entry in lens.classes for name in (entry.class_id, entry.whole) if name)


def named_classes(lens: Lens) -> dict[str, str]:
    """The same with their words, in the order of the legend: an entry of it before the classes that it counts."""
    found: dict[str, str] = {}
    for entry in lens.classes:
        if entry.whole:
            found.setdefault(entry.whole, lens.wording.wholes.get(entry.whole, entry.label))
        found.setdefault(entry.class_id, entry.label)
    return found


def condition_words(index: Index, conditions: Iterable[Condition]) -> str:
    """Conditions in words: "Ottawa Convention: withdrawn; and Amended Protocol II: bound"."""
    lenses = lenses_of(index)
    told = []
    for one in sorted(conditions):
        names = named_classes(lenses[one.lens])
        told.append(f"{lenses[one.lens].title}: {' or '.join(names[name] for name in one.classes)}")
    return "; and ".join(told)


def parse_condition(text: str, known: Mapping[str, Collection[str]]) -> Condition:
    """A condition from its text; ``known`` is lens → what may be named. Raises ``ValueError`` saying what to type."""
    lens, colon, classes = text.strip().partition(OF)
    if not colon or not classes:
        raise ValueError(f"{quote(text)} is no condition: type a lens, a colon and a class, such as ccw-ap2:bound")
    if lens not in known:
        raise ValueError(f"{quote(lens)} is not a lens: one of {', '.join(known)}")
    names = classes.split(OR)
    for name in names:
        if name not in known[lens]:
            raise ValueError(f"{quote(name)} is not a class of {lens}: one of {', '.join(sorted(known[lens]))}")
    return Condition(lens, tuple(sorted(set(names))))


def matching(
    index: Index, conditions: Iterable[Condition], day: dt.date | None, iso3s: Collection[str]
) -> dict[str, dict[str, Run]]:
    """State → lens → what held, for the States for which every condition holds on ``day``, as that day knew it.

    Without a day each lens counts on its own latest one. Areas are left out. The dataset's order.
    """
    lenses = lenses_of(index)
    asked = [(one, lenses[one.lens]) for one in conditions]
    found: dict[str, dict[str, Run]] = {}
    for iso3, row in index.countries.items():
        if iso3 not in iso3s or row.kind is not CountryKind.STATE:
            continue
        runs: dict[str, Run] = {}
        for one, lens in asked:
            on = lens.latest(index) if day is None else day
            run = run_on(lens.known_runs(index, iso3, on), on)
            if not one.holds(run):
                break
            runs[one.lens] = run
        else:
            found[iso3] = runs
    return found
