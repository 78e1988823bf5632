"""What stands around every picture: headline, day, data as of, boundary note, sources, link."""

from __future__ import annotations

from dashboard.exports.captions import Captions
from dashboard.exports.view import View
from dashboard.look.drawing import Page
from dashboard.look.lettering import first_that_fits, fit_size, shorten
from dashboard.look.palette import PALETTES

WIDTH, HEIGHT = 1920, 1080
EDGE = 48


def frame(
    view: View, *, title: str = "", subtitle: str = "", note: str = "", source: str = "", longer: float = 0
) -> Page:
    """A page of 1920×1080 with its head and foot; between y 140 and 1000 it is free. ``longer`` adds to its height."""
    palette = PALETTES[view.theme]
    ink = palette["ink"]
    headline = title or view.answer
    width = WIDTH - 2 * EDGE
    page = Page(WIDTH, HEIGHT + longer, palette["paper"], f"{view.lens.title}. {headline}")
    size = fit_size(headline, (40, 36, 32, 28), width, 1, bold=True)
    lines = 1
    if size < 32:
        size, lines = fit_size(headline, (32, 30, 28, 26, 24), width, 2, bold=True), 2
    with page.told_as("H1"):
        end = page.paragraph(
            EDGE, 44 if lines == 2 else 62, headline, size, ink, width, bold=True, most=2, leading=1.18
        )
    told = Captions(view)
    lines_above = [subtitle] if subtitle else [f"{view.lens.title}. {text}" for text in (told.day, told.day_and_data)]
    small = fit_size(lines_above[0], (19, 18, 17, 16), width, 1)
    page.text(EDGE, max(112, end + 4), first_that_fits(lines_above, small, width), small, ink)
    foot = (
        note or Captions(view).how_to_read,
        Captions(view).boundaries,
        source or Captions(view).sources,
        Captions(view).address,
    )
    for number, line in enumerate(foot):
        with page.told_as("P", last=True):
            page.text(EDGE, 1012 + longer + number * 18, shorten(line, 13, width), 13, ink)
    return page
