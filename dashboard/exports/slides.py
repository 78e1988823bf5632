"""A view or a story as PowerPoint: native shapes, text and charts that can be edited, sources in the notes."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.parts.embeddedpackage import EmbeddedXlsxPart
from pptx.util import Emu

from dashboard.domain.stories import LINES_SETTLED, SETTLED
from dashboard.exports.captions import Captions, how_to_read
from dashboard.exports.slide_bands import band_slides
from dashboard.exports.slide_charts import chart_slides
from dashboard.exports.slide_frame import BODY, BOTTOM, EDGE, LEADING, TOP, WIDTH, lines_of, new_slide, paragraph
from dashboard.exports.slide_map import MapGeometry, draw_aside, draw_map
from dashboard.exports.slide_production import production_slides
from dashboard.exports.slide_shapes import EMU, xml_text
from dashboard.exports.sources import ids_of, source_lines
from dashboard.exports.story_steps import step_text, step_view
from dashboard.exports.view import View
from dashboard.look.palette import PALETTES
from dashboard.tables.archive import unzip, zip_bytes

FONT = "Arial"
"""On every machine that runs Office; LibreOffice has a twin of the same widths."""


def pptx(view: View) -> bytes:
    """A slide of the view, or one for each step of its story; then production, bands, counts and sources."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(1920 * EMU), Emu(1080 * EMU)
    _set_font(deck)
    about = deck.core_properties
    made_on = dt.datetime.combine(view.index.dataset.meta.as_of, dt.time())
    about.title = xml_text(view.story.title if view.story is not None else f"{view.lens.title}: {view.answer}")[:255]
    about.author, about.subject = view.index.dataset.meta.title, Captions(view).data[:255]
    about.comments = view.index.dataset.meta.citation[:255]
    about.language = "en-GB"
    about.created = about.modified = made_on
    geometry = MapGeometry(view)
    shown = [view] if view.story is None else [step_view(view, step) for step in view.story.steps]
    if view.story is None:
        text = "\n".join((view.headline, *(f"{SETTLED}{line}" for line in view.settled_lines[:LINES_SETTLED])))
        _map_slide(deck, view, geometry, view.answer, text, ids_of(view))
    else:
        for number, (step, one) in enumerate(zip(view.story.steps, shown, strict=True), 1):
            story_line = f"{view.story.title}, {number} of {len(view.story.steps)}"
            _map_slide(deck, one, geometry, step.headline, step_text(step), step.fact_ids, story_line)
    for make_slides in (production_slides, band_slides, chart_slides):
        make_slides(deck, shown[-1])
    _closing(deck, shown)
    return _saved(deck, made_on)


def _saved(deck: Any, made_on: dt.datetime) -> bytes:
    """The file; equal decks give equal bytes. Both zips and the workbooks inside would tell the time of day."""
    for part in deck.part.package.iter_parts():
        if isinstance(part, EmbeddedXlsxPart):
            workbook = unzip(part.blob)
            stamp = f"{made_on.isoformat()}Z".encode()
            workbook["docProps/core.xml"] = re.sub(rb"(?<=>)[0-9T:-]+Z(?=<)", stamp, workbook["docProps/core.xml"])
            part._blob = zip_bytes(workbook)
    out = io.BytesIO()
    deck.save(out)
    return zip_bytes(unzip(out.getvalue()))


def _set_font(deck: Any) -> None:
    for part in deck.part.package.iter_parts():
        if part.content_type.endswith("theme+xml"):
            part._blob = part.blob.replace(b'<a:latin typeface="Calibri"/>', f'<a:latin typeface="{FONT}"/>'.encode())


def _map_slide(
    deck: Any, view: View, geometry: MapGeometry, title: str, text: str, fact_ids: Sequence[str], story_line: str = ""
) -> None:
    notes = [
        title,
        story_line,
        text,
        Captions(view).of_lens,
        Captions(view).total,
        Captions(view).how_to_read,
        Captions(view).boundaries,
        Captions(view).address,
        "Sources:",
        *source_lines(view.index, fact_ids),
    ]
    slide = new_slide(deck, view, title, notes)
    draw_map(slide, view, geometry)
    draw_aside(slide, view, text, "" if story_line else view.chosen_line)


def _closing(deck: Any, shown: Sequence[View]) -> None:
    """How to read the slides, what boundaries imply, where it comes from and where to open the last of them."""
    title, view = "How to read and cite these slides", shown[-1]
    named = (
        ("How to read", how_to_read(shown)),
        ("Boundary note", Captions(view).boundaries),
        ("Day and data as of", Captions(view).of_lens),
        ("Sources", f"{Captions(view).sources} Every source stands in the notes of its slide, with its grade."),
        ("Link", Captions(view).address),
    )
    slide = new_slide(deck, view, title, [title, *(text for _, text in named)])
    ink, y = PALETTES[view.theme]["ink"], TOP
    for name, text in named:
        if y + LEADING * BODY * lines_of(text, BODY, WIDTH) <= BOTTOM:
            y = paragraph(slide, name, (EDGE, y, WIDTH), text, BODY, ink) + 24
