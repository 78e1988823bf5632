"""The view to be exported, and the sentences that every export of it carries."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal, Protocol

from dashboard.domain.address_bar import to_query
from dashboard.domain.addresses import MAP, address
from dashboard.domain.days import say_day
from dashboard.domain.headline import headline_on, next_line
from dashboard.domain.history import Interval
from dashboard.domain.index import Index, Sourced
from dashboard.domain.selection import Selection, resolve
from dashboard.domain.status import Reading, intervals, reading, status_as_of
from dashboard.domain.terms import CLASSES, class_label, display_class
from dashboard.domain.timeline import Change, Counts, changes, counts, restrict, step_at
from dashboard.domain.wording import spoken_names
from dashboard.look.palette import Theme
from data.schema import Instrument

Kind = Literal["map", "production", "dossier"]
NOT_TO_SCALE = (
    "Circles mark States too small to draw: not to scale. Projection EPSG:3035, equal area. "
    "Fill shows what is in force, hatch shows movement."
)


class Step(Protocol):
    """One step of a story."""

    @property
    def instrument(self) -> str: ...
    @property
    def as_of(self) -> dt.date: ...
    @property
    def focus(self) -> Sequence[str]: ...
    @property
    def headline(self) -> str: ...
    @property
    def text(self) -> str: ...
    @property
    def facts(self) -> Sequence[str]: ...
    @property
    def claim(self) -> str: ...
    @property
    def verdict(self) -> Any: ...
    @property
    def later(self) -> str: ...
    @property
    def later_facts(self) -> Sequence[str]: ...


class Story(Protocol):
    """Steps in their order."""

    @property
    def id(self) -> str: ...
    @property
    def title(self) -> str: ...
    @property
    def summary(self) -> str: ...
    @property
    def steps(self) -> Sequence[Step]: ...


def step_lines(step: Step) -> list[tuple[str, str]]:
    """Claim, verdict, text and later correction of a step, as (kind, sentence); empty ones are left out."""
    verdict = "" if step.verdict is None else str(step.verdict).replace("-", " ")
    lines = (("Claim", step.claim), ("Our record", verdict), ("", " ".join(step.text.split())), ("Later", step.later))
    return [(kind, text) for kind, text in lines if text]


def step_text(step: Step) -> str:
    """The same as paragraphs."""
    return "\n".join(f"{kind}: {text}" if kind else text for kind, text in step_lines(step))


def step_facts(step: Step) -> list[str]:
    """Ids of the facts a step rests on, each once."""
    return list(dict.fromkeys((*step.facts, *step.later_facts)))


@dataclass(frozen=True)
class View:
    """One instrument on one day for some States, or a story. Raises ``KeyError`` on use of an unknown instrument."""

    index: Index
    shapes: Mapping[str, Any]
    """The map as read by ``geo.loader.load_geojson``: EPSG:3035, metres."""
    instrument: str
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
    link: str = ""
    """Address at which the page runs, without a query; empty where unknown."""

    @cached_property
    def treaty(self) -> Instrument:
        return self.index.instruments[self.instrument]

    @cached_property
    def histories(self) -> dict[str, tuple[Interval, ...]]:
        return intervals(self.index, self.instrument)

    @cached_property
    def steps(self) -> tuple[Change, ...]:
        """Days of change, as they concern the States in view."""
        steps = changes(self.histories, self.treaty)
        return restrict(steps, self.iso3s) if self.iso3s else steps

    @cached_property
    def sentence_names(self) -> dict[str, str]:
        return spoken_names(self.index.dataset.countries)

    @cached_property
    def headline(self) -> str:
        """The sentence of the day, as on screen."""
        return headline_on(self.steps, self.day, self.sentence_names, self.treaty.exit_term)

    @cached_property
    def next_line(self) -> str:
        return next_line(self.steps, self.day, self.sentence_names, self.treaty.exit_term)

    @cached_property
    def counts(self) -> Counts:
        return counts(self.histories, self.day, self.iso3s or None)

    def in_view(self, iso3: str) -> bool:
        """Whether a State is in view."""
        return not self.iso3s or iso3 in self.iso3s

    def class_of(self, iso3: str) -> tuple[str, bool]:
        """Legend class on the day, and whether it is contested."""
        now = status_as_of(self.histories[iso3], self.day)
        return display_class(now.status, now.stage), now.contested

    def is_moving(self, iso3: str) -> bool:
        """Whether a State is leaving, has left or suspends on the day."""
        return CLASSES[self.class_of(iso3)[0]].moving

    def label_of(self, iso3: str) -> str:
        """ "State Party", "suspension in effect, contested" """
        class_id, contested = self.class_of(iso3)
        return class_label(class_id, contested)

    def members_of(self, class_id: str) -> list[str]:
        """Names of the States in view that stand in a class, in alphabetical order."""
        names = (
            row.name
            for row in self.index.dataset.countries
            if self.in_view(row.iso3) and self.class_of(row.iso3)[0] == class_id
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

    def reading(self, iso3: str) -> Reading:
        return reading(self.index, self.instrument, iso3, self.day)

    @cached_property
    def address(self) -> str:
        """Where the view can be opened: a whole address where the page's own is known, else its query."""
        chosen = replace(self.selection or Selection(), instrument=self.instrument, as_of=self.day, states=self.iso3s)
        if self.selection is not None and self.selection.groups:
            chosen = replace(chosen, states=self.selection.states)
        home = self.link or self.index.dataset.meta.homepage
        found = address(home or MAP, to_query(chosen))
        return found if home else f"Address of this view on any server of this page: {found}"

    @property
    def day_line(self) -> str:
        return f"As of {say_day(self.day)}. {self.data_line}"

    @cached_property
    def data_line(self) -> str:
        meta = self.index.dataset.meta
        checked = meta.checked_on.get(self.instrument)
        note = f"; treaty checked against its depositary on {say_day(checked)}" if checked else ""
        return f"Data as of {say_day(meta.as_of)} (dataset {meta.version}{note})."

    @cached_property
    def total_line(self) -> str:
        """What the counts add up to."""
        total = self.counts
        apart = f", and {total.areas} area without own status apart" if total.areas else ""
        return f"of {total.states} States{' in the selection' if self.iso3s else ''}{apart}"

    @cached_property
    def source_line(self) -> str:
        """Depositary, the publishers named most often for the treaty's acts, the dataset and its licence."""
        acts = self.index.actions_by_instrument.get(self.instrument, ())
        return f"Sources: depositary: {self.treaty.depositary}; {self.publishers(acts, 2)}. {self.dataset_line}"

    def publishers(self, rows: Iterable[Sourced], most: int) -> str:
        """Publishers of the best sources, most named first: "A, B and 3 more"."""
        names = [
            name for name, _ in Counter(self.index.publisher_of(row.source_ids[0]).name for row in rows).most_common()
        ]
        return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")

    @property
    def dataset_line(self) -> str:
        meta = self.index.dataset.meta
        return f"{meta.title}, dataset {meta.version}, {meta.data_licence}."

    @property
    def boundary_note(self) -> str:
        return self.index.dataset.meta.boundary_note

    @property
    def stem(self) -> str:
        """File name without its ending."""
        if self.story is not None:
            return f"story-{self.story.id}"
        kind = "" if self.kind == "map" else f"{self.kind}-"
        return f"{kind}{self.instrument}-{self.day.isoformat()}"


def view_of(index: Index, shapes: Mapping[str, Any], selection: Selection, kind: Kind) -> View:
    """The view that a selection shows; a dossier is of the State in focus."""
    resolved = resolve(selection, index)
    focus = frozenset({selection.focus}) if selection.focus else frozenset[str]()
    chosen = resolved.iso3s if selection.states or selection.groups else frozenset[str]()
    iso3s = focus if kind == "dossier" else chosen
    return View(index, shapes, resolved.instrument, resolved.day, iso3s, kind=kind, selection=selection, focus=focus)


NAMES_MAX = 8
"""As on screen."""


def step_view(view: View, step: Step) -> View:
    """The view a step of a story shows."""
    return replace(
        view,
        instrument=step.instrument,
        day=step.as_of,
        iso3s=frozenset(),
        story=None,
        kind="map",
        focus=frozenset(step.focus),
    )
