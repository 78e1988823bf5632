"""A drawing as PNG and as PDF: matplotlib's canvas, its own font, no browser and no system font."""

from __future__ import annotations

import datetime as dt
import io
import math
from collections.abc import Iterator, Sequence
from typing import Any

import matplotlib
import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import FigureCanvasPdf, PdfPages
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import PathPatch
from matplotlib.path import Path as Outlines
from matplotlib.patheffects import Stroke
from matplotlib.text import Text as Line
from matplotlib.transforms import Affine2D, Transform

from dashboard.look.drawing import Circle, Mark, Outline, Page, Paint, Point, Text
from dashboard.look.lettering import font_file
from dashboard.look.palette import Hatch
from dashboard.look.pdf_tags import tag_pages

# Fonts as outlines that text can be read from; dashes in px and not in widths of their line. Set once: a context
# that changes and restores them would trip over another thread's.
matplotlib.rcParams.update({"pdf.fonttype": 42, "lines.scale_dashes": False})

PT = 72
"""Points to the inch: a px of the drawing is a point of the figure."""

PIXELS = (3840, 2160)
TINY = 1e-9
"""A slope that is none."""


def png(page: Page, pixels: tuple[int, int] = PIXELS) -> bytes:
    """The page as PNG of exactly ``pixels``, in the middle where its sides differ in proportion."""
    width, height = pixels
    scale = min(width / page.width, height / page.height)
    figure = Figure(figsize=(width / PT / scale, height / PT / scale), dpi=PT * scale, facecolor=page.ground)
    canvas = FigureCanvasAgg(figure)
    dx, dy = (width / scale - page.width) / 2, (height / scale - page.height) / 2
    _draw(figure, page.marks, Affine2D().translate(dx, dy), height / scale)
    out = io.BytesIO()
    canvas.print_png(out, metadata={"Title": page.title, "Software": ""}, pil_kwargs={"compress_level": 3})
    return out.getvalue()


def pdf(pages: Sequence[Page], made_on: dt.date) -> bytes:
    """One tagged PDF page for each page; text stays text. ``made_on`` keeps equal drawings equal in bytes."""
    out = io.BytesIO()
    day = dt.datetime(made_on.year, made_on.month, made_on.day, tzinfo=dt.UTC)
    about = {"Title": pages[0].title, "CreationDate": day, "ModDate": day}
    with PdfPages(out, metadata=about) as book:
        for page in pages:
            figure = Figure(figsize=(page.width / PT, page.height / PT), dpi=PT, facecolor=page.ground)
            FigureCanvasPdf(figure)
            _draw(figure, page.marks, Affine2D(), page.height)
            book.savefig(figure, facecolor=page.ground)
    return tag_pages(out.getvalue(), pages)


def _draw(figure: Figure, marks: Sequence[Mark], shift: Affine2D, height: float) -> None:
    down = shift + Affine2D().scale(1 / PT, -1 / PT).translate(0, height / PT) + figure.dpi_scale_trans
    for depth, mark in enumerate(marks):
        match mark:
            case Text():
                _write(figure, mark, down, depth)
            case Circle():
                angles = np.linspace(0, 2 * math.pi, 49)
                ring = tuple((mark.x + mark.r * math.cos(one), mark.y + mark.r * math.sin(one)) for one in angles[:-1])
                _fill(figure, Outline((ring,), mark.fill, mark.stroke, mark.width, opacity=mark.opacity), down, depth)
            case Outline():
                _fill(figure, mark, down, depth)


def _write(figure: Figure, mark: Text, down: Transform, depth: int) -> None:
    font = FontProperties(fname=str(font_file(mark.bold)), size=mark.size)
    ends = {"start": "left", "middle": "center", "end": "right"}
    for halo in (True, False) if mark.halo else (False,):
        text = Line(
            mark.x,
            mark.y,
            mark.text,
            color=mark.fill,
            fontproperties=font,
            ha=ends[mark.anchor],
            va="baseline",
            parse_math=False,
        )
        if halo:
            text.set_path_effects([Stroke(linewidth=mark.size / 4, foreground=mark.halo, joinstyle="round")])
        text.set_transform(down)
        text.set_zorder(depth)
        figure.add_artist(text)


