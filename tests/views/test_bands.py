"""All States through time on the screen: every State has a row, a name that chooses it, and its story in words."""

from __future__ import annotations

import datetime as dt
import re

from dashboard.domain.bands import band_chart
from dashboard.domain.index import Index
from dashboard.views.bands import bands_html
from data.load import load

INDEX = Index(load().dataset)
DAY = dt.date(2025, 7, 12)
WHOLE = bands_html(band_chart(INDEX, "apmbc", DAY, whole=True), "standard", "FIN")


def test_every_state_has_a_row_with_a_button_that_chooses_it() -> None:
    assert sorted(re.findall(r'data-band="(\w+)"', WHOLE)) == sorted(INDEX.countries)
    assert sorted(re.findall(r"data-go=.*?focus.*?([A-Z]{3})", WHOLE)) == sorted(INDEX.countries)
    assert re.findall(r'data-band="(\w+)" class="chosen"', WHOLE) == ["FIN"]


def test_a_row_tells_its_steps_and_what_is_settled() -> None:
    told = dict(re.findall(r'>([^<>]+)<span class="spoken">: ([^<]+)</span>', WHOLE))
    assert told["Finland"].endswith(
        "exit announced from 1 April 2025; exit voted by parliament from 19 June 2025; "
        "exit deposited, notice running from 10 July 2025; settled: withdrawn from 10 January 2026"
    )
    assert "settled" not in told["Poland"]
    assert told["Russia"] == "not a party"


def test_no_piece_leaves_the_axis_and_the_axis_is_wider_for_what_is_recent() -> None:
    places = [(float(a), float(b)) for a, b in re.findall(r"left: ([\d.]+)%; width: ([\d.]+)%", WHOLE)]
    assert len(places) > 150
    assert all(0 <= left <= left + width <= 100.02 for left, width in places)
    finland = re.search(r'data-band="FIN".*?</li>', WHOLE, re.DOTALL)
    assert finland is not None
    lefts = [float(left) for left in re.findall(r"left: ([\d.]+)%", finland[0])]
    assert lefts == sorted(lefts)
    assert lefts[-1] > 60
