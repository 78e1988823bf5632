"""Kinds of acts, events and announcements in words: one vocabulary for filters, lists, cards and search."""

from __future__ import annotations

from dashboard.domain.selection import ANNOUNCEMENT
from data.schema import EventKind

KIND_LABELS: dict[str, str] = {
    ANNOUNCEMENT: "announced programme",
    EventKind.PRODUCTION_ANNOUNCEMENT: "announced production",
}
"""Kinds whose words are not those of their id."""


def kind_label(kind: str) -> str:
    """A kind in words."""
    return KIND_LABELS.get(kind, kind.replace("-", " "))
