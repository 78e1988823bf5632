"""``python -m data.validate``: read the dataset, apply every rule, say what is wrong and where."""

from __future__ import annotations

import argparse
import datetime as dt
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from data.corrections import misquoted
from data.days import parse_day
from data.editions import moved_since
from data.freshness import freshness, lens_ids
from data.learn_files import load_learn
from data.load import DATA_FOLDER, Loaded, load
from data.parse import META_FILE
from data.problems import Problem
from data.rules import check
from data.schema import TABLES
from data.story_files import load_stories


def validate(folder: Path | str = DATA_FOLDER) -> tuple[Loaded, tuple[Problem, ...]]:
    """The dataset of ``folder`` as far as it reads, and every problem: of rows, rules, stories, Learn texts."""
    loaded = load(folder)
    stories = load_stories(loaded.dataset, Path(folder) / "stories").problems
    learn = load_learn(loaded.dataset, Path(folder) / "learn").problems
    quoted = misquoted(loaded, Path(folder))
    return loaded, loaded.problems + check(loaded) + quoted + stories + learn


def warnings(loaded: Loaded, on: dt.date, folder: Path = DATA_FOLDER) -> list[str]:
    """What is to be done but is no problem: lenses past due or never read, tables edited since they were published."""
    version = loaded.dataset.meta.version
    moved = [
        f"{name}: edited since {version} was published: write the next number in {META_FILE}"
        for name in moved_since(version, folder)
    ]
    found = [freshness(loaded.dataset, lens_id, on) for lens_id in lens_ids(loaded.dataset)]
    late = [
        f"{one.lens_id}: was to be read again by {one.due_on}, last read on {one.read_on}"
        for one in found
        if one.overdue
    ]
    return moved + late + [f"{one.lens_id}: no reading is logged in checks.csv" for one in found if one.never_read]


def as_text(loaded: Loaded, problems: Sequence[Problem], warned: Sequence[str] = ()) -> str:
    """One problem a line, then the number of rows of every table, what is past due, and the verdict."""
    lines = [str(problem) for problem in problems]
    if lines:
        lines.append("")
    width = max(len(table) for table in TABLES)
    lines += [f"{table:<{width}}  {len(getattr(loaded.dataset, table)):>6}" for table in TABLES]
    lines += [f"warning: {line}" for line in warned]
    meta = loaded.dataset.meta
    described = f"dataset {meta.version}, as of {meta.as_of}" if meta.version else "dataset not described"
    lines.append(f"{described}: " + (f"{len(problems)} problems" if problems else "no problems"))
    return "\n".join(lines)


def as_json(loaded: Loaded, problems: Sequence[Problem], warned: Sequence[str] = ()) -> str:
    """The same for machines: ``valid``, ``version``, ``as_of``, ``rows`` per table, ``problems``, ``warnings``."""
    meta = loaded.dataset.meta
    document = {
        "valid": not problems,
        "version": meta.version or None,
        "as_of": meta.as_of.isoformat() if meta.version else None,
        "rows": {table: len(getattr(loaded.dataset, table)) for table in TABLES},
        "problems": [problem.as_dict() for problem in problems],
        "warnings": list(warned),
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the outcome; 0 where nothing is wrong, 1 otherwise. What is past due by ``--on`` is warned of, no more."""
    parser = argparse.ArgumentParser(prog="python -m data.validate", description="Check the dataset.")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--data", type=Path, default=DATA_FOLDER, metavar="DIR", help="folder with the tables")
    parser.add_argument(
        "--on", metavar="DAY", help="day on which readings may be past due, YYYY-MM-DD; default: the record's as-of day"
    )
    options = parser.parse_args(arguments)
    loaded, problems = validate(options.data)
    try:
        on = parse_day(options.on) if options.on else loaded.dataset.meta.as_of
    except ValueError as error:
        parser.error(f"--on: {error}")
    written = (as_json if options.format == "json" else as_text)(loaded, problems, warnings(loaded, on, options.data))
    sys.stdout.write(written + "\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
