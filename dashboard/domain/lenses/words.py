"""The words in which a lens tells of a day and of a change: data, so that the browser says the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from dashboard.domain.phrases import MilestonePhrase, Phrase


class Clause(NamedTuple):
    """What the States of a class have done: of the one State in view, of one among several, of ``{n}``."""

    alone: str
    one: str
    many: str


class Tally(NamedTuple):
    """What an answer counts together, and its words."""

    class_ids: tuple[str, ...]
    label: str


@dataclass(frozen=True, slots=True)
class Wording:
    """Every word that a lens needs in sentences about a day."""

    frames: Mapping[str, str]
    """Sentences around the counts of the answer."""
    phrases: Mapping[str, Phrase]
    """Key of a move → how it is told, most consequential first."""
    wholes: Mapping[str, str]
    """Entry of the legend → its words, in order; the empty one is what counts as no State."""
    always: frozenset[str]
    """Entries that are shown even where they count no State."""
    milestones: Mapping[str, MilestonePhrase]
    throughout: Mapping[str, str] = field(default_factory=dict)
    """Entry of the legend → what its States are where nothing ever changes; the class's label where it is silent."""
    main: str = ""
    """Entry that the answer is about, such as who is bound; empty where it tallies."""
    clauses: Mapping[str, Clause] = field(default_factory=dict)
    """Class → what its States have done, said after the main count."""
    leaving: tuple[str, ...] = ()
    moving: tuple[str, ...] = ()
    entering: tuple[str, ...] = ()
    """Classes with a clause: who has gone; of steps under way the furthest first; who comes, where nobody goes."""
    tallies: tuple[Tally, ...] = ()
    """What an answer without a main entry counts; where it is one alone, it is said even of no State."""
    of: tuple[str, ...] = ()
    """Classes whose States such an answer is about: those with a figure, for a measure."""
