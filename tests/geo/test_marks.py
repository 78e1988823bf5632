"""Dots, labels, neighbours and arrow keys of the committed map."""

from __future__ import annotations

from itertools import combinations
from math import hypot
from typing import Any

import pytest
import shapely

from geo.loader import load_shapes
from geo.marks import OPPOSITE, arrow_links, neighbours, reachable
from geo.scope import DOT_RADIUS_PX, FRAME, METRES_PER_PX, TARGET_PX

RADIUS = DOT_RADIUS_PX * METRES_PER_PX
BESIDE_LAND = {"LIE", "LUX"}
ARROWS_BACK = 0.7


@pytest.fixture(scope="module")
def rows() -> dict[str, dict[str, Any]]:
    return {row["iso3"]: row for row in load_shapes().to_dict("records")}


@pytest.fixture(scope="module")
def dots(rows: dict[str, dict[str, Any]]) -> dict[str, shapely.Point]:
    return {key: shapely.Point(row["dot_at"]) for key, row in rows.items() if row["dot"]}


def test_dots_are_the_states_under_twelve_pixels(rows: dict[str, dict[str, Any]]) -> None:
    small = set()
    for key, row in rows.items():
        west, south, east, north = row["geometry"].bounds
        if min(east - west, north - south) < 12 * 6_500:
            small.add(key)
    assert small == {key for key, row in rows.items() if row["dot"]}
    assert small == {"AND", "LIE", "LUX", "MCO", "MLT", "SMR", "VAT"}


def test_dots_and_their_targets_keep_apart(dots: dict[str, shapely.Point]) -> None:
    for (one, first), (other, second) in combinations(dots.items(), 2):
        assert first.distance(second) > TARGET_PX * METRES_PER_PX, (one, other)


def test_dots_hide_no_small_state(rows: dict[str, dict[str, Any]], dots: dict[str, shapely.Point]) -> None:
    for key, dot in dots.items():
        circle = dot.buffer(RADIUS)
        assert shapely.box(*FRAME).contains(circle)
        for other, row in rows.items():
            hidden = circle.intersection(row["geometry"]).area
            assert hidden == 0 or (key in BESIDE_LAND and hidden < 0.03 * row["geometry"].area), (key, other)
            assert not circle.contains(shapely.Point(row["label"])), (key, other)


def test_leaders_start_in_the_state_and_do_not_cross(
    rows: dict[str, dict[str, Any]], dots: dict[str, shapely.Point]
) -> None:
    leaders = {key: shapely.LineString([rows[key]["anchor"], rows[key]["dot_at"]]) for key in dots}
    for key, leader in leaders.items():
        assert rows[key]["geometry"].contains(shapely.Point(rows[key]["anchor"])), key
        assert RADIUS < leader.length < 40 * METRES_PER_PX, key
    for (one, first), (other, second) in combinations(leaders.items(), 2):
        assert not first.crosses(second), (one, other)


def test_only_dots_have_an_anchor(rows: dict[str, dict[str, Any]]) -> None:
    for key, row in rows.items():
        assert (isinstance(row["dot_at"], list), isinstance(row["anchor"], list)) == (row["dot"], row["dot"]), key


def test_labels_lie_inside(rows: dict[str, dict[str, Any]]) -> None:
    for key, row in rows.items():
        assert row["geometry"].contains(shapely.Point(row["label"])), key


def test_neighbours_are_mutual_and_known(rows: dict[str, dict[str, Any]]) -> None:
    for key, row in rows.items():
        assert row["neighbours"] == sorted(set(row["neighbours"]) - {key})
        assert all(key in rows[other]["neighbours"] for other in row["neighbours"])
    assert {key for key, row in rows.items() if "RUS" in row["neighbours"]} == {
        "AZE", "BLR", "EST", "FIN", "GEO", "LTU", "LVA", "NOR", "POL", "UKR",
    }  # fmt: skip
    assert {key for key, row in rows.items() if not row["neighbours"]} == {"CYP", "ISL", "MLT"}
    assert rows["VAT"]["neighbours"] == rows["SMR"]["neighbours"] == ["ITA"]
    assert rows["XKX"]["neighbours"] == ["ALB", "MKD", "MNE", "SRB"]
    assert {"AUT", "CHE"} == set(rows["LIE"]["neighbours"])
    assert "TUR" in rows["AZE"]["neighbours"], "through Nakhchivan"
    assert neighbours({key: row["geometry"] for key, row in rows.items()}) == {
        key: row["neighbours"] for key, row in rows.items()
    }


def test_arrows_reach_every_state_from_every_state(rows: dict[str, dict[str, Any]]) -> None:
    links = {key: row["links"] for key, row in rows.items()}
    for key in links:
        assert reachable(links, key) == set(rows), key


def test_arrows_lead_where_they_point(rows: dict[str, dict[str, Any]]) -> None:
    steps = {"left": (-1, 0), "right": (1, 0), "up": (0, 1), "down": (0, -1)}
    back = total = 0
    for key, row in rows.items():
        x0, y0 = row["dot_at"] or row["label"]
        assert list(row["links"]) == list(steps)
        for arrow, other in row["links"].items():
            if other is None:
                continue
            x1, y1 = rows[other]["dot_at"] or rows[other]["label"]
            along = (x1 - x0) * steps[arrow][0] + (y1 - y0) * steps[arrow][1]
            assert along > 0.35 * hypot(x1 - x0, y1 - y0), (key, arrow, other)
            total += 1
            back += rows[other]["links"][OPPOSITE[arrow]] == key
    assert back > ARROWS_BACK * total, "most steps can be undone with the opposite arrow"


def test_arrows_join_points_far_off_any_row() -> None:
    links = arrow_links({"A": (0, 0), "B": (10, 1), "C": (500, 900), "D": (510, 901)})
    assert all(reachable(links, key) == set("ABCD") for key in links)
