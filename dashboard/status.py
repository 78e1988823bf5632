"""``python -m dashboard.status``: the status of every State under an instrument on a day."""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import os
import sys
from collections.abc import Sequence
from typing import TextIO

from dashboard.domain.days import LATEST, parse_as_of
from dashboard.domain.document import StatusDocument, status_document
from dashboard.domain.index import Index
from dashboard.domain.status import STAGE_LABELS, STATUS_LABELS, Stage, Status
from dashboard.store.dataset import shelf
from data.load import load
from data.problems import quote
from data.schema import Dataset

COLUMNS = ("iso3", "name", "status", "stage", "contested", "since", "next_on", "next_status", "next_stage")


def _rows(document: StatusDocument, index: Index) -> list[dict[str, str]]:
    rows: list[dict[str, str]] = []
    for iso3, state in document["states"].items():
        coming = state["next"]
        rows.append(
            {
                "iso3": iso3,
                "name": index.countries[iso3].name,
                "status": state["status"],
                "stage": state["stage"],
                "contested": "yes" if state["contested"] else "no",
                "since": state["since"] or "",
                "next_on": coming["on"] if coming else "",
                "next_status": coming["status"] if coming else "",
                "next_stage": coming["stage"] if coming else "",
            }
        )
    return rows


def _table(document: StatusDocument, index: Index, out: TextIO) -> None:
    print(f"{index.instruments[document['instrument']].short_title} on {document['as_of']}", file=out)
    print(f"dataset {document['dataset_version']}, knowledge until {index.dataset.meta.as_of.isoformat()}\n", file=out)
    lines = [("", "State", "status", "under way", "since", "next")]
    for row in _rows(document, index):
        under_way = "" if row["stage"] == Stage.NONE else STAGE_LABELS[Stage(row["stage"])]
        coming = f"{row['next_on']} {STATUS_LABELS[Status(row['next_status'])]}" if row["next_on"] else ""
        if row["next_stage"] not in ("", Stage.NONE):
            coming += f", {STAGE_LABELS[Stage(row['next_stage'])]}"
        contested = " (contested)" if row["contested"] == "yes" else ""
        status = STATUS_LABELS[Status(row["status"])]
        lines.append((row["iso3"], row["name"], status, under_way + contested, row["since"], coming))
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip(), file=out)


def write(dataset: Dataset, instrument: str, as_of: dt.date | None, form: str, out: TextIO) -> None:
    """Write the status of every State to ``out``; ``as_of`` ``None`` is the dataset's as-of day.

    Raises ``KeyError`` for an unknown instrument.
    """
    index = Index(dataset)
    document = status_document(index, instrument, as_of or dataset.meta.as_of)
    match form:
        case "json":
            json.dump(document, out, ensure_ascii=False, indent=2)
            out.write("\n")
        case "csv":
            writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(_rows(document, index))
        case "table":
            _table(document, index, out)
        case _:
            raise ValueError(f"unknown format {quote(form)}")


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code: 0 written, 1 the dataset has problems, 2 bad arguments (argparse prints the reason)."""
    parser = argparse.ArgumentParser(prog="python -m dashboard.status", description=__doc__)
    parser.add_argument("--instrument", required=True, help="instrument id, for example apmbc")
    parser.add_argument("--as-of", default=LATEST, metavar="DAY", help="YYYY-MM-DD, or latest (default)")
    parser.add_argument("--format", choices=("table", "json", "csv"), default="table")
    options = parser.parse_args(arguments)
    try:
        as_of = parse_as_of(options.as_of)
    except ValueError as error:
        parser.error(f"argument --as-of: {error}")
    loaded = load(shelf.folder)
    if loaded.problems:
        for problem in loaded.problems:
            print(problem, file=sys.stderr)
        return 1
    dataset = loaded.dataset
    known = [row.instrument_id for row in dataset.instruments]
    if options.instrument not in known:
        parser.error(f"unknown instrument {quote(options.instrument)}; known: {', '.join(known)}")
    try:
        write(dataset, options.instrument, as_of, options.format, sys.stdout)
        sys.stdout.flush()
    except BrokenPipeError:  # the reader has seen enough; keep the interpreter from flushing again
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
