"""Rows of a view that are no facts: States, instruments, statuses, classes and values, and the stretches between."""

from __future__ import annotations

import datetime as dt
from typing import Any

from dashboard.domain.folding import fold, search_words
from dashboard.domain.groups import Group, members
from dashboard.domain.index import Index
from dashboard.domain.lenses import lenses_of
from dashboard.domain.lenses.policy import starts_on
from dashboard.domain.selection import DEFAULT_GRADES, Selection, resolve, shown_lens
from dashboard.domain.status import Interval, intervals
from dashboard.tables.reading_rows import reading_rows
from dashboard.tables.records import InstrumentRow, IntervalRow, ObservationRow, ReadingRow, StateRow
from dashboard.tables.rows import names
from dashboard.tables.status_table import StatusRow, status_rows_on
from data.fields import Row


def widen(model: type[Any], row: Row, **more: Any) -> Any:
    return model.model_construct(**(dict(row) | more))


def _iso3s(index: Index, selection: Selection) -> list[str]:
    wanted = resolve(selection, index).iso3s
    return [iso3 for iso3 in index.countries if iso3 in wanted]


def state_rows(index: Index, selection: Selection, _all_instruments: bool = False) -> list[StateRow]:
    """States and areas in the dataset's order."""
    as_of, countries = index.dataset.meta.as_of, index.dataset.countries
    groups = {group: members(countries, group, as_of) for group in Group}
    words = search_words(selection.text)
    found: list[StateRow] = []
    for iso3 in _iso3s(index, selection):
        row = index.countries[iso3]
        folded = fold(f"{iso3} {row.iso2} {row.name} {row.official_name} {row.capital} {row.note}")
        if all(word in folded for word in words):
            of_state = tuple(group for group in Group if iso3 in groups[group])
            found.append(widen(StateRow, row, groups=of_state))
    return found


def observation_rows(index: Index, selection: Selection, all_instruments: bool = False) -> list[ObservationRow]:
    """Classes and figures by lens, State and day, up to the selection's day; of the lens and series that are named,
    none where a treaty is.

    What a class rests on is hidden only where other grades are asked for than the usual ones.
    """
    if not (selection.lens or all_instruments or selection.every_instrument):
        return []
    day, wanted = selection.as_of, resolve(selection, index).iso3s
    first, last = selection.date_from or dt.date.min, selection.date_to or dt.date.max
    found: list[ObservationRow] = []
    for row in index.dataset.observations:
        if (selection.lens and row.lens_id != selection.lens) or (
            selection.series and row.series_id != selection.series
        ):
            continue
        known, grade = starts_on(row), index.grade_of(row)
        early = isinstance(day, str) or row.from_on <= day
        asked = grade in selection.grades or selection.grades == DEFAULT_GRADES
        if early and row.iso3 in wanted and first <= row.from_on <= last and asked:
            found.append(widen(ObservationRow, row, state=index.name_of(row.iso3), known_on=known, grade=grade))
    return found


def instrument_rows(index: Index, selection: Selection, all_instruments: bool = False) -> list[InstrumentRow]:
    """Treaties in the dataset's order."""
    checked, words = index.dataset.meta.checked_on, search_words(selection.text)
    found: list[InstrumentRow] = []
    for key, row in index.instruments.items():
        folded = fold(f"{key} {row.short_title} {row.full_title} {row.subject} {row.place} {row.depositary} {row.note}")
        if (all_instruments or key == selection.instrument) and all(word in folded for word in words):
            found.append(widen(InstrumentRow, row, checked_on=checked.get(key)))
    return found


def status_rows(index: Index, selection: Selection, all_instruments: bool = False) -> list[StatusRow]:
    """Status on the selection's day, by instrument and State, in the dataset's order."""
    day, iso3s = resolve(selection, index).day, _iso3s(index, selection)
    keys = index.instruments if all_instruments else (selection.instrument,)
    return [row for key in keys for row in status_rows_on(index, key, day, iso3s)]


def lens_rows(index: Index, selection: Selection, all_instruments: bool = False) -> list[ReadingRow]:
    """What the lens shown says of every State on the selection's day; of every treaty with ``all_instruments``."""
    day, iso3s = resolve(selection, index).day, _iso3s(index, selection)
    every = all_instruments and not selection.lens
    lenses = [lenses_of(index)[key] for key in index.instruments] if every else [shown_lens(selection, index)]
    return [row for lens in lenses for row in reading_rows(index, lens, day, iso3s)]


def interval_rows(index: Index, selection: Selection, all_instruments: bool = False) -> list[IntervalRow]:
    """The whole recorded history, by instrument, State and day; bounds keep the intervals that touch them."""
    first, last = selection.date_from or dt.date.min, selection.date_to or dt.date.max
    iso3s = frozenset(_iso3s(index, selection))
    return [
        _interval(index, key, iso3, one)
        for key in (index.instruments if all_instruments else (selection.instrument,))
        for iso3, of_state in intervals(index, key).items()
        if iso3 in iso3s
        for one in of_state
        if one.start <= last and (one.end is None or one.end > first)
    ]


def _interval(index: Index, instrument_id: str, iso3: str, one: Interval) -> IntervalRow:
    return IntervalRow.model_construct(
        instrument_id=instrument_id,
        iso3=iso3,
        state=names(index, (iso3,)),
        starts_on=None if one.start == dt.date.min else one.start,
        ends_on=one.end,
        status=one.status,
        stage=one.stage,
        contested=one.contested,
        exact=one.exact,
        action_ids=one.action_ids,
        exit_step_ids=one.exit_step_ids,
    )
