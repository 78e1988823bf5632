"""The chart of announced production as a page: lanes, windows, earlier versions, slippage, grades."""

from __future__ import annotations

from dashboard.domain.announcements import Programme
from dashboard.domain.days import say_day
from dashboard.domain.selection import DEFAULT_GRADES
from dashboard.domain.windows import CANCELLED, new_weapons_line, window_text
from dashboard.exports.frame import EDGE, WIDTH, frame
from dashboard.exports.programmes import Span, extent_of, grade_of_programme, programmes_of, span
from dashboard.exports.view import View
from dashboard.look.axis import DayAxis
from dashboard.look.drawing import Outline, Page, Paint
from dashboard.look.lettering import shorten, text_width, wrap
from dashboard.look.palette import PALETTES
from dashboard.views.production import programme_title, slippage_text
from data.schema import Announcement, ProgrammeStage

LEFT, RIGHT = 620, 1600
TOP, BOTTOM = 214, 972
ROOM_FOR_YEAR = 52
NOTE = (
    "Bars: earliest to latest start as stated; paler where known to the quarter or year only. "
    "Dashed: open to the right (“from”); "
    "dotted: open to the left (“by”). Thin grey: earlier versions; red line: from a version to the one that moved it. "
    "Letter: best source grade."
)


def production_page(view: View) -> Page:
    """Lanes as known on the view's day; 1920×1080."""
    lanes = programmes_of(view)
    palette = PALETTES[view.theme]
    title = f"Announced production, purchase and laying, as known on {say_day(view.day)}"
    grades = ", ".join(sorted(view.selection.grades if view.selection else DEFAULT_GRADES))
    publishers = view.publishers((row for lane in lanes for row in (*lane.heads, *lane.superseded)), 6)
    page = frame(
        view,
        title=title,
        subtitle=f"{view.treaty.short_title}. {view.data_line} Sources graded {grades}.",
        note=NOTE,
        source=f"Sources: {publishers}. {view.dataset_line}" if publishers else "",
    )
    standing = new_weapons_line(view.index) if lanes else ""
    page.paragraph(EDGE, 146, standing, 16, palette["ink"], WIDTH - 2 * EDGE, most=2)
    if not lanes:
        page.text(EDGE, 220, f"No announcement is known on {say_day(view.day)} with these filters.", 22, palette["ink"])
        return page
    first, last = extent_of(lanes, view.day)
    axis = DayAxis(((first, LEFT), (last, RIGHT)))
    grid = palette["grid"]
    free = 0.0
    for year, x in axis.years():
        page.line(x, TOP, x, BOTTOM, grid)
        if x >= free:
            page.text(x + 4, TOP - 6, str(year), 15, palette["ink"])
            free = x + ROOM_FOR_YEAR
    height = min(64.0, (BOTTOM - TOP) / len(lanes))
    for number, lane in enumerate(lanes):
        _lane(page, view, lane, axis, TOP + height * number, height, grid)
    now = axis.place(view.day)
    blue = palette["day"]
    page.line(now, TOP - 26, now, TOP + height * len(lanes), blue, 2.5)
    late = now > (LEFT + RIGHT) / 2
    page.text(
        now + (-6 if late else 6),
        TOP - 26,
        say_day(view.day),
        14,
        blue,
        bold=True,
        anchor="end" if late else "start",
        halo=page.ground,
    )
    return page


def _lane(page: Page, view: View, lane: Programme, axis: DayAxis, top: float, height: float, grid: str) -> None:
    palette = PALETTES[view.theme]
    size = min(16.0, height * 0.52)
    middle = top + height * 0.62
    page.line(EDGE, top + height, WIDTH - EDGE, top + height, grid, 0.8)
    title = shorten(programme_title(view.index, lane), size, 320, bold=True)
    struck = window_text(lane.heads[0]) == CANCELLED
    page.text(EDGE, middle + size * 0.35, title, size, palette["ink"], bold=True)
    if struck:
        page.line(EDGE, middle, EDGE + text_width(title, size, bold=True), middle, palette["ink"], 1.5)
    window = wrap(window_text(lane.heads[0]), size * 0.86, LEFT - EDGE - 346, most=2)
    for number, line in enumerate(window):
        page.text(
            EDGE + 336, middle + size * (0.35 - 0.5 * (len(window) - 1) + number), line, size * 0.86, palette["ink"]
        )
    for ghost in lane.superseded:
        _bar(page, ghost, axis, top + height * 0.24, 4, palette["speck"], 0.45, palette["ink"])
    for number, head in enumerate(lane.heads):
        _bar(page, head, axis, middle + number * 7, min(12.0, height * 0.34), palette["outline"], 1.0, palette["ink"])
    for slip in lane.slips:
        before, after = view.index.announcements[slip.from_id], view.index.announcements[slip.to_id]
        if before.start_latest and after.start_latest and before.start_latest != after.start_latest:
            page.line(
                axis.place(before.start_latest),
                top + height * 0.24,
                axis.place(after.start_latest),
                middle,
                palette["withdrawn"],
                1.6,
            )
    grade = grade_of_programme(view.index, lane)
    page.text(
        RIGHT + 14, middle + size * 0.35, slippage_text(lane, lane.heads[0].announcement_id), size * 0.9, palette["ink"]
    )
    page.text(
        WIDTH - EDGE - 6,
        middle + size * 0.35,
        grade.value if grade else "",
        size,
        palette["ink"],
        bold=True,
        anchor="end",
    )


def _bar(
    page: Page, row: Announcement, axis: DayAxis, y: float, width: float, colour: str, opacity: float, ink: str
) -> None:
    found: Span | None = span(row)
    ghost = opacity < 1
    if found is not None:
        left, right = axis.place(found.start), axis.place(found.end)
        when = say_day(row.announced_on, row.announced_precision)
        title = f"{row.start_as_stated} ({window_text(row)}), {row.announced_by}, {when}"
        if found.opens or found.lasts:
            dash = (2.0, 3.0) if found.opens else (8.0, 5.0)
            page.marks.append(
                Outline(
                    (((left, y), (right, y)),),
                    stroke=colour,
                    width=width / 2,
                    closed=False,
                    dash=dash,
                    opacity=opacity * 0.75,
                    title=title,
                )
            )
            end = right if found.opens else left
            page.line(end, y - width * 0.8, end, y + width * 0.8, colour, 3 if not ghost else 1.5)
        else:
            page.box(
                left,
                y - width / 2,
                max(2, right - left),
                width,
                Paint(colour),
                opacity=opacity * (0.6 if found.coarse else 1),
                title=title,
            )
    tip = axis.place(row.announced_on)
    half = 4.0 if ghost else 6.0
    if row.stage is ProgrammeStage.CANCELLED:
        page.line(tip - half, y - half, tip + half, y + half, colour, 1.8)
        page.line(tip - half, y + half, tip + half, y - half, colour, 1.8)
    else:
        ring = ((tip - half * 0.6, y - half), (tip + half, y), (tip - half * 0.6, y + half))
        page.marks.append(Outline((ring,), Paint(page.ground if ghost else colour), colour, 1.2))
    if found is None and not ghost:
        page.text(tip + 12, y + 5, window_text(row), 13, ink, halo=page.ground)
