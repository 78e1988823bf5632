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
from dashboard.domain.index import Index, Sourced
from dashboard.domain.selection import Selection
from dashboard.exports.view import View

NOT_TO_SCALE = (
    "Circles mark States too small to draw: not to scale. Projection EPSG:3035, equal area. "
    "Fill shows what is in force, hatch shows movement."
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
        """The day shown, and how far the data reach."""
        return f"As of {say_day(self._view.day)}. {self.data}"

    @cached_property
    def data(self) -> str:
        """How far the data reach."""
        checked = self._meta.checked_on.get(self._view.instrument)
        note = f"; treaty checked against its depositary on {say_day(checked)}" if checked else ""
        return f"Data as of {say_day(self._meta.as_of)} (dataset {self._meta.version}{note})."

    @cached_property
    def total(self) -> str:
        """The counts in words, so that they add up."""
        return f"{self._view.summary_text}."

    @cached_property
    def source_names(self) -> str:
        """Depositary, and the publishers named most often for the treaty's acts up to the day."""
        view = self._view
        acts = [
            row
            for row in view.index.actions_by_instrument.get(view.instrument, ())
            if (known_from(row) or view.day) <= view.day
        ]
        named = publishers(view.index, acts, 2)
        return f"Sources: depositary: {view.treaty.depositary}; {named}."

    @property
    def sources(self) -> str:
        """The same, with the dataset and its licence."""
        return f"{self.source_names} {self.dataset}"

    @property
    def dataset(self) -> str:
        """The dataset and its licence."""
        return f"{self._meta.title}, dataset {self._meta.version}, {self._meta.data_licence}."

    @property
    def boundaries(self) -> str:
        """What boundaries and names do not imply."""
        return self._meta.boundary_note

    @cached_property
    def address(self) -> str:
        """Where the view can be opened: a whole address where the page's own is known, else its query."""
        view = self._view
        chosen = replace(view.selection or Selection(), instrument=view.instrument, as_of=view.day, states=view.iso3s)
        if view.selection is not None and view.selection.groups:
            chosen = replace(chosen, states=view.selection.states)
        home = view.link or self._meta.homepage
        found = address(home or MAP, to_query(chosen))
        return found if home else f"Address of this view on any server of this page: {found}"


def publishers(index: Index, rows: Iterable[Sourced], most: int) -> str:
    """Publishers of the best sources, most named first: "A, B and 3 more"."""
    names = [name for name, _ in Counter(index.publisher_of(row.source_ids[0]).name for row in rows).most_common()]
    return ", ".join(names[:most]) + (f" and {len(names) - most} more" if len(names) > most else "")
