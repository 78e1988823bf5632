"""From the upstream's arcs to flat shapes: densify, project, simplify with shared borders kept, clip at the frame."""

from __future__ import annotations

from itertools import pairwise
from math import ceil
from typing import Final

import shapely
from pyproj import Geod, Proj
from shapely import LineString, MultiPolygon, Polygon
from shapely.geometry import box
from shapely.geometry.base import BaseGeometry

from geo.scope import FRAME, HOLY_SEE_AT, HOLY_SEE_SIDE, MERGED_INTO, NAMES, Point
from geo.upstream import Atlas, Line, ring

Edge = tuple[Point, Point]

CONTEXT: Final = "context"

# EPSG:3035 written out: no database or grid of the machine can change a digit. WGS 84 and ETRS89
# longitudes differ by less than a metre here.
LAEA_EUROPE: Final = Proj(proj="laea", lat_0=52, lon_0=10, x_0=4_321_000, y_0=3_210_000, ellps="GRS80")
GEOD: Final = Geod(ellps="GRS80")

GRID: Final = 10
DENSIFY_DEGREES: Final = 0.2
# Root of the area, in metres, of the smallest triangle a vertex may make with its neighbours (Visvalingam).
TOLERANCE: Final = 2_000
# Polygons wholly outside this box of degrees cannot reach the frame; leaving them out keeps the far side
# of the globe, where the projection tears, away from the arithmetic.
NEAR: Final = box(-50, 15, 80, 84)


def flat_shapes(atlas: Atlas) -> dict[str, MultiPolygon]:
    """Shapes in EPSG:3035 metres by iso3, and the rest of the land in the frame under CONTEXT.

    Simplified as one coverage, so that neighbours share every vertex of their border; clipped at FRAME.
    """
    flat = [_project(arc) for arc in atlas.arcs]
    owners: list[str] = []
    parts: list[Polygon] = []
    for code, polygons in sorted(atlas.polygons.items()):
        for rings in polygons:
            shape = _polygon(flat, rings)
            if shape and LineString(ring(atlas.arcs, rings[0])).envelope.intersects(NEAR):
                owners.append(code)
                parts.append(shape)
    simple = shapely.coverage_simplify(parts, TOLERANCE)
    by_key: dict[str, list[BaseGeometry]] = {}
    for code, part in zip(owners, simple, strict=True):
        key = MERGED_INTO.get(code, code)
        by_key.setdefault(key if key in NAMES else CONTEXT, []).append(part)
    holy_see = _square(*LAEA_EUROPE(*HOLY_SEE_AT), HOLY_SEE_SIDE)
    by_key["ITA"] = [part.difference(holy_see) for part in by_key["ITA"]]
    by_key["VAT"] = [holy_see]
    missing = NAMES.keys() - by_key.keys()
    if missing:
        raise ValueError(f"upstream has no shape for {sorted(missing)}")
    return {key: _clip(shapely.coverage_union_all(by_key[key])) for key in sorted(by_key)}


def geodesic_areas(atlas: Atlas) -> dict[str, float]:
    """Area in square metres on the ellipsoid by iso3, from the upstream unsimplified and unclipped."""
    areas = dict.fromkeys(NAMES, 0.0)
    for code, polygons in atlas.polygons.items():
        key = MERGED_INTO.get(code, code)
        for rings in polygons if key in NAMES else []:
            outer, *holes = (_geodesic_area(ring(atlas.arcs, numbers)) for numbers in rings)
            areas[key] += outer - sum(holes)
    areas["VAT"] = float(HOLY_SEE_SIDE**2)
    return areas


def edges(shape: BaseGeometry) -> set[Edge]:
    """Every straight piece of the outline, once, its lesser end first."""
    found: set[Edge] = set()
    for polygon in polygons_of(shape):
        for line in (polygon.exterior, *polygon.interiors):
            points = [(round(x), round(y)) for x, y in line.coords]
            found.update((a, b) if a < b else (b, a) for a, b in pairwise(points))
    return found


def polygons_of(shape: BaseGeometry) -> list[Polygon]:
    """The polygons of a polygon, multipolygon or collection; lines and points are left out."""
    if isinstance(shape, Polygon):
        return [] if shape.is_empty else [shape]
    return [polygon for part in getattr(shape, "geoms", ()) for polygon in polygons_of(part)]


def _geodesic_area(points: Line) -> float:
    area, _ = GEOD.polygon_area_perimeter([x for x, _ in points], [y for _, y in points])
    return abs(area)


def _project(arc: Line) -> list[Point]:
    """An arc on the metre grid. Straight in degrees is bent in metres, hence the points put in between."""
    dense: Line = arc[:1]
    for (x0, y0), (x1, y1) in pairwise(arc):
        # A jump from 180 to -180 is no distance: the antimeridian is one line, and far outside the frame.
        pieces = 1 if abs(x1 - x0) > 180 else max(1, ceil(max(abs(x1 - x0), abs(y1 - y0)) / DENSIFY_DEGREES))
        dense.extend((x0 + (x1 - x0) * i / pieces, y0 + (y1 - y0) * i / pieces) for i in range(1, pieces))
        dense.append((x1, y1))
    xs, ys = LAEA_EUROPE([x for x, _ in dense], [y for _, y in dense], errcheck=False)
    points = [(_snap(x), _snap(y)) for x, y in zip(xs, ys, strict=True)]
    return points[:1] + [b for a, b in pairwise(points) if a != b]


def _snap(metres: float) -> int:
    # Infinite on the far side of the globe, where no shape of the frame has a point.
    return round(metres / GRID) * GRID if abs(metres) < 1e8 else 0


def _polygon(flat: list[list[Point]], rings: list[list[int]]) -> Polygon | None:
    """A polygon on the metre grid; None, or a hole left out, where upstream's own grid leaves only a dot."""
    outer, *holes = (ring(flat, numbers) for numbers in rings)
    return Polygon(outer, [hole for hole in holes if len(hole) > 3]) if len(outer) > 3 else None


def _square(x: float, y: float, side: int) -> Polygon:
    half = side // 2
    return box(_snap(x) - half, _snap(y) - half, _snap(x) + half, _snap(y) + half)


def _clip(shape: BaseGeometry) -> MultiPolygon:
    """Cut at the frame, on the metre grid, in one fixed order of rings and points."""
    inside = shapely.intersection(shape, box(*FRAME))
    snapped = shapely.transform(MultiPolygon(polygons_of(inside)), lambda xy: (xy / GRID).round() * GRID)
    tidy = snapped if snapped.is_valid else MultiPolygon(polygons_of(shapely.make_valid(snapped)))
    return shapely.orient_polygons(MultiPolygon(polygons_of(shapely.normalize(tidy))))
