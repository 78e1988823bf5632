"""The sentences that make an export citable: its day, how far the data reach, sources, boundaries, address."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from functools import cached_property

from dashboard.domain.address_bar import to_query
from dashboard.domain.addresses import MAP, address
from dashboard.domain.days import say_day
from dashboard.domain.effects import known_from
from dashboard.domain.freshness import read_text
from dashboard.domain.index import Index, Sourced
from dashboard.domain.lenses.figures import figure_head
from dashboard.domain.lenses.measure import MeasureLens
from dashboard.domain.selection import Selection, changed_lens
from dashboard.exports.view import View
from dashboard.tables.observation_facts import series_name, series_note

SCALE = "Circles mark States too small to draw: not to scale. Projection EPSG:3035, equal area."
OF_CLASSES = "Fill shows what is in force, hatch shows movement."
OF_FIGURES = (
    "Fill shows the step, figures are those of the day's period, ○ marks what was not measured; a figure that would "
    "lie on another is left out and stands in the table."
)

BOUNDARIES = "Boundaries imply no position on status"
"""The boundary note where there is one line for it; in full in ``Captions.boundaries``."""


class Captions:
    """Of one view."""

    def __init__(self, view: View) -> None:
        self._view = view
        self._meta = view.index.dataset.meta

    @property
    def day(self) -> str:
        """The day shown, the series of its figures, and how far the data reach."""
        return self._on_day(f"{self.series}. " if self.series else "")

    @property
    def day_and_data(self) -> str:
        """The same without the series, for a line that has no room for it."""
        return self._on_day("")

    def _on_day(self, series: str) -> str:
        return f"As of {say_day(self._view.day)}. {series}{self.data}"

    @property
    def of_lens(self) -> str:
        """The lens in full and the day."""
        title = self._view.lens.full_title
        return f"{title}{'' if title.endswith('?') else '.'} {self.day}"

    @cached_property
    def data(self) -> str:
        """How far the data reach."""
        note = read_text(self._view.index, self._view.lens)
        return f"Data as of {say_day(self._meta.as_of)} (dataset {self._view.index.edition}; {note})."

    @cached_property
    def series(self) -> str:
        """Whose figures, of which edition and basis, and whether they are younger than the day; empty without any."""
        return series_note(self._view.index, self._view.lens, self._view.day)

    @property
    def how_to_read(self) -> str:
        """Scale and projection, and what fill, hatch and figures say."""
        return how_to_read([self._view])

    @property
    def legend_title(self) -> str:
        """What the legend counts: of a treaty the status, else what the lens is about."""
        view = self._view
        if self.series and view.figures:
            return figure_head(view.lens, view.figures[0][1])
        return "Status on the day" if view.treaty else view.lens.title

    @cached_property
    def total(self) -> str:
        """The counts in words, so that they add up."""
        text = self._view.summary_text
        return f"{text[:1].upper()}{text[1:]}."

    @cached_property
    def source_names(self) -> str:
        """Publishers named most often for what the day rests on; of a treaty its depositary and those of its acts."""
        return self._source_names(2)

    def _source_names(self, most: int) -> str:
        view = self._view
        if view.treaty is None:
            shown = (iso3 for iso3 in view.index.countries if view.in_view(iso3))
            refs = dict.fromkeys(key for iso3 in shown for key in view.run_of(iso3).refs)
            named = publishers(view.index, [view.index.facts[key] for key in refs], most + 1)
            told = self.series or (f"publishers of what is shown: {named}" if named else "")
            return f"Sources: {told or 'nothing is known of this day'}."
        acts = [
            row
            for row in view.index.actions_by_instrument.get(view.lens.id, ())
            if (known_from(row) or view.day) <= view.day
        ]
        named = publishers(view.index, acts, most)
        return f"Sources: depositary: {view.treaty.depositary}; {named}."

    @property
    def source_names_in_brief(self) -> str:
        """The same where there is less room: fewer publishers, of a measure the edition alone."""
        view = self._view
        if isinstance(view.lens, MeasureLens):
            return f"Sources: {series_name(view.index, view.lens)}."
        return self._source_names(1)

    @property
    def sources(self) -> str:
        """The same, with the dataset and its licence."""
        return f"{self.source_names} {self.dataset}"

    @property
    def dataset(self) -> str:
        """The dataset and its licence."""
        return f"{self._meta.title}, dataset {self._view.index.edition}, {self._meta.data_licence}."

    @property
    def boundaries(self) -> str:
        """What boundaries and names do not imply."""
        return self._meta.boundary_note

    @cached_property
    def address(self) -> str:
        """Where the view can be opened: a whole address where the page's own is known, else its query."""
        view = self._view
        shown = changed_lens(view.lens_name, view.index)
        chosen = replace(view.selection or Selection(), **shown, as_of=view.day, states=view.iso3s)
        if view.selection is not None and view.selection.groups:
            chosen = replace(chosen, states=view.selection.states)
        home = view.link or self._meta.homepage
        found = address(home or MAP, to_query(chosen))
        return found if home else f"Address of this view on any server of this page: {found}"


def how_to_read(views: Iterable[View]) -> str:
    """Scale and projection, and what fill, hatch and figures say in views of one or of several kinds of lenses."""
    return " ".join([SCALE, *dict.fromkeys(OF_FIGURES if Captions(view).series else OF_CLASSES for view in views)])


def publishers(index: Index, rows: Iterable[Sourced], most: int) -> str:
    """Publishers of the best sources, most named first: "A, B and 3 more"."""
    names = [name for name, _ in Counter(index.publisher_of(row.source_ids[0]).name for row in rows).most_common()]
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
