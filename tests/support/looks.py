"""Looks of treaties by status and stage, for the tests of sentences and counts. Holds no tests itself."""

from __future__ import annotations

from builders import instrument

from dashboard.domain.lenses import Look
from dashboard.domain.lenses.treaty import CLASSES, TreatyLens
from dashboard.domain.terms import Stage, Status, display_class

LENS = TreatyLens(instrument())
"""A made-up treaty whose text speaks of withdrawal."""
ENTRIES = {entry.class_id: entry for entry in CLASSES}


def look(status: Status, stage: Stage = Stage.NONE, contested: bool = False) -> Look:
    """What can be seen of a State under a treaty."""
    return Look(ENTRIES[display_class(status, stage)], contested)
