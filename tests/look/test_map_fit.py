"""Where the names of States stand on a map."""

from __future__ import annotations

import pytest
from export_views import shapes

from dashboard.look.map_fit import DOT, LabelPlace, MapFit, apart, place_label

ACROSS = (0.0, 1000.0)
LOW = (400.0, 300.0, 500.0, 340.0)
HIGH = (400.0, 300.0, 500.0, 500.0)


def place(
    extent: tuple[float, ...], width: float = 80, dot: float = 0, others: tuple[tuple[float, ...], ...] = ()
) -> LabelPlace:
    left, top, right, bottom = extent
    middle = ((left + right) / 2, (top + bottom) / 2)
    return place_label(middle, (left, top, right, bottom), dot, width, 10, ACROSS, others)  # type: ignore[arg-type]


def test_a_high_state_carries_its_name() -> None:
    assert place(HIGH) == ("middle", 450, 400)


def test_a_name_wider_than_its_state_begins_at_its_edge() -> None:
    assert place(HIGH, width=100) == ("middle", 450, 400)
    assert place(HIGH, width=101) == ("start", 400, 400)


def test_a_name_stands_beside_a_state_that_it_would_cover() -> None:
    assert place(LOW) == ("start", 504, 320)
    assert place((400, 300, 500, 350)).anchor == "start"
    assert place((400, 300, 500, 350.5)).anchor == "middle"


def test_it_goes_to_the_left_where_another_moves_on_the_right() -> None:
    mover = (550.0, 310.0, 600.0, 330.0)
    assert place(LOW, width=120, others=(mover,)) == ("end", 396, 320)
    assert place(LOW, others=((584.0, 310.0, 600.0, 330.0),)).anchor == "start"
    assert place(LOW, others=((550.0, 325.0, 600.0, 330.0),)).anchor == "start"


def test_it_stays_on_a_state_that_has_room_rather_than_going_to_the_left() -> None:
    mover = (550.0, 310.0, 600.0, 330.0)
    assert place(LOW, others=(mover,)) == ("middle", 450, 320)
    assert place((400, 300, 500, 330), others=(mover,)).anchor == "middle"
    assert place((400, 300, 500, 329), others=(mover,)).anchor == "end"


def test_between_two_movers_it_stays_on_its_state() -> None:
    movers = ((550.0, 310.0, 600.0, 330.0), (350.0, 310.0, 380.0, 330.0))
    assert place(LOW, others=movers) == ("middle", 450, 320)
    assert place(LOW, width=120, others=movers) == ("start", 400, 320)


@pytest.mark.parametrize(("left", "anchor"), [(819.0, "start"), (817.0, "start"), (900.0, "end"), (20.0, "start")])
def test_a_name_stays_on_the_map(left: float, anchor: str) -> None:
    assert place((left, 310, left + 97, 330)).anchor == anchor


def test_the_name_of_a_dot_stands_below_it_where_it_cannot_stand_beside() -> None:
    dot = (500.0 - DOT, 320.0 - DOT, 500.0 + DOT, 320.0 + DOT)
    assert place(dot, dot=DOT) == ("start", 513, 320)
    around = ((520.0, 310.0, 600.0, 330.0), (400.0, 310.0, 480.0, 330.0))
    assert place(dot, dot=DOT, others=around) == ("middle", 500, 320 + DOT + 7)


def test_extents_hold_dots_and_shapes_whole() -> None:
    fit = MapFit(shapes(), (0, 0, 1000, 800))
    for shape in fit.states():
        left, top, right, bottom = shape.extent
        points = [shape.dot] if shape.dot else [point for ring in shape.rings for point in ring]
        assert all(left <= x <= right and top <= y <= bottom for x, y in points)
        assert not shape.dot or right - left == bottom - top == 2 * DOT


def test_a_name_moves_as_little_as_it_must_to_stand_apart() -> None:
    box = LabelPlace("end", 100, 50).box(80, 16)
    assert box == (20, 42, 100, 58)
    assert apart(box, []) == 0
    assert apart(box, [(0, 58, 200, 74), (100, 42, 200, 58)]) == 0, "names may touch"
    assert apart(box, [(90, 38, 200, 54)]) == 12
    assert apart(box, [(90, 46, 200, 62)]) == -12
    assert apart(box, [(0, 0, 200, 200)]) == 0
