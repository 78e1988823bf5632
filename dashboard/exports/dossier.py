"""One State on A4: a strip for each lens on one axis of time, and every dated act, class and figure with its source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from dashboard.domain.days import say_day
from dashboard.domain.lenses import LensClass
from dashboard.exports.captions import Captions
from dashboard.exports.view import View
from dashboard.look.axis import DayAxis
from dashboard.look.drawing import Page, paint_of
from dashboard.look.lettering import first_that_fits, shorten, text_width, wrap
from dashboard.look.palette import PALETTES
from dashboard.tables.dossier import Figures, LensRecord, dossier

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
        title = f"{self.name}: treaties, policies and measures"
        page = Page(WIDTH, HEIGHT, PALETTES[view.theme]["paper"], f"{title}. {Captions(view).day}")
        with page.told_as("H1"):
            page.text(EDGE, 58, title + (f" ({len(self.pages) + 1})" if self.pages else ""), 22, self.ink, bold=True)
        page.text(
            EDGE,
            80,
            shorten(
                f"As of {say_day(view.day)}. Data as of {say_day(meta.as_of)} (dataset {view.index.edition}).",
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
            with page.told_as("P", last=True):
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
    as_of = view.index.dataset.meta.as_of
    shown = dossier(view.index, iso3, None if view.day == as_of else view.day)
    end = max(view.index.dataset.meta.as_of, view.day)
    axis = DayAxis(((SINCE, 300), (dt.date(end.year + 1, 12, 31), WIDTH - EDGE)))
    _axis(paper, axis)
    for one in shown.lenses:
        _strip(paper, one, axis)
    _now(paper, view, axis)
    _key(paper, shown.lenses)
    for one in shown.lenses:
        if one.figures:
            _figures(paper, one.lens.title, one.figures)
        _facts(paper, one.lens.title, shown.known(one.facts), empty=None if one.figures else view.day)
    announced = shown.known([version.fact for version in shown.versions])
    if announced:
        _facts(paper, "Announced production, purchase and laying", announced)
    for told in shown.topics:
        _facts(paper, told.topic.title, told.facts)
    return paper.pages


def _axis(paper: _Paper, axis: DayAxis) -> None:
    for year, x in axis.years():
        if year % 5 == 0:
            with paper.page.told_as("Figure"):
                paper.page.text(x, paper.y + 10, str(year), 9, paper.ink, anchor="middle")
    paper.y += 16


def _strip(paper: _Paper, record: LensRecord, axis: DayAxis) -> None:
    page, theme = paper.page, paper.view.theme
    title = first_that_fits((record.lens.title, record.lens.title.partition(" (")[0]), 9.5, 245, bold=True)
    row = page.new_row()
    with page.told_as("TH", row):
        page.text(EDGE, paper.y + 11, title, 9.5, paper.ink, bold=True)
    with page.told_as("TD", row):
        page.text(EDGE, paper.y + 22, shorten(record.now.words, 8.5, 245), 8.5, paper.ink)
    for run in record.runs:
        left, right = axis.place(run.start), axis.place(run.end or dt.date.max)
        if left < right:
            page.box(left, paper.y + 3, right - left, 18, paint_of(run.look.style, theme))
    left = axis.place(record.lens.first)
    page.box(left, paper.y + 3, axis.right - left, 18, None, PALETTES[theme]["outline"], 0.6)
    paper.y += 28


def _now(paper: _Paper, view: View, axis: DayAxis) -> None:
    blue = PALETTES[view.theme]["day"]
    x = axis.place(view.day)
    paper.page.line(x, 116, x, paper.y, blue, 1.6)
    with paper.page.told_as("Figure"):
        paper.page.text(x, paper.y + 8, say_day(view.day), 8.5, blue, bold=True, anchor="end")
    paper.y += 14


def _key(paper: _Paper, records: Sequence[LensRecord]) -> None:
    """What the fills mean, each once for all lenses that use it in the same words."""
    x, theme = float(EDGE), paper.view.theme
    found: dict[tuple[str, str], LensClass] = {}
    for record in records:
        seen = {run.class_id for run in record.runs}
        found |= {(one.style, one.label): one for one in record.lens.classes if one.class_id in seen}
    for entry in found.values():
        width = 26 + text_width(entry.label, 9) + 16
        if x + width > WIDTH - EDGE:
            x, paper.y = float(EDGE), paper.y + 18
        paper.page.box(x, paper.y + 2, 20, 12, paint_of(entry.style, theme), PALETTES[theme]["outline"], 0.6)
        paper.page.text(x + 26, paper.y + 12, entry.label, 9, paper.ink)
        x += width
    paper.y += 34


def _head(paper: _Paper, text: str) -> None:
    paper.need(48)
    paper.y += 8
    with paper.page.told_as("H2"):
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


def _figures(paper: _Paper, title: str, figures: Figures) -> None:
    """Every figure, one paragraph for each series."""
    _head(paper, title)
    for place, (series, _) in enumerate(figures.series):
        told = "; ".join(f"{period}: {values[place]}" for period, values in figures.periods if values[place])
        lines = wrap(f"{series}. {told}.", 9, WIDTH - 2 * EDGE, most=6)
        paper.need(12 * len(lines) + 6)
        with paper.page.told_as("P"):
            for line in lines:
                paper.page.text(EDGE, paper.y, line, 9, paper.ink)
                paper.y += 12
        paper.y += 4


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
    row = page.new_row()
    with page.told_as("TH", row):
        for number, line in enumerate(wrap(fact["when"], 9, 124, bold=True, most=2)):
            page.text(EDGE, y + 12 * number, line, 9, paper.ink, bold=True)
    with page.told_as("TD", row):
        page.text(WIDTH - EDGE, y, fact["grade"], 9, paper.ink, bold=True, anchor="end")
    with page.told_as("TD", row):
        for line in what:
            page.text(left, y, line, 9, paper.ink)
            y += 12
    with page.told_as("TD", row):
        for line in who:
            page.text(left, y - 1, line, 7.5, paper.ink)
            y += 10
    paper.y = y + 5
