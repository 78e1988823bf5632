"""The search field, as a reader uses it."""

from __future__ import annotations

from atlas_page import card
from playwright.sync_api import Locator, Page, expect


def field(page: Page) -> Locator:
    """The field itself."""
    return page.get_by_label("Find a State")


def offered(page: Page) -> Locator:
    """What is offered below it."""
    return page.get_by_role("listbox", name="What fits").get_by_role("option")


def said(page: Page) -> Locator:
    """What is said of the text."""
    return page.locator(".find [role=status]")


def expect_card_of(page: Page, name: str) -> None:
    """Wait until the card of a State is open."""
    expect(card(page).get_by_role("heading", level=2, name=name, exact=True)).to_be_visible()
