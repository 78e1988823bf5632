"""What a dossier says of a State's memberships on a day."""

from __future__ import annotations

import datetime as dt

import pytest
from whole_record import whole_index

from dashboard.views.dossier import _memberships

COUNTRIES = whole_index().countries


@pytest.mark.parametrize(
    ("iso3", "day", "where", "said"),
    [
        ("SWE", "2024-03-06", "NATO", "not a member (from 7 March 2024, known later)"),
        ("SWE", "2024-03-07", "NATO", "since 7 March 2024"),
        ("AUT", "2024-03-07", "NATO", "not a member on record"),
        ("RUS", "2022-03-15", "Council of Europe", "since 28 February 1996 (until 15 March 2022, known later)"),
        ("RUS", "2022-03-16", "Council of Europe", "28 February 1996 to 15 March 2022"),
    ],
)
def test_a_membership_of_later_is_marked(iso3: str, day: str, where: str, said: str) -> None:
    assert dict(_memberships(COUNTRIES[iso3], dt.date.fromisoformat(day)))[where] == said
