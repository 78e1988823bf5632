"""Kinds of acts, events and announcements in words: one vocabulary for filters, lists, cards and search."""

from __future__ import annotations

from collections.abc import Mapping

from dashboard.domain.index import Index
from data.treaty_schema import ActionKind, InstrumentFactKind

ANNOUNCEMENT = "announcement"
"""The kind of every announcement in lists, beside the kinds of acts and events."""


OBSERVATION = "observation"
"""The kind of every class and figure in lists."""


def kind_labels(index: Index) -> Mapping[str, str]:
    """Every kind that a row may have, in words: of acts, of treaties, of events as the record names them."""
    acts = {kind.value: kind.replace("-", " ") for kind in ActionKind}
    events = {row.event_kind_id: row.label for row in index.dataset.event_kinds}
    happenings = {kind.value: f"{kind} of a treaty" for kind in InstrumentFactKind}
    return acts | happenings | {ANNOUNCEMENT: "announced programme", OBSERVATION: "class or figure"} | events
