"""Any table of the record under a selection: the rows that pass, how many the grades hide, the sources behind them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from dashboard.domain.folding import fold, search_words
from dashboard.domain.groups import Group, members
from dashboard.domain.index import Index
from dashboard.domain.lenses import lenses_of
from dashboard.domain.lenses.policy import starts_on
from dashboard.domain.selection import DEFAULT_GRADES, Selection, differing, resolve, shown_lens
from dashboard.domain.status import Interval, intervals
from dashboard.tables.corrections import correction_rows
from dashboard.tables.reading_rows import reading_rows
from dashboard.tables.records import (
    RECORDS,
    ActionRow,
    AnnouncementRow,
    EventRow,
    InstrumentRow,
    IntervalRow,
    ObservationRow,
    ReadingRow,
    SourceRow,
    StateRow,
)
from dashboard.tables.rows import FactRow, Table, names, rows_of
from dashboard.tables.status_table import StatusRow, status_rows_on
from data.fields import Row
from data.source_schema import Grade


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table as the reader filtered it."""

    table: str
    rows: Sequence[Row]
    hidden: int
    """How many more rows would be listed if every grade were let in; 0 where grades do not filter."""
    source_ids: tuple[str, ...]
    """Sources that the rows rest on, in order of first mention."""

    @property
    def model(self) -> type[Row]:
        """The declared columns."""
        return RECORDS[self.table]


def sheet(index: Index, selection: Selection, table: str, *, all_instruments: bool = False) -> Sheet:
    """``table`` (a key of ``records.RECORDS``) under a selection.

    facts, actions, events, announcements: what ``rows_of`` lists, latest first. sources: by publisher's
    grade, and cited by a fact that passes where anything narrows the facts. status, intervals, states:
    by States and groups (and words, for States); bounds of days keep the intervals that touch them.
    ``every_instrument`` of the selection concerns lists of facts and sources; ``all_instruments`` every table.
    Raises ``KeyError`` for an unknown table.
    """
    every = all_instruments or selection.every_instrument
    match table:
        case "facts" | "actions" | "events" | "announcements":
            return _facts(index, selection, table, every)
        case "sources":
            kept = source_rows(index, _source_ids(index, selection, every))
            return Sheet(table, kept, 0, tuple(row.source_id for row in kept))
    makers: dict[str, Callable[[Index, Selection, bool], Sequence[Row]]] = {
        "observations": observation_rows,
        "states": state_rows,
        "instruments": instrument_rows,
        "status": status_rows,
        "intervals": interval_rows,
        "readings": lens_rows,
        "corrections": lambda index, _selection, _every: correction_rows(index),
    }
    rows = makers[table](index, selection, all_instruments)
    return Sheet(table, rows, 0, _cited(index, rows))


def _facts(index: Index, selection: Selection, table: str, all_instruments: bool) -> Sheet:
    tables = frozenset(Table) if table == "facts" else frozenset({Table(table)})
    found = rows_of(index, selection, all_instruments=all_instruments, tables=tables)
    row_makers: dict[str, Callable[[Index, FactRow], Row]] = {
        "facts": lambda _, row: row,
        "actions": _action,
        "events": _event,
        "announcements": _announcement,
    }
    make_row = row_makers[table]
    cited = tuple(dict.fromkeys(key for row in found.rows for key in row.sources))
    return Sheet(table, [make_row(index, row) for row in found.rows], found.hidden, cited)


def _widen(model: type[Any], row: Row, **more: Any) -> Any:
    return model.model_construct(**(dict(row) | more))


def _action(index: Index, row: FactRow) -> Row:
    more = {"state": row.states, "what": row.headline, "known_on": row.known_on, "grade": row.grade}
    widened: ActionRow = _widen(ActionRow, index.actions[row.id], **more)
    return widened


def _event(index: Index, row: FactRow) -> Row:
    more = {"states": row.states, "known_on": row.known_on, "grade": row.grade}
    widened: EventRow = _widen(EventRow, index.events[row.id], **more)
    return widened


def _announcement(index: Index, row: FactRow) -> Row:
    widened: AnnouncementRow = _widen(
        AnnouncementRow,
        index.announcements[row.id],
        state=row.states,
        known_on=row.known_on,
        window=row.window,
        start_earliest=row.start_earliest,
        start_latest=row.start_latest,
        chain_id=row.chain,
        current=row.current,
        slip_days=row.slip_days,
        slip_text=row.slip_text,
        grade=row.grade,
    )
    return widened


def source_rows(index: Index, source_ids: Iterable[str]) -> list[SourceRow]:
    """Sources with their publishers, in the order given."""
    found: list[SourceRow] = []
    for source_id in source_ids:
        source = index.sources[source_id]
        publisher = index.publishers[source.publisher_id]
        found.append(
            _widen(
                SourceRow,
                source,
                publisher=publisher.name,
                publisher_kind=publisher.kind,
                carrier=index.publishers[source.carrier_id].name if source.carrier_id else "",
                grade=index.grade_of_source(source_id),
            )
        )
    return found


_NARROWING = (
    "states",
    "groups",
    "kinds",
    "topics",
    "weapons",
    "activities",
    "confidence",
    "moved",
    "date_from",
    "date_to",
    "text",
)


def _source_ids(index: Index, selection: Selection, all_instruments: bool) -> list[str]:
    graded = [key for key in index.sources if index.grade_of_source(key) in selection.grades]
    if all_instruments and not differing(selection, _NARROWING) and isinstance(selection.as_of, str):
        return graded
    every = replace(selection, grades=frozenset(Grade))
    cited = {key for row in rows_of(index, every, all_instruments=all_instruments).rows for key in row.sources}
    return [key for key in graded if key in cited]


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
            found.append(_widen(StateRow, row, groups=of_state))
    return found


def observation_rows(index: Index, selection: Selection, _all_instruments: bool = False) -> list[ObservationRow]:
    """Classes and figures by lens, State and day, up to the selection's day; of the lens and series that are named.

    What a class rests on is hidden only where other grades are asked for than the usual ones.
    """
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
            found.append(_widen(ObservationRow, row, state=index.name_of(row.iso3), known_on=known, grade=grade))
    return found


def instrument_rows(index: Index, selection: Selection, all_instruments: bool = False) -> list[InstrumentRow]:
    """Treaties in the dataset's order."""
    checked, words = index.dataset.meta.checked_on, search_words(selection.text)
    found: list[InstrumentRow] = []
    for key, row in index.instruments.items():
        folded = fold(f"{key} {row.short_title} {row.full_title} {row.subject} {row.place} {row.depositary} {row.note}")
        if (all_instruments or key == selection.instrument) and all(word in folded for word in words):
            found.append(_widen(InstrumentRow, row, checked_on=checked.get(key)))
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


def _cited(index: Index, rows: Iterable[Row]) -> tuple[str, ...]:
    """Sources of rows that name acts and steps, or sources of their own."""
    keys: dict[str, None] = {}
    for row in rows:
        for source_id in getattr(row, "source_ids", ()):
            keys[source_id] = None
        for fact_id in getattr(row, "refs", ()):
            keys.update(dict.fromkeys(index.facts[fact_id].source_ids) if fact_id in index.facts else {})
        for action_id in getattr(row, "action_ids", ()):
            row_of_act = index.facts[action_id]
            keys.update(dict.fromkeys((*row_of_act.source_ids, *getattr(row_of_act, "effective_source_ids", ()))))
        for step_id in getattr(row, "exit_step_ids", ()):
            keys.update(dict.fromkeys(index.exit_steps[step_id].source_ids))
    return tuple(keys)
