"""Lenses, readings and conditions through the API, each valid against its own description."""

from __future__ import annotations

from typing import Any

import pytest
from asgi_client import ask
from jsonschema import Draft202012Validator

from dashboard.domain.lenses import lenses_of
from dashboard.store.dataset import shelf

INDEX = shelf.current().index
DOCUMENT = ask("/api/v1/openapi.json").json()


def valid(path: str, query: str = "") -> Any:
    """The answer, which fits the description of its address."""
    got = ask(f"/api/v1/{path}{query}")
    assert got.status == 200, got.text
    answer = got.json()
    described = DOCUMENT["paths"][f"/api/v1/{path}"]["get"]["responses"]["200"]["content"]["application/json"]
    Draft202012Validator({**described["schema"], "components": DOCUMENT["components"]}).validate(answer)
    return answer


def test_every_lens_is_listed_with_its_classes_and_series() -> None:
    entries = valid("lenses")["lenses"]
    assert [entry["id"] for entry in entries] == list(lenses_of(INDEX))
    by_id = {entry["id"]: entry for entry in entries}
    assert {entry["kind"] for entry in entries} == {"treaty", "policy", "measure"}
    assert all(entry["question"].endswith("?") and entry["title"] for entry in entries)
    assert [one["id"] for one in by_id["spending"]["series"]] == ["sipri-2026", "nato-2025", "nato-core-2026"]
    assert [one["id"] for one in by_id["conscription"]["classes"]] == [
        entry.class_id for entry in lenses_of(INDEX)["conscription"].classes
    ]
    assert by_id["apmbc"]["series"] == []


@pytest.mark.parametrize("lens_id", lenses_of(INDEX))
def test_every_lens_has_a_reading_of_every_state(lens_id: str) -> None:
    answer = valid("readings", f"?lens={lens_id}")
    assert list(answer["states"]) == sorted(INDEX.countries)
    classes = {entry.class_id for entry in lenses_of(INDEX)[lens_id].classes}
    for one in answer["states"].values():
        assert one["class"] in classes
        assert set(one["refs"]) <= INDEX.facts.keys()


def test_a_reading_of_each_kind() -> None:
    swede = valid("readings", "?lens=conscription&as_of=2018-06-01&states=Sweden")["states"]["SWE"]
    assert (swede["class"], swede["since"], swede["bound"]) == ("selective", "2018-01-01", None)
    pole = valid("readings", "?instrument=apmbc&as_of=2025-12-01&states=POL")["states"]["POL"]
    assert (pole["class"], pole["bound"]) == ("exit-deposited", True)
    assert pole["next"] == {"on": "2026-02-20", "class": "withdrawn"}
    spending = valid("readings", "?lens=spending&states=POL")
    assert (spending["period"], spending["series"], spending["published_on"]) == ("2025", "sipri-2026", "2026-04-27")
    assert spending["states"]["POL"]["value"] is not None


def test_a_measure_says_no_figure_for_a_day_that_is_asked_for() -> None:
    answer = valid("readings", "?lens=spending&as_of=2026-07-01&states=POL")
    assert (answer["period"], answer["states"]["POL"]["class"]) == ("2026", "unknown")
    other = valid("readings", "?lens=spending&series=nato-core-2026&as_of=2026-07-01&states=POL")
    assert other["states"]["POL"]["quality"] == "estimate"


def test_several_conditions_at_once() -> None:
    answer = valid("query", "?where=apmbc:withdrawn,ccw-ap2:bound")
    assert list(answer["states"]) == ["EST", "FIN", "LTU", "LVA", "POL"]
    assert answer["states"]["FIN"]["ccw-ap2"]["since"] == "1998-12-03"
    assert answer["count"] == 5


def test_observations_are_those_of_the_lens_and_series_named() -> None:
    rows = valid("observations", "?lens=spending&series=nato-2025&states=POL")["rows"]
    assert rows
    assert {row["series_id"] for row in rows} == {"nato-2025"}
    assert {row["lens_id"] for row in valid("observations", "?lens=conscription&limit=1000")["rows"]} == {
        "conscription"
    }
    every = valid("observations", "?limit=1")["total"]
    assert every == len(INDEX.dataset.observations)
    assert {valid("observations", f"?{name}=apmbc")["total"] for name in ("lens", "instrument")} == {0}


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("readings", "lens"),
        ("readings?lens=nothing", "lens"),
        ("readings?instrument=conscription", "instrument"),
        ("readings?lens=ccm&instrument=apmbc", "instrument"),
        ("readings?lens=conscription&series=sipri-2026", "series"),
        ("status?lens=conscription", "lens"),
        ("query", "where"),
        ("query?where=apmbc:rich", "where"),
        ("query?where=apmbc:withdrawn,apmbc:withdrawn", "where"),
    ],
)
def test_what_cannot_be_answered_is_refused_with_its_parameter(query: str, parameter: str) -> None:
    got = ask(f"/api/v1/{query}")
    assert (got.status, got.json()["parameter"]) == (400, parameter)


def test_a_treaty_named_as_a_lens_answers_as_ever() -> None:
    assert ask("/api/v1/status?lens=ccm").json() == ask("/api/v1/status?instrument=ccm").json()
    named, lens = ask("/api/v1/facts?instrument=ccm").json(), ask("/api/v1/facts?lens=ccm").json()
    assert (named["rows"], named["filter"]) == (lens["rows"], lens["filter"])


def test_a_reading_says_what_stands_beside_the_class_and_rests_on_it() -> None:
    russia = valid("readings", "?lens=rome&as_of=2026-10-02&states=RUS")["states"]["RUS"]
    assert (russia["class"], russia["since"]) == ("signatory", "2000-09-13")
    assert russia["remarks"] == ["declared that it will not become a party"]
    assert russia["refs"] == ["rome-rus-1", "rome-rus-2"]
