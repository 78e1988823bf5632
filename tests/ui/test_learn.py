"""The Learn page tells what follows from a deposit, and why nothing does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from dashboard.ui.registry import BY_NAME
from data.load import load

MAIN = Path(__file__).resolve().parents[2] / "dashboard" / "ui" / "main.py"
PATIENCE_S = 60


@pytest.fixture(scope="module")
def learn() -> AppTest:
    test = AppTest.from_file(str(MAIN), default_timeout=PATIENCE_S)
    test.run()
    test.run()
    test.switch_page(BY_NAME["learn"].script).run()
    assert not test.exception
    return test


def strip(learn: AppTest, instrument_id: str, way: str) -> str:
    """What the page says where no day follows; empty where one does."""
    learn.selectbox(key="learn_treaty").select(instrument_id)
    learn.radio(key="learn_way").set_value(way)
    learn.run()
    assert not learn.exception
    return " ".join(one.value for one in learn.info)


@pytest.mark.parametrize(
    ("instrument_id", "way", "why"),
    [
        ("apmbc", "leaves", ""),
        ("rome", "joins", ""),
        ("npt", "joins", ""),
        ("ctbt", "leaves", "This treaty is not in force: it binds nobody who could leave it."),
        ("ctbt", "joins", "This treaty is not in force, so that a deposit has no effect yet"),
        ("enmod", "leaves", "This treaty has no clause on leaving."),
        ("new-start", "leaves", "Our record holds no notice period of this treaty."),
        ("inf", "joins", "Our record holds no rule from which the day of a later party follows"),
    ],
)
def test_a_day_follows_from_a_deposit_or_the_page_says_why_not(
    learn: AppTest, instrument_id: str, way: str, why: str
) -> None:
    said = strip(learn, instrument_id, way)
    assert said.startswith(why)
    assert bool(said) is bool(why)


def test_the_page_says_how_to_cite_the_edition(learn: AppTest) -> None:
    version = load().dataset.meta.version
    text, bibtex, csl = (one.value for one in learn.code)
    assert version in text
    assert bibtex.startswith(f"@misc{{european-security-shifts-{version},")
    assert json.loads(csl)[0]["version"] == version
