"""The style of a legend class as a CSS background, where a picture of its own would be too much."""

from __future__ import annotations

from dashboard.look.palette import PALETTES, STYLES, Theme


def css_background(class_id: str, theme: Theme) -> str:
    """Value of a ``background`` property: the ground colour, with lines or dots where the class is hatched."""
    style, palette = STYLES[class_id], PALETTES[theme]
    base, hatch = palette[style.base], style.hatch
    if hatch is None:
        return base
    ink = palette[hatch.ink]
    if hatch.kind == "dots":
        spots = f"radial-gradient({ink} {hatch.width}px, transparent {hatch.width + 0.5}px)"
        return f"{spots} 0 0 / {hatch.gap}px {hatch.gap}px, {base}"
    angles = (hatch.angle, hatch.angle + 90) if hatch.kind == "cross" else (hatch.angle + 90,)
    gap = min(hatch.gap, 10)
    lines = (
        f"repeating-linear-gradient({angle}deg, {ink} 0 {hatch.width}px, transparent {hatch.width}px {gap}px)"
        for angle in angles
    )
    return f"{', '.join(lines)}, {base}"


def chip_style(class_id: str, theme: Theme) -> str:
    """Value of a ``style`` attribute: a box that looks like the class."""
    return f"background: {css_background(class_id, theme)}; border-color: {PALETTES[theme]['outline']}"
