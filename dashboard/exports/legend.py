"""The rows of a legend with their counts: who is bound as a whole, the parts of it that move, and the others."""

from __future__ import annotations

from typing import Final, NamedTuple

from dashboard.domain.status import Status
from dashboard.domain.terms import LEGEND
from dashboard.exports.view import View

ALWAYS: Final = ("never-party",)
"""Classes that stand there also where no State is in them."""


class LegendRow(NamedTuple):
    """One row: the class that lends its look, its words and its count."""

    class_id: str
    label: str
    states: int
    part: bool
    """Whether it is part of the row "bound"."""
    moving: bool


def legend_rows(view: View) -> list[LegendRow]:
    """ "bound" with the parts of it that move, then every other class that has a State."""
    counts = view.counts.by_class
    bound = [entry for entry in LEGEND if entry.status is Status.STATE_PARTY]
    whole = LegendRow(bound[0].class_id, "bound", sum(counts[one.class_id] for one in bound), False, False)
    parts = [
        LegendRow(one.class_id, f"of these: {one.label}", counts[one.class_id], True, True)
        for one in bound
        if one.moving and counts[one.class_id]
    ]
    others = [
        LegendRow(one.class_id, one.label, counts[one.class_id], False, one.moving)
        for one in LEGEND
        if one not in bound and (counts[one.class_id] or one.class_id in ALWAYS)
    ]
    return [whole, *parts, *others]
