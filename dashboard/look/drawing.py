"""A drawing as plain marks. SVG, PNG and PDF are written from the same marks, so that all show the same.

Lengths are px, x to the right, y down.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import Literal

from dashboard.look.lettering import wrap
from dashboard.look.palette import PALETTES, STYLES, Hatch, Theme

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]
Tag = Literal["H1", "H2", "H3", "P", "TH", "TD", "Figure"]
"""What a text is to a reader that cannot see the page, by the names of tagged PDF."""


@dataclass(frozen=True, slots=True)
class Part:
    """The element that a text belongs to: lines of one ``number`` are one element, cells of one ``row`` one row."""

    tag: Tag
    number: int
    row: int = 0
    last: bool = False
    """Read after all else of the page, wherever it was drawn."""


@dataclass(frozen=True, slots=True)
class Paint:
    """A ground colour, with a hatch in ``ink`` upon it where there is one."""

    base: str
    hatch: Hatch | None = None
    ink: str = ""


@dataclass(frozen=True, slots=True)
class Outline:
    """Lines through points: closed rings are filled by the even-odd rule."""

    rings: tuple[tuple[Point, ...], ...]
    fill: Paint | None = None
    stroke: str = ""
    width: float = 1.0
    closed: bool = True
    dash: tuple[float, ...] = ()
    opacity: float = 1.0
    name: str = ""
    """Identifier in the file; only the first mark of a name carries it."""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Circle:
    """A dot of radius ``r``."""

    x: float
    y: float
    r: float
    fill: Paint | None = None
    stroke: str = ""
    width: float = 1.0
    opacity: float = 1.0
    name: str = ""
    title: str = ""


@dataclass(frozen=True, slots=True)
class Text:
    """One line of text; ``y`` is its base line."""

    x: float
    y: float
    text: str
    size: float
    fill: str
    bold: bool = False
    anchor: Anchor = "start"
    halo: str = ""
    part: Part | None = None
    """A paragraph of its own where none is named."""


Mark = Outline | Circle | Text


@dataclass(slots=True)
class Page:
    """One page: ground colour and marks, painted in order."""

    width: float
    height: float
    ground: str
    title: str
    """What the picture says, for those who cannot see it."""
    marks: list[Mark] = field(default_factory=list)
    part: Part | None = None
    """What texts drawn now belong to; ``told_as`` sets it."""
    parts: int = 0
    """Elements and rows numbered so far."""

    def new_row(self) -> int:
        """Number of another row of a table, for the cells drawn next."""
        self.parts += 1
        return self.parts

    @contextmanager
    def told_as(self, tag: Tag, row: int = 0, *, last: bool = False) -> Iterator[None]:
        """Texts drawn within are one element: a heading, a paragraph, a cell of ``row``, words of the picture."""
        before, self.part = self.part, Part(tag, self.new_row(), row, last)
        try:
            yield
        finally:
            self.part = before

    def line(
        self, x1: float, y1: float, x2: float, y2: float, stroke: str, width: float = 1.0, dash: tuple[float, ...] = ()
    ) -> None:
        self.marks.append(Outline((((x1, y1), (x2, y2)),), stroke=stroke, width=width, dash=dash, closed=False))

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        fill: Paint | None,
        stroke: str = "",
        stroke_width: float = 1.0,
        **more: object,
    ) -> None:
        ring = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.marks.append(Outline((ring,), fill, stroke, stroke_width, **more))  # type: ignore[arg-type]

    def text(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        fill: str,
        *,
        bold: bool = False,
        anchor: Anchor = "start",
        halo: str = "",
    ) -> None:
        if text:
            self.marks.append(Text(x, y, text, size, fill, bold, anchor, halo, self.part))

    def paragraph(
        self,
        x: float,
        y: float,
        text: str,
        size: float,
        fill: str,
        width: float,
        *,
        bold: bool = False,
        most: int = 99,
        leading: float = 1.32,
    ) -> float:
        """Text in lines no wider than ``width``; returns the base line after the last."""
        if self.part is None:
            with self.told_as("P"):
                return self.paragraph(x, y, text, size, fill, width, bold=bold, most=most, leading=leading)
        for line in wrap(text, size, width, bold=bold, most=most):
            self.text(x, y, line, size, fill, bold=bold)
            y += size * leading
        return y


def paint_of(class_id: str, theme: Theme) -> Paint:
    """How a class of the legend is painted on the map."""
    style, palette = STYLES[class_id], PALETTES[theme]
    return Paint(palette[style.base], style.hatch, palette[style.hatch.ink] if style.hatch else "")


def side_by_side(pages: Sequence[Page], gap: float = 24) -> Page:
    """Several pages on one sheet, left to right."""
    if len(pages) == 1:
        return pages[0]
    sheet = Page(
        sum(page.width for page in pages) + gap * (len(pages) - 1),
        max(page.height for page in pages),
        pages[0].ground,
        pages[0].title,
    )
    left = 0.0
    for page in pages:
        sheet.marks.extend(shift(mark, left, 0) for mark in page.marks)
        left += page.width + gap
    return sheet


def shift(mark: Mark, dx: float, dy: float) -> Mark:
    """The mark moved by ``dx`` and ``dy``."""
    match mark:
        case Text() | Circle():
            return replace(mark, x=mark.x + dx, y=mark.y + dy)
        case Outline():
            return replace(mark, rings=tuple(tuple((x + dx, y + dy) for x, y in ring) for ring in mark.rings))
