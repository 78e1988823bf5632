"""The legend's classes: which of them move, and what they are called."""

from __future__ import annotations

import pytest

from dashboard.browser.bundle import status_bundle
from dashboard.domain.groups import BESIDE_THE_MAP
from dashboard.domain.terms import CLASSES, LEGEND, Stage, Standing, Status, class_label
from dashboard.store.dataset import shelf

MOVES = {
    "exit-announced",
    "exit-adopted",
    "exit-deposited",
    "withdrawn",
    "ended",
    "suspension-announced",
    "suspension-notified",
    "suspension-in-effect",
}


def test_a_class_moves_where_its_states_leave_have_left_or_suspend() -> None:
    assert {entry.class_id for entry in LEGEND if entry.moving} == MOVES
    bundle = status_bundle(shelf.current().index, "apmbc")
    assert {entry["id"] for entry in bundle["classes"] if entry["moving"]} == MOVES
    assert list(CLASSES) == [entry["id"] for entry in bundle["classes"]]


@pytest.mark.parametrize(
    ("standing", "label"),
    [
        (Standing(Status.STATE_PARTY, Stage.NONE), "State Party"),
        (Standing(Status.STATE_PARTY, Stage.SUSPENSION_IN_EFFECT, True), "suspension in effect, contested"),
        (Standing(Status.WITHDRAWN, Stage.NONE), "withdrawn"),
    ],
)
def test_a_standing_has_the_words_of_its_class(standing: Standing, label: str) -> None:
    assert standing.label == class_label(standing.class_id, standing.contested) == label


def test_states_beside_the_map_stand_in_one_order() -> None:
    index = shelf.current().index
    assert status_bundle(index, "apmbc")["beside"] == list(BESIDE_THE_MAP) == sorted(BESIDE_THE_MAP)
    assert [index.name_of(iso3) for iso3 in (*BESIDE_THE_MAP, "ZZZ")] == ["Canada", "United States", "ZZZ"]
