"""Hatches of pictures: drawn within their box, and nowhere beside it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from dashboard.look.canvas import _strokes
from dashboard.look.palette import STYLES, Hatch

HATCHES = [style.hatch for style in STYLES.values() if style.hatch]
BOX = (300.0, 160.0, 1500.0, 175.0)


@pytest.mark.parametrize("hatch", HATCHES)
def test_a_long_bar_is_hatched_from_end_to_end_and_not_beside_it(hatch: Hatch) -> None:
    strokes = list(_strokes(hatch, BOX))
    edge = 2 * hatch.width
    for x, y in (point for stroke in strokes for point in stroke):
        assert BOX[0] - edge <= x <= BOX[2] + edge
        assert BOX[1] - edge <= y <= BOX[3] + edge
    if hatch.angle == 90:
        assert all({x < BOX[0] or x > BOX[2] for x, _ in stroke} == {True} for stroke in strokes)
    else:
        across = sorted({min(x for x, _ in stroke) for stroke in strokes})
        gaps = [later - before for before, later in pairwise([BOX[0], *across, BOX[2]])]
        assert max(gaps) <= 2 * hatch.gap + edge


@pytest.mark.parametrize("hatch", HATCHES)
def test_neighbours_join(hatch: Hatch) -> None:
    """Two boxes beside each other hold what one of both would hold."""
    middle = 900.0
    left, right = (BOX[0], BOX[1], middle, BOX[3]), (middle, BOX[1], BOX[2], BOX[3])

    def starts(box: tuple[float, float, float, float]) -> set[int]:
        crossing = (stroke for stroke in _strokes(hatch, box) if BOX[0] + 40 < stroke[0][0] < BOX[2] - 40)
        return {round(stroke[0][0]) for stroke in crossing if abs(stroke[0][0] - middle) > 40}

    if hatch.angle != 90:
        assert starts(left) | starts(right) == starts(BOX)
