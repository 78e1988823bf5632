"""``python -m data.inbox``: the error reports that a server took in, and one of them as a correction to judge.

A report is a line of JSON in one file. Nothing of it reaches a table or page but by an editor's hand.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from data.editions import read_cells, table_texts
from data.links import FACT_TABLES
from data.load import DATA_FOLDER, load
from data.problems import quote, visible
from data.source_schema import Correction

SETTING: Final = "ESS_REPORTS_FILE"
FIELDS: Final = ("on", "about", "edition", "wrong", "source", "name")
"""What a report holds, all of it text: the day it came, what it is about, what the reporter wrote."""


def inbox_file(settings: Mapping[str, str]) -> Path:
    """Where reports lie: ``ESS_REPORTS_FILE``, else in the user's folder for data of programs.

    Raises ``ValueError`` for a path that is not absolute, or within the product's own folder.
    """
    text = settings.get(SETTING, "").strip()
    if not text:
        home = settings.get("XDG_DATA_HOME", "").strip() or Path.home() / ".local" / "share"
        return Path(home) / "european-security-shifts" / "reports.jsonl"
    path = Path(text)
    if not path.is_absolute():
        raise ValueError(f"{SETTING}: {quote(text)} is no whole path: type one such as /var/lib/ess/reports.jsonl")
    if path.resolve().is_relative_to(DATA_FOLDER.parent):
        raise ValueError(f"{SETTING}: {quote(text)} lies in the product's own folder: choose a path outside it")
    return path


def read_reports(path: Path) -> list[dict[str, str]]:
    """Reports in the order in which they came; a line that is none is left out. Raises ``OSError``."""
    found = []
    for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
        try:
            values = json.loads(line)
        except ValueError:
            continue
        if isinstance(values, dict):
            found.append({field: str(values.get(field, "")) for field in FIELDS})
    return found


def as_correction(report: Mapping[str, str], field: str, folder: Path = DATA_FOLDER) -> dict[str, str]:
    """A row for ``corrections.csv`` with what the record says now as ``said``; ``says`` and ``why`` are to be filled.

    Raises ``ValueError`` for a report on no fact, or a column that its table does not have.
    """
    for table, text in table_texts(folder).items():
        if table not in FACT_TABLES or report["about"] not in text:
            continue
        cells = read_cells(table, text).get(report["about"])
        if cells is None:
            continue
        if field not in cells:
            raise ValueError(f"{quote(field)} is no column of {table}: type one of {', '.join(cells)}")
        return dict.fromkeys(Correction.model_fields, "") | {
            "fact_id": report["about"],
            "field": field,
            "said": cells[field],
            "since_edition": load(folder).dataset.meta.version,
            "reported_by": report["name"],
        }
    raise ValueError(f"{quote(report['about'])} is no fact of the record: find the fact that is meant by hand")


def _told(number: int, report: Mapping[str, str]) -> str:
    named = f", by {visible(report['name'])} (published if accepted)" if report["name"] else ""
    lines = [
        f"{number}. {visible(report['on'])}: {visible(report['about'])} (edition {visible(report['edition'])}){named}"
    ]
    lines += [f"   {part}: {visible(report[part], 2000)}" for part in ("wrong", "source") if report[part]]
    return "\n".join(lines)


def main(arguments: Sequence[str] | None = None) -> int:
    """List the reports, or print one as a correction; 0 where that could be done, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m data.inbox", description="Error reports, to be judged by hand.")
    parser.add_argument("--file", type=Path, help=f"the inbox; usual: that of {SETTING}")
    parser.add_argument("--correct", type=int, metavar="N", help="print report N as a row for corrections.csv")
    parser.add_argument("--field", default="note", help="column that is wrong, with --correct; usual: note")
    options = parser.parse_args(arguments)
    try:
        reports = read_reports(options.file or inbox_file(os.environ))
    except FileNotFoundError:
        sys.stdout.write("no report has come\n")
        return 0
    except (OSError, ValueError) as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    if options.correct is None:
        sys.stdout.write("".join(f"{_told(number, one)}\n" for number, one in enumerate(reports, 1)))
        sys.stdout.write(f"{len(reports)} report(s)\n")
        return 0
    if not 1 <= options.correct <= len(reports):
        sys.stderr.write(f"there is no report {options.correct}: type a number from 1 to {len(reports)}\n")
        return 1
    report = reports[options.correct - 1]
    try:
        row = as_correction(report, options.field)
    except ValueError as problem:
        sys.stderr.write(f"{problem}\n")
        return 1
    sys.stderr.write(f"{_told(options.correct, report)}\nJudge it, mend the fact, fill in says and why:\n")
    writer = csv.DictWriter(sys.stdout, list(row), lineterminator="\n")
    writer.writerow(row)
    return 0


if __name__ == "__main__":
    sys.exit(main())
