"""Rows of the dataset for the acts of a list: of which treaty it is, what is new in it, and where it differs."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from pathlib import PurePath
from typing import NamedTuple

from dashboard.domain.folding import fold
from dashboard.domain.index import Index
from dashboard.store.treaty_list import Act
from data.days import parse_day
from data.periods import entry_day, exit_day
from data.treaty_schema import CONSENTS, ActionKind, TreatyAction

ENDS = (ActionKind.WITHDRAWAL, ActionKind.RATIFICATION_WITHDRAWN, ActionKind.SIGNATURE_WITHDRAWN, ActionKind.CESSATION)
"""Kinds after which the same State may sign or consent once more."""
_FEW = 2
"""How many acts of a list must stand in the record of a treaty before the list is taken for that treaty's."""


class NewActs(NamedTuple):
    """What a list adds to the record of its treaty."""

    rows: list[tuple[Act, dict[str, str]]]
    held: int
    """How many acts stand in the record."""
    differs: list[tuple[Act, TreatyAction]]
    """Acts for which the record has another day."""


def named_instrument(texts: Sequence[str], index: Index) -> str | None:
    """The treaty that a file's name, sheet or title names; ``None`` where they name none or several."""
    words = " | ".join(" ".join(re.split(r"[^a-z0-9]+", fold(text))) for text in texts)
    words = f" {words} "
    found: dict[str, int] = {}
    for row in index.instruments.values():
        for called in (row.instrument_id, row.short_name, row.short_title, row.full_title, *row.also_called):
            key = " ".join(re.split(r"[^a-z0-9]+", fold(called))).strip()
            if key and f" {key} " in words:
                found[row.instrument_id] = max(found.get(row.instrument_id, 0), len(key))
        for source_id in row.source_ids:
            chapter = source_id.removeprefix("untc-").replace("-", " ")
            if chapter != source_id and f" {chapter} " in words:
                found.setdefault(row.instrument_id, len(chapter))
    longest = max(found.values(), default=0)
    best = [one for one, length in found.items() if length == longest]
    return best[0] if len(best) == 1 else None


def fitting_instruments(acts: Sequence[Act], index: Index) -> list[str]:
    """The treaties whose record holds most of the acts of a list; none where it holds fewer than half of them."""
    listed = {_key(act.iso3, act.kind, act.acted_on) for act in acts}
    found: Counter[str] = Counter()
    for row in index.actions.values():
        if _key(row.iso3, str(row.kind), str(row.acted_on)) in listed:
            found[row.instrument_id] += 1
    most = max(found.values(), default=0)
    if most < _FEW or most * 2 < len(listed):
        return []
    return [one for one, number in found.items() if number == most]


def file_words(name: str) -> str:
    """A file's name without its ending."""
    return PurePath(name).stem


def _group(kind: str) -> str:
    """Kinds that a list's letters do not tell apart are one: a deposit has one day, whatever it is called."""
    return "consent" if kind in CONSENTS else kind


def _key(iso3: str, kind: str, day: str) -> tuple[str, str, str]:
    return iso3, _group(kind), day


def new_acts(acts: Sequence[Act], instrument_id: str, index: Index) -> NewActs:
    """Rows of ``treaty_actions`` for the acts that do not stand in the record, citing the treaty's own source."""
    of_state: dict[str, list[TreatyAction]] = defaultdict(list)
    for row in index.actions.values():
        if row.instrument_id == instrument_id:
            of_state[row.iso3].append(row)
    numbers = {
        iso3: max(int(last) if (last := row.action_id.rsplit("-", 1)[-1]).isdigit() else 0 for row in rows)
        for iso3, rows in of_state.items()
    }
    found = NewActs([], 0, [])
    held = 0
    for act in acts:
        own = of_state[act.iso3]
        alike = [row for row in own if _group(str(row.kind)) == _group(act.kind)]
        if any(str(row.acted_on) == act.acted_on for row in alike):
            held += 1
            continue
        ended = [str(row.acted_on) for row in own if row.kind in ENDS]
        other = next((row for row in alike if not any(str(row.acted_on) <= end <= act.acted_on for end in ended)), None)
        if other is not None:
            found.differs.append((act, other))
            continue
        number = numbers[act.iso3] = numbers.get(act.iso3, 0) + 1
        found.rows.append((act, _cells(act, number, instrument_id, index)))
    return found._replace(held=held)


def _cells(act: Act, number: int, instrument_id: str, index: Index) -> dict[str, str]:
    instrument = index.instruments[instrument_id]
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
        "source_ids": instrument.source_ids[0],
    }
    day = parse_day(act.acted_on)
    due = None
    if act.kind in CONSENTS:
        due = entry_day(instrument, day)
    elif act.kind == ActionKind.WITHDRAWAL:
        due = exit_day(instrument, day)
    effect = act.effective_on or (due.isoformat() if due else "")
    if effect and act.kind in (*CONSENTS, ActionKind.WITHDRAWAL):
        cells |= {
            "effective_on": effect,
            "effective_precision": "day",
            "effective_method": "stated" if act.effective_on else "computed",
            "effective_confidence": "single",
            "effective_source_ids": cells["source_ids"],
        }
    return cells
