"""One declaration of the status table: the API's JSON, its OpenAPI document, the command and CSV have its columns."""

from __future__ import annotations

import csv
import datetime as dt
import io

import pytest
from jsonschema import Draft202012Validator
from whole_record import whole_index

from dashboard import status
from dashboard.domain.selection import Selection
from dashboard.server.api.openapi import document
from dashboard.tables.downloads import table_download
from dashboard.tables.status_table import (
    DETAILS,
    KEYS,
    NEXT,
    READ,
    StatusRow,
    document_model,
    status_document,
    status_rows_on,
)

INDEX = whole_index()
DAYS = (dt.date(1999, 3, 1), dt.date(2025, 7, 12), dt.date(2026, 10, 2))


def nested(names: tuple[str, ...]) -> tuple[set[str], set[str]]:
    """Names of a State's entries, and those under ``next``."""
    later = {name.removeprefix(NEXT) for name in names if name.startswith(NEXT)}
    return {name for name in names if not name.startswith(NEXT)} | {"next"}, later


def test_every_column_has_its_place() -> None:
    assert set(StatusRow.model_fields) == {*KEYS, *READ, *DETAILS}
    assert set(READ) == {"status", "stage", "contested", "since", "next_on", "next_status", "next_stage"}


def test_json_has_the_columns() -> None:
    states = status_document(INDEX, "apmbc", DAYS[1])["states"]
    now, later = nested(READ)
    assert all(set(state) == now for state in states.values())
    assert set(states["FIN"]["next"]) == later
    assert list(states) == sorted(INDEX.countries)


def test_openapi_describes_the_columns() -> None:
    schemas = document(INDEX)["components"]["schemas"]
    now, later = nested(READ)
    for name, columns in (("StateStatus", now), ("NextChange", later)):
        assert set(schemas[name]["properties"]) == set(schemas[name]["required"]) == columns
        assert all(one.get("description") for one in schemas[name]["properties"].values())
    assert not any("null" in str(one) for one in schemas["NextChange"]["properties"].values())


@pytest.mark.parametrize("day", DAYS)
def test_the_document_is_as_described(day: dt.date) -> None:
    for instrument in INDEX.instruments:
        Draft202012Validator(document_model().model_json_schema()).validate(status_document(INDEX, instrument, day))


def test_the_command_prints_the_columns(capsys: pytest.CaptureFixture[str]) -> None:
    assert status.main(["--instrument", "apmbc", "--as-of", "2025-07-12", "--format", "csv"]) == 0
    lines = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert list(lines[0]) == ["iso3", "name", *READ]
    rows = {row.iso3: row for row in status_rows_on(INDEX, "apmbc", DAYS[1], INDEX.countries)}
    for line in lines:
        row = rows[line["iso3"]]
        assert line["contested"] == ("yes" if row.contested else "no")
        assert line["next_on"] == (str(row.next_on) if row.next_on else "")
        assert (line["status"], line["stage"]) == (row.status, row.stage)


def test_csv_has_every_column() -> None:
    body = table_download("csv", INDEX, {}, Selection(as_of=DAYS[1]), table="status").body.decode()
    header = next(csv.reader(io.StringIO(body)))
    assert [name for name in header if not name.startswith("export_")] == list(StatusRow.model_fields)


def test_some_states_only() -> None:
    assert list(status_document(INDEX, "apmbc", DAYS[1], {"POL", "FIN"})["states"]) == ["FIN", "POL"]
    with pytest.raises(KeyError):
        status_document(INDEX, "salt", DAYS[1])


@pytest.mark.parametrize("chosen", [None, ("EST", "FIN", "POL", "XKX")])
def test_the_summary_counts_the_states_of_the_answer(chosen: tuple[str, ...] | None) -> None:
    told = status_document(INDEX, "apmbc", DAYS[1], chosen)
    counted = told["summary"]
    assert counted["of_states"] == sum(one["status"] != "no-own-status" for one in told["states"].values())
    assert sum(counted["counts"].values()) == counted["of_states"]
    assert sum(counted["of_bound"].values()) == counted["counts"]["bound"]
    parties = [one for one in told["states"].values() if one["status"] == "state-party"]
    assert counted["counts"]["bound"] == len(parties) == (46 if chosen is None else 3)
    assert counted["areas"] == 1
