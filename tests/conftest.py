"""Settings of all tests, and their order: what needs a browser comes last, since its event loop stays open."""

from __future__ import annotations

import hypothesis
import pytest

# How long an example takes is the machine's affair: a busy one must not fail a true claim.
hypothesis.settings.register_profile("untimed", deadline=None)
hypothesis.settings.load_profile("untimed")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stable: nothing else changes places."""
    items.sort(key=lambda item: "browser" in item.path.parts)
