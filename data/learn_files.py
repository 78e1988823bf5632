"""Reads ``data/learn/``: glossary, reasons of both sides, questions; checked against the facts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from data.fields import Row
from data.load import DATA_FOLDER
from data.mistakes import explain
from data.parse import parse_toml, read_text
from data.problems import Problem, quote
from data.schema import Dataset
from data.story_facts import UNSUPPORTED, FactRow, fact_rows, rows_of, unsupported_figures
from data.story_files import MAX_FILE_BYTES
from data.story_rules import Lines
from data.story_schema import Reason, Term, Why
from data.treaty_schema import Instrument

LEARN_FOLDER = DATA_FOLDER / "learn"
FILES: Mapping[str, tuple[str, type[Row]]] = {
    "glossary.toml": ("terms", Term),
    "reasons.toml": ("reasons", Reason),
    "why.toml": ("why", Why),
}


@dataclass(frozen=True, slots=True)
class Learn:
    """What the Learn page explains, and what is wrong with its files."""

    terms: tuple[Term, ...]
    reasons: tuple[Reason, ...]
    whys: tuple[Why, ...]
    problems: tuple[Problem, ...]


def load_learn(dataset: Dataset, folder: Path | str = LEARN_FOLDER) -> Learn:
    """Read the files of ``folder``; a broken entry is reported and left out. Never raises for bad text.

    A folder that does not exist holds nothing; one that does must hold every file.
    """
    if not Path(folder).is_dir():
        return Learn((), (), (), ())
    known = fact_rows(dataset)
    entries: dict[str, list[Any]] = {}
    problems: list[Problem] = []
    for name, (key, model) in FILES.items():
        entries[key] = []
        text, found = read_text(Path(folder) / name, MAX_FILE_BYTES)
        raw: dict[str, Any] = {}
        if text is not None and not found:
            raw, found = parse_toml(text, name)
        problems += found
        lines = Lines(text or "", key)
        for number, values in enumerate(rows if isinstance(rows := raw.get(key), list) else []):
            wrong, entry = _read(values, model, name, lines, number)
            if entry is not None:
                wrong = list(_check(entry, name, lines, number, known))
            problems += wrong
            if entry is not None and not wrong:
                entries[key].append(entry)
    return Learn(tuple(entries["terms"]), tuple(entries["reasons"]), tuple(entries["why"]), tuple(problems))


def _read(values: object, model: type[Row], name: str, lines: Lines, number: int) -> tuple[list[Problem], Row | None]:
    try:
        return [], model.model_validate(values)
    except ValidationError as error:
        found = []
        for item in error.errors(include_url=False):
            key = str(item["loc"][0]) if item["loc"] else ""
            found.append(Problem(name, lines.of(number, key), f"entry {number + 1}", key, "learn", explain(item)))
        return found, None


def _check(entry: Row, name: str, lines: Lines, number: int, known: Mapping[str, FactRow]) -> Iterator[Problem]:
    fact_ids: tuple[str, ...] = getattr(entry, "facts", ())
    place = f"entry {number + 1}"
    for fact_id in fact_ids:
        if fact_id not in known:
            message = f"{quote(fact_id)} is not a fact of the dataset: type the id of a row"
            yield Problem(name, lines.of(number, "facts", fact_id), place, "facts", "learn-fact", message)
    if not fact_ids:
        return
    if isinstance(entry, Reason):
        yield from _check_subjects(entry, name, lines, number, known)
    sentences = f"{getattr(entry, 'who', '')} {getattr(entry, 'text', '')}"
    for figure in unsupported_figures(sentences, rows_of(fact_ids, known)):
        message = f"{quote(figure)} {UNSUPPORTED}"
        yield Problem(name, lines.of(number, "text"), place, "text", "learn-borne", message)


def _check_subjects(
    reason: Reason, name: str, lines: Lines, number: int, known: Mapping[str, FactRow]
) -> Iterator[Problem]:
    """Whether the facts of a reason are about its treaty, and name each State that it concerns."""
    place = f"entry {number + 1}"
    if not isinstance(known.get(reason.instrument), Instrument):
        message = f"{quote(reason.instrument)} is not a treaty of the dataset: type the id of one"
        yield Problem(name, lines.of(number, "instrument"), place, "instrument", "learn-treaty", message)
        return
    rows = [known[fact_id] for fact_id in reason.facts if fact_id in known]
    for row in rows:
        treaties = getattr(row, "instrument_ids", None) or (getattr(row, "instrument_id", ""),)
        if reason.instrument not in treaties:
            message = f"a fact is not about {quote(reason.instrument)}: leave it out, or name its treaty"
            yield Problem(name, lines.of(number, "facts"), place, "facts", "learn-treaty", message)
    named = {iso3 for row in rows for iso3 in (*getattr(row, "iso3s", ()), getattr(row, "iso3", ""))}
    for iso3 in reason.iso3s:
        if iso3 not in named:
            message = f"{quote(iso3)} stands in none of the facts listed: add the fact that names it, or leave it out"
            yield Problem(name, lines.of(number, "iso3s"), place, "iso3s", "learn-state", message)
