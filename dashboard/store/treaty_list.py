"""Acts from a treaty's list of participants, as depositaries print it: a State a row, a way of consent a letter."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import PurePath
from typing import Final, NamedTuple

from dashboard.domain.folding import fold
from dashboard.domain.index import Index
from dashboard.store.upload_cells import DayReader, StateReader
from data.days import parse_day
from data.periods import entry_day
from data.problems import quote
from data.schema import CONSENTS

PARTICIPANT: Final = ("participant", "participants", "state", "states", "country", "state party", "states parties")
LETTERS: Final = {
    "": "ratification",
    "r": "ratification",
    "A": "acceptance",
    "AA": "approval",
    "a": "accession",
    "d": "succession",
    "c": "consent-to-be-bound",
    "f": "consent-to-be-bound",
}
"""Letter behind a date → the kind of consent, as the United Nations print it."""
_CELL = re.compile(r"(.*?\d{4}(?:-\d\d-\d\d)?|\d\d?[./]\d\d?[./]\d{4})\s*\(?\b(AA|[A-Za-z])?\)?\s*\d*", re.ASCII)
_FOOTNOTE = re.compile(r"\s*[\[(]?[\d,\s]+[\])]?\s*$|\*+$")
_SEPARATE: Final = {
    "ratification": "ratification",
    "acceptance": "acceptance",
    "approval": "approval",
    "accession": "accession",
    "succession": "succession",
}


class Act(NamedTuple):
    """One act of the list, with the words it was read from."""

    line: int
    iso3: str
    kind: str
    acted_on: str
    state_written: str
    day_written: str


class TreatyList(NamedTuple):
    """What a list says."""

    acts: list[Act]
    elsewhere: list[str]
    """Participants that are no State of the dataset."""
    problems: list[tuple[int, str, str]]
    """Line, column and message of what cannot be read."""


def _columns(header: Sequence[str]) -> tuple[int, int | None, dict[int, str]] | None:
    """Places of the participant, of the signature and of each column of consents; ``None`` for another header."""
    plain = [" ".join(fold(cell).split()) for cell in header]
    states = [at for at, cell in enumerate(plain) if cell in PARTICIPANT]
    signatures = [at for at, cell in enumerate(plain) if cell.startswith(("signature", "signed", "date of signature"))]
    consents = {
        at: next(kind for word, kind in _SEPARATE.items() if word in cell)
        for at, cell in enumerate(plain)
        if any(word in cell for word in _SEPARATE) and at not in signatures
    }
    return (states[0], signatures[0] if signatures else None, consents) if states and (signatures or consents) else None


def is_treaty_list(header: Sequence[str]) -> bool:
    """Whether a header is that of a list of participants."""
    return _columns(header) is not None


def instrument_of(name: str, index: Index) -> str | None:
    """The treaty that a file is named after, by id or short name; ``None`` where it names none or several."""
    words = f" {' '.join(re.split(r'[^a-z0-9]+', fold(PurePath(name).stem)))} "
    found = {
        row.instrument_id
        for row in index.instruments.values()
        for called in (row.instrument_id, row.short_name, row.short_title, *row.also_called)
        if f" {' '.join(re.split(r'[^a-z0-9]+', fold(called)))} " in words
    }
    longest = max(found, key=len, default=None)
    return longest if longest and all(longest.startswith(one) for one in found) else None


def read_list(rows: Sequence[tuple[int, list[str]]], states: StateReader) -> TreatyList:
    """Acts of a list whose first row is its header."""
    header = rows[0][1]
    columns = _columns(header)
    assert columns is not None, "ask is_treaty_list first"
    state_at, signature_at, consents = columns
    result = TreatyList([], [], [])
    days = DayReader(_CELL.sub(r"\1", cell) for _, cells in rows[1:] for cell in cells)
    for line, cells in rows[1:]:
        written = cells[state_at].strip() if state_at < len(cells) else ""
        iso3 = states.read(_FOOTNOTE.sub("", written))
        if iso3 not in states.names.countries:
            result.elsewhere.append(written)
            continue
        for at in (signature_at, *consents):
            cell = cells[at].strip() if at is not None and at < len(cells) else ""
            if at is None or not re.search(r"\d", cell):
                continue
            found = _CELL.fullmatch(cell)
            try:
                day = days.read(found[1].strip()) if found else cell
            except ValueError as error:
                result.problems.append((line, header[at], str(error)))
                continue
            letter = (found[2] or "") if found else ""
            kind = "signature" if at == signature_at else LETTERS.get(letter) if letter else consents[at]
            if kind is None or not re.fullmatch(r"\d{4}-\d\d-\d\d", day):
                message = f"{quote(cell)} is not a day and a letter of the depositary: type it as 9 Jan 2012 a"
                result.problems.append((line, header[at], message))
                continue
            result.acts.append(Act(line, iso3, kind, day, written, cell))
    return result


def rows_of(acts: Sequence[Act], instrument_id: str, index: Index) -> list[tuple[Act, dict[str, str]]]:
    """Rows of ``treaty_actions`` for the acts that do not stand in the dataset, citing the treaty's own sources."""
    own = [row for row in index.actions.values() if row.instrument_id == instrument_id]
    held = {(row.iso3, str(row.kind), str(row.acted_on)) for row in own}
    held |= {
        (row.iso3, str(kind), str(row.acted_on)) for row in own if row.kind in CONSENTS for kind in CONSENTS
    }  # one deposit; lists differ in its name
    numbers: dict[str, int] = {}
    for row in own:
        last = row.action_id.rsplit("-", 1)[-1]
        numbers[row.iso3] = max(numbers.get(row.iso3, 0), int(last) if last.isdigit() else 0)
    made = []
    for act in acts:
        if (act.iso3, act.kind, act.acted_on) in held:
            continue
        number = numbers[act.iso3] = numbers.get(act.iso3, 0) + 1
        cells = {
            "action_id": f"{instrument_id}-{act.iso3.lower()}-{number}",
            "instrument_id": instrument_id,
            "iso3": act.iso3,
            "kind": act.kind,
            "acted_on": act.acted_on,
            "acted_precision": "day",
            "effective_precision": "unknown",
            "scope": "full",
            "confidence": "single",
            "source_ids": index.instruments[instrument_id].source_ids[0],
        }
        instrument = index.instruments[instrument_id]
        due = None if act.kind == "signature" else entry_day(instrument, parse_day(act.acted_on))
        if due is not None:
            cells |= {
                "effective_on": due.isoformat(),
                "effective_precision": "day",
                "effective_method": "computed",
                "effective_confidence": "single",
                "effective_source_ids": cells["source_ids"],
            }
        made.append((act, cells))
    return made
