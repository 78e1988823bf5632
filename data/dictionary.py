"""The data dictionary of the README and ``datapackage.json``, both written from the schema.

``python -m data.dictionary --write`` renews them; ``--check`` exits with 1 where they are out of date.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Any

from pydantic import TypeAdapter, ValidationError

from data.links import LINKS, Link
from data.load import DATA_FOLDER, load
from data.problems import quote
from data.schema import TABLES, Dataset, Meta, key_of

README = "README.md"
PACKAGE = "datapackage.json"
BEGIN, END = "<!-- dictionary: begin, written by data.dictionary -->", "<!-- dictionary: end -->"
LICENCE_PAGES = {
    "CC-BY-4.0": ("https://creativecommons.org/licenses/by/4.0/", "Creative Commons Attribution 4.0 International")
}


def fields(table: str) -> Iterator[dict[str, Any]]:
    """Columns of ``table`` in order, each as a field of a Frictionless table schema."""
    model = TABLES[table]
    described = model.model_json_schema()
    definitions = described.get("$defs", {})
    for column, shape in described["properties"].items():
        plain = _plain(shape, definitions)
        field: dict[str, Any] = {"name": column, **_typed(plain, definitions)}
        field["description"] = shape["description"]
        constraints: dict[str, Any] = field.pop("constraints", {})
        if _must_be_filled(table, column):
            constraints = {"required": True, **constraints}
        if (column,) == key_of(table):
            constraints = {**constraints, "unique": True}
        if constraints:
            field["constraints"] = constraints
        yield field


def _plain(shape: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    if "anyOf" in shape:
        shape = next(option for option in shape["anyOf"] if option.get("type") != "null")
    if "$ref" in shape:
        found: dict[str, Any] = definitions[shape["$ref"].rsplit("/", 1)[1]]
        return found
    return shape


def _typed(plain: dict[str, Any], definitions: dict[str, Any]) -> dict[str, Any]:
    if "enum" in plain:
        return {"type": "string", "constraints": {"enum": plain["enum"]}}
    if plain["type"] == "array":
        item = _plain(plain["items"], definitions)
        one = "|".join(item["enum"]) if "enum" in item else item["pattern"].removeprefix("^").removesuffix("$")
        return {"type": "string", "constraints": {"pattern": f"^(?:{one})(;(?:{one}))*$"}}
    if plain.get("format") == "date":
        return {"type": "date", "format": "default"}
    if plain["type"] in {"number", "integer"}:
        least = {"minimum": plain["minimum"]} if "minimum" in plain else {}
        return {"type": plain["type"], "constraints": least}
    constraints = {"pattern": plain["pattern"]} if "pattern" in plain else {}
    if "maxLength" in plain:
        constraints = {**constraints, "maxLength": plain["maxLength"]}
    return {"type": "string", "constraints": constraints}


def _must_be_filled(table: str, column: str) -> bool:
    info = TABLES[table].model_fields[column]
    kind: Any = Annotated[info.annotation, info]
    adapter: TypeAdapter[Any] = TypeAdapter(kind)
    try:
        adapter.validate_python("")
    except ValidationError:
        return True
    return False


def package(meta: Meta) -> dict[str, Any]:
    """The dataset as a Frictionless Tabular Data Package."""
    path, title = LICENCE_PAGES.get(meta.data_licence, ("", meta.data_licence))
    licence = {"name": meta.data_licence, "title": title} | ({"path": path} if path else {})
    document: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": "european-security-shifts",
        "title": meta.title,
        "version": meta.version,
        "description": f"As of {meta.as_of}. {meta.citation}",
        "licenses": [licence],
    }
    if meta.homepage:
        document["homepage"] = meta.homepage
    document["resources"] = [_resource(table) for table in TABLES]
    return document


def _resource(table: str) -> dict[str, Any]:
    schema: dict[str, Any] = {
        "fields": list(fields(table)),
        "missingValues": [""],
        "primaryKey": list(key_of(table)),
    }
    foreign = [
        {
            "fields": [link.column],
            "reference": {
                "resource": "" if link.targets[0] == table else link.targets[0],
                "fields": list(key_of(link.targets[0])),
            },
        }
        for link in LINKS
        if link.table == table and not link.many and len(link.targets) == 1
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "profile": "tabular-data-resource",
        "name": table,
        "path": f"{table}.csv",
        "description": _first_line(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def _first_line(table: str) -> str:
    return (TABLES[table].__doc__ or "").strip().splitlines()[0]


def dictionary() -> str:
    """Every table and column in Markdown."""
    parts = []
    for table in TABLES:
        links = {link.column: link for link in LINKS if link.table == table}
        parts.append(f"### `{table}.csv`\n\n{_first_line(table)}\n")
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
    described = json.dumps(package(dataset.meta), ensure_ascii=False, indent=2) + "\n"
    return {readme: f"{head}{BEGIN}\n\n{dictionary()}\n{tail}", folder / PACKAGE: described}


def main(arguments: Sequence[str] | None = None) -> int:
    """Write both files, or say which are out of date; 0 where they stand as they should."""
    parser = argparse.ArgumentParser(prog="python -m data.dictionary", description="Dictionary and data package.")
    action = parser.add_mutually_exclusive_group(required=True)
    action.add_argument("--write", action="store_true", help="renew both files")
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
