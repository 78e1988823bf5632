"""Colours and hatches of the map, the legend and every export: one table, three palettes.

Fill says what the law is, hatch says what is moving; the more advanced a step, the denser its hatch and the redder the
ground beneath it. The worst distance (CAM02-UCS, in normal, deutan, protan, tritan, grey and projector conditions) of
a State Party's ground, at any step, from withdrawn and from not a party, and of these two, is at least 25; 20 in the
dark palette. Grounds of neighbouring steps are at least 6 apart. The three fills of a policy are at least 25 apart in
every palette; of the five steps of a measure, neighbours are at least 16 (a projector leaves about 60 units for all
five, so that a figure stands with every step).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

Theme = Literal["standard", "projector", "dark"]

_STANDARD = {
    "party": "#D6E8F8",
    "never": "#5B727E",
    "withdrawn": "#6B0610",
    "leaving": "#6B0610",
    "area": "#FFFFFF",
    "joining": "#EAF4FC",
    "speck": "#6B7280",
    "outside": "#E7EAEE",
    "sea": "#F4F6F8",
    "outline": "#334155",
    "halo": "#FFFFFF",
    "ink": "#111827",
    "border": "#B45309",
    "paper": "#FFFFFF",
    "grid": "#CBD5E1",
    "day": "#0B57D0",
}
_COLOURS: dict[Theme, dict[str, str]] = {
    "standard": _STANDARD,
    "projector": _STANDARD | {"party": "#DCEBF7", "never": "#627381", "withdrawn": "#700812", "leaving": "#700812"},
    "dark": {
        "party": "#17284C",
        "never": "#A9B3BA",
        "withdrawn": "#D8434A",
        "leaving": "#FFA59C",
        "area": "#0F1720",
        "joining": "#0F1E38",
        "speck": "#6B7280",
        "outside": "#20262C",
        "sea": "#0F1720",
        "outline": "#CBD5E1",
        "halo": "#0F1720",
        "ink": "#F1F5F9",
        "border": "#FBBF24",
        "paper": "#0B1220",
        "grid": "#334155",
        "day": "#8AB4F8",
    },
}
_ROWS: dict[Theme, dict[str, str]] = {
    "standard": {
        "none": "#F4E7C5",
        "part": "#5AA0A0",
        "full": "#123A5A",
        "changing": "#7F1D1D",
        "changing-part": "#111827",
        "changing-full": "#FFFFFF",
        "step-1": "#FFF3C4",
        "step-2": "#DEBA54",
        "step-3": "#93917A",
        "step-4": "#52697F",
        "step-5": "#1A1438",
    },
    "projector": {
        "none": "#FFF8D6",
        "part": "#56A5A2",
        "full": "#092045",
        "changing": "#7F1D1D",
        "changing-part": "#111827",
        "changing-full": "#FFFFFF",
        "step-1": "#FFFFED",
        "step-2": "#E6B960",
        "step-3": "#9E866D",
        "step-4": "#475591",
        "step-5": "#11001E",
    },
    "dark": {
        "none": "#33261A",
        "part": "#3A9080",
        "full": "#D5EAF7",
        "changing": "#FFA59C",
        "changing-part": "#0B1220",
        "changing-full": "#7F1D1D",
        "step-1": "#1C0630",
        "step-2": "#28625F",
        "step-3": "#918873",
        "step-4": "#CFBC55",
        "step-5": "#FEFACE",
    },
}
"""Fills of policies and steps of measures; in the dark palette what counts for more is lighter. No colour of a treaty
is used again."""
REDNESS: dict[Theme, tuple[float, float]] = {"standard": (0.1, 0.2), "projector": (0.1, 0.2), "dark": (0.25, 0.46)}
"""Share of the withdrawn colour in a State Party's ground at the second and at the third step of leaving."""


def _mixed(ground: str, other: str, share: float) -> str:
    pairs = ((int(ground[place : place + 2], 16), int(other[place : place + 2], 16)) for place in (1, 3, 5))
    return "#" + "".join(f"{round(one + (two - one) * share):02X}" for one, two in pairs)


PALETTES: dict[Theme, dict[str, str]] = {
    theme: colours
    | _ROWS[theme]
    | {
        f"party-{step}": _mixed(colours["party"], colours["withdrawn"], share)
        for step, share in enumerate(REDNESS[theme], start=2)
    }
    for theme, colours in _COLOURS.items()
}
"""Role to colour, per palette; ``leaving`` is the hatches' ink, ``party-2`` the ground of a State Party at the second
step of leaving; ``day`` is the line of the day shown, ``paper`` the ground of a page."""


