"""The view to be exported, and the sentences that every export of it carries."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from dashboard.domain.addresses import Kind
from dashboard.domain.answer import answer, summary_text
from dashboard.domain.headline import headline, headline_on
from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens, Look, Run, lens_named, run_on
from dashboard.domain.lenses.figures import figure_of, short_figure
from dashboard.domain.lenses.holding import holding
from dashboard.domain.outlook import due_changes, settled_changes
from dashboard.domain.selection import Selection, resolve
from dashboard.domain.summary import Summary, summary
from dashboard.domain.timeline import Change, changes, restrict, step_at
from dashboard.domain.wording import spoken_names
from dashboard.look.palette import Theme
from data.story_schema import Reason, Story
from data.treaty_schema import Instrument


@dataclass(frozen=True)
class View:
    """One lens on one day for some States, or a story. Raises ``KeyError`` on use of an unknown lens."""

    index: Index
    shapes: Mapping[str, Any]
    """The map as read by ``geo.loader.load_geojson``: EPSG:3035, metres."""
    lens_name: str
    """As ``lenses.lens_named`` reads it: a lens, of a measure with its series where that is not the one that opens."""
    day: dt.date
    iso3s: frozenset[str] = frozenset()
    """States in view; empty means all."""
    theme: Theme = "standard"
    story: Story | None = None
    kind: Kind = "map"
    """What a picture shows; slides and pages always show the map."""
    selection: Selection | None = None
    """The reader's filters, where a table is to follow them."""
    focus: frozenset[str] = frozenset()
    """States to name on the map whatever their class."""
    reasons: tuple[Reason, ...] = ()
    """What was said for and against leaving, for the cards of a page."""
    link: str = ""
    """Address at which the page runs, without a query; empty where unknown."""

    @cached_property
    def lens(self) -> Lens:
        return lens_named(self.index, self.lens_name)

    @property
    def short_name(self) -> str:
        """ "Ottawa Convention": the title without what explains it."""
        return self.lens.title.split(" (")[0]

    @property
    def treaty(self) -> Instrument | None:
        """What the depositary keeps; ``None`` for a policy and a measure."""
        return self.index.instruments.get(self.lens.id)

    @cached_property
    def steps(self) -> tuple[Change, ...]:
        """Days of change, as they concern the States in view."""
        steps = changes(self.index, self.lens)
        return restrict(steps, self.iso3s) if self.iso3s else steps

    @cached_property
    def sentence_names(self) -> dict[str, str]:
        return spoken_names(self.index.dataset.countries)

    @cached_property
    def headline(self) -> str:
        """The sentence of the day, as on screen."""
        return headline_on(self.steps, self.day, self.sentence_names, self.lens)

    @cached_property
    def settled_lines(self) -> tuple[str, ...]:
        """What acts done by the day have settled for later days, each with its day."""
        steps = settled_changes(due_changes(self.index, self.lens), self.day, self.iso3s)
        return tuple(headline(step, self.sentence_names, self.lens) for step in steps)

    @cached_property
    def summary(self) -> Summary:
        """The States in view, counted."""
        return summary(self.index, self.lens, self.day, self.iso3s or None)

    @cached_property
    def answer(self) -> str:
        """The answer of the day in one line, as on screen."""
        return answer(self.summary, self.day, self.sentence_names, chosen=bool(self.iso3s))

    @cached_property
    def summary_text(self) -> str:
        """Every count in words."""
        return summary_text(self.summary, self.sentence_names, chosen=bool(self.iso3s))

    @property
    def chosen(self) -> str | None:
        """The State that the reader chose; ``None`` without one, and where a step of a story names several."""
        return next(iter(self.focus)) if len(self.focus) == 1 else None

    @property
    def chosen_line(self) -> str:
        """ "Finland: withdrawn since 10 January 2026", or with its figure; empty without a chosen State."""
        if self.chosen is None or self.chosen not in self.index.countries:
            return ""
        now = holding(self.index, self.lens, self.chosen, self.day)
        told = now.figure or f"{now.look.label} {now.since_words}".rstrip()
        return "; ".join((f"{self.index.name_of(self.chosen)}: {told}", *now.remarks))

    def in_view(self, iso3: str) -> bool:
        """Whether a State is in view."""
        return not self.iso3s or iso3 in self.iso3s

    def look_of(self, iso3: str) -> Look:
        """What can be seen of a State on the day."""
        return run_on(self.lens.runs(self.index, iso3), self.day).look

    def told_of(self, iso3: str) -> str:
        """Class of a State, and its figure where it has one: "2 to under 3.5 %, 2.40 % of GDP in 2025"."""
        return ", ".join(filter(None, (self.look_of(iso3).label, figure_of(self.lens, self.run_of(iso3)))))

    def figure_on_map(self, iso3: str) -> str:
        """ "2.40" of a State in view, with a hollow dot where it is an estimate; empty where there is no figure."""
        return short_figure(self.lens, self.run_of(iso3)) if self.in_view(iso3) else ""

    @cached_property
    def figures(self) -> tuple[tuple[str, Run], ...]:
        """States in view with a figure, the highest first; empty under a lens without figures."""
        runs = ((iso3, self.run_of(iso3)) for iso3 in self.index.countries if self.in_view(iso3))
        found = [(iso3, run) for iso3, run in runs if run.value is not None]
        return tuple(sorted(found, key=lambda one: (-(one[1].value or 0), self.index.name_of(one[0]))))

    def is_moving(self, iso3: str) -> bool:
        """Whether a State is about to change or has left on the day."""
        return self.look_of(iso3).entry.moving

    def name_on_map(self, iso3: str) -> str:
        """ "Ukraine (contested)", "Finland 2.40" """
        contested = " (contested)" if self.look_of(iso3).contested else ""
        return " ".join(filter(None, (f"{self.index.countries[iso3].name}{contested}", self.figure_on_map(iso3))))

    def members_of(self, class_id: str) -> list[str]:
        """Names of the States in view that stand in a class, in alphabetical order."""
        names = (
            row.name
            for row in self.index.dataset.countries
            if self.in_view(row.iso3) and self.look_of(row.iso3).class_id == class_id
        )
        return sorted(names, key=str.casefold)

    @cached_property
    def iso3s_to_name(self) -> frozenset[str]:
        """States named on the map: all that leave, left or suspend while they are few, else those of the last step."""
        moving = {iso3 for iso3 in self.index.countries if self.in_view(iso3) and self.is_moving(iso3)}
        if len(moving) > NAMES_MAX:
            last = step_at(self.steps, self.day)
            moving &= {move.iso3 for move in last.moves} if last else set()
        return frozenset(moving if len(moving) <= NAMES_MAX else ()) | self.focus

    def run_of(self, iso3: str) -> Run:
        """What the day knew of a State: its class, since when, and the rows it rests on."""
        return run_on(self.lens.known_runs(self.index, iso3, self.day), self.day)


def view_of(index: Index, shapes: Mapping[str, Any], selection: Selection, kind: Kind) -> View:
    """The view that a selection shows; a dossier is of the State in focus."""
    resolved = resolve(selection, index)
    focus = frozenset({selection.focus}) if selection.focus else frozenset[str]()
    chosen = resolved.iso3s if selection.states or selection.groups else frozenset[str]()
    iso3s = focus if kind == "dossier" else chosen
    return View(index, shapes, selection.lens_name, resolved.day, iso3s, kind=kind, selection=selection, focus=focus)


NAMES_MAX = 8
"""As on screen."""
