"""The dataset as a data package: its fields, typed and described, from the schema."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Any, Final

from pydantic import TypeAdapter, ValidationError

from data.fields import LICENCES
from data.links import LINKS, Link
from data.schema import TABLES, Meta, key_of

PACKAGE: Final = "datapackage.json"
NAME: Final = "european-security-shifts"
SUBJECT: Final = "Treaty acts, exit steps and announced arms production of European States."
KEYWORDS: Final = ("arms control", "treaties", "ratification", "withdrawal", "defence production", "Europe")


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
    path, title = LICENCES.get(meta.data_licence, ("", meta.data_licence))
    licence = {"name": meta.data_licence, "title": title} | ({"path": path} if path else {})
    document: dict[str, Any] = {
        "profile": "tabular-data-package",
        "name": NAME,
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
        for link in single_links(table)
    ]
    if foreign:
        schema["foreignKeys"] = foreign
    return {
        "profile": "tabular-data-resource",
        "name": table,
        "path": f"{table}.csv",
        "description": first_line(table),
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\n", "quoteChar": '"', "doubleQuote": True, "header": True},
        "schema": schema,
    }


def single_links(table: str) -> Iterator[Link]:
    """Columns of ``table`` that hold one id of one other table."""
    return (link for link in LINKS if link.table == table and not link.many and len(link.targets) == 1)


def first_line(table: str) -> str:
    """What a row of ``table`` is, in a sentence."""
    return (TABLES[table].__doc__ or "").strip().splitlines()[0]
