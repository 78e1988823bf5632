"""One State on A4: a strip for each instrument on one axis of time, and every dated act with its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from dashboard.domain.days import say_day
from dashboard.domain.status import intervals
from dashboard.domain.terms import LEGEND
from dashboard.exports.captions import Captions
from dashboard.exports.view import View
from dashboard.look.axis import DayAxis
from dashboard.look.drawing import Page, paint_of
from dashboard.look.lettering import shorten, text_width, wrap
from dashboard.look.palette import PALETTES
from dashboard.tables.dossier import TreatyRecord, dossier

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
    histories = {key: intervals(view.index, key) for key in view.index.instruments}
    shown = dossier(view.index, histories, iso3, view.day)
    end = max(view.index.dataset.meta.as_of, view.day)
    axis = DayAxis(((SINCE, 300), (dt.date(end.year + 1, 12, 31), WIDTH - EDGE)))
    _axis(paper, axis)
    for treaty in shown.treaties:
        _strip(paper, treaty, axis)
    _now(paper, view, axis)
    _key(paper, {band.standing.class_id for treaty in shown.treaties for band in treaty.bands})
    for treaty in shown.treaties:
        _facts(paper, treaty.instrument.short_title, shown.known(treaty.facts), empty=view.day)
    announced = shown.known([version.fact for version in shown.versions])
    if announced:
        _facts(paper, "Announced production, purchase and laying", announced)
    for one in shown.topics:
        _facts(paper, one.topic.title, one.facts)
    return paper.pages


def _axis(paper: _Paper, axis: DayAxis) -> None:
    for year, x in axis.years():
        if year % 5 == 0:
            paper.page.text(x, paper.y + 10, str(year), 9, paper.ink, anchor="middle")
    paper.y += 16


def _strip(paper: _Paper, treaty: TreatyRecord, axis: DayAxis) -> None:
    page, theme = paper.page, paper.view.theme
    title = shorten(treaty.instrument.short_title, 9.5, 245, bold=True)
    page.text(EDGE, paper.y + 11, title, 9.5, paper.ink, bold=True)
    page.text(EDGE, paper.y + 22, treaty.now.label, 8.5, paper.ink)
    for band in treaty.bands:
        left, right = axis.place(band.start), axis.place(band.end)
        if left < right:
            page.box(left, paper.y + 3, right - left, 18, paint_of(band.standing.class_id, theme))
    left = axis.place(treaty.instrument.opened_on)
    page.box(left, paper.y + 3, axis.right - left, 18, None, PALETTES[theme]["outline"], 0.6)
    paper.y += 28


def _now(paper: _Paper, view: View, axis: DayAxis) -> None:
    blue = PALETTES[view.theme]["day"]
    x = axis.place(view.day)
    paper.page.line(x, 116, x, paper.y, blue, 1.6)
    paper.page.text(x, paper.y + 8, say_day(view.day), 8.5, blue, bold=True, anchor="end")
    paper.y += 14


def _key(paper: _Paper, class_ids: set[str]) -> None:
    x, theme = float(EDGE), paper.view.theme
    for entry in LEGEND:
        if entry.class_id not in class_ids:
            continue
        width = 26 + text_width(entry.label, 9) + 16
        if x + width > WIDTH - EDGE:
            x, paper.y = float(EDGE), paper.y + 18
        paper.page.box(x, paper.y + 2, 20, 12, paint_of(entry.class_id, theme), PALETTES[theme]["outline"], 0.6)
        paper.page.text(x + 26, paper.y + 12, entry.label, 9, paper.ink)
        x += width
    paper.y += 34


def _head(paper: _Paper, text: str) -> None:
    paper.need(48)
    paper.y += 8
    paper.page.text(EDGE, paper.y, text, 11.5, paper.ink, bold=True)
    paper.y += 16


def _facts(paper: _Paper, title: str, facts: Sequence[dict[str, Any]], empty: dt.date | None = None) -> None:
    """Facts below their title; without any, that there is none up to the day ``empty``."""
    _head(paper, title)
    if empty and not facts:
        paper.page.text(EDGE, paper.y, f"No act on record up to {say_day(empty)}.", 9, paper.ink)
        paper.y += 14
    for fact in facts:
        _fact(paper, fact)


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
