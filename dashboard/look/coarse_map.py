"""The map's shapes with fewer points: a picture of a few kilobytes that stands until the map itself is there.

Lengths are those of the map file in ``UNIT`` metres, x to the right, y down, from the left top of its frame.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final, NamedTuple

import shapely
from shapely.geometry import shape

from dashboard.look.drawing import Point
from dashboard.look.map_fit import Box

UNIT: Final = 2000
TOLERANCE: Final = 14_000
"""Side of the square, in metres, below which a bend is left out: two pixels of the largest screens."""
SMALLEST: Final = 2e8
"""Islands of fewer square metres are left out."""
SPARE: Final = {"left": 150, "bottom": 115, "right": 130, "top": 60}
"""Kilometres at each edge of the frame that may be cut off, as ``map_layer.mjs`` has them."""


class CoarseShape(NamedTuple):
    """A State, or land outside the scope, with an empty ``iso3``."""

    iso3: str
    path: str
    extent: Box
    label: Point | None
    dot: Point | None
    anchor: Point | None


class CoarseMap(NamedTuple):
    """All of them, and the boxes that they stand in."""

    shapes: tuple[CoarseShape, ...]
    size: Point
    """Of the sea."""
    view: Box
    """Left, top, width and height of what is shown at least."""


def coarse_map(shapes: Mapping[str, Any]) -> CoarseMap:
    """The shapes of a map file; two that share a border still share it."""
    left, bottom, right, top = shapes["frame"]

    def place(point: Any) -> Point:
        return round((point[0] - left) / UNIT), round((top - point[1]) / UNIT)

    areas = [one for one in shapes["features"] if one["geometry"]["type"].endswith("Polygon")]
    simple = shapely.coverage_simplify([shape(one["geometry"]) for one in areas], TOLERANCE)
    made = []
    for feature, area in zip(areas, simple, strict=True):
        properties = feature["properties"]
        is_dot = properties.get("dot", False)
        label, dot, anchor = (
            place(properties[key]) if key in properties and (is_dot or key == "label") else None
            for key in ("label", "dot_at", "anchor")
        )
        x0, y0, x1, y1 = area.bounds
        extent = (*place((x0, y1)), *place((x1, y0)))
        rings = ([place(point) for point in ring.coords] for ring in _rings(area))
        made.append(CoarseShape(properties.get("iso3", ""), "".join(map(_path, rings)), extent, label, dot, anchor))
    width, height = (right - left) / UNIT, (top - bottom) / UNIT
    cut = {side: km * 1000 / UNIT for side, km in SPARE.items()}
    view = (cut["left"], cut["top"], width - cut["left"] - cut["right"], height - cut["top"] - cut["bottom"])
    return CoarseMap(tuple(made), (width, height), view)


def _rings(area: Any) -> Iterator[Any]:
    parts = sorted(shapely.get_parts(area), key=lambda part: part.area, reverse=True)
    for number, part in enumerate(parts):
        if number == 0 or part.area >= SMALLEST:
            yield part.exterior
            yield from part.interiors


def _path(ring: list[Point]) -> str:
    """A closed ring in steps from point to point, which take fewer letters than the points."""
    (x, y), steps = ring[0], []
    for at in ring[1:-1]:
        if at != (x, y):
            steps.append(f"{at[0] - x:g} {at[1] - y:g}")
            x, y = at
    return f"M{ring[0][0]:g} {ring[0][1]:g}l{' '.join(steps).replace(' -', '-')}z" if len(steps) > 1 else ""
