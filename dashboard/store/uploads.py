"""A reader's uploads: read, checked by the rules of the dataset, merged for one session, written out again.

Nothing here raises for a bad upload, keeps anything, or sends anything anywhere.
"""

from __future__ import annotations

import csv
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from dashboard.domain.compare import Stretch, changed_stretches
from dashboard.domain.index import Index
from dashboard.store.dataset import Served
from data.load import Loaded, parse_table
from data.problems import Problem, visible
from data.rules import check
from data.schema import TABLES, Dataset, Row, key_of

MAX_BYTES = 10 * 1024 * 1024
MAX_ROWS = 20_000
UPLOADS_VERSION = "+own-rows"
_UPLOAD_LINES = 1 << 40
"""Added to the line of an uploaded row, so that a problem of the merged rows tells whose line it means."""


class Upload(NamedTuple):
    """One file as it came."""

    name: str
    content: bytes


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

    @property
    def count(self) -> int:
        """How many rows were read."""
        return sum(map(len, self.rows.values()))


def template(table: str) -> str:
    """An empty file of ``table``: its header. Raises ``KeyError`` for an unknown table."""
    return ",".join(TABLES[table].model_fields) + "\n"


def table_of(header: Sequence[str]) -> str | None:
    """The table that most of ``header``'s columns belong to; ``None`` where fewer than half of them fit any."""
    found = {name.strip() for name in header}
    best = max(TABLES, key=lambda table: len(found & set(TABLES[table].model_fields)) / len(TABLES[table].model_fields))
    fits = len(found & set(TABLES[best].model_fields))
    return best if fits * 2 >= len(TABLES[best].model_fields) else None


def added(base: Served, uploads: Sequence[Upload]) -> UploadResult:
    """Check uploads against the data being served: rows, every problem, and the merged data where there is none."""
    problems: list[Problem] = []
    rows: dict[str, list[Row]] = {table: [] for table in TABLES}
    lines: dict[str, list[int]] = {table: [] for table in TABLES}
    files: dict[str, list[str]] = {table: [] for table in TABLES}
    if sum(len(upload.content) for upload in uploads) > MAX_BYTES:
        problems.append(Problem("upload", 0, "", "", "size", f"is larger than {MAX_BYTES // 1024 // 1024} MB"))
        uploads = ()
    for upload in uploads:
        _read(upload, problems, rows, lines, files)
    if sum(map(len, rows.values())) > MAX_ROWS:
        problems.append(Problem("upload", 0, "", "", "size", f"holds more than {MAX_ROWS:,} rows"))
        rows, lines, files = ({table: [] for table in TABLES} for _ in range(3))  # type: ignore[assignment]
    kept = {table: tuple(found) for table, found in rows.items() if found}
    if not kept and not problems:
        problems.append(Problem("upload", 0, "", "", "empty-file", "holds no rows"))
    merged = _merged(base.index.dataset, kept)
    if not problems:
        problems += _new_problems(base.index, merged, lines, files)
    if problems:
        return UploadResult(tuple(uploads), base.stamp, kept, tuple(problems), None, ())
    ids = [getattr(row, key_of(table)) for table, found in kept.items() for row in found]
    index = Index(merged, ids)
    digest = hashlib.sha256(b"\0".join(upload.content for upload in uploads)).hexdigest()[:12]
    served = Served(index, base.problems, f"{base.stamp}-{digest}", base.stale, has_uploads=True)
    return UploadResult(tuple(uploads), base.stamp, kept, (), served, changed_stretches(base.index, index))


def _read(
    upload: Upload,
    problems: list[Problem],
    rows: dict[str, list[Row]],
    lines: dict[str, list[int]],
    files: dict[str, list[str]],
) -> None:
    name = visible(upload.name, 60) or "upload"
    try:
        text = upload.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = upload.content.count(b"\n", 0, error.start) + 1
        message = f"byte 0x{upload.content[error.start]:02x} is not UTF-8; save the file as UTF-8"
        problems.append(Problem(name, line, "", "", "encoding", message))
        return
    text = text.replace("\r\n", "\n").replace("\r", "\n")  # spreadsheets write these; nothing is lost
    first = text.split("\n", 1)[0][:20_000]
    table = table_of(next(csv.reader([first]), []))
    if table is None:
        hint = " (columns are parted by commas here, not semicolons)" if ";" in first else ""
        tables = ", ".join(TABLES)
        problems.append(Problem(name, 1, "", "", "header", f"the columns are of none of the tables {tables}{hint}"))
        return
    found, at, wrong = parse_table(table, text, name)
    problems += wrong
    rows[table] += found
    lines[table] += at
    files[table] += [name] * len(found)


def _merged(base: Dataset, rows: Mapping[str, tuple[Row, ...]]) -> Dataset:
    tables: dict[str, Any] = {table: (*getattr(base, table), *rows.get(table, ())) for table in TABLES}
    version = base.meta.version + UPLOADS_VERSION if rows else base.meta.version
    meta = base.meta.model_copy(update={"version": version, "title": f"{base.meta.title}, with own rows of the reader"})
    return base.model_copy(update={"meta": meta, **tables})


@lru_cache(maxsize=2)
def _known_problems(base: Index) -> frozenset[tuple[str, str, str, str]]:
    """Problems of the data as served."""
    at = {table: tuple(range(2, len(getattr(base.dataset, table)) + 2)) for table in TABLES}
    return frozenset((one.file, one.row_id, one.column, one.rule) for one in check(Loaded(base.dataset, (), at)))


def _new_problems(
    base: Index, merged: Dataset, lines: dict[str, list[int]], files: dict[str, list[str]]
) -> list[Problem]:
    """Problems of the merged rows that the data did not have before."""
    own = {table: len(getattr(base.dataset, table)) for table in TABLES}
    at = {
        table: (*range(2, own[table] + 2), *(_UPLOAD_LINES + number for number in range(len(lines[table]))))
        for table in TABLES
    }
    before = _known_problems(base)
    found = []
    for one in check(Loaded(merged, (), at)):
        if one.line >= _UPLOAD_LINES:
            table, number = one.file.removesuffix(".csv"), one.line - _UPLOAD_LINES
            found.append(
                Problem(files[table][number], lines[table][number], one.row_id, one.column, one.rule, one.message)
            )
        elif (one.file, one.row_id, one.column, one.rule) not in before:
            found.append(
                Problem(one.file, one.line, one.row_id, one.column, one.rule, f"{one.message} (with your rows)")
            )
    return found
