"""The browser's names stand where those of pictures and slides do, on the shapes of the map file."""

from __future__ import annotations

import json
from itertools import product
from typing import Any

import node
import pytest

from dashboard.look.map_fit import Box, MapFit, Shape, place_label
from geo.loader import DEFAULT as MAP_FILE

GEO: dict[str, Any] = json.loads(MAP_FILE.read_text(encoding="utf-8"))
LEFT, BOTTOM, RIGHT, TOP = (metres / 1000 for metres in GEO["frame"])
FIT = MapFit(GEO, (0, 0, RIGHT - LEFT, TOP - BOTTOM))
"""In the browser's own units, kilometres."""
WIDTHS, SIZES, DOTS = (20.0, 90.0, 400.0), (8.0, 21.0, 40.0), (9.0, 28.0)
MOVERS = (set(), {"EST", "LVA", "LTU", "FIN", "POL"}, {"UKR", "MCO", "VAT", "LIE", "AUT", "CHE", "ITA"})


def outer(shape: Shape) -> Box:
    """The extent of the shape itself, also where the map has a dot for it."""
    xs, ys = zip(*(point for ring in shape.rings for point in ring), strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def around(shape: Shape, dot: float) -> Box:
    """What stands on the map for a State: its shape, or a dot of this radius."""
    x, y = shape.label
    return (x - dot, y - dot, x + dot, y + dot) if shape.dot else outer(shape)


def cases() -> list[tuple[tuple[Any, Box, float], float, float, tuple[float, float], list[Box]]]:
    """Every State with names of several widths and sizes, among several sets of States that move."""
    shapes = list(FIT.states())
    return [
        (
            (shape.label, around(shape, dot), dot if shape.dot else 0),
            width,
            size,
            FIT.across,
            [around(other, dot) for other in shapes if other.iso3 in movers and other is not shape],
        )
        for shape, width, size, dot, movers in product(shapes, WIDTHS, SIZES, DOTS, MOVERS)
    ]


@pytest.fixture(scope="module")
def answer() -> Any:
    sent = [[{"label": label, "extent": extent, "dot": dot}, *rest] for (label, extent, dot), *rest in cases()]
    return node.call(node.JS / "label_twins.mjs", {"geo": GEO, "cases": sent})


def test_names_stand_in_the_same_places(answer: Any) -> None:
    expected = [
        place_label(*state, width, size, across, others)._asdict() for state, width, size, across, others in cases()
    ]
    assert answer["places"] == expected
    assert {place["anchor"] for place in expected} == {"start", "middle", "end"}


def test_shapes_stand_in_the_same_places(answer: Any) -> None:
    assert answer["size"] == {"width": FIT.width, "height": FIT.height}
    for found, shape in zip(answer["shapes"], FIT.states(), strict=True):
        assert found["iso3"] == shape.iso3
        # The browser rounds to hundredths of a kilometre.
        assert found["label"] == pytest.approx(shape.label, abs=0.006)
        assert found["extent"] == pytest.approx(outer(shape), abs=0.006)
