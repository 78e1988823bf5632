"""A view or a story as PowerPoint: native shapes, text and charts that can be edited, sources in the notes."""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Sequence
from typing import Any

from pptx import Presentation
from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.parts.embeddedpackage import EmbeddedXlsxPart
from pptx.util import Emu, Pt

from dashboard.domain.days import say_day
from dashboard.domain.groups import BESIDE_THE_MAP
from dashboard.domain.terms import LEGEND
from dashboard.exports.captions import NOT_TO_SCALE, Captions
from dashboard.exports.slide_charts import counts_chart, windows_chart
from dashboard.exports.slide_shapes import (
    EMU,
    Geometry,
    add,
    class_fill,
    ellipse,
    emus,
    freeform,
    glow,
    plain_fill,
    rectangle,
    rgb,
    set_opacity,
    write,
    xml_text,
)
from dashboard.exports.sources import ids_of, source_lines
from dashboard.exports.story_steps import step_text, step_view
from dashboard.exports.view import View
from dashboard.look.lettering import fit_size, text_width, wrap
from dashboard.look.map_fit import DOT, MapFit, Shape
from dashboard.look.palette import PALETTES
from dashboard.tables.archive import unzip, zip_bytes

MAP_BOX = (388.0, 136.0, 940.0, 824.0)
ASIDE = (1346.0, 136.0, 526.0)
NARROWER = 1.1
"""By how much the drawing's font is wider than the slide's, at the least."""

FONT = "Arial"
"""On every machine that runs Office; LibreOffice has a twin of the same widths."""


class _MapGeometry:
    """The shapes of the map, placed once for a deck."""

    def __init__(self, view: View) -> None:
        self.fit = MapFit(view.shapes, MAP_BOX)
        self.states = [shape for shape in self.fit.states() if shape.iso3 in view.index.countries]
        self.outlines: dict[str, Geometry] = {shape.iso3: freeform(shape.rings) for shape in self.states}
        self.context = [freeform(rings) for rings in self.fit.context()]


def pptx(view: View) -> bytes:
    """One slide of the view, or one for each step of its story."""
    deck = Presentation()
    deck.slide_width, deck.slide_height = Emu(1920 * EMU), Emu(1080 * EMU)
    _set_font(deck)
    about = deck.core_properties
    made_on = dt.datetime.combine(view.index.dataset.meta.as_of, dt.time())
    about.title = xml_text(
        view.story.title if view.story is not None else f"{view.treaty.short_title}: {view.headline}"
    )[:255]
    about.author, about.subject = view.index.dataset.meta.title, Captions(view).data[:255]
    about.comments = view.index.dataset.meta.citation[:255]
    about.created = about.modified = made_on
    geometry = _MapGeometry(view)
    if view.story is None:
        _slide(deck, view, geometry, view.headline, "", ids_of(view))
    else:
        for number, step in enumerate(view.story.steps, 1):
            story_line = f"{view.story.title}, {number} of {len(view.story.steps)}"
            _slide(deck, step_view(view, step), geometry, step.headline, step_text(step), step.fact_ids, story_line)
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


def _slide(
    deck: Any, view: View, geometry: _MapGeometry, title: str, text: str, fact_ids: Sequence[str], story_line: str = ""
) -> None:
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.turbo_add_enabled = True  # else every shape looks through all others for a free id
    ink = PALETTES[view.theme]["ink"]
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = rgb(PALETTES[view.theme]["paper"])
    _title(slide, title, ink)
    as_of = say_day(view.index.dataset.meta.as_of)
    head = f"{view.treaty.short_title}. {Captions(view).day}"
    if story_line:
        head = f"{view.treaty.short_title}. As of {say_day(view.day)}. Data as of {as_of}. {story_line}."
    write(
        slide,
        "Day and data as of",
        (48, 92, 1824, 34),
        head,
        fit_size(head, (26, 24, 22, 20, 18), 1824 * NARROWER, 1) / 2,
        ink,
    )
    _map(slide, view, geometry)
    _legend(slide, view, MAP_BOX[1])
    top = ASIDE[1]
    if text:
        size = 13.0 if len(text) < 420 else 11.5
        lines = sum(len(wrap(line, 2 * size / NARROWER, ASIDE[2])) for line in text.split("\n"))
        write(slide, "Text", (ASIDE[0], top, ASIDE[2], 2.4 * size * lines), text, size, ink)
        top += 2.4 * size * lines + 14
    _charts(slide, view, top)
    _foot(slide, view, ink)
    notes = [
        title,
        text,
        f"{view.treaty.full_title}. {Captions(view).day}",
        Captions(view).total,
        Captions(view).boundaries,
        "Sources:",
        *source_lines(view.index, fact_ids),
    ]
    slide.notes_slide.notes_text_frame.text = "\n".join(xml_text(line) for line in notes if line)


def _foot(slide: Any, view: View, ink: str) -> None:
    y = 972.0
    for name, line in (
        ("Not to scale", NOT_TO_SCALE),
        ("Boundary note", Captions(view).boundaries),
        ("Source line", Captions(view).sources),
        ("Link", Captions(view).address),
    ):
        height = 21.0 * len(wrap(line, 16, 1824))
        write(slide, name, (48, y, 1824, height), line, 8.5, ink)
        y += height


def _charts(slide: Any, view: View, top: float) -> None:
    """Counts, and below them the announced windows where there are any."""
    used = [entry.class_id for entry in LEGEND if view.counts.by_class[entry.class_id]]
    height = min(320.0, 70 + 42.0 * len(used))
    counts_chart(slide, view, used, (ASIDE[0], top, ASIDE[2], height))
    windows_chart(slide, view, (ASIDE[0], top + height + 6, ASIDE[2], 960 - top - height - 6))


