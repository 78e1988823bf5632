"""Native shapes of a slide as DrawingML.

python-pptx builds outlines in time quadratic in their points; this is linear.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from typing import Any
from xml.sax.saxutils import quoteattr

from pptx.dml.color import RGBColor
from pptx.enum.dml import MSO_PATTERN
from pptx.enum.text import PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls, qn
from pptx.util import Emu, Pt

from dashboard.look.drawing import Point
from dashboard.look.palette import PALETTES, STYLES, Theme

EMU = 6350
"""A slide is 1920×1080 units of this many EMU: the measure of the pictures, 13.33×7.5 inches."""

FINE = 10
"""Points of an outline are kept to a tenth of a unit."""

FAINT = 0.22
"""Opacity of a State out of view."""
NO_FILL = "<a:noFill/>"

Box = tuple[float, float, float, float]
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


@cache
def rgb(colour: str) -> RGBColor:
    """ "#C6DDF0" as Office has it."""
    value = bytes.fromhex(colour.removeprefix("#"))
    return RGBColor(value[0], value[1], value[2])


def emus(*lengths: float) -> tuple[Emu, ...]:
    """Units of the slide in EMU."""
    return tuple(Emu(int(one * EMU)) for one in lengths)


def xml_text(text: str) -> str:
    """Text without characters that XML cannot hold."""
    return _UNPRINTABLE.sub("\ufffd", text)


def paint(fill: Any, class_id: str, theme: Theme) -> None:
    """Fill of a class on an object of python-pptx: its colour, or Office's pattern in the colours of the hatch."""
    style, palette = STYLES[class_id], PALETTES[theme]
    if style.hatch is None:
        fill.solid()
        fill.fore_color.rgb = rgb(palette[style.base])
        return
    fill.patterned()
    fill.pattern = getattr(MSO_PATTERN, style.hatch.office)
    fill.fore_color.rgb, fill.back_color.rgb = rgb(palette[style.hatch.ink]), rgb(palette[style.base])


def class_fill(class_id: str, theme: Theme, *, faint: bool = False) -> str:
    """The same fill as DrawingML."""
    style, palette = STYLES[class_id], PALETTES[theme]
    opacity = FAINT if faint else 1.0
    if style.hatch is None:
        return plain_fill(palette[style.base], opacity=opacity)
    preset = getattr(MSO_PATTERN, style.hatch.office).xml_value
    return pattern_fill(preset, palette[style.hatch.ink], palette[style.base], opacity=opacity)


def plain_fill(colour: str, *, opacity: float = 1.0) -> str:
    """One colour as DrawingML."""
    return f"<a:solidFill>{_colour(colour, opacity)}</a:solidFill>"


def pattern_fill(preset: str, fore: str, back: str, *, opacity: float = 1.0) -> str:
    """One of Office's patterns, by its name in DrawingML."""
    inks = f"<a:fgClr>{_colour(fore, opacity)}</a:fgClr><a:bgClr>{_colour(back, opacity)}</a:bgClr>"
    return f'<a:pattFill prst="{preset}">{inks}</a:pattFill>'


def _colour(colour: str, opacity: float) -> str:
    value = colour.removeprefix("#").upper()
    if opacity == 1:
        return f'<a:srgbClr val="{value}"/>'
    return f'<a:srgbClr val="{value}"><a:alpha val="{round(opacity * 100000)}"/></a:srgbClr>'


class Geometry:
    """Form and place of a shape; made once, used on every slide of a deck."""

    def __init__(self, box: Box, form: str) -> None:
        x, y, width, height = (int(one * EMU) for one in box)
        self.xml = f'<a:xfrm><a:off x="{x}" y="{y}"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>{form}'


def rectangle(*box: float) -> Geometry:
    """x, y, width, height."""
    return Geometry((box[0], box[1], box[2], box[3]), '<a:prstGeom prst="rect"><a:avLst/></a:prstGeom>')


def ellipse(x: float, y: float, r: float) -> Geometry:
    """Centre and radius."""
    return Geometry((x - r, y - r, 2 * r, 2 * r), '<a:prstGeom prst="ellipse"><a:avLst/></a:prstGeom>')


