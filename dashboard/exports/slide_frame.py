"""What every slide has: its ground, title and foot, in sizes that can be read from the back of a room."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

from pptx.enum.shapes import MSO_CONNECTOR
from pptx.enum.text import MSO_ANCHOR, MSO_AUTO_SIZE, PP_ALIGN
from pptx.util import Pt

from dashboard.domain.days import say_day
from dashboard.domain.freshness import freshness_of, reading_line
from dashboard.exports.captions import BOUNDARIES, Captions
from dashboard.exports.slide_shapes import emus, rgb, write, xml_text
from dashboard.exports.view import View
from dashboard.look.axis import DayAxis
from dashboard.look.lettering import first_that_fits, fit_size, shorten, text_width, wrap
from dashboard.look.palette import PALETTES

BODY: Final = 18.0
"""Points of everything that is read as text."""
SMALL: Final = 14.0
"""Points of names, years and the foot; nothing on a slide is smaller."""
LABEL: Final = 16.0
"""Points of what names a row."""
EDGE, WIDTH = 48.0, 1824.0
TOP, BOTTOM = 150.0, 992.0
"""Between title and foot."""
LEADING: Final = 2.4
"""Height of a line in units of the slide, for each point of its size."""
NARROWER: Final = 1.1
"""By how much the drawing's font is wider than the slide's, at the least."""


def new_slide(deck: Any, view: View, title: str, notes: Iterable[str], source: str = "") -> Any:
    """A slide with its ground, title, foot and notes."""
    slide = deck.slides.add_slide(deck.slide_layouts[5])
    slide.shapes.turbo_add_enabled = True  # else every shape looks through all others for a free id
    palette = PALETTES[view.theme]
    slide.background.fill.solid()
    slide.background.fill.fore_color.rgb = rgb(palette["paper"])
    _title(slide, title, palette["ink"])
    _foot(slide, view, source or Captions(view).source_names)
    slide.notes_slide.notes_text_frame.text = "\n".join(xml_text(line) for line in notes if line)
    return slide


def lines_of(text: str, size: float, width: float) -> int:
    """Lines that a text of ``size`` points needs at most in a box of this width."""
    return sum(max(1, len(wrap(line, 2 * size / NARROWER, width))) for line in text.split("\n"))


def paragraph(
    slide: Any, name: str, at: tuple[float, float, float], text: str, size: float, ink: str, *, bold: bool = False
) -> float:
    """A text box at x, y and of a width, as high as its lines; returns where it ends."""
    x, y, width = at
    height = LEADING * size * lines_of(text, size, width)
    write(slide, name, (x, y, width, height), text, size, ink, bold=bold)
    return y + height


def one_line(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """The text, cut where it needs more than a line of this width."""
    return shorten(text, 2 * size / NARROWER, width, bold=bold)


def time_axis(slide: Any, view: View, axis: DayAxis, top: float, bottom: float) -> None:
    """Lines of the years with their numbers, and the line of the day with its date."""
    palette = PALETTES[view.theme]
    day_text, day_x = say_day(view.day), axis.place(view.day)
    half = text_width(day_text, 2 * SMALL, bold=True) / 2
    middle = min(max(day_x, axis.place(axis.first) + half), axis.right - half)
    free = axis.place(axis.first) - 1
    for year, x in [(axis.first.year, axis.place(axis.first)), *axis.years()]:
        rule(slide, f"Year {year}", (x, top, x, bottom), palette["grid"], 0.75)
        if x >= free and x + 80 < axis.right + 60:
            write(slide, f"Year {year} (number)", (x + 6, top - 34, 90, 34), str(year), SMALL, palette["ink"])
            free = x + 90
    rule(slide, f"As-of line {view.day.isoformat()}", (day_x, top - 34, day_x, bottom), palette["day"], 2.25)
    box = (middle - half, top - 68, 2 * half, 34)
    write(slide, "As-of day", box, day_text, SMALL, palette["day"], bold=True, align=PP_ALIGN.CENTER)


def rule(slide: Any, name: str, ends: tuple[float, float, float, float], colour: str, width: float) -> None:
    """A named straight line; ``width`` in points."""
    line = slide.shapes.add_connector(MSO_CONNECTOR.STRAIGHT, *emus(*ends))
    line.name = name
    line.line.color.rgb, line.line.width = rgb(colour), Pt(width)


def _title(slide: Any, text: str, ink: str) -> None:
    title = slide.shapes.title
    title.name = "Title"
    title.left, title.top, title.width, title.height = emus(EDGE, 16, WIDTH, 124)
    frame = title.text_frame
    frame.word_wrap, frame.auto_size, frame.vertical_anchor = True, MSO_AUTO_SIZE.NONE, MSO_ANCHOR.MIDDLE
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.text = xml_text(text)
    frame.paragraphs[0].alignment = PP_ALIGN.LEFT
    # The drawing's font is wider than the slide's, so what fits there fits here.
    size = fit_size(text, (68, 64, 60, 56), WIDTH, 1, bold=True)
    if text_width(text, size, bold=True) > WIDTH:
        size = fit_size(text, (52, 48, 44, 40), WIDTH, 2, bold=True)
    style = frame.paragraphs[0].runs[0].font
    style.size, style.bold, style.color.rgb = Pt(size / 2), True, rgb(ink)


def _foot(slide: Any, view: View, source: str) -> None:
    ink = PALETTES[view.theme]["ink"]
    y = 1006.0
    data = f"Data as of {say_day(view.index.dataset.meta.as_of)}. {BOUNDARIES}. {Captions(view).dataset}"
    fresh = freshness_of(view.index, view.lens.id)
    read = f"{reading_line(fresh)}. " if fresh.read_on else ""
    named = [f"{read}{text}" for text in (source, Captions(view).source_names_in_brief)]
    for name, lines in (("Source line", named), ("Data line", [data])):
        line = first_that_fits(lines, 2 * SMALL / NARROWER, WIDTH)
        write(slide, name, (EDGE, y, WIDTH, 34), line, SMALL, ink)
        y += 34
