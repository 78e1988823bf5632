"""Files of a view: one function makes every format."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import Final

from dashboard.domain.addresses import Kind
from dashboard.domain.selection import Selection, changed_lens
from dashboard.exports.view import View, view_of
from data.problems import quote
from data.story_schema import Story

__all__ = ["FORMATS", "MEDIA", "Kind", "Story", "View", "file_name", "make", "view_of"]

# Pictures use the font that comes with matplotlib; looking through a machine's own fonts would take seconds.
os.environ.setdefault("MPL_IGNORE_SYSTEM_FONTS", "1")

FORMATS: Final = ("pptx", "png", "svg", "pdf", "html", "csv", "xlsx", "geojson")
"""Formats that are one file; the static site is a folder, see ``site``."""

MEDIA: Final = {
    "png": "image/png",
    "svg": "image/svg+xml",
    "pdf": "application/pdf",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "html": "text/html; charset=utf-8",
}
"""Media type of each format that shows the view; the others hold its rows."""


def file_name(wanted: str, view: View) -> str:
    """Name under which a picture, slide or page of a view is saved."""
    if view.story is not None:
        return f"story-{view.story.id}.{wanted}"
    kind = "" if view.kind == "map" else f"{view.kind}-"
    return f"{kind}{view.lens_name}-{view.day.isoformat()}.{wanted}"


def make(format: str, view: View) -> tuple[bytes, str, str]:  # noqa: A002  the word of the menu and the command
    """One file of a view: its bytes, media type and file name. Equal arguments give equal contents.

    Raises ``ValueError`` for an unknown format and ``KeyError`` for an unknown lens.
    """
    if format not in FORMATS:
        raise ValueError(f"unknown format {quote(format)}; known: {', '.join(FORMATS)}")
    _ = view.lens
    if format in MEDIA:
        return _render(format, view), MEDIA[format], file_name(format, view)
    from dashboard.tables.downloads import table_download

    chosen = view.selection or Selection()
    if view.selection is None:
        chosen = replace(chosen, states=view.iso3s)
    chosen = replace(chosen, **changed_lens(view.lens_name, view.index), as_of=view.day)
    download = table_download(format, view.index, view.shapes, chosen)
    return download.body, download.media_type, download.filename


def _render(wanted: str, view: View) -> bytes:
    match wanted:
        case "pptx":
            from dashboard.exports.slides import pptx

            return pptx(view)
        case "html":
            from dashboard.exports.single_file import html

            return html(view).encode()
    from dashboard.exports.picture import pages
    from dashboard.look.drawing import side_by_side
    from dashboard.look.svg import svg

    drawn = pages(view)
    if wanted == "svg":
        return svg(side_by_side(drawn)).encode()
    from dashboard.look.canvas import pdf, png

    return png(side_by_side(drawn)) if wanted == "png" else pdf(drawn, view.index.dataset.meta.as_of)
