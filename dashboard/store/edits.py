"""What each row said in the editions before, read from the frozen tables beside the ones being served."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path

from dashboard.domain.edits import Cell, Edit
from data.changes import LOG, changes, sections_since
from data.editions import edition_folder, editions
from data.fields import version_key
from data.parse import META_FILE, parse_meta, read_text


def edits_of(folder: Path, version: str, as_of: dt.date) -> Mapping[str, tuple[Edit, ...]]:
    """Id of a row → its edits up to the edition ``version`` with that as-of day, the latest first."""
    known = [one for one in editions(folder) if version_key(one) < version_key(version)]
    frozen = version in editions(folder)
    path = folder / LOG
    log = path.read_text(encoding="utf-8", errors="replace") if known and path.is_file() else ""
    found: defaultdict[str, list[Edit]] = defaultdict(list)
    for since, edition in pairwise([*known, version]):
        last = edition == version
        after = folder if last and not frozen else edition_folder(edition, folder)
        day = as_of if last else _as_of(after)
        for one in changes(edition_folder(since, folder), after, sections_since(log, since, edition), folder):
            if one.kind == "edited":
                cells = tuple(Cell(cell.field, cell.before, cell.after) for cell in one.fields)
                found[one.row_id].insert(0, Edit(edition, day, one.table, one.cause, cells, one.reason))
    return {row_id: tuple(edits) for row_id, edits in found.items()}


def _as_of(frozen: Path) -> dt.date:
    text, _problems = read_text(frozen / META_FILE)
    return parse_meta(text, {})[0].as_of
