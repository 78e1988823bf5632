"""Rows from a treaty's list of participants: new acts are read, what the record has otherwise is named and left out."""

from __future__ import annotations

from typing import Final

from dashboard.domain.index import Index
from dashboard.store.treaty_list import TreatyList, read_list
from dashboard.store.treaty_rows import NewActs, file_words, fitting_instruments, named_instrument, new_acts
from dashboard.store.upload_cells import Converted
from dashboard.store.upload_files import Grid, written_csv
from dashboard.store.upload_gathered import Gathered
from data.parse import parse_table
from data.problems import quote
from data.schema import TABLES

WHICH_TREATY: Final = "which-treaty"
"""Rule of the problem that the reader solves by saying of which treaty a list is."""
_TABLE = "treaty_actions"
_NAMED = 5
"""How many States or acts a note names before it counts the rest."""
_WHOLE = 10
"""Participants from which on a list is taken for a whole one, so that what it lacks is told."""


def read_treaty(to: Gathered, grid: Grid, written_name: str, name: str) -> None:
    """Add the acts of a list to what is gathered."""
    header_line = grid.rows[0][0]
    found = read_list(grid.rows, to.states)
    for line, column, message in found.problems:
        to.refuse("cell", message, name, line, column)
    titles = [file_words(written_name), grid.sheet, *(cell for _, cells in grid.above for cell in cells)]
    named, fitting = named_instrument(titles, to.index), fitting_instruments(found.acts, to.index)
    instrument = named or (fitting[0] if len(fitting) == 1 else None)
    if instrument is None or (named and fitting and named not in fitting):
        to.refuse("header" if named else WHICH_TREATY, _which(named, fitting, to.index), name, header_line)
        return
    made = new_acts(found.acts, instrument, to.index)
    title = to.index.instruments[instrument].short_title
    to.notes.append(f"{name} is read as the list of {title} ({instrument})" + ("" if named else ", by its acts"))
    to.notes += [f"{name}: {note}" for note in _notes(to, found, made, instrument)]
    if not made.rows and not found.problems:
        to.refuse("empty-file", "holds nothing new: every act of the list stands in the dataset already", name)
    for act, _ in made.rows:
        if act.ended:
            message = (
                f"{quote(act.day_written)} stands in brackets, so that the act was undone on a day that the list does "
                f"not give: write the acts of this State into the template of {_TABLE}"
            )
            to.refuse("cell", message, name, act.line, grid.rows[0][1][0])
    _add(to, made, name)


def _which(named: str | None, fitting: list[str], index: Index) -> str:
    """Why it is not clear of which treaty a list is, and what to do."""
    if named:
        others = " or ".join(f"{index.instruments[one].short_title} ({one})" for one in fitting)
        return f"is named after {named}, and its acts are those of {others}: name the file after the right one"
    several = f", and its acts are those of {' and of '.join(fitting)}" if fitting else ""
    return (
        f"is a list of a treaty's participants, and its name does not say of which treaty{several}: name the file "
        f"after one, such as apmbc.csv; or take the template of the nearest table, {_TABLE} ({_TABLE}.csv): one row "
        "an act, days written YYYY-MM-DD"
    )


def _add(to: Gathered, made: NewActs, name: str) -> None:
    fields = list(TABLES[_TABLE].model_fields)
    text = written_csv([fields, *([row.get(one, "") for one in fields] for _, row in made.rows)])
    rows, _, problems = parse_table(_TABLE, text, name)
    to.problems += problems
    to.rows[_TABLE] += rows
    to.origins[_TABLE] += [(name, act.line) for act, _ in made.rows]
    for act, row in made.rows:
        meaning = to.states.meaning(act.iso3)
        to.converted += [
            Converted(name, act.line, "iso3", act.state_written, act.iso3, meaning),
            Converted(name, act.line, "acted_on", act.day_written, act.acted_on, row["kind"]),
        ]


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def _notes(to: Gathered, found: TreatyList, made: NewActs, instrument: str) -> list[str]:
    """What of a list adds nothing, and where it and the record differ."""
    notes = [f"the column {quote(one)} holds days that no kind of act is named for: not read" for one in found.unread]
    if found.elsewhere:
        notes.append(f"{_count(len(found.elsewhere), 'participant')} outside the dataset: left out")
    if made.held:
        notes.append(f"{_count(made.held, 'act')} of the list known to the dataset: left out")
    for act, row in made.differs[:_NAMED]:
        notes.append(
            f"line {act.line}: {to.states.meaning(act.iso3)}, {act.kind} {act.acted_on}: the record has {row.kind} "
            f"{row.acted_on or 'without a day'} ({row.action_id}): left out; report it if the record is wrong"
        )
    if len(made.differs) > _NAMED:
        notes.append(f"{len(made.differs) - _NAMED} more acts have another day in the record: left out")
    acted = {row.iso3 for row in to.index.actions.values() if row.instrument_id == instrument and row.acted_on}
    lacking = sorted(acted - found.named) if len(found.named) >= _WHOLE else []
    if lacking:
        more = f" and {len(lacking) - _NAMED} more" if len(lacking) > _NAMED else ""
        states = ", ".join(map(to.states.meaning, lacking[:_NAMED]))
        notes.append(f"the record has acts of States that the list does not name: {states}{more}")
    return notes
