"""``python -m data.todo``: the editor's list of what is due, disputed, open, or rests on grade D alone."""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from data.days import parse_day
from data.ending import end_with
from data.fields import Confidence
from data.freshness import freshness, lens_ids
from data.load import DATA_FOLDER, load
from data.schema import Dataset, id_of
from data.source_schema import Grade

DATED_TABLES = ("treaty_actions", "policy_events", "announcements", "observations")


def due(dataset: Dataset, on: dt.date) -> Iterator[str]:
    """Lenses whose next reading was due by a day, or that have no reading; those that ended have no due day."""
    for lens_id in lens_ids(dataset):
        one = freshness(dataset, lens_id, on)
        if one.never_read:
            yield f"{lens_id}: no reading is logged"
        elif one.due_on is not None and one.due_on <= on:
            yield f"{lens_id}: due on {one.due_on}, last read on {one.read_on} ({one.method})"


def open_differences(dataset: Dataset, on: dt.date) -> Iterator[str]:
    """Lenses whose latest reading left differences open."""
    for lens_id in lens_ids(dataset):
        one = freshness(dataset, lens_id, on)
        if one.open_differences:
            yield f"{lens_id}: {one.open_differences} differences open since {one.read_on}"


def disputed(dataset: Dataset) -> Iterator[str]:
    """Rows on which sources disagree."""
    for table in DATED_TABLES:
        for row in getattr(dataset, table):
            if row.confidence is Confidence.DISPUTED:
                yield f"{table}: {id_of(table, row)}"


def grade_d_alone(dataset: Dataset) -> Iterator[str]:
    """Rows that rest on sources of grade D and on no other."""
    grades = {row.publisher_id: row.grade for row in dataset.publishers}
    of_source = {row.source_id: grades.get(row.publisher_id) for row in dataset.sources}
    for table in DATED_TABLES:
        for row in getattr(dataset, table):
            if row.source_ids and {of_source.get(source_id) for source_id in row.source_ids} == {Grade.D}:
                yield f"{table}: {id_of(table, row)}"


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the list; 1 where the record cannot be read."""
    parser = argparse.ArgumentParser(prog="python -m data.todo", description="What the editor has to do.")
    parser.add_argument("--data", type=Path, default=DATA_FOLDER, metavar="DIR", help="folder with the tables")
    parser.add_argument("--on", metavar="DAY", help="day on which to look, YYYY-MM-DD; default: the record's as-of day")
    options = parser.parse_args(arguments)
    loaded = load(options.data)
    try:
        on = parse_day(options.on) if options.on else loaded.dataset.meta.as_of
    except ValueError as error:
        parser.error(f"--on: {error}")
    if loaded.problems:
        sys.stderr.write(f"{len(loaded.problems)} problems: run python -m data.validate first\n")
        return 1
    dataset = loaded.dataset
    parts = {
        f"Due by {on}": list(due(dataset, on)),
        "Open differences": list(open_differences(dataset, on)),
        "Disputed": list(disputed(dataset)),
        "Not read": [f"{row.not_read_id}: {row.reason}" for row in dataset.not_read],
        "On grade D alone": list(grade_d_alone(dataset)),
    }
    for title, lines in parts.items():
        sys.stdout.write(f"{title} ({len(lines)})\n" + "".join(f"  {line}\n" for line in lines))
    return 0


if __name__ == "__main__":
    end_with(main)
