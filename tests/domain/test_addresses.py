"""Addresses: what they spell out, and that the one parser reads them back."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import replace
from urllib.parse import parse_qsl, urlsplit

import pytest
from random_selections import random_selection

from dashboard.domain.address_bar import from_query
from dashboard.domain.addresses import DOWNLOAD, address, file_query, story_address, view_query
from dashboard.domain.kinds import kind_labels
from dashboard.domain.selection import Selection, resolve
from dashboard.domain.vocabulary import Vocabulary
from dashboard.store.dataset import shelf

INDEX = shelf.current().index
DAY = INDEX.dataset.meta.as_of


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ({}, "/events"),
        ({"states": "EST,FIN"}, "/events?states=EST,FIN"),
        ({"q": "a b&c=d#e?f/ä"}, "/events?q=a+b%26c%3Dd%23e%3Ff%2F%C3%A4"),
    ],
)
def test_an_address_is_path_and_query(query: dict[str, str], text: str) -> None:
    assert address("/events", query) == text


def test_a_view_spells_out_its_day_and_treaty() -> None:
    assert view_query(INDEX, Selection()) == {"v": "1", "instrument": "apmbc", "as_of": DAY.isoformat()}
    assert "as_of" not in view_query(INDEX, Selection(), fixed=False)
    every = view_query(INDEX, Selection(instrument="ccm", focus="FIN", compare_day=DAY), all_instruments=True)
    assert every == {"v": "1", "as_of": DAY.isoformat(), "every_instrument": "yes"}, "a named treaty would be the one"


def test_a_file_has_a_day_its_treaty_and_the_chosen_state() -> None:
    chosen = Selection(every_instrument=True, as_of=dt.date(2025, 7, 12), focus="FIN")
    query = file_query(INDEX, chosen)
    assert (query["instrument"], query["as_of"], query["focus"]) == ("apmbc", "2025-07-12", "FIN")
    assert query["every_instrument"] == "yes"


def test_what_is_written_is_read_back() -> None:
    words = Vocabulary(
        dict.fromkeys(INDEX.instruments, (dt.date.min, dt.date.max)),
        INDEX.state_names,
        kind_labels(INDEX),
        INDEX.topics,
    )
    chance = random.Random(3)
    for _ in range(200):
        chosen = random_selection(chance, INDEX)
        written = urlsplit(address(DOWNLOAD, file_query(INDEX, chosen)))
        read, ignored = from_query(dict(parse_qsl(written.query, keep_blank_values=True)), words)
        assert ignored == []
        fixed = replace(chosen, as_of=resolve(chosen, INDEX).day, compare_day=None, compare_instrument=None)
        assert read == fixed


def test_a_story_s_first_step_needs_no_number() -> None:
    assert story_address("/present", "x") == "/present?story=x"
    assert story_address("/present", "x", 3) == "/present?story=x&step=3"
