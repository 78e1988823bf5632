"""The data dictionary of the README, and the files that describe the dataset to programs, written from the schema.

``python -m data.dictionary --write`` renews them; ``--check`` exits with 1 where one is out of date. The two files for
those who cite (``CITATION.cff``, ``.zenodo.json``) stand above the folder of the tables, and are renewed where they do.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from data.citation_files import CFF, ZENODO, citation_cff, zenodo
from data.croissant import CROISSANT, croissant
from data.links import LINKS, Link
from data.load import DATA_FOLDER, load
from data.package import PACKAGE, fields, first_line, package
from data.problems import quote
from data.schema import TABLES, Dataset

README = "README.md"
BEGIN, END = "<!-- dictionary: begin, written by data.dictionary -->", "<!-- dictionary: end -->"


def dictionary() -> str:
    """Every table and column in Markdown."""
    parts = []
    for table in TABLES:
        links = {link.column: link for link in LINKS if link.table == table}
        parts.append(f"### `{table}.csv`\n\n{first_line(table)}\n")
        parts.append("| column | holds | empty | meaning |\n| --- | --- | --- | --- |")
        for field in fields(table):
            empty = "no" if field.get("constraints", {}).get("required") else "may be"
            meaning = field["description"].replace("|", "\\|")
            parts.append(f"| `{field['name']}` | {_holds(field, links.get(field['name']))} | {empty} | {meaning} |")
        parts.append("")
    return "\n".join(parts).rstrip() + "\n"


def _holds(field: dict[str, Any], link: Link | None) -> str:
    constraints = field.get("constraints", {})
    if link:
        targets = " or ".join(f"`{target}`" for target in link.targets)
        return f"ids of {targets}, `;` between" if link.many else f"id of {targets}"
    if "enum" in constraints:
        return " · ".join(f"`{value}`" for value in constraints["enum"])
    if constraints.get("unique"):
        return "id"
    if ")(;" in constraints.get("pattern", ""):
        return "codes or words, `;` between"
    return {"date": "day, `YYYY-MM-DD`", "number": "number", "integer": "whole number"}.get(field["type"], "text")


def rendered(folder: Path, dataset: Dataset) -> dict[Path, str]:
    """Path to the text that it should hold.

    Raises ``ValueError`` where the README has lost its two marks.
    """
    readme = folder / README
    text = readme.read_text(encoding="utf-8")
    if text.count(BEGIN) != 1 or text.count(END) != 1 or text.index(BEGIN) > text.index(END):
        raise ValueError(f"{readme} needs the lines {quote(BEGIN)} and {quote(END)}, once each")
    head, tail = text[: text.index(BEGIN)], text[text.index(END) :]
    made = {
        readme: f"{head}{BEGIN}\n\n{dictionary()}\n{tail}",
        folder / PACKAGE: _json(package(dataset.meta)),
        folder / CROISSANT: _json(croissant(dataset.meta)),
    }
    above = {CFF: citation_cff(dataset.meta), ZENODO: _json(zenodo(dataset.meta))}
    return made | {folder.parent / name: text for name, text in above.items() if (folder.parent / name).is_file()}


def _json(document: dict[str, Any]) -> str:
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Write the files, or say which are out of date; 0 where they stand as they should."""
    parser = argparse.ArgumentParser(
        prog="python -m data.dictionary", description="Dictionary, data package and citation."
    )
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--write", action="store_true", help="renew the files")
    action.add_argument("--check", action="store_true", help="exit with 1 where a file is out of date")
    parser.add_argument("--data", type=Path, default=DATA_FOLDER, metavar="DIR")
    options = parser.parse_args(arguments)
    stale = 0
    for path, text in rendered(options.data, load(options.data).dataset).items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        stale += 1
        if options.write:
            path.write_text(text, encoding="utf-8", newline="\n")
        sys.stdout.write(f"{path.name}: {'written' if options.write else 'out of date'}\n")
    return 1 if stale and options.check else 0


if __name__ == "__main__":
    sys.exit(main())
