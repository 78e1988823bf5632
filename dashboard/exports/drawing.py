"""A drawing as plain marks, and its SVG. The same marks are written as PDF, so that both show the same.

Lengths are px, x to the right, y down. Text is set in DejaVu Sans, whose widths are known here: a line that
fits here fits everywhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Literal
from xml.sax.saxutils import escape, quoteattr

from fontTools.ttLib import TTFont

from dashboard.views.palette import PALETTES, STYLES, Hatch, Theme

Point = tuple[float, float]
Anchor = Literal["start", "middle", "end"]
FAMILY = "'DejaVu Sans', Verdana, 'Segoe UI', sans-serif"


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

    def line(self, x1: float, y1: float, x2: float, y2: float, stroke: str, width: float = 1.0, dash: tuple[float, ...] = ()) -> None:
        self.marks.append(Outline((((x1, y1), (x2, y2)),), stroke=stroke, width=width, dash=dash, closed=False))

    def box(self, x: float, y: float, width: float, height: float, fill: Paint | None, stroke: str = "", stroke_width: float = 1.0, **more: object) -> None:
        ring = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
        self.marks.append(Outline((ring,), fill, stroke, stroke_width, **more))  # type: ignore[arg-type]

    def say(self, x: float, y: float, text: str, size: float, fill: str, *, bold: bool = False, anchor: Anchor = "start", halo: str = "") -> None:
        if text:
            self.marks.append(Text(x, y, text, size, fill, bold, anchor, halo))

    def paragraph(self, x: float, y: float, text: str, size: float, fill: str, width: float, *, bold: bool = False, most: int = 99, leading: float = 1.32) -> float:
        """Text in lines no wider than ``width``; returns the base line after the last."""
        for line in wrapped(text, size, width, bold=bold, most=most):
            self.say(x, y, line, size, fill, bold=bold)
            y += size * leading
        return y


def paint_of(class_id: str, theme: Theme) -> Paint:
    """How a class of the legend is painted on the map."""
    style, palette = STYLES[class_id], PALETTES[theme]
    return Paint(palette[style.base], style.hatch, palette[style.hatch.ink] if style.hatch else "")


@cache
def font_file(bold: bool = False) -> Path:
    """DejaVu Sans as shipped with matplotlib, which itself is not imported. Raises ``FileNotFoundError``."""
    found = find_spec("matplotlib")
    if found is None or found.origin is None:
        raise FileNotFoundError("DejaVu Sans is missing: install matplotlib, which ships it")
    return Path(found.origin).parent / "mpl-data" / "fonts" / "ttf" / f"DejaVuSans{'-Bold' if bold else ''}.ttf"


@cache
def _widths(bold: bool) -> tuple[dict[int, int], dict[str, tuple[int, int]], int]:
    font = TTFont(font_file(bold), lazy=True)
    return dict(font.getBestCmap()), dict(font["hmtx"].metrics), font["head"].unitsPerEm


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Width in px, without kerning."""
    names, metrics, em = _widths(bold)
    return sum(metrics[names.get(ord(one), ".notdef")][0] for one in text) * size / em


def wrapped(text: str, size: float, width: float, *, bold: bool = False, most: int = 99) -> list[str]:
    """Lines no wider than ``width``; what does not fit ``most`` lines ends in an ellipsis."""
    lines: list[str] = []
    line = ""
    for word in (piece for long in text.split() for piece in _pieces(long, size, width, bold)):
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size, bold=bold) > width:
            lines.append(line)
            line = word
        else:
            line = longer
    if line:
        lines.append(line)
    if len(lines) > most:
        lines = [*lines[: most - 1], shortened(" ".join(lines[most - 1 :]), size, width, bold=bold)]
    return lines


def _pieces(word: str, size: float, width: float, bold: bool) -> Iterable[str]:
    while text_width(word, size, bold=bold) > width and len(word) > 1:
        cut = max(1, int(len(word) * width / text_width(word, size, bold=bold)) - 1)
        yield word[:cut]
        word = word[cut:]
    yield word


def shortened(text: str, size: float, width: float, *, bold: bool = False) -> str:
    """The text, cut with an ellipsis where it is wider than ``width``."""
    if text_width(text, size, bold=bold) <= width:
        return text
    while text and text_width(f"{text}…", size, bold=bold) > width:
        text = text[:-1]
    return f"{text.rstrip()}…"


def fitting(text: str, sizes: Sequence[float], width: float, lines: int, *, bold: bool = False) -> float:
    """The largest of ``sizes`` at which the text needs at most ``lines``; else the smallest."""
    for size in sorted(sizes, reverse=True):
        if len(wrapped(text, size, width, bold=bold)) <= lines:
            return size
    return min(sizes)


_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def _safe(text: str) -> str:
    return escape(_UNPRINTABLE.sub("\ufffd", text))


