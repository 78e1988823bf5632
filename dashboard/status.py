"""``python -m dashboard.status``: the status of every State under an instrument on a day."""

from __future__ import annotations

import argparse
import csv
import datetime as dt
import json
import sys
from collections.abc import Sequence
from typing import TextIO

from dashboard.domain.days import LATEST, parse_as_of
from dashboard.domain.index import Index
from dashboard.domain.terms import STAGE_LABELS, STATUS_LABELS, Stage
from dashboard.store.dataset import shelf
from dashboard.tables.columns import flat_value
from dashboard.tables.status_table import READ, StatusRow, status_document, status_rows_on
from data.ending import end_with
from data.load import load
from data.problems import quote
from data.schema import Dataset

COLUMNS = ("iso3", "name", *READ)


def _texts(row: StatusRow) -> dict[str, str]:
    texts = {name: _text(getattr(row, name)) for name in READ}
    return {"iso3": row.iso3, "name": row.state} | texts


def _text(value: object) -> str:
    match flat := flat_value(value):
        case None:
            return ""
        case bool():
            return "yes" if flat else "no"
        case _:
            return str(flat)


def _table(index: Index, instrument: str, day: dt.date, out: TextIO) -> None:
    meta = index.dataset.meta
    print(f"{index.instruments[instrument].short_title} on {day}", file=out)
    print(f"dataset {meta.version}, knowledge until {meta.as_of}\n", file=out)
    lines = [("", "State", "status", "under way", "since", "next")]
    for row in status_rows_on(index, instrument, day, sorted(index.countries)):
        under_way = "" if row.stage is Stage.NONE else STAGE_LABELS[row.stage]
        coming = f"{row.next_on} {STATUS_LABELS[row.next_status]}" if row.next_status else ""
        if row.next_stage not in (None, Stage.NONE):
            coming += f", {STAGE_LABELS[row.next_stage]}"
        contested = " (contested)" if row.contested else ""
        lines.append((row.iso3, row.state, STATUS_LABELS[row.status], under_way + contested, _text(row.since), coming))
    widths = [max(len(line[column]) for line in lines) for column in range(len(lines[0]))]
    for line in lines:
        print("  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip(), file=out)


def write(dataset: Dataset, instrument: str, as_of: dt.date | None, form: str, out: TextIO) -> None:
    """Write the status of every State to ``out``; ``as_of`` ``None`` is the dataset's as-of day.

    Raises ``KeyError`` for an unknown instrument.
    """
    index = Index(dataset)
    day = as_of or dataset.meta.as_of
    match form:
        case "json":
            json.dump(status_document(index, instrument, day), out, ensure_ascii=False, indent=2)
            out.write("\n")
        case "csv":
            writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
            writer.writeheader()
            writer.writerows(map(_texts, status_rows_on(index, instrument, day, sorted(index.countries))))
        case "table":
            _table(index, instrument, day, out)
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
    write(dataset, options.instrument, as_of, options.format, sys.stdout)
    return 0


if __name__ == "__main__":
    end_with(main)
