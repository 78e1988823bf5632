"""What every download says of itself: dataset version, days, filter, licence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import asdict, dataclass

from dashboard.domain.addresses import query_text, view_query
from dashboard.domain.days import say_day
from dashboard.domain.groups import GROUP_LABELS
from dashboard.domain.index import Index
from dashboard.domain.lenses import lenses_of
from dashboard.domain.selection import Selection, resolve, shown_lens
from dashboard.tables.observation_facts import series_note
from data.fields import LICENCES
from data.source_schema import Grade


@dataclass(frozen=True, slots=True)
class About:
    """Travels with the rows in every format."""

    title: str
    dataset_version: str
    as_of: dt.date
    """The day the rows describe."""
    data_as_of: dt.date
    """How far the dataset's knowledge reaches."""
    licence: str
    licence_address: str
    citation: str
    filter: str
    """Query string that asks for the same rows again."""
    filter_in_words: str
    boundary_note: str
    coverage_note: str

    def texts(self) -> dict[str, str]:
        """Every entry as text, days written YYYY-MM-DD."""
        return {key: str(value) for key, value in asdict(self).items()}


def about(index: Index, selection: Selection, *, all_instruments: bool = False) -> About:
    """The entries for a selection; ``latest`` is written as the day it means."""
    meta, day = index.dataset.meta, resolve(selection, index).day
    return About(
        title=meta.title,
        dataset_version=meta.version,
        as_of=day,
        data_as_of=meta.as_of,
        licence=meta.data_licence,
        licence_address=LICENCES.get(meta.data_licence, ("", ""))[0],
        citation=meta.citation,
        filter=query_text(view_query(index, selection, all_instruments=all_instruments)),
        filter_in_words=filter_in_words(index, selection, all_instruments=all_instruments),
        boundary_note=meta.boundary_note,
        coverage_note=meta.coverage_note,
    )


def filter_in_words(index: Index, selection: Selection, *, all_instruments: bool = False) -> str:
    """The same for a reader: "Ottawa Convention; as of 31 May 2026; States: Estonia, Latvia; grades A, B, C"."""
    one = _lens_in_words(index, selection)
    parts = [
        "all instruments" if all_instruments or selection.every_instrument else one,
        f"as of {say_day(resolve(selection, index).day)}",
        _list("States", sorted(map(index.name_of, selection.states), key=str.casefold)),
        _list("groups", sorted(GROUP_LABELS[group] for group in selection.groups)),
        _list("kinds", sorted(selection.kinds)),
        _list("topics", sorted(selection.topics)),
        _list("weapons", sorted(selection.weapons)),
        _list("activities", sorted(selection.activities)),
        _list("confidence", sorted(selection.confidence)),
        _list("announced date moved", sorted(selection.moved)),
        f"from {say_day(selection.date_from)}" if selection.date_from else "",
        f"to {say_day(selection.date_to)}" if selection.date_to else "",
        f"words: {selection.text}" if selection.text.strip() else "",
        "every grade"
        if selection.grades == frozenset(Grade)
        else _list("grades", sorted(selection.grades)) or "no grade",
    ]
    return "; ".join(part for part in parts if part)


def _lens_in_words(index: Index, selection: Selection) -> str:
    """The title of the lens shown, with the series of its figures."""
    if selection.lens_id not in lenses_of(index):
        return selection.lens_id
    lens = shown_lens(selection, index)
    return ", ".join(filter(None, (lens.title, series_note(index, lens, resolve(selection, index).day))))


def _list(name: str, values: Iterable[str]) -> str:
    listed = ", ".join(str(value).replace("-", " ") if name != "States" else str(value) for value in values)
    return f"{name}: {listed}" if listed else ""
