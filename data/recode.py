"""``python -m data.recode``: a blind sheet for a second coder, and how far what they read agrees with the record."""

from __future__ import annotations

import argparse
import csv
import io
import random
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import krippendorff

from data.load import DATA_FOLDER

CODED: Final = ("kind", "acted_on", "acted_precision", "effective_on", "confidence")
"""Columns of ``treaty_actions.csv`` that the second coder fills in."""
GIVEN: Final = ("action_id", "treaty", "state", "act", "sources")
NONE: Final = "-"
"""What the coder types where the sources give no value; an empty cell was not coded."""

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Agreement:
    """How far two coders agree on one field."""

    field: str
    coded: int
    same: int
    alpha: float | None
    """Krippendorff's alpha, nominal; None where all values are one and the same, or none was coded."""
    misses: tuple[tuple[str, str, str], ...]
    """Id of the act, the record's value, the second coder's."""


def read_rows(path: Path) -> Rows:
    """The rows of a CSV file. Raises ``OSError`` or ``UnicodeDecodeError`` where it cannot be read."""
    return list(csv.DictReader(io.StringIO(path.read_text(encoding="utf-8-sig"))))


def blind_sheet(folder: Path, size: int, seed: int) -> Rows:
    """Acts drawn at random, with treaty, State and sources, and every field to be coded left empty."""
    acts = read_rows(folder / "treaty_actions.csv")
    titles = {row["instrument_id"]: row["full_title"] for row in read_rows(folder / "instruments.csv")}
    sources = {row["source_id"]: row["url"] or row["title"] for row in read_rows(folder / "sources.csv")}
    states = {row["iso3"]: row["name"] for row in read_rows(folder / "countries.csv")}
    of_state: dict[tuple[str, str], list[str]] = {}
    for row in sorted(acts, key=lambda row: (row["acted_on"] or row["effective_on"], row["action_id"])):
        of_state.setdefault((row["instrument_id"], row["iso3"]), []).append(row["action_id"])
    sheet = []
    draw = random.Random(seed)  # noqa: S311 (a sample that anyone can draw again, no secret)
    for row in draw.sample(acts, min(size, len(acts))):
        ids = of_state[row["instrument_id"], row["iso3"]]
        cited = dict.fromkeys(f"{row['source_ids']};{row['effective_source_ids']}".strip(";").split(";"))
        given = {
            "action_id": row["action_id"],
            "treaty": titles[row["instrument_id"]],
            "state": states.get(row["iso3"], row["iso3"]),
            "act": f"{ids.index(row['action_id']) + 1} of {len(ids)}, by day",
            "sources": " ; ".join(sources[source] for source in cited if source),
        }
        sheet.append(given | dict.fromkeys(CODED, ""))
    return sheet


def agreement(field: str, record: Mapping[str, Mapping[str, str]], sheet: Rows) -> Agreement:
    """Share, alpha and misses of one field over the rows in which the second coder filled it in."""
    pairs = [
        (row["action_id"], record[row["action_id"]][field] or NONE, row[field].strip())
        for row in sheet
        if row[field].strip()
    ]
    number = {value: place for place, value in enumerate(sorted({value for pair in pairs for value in pair[1:]}))}
    alpha = None
    if len(number) > 1:
        coders = [[number[pair[coder]] for pair in pairs] for coder in (1, 2)]
        alpha = float(krippendorff.alpha(reliability_data=coders, level_of_measurement="nominal"))
    misses = tuple(pair for pair in pairs if pair[1] != pair[2])
    return Agreement(field, len(pairs), len(pairs) - len(misses), alpha, misses)


def problems_of(sheet: Rows, record: Mapping[str, object]) -> list[str]:
    """What keeps a filled-in sheet from being compared, each with what to do."""
    lacking = [name for name in ("action_id", *CODED) if not sheet or sheet[0].get(name) is None]
    if lacking:
        return [f"columns missing: {', '.join(lacking)}; fill in a sheet that --sample wrote"]
    found, seen = [], set()
    for line, row in enumerate(sheet, start=2):
        name = row["action_id"]
        if name not in record:
            found.append(f"row {line}: no act '{name}' in the record; leave action_id as it was")
        elif name in seen:
            found.append(f"row {line}: '{name}' stands twice; keep one")
        elif any(row[field] is None for field in CODED):
            found.append(f"row {line}: cells are missing; keep every column")
        seen.add(name)
    return found


def as_text(found: Sequence[Agreement]) -> str:
    """A line for each field, then every miss."""
    lines = [f"{'field':<16} {'coded':>5} {'same':>5} {'share':>7}  alpha"]
    for one in found:
        share = f"{one.same / one.coded:.1%}" if one.coded else "none"
        alpha = "not defined" if one.alpha is None else f"{one.alpha:.3f}"
        lines.append(f"{one.field:<16} {one.coded:>5} {one.same:>5} {share:>7}  {alpha}")
    lines += [
        f"{act} {one.field}: record {ours}, second coder {theirs}" for one in found for act, ours, theirs in one.misses
    ]
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the sheet or compare it; 0 where that was done, 1 where it could not be."""
    parser = argparse.ArgumentParser(prog="python -m data.recode", description="Code a sample of acts a second time.")
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--sample", type=int, metavar="N", help="write a blind sheet of N acts to the output")
    what.add_argument("--read", type=Path, metavar="FILE", help="compare a filled-in sheet with the record")
    parser.add_argument("--seed", type=int, help="number that the sample is drawn by; the same one gives the same acts")
    parser.add_argument("--data", type=Path, default=DATA_FOLDER, metavar="DIR", help="folder with the tables")
    options = parser.parse_args(arguments)
    if options.sample is not None:
        if options.sample < 1 or options.seed is None:
            sys.stderr.write("--sample takes a number from 1 and needs --seed: --sample 60 --seed 1\n")
            return 1
        writer = csv.DictWriter(sys.stdout, GIVEN + CODED, lineterminator="\n")
        writer.writeheader()
        writer.writerows(blind_sheet(options.data, options.sample, options.seed))
        return 0
    record = {row["action_id"]: row for row in read_rows(options.data / "treaty_actions.csv")}
    try:
        sheet = read_rows(options.read)
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        sys.stderr.write(f"{options.read}: cannot be read as CSV in UTF-8 ({error})\n")
        return 1
    if problems := problems_of(sheet, record):
        sys.stderr.write("\n".join(problems) + "\n")
        return 1
    sys.stdout.write(as_text([agreement(field, record, sheet) for field in CODED]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
