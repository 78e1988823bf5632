"""A view on one sheet of A4, along or upright: answer, treaty, map, legend, announced production, sources."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from dashboard.domain.days import say_day
from dashboard.domain.production_chart import production_chart
from dashboard.domain.production_marks import ProductionChart, ProgrammeMarks, VersionMarks
from dashboard.exports.captions import Captions
from dashboard.exports.legend import legend_rows
from dashboard.exports.map_drawing import beside_the_map, draw_map
from dashboard.exports.programmes import programmes_of
from dashboard.exports.view import View
from dashboard.look.axis import DayAxis
from dashboard.look.drawing import Page, Paint, paint_of
from dashboard.look.lettering import first_that_fits, fit_size, shorten, text_width
from dashboard.look.map_fit import MapFit
from dashboard.look.palette import PALETTES

LONG, SHORT = 1123, 794
EDGE: Final = 30.0
HEAD: Final = 84.0
FOOT: Final = 66.0
"""Height of the lines at the end of the sheet."""
TEXT: Final = 11.5
SMALL: Final = 9.5
MAX_ROW: Final = 30.0
MIN_ROW: Final = 15.0


@dataclass(frozen=True, slots=True)
class _Plan:
    """Where things stand: boxes as x, y, width, height."""

    width: float
    height: float
    map: tuple[float, float, float, float]
    words: tuple[float, float, float]
    """Left, top and width of legend and sentences."""
    rows: tuple[float, float, float, float]


ALONG = _Plan(
    LONG, SHORT, (EDGE, HEAD, 560, 450), (EDGE, 556, 560), (614, HEAD, LONG - EDGE - 614, SHORT - FOOT - HEAD - 10)
)
UPRIGHT = _Plan(
    SHORT,
    LONG,
    (EDGE, HEAD, SHORT - 2 * EDGE, 450),
    (EDGE, 548, SHORT - 2 * EDGE),
    (EDGE, 698, SHORT - 2 * EDGE, LONG - FOOT - 698 - 10),
)


def paper_page(view: View, *, upright: bool) -> Page:
    """The sheet: 1123×794 px along, 794×1123 px upright."""
    plan, palette = UPRIGHT if upright else ALONG, PALETTES[view.theme]
    page = Page(plan.width, plan.height, palette["paper"], f"{view.lens.title}. {view.answer}")
    width = plan.width - 2 * EDGE
    size = fit_size(view.answer, (26, 24, 22, 20, 18, 17), width, 1, bold=True)
    lines = 1 if text_width(view.answer, size, bold=True) <= width else 2
    with page.told_as("H1"):
        page.paragraph(EDGE, 44 if lines == 1 else 27, view.answer, size, palette["ink"], width, bold=True, leading=1.2)
    page.text(EDGE, 66, shorten(f"{view.lens.title}, {say_day(view.day)}", 13, width), 13, palette["ink"])
    fit = MapFit(view.shapes, plan.map)
    page.box(fit.x, fit.y, fit.width, fit.height, Paint(palette["sea"]))
    with page.told_as("Figure"):
        draw_map(page, view, fit)
        beside_the_map(page, view, fit.x + 10, fit.y + 10, 11)
    told = _words(page, view, plan)
    x, top, rows_width, height = plan.rows
    lower = max(0.0, told + 4 - top) if upright else 0.0
    rest = (x, top + lower, rows_width, height - lower)
    chart = production_chart(view.index, programmes_of(view), view.day) if view.treaty else None
    if chart and chart.rows:
        _production(page, view, chart, rest)
    else:
        _classes(page, view, rest)
    foot = (
        f"{Captions(view).source_names} {Captions(view).dataset}",
        Captions(view).data,
        Captions(view).boundaries,
        Captions(view).address,
    )
    y = plan.height - FOOT + 12
    for line in foot:
        with page.told_as("P", last=True):
            y = page.paragraph(EDGE, y, line, 8, palette["ink"], width, most=2)
    return page


def _words(page: Page, view: View, plan: _Plan) -> float:
    """The height at which legend (two columns), what happened last and what is settled end."""
    ink, outline = PALETTES[view.theme]["ink"], PALETTES[view.theme]["outline"]
    x, top, width = plan.words
    rows = legend_rows(view)
    column, half = width / 2, -(-len(rows) // 2)
    for number, row in enumerate(rows):
        left, y = x + column * (number // half), top + 18 * (number % half)
        page.box(left, y, 22, 13, paint_of(row.style, view.theme), outline, 1.8 if row.outlined else 0.7)
        label = shorten(row.label, TEXT, column - 80)
        told = page.new_row()
        with page.told_as("TH", told):
            page.text(left + 30, y + 11, label, TEXT, ink, bold=not row.part)
        with page.told_as("TD", told):
            page.text(left + column - 24, y + 11, str(row.states), TEXT, ink, bold=True, anchor="end")
    y = top + 18 * half + 16
    lines = [view.headline, *(f"Settled: {line}" for line in view.settled_lines[:3])]
    if view.chosen_line:
        lines.insert(0, view.chosen_line)
    for line in lines:
        if y > plan.height - FOOT - TEXT:
            break
        y = page.paragraph(x, y, line, TEXT, ink, width, most=2, bold=line == view.chosen_line) + 2
    return y


def _classes(page: Page, view: View, box: tuple[float, float, float, float]) -> None:
    """The States of every class by name, those with a figure with it, the highest first."""
    palette = PALETTES[view.theme]
    x, top, width, height = box
    with page.told_as("H2"):
        page.text(x, top + 10, Captions(view).legend_title, 13, palette["ink"], bold=True)
    y, bottom = top + 34, top + height
    if Captions(view).series:
        y = page.paragraph(x, y, f"{Captions(view).series}.", SMALL, palette["ink"], width, most=3) + 6
    for entry in view.lens.classes:
        told = [
            f"{view.index.name_of(iso3)} {view.figure_on_map(iso3)}" for iso3, run in view.figures if run.entry == entry
        ]
        told = told or view.members_of(entry.class_id)
        if told and y < bottom:
            page.box(
                x, y - 10, 22, 13, paint_of(entry.style, view.theme), palette["outline"], 1.8 if entry.outlined else 0.7
            )
            with page.told_as("H3"):
                page.text(x + 30, y, entry.label, TEXT, palette["ink"], bold=True)
            room = max(1, int((bottom - y) / (TEXT * 1.32)))
            y = page.paragraph(x + 30, y + 17, ", ".join(told), TEXT, palette["ink"], width - 30, most=room) + 12


def _production(page: Page, view: View, chart: ProductionChart, box: tuple[float, float, float, float]) -> None:
    """Announced production as known on the day, a row a programme: dated ones first."""
    palette = PALETTES[view.theme]
    x, top, width, height = box
    title = f"Announced production, as known on {say_day(view.day)}"
    with page.told_as("H2"):
        page.text(x, top + 10, title, 13, palette["ink"], bold=True)
    rows = sorted(chart.rows, key=lambda row: (row.head.bar is None, row.iso3 != view.chosen))
    room = height - 58
    most = int(room // MIN_ROW)
    shown = rows if len(rows) <= most else rows[: most - 1]
    each = min(MAX_ROW, room / max(1, len(shown) + (len(shown) < len(rows))))
    names = width * 0.5
    axis = DayAxis(((chart.first, x + names), (chart.last, x + width - 18)))
    first, bottom = top + 48, top + 48 + each * len(shown)
    with page.told_as("Figure"):
        _axis(page, view, axis, first, bottom)
    for number, row in enumerate(shown):
        _row(page, view, axis, row, (x, first + each * number, names, each))
    if len(shown) < len(rows):
        page.text(x, bottom + 11, f"and {len(rows) - len(shown)} more programmes", SMALL, palette["ink"])


def _axis(page: Page, view: View, axis: DayAxis, top: float, bottom: float) -> None:
    palette, free = PALETTES[view.theme], 0.0
    for year, x in axis.years():
        page.line(x, top, x, bottom, palette["grid"], 0.8)
        if x >= free and x < axis.right - 20:
            page.text(x + 2, top - 4, str(year), SMALL, palette["ink"])
            free = x + 34
    x = axis.place(view.day)
    page.line(x, top - 14, x, bottom, palette["day"], 1.6)
    words = say_day(view.day)
    half = text_width(words, SMALL, bold=True) / 2
    middle = min(max(x, axis.place(axis.first) + half), axis.right - half)
    page.text(middle, top - 17, words, SMALL, palette["day"], bold=True, anchor="middle")


def _row(page: Page, view: View, axis: DayAxis, row: ProgrammeMarks, box: tuple[float, float, float, float]) -> None:
    palette = PALETTES[view.theme]
    x, top, names, height = box
    page.line(x, top, axis.right + 18, top, palette["grid"], 0.6)
    size = min(TEXT - 1.5, height * 0.42) if height >= 24 else min(SMALL, height * 0.62)
    window = "; ".join(filter(None, (row.head.window, row.moved)))
    told = page.new_row()
    if height >= 24:
        title = shorten(row.title, size, names - 8, bold=True)
        with page.told_as("TH", told):
            page.text(x, top + height * 0.45, title, size, palette["ink"], bold=True)
        with page.told_as("TD", told):
            window = first_that_fits((window, row.head.window), size * 0.92, names - 8)
            page.text(x, top + height * 0.86, window, size * 0.92, palette["ink"])
    else:
        title = shorten(f"{row.title}: {row.head.window}", size, names - 8)
        with page.told_as("TH", told):
            page.text(x, top + height * 0.7, title, size, palette["ink"])
    with page.told_as("TD", told):
        page.text(axis.right + 16, top + height * 0.62, row.grade, size, palette["ink"], bold=True, anchor="end")
    for version in (*row.superseded, *row.current):
        _bar(page, view, axis, version, top, height)


def _bar(page: Page, view: View, axis: DayAxis, version: VersionMarks, top: float, height: float) -> None:
    bar, colour = version.bar, PALETTES[view.theme][version.colour]
    if bar is None:
        return
    left, right = axis.place(bar.start), axis.place(bar.end)
    y, thick = (top + height * 0.6, height * 0.36) if version.current else (top + height * 0.16, 2.5)
    title = f"{version.stated} ({version.window}), {version.speaker}, {version.announced}"
    if bar.stated_day is None:
        page.box(left, y - thick / 2, max(2, right - left), thick, Paint(colour), opacity=bar.opacity, title=title)
        return
    page.line(left, y, right, y, colour, max(1.2, thick / 3), dash=(5.0, 3.0))
    tick = axis.place(bar.stated_day)
    page.line(tick, y - thick * 0.7, tick, y + thick * 0.7, colour, 2)