def freeform(rings: Sequence[Sequence[Point]]) -> Geometry:
    """All rings as one shape; holes run against their outer rings."""
    left, top = min(x for ring in rings for x, _ in ring), min(y for ring in rings for _, y in ring)
    width, height = max(x for ring in rings for x, _ in ring) - left, max(y for ring in rings for _, y in ring) - top

    def point(at: Point) -> str:
        return f'<a:pt x="{round((at[0] - left) * FINE)}" y="{round((at[1] - top) * FINE)}"/>'

    path = "".join(
        f"<a:moveTo>{point(ring[0])}</a:moveTo>{''.join(f'<a:lnTo>{point(at)}</a:lnTo>' for at in ring[1:])}<a:close/>"
        for ring in rings
    )
    size = f'w="{max(1, round(width * FINE))}" h="{max(1, round(height * FINE))}"'
    return Geometry(
        (left, top, width, height),
        '<a:custGeom><a:avLst/><a:gdLst/><a:ahLst/><a:cxnLst/><a:rect l="0" t="0" r="r" b="b"/>'
        f"<a:pathLst><a:path {size}>{path}</a:path></a:pathLst></a:custGeom>",
    )


def add(
    slide: Any, name: str, form: Geometry, fill: str, *, line: str = "", width: float = 0.5, alt_text: str = ""
) -> None:
    """A named shape without theme effects; ``line`` a colour or empty, ``alt_text`` what a screen reader says."""
    tree = slide.shapes._spTree
    stroke = (
        f'<a:ln w="{int(width * 12700)}">{plain_fill(line)}<a:round/></a:ln>' if line else "<a:ln><a:noFill/></a:ln>"
    )
    description = f" descr={quoteattr(xml_text(alt_text))}" if alt_text else ""
    tree.append(
        parse_xml(
            f"<p:sp {nsdecls('p', 'a')}><p:nvSpPr>"
            f'<p:cNvPr id="{slide.shapes._next_shape_id}" name={quoteattr(xml_text(name))}{description}/>'
            "<p:cNvSpPr/><p:nvPr/></p:nvSpPr>"
            f"<p:spPr>{form.xml}{fill}{stroke}</p:spPr><p:txBody><a:bodyPr/><a:lstStyle/><a:p/></p:txBody></p:sp>"
        )
    )


def set_opacity(shape: Any, opacity: int) -> None:
    """Let the ground show; ``opacity`` in thousandths of a percent."""
    for colour in shape._element.spPr.iter(qn("a:srgbClr")):
        colour.append(colour.makeelement(qn("a:alpha"), {"val": str(opacity)}))


def glow(shape: Any, colour: str, width: float = 3.0) -> None:
    """A halo of ``width`` points around the letters, as the map of the screen has it."""
    ink = colour.removeprefix("#").upper()
    radius = int(width * 12700)
    halo = f'<a:effectLst {nsdecls("a")}><a:glow rad="{radius}"><a:srgbClr val="{ink}"/></a:glow></a:effectLst>'
    for run in shape._element.iter(qn("a:rPr")):
        fill = run.find(qn("a:solidFill"))
        fill.addnext(parse_xml(halo))


def write(
    slide: Any,
    name: str,
    box: Box,
    text: str,
    size: float,
    ink: str,
    *,
    bold: bool = False,
    align: PP_ALIGN = PP_ALIGN.LEFT,
) -> Any:
    """A named text box without margins; ``size`` in points."""
    shape = slide.shapes.add_textbox(*emus(*box))
    shape.name = name
    frame = shape.text_frame
    frame.word_wrap = True
    frame.margin_left = frame.margin_right = frame.margin_top = frame.margin_bottom = 0
    frame.text = xml_text(text)
    for paragraph in frame.paragraphs:
        paragraph.alignment = align
        for run in paragraph.runs:
            run.font.size, run.font.bold, run.font.color.rgb = Pt(size), bold, rgb(ink)
    return shape