@dataclass(frozen=True, slots=True)
class Hatch:
    """Lines, crossed lines or dots in screen units (px)."""

    kind: Literal["lines", "cross", "dots"]
    gap: float
    ink: str
    office: str
    """Office's own pattern nearest to it: the more advanced a step, the denser, in LibreOffice's reading too. Light
    lines on the dark ground are its sparsest, one in eight: denser ones, drawn small, read as a State Party's fill."""
    width: float = 1.5
    angle: int = 45

    @property
    def tile(self) -> Tile:
        """What is repeated side by side to make it, as ``svgmap.mjs`` does in the browser."""
        down, across = (0, self.gap), (self.gap, 0)
        match self.kind:
            case "dots":
                return Tile(self.gap, self.angle, (), 0, self.gap / 2, self.width)
            case "lines":
                return Tile(self.gap, self.angle, (down,), self.width * 2)
            case "cross":
                return Tile(self.gap, self.angle, (down, across), self.width * 2)


class Tile(NamedTuple):
    """A square that is turned and repeated."""

    gap: float
    """Its side."""
    angle: int
    lines: tuple[tuple[float, float], ...]
    """Where lines from its corner (0, 0) end."""
    stroke: float
    """Width of the lines. Half of a line on the edge of a tile is cut away, hence twice the hatch's."""
    dot: float = 0
    """Where the middle of its dot stands, across and down alike."""
    radius: float = 0
    """Of the dot; 0 where it has none."""


@dataclass(frozen=True, slots=True)
class Style:
    """Ground colour by role, and the hatch upon it."""

    base: str
    hatch: Hatch | None = None


STYLES: dict[str, Style] = {
    "state-party": Style("party"),
    "exit-announced": Style("party", Hatch("lines", 12, "leaving", "DASHED_UPWARD_DIAGONAL")),
    "exit-adopted": Style("party-2", Hatch("lines", 8, "leaving", "WIDE_UPWARD_DIAGONAL")),
    "exit-deposited": Style("party-3", Hatch("lines", 4.5, "leaving", "DARK_UPWARD_DIAGONAL")),
    "withdrawn": Style("withdrawn"),
    "ended": Style("never", Hatch("lines", 8, "paper", "VERTICAL", angle=0)),
    "suspension-announced": Style("party", Hatch("cross", 16, "leaving", "DOTTED_DIAMOND")),
    "suspension-notified": Style("party-2", Hatch("cross", 10, "leaving", "OUTLINED_DIAMOND")),
    "suspension-in-effect": Style("party-3", Hatch("cross", 6, "leaving", "TRELLIS")),
    "joining": Style("never", Hatch("lines", 6, "joining", "WIDE_DOWNWARD_DIAGONAL", angle=135)),
    "ratified-not-in-force": Style("never", Hatch("lines", 7, "party", "HORIZONTAL", angle=90)),
    "signatory": Style("never", Hatch("dots", 7, "party", "PERCENT_20", width=1.4)),
    "never-party": Style("never"),
    "not-open": Style("area"),
    "not-read": Style("area"),
    "no-own-status": Style("area", Hatch("dots", 6, "speck", "DOTTED_GRID", width=1.0)),
    "none": Style("none"),
    "part": Style("part"),
    "full": Style("full"),
    "none-moving": Style("none", Hatch("lines", 8, "changing", "LIGHT_UPWARD_DIAGONAL")),
    "part-moving": Style("part", Hatch("lines", 8, "changing-part", "NARROW_VERTICAL")),
    "full-moving": Style("full", Hatch("lines", 8, "changing-full", "NARROW_HORIZONTAL")),
    "step-1": Style("step-1"),
    "step-2": Style("step-2"),
    "step-3": Style("step-3"),
    "step-4": Style("step-4"),
    "step-5": Style("step-5"),
    "unknown": Style("area", Hatch("dots", 9, "speck", "PERCENT_5", width=1.0)),
}
"""Style to how it is drawn: classes of treaties by their own id, those of other lenses by the fill of their row."""


def roles_of(name: str) -> frozenset[str]:
    """The colours that a style is drawn in, by role. Raises ``KeyError`` for an unknown one."""
    style = STYLES[name]
    return frozenset({style.base} | ({style.hatch.ink} if style.hatch else set()))


def style_document(name: str) -> dict[str, object]:
    """A style as plain values for the browser. Raises ``KeyError`` for an unknown one."""
    style, for_screens = STYLES[name], ("kind", "gap", "ink", "width", "angle")
    hatch = {field: getattr(style.hatch, field) for field in for_screens} if style.hatch else None
    return {"base": style.base, "hatch": hatch}
