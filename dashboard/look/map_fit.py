"""The map's shapes placed in a box of a page or slide, and where the names of States stand on them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from dashboard.look.drawing import Anchor, Point

DOT = 9
ROOM_FOR_NAME = 5
"""Lines of writing that a shape is high at least before its name stands on it."""
LEAST_ROOM = 3
"""Lines of writing that a shape is high at least to carry a name that does not stand at its right, if it is as wide."""
GAP = 0.4
"""Between a State and a name beside it, in heights of the writing."""
MOST_LINES, STEPS_A_LINE = 2, 8
"""Lines that a name moves at most to stand apart from others, and parts of a line in which it moves."""
Box = tuple[float, float, float, float]
"""Left, top, right and bottom."""


class LabelPlace(NamedTuple):
    """The middle of a line of text, or its start or end."""

    anchor: Anchor
    x: float
    y: float

    def box(self, width: float, size: float) -> Box:
        """What a line of this width and size covers here."""
        left = self.x - {"start": 0.0, "middle": width / 2, "end": width}[self.anchor]
        return left, self.y - size / 2, left + width, self.y + size / 2


class Shape(NamedTuple):
    """One State as the map has it, in the units of a box."""

    iso3: str
    rings: tuple[tuple[Point, ...], ...]
    dot: Point | None
    anchor: Point | None
    label: Point
    extent: Box
    """Of the dot where there is one."""

    def place_label(
        self, width: float, size: float, across: tuple[float, float], moving: Sequence[Shape]
    ) -> LabelPlace:
        """Where a name of this width and size stands; ``across`` are the sides of the map, ``moving`` the movers."""
        others = [other.extent for other in moving if other is not self]
        return place_label(self.label, self.extent, DOT if self.dot else 0, width, size, across, others)


def place_label(
    label: Point, extent: Box, dot: float, width: float, size: float, across: tuple[float, float], others: Sequence[Box]
) -> LabelPlace:
    """Where a State's name stands; ``labels.mjs`` does the same in the browser.

    At the right of a State that it would cover, so that fill and hatch can be seen, unless it would then leave the map
    or lie on one of the ``others`` that move and be taken for its name. Else on the State where it has room, else at
    its left under the same conditions. Else in the middle, below a dot; a name wider than its State begins at the
    State's edge. ``dot`` is the dot's radius, 0 for a shape.
    """
    left, top, right, bottom = extent
    x, y = label
    gap = GAP * size

    def free(start: float) -> bool:
        end = start + width
        return (
            across[0] <= start
            and end <= across[1]
            and not any(
                x0 < end and start < x1 and y0 < y + size / 2 and y - size / 2 < y1 for x0, y0, x1, y1 in others
            )
        )

    if bottom - top <= ROOM_FOR_NAME * size:
        if free(right + gap):
            return LabelPlace("start", right + gap, y)
        fits = bottom - top >= LEAST_ROOM * size and width <= right - left
        if not fits and free(left - gap - width):
            return LabelPlace("end", left - gap, y)
    if not dot and width > right - left:
        return LabelPlace("start", left, y)
    return LabelPlace("middle", x, y + (dot + size * 0.7 if dot else 0))


def apart(box: Box, taken: Sequence[Box]) -> float:
    """How far a name moves down (up where negative) to lie on none of those placed before; 0 where it would stray."""
    left, top, right, bottom = box
    step = (bottom - top) / STEPS_A_LINE
    for steps in sorted(
        range(-MOST_LINES * STEPS_A_LINE, MOST_LINES * STEPS_A_LINE + 1), key=lambda one: (abs(one), -one)
    ):
        down = steps * step
        if not any(x0 < right and left < x1 and y0 < bottom + down and top + down < y1 for x0, y0, x1, y1 in taken):
            return down
    return 0.0


class MapFit:
    """The shapes of a map file, placed in a box (x, y, width, height) in its own units, y down."""

    def __init__(self, shapes: Any, box: tuple[float, float, float, float]) -> None:
        self.features = shapes["features"]
        left, bottom, right, top = shapes["frame"]
        self.scale = min(box[2] / (right - left), box[3] / (top - bottom))
        self.width, self.height = (right - left) * self.scale, (top - bottom) * self.scale
        self.x = box[0] + (box[2] - self.width) / 2
        self.y = box[1] + (box[3] - self.height) / 2
        self._left, self._top = left, top

    @property
    def across(self) -> tuple[float, float]:
        """The sides of the map."""
        return self.x, self.x + self.width

    def place(self, point: Any) -> Point:
        """A point of the map file (EPSG:3035 metres) in the box."""
        return self.x + (point[0] - self._left) * self.scale, self.y + (self._top - point[1]) * self.scale

    def rings(self, geometry: Any) -> tuple[tuple[Point, ...], ...]:
        """Rings or lines in the box, outer rings one way and holes the other; closing points left out."""
        match geometry["type"]:
            case "LineString":
                return (tuple(self.place(point) for point in geometry["coordinates"]),)
            case "MultiLineString":
                return tuple(tuple(self.place(point) for point in line) for line in geometry["coordinates"])
        polygons = [geometry["coordinates"]] if geometry["type"] == "Polygon" else geometry["coordinates"]
        found = []
        for polygon in polygons:
            for number, ring in enumerate(polygon):
                points = tuple(self.place(point) for point in ring[:-1])
                found.append(points if (_area(points) > 0) == (number == 0) else points[::-1])
        return tuple(found)

    def states(self) -> Iterator[Shape]:
        """Every keyed shape, in the order of the file."""
        for feature in self.features:
            properties = feature["properties"]
            if "iso3" not in properties:
                continue
            dot = self.place(properties["dot_at"]) if properties["dot"] else None
            anchor = self.place(properties["anchor"]) if properties["dot"] else None
            rings, label = self.rings(feature["geometry"]), dot or self.place(properties["label"])
            yield Shape(properties["iso3"], rings, dot, anchor, label, _extent(rings, dot))

    def context(self) -> Iterator[tuple[tuple[Point, ...], ...]]:
        """Land outside the scope."""
        for feature in self.features:
            if feature["properties"].get("context"):
                yield self.rings(feature["geometry"])


def _extent(rings: tuple[tuple[Point, ...], ...], dot: Point | None) -> Box:
    if dot:
        return dot[0] - DOT, dot[1] - DOT, dot[0] + DOT, dot[1] + DOT
    xs, ys = zip(*(point for ring in rings for point in ring), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _area(points: tuple[Point, ...]) -> float:
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in zip(points, (*points[1:], points[0]), strict=True))
