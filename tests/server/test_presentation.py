"""The page of the presentation: what it carries along, and what it answers where there is nothing to show."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
from asgi_client import ask
from starlette.applications import Starlette

from dashboard.server.routes import routes

APP = Starlette(routes=routes())


def deck(query: str) -> Any:
    """What the page hands to its script."""
    got = ask(f"/present?{query}", app=APP)
    assert got.status == 200
    found = re.search(r'<script type="application/json" id="deck">(.*?)</script>', got.text, re.DOTALL)
    assert found is not None
    return json.loads(found[1])


def test_a_walk_comes_back_with_the_state_and_filters_it_was_left_with() -> None:
    read = deck("instrument=apmbc&as_of=2025-07-12&states=EST,FIN&grades=A&focus=FIN")
    assert read["address"] == {"v": "1", "instrument": "apmbc", "states": "EST,FIN", "grades": "A", "focus": "FIN"}
    assert read["leave"] == "/"
    assert read["ignored"] == []


def test_a_story_comes_back_to_its_page() -> None:
    read = deck("story=the-mine-ban-exits&step=2")
    assert read["address"] == {"story": "the-mine-ban-exits"}
    assert read["leave"] == "/stories?story=the-mine-ban-exits"
    assert read["start"] == 1


@pytest.mark.parametrize("story", ["nothing", "%3Cscript%3E", ""])
def test_an_unknown_story_is_404_and_lists_those_there_are(story: str) -> None:
    got = ask(f"/present?story={story}", app=APP)
    assert got.status == 404
    assert 'href="/present?story=the-mine-ban-exits"' in got.text
    assert "<script" not in got.text
