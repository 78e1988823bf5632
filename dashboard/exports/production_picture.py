"""The chart of announced production as a page: programmes, windows, earlier versions, slippage, grades."""

from __future__ import annotations

from dataclasses import dataclass

from dashboard.domain.days import say_day
from dashboard.domain.production_marks import Bar, Ends, ProgrammeMarks, VersionMarks, production_chart
from dashboard.domain.selection import DEFAULT_GRADES
from dashboard.domain.weapons import governed_weapons, new_weapons_line
from dashboard.exports.captions import Captions, publishers
from dashboard.exports.frame import EDGE, WIDTH, frame
from dashboard.exports.programmes import programmes_of
from dashboard.exports.view import View
from dashboard.look.axis import DayAxis
from dashboard.look.drawing import Anchor, Outline, Page, Paint
from dashboard.look.lettering import shorten, text_width, wrap
from dashboard.look.palette import PALETTES

LEFT, RIGHT = 620, 1600
TOP, BOTTOM = 214, 972
ROOM_FOR_YEAR = 52
TITLE_WIDTH = 320
WINDOW_LEFT = EDGE + 336
ABOVE, MIDDLE = 0.24, 0.62
"""Where superseded and current versions stand in the height of a row."""
BESIDE = 7
"""Between current versions of a programme whose chain forked."""
NOTE = (
    "Bars: earliest to latest start as stated; paler where known to the quarter or year only. "
    "Dashed: open to the right (“from”); "
    "dotted: open to the left (“by”). Thin grey: earlier versions; red line: from a version to the one that moved it. "
    "Letter: best source grade."
)


def production_page(view: View) -> Page:
    """Programmes as known on the view's day; 1920×1080."""
    programmes = programmes_of(view)
    chart = production_chart(view.index, programmes, view.day)
    palette = PALETTES[view.theme]
    grades = ", ".join(sorted(view.selection.grades if view.selection else DEFAULT_GRADES))
    named = publishers(view.index, (row for one in programmes for row in (*one.heads, *one.superseded)), 6)
    page = frame(
        view,
        title=f"Announced production, purchase and laying, as known on {say_day(view.day)}",
        subtitle=f"{view.treaty.short_title}. {Captions(view).data} Sources graded {grades}.",
        note=NOTE,
        source=f"Sources: {named}. {Captions(view).dataset}" if named else "",
    )
    if not chart.rows:
        page.text(EDGE, 220, chart.summary, 22, palette["ink"])
        return page
    page.paragraph(EDGE, 146, _weapons_lines(view), 16, palette["ink"], WIDTH - 2 * EDGE, most=2)
    axis = DayAxis(((chart.first, LEFT), (chart.last, RIGHT)))
    _years(page, axis, palette)
    height = min(64.0, (BOTTOM - TOP) / len(chart.rows))
    for number, row in enumerate(chart.rows):
        _Row(page, axis, palette, TOP + height * number, height).draw(row)
    _day(page, axis.place(view.day), TOP + height * len(chart.rows), say_day(view.day), palette["day"])
    return page


def _weapons_lines(view: View) -> str:
    """What the record holds on the day of the weapons that the treaty governs."""
    weapons = sorted(governed_weapons(view.index, view.instrument))
    return " ".join(line for weapon in weapons if (line := new_weapons_line(view.index, weapon, view.day)))


def _years(page: Page, axis: DayAxis, palette: dict[str, str]) -> None:
    free = 0.0
    for year, x in axis.years():
        page.line(x, TOP, x, BOTTOM, palette["grid"])
        if x >= free:
            page.text(x + 4, TOP - 6, str(year), 15, palette["ink"])
            free = x + ROOM_FOR_YEAR


def _day(page: Page, x: float, bottom: float, text: str, colour: str) -> None:
    """The line of the day shown; its text on the side with more room."""
    late = x > (LEFT + RIGHT) / 2
    page.line(x, TOP - 26, x, bottom, colour, 2.5)
    anchor: Anchor = "end" if late else "start"
    page.text(x + (-6 if late else 6), TOP - 26, text, 14, colour, bold=True, anchor=anchor, halo=page.ground)


