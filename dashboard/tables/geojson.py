"""Statuses joined to the map's shapes as GeoJSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, Literal

import numpy as np
import shapely
from pyproj import Transformer
from shapely.geometry import mapping, shape

from dashboard.tables.about import About
from dashboard.tables.flat import json_value
from dashboard.tables.records import ReadingRow
from dashboard.tables.status_table import StatusRow

Crs = Literal["4326", "3035"]
DIGITS: dict[Crs, int] = {"4326": 6, "3035": 0}
"""Decimals kept: about 0.1 m in degrees, whole metres."""


@cache
def _to_degrees() -> Transformer:
    return Transformer.from_crs("EPSG:3035", "EPSG:4326", always_xy=True)


def _geometry(found: Mapping[str, Any], crs: Crs) -> dict[str, Any]:
    drawn = shape(found)
    if crs == "4326":
        drawn = shapely.transform(drawn, lambda at: np.column_stack(_to_degrees().transform(at[:, 0], at[:, 1])))
    rounded = shapely.transform(drawn, lambda at: np.round(at, DIGITS[crs]))
    # Rounding can let two edges touch; the clean copy keeps the outline.
    whole = rounded if rounded.is_valid else shapely.make_valid(rounded, method="structure")
    turned = shapely.orient_polygons(whole, exterior_cw=False)
    made: dict[str, Any] = mapping(turned)
    return made


def geojson_bytes(
    shapes: Mapping[str, Any], rows: Iterable[StatusRow | ReadingRow], about: About, crs: Crs = "4326"
) -> bytes:
    """One feature a State under one lens, in the order of the rows; its id is the alpha-3 code.

    WGS 84 longitude and latitude as RFC 7946 asks, outer rings counterclockwise; with ``crs="3035"``
    metres in EPSG:3035 instead, which the older ``crs`` member then says. A State outside the map's
    frame (the United States, Canada) keeps its row with a ``null`` geometry. ``shapes`` is the map file.
    """
    drawn = {
        feature["properties"]["iso3"]: feature["geometry"]
        for feature in shapes["features"]
        if "iso3" in feature["properties"]
    }
    geometries = {iso3: _geometry(found, crs) for iso3, found in drawn.items()}
    features = [
        {
            "type": "Feature",
            "id": row.iso3,
            "properties": json_value(type(row), row),
            "geometry": geometries.get(row.iso3),
        }
        for row in rows
    ]
    document: dict[str, Any] = {"type": "FeatureCollection"}
    if crs == "3035":
        document["crs"] = {"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::3035"}}
    document |= {
        "about": about.texts()
        | {
            "coordinates": "EPSG:3035, metres, x east and y north; not the system of RFC 7946"
            if crs == "3035"
            else "WGS 84 longitude and latitude in degrees, as RFC 7946 asks",
            "shapes": "simplified, clipped at the frame of the map",
        },
        "features": features,
    }
    return (json.dumps(document, ensure_ascii=False, separators=(",", ":")) + "\n").encode()