def _title(slide: Any, text: str, ink: str) -> None:
    title = slide.shapes.title
    title.name = "Title"
    title.left, title.top, title.width, title.height = emus(48, 18, 1824, 72)
    frame = title.text_frame
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.text = xml_text(text)
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    # The drawing's font is wider than the slide's, so what fits there fits here.
    size = fit_size(text, (44, 40, 36, 34), 1824, 1, bold=True)
    if text_width(text, size, bold=True) > 1824:
        size = fit_size(text, (30, 28, 26, 24, 22), 1824, 2, bold=True)
    style = frame.paragraphs[0].runs[0].font
    style.size, style.bold, style.color.rgb = Pt(size / 2), True, rgb(ink)


def _map(slide: Any, view: View, geometry: _MapGeometry) -> None:
    palette = PALETTES[view.theme]
    fit = geometry.fit
    add(slide, "Sea", rectangle(fit.x, fit.y, fit.width, fit.height), plain_fill(palette["sea"]))
    for form in geometry.context:
        add(slide, "Land outside the scope", form, plain_fill(palette["outside"]))
    for shape in geometry.states:
        name = shape_name(view, shape.iso3)
        _state(slide, view, shape.iso3, f"{name} (shape)" if shape.dot else name, geometry.outlines[shape.iso3])
    for shape in geometry.states:
        if shape.dot and shape.anchor:
            line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *emus(*shape.anchor, *shape.dot))
            line.name = f"Leader {shape.iso3}"
            line.line.color.rgb, line.line.width = rgb(palette["outline"]), Pt(0.5)
            _state(slide, view, shape.iso3, shape_name(view, shape.iso3), ellipse(*shape.dot, DOT))
    for row, iso3 in enumerate(BESIDE_THE_MAP):
        if iso3 in view.index.countries:
            y = fit.y + 14 + 30 * row
            _state(slide, view, iso3, shape_name(view, iso3), rectangle(fit.x + 12, y, 30, 20))
            write(
                slide,
                f"Name {iso3}",
                (fit.x + 48, y - 3, 190, 28),
                view.index.countries[iso3].name,
                10,
                palette["ink"],
            )
    moving = [shape for shape in geometry.states if view.is_moving(shape.iso3)]
    for shape in geometry.states:
        if shape.iso3 in view.iso3s_to_name:
            _label(slide, view, shape, fit, moving)


def _state(slide: Any, view: View, iso3: str, name: str, form: Geometry) -> None:
    fill = class_fill(view.standing_of(iso3).class_id, view.theme, faint=not view.in_view(iso3))
    alt_text = f"{view.index.countries[iso3].name}: {view.standing_of(iso3).label} on {say_day(view.day)}"
    add(slide, name, form, fill, line=PALETTES[view.theme]["outline"], alt_text=alt_text)


def shape_name(view: View, iso3: str) -> str:
    """ "FIN Finland – withdrawn" """
    return f"{iso3} {view.index.countries[iso3].name} – {view.standing_of(iso3).label}"


def _label(slide: Any, view: View, shape: Shape, fit: MapFit, moving: Sequence[Shape]) -> None:
    text, palette = view.name_on_map(shape.iso3), PALETTES[view.theme]
    width = text_width(text, 19, bold=True) * 0.92
    place = shape.place_label(width, 15, fit.across, moving)
    left = place.x - {"start": 0, "middle": width / 2, "end": width}[place.anchor]
    box = write(
        slide,
        f"Name {shape.iso3}",
        (left, place.y - 11, width, 21),
        text,
        9.5,
        palette["ink"],
        bold=True,
        align=PP_ALIGN.CENTER,
    )
    box.text_frame.word_wrap = False
    box.fill.solid()
    box.fill.fore_color.rgb = rgb(palette["halo"])
    set_opacity(box, 50_000)
    glow(box, palette["halo"])  # not drawn by older LibreOffice, hence the ground as well


def _legend(slide: Any, view: View, top: float) -> None:
    palette, y = PALETTES[view.theme], top + 36
    write(slide, "Legend title", (48, top - 2, 320, 32), "Status on the day", 13, palette["ink"], bold=True)
    for entry in LEGEND:
        count = view.counts.by_class[entry.class_id]
        if not count and entry.class_id not in ("state-party", "never-party"):
            continue
        add(
            slide,
            f"Legend {entry.class_id}",
            rectangle(48, y, 40, 26),
            class_fill(entry.class_id, view.theme),
            line=palette["outline"],
        )
        tall = 28.0 * len(wrap(entry.label, 22, 216))
        write(slide, f"Legend text {entry.class_id}", (98, y - 1, 220, tall), entry.label, 11, palette["ink"])
        write(
            slide,
            f"Legend count {entry.class_id}",
            (318, y - 2, 46, 28),
            str(count),
            12,
            palette["ink"],
            bold=True,
            align=PP_ALIGN.RIGHT,
        )
        y += tall + 4
        names = ", ".join(view.members_of(entry.class_id))
        if entry.moving and names:
            lines = wrap(names, 19, 270, most=6)
            height = 24.0 * len(lines)
            write(
                slide, f"Legend names {entry.class_id}", (98, y - 2, 270, height), " ".join(lines), 10, palette["ink"]
            )
            y += height
        y += 8
    write(slide, "Legend total", (48, y + 4, 316, 56), Captions(view).total, 10, palette["ink"])
