"""Read the committed map: check its reference system, its keys and its shapes, or say what is wrong and where."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any, Final

import geopandas
import shapely
from shapely.errors import ShapelyError
from shapely.geometry import shape

from geo.scope import NAMES

DEFAULT: Final = Path(__file__).with_name("europe.geojson")
CRS: Final = "urn:ogc:def:crs:EPSG::3035"
COLUMNS: Final = ("iso3", "name", "dot", "label", "dot_at", "anchor", "neighbours", "links", "upstream_km2")
OPTIONAL: Final = ("dot_at", "anchor")


class GeometryProblem(Exception):
    """The map file cannot be used. The message names the file and the reason."""


def load_geojson(path: Path = DEFAULT) -> dict[str, Any]:
    """The map file as written: a GeoJSON FeatureCollection with `crs`, `frame`, `upstream` and `licence`.

    Features are the 50 keyed shapes (`iso3`), the land around them (`context`) and border lines (`line`).
    Coordinates are EPSG:3035 metres, x east and y north. Source: geo.build, see geo/README.md.
    Raises GeometryProblem when the file is missing, cut short, not such a collection or in another system.
    """
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise GeometryProblem(f"{path}: cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise GeometryProblem(f"{path}: is not UTF-8 text at byte {error.start}") from error
    except json.JSONDecodeError as error:
        raise GeometryProblem(f"{path}:{error.lineno}: is not whole JSON, perhaps cut short: {error.msg}") from error
    if not isinstance(found, dict) or found.get("type") != "FeatureCollection":
        raise GeometryProblem(f"{path}: is not a GeoJSON FeatureCollection")
    if _at(found, "crs", "properties", "name") != CRS:
        raise GeometryProblem(
            f"{path}: its reference system is not {CRS}; build the file again with python -m geo.build"
        )
    if not _is_box(found.get("frame")):
        raise GeometryProblem(f"{path}: its frame is not [west, south, east, north] in metres")
    features = found.get("features")
    if not isinstance(features, list) or not all(isinstance(_at(row, "properties"), dict) for row in features):
        raise GeometryProblem(f"{path}: features are missing or have no properties")
    return found


def load_shapes(path: Path = DEFAULT) -> geopandas.GeoDataFrame:
    """The 50 keyed shapes, one a row, sorted by `iso3`, in EPSG:3035 metres.

    Columns: `iso3`; `name`; `dot` (bool); `label` [x, y]; `dot_at` and `anchor` [x, y] or None where `dot`
    is false; `neighbours` (list of iso3); `links` (dict of left, right, up, down to iso3 or None);
    `upstream_km2` (area on the ellipsoid before clipping and simplifying); `geometry`, valid MultiPolygons.
    Raises GeometryProblem as load_geojson does, and on missing, unknown or repeated keys and broken shapes.
    Source: geo.build, see geo/README.md.
    """
    rows = [row for row in load_geojson(path)["features"] if "iso3" in row["properties"]]
    _check_keys(path, Counter(str(row["properties"]["iso3"]) for row in rows))
    records: list[dict[str, Any]] = []
    for row in sorted(rows, key=lambda row: str(row["properties"]["iso3"])):
        properties, key = row["properties"], row["properties"]["iso3"]
        lacking = [name for name in COLUMNS if name not in properties and name not in OPTIONAL]
        lacking += [name for name in OPTIONAL if properties.get("dot") and name not in properties]
        if lacking:
            raise GeometryProblem(f"{path}: {key}: lacks {', '.join(lacking)}")
        records.append({name: properties.get(name) for name in COLUMNS} | {"geometry": _shape(path, key, row)})
    return geopandas.GeoDataFrame(records, geometry="geometry", crs="EPSG:3035")


def _check_keys(path: Path, keys: Counter[str]) -> None:
    repeated = sorted(key for key, count in keys.items() if count > 1)
    missing, unknown = sorted(NAMES.keys() - keys.keys()), sorted(keys.keys() - NAMES.keys())
    said = {"missing": missing, "unknown": unknown, "repeated": repeated}
    problems = [f"{word} {', '.join(found)}" for word, found in said.items() if found]
    if problems:
        raise GeometryProblem(f"{path}: keys: {'; '.join(problems)}")


def _shape(path: Path, key: str, row: dict[str, Any]) -> shapely.MultiPolygon:
    try:
        found = shape(row["geometry"])
    except (ShapelyError, KeyError, TypeError, ValueError, AttributeError, IndexError) as error:
        raise GeometryProblem(f"{path}: {key}: geometry cannot be read: {error}") from error
    if not isinstance(found, shapely.MultiPolygon) or found.is_empty:
        raise GeometryProblem(
            f"{path}: {key}: geometry is {found.geom_type}, expected a MultiPolygon that is not empty"
        )
    if not found.is_valid:
        raise GeometryProblem(f"{path}: {key}: geometry is not valid: {shapely.is_valid_reason(found)}")
    return found


def _at(value: Any, *names: str) -> Any:
    for name in names:
        value = value.get(name) if isinstance(value, dict) else None
    return value


def _is_box(value: Any) -> bool:
    return isinstance(value, list) and len(value) == 4 and all(isinstance(number, int) for number in value)