def _outlines(rings: Sequence[Sequence[Point]], closed: bool) -> Outlines:
    points: list[Point] = []
    codes: list[Any] = []
    for ring in rings:
        whole = [*ring, ring[0]] if closed else list(ring)
        points += whole
        codes += [Outlines.MOVETO, *[Outlines.LINETO] * (len(whole) - 1)]
        if closed:
            codes[-1] = Outlines.CLOSEPOLY
    return Outlines(points, codes)


def _fill(figure: Figure, mark: Outline, down: Transform, depth: int) -> None:
    path = _outlines(mark.rings, mark.closed)

    def add(**how: object) -> PathPatch:
        patch = PathPatch(
            path, transform=down, zorder=depth, alpha=mark.opacity, joinstyle="round", capstyle="butt", **how
        )
        figure.add_artist(patch)
        return patch

    if mark.fill:
        add(facecolor=mark.fill.base, edgecolor="none")
        if mark.fill.hatch:
            _hatch(figure, mark, mark.fill, path, down, depth)
    if mark.stroke:
        patch = add(facecolor="none", edgecolor=mark.stroke, linewidth=mark.width)
        if mark.dash:
            patch.set_linestyle((0, mark.dash))


def _hatch(figure: Figure, mark: Outline, paint: Paint, path: Outlines, down: Transform, depth: int) -> None:
    assert paint.hatch is not None
    points = np.concatenate([np.asarray(ring, dtype=float) for ring in mark.rings])
    box = (*points.min(axis=0), *points.max(axis=0))
    strokes = list(_strokes(paint.hatch, box))
    if not strokes:
        return
    dots = paint.hatch.kind == "dots"
    patch = PathPatch(
        _outlines(strokes, closed=dots),
        transform=down,
        zorder=depth,
        facecolor=paint.ink if dots else "none",
        edgecolor="none" if dots else paint.ink,
        linewidth=0 if dots else paint.hatch.width,
        alpha=mark.opacity,
    )
    figure.add_artist(patch)
    patch.set_clip_path(path, down)


def _strokes(hatch: Hatch, box: tuple[float, float, float, float]) -> Iterator[tuple[Point, ...]]:
    """Lines or dots of a hatch within a box, counted from the page's corner so that neighbours join."""
    left, top, right, bottom = box[0] - hatch.width, box[1] - hatch.width, box[2] + hatch.width, box[3] + hatch.width
    turn = math.radians(hatch.angle)
    cos, sin = math.cos(turn), math.sin(turn)
    corners = [(x, y) for x in (left, right) for y in (top, bottom)]
    across = [x * cos + y * sin for x, y in corners]
    along = [-x * sin + y * cos for x, y in corners]

    def back(a: float, b: float) -> Point:
        return a * cos - b * sin, a * sin + b * cos

    def cut(through: Point, along: Point) -> Iterator[tuple[Point, Point]]:
        """The piece of a line that lies in the box, if any."""
        sides = list(zip(through, along, (left, top), (right, bottom), strict=True))
        if any(abs(step) < TINY and not low < start < high for start, step, low, high in sides):
            return
        spans = [
            sorted(((low - start) / step, (high - start) / step))
            for start, step, low, high in sides
            if abs(step) > TINY
        ]
        first, last = max(low for low, _ in spans), min(high for _, high in spans)
        if first < last:
            ends = [(through[0] + at * along[0], through[1] + at * along[1]) for at in (first, last)]
            yield ends[0], ends[1]

    steps = [
        range(math.floor(min(values) / hatch.gap), math.ceil(max(values) / hatch.gap) + 1) for values in (across, along)
    ]
    match hatch.kind:
        case "dots":
            ring = [
                (hatch.width * math.cos(one), hatch.width * math.sin(one))
                for one in np.linspace(0, 2 * math.pi, 9)[:-1]
            ]
            for i in steps[0]:
                for j in steps[1]:
                    x, y = back((i + 0.5) * hatch.gap, (j + 0.5) * hatch.gap)
                    if left < x < right and top < y < bottom:
                        yield tuple((x + dx, y + dy) for dx, dy in ring)
        case "lines" | "cross":
            half = hatch.width / 2
            for i in steps[0]:
                yield from cut(back(i * hatch.gap + half, 0), (-sin, cos))
            if hatch.kind == "cross":
                for j in steps[1]:
                    yield from cut(back(0, j * hatch.gap + half), (cos, sin))
