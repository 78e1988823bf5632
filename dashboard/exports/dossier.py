"""One State on A4: a strip for each instrument on one axis of time, and every dated act with its source."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

from dashboard.domain.days import day_number, say_day
from dashboard.domain.status import runs
from dashboard.domain.terms import LEGEND, display_class
from dashboard.exports.captions import Captions
from dashboard.exports.view import View
from dashboard.look.axis import DayAxis
from dashboard.look.drawing import Page, paint_of
from dashboard.look.lettering import shorten, text_width, wrap
from dashboard.look.palette import PALETTES
from dashboard.tables.facts import act_fact, announcement_fact, step_fact
from data.schema import ActionKind

WIDTH, HEIGHT = 794, 1123
EDGE = 44
FOOT = 1030
SINCE = dt.date(1990, 1, 1)
"""The strips begin here: what held before is told by the first colour."""


class _Paper:
    """Adds pages as text runs down."""

    def __init__(self, view: View, name: str) -> None:
        self.view, self.name = view, name
        self.ink = PALETTES[view.theme]["ink"]
        self.pages: list[Page] = []
        self.y = 0.0
        self.turn()

    def turn(self) -> None:
        view = self.view
        meta = view.index.dataset.meta
        title = f"{self.name}: security treaties"
        page = Page(WIDTH, HEIGHT, PALETTES[view.theme]["paper"], f"{title}. {Captions(view).day}")
        page.text(EDGE, 58, title + (f" ({len(self.pages) + 1})" if self.pages else ""), 22, self.ink, bold=True)
        page.text(
            EDGE,
            80,
            shorten(
                f"As of {say_day(view.day)}. Data as of {say_day(meta.as_of)} (dataset {meta.version}).",
                11,
                WIDTH - 2 * EDGE,
            ),
            11,
            self.ink,
        )
        foot = (
            "Strips: fill shows what is in force, hatch shows movement; not to scale with other pages. "
            "Letters: grade of the best source, A to E.",
            meta.boundary_note,
            f"Sources: named with each act. {meta.title}, dataset {meta.version}, {meta.data_licence}.",
            Captions(view).address,
        )
        y = float(FOOT + 18)
        for line in foot:
            y = page.paragraph(EDGE, y, line, 8, self.ink, WIDTH - 2 * EDGE, most=2)
        self.pages.append(page)
        self.y = 108.0

    @property
    def page(self) -> Page:
        return self.pages[-1]

    def need(self, height: float) -> None:
        if self.y + height > FOOT:
            self.turn()


def dossier_pages(view: View) -> list[Page]:
    """A4 pages (794×1123 px) for each State in view, at most six; the first by name where all are in view."""
    known = list(view.index.countries)
    chosen = sorted(view.iso3s or known[:1], key=view.index.name_of)[:6]
    return [page for iso3 in chosen if iso3 in known for page in _state(view, iso3, view.index.name_of(iso3))]


def _state(view: View, iso3: str, name: str) -> list[Page]:
    paper = _Paper(view, name)
    views = [replace(view, instrument=key, selection=None) for key in view.index.instruments]
    end = max(view.index.dataset.meta.as_of, view.day)
    axis = DayAxis(((SINCE, 300), (dt.date(end.year + 1, 12, 31), WIDTH - EDGE)))
    _axis(paper, axis)
    for one in views:
        _strip(paper, one, iso3, axis)
    _now(paper, view, axis)
    _key(paper, views, iso3)
    for one in views:
        _acts(paper, one, iso3)
    _announced(paper, view, iso3)
    return paper.pages


def _axis(paper: _Paper, axis: DayAxis) -> None:
    for year, x in axis.years():
        if year % 5 == 0:
            paper.page.text(x, paper.y + 10, str(year), 9, paper.ink, anchor="middle")
    paper.y += 16


def _strip(paper: _Paper, view: View, iso3: str, axis: DayAxis) -> None:
    page, palette = paper.page, PALETTES[view.theme]
    page.text(EDGE, paper.y + 11, shorten(view.treaty.short_title, 9.5, 245, bold=True), 9.5, paper.ink, bold=True)
    page.text(EDGE, paper.y + 22, view.standing_of(iso3).label, 8.5, paper.ink)
    stretches = runs(view.histories[iso3])
    opened = view.treaty.opened_on
    for number, run in enumerate(stretches):
        until = stretches[number + 1].start if number + 1 < len(stretches) else axis.last
        start, until = max(run.start, axis.first, opened), min(until, axis.last)
        if start < until:
            paint = paint_of(display_class(run.standing.status, run.standing.stage), view.theme)
            x = axis.place(start)
            page.box(x, paper.y + 3, axis.place(until) - x, 18, paint)
    x = axis.place(max(opened, axis.first))
    page.box(x, paper.y + 3, axis.right - x, 18, None, palette["outline"], 0.6)
    paper.y += 28


def _now(paper: _Paper, view: View, axis: DayAxis) -> None:
    blue = PALETTES[view.theme]["day"]
    x = axis.place(view.day)
    paper.page.line(x, 116, x, paper.y, blue, 1.6)
    paper.page.text(x, paper.y + 8, say_day(view.day), 8.5, blue, bold=True, anchor="end")
    paper.y += 14


def _key(paper: _Paper, views: list[View], iso3: str) -> None:
    shown = {
        display_class(run.standing.status, run.standing.stage) for view in views for run in runs(view.histories[iso3])
    }
    x, palette = float(EDGE), PALETTES[views[0].theme]
    for entry in LEGEND:
        if entry.class_id not in shown:
            continue
        width = 26 + text_width(entry.label, 9) + 16
        if x + width > WIDTH - EDGE:
            x, paper.y = float(EDGE), paper.y + 18
        paper.page.box(x, paper.y + 2, 20, 12, paint_of(entry.class_id, views[0].theme), palette["outline"], 0.6)
        paper.page.text(x + 26, paper.y + 12, entry.label, 9, paper.ink)
        x += width
    paper.y += 34


def _head(paper: _Paper, text: str) -> None:
    paper.need(48)
    paper.y += 8
    paper.page.text(EDGE, paper.y, text, 11.5, paper.ink, bold=True)
    paper.y += 16


def _acts(paper: _Paper, view: View, iso3: str) -> None:
    index = view.index
    rows = [
        act_fact(index, row)
        for row in index.actions_of(view.instrument, iso3)
        if row.kind is not ActionKind.NEVER_ACTED
    ]
    rows += [step_fact(index, row) for row in index.steps_of(view.instrument, iso3)]
    dated = [row for row in rows if row["on"] is not None and row["on"] <= day_number(view.day)]
    dated.sort(key=lambda row: row["on"])
    _head(paper, view.treaty.short_title)
    if not dated:
        paper.page.text(EDGE, paper.y, f"No act on record up to {say_day(view.day)}.", 9, paper.ink)
        paper.y += 14
    for row in dated:
        _fact(paper, row)


def _announced(paper: _Paper, view: View, iso3: str) -> None:
    rows = [announcement_fact(view.index, row) for row in view.index.announcements_by_state.get(iso3, ())]
    dated = [row for row in rows if row["on"] is not None and row["on"] <= day_number(view.day)]
    if not dated:
        return
    _head(paper, "Announced production, purchase and laying")
    for row in sorted(dated, key=lambda row: row["on"]):
        _fact(paper, row)


def _fact(paper: _Paper, fact: dict[str, Any]) -> None:
    left, width = EDGE + 132, WIDTH - 2 * EDGE - 132 - 16
    source = fact["sources"][0] if fact["sources"] else None
    source_line = (
        ""
        if source is None
        else f"[{fact['id']}] {source['publisher']}{', ' + source['date'] if source['date'] else ''}, {source['url']}"
    )
    what, who = wrap(fact["what"], 9, width, most=4), wrap(source_line, 7.5, width, most=2)
    paper.need(12 * len(what) + 10 * len(who) + 4)
    page, y = paper.page, paper.y
    for number, line in enumerate(wrap(fact["when"], 9, 124, bold=True, most=2)):
        page.text(EDGE, y + 12 * number, line, 9, paper.ink, bold=True)
    page.text(WIDTH - EDGE, y, fact["grade"], 9, paper.ink, bold=True, anchor="end")
    for line in what:
        page.text(left, y, line, 9, paper.ink)
        y += 12
    for line in who:
        page.text(left, y - 1, line, 7.5, paper.ink)
        y += 10
    paper.y = y + 5
