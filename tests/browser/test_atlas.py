"""The map shows the days that must hold, through the hooks that tools can rely on."""

from __future__ import annotations

import pytest
from atlas_page import open_atlas, standing
from playwright.sync_api import Page

PARTY, WITHDRAWN = ("state-party", "none"), ("withdrawn", "none")
PENDING, VOTED = ("state-party", "exit-deposited"), ("state-party", "exit-adopted")
SUSPENDED = ("state-party", "suspension-notified")


@pytest.mark.parametrize(
    ("instrument", "day", "expected"),
    [
        ("apmbc", "2023-01-12", {"EST": PARTY}),
        ("apmbc", "2025-07-12", {"EST": PENDING, "LVA": PENDING, "LTU": PENDING, "FIN": PENDING, "POL": VOTED}),
        ("apmbc", "2025-07-18", {"UKR": SUSPENDED}),
        ("apmbc", "2025-12-26", {"EST": PENDING, "LVA": PENDING, "LTU": PENDING, "FIN": PENDING, "POL": PENDING}),
        ("apmbc", "2025-12-27", {"EST": WITHDRAWN, "LVA": WITHDRAWN, "LTU": WITHDRAWN, "FIN": PENDING}),
        ("apmbc", "2026-01-01", {"SWE": PARTY}),
        ("apmbc", "2026-01-09", {"FIN": PENDING}),
        ("apmbc", "2026-01-10", {"FIN": WITHDRAWN, "POL": PENDING}),
        ("apmbc", "2026-02-19", {"POL": PENDING}),
        ("apmbc", "2026-02-20", {"POL": WITHDRAWN, "UKR": SUSPENDED, "XKX": ("no-own-status", "none")}),
        ("ccm", "2025-03-05", {"LTU": PENDING}),
        ("ccm", "2025-03-06", {"LTU": WITHDRAWN}),
    ],
)
def test_days_that_must_hold(page: Page, instrument: str, day: str, expected: dict[str, tuple[str, str]]) -> None:
    frame = open_atlas(page, f"instrument={instrument}&as_of={day}")
    root = frame.locator("html")
    assert (root.get_attribute("data-instrument"), root.get_attribute("data-as-of")) == (instrument, day)
    assert {iso3: standing(frame, iso3) for iso3 in expected} == expected
