"""How many times too large Mercator draws a State, computed from the shapes of the map."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from pyproj import Transformer
from shapely import transform
from shapely.geometry import shape

SHOWN = ("NOR", "FIN", "EST", "LVA", "LTU", "POL", "UKR", "ITA", "ESP")
MEASURE = "ITA"


def inflation(shapes: Mapping[str, Any], iso3s: Collection[str] = SHOWN) -> dict[str, float]:
    """Alpha-3 → Mercator area divided by true area, for the shapes of a map in EPSG:3035 (equal area, metres).

    States without a shape are left out. Parts outside the map's frame are not counted on either side.
    """
    to_mercator = Transformer.from_crs(3035, 3857, always_xy=True).transform
    factors: dict[str, float] = {}
    for feature in shapes["features"]:
        iso3 = feature["properties"].get("iso3")
        if iso3 in iso3s:
            true = shape(feature["geometry"])
            factors[iso3] = transform(true, to_mercator, interleaved=False).area / true.area
    return factors


def relative_inflation(factors: Mapping[str, float], measure: str = MEASURE) -> dict[str, float]:
    """The same against one State: how much larger than it another would look, largest first.

    Raises ``KeyError`` where the measure has no shape.
    """
    base = factors[measure]
    return {iso3: value / base for iso3, value in sorted(factors.items(), key=lambda one: -one[1])}
