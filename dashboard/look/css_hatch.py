"""The style of a legend class as a CSS background, where a picture of its own would be too much."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.look.palette import PALETTES, STYLES, Theme

SMALL = 0.7
"""Size of a hatch in a box of a few millimetres, as a share of the map's: all alike, so that steps keep their ratio."""


def css_background(class_id: str, palette: Mapping[str, str]) -> str:
    """Value of a ``background`` property: the ground colour, with lines or dots where the class is hatched.

    ``palette`` is role → colour, or how a style sheet calls it.

    ``cssBackground`` of ``patterns.mjs`` writes the same in the browser.
    """
    style = STYLES[class_id]
    base, hatch = palette[style.base], style.hatch
    if hatch is None:
        return base
    ink = palette[hatch.ink]
    gap, width = (f"{round(length * SMALL, 2):g}px" for length in (hatch.gap, hatch.width))
    if hatch.kind == "dots":
        return f"radial-gradient({ink} {width}, transparent {width}) 0 0 / {gap} {gap}, {base}"
    angles = (hatch.angle, hatch.angle + 90) if hatch.kind == "cross" else (hatch.angle + 90,)
    lines = (f"repeating-linear-gradient({angle}deg, {ink} 0 {width}, transparent {width} {gap})" for angle in angles)
    return f"{', '.join(lines)}, {base}"


def chip_style(class_id: str, theme: Theme) -> str:
    """Value of a ``style`` attribute: a box that looks like the class."""
    return f"background: {css_background(class_id, PALETTES[theme])}; border-color: {PALETTES[theme]['outline']}"
