"""Sources, and the dataset itself, as BibTeX and CSL-JSON; sources as RIS too.

The day on which a page was seen is the recorded one; where none is, that up to which the edition's knowledge reaches,
and the note says so.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from typing import Any

from dashboard.domain.days import say_day
from dashboard.tables.about import About
from dashboard.tables.provenance import READ_AS
from dashboard.tables.records import SourceRow
from data.fields import Precision
from data.schema import Meta

_DATASET_KEY = "european-security-shifts"

_ESCAPED = {
    "\\": r"\textbackslash{}",
    "{": r"\{",
    "}": r"\}",
    "&": r"\&",
    "%": r"\%",
    "$": r"\$",
    "#": r"\#",
    "_": r"\_",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
}


def _tex(text: str) -> str:
    return "".join(_ESCAPED.get(one, one) for one in " ".join(text.split()))


def _date_parts(row: SourceRow) -> list[int]:
    """Year, month and day as far as they are known; empty where nothing is."""
    on = row.published_on
    if on is None:
        return []
    match row.published_precision:
        case Precision.DAY:
            return [on.year, on.month, on.day]
        case Precision.MONTH:
            return [on.year, on.month]
        case _:
            return [on.year]


def _title(row: SourceRow) -> str:
    return row.title or f"Untitled page of {row.publisher}"


def _note(row: SourceRow, about: About) -> str:
    parts = [
        f"Grade {row.grade.value}",
        f"text of {row.origin}" if row.origin else "",
        f"{READ_AS[row.read_as]} {row.carrier}" if row.carrier else "",
        row.note,
        "" if row.seen_on else f"Seen by {say_day(about.data_as_of)}; the very day is not recorded",
        f"Archived at {row.archived_url}" if row.archived_url else "",
    ]
    return ". ".join(part.rstrip(".") for part in parts if part) + "."


def _seen(row: SourceRow, about: About) -> dt.date:
    return row.seen_on or about.data_as_of


def bibtex(rows: Sequence[SourceRow], about: About) -> str:
    """One ``@misc`` entry a source, UTF-8, keys are source ids; what the file is stands in a ``@comment``.

    A title that is not recorded reads "Untitled page of …"; a date is never finer than it is known, and
    where none is known it ends with the day on which the page was seen.
    """
    entries = "".join(f"  {key}: {_commented(value)}\n" for key, value in about.texts().items())
    return "\n".join([f"@comment{{\n{entries}}}\n", *(_entry(row, about) for row in rows)])


def _commented(text: str) -> str:
    return text.replace("{", "(").replace("}", ")").replace("@", "(at)").replace("\n", " ")


def _entry(row: SourceRow, about: About) -> str:
    parts = _date_parts(row)
    fields = {
        "title": f"{{{_tex(_title(row))}}}",
        "author": f"{{{_tex(row.publisher)}}}",
        "year": str(parts[0]) if parts else "",
        "month": str(parts[1]) if len(parts) > 1 else "",
        # Where no day of publication is known: up to the day on which it was seen. Styles of BibLaTeX need a date.
        "date": "-".join(f"{part:02d}" for part in parts) or f"/{_seen(row, about).isoformat()}",
        "url": row.url.replace("{", "%7B").replace("}", "%7D"),
        "urldate": _seen(row, about).isoformat(),
        "note": _tex(_note(row, about)),
    }
    body = "".join(f"  {key} = {{{value}}},\n" for key, value in fields.items() if value)
    return f"@misc{{{row.source_id},\n{body}}}\n"


def dataset_bibtex(meta: Meta, address: str = "") -> str:
    """The dataset itself as one ``@misc`` entry, its edition in the key and in the note."""
    fields = {
        "title": f"{{{_tex(meta.title)}}}",
        "author": f"{{{_tex(meta.title)}}}",
        "year": str(meta.as_of.year),
        "date": meta.as_of.isoformat(),
        "version": meta.version,
        "url": address.replace("{", "%7B").replace("}", "%7D"),
        "note": _tex(f"Dataset {meta.version}, as of {say_day(meta.as_of)}. {meta.data_licence}"),
    }
    body = "".join(f"  {key} = {{{value}}},\n" for key, value in fields.items() if value)
    return f"@misc{{{_DATASET_KEY}-{meta.version},\n{body}}}\n"


def dataset_csl(meta: Meta, address: str = "") -> str:
    """The dataset itself as CSL-JSON: an array of one item of type ``dataset``."""
    item: dict[str, Any] = {
        "id": f"{_DATASET_KEY}-{meta.version}",
        "type": "dataset",
        "title": meta.title,
        "author": [{"literal": meta.title}],
        "issued": {"date-parts": [[meta.as_of.year, meta.as_of.month, meta.as_of.day]]},
        "version": meta.version,
        "note": f"As of {say_day(meta.as_of)}. {meta.data_licence}",
    }
    return json.dumps([item | ({"URL": address} if address else {})], ensure_ascii=False, indent=1) + "\n"


def csl(rows: Sequence[SourceRow], about: About) -> str:
    """CSL-JSON: an array of items as reference managers read it; ``source`` says where the item was taken from."""
    taken = (
        f"{about.title}, dataset {about.dataset_version}, as of {about.as_of} (known to {about.data_as_of}), "
        f"{about.licence}, filter {about.filter}"
    )
    return json.dumps([_item(row, about) | {"source": taken} for row in rows], ensure_ascii=False, indent=1) + "\n"


def _item(row: SourceRow, about: About) -> dict[str, Any]:
    seen = _seen(row, about)
    item: dict[str, Any] = {
        "id": row.source_id,
        "type": "webpage",
        "title": _title(row),
        "author": [{"literal": row.publisher}],
        "container-title": row.publisher,
        "URL": row.url,
        "accessed": {"date-parts": [[seen.year, seen.month, seen.day]]},
        "note": _note(row, about),
    }
    if row.archived_url:
        item["archive_location"] = row.archived_url
    if parts := _date_parts(row):
        item["issued"] = {"date-parts": [parts]}
    return item


def ris(rows: Sequence[SourceRow], about: About) -> str:
    """One ``ELEC`` record a source as reference managers read RIS; the database's name says where it was taken from."""
    return "".join(_record(row, about) for row in rows)


def _record(row: SourceRow, about: About) -> str:
    parts = [f"{part:02d}" for part in _date_parts(row)]
    fields = {
        "TY": "ELEC",
        "ID": row.source_id,
        "TI": _title(row),
        "AU": f"{row.publisher},",  # the comma marks a name that is not taken apart
        "PB": row.publisher,
        "PY": parts[0] if parts else "",
        "DA": "/".join([*parts, "", ""][:3]) + "/" if parts else "",
        "UR": row.url,
        "Y2": f"{_seen(row, about):%Y/%m/%d}/",
        "N1": _note(row, about),
        "DB": f"{about.title}, dataset {about.dataset_version}, as of {about.as_of}",
    }
    lines = [f"{tag}  - {' '.join(value.split())}" for tag, value in fields.items() if value]
    return "\r\n".join([*lines, "ER  - ", "", ""])
