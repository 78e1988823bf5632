"""A drawing as one SVG document: no script, no outside reference, text as text."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

from dashboard.look.drawing import Circle, Mark, Outline, Page, Paint, Text

FAMILY = "'DejaVu Sans', Verdana, 'Segoe UI', sans-serif"
"""DejaVu Sans, in which the text was measured, or its nearest relatives."""

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def svg(page: Page, prefix: str = "") -> str:
    """The page as SVG; ``prefix`` begins its identifiers, where drawings share a document."""
    patterns = _Patterns(prefix)
    named: set[str] = set()
    body = "\n".join(_markup(mark, patterns, named) for mark in page.marks)
    defs = "".join(patterns.definitions())
    ground = _tag("rect", width=page.width, height=page.height, fill=page.ground)
    whole = _tag(
        "svg",
        f"{_tag('title', _safe(page.title))}{_tag('defs', defs)}{ground}\n{body}",
        xmlns="http://www.w3.org/2000/svg",
        width=page.width,
        height=page.height,
        viewBox=f"0 0 {_number(page.width)} {_number(page.height)}",
        role="img",
        aria_label=page.title,
        font_family=FAMILY,
    )
    return f'<?xml version="1.0" encoding="UTF-8"?>\n{whole}\n'


def _safe(text: str) -> str:
    return escape(_UNPRINTABLE.sub("\ufffd", text))


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def _tag(name: str, inside: str = "", **attributes: str | float | None) -> str:
    """An element; ``stroke_width`` stands for ``stroke-width``, ``None`` and empty text for no attribute."""
    parts = [name]
    for key, value in attributes.items():
        if value is None or value == "":
            continue
        text = _UNPRINTABLE.sub("\ufffd", value) if isinstance(value, str) else _number(value)
        parts.append(f"{key.replace('_', '-')}={quoteattr(text)}")
    return f"<{' '.join(parts)}>{inside}</{name}>" if inside else f"<{' '.join(parts)}/>"


class _Patterns:
    """Patterns in use, each defined once."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.ids: dict[Paint, str] = {}

    def fill(self, paint: Paint | None) -> str:
        if paint is None:
            return "none"
        if paint.hatch is None:
            return paint.base
        return f"url(#{self.ids.setdefault(paint, f'{self.prefix}hatch-{len(self.ids) + 1}')})"

    def definitions(self) -> list[str]:
        return [_pattern(name, paint) for paint, name in self.ids.items()]


def _pattern(name: str, paint: Paint) -> str:
    assert paint.hatch is not None
    tile = paint.hatch.tile
    inside = _tag("rect", width=tile.gap, height=tile.gap, fill=paint.base)
    for x2, y2 in tile.lines:
        inside += _tag("line", x1=0.0, y1=0.0, x2=x2, y2=y2, stroke=paint.ink, stroke_width=tile.stroke)
    if tile.radius:
        inside += _tag("circle", cx=tile.dot, cy=tile.dot, r=tile.radius, fill=paint.ink)
    units = {"patternUnits": "userSpaceOnUse", "patternTransform": f"rotate({tile.angle})"}
    return _tag("pattern", inside, id=name, width=tile.gap, height=tile.gap, **units)


def _markup(mark: Mark, patterns: _Patterns, named: set[str]) -> str:
    if isinstance(mark, Text):
        halo = {"stroke": mark.halo, "stroke_linejoin": "round", "paint_order": "stroke"} if mark.halo else {}
        return _tag(
            "text",
            _safe(mark.text),
            x=mark.x,
            y=mark.y,
            font_size=mark.size,
            fill=mark.fill,
            font_weight="700" if mark.bold else "",
            text_anchor="" if mark.anchor == "start" else mark.anchor,
            stroke_width=mark.size / 4 if mark.halo else None,
            **halo,
        )
    first = mark.name and mark.name not in named
    named.add(mark.name)
    title = _tag("title", _safe(mark.title)) if mark.title else ""
    style: dict[str, str | float | None] = {
        "fill": patterns.fill(mark.fill),
        "stroke": mark.stroke,
        "stroke_width": mark.width if mark.stroke else None,
        "stroke_linejoin": "round" if mark.stroke else "",
        "opacity": mark.opacity if mark.opacity < 1 else None,
        "id": f"{patterns.prefix}{mark.name}" if first else "",
    }
    if isinstance(mark, Circle):
        return _tag("circle", title, cx=mark.x, cy=mark.y, r=mark.r, **style)
    dash = " ".join(_number(part) for part in mark.dash)
    return _tag("path", title, d=_path(mark), fill_rule="evenodd", stroke_dasharray=dash, **style)


def _path(mark: Outline) -> str:
    close = "Z" if mark.closed else ""
    return "".join("M" + "L".join(f"{_number(x)} {_number(y)}" for x, y in ring) + close for ring in mark.rings)
