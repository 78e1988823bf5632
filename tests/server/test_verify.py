"""A claim about one State on one day is agreed with, contradicted or not in the record, with what that rests on."""

from __future__ import annotations

import json
from typing import Any

import pytest
from asgi_client import ask

from dashboard import verify
from dashboard.domain.addresses import VERIFY, address

POLAND = {"state": "POL", "lens": "apmbc", "claim": "withdrawn", "on": "2026-02-20"}


def verdict_of(**query: str) -> dict[str, Any]:
    answer = ask(address(VERIFY, query))
    assert answer.status == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@pytest.mark.parametrize(
    ("claim", "on", "as_known", "verdict"),
    [
        ("withdrawn", "2026-02-20", "", "agrees"),
        ("withdrawn", "2026-02-19", "", "differs"),
        ("bound", "2026-02-19", "", "agrees"),
        ("bound", "2026-02-20", "", "differs"),
        ("exit-deposited", "2025-08-20", "", "agrees"),
        ("exit-adopted", "2025-07-12", "", "agrees"),
        ("exit-voted", "2025-07-12", "", "agrees"),
        ("exit-announced", "2025-07-12", "", "differs"),
        ("exit-announced", "2025-03-18", "", "agrees"),
        # What nobody could know yet is not in the record of that day; what the notice had settled is.
        ("withdrawn", "2026-02-20", "2025-07-12", "not-in-record"),
        ("withdrawn", "2026-02-20", "2025-08-20", "agrees"),
        ("bound", "2026-02-20", "2025-08-20", "differs"),
        ("withdrawn", "2026-02-19", "2025-08-20", "not-in-record"),
        ("withdrawn", "2027-01-01", "", "not-in-record"),
        ("never-party", "1990-01-01", "", "not-in-record"),
    ],
)
def test_a_claim_about_poland(claim: str, on: str, as_known: str, verdict: str) -> None:
    query = POLAND | {"claim": claim, "on": on} | ({"as_known": as_known} if as_known else {})
    found = verdict_of(**query)
    assert found["verdict"] == verdict
    assert (found["edition"], found["as_known"]) == ("1.1.0", as_known or "2026-10-02")


@pytest.mark.parametrize(
    ("query", "verdict"),
    [
        ({"state": "Ukraine", "lens": "apmbc", "claim": "suspension-notified", "on": "2025-12-01"}, "agrees"),
        ({"state": "UK", "lens": "ccm", "claim": "bound", "on": "2020-01-01"}, "agrees"),
        ({"state": "RUS", "lens": "ctbt", "claim": "signatory", "on": "2023-11-03"}, "agrees"),
        ({"state": "SWE", "lens": "conscription", "claim": "selective", "on": "2018-06-01"}, "agrees"),
        ({"state": "SWE", "lens": "conscription", "claim": "suspended", "on": "2018-06-01"}, "differs"),
        ({"state": "POL", "lens": "spending", "claim": "from-3-5", "on": "2025-12-31"}, "agrees"),
        ({"state": "POL", "lens": "spending", "claim": "from-3-5", "on": "2026-03-01"}, "not-in-record"),
        ({"state": "AND", "lens": "spending", "claim": "under-1", "on": "2025-12-31"}, "not-in-record"),
        (
            {"state": "POL", "lens": "spending", "claim": "from-3-5", "on": "2025-12-31", "as_known": "2025-12-31"},
            "not-in-record",
        ),
    ],
)
def test_a_claim_under_any_lens(query: dict[str, str], verdict: str) -> None:
    assert verdict_of(**query)["verdict"] == verdict


def test_the_answer_names_its_rows_and_each_source_once() -> None:
    found = verdict_of(**POLAND)
    assert [one["id"] for one in found["facts"]] == ["apmbc-pol-3"]
    ids = [one["id"] for one in found["sources"]]
    assert ids == found["facts"][0]["sources"]
    assert len(ids) == len(set(ids))
    assert (found["class"], found["sources"][0]["grade"]) == ("withdrawn", "A")
    assert found["sources"][0]["url"].startswith("https://treaties.un.org/")


def test_an_earlier_edition_answers_for_itself() -> None:
    found = verdict_of(**POLAND, record="1.0.0")
    assert (found["edition"], found["verdict"], found["as_known"]) == ("1.0.0", "agrees", "2026-05-31")


@pytest.mark.parametrize(
    ("changes", "parameter"),
    [
        ({"state": ""}, "state"),
        ({"state": "Polonya-land"}, "state"),
        ({"lens": "spendings"}, "lens"),
        ({"claim": "left"}, "claim"),
        ({"lens": "spending", "claim": "bound"}, "claim"),
        ({"on": "2026-2-20"}, "on"),
        ({"on": "2026-W01-1"}, "on"),
        ({"as_known": "yesterday"}, "as_known"),
        ({"as_known": "2026-10-03"}, "as_known"),
        ({"utm": "x"}, "utm"),
    ],
)
def test_a_request_that_cannot_be_read_is_refused_by_the_parameter(changes: dict[str, str], parameter: str) -> None:
    answer = ask(address(VERIFY, POLAND | changes))
    assert (answer.status, answer.json()["parameter"]) == (400, parameter)


@pytest.mark.parametrize("missing", ["state", "lens", "claim", "on"])
def test_what_is_missing_is_named(missing: str) -> None:
    answer = ask(address(VERIFY, {key: value for key, value in POLAND.items() if key != missing}))
    assert (answer.status, answer.json()["parameter"]) == (400, missing)


def test_a_name_that_is_none_gets_the_nearest() -> None:
    answer = ask(address(VERIFY, POLAND | {"state": "Polend"}))
    assert answer.json()["did_you_mean"][0] == {"iso3": "POL", "name": "Poland"}


@pytest.mark.parametrize(("claim", "code"), [("withdrawn", 0), ("bound", 1)])
def test_the_command_answers_the_same(claim: str, code: int, capsys: pytest.CaptureFixture[str]) -> None:
    given = ["--state", "Poland", "--lens", "apmbc", "--claim", claim, "--on", "2026-02-20"]
    assert verify.main(given) == code
    assert json.loads(capsys.readouterr().out) == verdict_of(**POLAND | {"claim": claim})
    assert verify.main([*given, "--as-known", "2025-07-12"]) == 3
    capsys.readouterr()
    assert verify.main([*given, "--record", "1.0.0"]) == code
    assert '"edition": "1.0.0"' in capsys.readouterr().out


def test_the_command_says_what_it_cannot_read(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        verify.main(["--state", "Polend", "--lens", "apmbc", "--claim", "withdrawn", "--on", "2026-02-20"])
    assert stopped.value.code == 2
    assert "Poland?" in capsys.readouterr().err
