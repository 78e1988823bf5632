"""Order of the tests: what needs a browser comes last, since its event loop stays open until the end."""

from __future__ import annotations

import pytest


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Stable: nothing else changes places."""
    items.sort(key=lambda item: "browser" in item.path.parts)