@dataclass(frozen=True)
class _Row:
    """One row of the page, into which a programme is drawn."""

    page: Page
    axis: DayAxis
    palette: dict[str, str]
    top: float
    height: float

    @property
    def size(self) -> float:
        """Of the writing."""
        return min(16.0, self.height * 0.52)

    @property
    def above(self) -> float:
        return self.top + self.height * ABOVE

    @property
    def middle(self) -> float:
        return self.top + self.height * MIDDLE

    def draw(self, row: ProgrammeMarks) -> None:
        """Texts, versions and slippage, in the order in which they lie upon one another."""
        bottom = self.top + self.height
        self.page.line(EDGE, bottom, WIDTH - EDGE, bottom, self.palette["grid"], 0.8)
        self._texts(row)
        for version in row.superseded:
            self._version(version, self.above)
        for number, version in enumerate(row.current):
            self._version(version, self.middle + number * BESIDE)
        for line in row.slippage:
            before, after = self.axis.place(line.before), self.axis.place(line.after)
            self.page.line(before, self.above, after, self.middle, self.palette[line.colour], 1.6)

    def _texts(self, row: ProgrammeMarks) -> None:
        page, size, ink = self.page, self.size, self.palette["ink"]
        base = self.middle + size * 0.35
        title = shorten(row.title, size, TITLE_WIDTH, bold=True)
        page.text(EDGE, base, title, size, ink, bold=True)
        if row.head.cancels:
            page.line(EDGE, self.middle, EDGE + text_width(title, size, bold=True), self.middle, ink, 1.5)
        window = wrap(row.head.window, size * 0.86, LEFT - WINDOW_LEFT - 10, most=2)
        for number, line in enumerate(window):
            page.text(WINDOW_LEFT, base + size * (number - 0.5 * (len(window) - 1)), line, size * 0.86, ink)
        page.text(RIGHT + 14, base, row.moved, size * 0.9, ink)
        page.text(WIDTH - EDGE - 6, base, row.grade, size, ink, bold=True, anchor="end")

    def _version(self, version: VersionMarks, y: float) -> None:
        """A version's bar, and the symbol of the day it became known."""
        colour = self.palette[version.colour]
        if version.bar is not None:
            title = f"{version.stated} ({version.window}), {version.speaker}, {version.announced}"
            self._bar(version.bar, y, min(12.0, self.height * 0.34) if version.current else 4, colour, title)
        x, half = self.axis.place(version.known_on), 6.0 if version.current else 4.0
        if version.cancels:
            self.page.line(x - half, y - half, x + half, y + half, colour, 1.8)
            self.page.line(x - half, y + half, x + half, y - half, colour, 1.8)
        else:
            triangle = ((x - half * 0.6, y - half), (x + half, y), (x - half * 0.6, y + half))
            fill = Paint(colour if version.current else self.page.ground)
            self.page.marks.append(Outline((triangle,), fill, colour, 1.2))
        if version.bar is None and version.current:
            self.page.text(x + 12, y + 5, version.window, 13, self.palette["ink"], halo=self.page.ground)

    def _bar(self, bar: Bar, y: float, width: float, colour: str, title: str) -> None:
        left, right = self.axis.place(bar.start), self.axis.place(bar.end)
        if bar.stated_day is None:
            length = max(2, right - left)
            self.page.box(left, y - width / 2, length, width, Paint(colour), opacity=bar.opacity, title=title)
            return
        dash = (2.0, 3.0) if bar.ends is Ends.START_UNKNOWN else (8.0, 5.0)
        line = (((left, y), (right, y)),)
        dashes = Outline(line, None, colour, width / 2, closed=False, dash=dash, opacity=bar.opacity, title=title)
        self.page.marks.append(dashes)
        tick = self.axis.place(bar.stated_day)
        self.page.line(tick, y - width * 0.8, tick, y + width * 0.8, colour, 3 if width > 4 else 1.5)
