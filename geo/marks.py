"""What is drawn and done with the shapes: labels, dots, shared borders, neighbours, arrow-key links."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import combinations
from math import hypot
from typing import Final

import shapely
from shapely import LineString, MultiLineString, MultiPolygon

from geo.scope import DOT_BELOW_PX, METRES_PER_PX, Point
from geo.shapes import GRID, edges, polygons_of

Links = dict[str, str | None]

# Unit steps of the four arrows in EPSG:3035, where y grows to the north.
ARROWS: Final[dict[str, tuple[int, int]]] = {"left": (-1, 0), "right": (1, 0), "up": (0, 1), "down": (0, -1)}
# How much farther than the nearest a point may lie and still be taken because its arrow leads back.
NEAR_EQUAL: Final = 1.35
OPPOSITE: Final = {"left": "right", "right": "left", "up": "down", "down": "up"}


def needs_dot(shape: MultiPolygon) -> bool:
    """Whether the shape's box is too small to see on one of its sides on the desktop map."""
    west, south, east, north = shape.bounds
    return bool(min(east - west, north - south) < DOT_BELOW_PX * METRES_PER_PX)


def label_point(shape: MultiPolygon) -> Point:
    """The point deepest inside the largest polygon (of what the frame shows), on the metre grid."""
    largest = max(polygons_of(shape), key=lambda polygon: polygon.area)
    # The circle's line runs from its centre to the outline. A tenth of the depth is exact enough for a label.
    centre = shapely.maximum_inscribed_circle(largest, tolerance=max(GRID, largest.area**0.5 / 200)).coords[0]
    x, y = (round(value / GRID) * GRID for value in centre)
    return x, y


def shared_border(one: MultiPolygon, other: MultiPolygon) -> MultiLineString:
    """The pieces of outline that two shapes have in common, joined to as few lines as possible."""
    common = sorted(edges(one) & edges(other))
    joined = shapely.line_merge(MultiLineString([LineString(edge) for edge in common]))
    lines = [joined] if isinstance(joined, LineString) else list(joined.geoms)
    return MultiLineString(list(shapely.normalize(MultiLineString(lines)).geoms))


def neighbours(shapes: Mapping[str, MultiPolygon]) -> dict[str, list[str]]:
    """For each shape the sorted keys of those it shares a land border with, inside the frame."""
    outlines = {key: edges(shape) for key, shape in shapes.items()}
    found: dict[str, list[str]] = {key: [] for key in shapes}
    for one, other in combinations(sorted(shapes), 2):
        if outlines[one] & outlines[other]:
            found[one].append(other)
            found[other].append(one)
    return {key: sorted(keys) for key, keys in found.items()}


def arrow_links(points: Mapping[str, Point]) -> dict[str, Links]:
    """Where each arrow key leads from each point; None where nothing lies that way.

    Every arrow leads to the nearest point on its side. Of near-equals it takes the one whose opposite arrow
    leads back, so that most steps can be undone. Every point can be reached from every other: where nearness
    alone would leave a point out, the nearest pair with an arrow to spare is joined. Raises ValueError when
    none is to spare.
    """
    links: dict[str, Links] = {key: dict.fromkeys(ARROWS) for key in points}
    pairs = sorted(_pairs(points, 1.0))
    nearest: dict[tuple[str, str], float] = {}
    for cost, one, arrow, _ in pairs:
        nearest.setdefault((one, arrow), cost)
    close = [
        pair
        for pair in pairs
        if pair[0] <= NEAR_EQUAL * min(nearest[pair[1], pair[2]], nearest[pair[3], OPPOSITE[pair[2]]])
    ]
    _link_both_ways(links, close)
    _join(links, sorted(_pairs(points, 2.5)))
    for _, one, arrow, other in pairs:
        if links[one][arrow] is None:
            links[one][arrow] = other
    return links


def reachable(links: Mapping[str, Mapping[str, str | None]], start: str) -> set[str]:
    """Every key that arrows can reach from `start`, itself included."""
    seen, todo = {start}, [start]
    while todo:
        fresh = {key for key in links[todo.pop()].values() if key is not None} - seen
        seen |= fresh
        todo.extend(sorted(fresh))
    return seen


def _pairs(points: Mapping[str, Point], slope: float) -> list[tuple[float, str, str, str]]:
    """(cost, from, arrow, to) wherever `to` lies within the arrow's sector of the given slope."""
    found = []
    for one, (x0, y0) in points.items():
        for other, (x1, y1) in points.items():
            for arrow, (step_x, step_y) in ARROWS.items():
                along = (x1 - x0) * step_x + (y1 - y0) * step_y
                across = abs((x1 - x0) * step_y) + abs((y1 - y0) * step_x)
                if along > 0 and across <= slope * along:
                    # A sideways step counts double, or arrows would drift off their row.
                    found.append((round(hypot(along, 2 * across), 3), one, arrow, other))
    return found


def _link_both_ways(links: dict[str, Links], pairs: list[tuple[float, str, str, str]]) -> None:
    for _, one, arrow, other in pairs:
        if links[one][arrow] is None and links[other][OPPOSITE[arrow]] is None:
            links[one][arrow], links[other][OPPOSITE[arrow]] = other, one


def _join(links: dict[str, Links], pairs: list[tuple[float, str, str, str]]) -> None:
    """Join the groups that two-way steps make, nearest pair with arrows to spare first, until there is one."""
    while len(set((group := _groups(links)).values())) > 1:
        free = (
            (one, arrow, other)
            for _, one, arrow, other in pairs
            if group[one] != group[other] and links[one][arrow] is None and links[other][OPPOSITE[arrow]] is None
        )
        found = next(free, None)
        if found is None:
            raise ValueError(f"no arrows to spare to join {sorted(set(group.values()))}")
        one, arrow, other = found
        links[one][arrow], links[other][OPPOSITE[arrow]] = other, one


def _groups(links: dict[str, Links]) -> dict[str, str]:
    """The least key of all that two-way steps lead to from each key."""
    return {key: min(reachable(links, key)) for key in links}
