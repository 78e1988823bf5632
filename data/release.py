"""Freezes the tables as a published edition: ``python -m data.release 1.2.0``, with ``--dry-run`` to look first.

Refuses what could not be answered for later: tables with problems, an earlier edition that was touched, a change log
that does not name a row that was edited or taken out.
"""

from __future__ import annotations

import argparse
import hashlib
import shutil
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

from data.changes import LOG, Change, changes, sections_since
from data.checks import FILE as CHECKS_FILE
from data.corrections import misquoted
from data.editions import RELEASES, SUMS, editions, wrong_sums
from data.fields import VERSION, version_key
from data.load import DATA_FOLDER, Loaded, load
from data.parse import META_FILE
from data.rules import check
from data.schema import TABLES

MOST_NAMED: Final = 40
"""Rows named in one refusal; the others are counted."""
TOLD_IN: Final = ("stories", "learn")
"""Folders of texts that rest on rows."""


def refusals(version: str, folder: Path = DATA_FOLDER) -> list[str]:
    """Why the tables cannot be published as ``version``; empty where they can. A wrong number is refused alone."""
    if not VERSION.fullmatch(version):
        return [f"'{version[:40]}' is no version: type three numbers with dots between, such as 1.2.0"]
    loaded = load(folder)
    if wrong := list(_of_version(version, loaded, folder)):
        return wrong
    found = [str(problem) for problem in (*loaded.problems, *check(loaded), *misquoted(loaded, folder))]
    if found:
        found = [*found[:MOST_NAMED], f"the tables have {len(found)} problem(s): run python -m data.validate"]
    return [*found, *_of_log(version, folder)]


def _of_version(version: str, loaded: Loaded, folder: Path) -> Iterator[str]:
    published, named = editions(folder), loaded.dataset.meta.version
    if version in published:
        yield f"{version} was published already and stays as it is: choose a later number"
    elif published and version_key(version) < version_key(published[-1]):
        yield f"{version} comes before {published[-1]}, which was published already: choose a later number"
    if version != named:
        yield f"{META_FILE} says version {named}: write {version} there, in the citation too, or publish {named}"
    elif version not in loaded.dataset.meta.citation:
        yield f"the citation in {META_FILE} does not name {version}: write it there"
    for one in published:
        for problem in wrong_sums(folder / RELEASES / one):
            yield f"{RELEASES}/{one}/{problem.file} {problem.message}"


def _of_log(version: str, folder: Path) -> Iterator[str]:
    if not editions(folder) or version in editions(folder):
        return
    if not sections_since((folder / LOG).read_text(encoding="utf-8"), editions(folder)[-1], version).strip():
        yield f"{LOG} has no section on {version}: begin one with '## {version}, as of …'"
    silent = [one for one in changed(folder) if one.kind != "added" and not one.reason]
    if silent:
        named = ", ".join(one.row_id for one in silent[:MOST_NAMED])
        rest = f" and {len(silent) - MOST_NAMED} more" if len(silent) > MOST_NAMED else ""
        yield f"{LOG} does not say why these {len(silent)} rows changed; name each in backticks: {named}{rest}"


def changed(folder: Path = DATA_FOLDER) -> tuple[Change, ...]:
    """What changed since the last published edition, with the change log's reasons; nothing before the first."""
    published = editions(folder)
    if not published:
        return ()
    log = sections_since((folder / LOG).read_text(encoding="utf-8"), published[-1])
    return changes(folder / RELEASES / published[-1], folder, log, folder)


def report(folder: Path = DATA_FOLDER) -> Iterator[str]:
    """Lines that say which rows change, and which texts rest on those that were edited or taken out."""
    found = changed(folder)
    for (table, kind), count in sorted(Counter((one.table, one.kind) for one in found).items()):
        yield f"{table}: {count} {kind}"
    moved = [one for one in found if one.kind != "added"]
    for one in moved:
        fields = f" ({', '.join(cell.field for cell in one.fields)})" if one.fields else ""
        yield f"{one.kind}: {one.table} {one.row_id}{fields}: {one.cause or 'taken out'}"
    for name in TOLD_IN:
        for path in sorted((folder / name).glob("*.toml")):
            text = path.read_text(encoding="utf-8")
            resting = [one.row_id for one in moved if f'"{one.row_id}"' in text]
            if resting:
                yield f"read again: {name}/{path.name} rests on {', '.join(resting)}"


def freeze(version: str, folder: Path = DATA_FOLDER) -> Path:
    """Copy the tables into the edition's folder with their sums; returns the folder. Nothing half-made stays."""
    target = folder / RELEASES / version
    making = target.with_name(f".{version}")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True)
    sums = []
    for name in sorted([*(f"{table}.csv" for table in TABLES), META_FILE, CHECKS_FILE]):
        body = (folder / name).read_bytes()
        (making / name).write_bytes(body)
        sums.append(f"{hashlib.sha256(body).hexdigest()}  {name}\n")
    (making / SUMS).write_text("".join(sums), encoding="utf-8")
    making.rename(target)
    return target


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit 0 where the edition was, or could be, published, else 1."""
    parser = argparse.ArgumentParser(prog="python -m data.release", description="Freeze the tables as an edition.")
    parser.add_argument("version", help="number of the edition, such as 1.2.0; dataset.toml must say it too")
    parser.add_argument(
        "--dry-run", action="store_true", help="say what changes and what would be refused; write nothing"
    )
    given = parser.parse_args(arguments)
    refused = refusals(given.version)
    if given.dry_run:
        print(*report(), sep="\n")
    for reason in refused:
        print(f"refused: {reason}", file=sys.stderr)
    if refused:
        return 1
    if given.dry_run:
        print(f"edition {given.version} can be published; nothing was written")
        return 0
    print(f"published {freeze(given.version).relative_to(DATA_FOLDER)}: commit it, and never change it again")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
