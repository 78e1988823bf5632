"""One reading: the bytes of a register, read, compared, or refused with a reason."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from dataclasses import dataclass, replace
from pathlib import Path

from data.check.answers import Answer, Refused
from data.check.compare import Comparison, compare
from data.check.settings import READERS, Listed, Settings
from data.days import parse_day
from data.problems import quote
from data.schema import Dataset

MANIFEST = "manifest.json"


@dataclass(frozen=True, slots=True)
class Saved:
    """Bytes of one answer and where they come from; ``problem`` says why there are none."""

    register: str
    instrument_id: str
    raw: bytes
    read_on: dt.date | None = None
    sha256: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """What came of one answer."""

    register: str
    instrument_id: str
    read_on: dt.date | None
    sha256: str
    comparison: Comparison | None
    refused: str
    unproven: bool


def read_answer(saved: Saved, dataset: Dataset, settings: Settings) -> Reading:
    """The reading of one answer; never raises for bad bytes."""
    register = settings.registers[saved.register]
    comparison, refused = None, saved.problem
    if not refused:
        try:
            answer = _named(READERS[saved.register](saved.raw), register.place_of(saved.instrument_id))
            fields = register.fields_of(saved.instrument_id)
            comparison = compare(dataset, saved.instrument_id, answer, fields, saved.read_on or dataset.meta.as_of)
            refused = comparison.refused
        except Refused as reason:
            refused = str(reason)
    return Reading(
        saved.register,
        saved.instrument_id,
        saved.read_on,
        hashlib.sha256(saved.raw).hexdigest(),
        comparison,
        refused,
        not register.proven,
    )


def _named(answer: Answer, place: Listed) -> Answer:
    """The answer with a notice where it names itself as another treaty than the settings do."""
    meant = place.number or place.short_name
    if not (answer.about and meant) or answer.about == meant:
        return answer
    notice = f"the answer calls itself {quote(answer.about)}, the settings {quote(meant)}"
    return replace(answer, notices=(notice, *answer.notices))


def saved_answers(path: Path, pairs: list[tuple[str, str]]) -> list[Saved]:
    """Saved answers of a file or folder for the pairs of register and lens asked for.

    A file is the answer of the one pair. In a folder, and for a file beside its manifest, the manifest gives day and
    hash. Raises ``ValueError`` where the path or its manifest cannot be used.
    """
    if path.is_dir():
        return [_from_folder(path, entry, pairs) for entry in _manifest(path) if _pair(entry) in pairs]
    if not path.is_file():
        raise ValueError(f"{path} is no file and no folder")
    if len(pairs) != 1:
        raise ValueError("a single file is one answer: add --register and --instrument")
    (register, instrument_id), known = (
        pairs[0],
        [entry for entry in _manifest(path.parent, needed=False) if entry.get("file") == path.name],
    )
    if known:
        return [_from_folder(path.parent, known[0] | {"register": register, "instrument": instrument_id}, pairs)]
    return [Saved(register, instrument_id, path.read_bytes())]


def pairs_in(folder: Path, settings: Settings) -> list[tuple[str, str]]:
    """Pairs of register and lens whose answers a folder of ``--save`` holds. Raises as ``saved_answers`` does."""
    pairs = [_pair(entry) for entry in _manifest(folder)]
    for name, lens_id in pairs:
        if name not in settings.registers:
            raise ValueError(f"{folder / MANIFEST} names {quote(name)} for {quote(lens_id)}, which is no register")
    return pairs


def _pair(entry: dict[str, str]) -> tuple[str, str]:
    return entry.get("register", ""), entry.get("instrument", "")


def _manifest(folder: Path, needed: bool = True) -> list[dict[str, str]]:
    try:
        entries = json.loads((folder / MANIFEST).read_text("utf-8"))["answers"]
        if not all(isinstance(entry, dict) and isinstance(entry["file"], str) for entry in entries):
            raise TypeError
    except FileNotFoundError:
        if needed:
            raise ValueError(f"{folder} holds no {MANIFEST}: point at a folder of --save, or at one file") from None
        return []
    except (OSError, ValueError, KeyError, TypeError):
        raise ValueError(f"{folder / MANIFEST} is no manifest of --save") from None
    return list(entries)


def _from_folder(folder: Path, entry: dict[str, str], pairs: list[tuple[str, str]]) -> Saved:
    register, instrument_id = _pair(entry)
    if entry.get("refused"):
        return Saved(register, instrument_id, b"", problem=str(entry["refused"]))
    try:
        read_on = parse_day(str(entry.get("read_on")))
        raw = (folder / Path(entry["file"]).name).read_bytes()
    except (OSError, ValueError) as error:
        return Saved(register, instrument_id, b"", problem=f"the manifest does not hold: {error}")
    if hashlib.sha256(raw).hexdigest() != entry.get("sha256"):
        return Saved(register, instrument_id, b"", problem=f"{entry['file']} is not what was saved (other hash)")
    return Saved(register, instrument_id, raw, read_on, str(entry["sha256"]))
