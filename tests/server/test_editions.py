"""The record as an earlier edition said it, and what changed since, over HTTP."""

from __future__ import annotations

import csv
import io

import pytest
from asgi_client import ask

from dashboard.store.dataset import shelf
from dashboard.store.editions import known_editions, served_as, served_at

FIRST = "1.0.0"
NEWEST = shelf.current().index.dataset.meta.version


def test_the_newest_is_what_is_served_published_or_not() -> None:
    assert known_editions()[0] == FIRST
    assert known_editions()[-1] == NEWEST
    assert served_as("") is served_as(NEWEST) is shelf.current()
    first = served_as(FIRST)
    assert first is served_as(FIRST) is served_at(first.stamp)
    assert served_at("abc") is served_at("9.9.9_abc") is shelf.current()


def test_an_edition_answers_with_its_rows_and_its_name() -> None:
    got = ask("/api/v1/actions?limit=1&record=1.0.0")
    assert got.headers["x-record"] == got.json()["dataset_version"] == FIRST
    newest = ask("/api/v1/actions?limit=1")
    assert newest.headers["x-record"] == newest.json()["dataset_version"] == NEWEST
    assert got.json()["total"] < newest.json()["total"]
    assert "record=1.0.0" in got.json()["filter"]
    assert "record=1.0.0" in got.json()["next"]
    row = csv.DictReader(io.StringIO(ask("/api/v1/events?record=1.0.0&format=csv&limit=1").text))
    assert next(row)["export_dataset_version"] == FIRST


def test_a_later_day_is_answered_for_the_last_day_of_the_edition_and_said() -> None:
    got = ask("/api/v1/status?instrument=apmbc&record=1.0.0&as_of=2026-08-01")
    assert got.json()["as_of"] == "2026-05-31"
    assert "describes days up to 2026-05-31" in got.headers["x-record-notice"]
    on_the_day = ask("/api/v1/status?instrument=apmbc&record=1.0.0&as_of=2026-05-31")
    assert "x-record-notice" not in on_the_day.headers
    assert on_the_day.json()["states"] == got.json()["states"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("actions?record=9.9.9", "one of 1.0.0"),
        ("actions?record=..%2F..", "one of 1.0.0"),
        ("status?instrument=npt&record=1.0.0", "is not one of apmbc"),
        ("changes", "since: is missing"),
        ("changes?since=0.9.0", "is not one of 1.0.0"),
        (f"changes?since={NEWEST}&record=1.0.0", "is later than the edition that answers"),
        ("changes?since=1.0.0&table=nothing", "is not one of"),
    ],
)
def test_what_no_edition_knows_is_refused(query: str, said: str) -> None:
    got = ask(f"/api/v1/{query}")
    assert got.status == 400
    assert said in got.json()["error"]


def test_changes_as_json_and_csv_say_the_same() -> None:
    read = ask("/api/v1/changes?since=1.0.0").json()
    assert (read["since"], read["edition"]) == (FIRST, NEWEST)
    counts = read["counts"]
    assert all(counts[kind] == len(read[kind]) for kind in ("added", "edited", "deleted"))
    assert counts["source-changed"] + counts["our-coding-changed"] == counts["edited"]
    turk = next(one for one in read["edited"] if one["id"] == "un-2025-07-02-turk")
    assert {"field": "happened_precision", "before": "month", "after": "day"} in turk["fields"]
    got = ask("/api/v1/changes?since=1.0.0&format=csv&change=edited")
    rows = list(csv.DictReader(io.StringIO(got.text)))
    assert len({(row["table"], row["id"]) for row in rows}) == counts["edited"]
    assert f"changes-1.0.0-to-{NEWEST}.csv" in got.headers["content-disposition"]
    none = ask("/api/v1/changes?since=1.0.0&record=1.0.0").json()
    assert not any(none["counts"].values())
