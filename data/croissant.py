"""The dataset as a Croissant file (``croissant.json``): the fields of the data package, for loaders of datasets.

Sums of the tables are left out, as the format allows for a dataset that goes on: a row more would make the file wrong.
An edition that was published has its sums beside it. Which column leads to which table stands in the data package
alone: readers of this format join by such a reference, and fall into a circle where two tables lead to each other.
"""

from __future__ import annotations

from typing import Any, Final

from data.fields import LICENCES
from data.package import KEYWORDS, NAME, SUBJECT, fields, first_line
from data.schema import TABLES, Meta, key_of

CROISSANT: Final = "croissant.json"
CONFORMS_TO: Final = "http://mlcommons.org/croissant/1.0"
CONTEXT: Final[dict[str, Any]] = {
    "@language": "en",
    "@vocab": "https://schema.org/",
    "sc": "https://schema.org/",
    "cr": "http://mlcommons.org/croissant/",
    "rai": "http://mlcommons.org/croissant/RAI/",
    "dct": "http://purl.org/dc/terms/",
    "data": {"@id": "cr:data", "@type": "@json"},
    "dataType": {"@id": "cr:dataType", "@type": "@vocab"},
    "examples": {"@id": "cr:examples", "@type": "@json"},
    "conformsTo": "dct:conformsTo",
    **{
        name: f"cr:{name}"
        for name in (
            *("citeAs", "column", "equivalentProperty", "extract", "field", "fileProperty", "fileObject", "fileSet"),
            *("format", "includes", "isLiveDataset", "jsonPath", "key", "md5", "parentField", "path", "recordSet"),
            *("references", "regex", "repeated", "replace", "samplingRate", "separator", "source", "subField"),
            "transform",
        )
    },
}
"""The terms of the format, as its specification lists them."""
TYPES: Final = {"string": "sc:Text", "date": "sc:Date", "number": "sc:Float", "integer": "sc:Integer"}


def croissant(meta: Meta) -> dict[str, Any]:
    """The dataset as a Croissant 1.0 document: one file and one set of records a table."""
    page, _ = LICENCES.get(meta.data_licence, (f"https://spdx.org/licenses/{meta.data_licence}", ""))
    document: dict[str, Any] = {
        "@context": CONTEXT,
        "@type": "sc:Dataset",
        "conformsTo": CONFORMS_TO,
        "name": NAME,
        "alternateName": meta.title,
        "description": f"{SUBJECT} As of {meta.as_of}. {meta.coverage_note}".strip(),
        "version": meta.version,
        "datePublished": meta.as_of.isoformat(),
        "license": page,
        "citeAs": meta.citation,
        "creator": {"@type": "sc:Organization", "name": meta.title},
        "keywords": list(KEYWORDS),
        "inLanguage": "en",
        "isLiveDataset": True,
    }
    if meta.homepage:
        document["url"] = meta.homepage
    document["distribution"] = [_file(table) for table in TABLES]
    document["recordSet"] = [_records(table) for table in TABLES]
    return document


def _file(table: str) -> dict[str, Any]:
    name = f"{table}.csv"
    return {
        "@type": "cr:FileObject",
        "@id": name,
        "name": name,
        "description": first_line(table),
        "contentUrl": name,
        "encodingFormat": "text/csv",
    }


def _records(table: str) -> dict[str, Any]:
    return {
        "@type": "cr:RecordSet",
        "@id": table,
        "name": table,
        "description": first_line(table),
        "key": [{"@id": f"{table}/{column}"} for column in key_of(table)],
        "field": [_field(table, field) for field in fields(table)],
    }


def _field(table: str, field: dict[str, Any]) -> dict[str, Any]:
    column = field["name"]
    return {
        "@type": "cr:Field",
        "@id": f"{table}/{column}",
        "name": column,
        "description": field["description"],
        "dataType": TYPES[field["type"]],
        "source": {"fileObject": {"@id": f"{table}.csv"}, "extract": {"column": column}},
    }
