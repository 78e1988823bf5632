"""``python -m data.validate``: read the dataset, apply every rule, say what is wrong and where."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from data.learn_files import load_learn
from data.load import DATA_FOLDER, Loaded, load
from data.problems import Problem
from data.rules import check
from data.schema import TABLES
from data.story_files import load_stories


def validate(folder: Path | str = DATA_FOLDER) -> tuple[Loaded, tuple[Problem, ...]]:
    """The dataset of ``folder`` as far as it reads, and every problem: of rows, rules, stories, Learn texts."""
    loaded = load(folder)
    stories = load_stories(loaded.dataset, Path(folder) / "stories").problems
    learn = load_learn(loaded.dataset, Path(folder) / "learn").problems
    return loaded, loaded.problems + check(loaded) + stories + learn


def as_text(loaded: Loaded, problems: Sequence[Problem]) -> str:
    """One problem a line, then the number of rows of every table and the verdict."""
    lines = [str(problem) for problem in problems]
    if lines:
        lines.append("")
    width = max(len(table) for table in TABLES)
    lines += [f"{table:<{width}}  {len(getattr(loaded.dataset, table)):>6}" for table in TABLES]
    meta = loaded.dataset.meta
    described = f"dataset {meta.version}, as of {meta.as_of}" if meta.version else "dataset not described"
    lines.append(f"{described}: " + (f"{len(problems)} problems" if problems else "no problems"))
    return "\n".join(lines)


def as_json(loaded: Loaded, problems: Sequence[Problem]) -> str:
    """The same for machines: ``valid``, ``version``, ``as_of``, ``rows`` per table, ``problems``."""
    meta = loaded.dataset.meta
    document = {
        "valid": not problems,
        "version": meta.version or None,
        "as_of": meta.as_of.isoformat() if meta.version else None,
        "rows": {table: len(getattr(loaded.dataset, table)) for table in TABLES},
        "problems": [problem.as_dict() for problem in problems],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the outcome; 0 where nothing is wrong, 1 otherwise."""
    parser = argparse.ArgumentParser(prog="python -m data.validate", description="Check the dataset.")
    parser.add_argument("--format", choices=("text", "json"), default="text")
    parser.add_argument("--data", type=Path, default=DATA_FOLDER, metavar="DIR", help="folder with the tables")
    options = parser.parse_args(arguments)
    loaded, problems = validate(options.data)
    sys.stdout.write((as_json if options.format == "json" else as_text)(loaded, problems) + "\n")
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(main())
