"""``python export_digests.py``: the digest of every kind of export, as JSON, for comparison between processes."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator

from export_views import DAY, index, shapes, stories, view

from dashboard.domain.selection import Selection
from dashboard.exports import FORMATS, make
from dashboard.exports.calendar_feed import calendar_feed
from dashboard.exports.feeds import atom_feed
from dashboard.tables.downloads import Format, table_download


def exports() -> Iterator[tuple[str, bytes]]:
    """Name and bytes of one file of every kind."""
    for form in FORMATS:
        yield f"view.{form}", make(form, view(DAY))[0]
    for form in ("png", "svg", "pdf"):
        yield f"production.{form}", make(form, view(DAY, kind="production"))[0]
        yield f"a4.{form}", make(form, view(DAY, kind="a4"))[0]
        yield f"bands.{form}", make(form, view(DAY, kind="bands"))[0]
        yield f"dossier.{form}", make(form, view(DAY, kind="dossier", iso3s=frozenset({"FIN"})))[0]
    for form in ("pptx", "html"):
        yield f"story.{form}", make(form, view(DAY, story=stories()[0]))[0]
    everything = Selection(every_instrument=True, as_of=DAY)
    for table_form in Format:
        yield f"table.{table_form}", table_download(table_form, index(), shapes(), everything).body
    yield "changes.atom", atom_feed(index(), everything, "", all_instruments=True)
    yield "calendar.ics", calendar_feed(index(), everything, all_instruments=True)


def digests() -> dict[str, str]:
    """Name → digest of every one of ``exports``."""
    return {name: hashlib.sha256(body).hexdigest() for name, body in exports()}


if __name__ == "__main__":
    print(json.dumps(digests()))
