"""A reader's uploads: read, checked by the rules of the dataset, merged for one session, written out again.

Nothing here raises for a bad upload, or sends anything anywhere; nothing is kept that no session holds.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from threading import Lock
from typing import Any
from weakref import WeakKeyDictionary, WeakValueDictionary

from rapidfuzz.distance import OSA
from rapidfuzz.process import extractOne

from dashboard.domain.compare import Stretch, changed_stretches
from dashboard.domain.index import Index
from dashboard.store.dataset import Served
from dashboard.store.templates import template
from dashboard.store.upload_cells import Converted
from dashboard.store.upload_headers import table_of
from dashboard.store.upload_reading import Reading, Upload
from data.fields import Row
from data.load import Loaded
from data.problems import Problem
from data.rules import check
from data.schema import TABLES, Dataset, id_of
from data.treaty_schema import ActionKind, TreatyAction

__all__ = [
    "MAX_BYTES",
    "MAX_ROWS",
    "UPLOADS_VERSION",
    "Upload",
    "UploadResult",
    "added",
    "table_of",
    "template",
]

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
UPLOADS_VERSION = "+own-rows"
_UPLOAD_LINES = 1 << 40
"""Added to the line of an uploaded row, so that a problem of the merged rows tells whose line it means."""


@dataclass(frozen=True)
class UploadResult:
    """Result of checking some uploads. All or nothing: ``served`` is ``None`` where anything is wrong."""

    uploads: tuple[Upload, ...]
    base: str
    """Stamp of the data they were checked against."""
    rows: Mapping[str, tuple[Row, ...]]
    """Table → the rows that read well, in the order of the uploads."""
    problems: tuple[Problem, ...]
    """With the reader's own file names and lines."""
    served: Served | None
    changes: tuple[Stretch, ...]
    """Where the merged record looks different on the map."""
    converted: tuple[Converted, ...] = ()
    """Cells that were read as something else than what stands in them."""
    notes: tuple[str, ...] = ()
    """What else was understood of a file, in words."""
    repeated: tuple[str, ...] = ()
    """How many rows of a file were left out since the dataset has them, in words; nothing is to be asked about them."""
    given_way: frozenset[str] = frozenset()
    """Rows of the dataset by which a State never acted, and for which the reader has an act."""

    @property
    def count(self) -> int:
        """How many rows were read."""
        return sum(map(len, self.rows.values()))


_HELD: WeakKeyDictionary[Index, WeakValueDictionary[str, UploadResult]] = WeakKeyDictionary()
"""Data → results for them by the digest of names and contents, as long as a session holds them."""
_HOLDING = Lock()


def added(base: Served, uploads: Sequence[Upload]) -> UploadResult:
    """Check uploads against the data being served: rows, every problem, and the merged data where there is none.

    The same files against the same data are checked and merged once for all sessions that hold them.
    """
    if base.problems:  # they are part of the result, and may be others the next time
        return _checked(base, uploads)
    digest = _digest([part for one in uploads for part in (one.name.encode(), one.content)])
    with _HOLDING:
        held = _HELD.setdefault(base.index, WeakValueDictionary()).get(digest)
    if held is None:
        checked = _checked(base, uploads)
        with _HOLDING:
            held = _HELD[base.index].setdefault(digest, checked)
    return held


def _digest(parts: Sequence[bytes]) -> str:
    return hashlib.sha256(b"".join(hashlib.sha256(part).digest() for part in parts)).hexdigest()


