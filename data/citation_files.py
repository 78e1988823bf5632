"""``CITATION.cff`` and ``.zenodo.json``: how the dataset is cited, for those who keep code and data."""

from __future__ import annotations

import json
from typing import Any, Final

from data.package import KEYWORDS, SUBJECT
from data.schema import Meta

CFF: Final = "CITATION.cff"
ZENODO: Final = ".zenodo.json"
ABOUT: Final = f"{SUBJECT} Every fact is one dated row with its sources; a status is computed for the day asked for."


def citation_cff(meta: Meta) -> str:
    """The dataset in the Citation File Format 1.2.0; version and day are those of ``dataset.toml``."""
    entries: dict[str, Any] = {
        "cff-version": "1.2.0",
        "message": "Please cite the edition of the dataset that you used, and the day that it describes.",
        "type": "dataset",
        "title": meta.title,
        "abstract": f"{ABOUT} {meta.coverage_note}".strip(),
        "authors": [{"name": meta.title}],
        "version": meta.version,
        "date-released": meta.as_of.isoformat(),
        "license": meta.data_licence,
        "keywords": list(KEYWORDS),
    }
    if meta.homepage:
        entries["url"] = meta.homepage
    head = "# Written by python -m data.dictionary --write from data/dataset.toml.\n"
    # A value in JSON is one in YAML too, with every sign that could be misread in quotes.
    return head + "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in entries.items())


def zenodo(meta: Meta) -> dict[str, Any]:
    """Metadata of a deposit, as Zenodo reads them beside the code."""
    return {
        "title": f"{meta.title}, dataset {meta.version}",
        "upload_type": "dataset",
        "description": f"{ABOUT} {meta.boundary_note}",
        "notes": " ".join(filter(None, (f"Code: {meta.code_licence}.", meta.coverage_note))),
        "creators": [{"name": meta.title}],
        "version": meta.version,
        "publication_date": meta.as_of.isoformat(),
        "license": meta.data_licence.lower(),
        "access_right": "open",
        "language": "eng",
        "keywords": list(KEYWORDS),
    }
