"""The chart of announced production as a page: programmes by State, windows, earlier versions, slippage, grades."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from math import cos, pi, sin

from dashboard.domain.days import say_day
from dashboard.domain.production_chart import FAINT, by_state, production_chart
from dashboard.domain.production_marks import Bar, Mark, Piece, ProductionChart, ProgrammeMarks, VersionMarks
from dashboard.domain.selection import DEFAULT_GRADES
from dashboard.domain.weapons import governed_weapons, new_weapons_line
from dashboard.exports.captions import Captions, publishers
from dashboard.exports.frame import EDGE, WIDTH, frame
from dashboard.exports.programmes import programmes_of
from dashboard.exports.view import View
from dashboard.look.axis import DayAxis
from dashboard.look.drawing import Anchor, Outline, Page, Paint, Point
from dashboard.look.lettering import shorten, text_width, wrap
from dashboard.look.palette import PALETTES

LEFT, RIGHT = 400, 1400
TOP, BOTTOM = 222, 980
ROOM_FOR_YEAR = 52
STATE, ROW, LINE = 32.0, 40.0, 22.0
"""Heights: of a State's heading, of a programme, of a line of the list without dates."""
TITLE_WIDTH = LEFT - EDGE - 30
WINDOW_LEFT = RIGHT + 16
WINDOW_WIDTH = WIDTH - EDGE - 40 - WINDOW_LEFT
SIZE, SMALL = 17.0, 15.0
SUPERSEDED, CURRENT = 8.0, 25.0
"""How far the first superseded and the first current version stand below the top of their row."""
BELOW_SUPERSEDED, BELOW_CURRENT = 4.0, 8.0
"""Between versions of one row."""
NOTE = (
    "Triangle: announced; diamond: contract; disc: started or delivered; cross: given up. Bar: earliest to latest day "
    "stated; it fades where only a quarter, a year, “from” or “by” was stated. Thin: earlier version; red: its last "
    "day moved. Letter: grade of the best source."
)


def production_page(view: View) -> Page:
    """Programmes as known on the view's day; 1920 wide, 1080 high or as much longer as its rows need."""
    programmes = programmes_of(view)
    chart = production_chart(view.index, programmes, view.day)
    palette = PALETTES[view.theme]
    grades = ", ".join(sorted(view.selection.grades if view.selection else DEFAULT_GRADES))
    named = publishers(view.index, (row for one in programmes for row in (*one.heads, *one.superseded)), 6)
    groups = by_state(chart.dated)
    undated = _undated(chart)
    bottom = TOP + STATE * len(groups) + ROW * len(chart.dated)
    page = frame(
        view,
        title=f"Announced production, purchase and laying, as known on {say_day(view.day)}",
        subtitle=f"{view.lens.title}. {Captions(view).data} Sources graded {grades}.",
        note=NOTE,
        source=f"Sources: {named}. {Captions(view).dataset}" if named else "",
        longer=max(0.0, bottom + LINE * (len(undated) + 2) - BOTTOM),
    )
    if not chart.rows:
        page.text(EDGE, 220, chart.summary, 22, palette["ink"])
        return page
    page.paragraph(EDGE, 146, _weapons_lines(view), 16, palette["ink"], WIDTH - 2 * EDGE, most=2)
    if groups:
        axis = DayAxis(((chart.first, LEFT), (chart.last, RIGHT)))
        with page.told_as("Figure"):
            _years(page, axis, bottom, palette)
        top = float(TOP)
        for state, rows in groups:
            page.line(EDGE, top, WIDTH - EDGE, top, palette["grid"], 1.2)
            with page.told_as("H2"):
                page.text(EDGE, top + STATE - 9, state, SIZE, palette["ink"], bold=True)
            top += STATE
            for row in rows:
                _Row(page, axis, palette, top, chart.last).draw(row)
                top += ROW
        with page.told_as("Figure"):
            _day(page, axis.place(view.day), bottom, say_day(view.day), palette["day"])
    _list(page, undated, (bottom if groups else TOP - 40) + LINE, palette["ink"])
    return page


def _weapons_lines(view: View) -> str:
    """What the record holds on the day of the weapons that the treaty governs."""
    weapons = sorted(governed_weapons(view.index, view.lens.id))
    return " ".join(line for weapon in weapons if (line := new_weapons_line(view.index, weapon, view.day)))


def _undated(chart: ProductionChart) -> list[str]:
    """Lines of the programmes that never named a date, by State."""
    lines: list[str] = []
    for state, rows in by_state(chart.undated):
        text = f"{state}: {'; '.join(row.name for row in rows)}"
        lines += wrap(text, SMALL, WIDTH - 2 * EDGE, most=9)
    return lines


def _list(page: Page, lines: list[str], top: float, ink: str) -> None:
    if not lines:
        return
    with page.told_as("H2"):
        page.text(EDGE, top, "Announced without a date", SIZE, ink, bold=True)
    for number, line in enumerate(lines, 1):
        page.text(EDGE, top + LINE * number, line, SMALL, ink)


