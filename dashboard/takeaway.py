"""Buttons that hand over exactly the filtered view, made only when one is pressed."""

from __future__ import annotations


def buttons(page: str) -> None:
    """One button a format."""
