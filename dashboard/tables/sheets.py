"""Any table of the record under a selection: the rows that pass, how many the grades hide, the sources behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from dashboard.domain.index import Index
from dashboard.domain.selection import Selection, differing
from dashboard.tables.corrections import correction_rows
from dashboard.tables.flat import csv_lines
from dashboard.tables.records import RECORDS, ActionRow, AnnouncementRow, EventRow, SourceRow
from dashboard.tables.rows import FactRow, Table, rows_of
from dashboard.tables.sheet_rows import (
    instrument_rows,
    interval_rows,
    lens_rows,
    observation_rows,
    state_rows,
    status_rows,
    widen,
)
from data.fields import Row
from data.source_schema import Grade


@dataclass(frozen=True)
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

    @cached_property
    def lines(self) -> list[str]:
        """The rows as lines of a CSV, see ``csv_lines``; written once."""
        return csv_lines(self.model, self.rows)


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
    if table in found.memo:
        kept: Sheet = found.memo[table]
        return kept
    row_makers: dict[str, Callable[[Index, FactRow], Row]] = {
        "facts": lambda _, row: row,
        "actions": _action,
        "events": _event,
        "announcements": _announcement,
    }
    make_row = row_makers[table]
    cited = tuple(dict.fromkeys(key for row in found.rows for key in row.sources))
    made = Sheet(table, [make_row(index, row) for row in found.rows], found.hidden, cited)
    if table == "facts":  # those of the others are rows of their own: too large to keep
        found.memo[table] = made
    return made


def _action(index: Index, row: FactRow) -> Row:
    more = {"state": row.states, "what": row.headline, "known_on": row.known_on, "grade": row.grade}
    widened: ActionRow = widen(ActionRow, index.actions[row.id], **more)
    return widened


def _event(index: Index, row: FactRow) -> Row:
    more = {"states": row.states, "known_on": row.known_on, "grade": row.grade}
    widened: EventRow = widen(EventRow, index.events[row.id], **more)
    return widened


def _announcement(index: Index, row: FactRow) -> Row:
    widened: AnnouncementRow = widen(
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
            widen(
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