def _years(page: Page, axis: DayAxis, bottom: float, palette: dict[str, str]) -> None:
    free = 0.0
    for year, x in axis.years():
        page.line(x, TOP, x, bottom, palette["grid"])
        if x >= free:
            page.text(x + 4, TOP - 6, str(year), SMALL, palette["ink"])
            free = x + ROOM_FOR_YEAR


def _day(page: Page, x: float, bottom: float, text: str, colour: str) -> None:
    """The line of the day shown; its text on the side with more room."""
    late = x > (LEFT + RIGHT) / 2
    page.line(x, TOP - 26, x, bottom, colour, 2.5)
    anchor: Anchor = "end" if late else "start"
    page.text(x + (-6 if late else 6), TOP - 26, text, SMALL, colour, bold=True, anchor=anchor, halo=page.ground)


@dataclass(frozen=True)
class _Row:
    """One row of the page, into which a programme is drawn."""

    page: Page
    axis: DayAxis
    palette: dict[str, str]
    top: float
    last: dt.date

    def draw(self, row: ProgrammeMarks) -> None:
        """Texts, versions and slippage, in the order in which they lie upon one another."""
        grid = self.palette["grid"]
        self.page.line(EDGE, self.top, WIDTH - EDGE, self.top, grid, 0.8)
        self._texts(row)
        heights = {one.announcement_id: SUPERSEDED + BELOW_SUPERSEDED * at for at, one in enumerate(row.superseded)}
        heights |= {one.announcement_id: CURRENT + BELOW_CURRENT * at for at, one in enumerate(row.current)}
        for version in (*row.superseded, *row.current):
            self._version(version, self.top + heights[version.announcement_id])
        for line in row.slippage:
            # Along the version that was moved, then down to the one that moved it: no line crosses a bar.
            start, end = self.top + heights[line.from_id], self.top + heights[line.to_id]
            before, after = self.axis.place(line.before), self.axis.place(line.after)
            path = ((before, start), (after, start), (after, end))
            self.page.marks.append(Outline((path,), None, self.palette[line.colour], 1.6, closed=False))

    def _texts(self, row: ProgrammeMarks) -> None:
        page, ink = self.page, self.palette["ink"]
        base = self.top + ROW / 2 + SIZE * 0.35
        title = shorten(row.name, SIZE, TITLE_WIDTH, bold=True)
        told = page.new_row()
        with page.told_as("TH", told):
            page.text(EDGE + 16, base, title, SIZE, ink, bold=True)
        if row.head.cancels:
            end = EDGE + 16 + text_width(title, SIZE, bold=True)
            page.line(EDGE + 16, base - SIZE * 0.3, end, base - SIZE * 0.3, ink, 1.5)
        words = [row.head.window, *([row.moved] if row.moved else [])]
        with page.told_as("TD", told):
            for number, line in enumerate(words):
                at = base + SIZE * (number - 0.5 * (len(words) - 1)) * 1.05
                page.text(WINDOW_LEFT, at, shorten(line, SMALL, WINDOW_WIDTH), SMALL, ink)
        with page.told_as("TD", told):
            page.text(WIDTH - EDGE - 6, base, row.grade, SIZE, ink, bold=True, anchor="end")

    def _version(self, version: VersionMarks, y: float) -> None:
        """A version's bar, and the symbol of the day it became known."""
        colour = self.palette[version.colour]
        if version.bar is not None:
            title = f"{version.stated} ({version.window}), {version.speaker}, {version.announced}"
            self._bar(version.bar, y, colour, title, current=version.current)
        x, half = self.axis.place(version.known_on), 6.0 if version.current else 4.0
        if version.mark is Mark.CANCELLED:
            self.page.line(x - half, y - half, x + half, y + half, colour, 1.8)
            self.page.line(x - half, y + half, x + half, y - half, colour, 1.8)
            return
        fill = Paint(colour if version.current else self.page.ground)
        self.page.marks.append(Outline((_symbol(version.mark, x, y, half),), fill, colour, 1.2))

    def _bar(self, bar: Bar, y: float, colour: str, title: str, *, current: bool) -> None:
        thin = Piece(bar.start, min(bar.end, self.last), FAINT)
        width = 12.0 if current else 3.0
        for piece in bar.pieces(self.last) if current else (thin,):
            left, right = self.axis.place(piece.start), self.axis.place(piece.end)
            box = (left, y - width / 2, right - left, width)
            self.page.box(*box, Paint(colour), opacity=piece.opacity, title=title)
        if bar.stated_day is not None:
            tick = self.axis.place(bar.stated_day)
            self.page.line(tick, y - width * 0.8, tick, y + width * 0.8, colour, 3 if current else 1.5)


def _symbol(mark: Mark, x: float, y: float, half: float) -> tuple[Point, ...]:
    """A triangle, a diamond or a disc around a point."""
    match mark:
        case Mark.CONTRACT:
            return ((x, y - half), (x + half, y), (x, y + half), (x - half, y))
        case Mark.START:
            turns = [2 * pi * step / 16 for step in range(16)]
            return tuple((x + half * 0.85 * cos(turn), y + half * 0.85 * sin(turn)) for turn in turns)
        case _:
            return ((x - half * 0.6, y - half), (x + half, y), (x - half * 0.6, y + half))