def _checked(base: Served, uploads: Sequence[Upload]) -> UploadResult:
    reading = Reading(base.index)
    if sum(len(upload.content) for upload in uploads) > MAX_BYTES:
        reading.refuse("size", f"is larger than {MAX_BYTES // 1024 // 1024} MB")
        uploads = ()
    for upload in uploads:
        reading.read(upload)
    if sum(map(len, reading.rows.values())) > MAX_ROWS:
        reading.refuse("size", f"holds more than {MAX_ROWS:,} rows")
        reading.clear()
    rows = {table: tuple(rows) for table, rows in reading.rows.items() if rows}
    if not rows and not reading.problems:
        reading.refuse("empty-file", "holds no rows")
    given_way = _given_way(base.index.dataset, rows)
    reading.notes += [f"{one} of the dataset (never acted) gives way to your act" for one in sorted(given_way)]
    merged = _merged(base.index.dataset, rows, given_way)
    understood = (tuple(reading.converted), tuple(reading.notes), tuple(reading.repeated), given_way)
    problems = reading.problems or _new_problems(base.index, merged, reading.origins, given_way)
    if problems:
        return UploadResult(tuple(uploads), base.stamp, rows, tuple(problems), None, (), *understood)
    ids = [id_of(table, row) for table, of_table in rows.items() for row in of_table]
    index = Index(merged, ids, edits=base.index.edits)
    digest = hashlib.sha256(b"\0".join(upload.content for upload in uploads)).hexdigest()[:12]
    served = Served(index, base.problems, f"{base.stamp}-{digest}", base.stale, has_uploads=True)
    return UploadResult(tuple(uploads), base.stamp, rows, (), served, changed_stretches(base.index, index), *understood)


def _given_way(base: Dataset, rows: Mapping[str, tuple[Row, ...]]) -> frozenset[str]:
    """Ids of the rows of ``base`` that say a State never acted where it does by the reader's rows."""
    acts = [row for row in rows.get("treaty_actions", ()) if isinstance(row, TreatyAction)]
    acted = {(row.instrument_id, row.iso3) for row in acts if row.kind is not ActionKind.NEVER_ACTED}
    return frozenset(
        row.action_id
        for row in base.treaty_actions
        if row.kind is ActionKind.NEVER_ACTED and (row.instrument_id, row.iso3) in acted
    )


def _merged(base: Dataset, rows: Mapping[str, tuple[Row, ...]], given_way: frozenset[str]) -> Dataset:
    tables: dict[str, Any] = {table: (*getattr(base, table), *rows.get(table, ())) for table in TABLES}
    tables["treaty_actions"] = tuple(row for row in tables["treaty_actions"] if row.action_id not in given_way)
    version = base.meta.version + UPLOADS_VERSION if rows else base.meta.version
    meta = base.meta.model_copy(update={"version": version, "title": f"{base.meta.title}, with own rows of the reader"})
    return base.model_copy(update={"meta": meta, **tables})


@lru_cache(maxsize=2)
def _known_problems(base: Index) -> frozenset[tuple[str, str, str, str]]:
    """Problems of the data as served."""
    at = {table: tuple(range(2, len(getattr(base.dataset, table)) + 2)) for table in TABLES}
    return frozenset((one.file, one.row_id, one.column, one.rule) for one in check(Loaded(base.dataset, (), at)))


def _near_id(problem: Problem, merged: Dataset) -> str:
    """The id that an unknown one is nearest to, as a question; empty for another problem, or where none is near."""
    found = re.match(r"'([^']{4,80})' is not in (.+?):", problem.message) if problem.rule == "known-ids" else None
    if found is None:
        return ""
    ids = [id_of(table, row) for table in found[2].split(" or ") if table in TABLES for row in getattr(merged, table)]
    near = extractOne(found[1], ids, scorer=OSA.distance, score_cutoff=2)
    return f"; did you mean {near[0]}?" if near else ""


def _new_problems(
    base: Index, merged: Dataset, origins: Mapping[str, Sequence[tuple[str, int]]], given_way: frozenset[str]
) -> list[Problem]:
    """Problems of the merged rows that the data did not have before; those of uploaded rows with file and line."""
    lines = {}
    for table in TABLES:
        rows = getattr(base.dataset, table)
        of_base = [line for line, row in enumerate(rows, 2) if not given_way or id_of(table, row) not in given_way]
        lines[table] = (*of_base, *(_UPLOAD_LINES + number for number in range(len(origins[table]))))
    before = _known_problems(base)
    problems: list[Problem] = []
    for one in check(Loaded(merged, (), lines)):
        if one.line >= _UPLOAD_LINES:
            file, line = origins[one.file.removesuffix(".csv")][one.line - _UPLOAD_LINES]
            problems.append(replace(one, file=file, line=line, message=one.message + _near_id(one, merged)))
        elif given_way and one.file == "sources.csv" and one.column == "source_id":
            continue  # named by nothing but a row that gave way: no fault of the reader's
        elif (one.file, one.row_id, one.column, one.rule) not in before:
            problems.append(replace(one, message=f"{one.message} (with your rows)"))
    return problems
