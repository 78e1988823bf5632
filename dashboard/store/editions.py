"""The record as a published edition said it, read when first asked for; the newest edition is what is served."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Final

from dashboard.domain.index import Index
from dashboard.domain.links import trimmed
from dashboard.store.dataset import Served, shelf, usable
from dashboard.store.edits import edits_of
from dashboard.tables.changes import ChangeRow
from data.changes import LOG, FieldChange, changes, sections_since
from data.editions import edition_folder, editions, load_edition, moved_since
from data.fields import version_key

MOST_KEPT: Final = 2
"""Editions in memory beside the newest; another one puts out the one asked for longest ago."""


def known_editions() -> tuple[str, ...]:
    """Versions that may be asked for, oldest first; the last is the newest, frozen or not."""
    newest = shelf.current().index.dataset.meta.version
    return tuple(sorted({*editions(shelf.folder), newest}, key=version_key))


def published(version: str) -> str:
    """The version where that edition may be asked for; else empty, which stands for the newest."""
    return version if version and version in known_editions() else ""


def served_as(version: str) -> Served:
    """The data of an edition; those being served where ``version`` is empty, or theirs and not edited since.

    Raises ``KeyError`` for a version that was never published.
    """
    now = shelf.current()
    if not version or (version == now.index.dataset.meta.version and not _moved(shelf.folder, version, now.stamp)):
        return now
    if version not in editions(shelf.folder):
        raise KeyError(version)
    return _edition(shelf.folder, version, now.stamp)


def served_to_share(params: Mapping[str, object]) -> Served:
    """The data of the edition that a shared address names; those being served where it names none that is known."""
    named = params.get("record", "")
    version = named[0] if isinstance(named, list) and named else named
    return served_as(published(trimmed(version) if isinstance(version, str) else ""))


def served_at(stamp: str) -> Served:
    """The data whose ``stamp`` stands in an address: an edition's or, for any other, those being served."""
    version, edition, _ = stamp.partition("_")
    try:
        return served_as(version) if edition else shelf.current()
    except KeyError:
        return shelf.current()


@lru_cache(maxsize=1)
def _moved(folder: Path, version: str, stamp: str) -> bool:
    """Whether the tables being served, with that stamp, are no longer those published under their number."""
    return bool(moved_since(version, folder))


@lru_cache(maxsize=MOST_KEPT)
def _edition(folder: Path, version: str, stamp: str) -> Served:
    """Keyed by the newest tables' stamp too: they tell what a later column says of a row."""
    loaded = load_edition(version, folder)
    earlier = version != shelf.current().index.dataset.meta.version
    meta = loaded.dataset.meta
    return Served(
        Index(usable(loaded, loaded.problems), closed=earlier, edits=edits_of(folder, version, meta.as_of)),
        loaded.problems,
        f"{version}_{stamp}",
    )


def changes_between(since: str, until: str = "") -> tuple[ChangeRow, ...]:
    """What changed after the edition ``since``, as far as ``until`` (empty: the newest), a line for each field.

    Raises ``KeyError`` for a version that was never published.
    """
    return _changes(shelf.folder, since, until, shelf.current().stamp)


@lru_cache(maxsize=4)
def _changes(folder: Path, since: str, until: str, stamp: str) -> tuple[ChangeRow, ...]:
    newest = shelf.current().index.dataset.meta.version
    until = until or newest
    if version_key(since) > version_key(until):
        raise KeyError(since)
    before, after = (_tables(folder, version, newest) for version in (since, until))
    path = folder / LOG
    log = path.read_text(encoding="utf-8", errors="replace") if path.is_file() else ""
    told = sections_since(log, since, until) if since != until else ""
    return tuple(
        ChangeRow(
            change=one.kind,
            table=one.table,
            id=one.row_id,
            cause=one.cause,
            field=cell.field,
            before=cell.before,
            after=cell.after,
            edition=until,
            reason=one.reason,
        )
        for one in changes(before, after, told, folder)
        for cell in one.fields or (FieldChange("", "", ""),)
    )


def _tables(folder: Path, version: str, newest: str) -> Path:
    frozen = version in editions(folder)
    return folder if version == newest and not frozen else edition_folder(version, folder)
