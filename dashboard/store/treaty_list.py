"""Acts from a treaty's list of participants, as depositaries print it: a State a row, a way of consent a letter."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from dashboard.store.treaty_columns import KINDS_BY_LETTER, Columns, act_named, columns_of
from dashboard.store.upload_cells import StateReader
from dashboard.store.upload_days import DayReader
from dashboard.store.upload_words import choice_key
from data.problems import quote
from data.treaty_schema import CONSENTS, ActionKind

_CELL = re.compile(
    r"(\d{4}-\d\d-\d\d|(?:19|20)\d{6}|\d{5}(?!\d)|.*?\D\d{4})(?: 00:00:00)?[.,]?\s*"
    r"(\(?(?:AA|[A-Za-z])\)?)?[\d,\s*]*",
    re.DOTALL,
)
_WHERE = re.compile(r"^\([LMW]\)\s*|(?<=\d)\s*\((?:[LMW](?:, ?)?)+\)$")
"""London, Moscow, Washington: the depositary that took an act, where a treaty has three."""
_WRITTEN = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)
_EITHER_WAY = DayReader([])


class Act(NamedTuple):
    """One act of the list, with the words it was read from."""

    line: int
    iso3: str
    kind: str
    acted_on: str
    state_written: str
    day_written: str
    effective_on: str = ""
    ended: bool = False
    """Whether it stands in square brackets: it was undone later, on a day that the list does not give."""


class Misread(NamedTuple):
    """A cell of the list that cannot be read, and what to type."""

    line: int
    column: str
    message: str


class TreatyList(NamedTuple):
    """What a list says."""

    acts: list[Act]
    named: set[str]
    """States of the dataset that it names, with an act or without."""
    elsewhere: list[str]
    """Participants that are no State of the dataset."""
    problems: list[Misread]
    unread: list[str]
    """Columns that hold days and are not read."""


def read_list(rows: Sequence[tuple[int, list[str]]], states: StateReader) -> TreatyList:
    """Acts of a list whose first row is its header."""
    header = rows[0][1]
    columns = columns_of(header)
    assert columns is not None, "ask is_treaty_list first"
    result = TreatyList([], set(), [], [], [])
    dated = [*columns.acts, *([columns.effect] if columns.effect is not None else [])]
    days = DayReader(_day_of(part) for _, cells in rows[1:] for at in dated for part in _days_in(_cell(cells, at)))
    for line, cells in rows[1:]:
        written = _cell(cells, columns.state)
        iso3 = states.read(written)
        if iso3 not in states.names.countries:
            if any(_cell(cells, at) for at in columns.acts) and states.near(written):
                result.problems.append(Misread(line, header[columns.state], states.refusal(written)))
            elif written:
                result.elsewhere.append(written)
            continue
        result.named.add(iso3)
        for at in columns.acts:
            try:
                result.acts.extend(_acts(line, iso3, cells, at, columns, days))
            except ValueError as error:
                result.problems.append(Misread(line, header[at], str(error)))
    others = set(range(len(header))) - {columns.state, columns.kind, *dated}
    result.unread.extend(header[at] for at in sorted(others) if any(_is_day(_cell(cells, at)) for _, cells in rows[1:]))
    return result


def _is_day(cell: str) -> bool:
    """Whether a cell begins with a day that is nothing else."""
    first = next(iter(_days_in(cell)), "")
    return bool(first and _WRITTEN.fullmatch(_EITHER_WAY.read_any(_day_of(first))))


def _cell(cells: Sequence[str], at: int) -> str:
    return cells[at].strip(" \t\u00a0") if at < len(cells) else ""


def _days_in(cell: str) -> list[str]:
    """Parts of a cell with a digit; a treaty of three depositaries has a day for each."""
    return [_bare(part) for part in re.split(r"[;\n]", cell) if re.search(r"\d", part)]


def _bare(part: str) -> str:
    """A day and its letter, without the footnotes behind and the depositary that took the act."""
    return _WHERE.sub("", re.sub(r"(?<=[\w.)])(?:\s*\[[^\]]{1,12}\])+$|[*†‡§¹²³⁰-⁹]+$", "", part.strip())).strip("[] ")


def _day_of(part: str) -> str:
    found = _CELL.fullmatch(part)
    return found[1].strip() if found else part


def _acts(line: int, iso3: str, cells: Sequence[str], at: int, columns: Columns, days: DayReader) -> Iterator[Act]:
    """The act in one cell, on its first day. Raises ``ValueError`` that says what to type."""
    cell, kind = _cell(cells, at), columns.acts[at]
    found = []
    for part in _days_in(cell):
        match = None if _WRITTEN.fullmatch(day := days.read(part)) else _CELL.fullmatch(part)
        day = days.read(match[1].strip()) if match else day
        letter = (match[2] or "").strip("()") if match else ""
        if not _WRITTEN.fullmatch(day) or (letter and letter not in columns.letters):
            known = ", ".join(f"{one} {meant}" for one, meant in columns.letters.items())
            message = f"{quote(cell)} is not a day and a letter of the depositary: type it as 9 Jan 2012 a ({known})"
            raise ValueError(message)
        found.append((day, letter))
    if not found:
        return
    day, letter = min(found)
    kind = columns.letters[letter] if letter else kind
    if columns.kind is not None:
        kind = _kind_of_row(_cell(cells, columns.kind), kind)
    effect = ""
    if columns.effect is not None and kind != ActionKind.SIGNATURE and (due := _days_in(_cell(cells, columns.effect))):
        effect = days.read(_day_of(due[0]))
    yield Act(
        line,
        iso3,
        kind,
        day,
        _cell(cells, columns.state),
        cell,
        effect if _WRITTEN.fullmatch(effect) else "",
        cell.startswith("["),
    )


def _kind_of_row(word: str, of_column: str) -> str:
    """The kind that a row's own word says, where its column leaves it open or says another way to consent."""
    if of_column and of_column not in CONSENTS:
        return of_column
    key = choice_key(re.sub(r"\(.*?\)", "", word))
    kind = key if key in set(ActionKind) else act_named(key) or KINDS_BY_LETTER.get(word)
    if of_column:
        return str(kind) if kind in CONSENTS else of_column
    if kind is None:
        message = f"the row's kind of act is {quote(word)}: type signature, ratification, accession or another kind"
        raise ValueError(message)
    return str(kind)
