"""The rows of a legend with their counts: who is bound, its parts, which add up to it, and the others."""

from __future__ import annotations

from typing import NamedTuple

from dashboard.domain.answer import entries
from dashboard.domain.lenses import class_of
from dashboard.exports.view import View


class LegendRow(NamedTuple):
    """One row: what it counts, the class that lends its look, its words and its count."""

    id: str
    class_id: str
    style: str
    label: str
    states: int
    part: bool
    """Whether it is part of the row "bound"."""
    moving: bool
    outlined: bool = False
    """Whether a measure's step begins at the value that the answer is about."""


def legend_rows(view: View) -> list[LegendRow]:
    """ "bound" with its parts where a step is under way, then the others, as on screen."""
    rows: list[LegendRow] = []
    for entry in entries(view.summary):
        opens = entry.part and not rows[-1].part
        label = f"of these: {entry.label}" if opens else entry.label
        shown = class_of(view.lens, entry.class_id)
        rows.append(
            LegendRow(entry.id, entry.class_id, shown.style, label, entry.n, entry.part, shown.moving, shown.outlined)
        )
    return rows
