"""`python -m geo.build`: the pinned upstream to the committed `europe.geojson`, the same bytes every time."""

from __future__ import annotations

import argparse
import json
from pathlib import Path
from typing import Any, Final

from shapely import MultiLineString, MultiPolygon

from geo.marks import arrow_links, label_point, needs_dot, neighbours, shared_border
from geo.scope import BORDER_OF, BORDER_WITH, DOT_AT, FRAME, LABEL_AT, NAMES, Point
from geo.shapes import CONTEXT, flat_shapes, geodesic_areas
from geo.upstream import MEMBER, PACKAGE, SHA256, VERSION, read_atlas, tarball

DEFAULT: Final = Path(__file__).with_name("europe.geojson")
MOST_BYTES: Final = 250_000

HEAD: Final[dict[str, Any]] = {
    "type": "FeatureCollection",
    "crs": {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3035"}},
    "frame": list(FRAME),
    "upstream": {"package": f"npm:{PACKAGE}", "version": VERSION, "sha256": SHA256, "file": MEMBER},
    "licence": "Natural Earth, public domain; package BSD-3-Clause",
}


def document() -> str:
    """The text of `europe.geojson`, one feature a line.

    Keyed shapes by iso3, then the context as one feature, then the border lines. Coordinates are EPSG:3035
    metres on a 10 m grid. Raises the errors of geo.upstream, and ValueError when a rule of the map is broken.
    """
    atlas = read_atlas(tarball())
    shapes = flat_shapes(atlas)
    context = shapes.pop(CONTEXT)
    rows = [
        _feature(properties, shapes[properties["iso3"]]) for properties in _properties(shapes, geodesic_areas(atlas))
    ]
    rows.append(_feature({"context": True}, context))
    for of in BORDER_OF:
        for other in BORDER_WITH:
            line = shared_border(shapes[of], shapes[other])
            if not line.is_empty:
                rows.append(_feature({"line": "border", "of": of, "with": other}, line))
    head = _compact(HEAD)[:-1]
    text = f'{head},"features":[\n' + ",\n".join(rows) + "\n]}\n"
    if len(text.encode()) > MOST_BYTES:
        raise ValueError(f"the map has {len(text.encode())} bytes, allowed are {MOST_BYTES}: raise shapes.TOLERANCE")
    return text


def _properties(shapes: dict[str, MultiPolygon], areas: dict[str, float]) -> list[dict[str, Any]]:
    labels = {key: LABEL_AT.get(key) or label_point(shape) for key, shape in shapes.items()}
    dots = {key for key, shape in shapes.items() if needs_dot(shape)}
    if dots != DOT_AT.keys():
        raise ValueError(f"shapes too small to see are {sorted(dots)}, dots are placed for {sorted(DOT_AT)}")
    seen: dict[str, Point] = {key: DOT_AT.get(key, labels[key]) for key in shapes}
    links, touching = arrow_links(seen), neighbours(shapes)
    rows = []
    for key in sorted(shapes):
        row: dict[str, Any] = {"iso3": key, "name": NAMES[key], "dot": key in dots, "label": labels[key]}
        if key in dots:
            row |= {"dot_at": DOT_AT[key], "anchor": labels[key]}
        row |= {"neighbours": touching[key], "links": links[key], "upstream_km2": round(areas[key] / 1e6, 2)}
        rows.append(row)
    return rows


def _feature(properties: dict[str, Any], shape: MultiPolygon | MultiLineString) -> str:
    # Written by hand from integers: json.dumps of shapely's floats would add ".0" to every number.
    if isinstance(shape, MultiPolygon):
        parts = [[_points(ring) for ring in (part.exterior, *part.interiors)] for part in shape.geoms]
        geometry: dict[str, Any] = {"type": "MultiPolygon", "coordinates": parts}
    else:
        geometry = {"type": "MultiLineString", "coordinates": [_points(line) for line in shape.geoms]}
    return _compact({"type": "Feature", "properties": properties, "geometry": geometry})


def _points(line: Any) -> list[list[int]]:
    return [[round(x), round(y)] for x, y in line.coords]


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def main() -> None:
    """Write the map to the committed place, or to the path given."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=DEFAULT, help="where to write (default: the committed file)")
    out: Path = parser.parse_args().out
    text = document()
    out.write_bytes(text.encode())
    print(f"{out}: {len(text.encode())} bytes, {len(NAMES)} shapes")


if __name__ == "__main__":
    main()