def _quoted(text: str) -> str:
    return quoteattr(_UNPRINTABLE.sub("\ufffd", text))


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _path(mark: Outline) -> str:
    close = "Z" if mark.closed else ""
    return "".join("M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in ring) + close for ring in mark.rings)


class _Patterns:
    """Patterns asked for, each written once."""

    def __init__(self) -> None:
        self.ids: dict[Paint, str] = {}

    def fill(self, paint: Paint | None) -> str:
        if paint is None:
            return "none"
        if paint.hatch is None:
            return paint.base
        return f"url(#{self.ids.setdefault(paint, f'hatch-{len(self.ids) + 1}')})"

    def written(self) -> str:
        return "".join(self._one(paint, name) for paint, name in self.ids.items())

    @staticmethod
    def _one(paint: Paint, name: str) -> str:
        hatch = paint.hatch
        assert hatch is not None
        gap = _number(hatch.gap)
        inside = f'<rect width="{gap}" height="{gap}" fill="{paint.base}"/>'
        if hatch.kind == "dots":
            middle = _number(hatch.gap / 2)
            inside += f'<circle cx="{middle}" cy="{middle}" r="{_number(hatch.width)}" fill="{paint.ink}"/>'
        else:  # half of a line on the edge of its tile is cut away, hence the double width
            ends = [f'x2="0" y2="{gap}"'] + ([f'x2="{gap}" y2="0"'] if hatch.kind == "cross" else [])
            inside += "".join(f'<line x1="0" y1="0" {end} stroke="{paint.ink}" stroke-width="{_number(hatch.width * 2)}"/>' for end in ends)
        return f'<pattern id="{name}" width="{gap}" height="{gap}" patternUnits="userSpaceOnUse" patternTransform="rotate({hatch.angle})">{inside}</pattern>'


def svg(page: Page) -> str:
    """The page as one SVG document: no script, no outside reference, text as text."""
    patterns = _Patterns()
    named: set[str] = set()
    body = "".join(_written(mark, patterns, named) for mark in page.marks)
    width, height = _number(page.width), _number(page.height)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" role="img" '
        f'aria-label={_quoted(page.title)} font-family={_quoted(FAMILY)}>'
        f"<title>{_safe(page.title)}</title><defs>{patterns.written()}</defs>"
        f'<rect width="{width}" height="{height}" fill="{page.ground}"/>{body}</svg>\n'
    )


def _written(mark: Mark, patterns: _Patterns, named: set[str]) -> str:
    match mark:
        case Text():
            anchor = "" if mark.anchor == "start" else f' text-anchor="{mark.anchor}"'
            weight = ' font-weight="700"' if mark.bold else ""
            halo = f' stroke="{mark.halo}" stroke-width="{_number(mark.size / 4)}" stroke-linejoin="round" paint-order="stroke"' if mark.halo else ""
            return f'<text x="{_number(mark.x)}" y="{_number(mark.y)}" font-size="{_number(mark.size)}" fill="{mark.fill}"{weight}{anchor}{halo}>{_safe(mark.text)}</text>\n'
        case Circle():
            start = f'<circle cx="{_number(mark.x)}" cy="{_number(mark.y)}" r="{_number(mark.r)}"'
        case Outline():
            start = f'<path d="{_path(mark)}" fill-rule="evenodd"'
    start += f' fill="{patterns.fill(mark.fill)}"'
    if mark.stroke:
        start += f' stroke="{mark.stroke}" stroke-width="{_number(mark.width)}" stroke-linejoin="round"'
    if isinstance(mark, Outline) and mark.dash:
        start += f' stroke-dasharray="{" ".join(_number(part) for part in mark.dash)}"'
    if mark.opacity < 1:
        start += f' opacity="{_number(mark.opacity)}"'
    if mark.name and mark.name not in named:
        named.add(mark.name)
        start += f" id={_quoted(mark.name)}"
    return f"{start}><title>{_safe(mark.title)}</title></{'circle' if isinstance(mark, Circle) else 'path'}>\n" if mark.title else f"{start}/>\n"


def side_by_side(pages: Sequence[Page], gap: float = 24) -> Page:
    """Several pages on one sheet, left to right."""
    if len(pages) == 1:
        return pages[0]
    sheet = Page(sum(page.width for page in pages) + gap * (len(pages) - 1), max(page.height for page in pages), pages[0].ground, pages[0].title)
    left = 0.0
    for page in pages:
        sheet.marks.extend(moved(mark, left, 0) for mark in page.marks)
        left += page.width + gap
    return sheet


def moved(mark: Mark, dx: float, dy: float, scale: float = 1.0) -> Mark:
    """The mark, scaled about the origin and then shifted; hatches keep their own measure."""
    match mark:
        case Text():
            return Text(mark.x * scale + dx, mark.y * scale + dy, mark.text, mark.size * scale, mark.fill, mark.bold, mark.anchor, mark.halo)
        case Circle():
            return Circle(mark.x * scale + dx, mark.y * scale + dy, mark.r * scale, mark.fill, mark.stroke, mark.width * scale, mark.opacity, mark.name, mark.title)
        case Outline():
            rings = tuple(tuple((x * scale + dx, y * scale + dy) for x, y in ring) for ring in mark.rings)
            dash = tuple(part * scale for part in mark.dash)
            return Outline(rings, mark.fill, mark.stroke, mark.width * scale, mark.closed, dash, mark.opacity, mark.name, mark.title)
