"""The read-only routes as their readers meet them: contract, validators, paging, refusals."""

from __future__ import annotations

import csv
import gzip
import io
import json
import random
from typing import Any
from urllib.parse import quote, urlencode

import brotli
import openpyxl
import pytest
from asgi_client import ask
from jsonschema import Draft202012Validator
from openapi_spec_validator import OpenAPIV31SpecValidator
from random_selections import random_selection
from starlette.requests import Request
from starlette.routing import Mount, Route

from dashboard.domain.address_bar import SCHEMA, to_query
from dashboard.domain.addresses import DOWNLOAD, EXPORT
from dashboard.domain.selection import Selection
from dashboard.server.api import api_routes
from dashboard.server.api.query import FILTERS, MAX_QUERY, parse_query
from dashboard.server.limits import Limits
from dashboard.store.dataset import shelf
from dashboard.tables.downloads import MEDIA, Format
from dashboard.tables.sheets import sheet

INDEX = shelf.current().index
META = INDEX.dataset.meta
LISTS = ("facts", "actions", "events", "announcements", "observations", "sources", "states", "instruments", "intervals")
DOCUMENT = ask("/api/v1/openapi.json").json()
ADDRESSES = (
    *(f"/api/v1/{name}" for name in LISTS),
    "/api/v1/status?instrument=apmbc",
    "/api/v1/openapi.json",
    "/api/v1/download",
    "/feeds/changes.atom",
    "/feeds/calendar.ics",
)


def valid(document: Any, path: str) -> None:
    """Held against the schema that the OpenAPI document declares for the path."""
    declared = DOCUMENT["paths"][path]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    Draft202012Validator(declared | {"components": DOCUMENT["components"]}).validate(document)


def test_status_keeps_its_contract() -> None:
    got = ask("/api/v1/status?instrument=apmbc&as_of=2025-07-12")
    assert got.status == 200
    read = got.json()
    assert set(read) == {"instrument", "as_of", "dataset_version", "summary", "states"}
    assert (read["instrument"], read["as_of"], read["dataset_version"]) == ("apmbc", "2025-07-12", META.version)
    assert len(read["states"]) == len(INDEX.countries)
    assert read["states"]["FIN"] == {
        "status": "state-party",
        "stage": "exit-deposited",
        "contested": False,
        "since": "2025-07-10",
        "next": {"on": "2026-01-10", "status": "withdrawn", "stage": "none"},
    }
    assert read["states"]["POL"]["stage"] == "exit-adopted"
    valid(read, "/api/v1/status")
    assert ask("/api/v1/status?instrument=apmbc").json()["as_of"] == META.as_of.isoformat()
    assert ask("/api/v1/status?instrument=apmbc&as_of=latest").json()["as_of"] == META.as_of.isoformat()
    baltic = ask("/api/v1/status?instrument=apmbc&as_of=2025-07-12&groups=baltic").json()
    assert list(baltic["states"]) == ["EST", "LTU", "LVA"]
    for told, of_states, bound, deposited in ((read, 51, 46, 4), (baltic, 3, 3, 3)):
        counted = told["summary"]
        assert (counted["of_states"], counted["counts"]["bound"]) == (of_states, bound)
        assert counted["of_bound"]["exit-deposited"] == deposited


def test_status_as_csv_says_the_same() -> None:
    rows = list(csv.DictReader(io.StringIO(ask("/api/v1/status?instrument=ccm&format=csv").text)))
    read = ask("/api/v1/status?instrument=ccm").json()["states"]
    assert {row["iso3"]: (row["status"], row["stage"]) for row in rows} == {
        iso3: (one["status"], one["stage"]) for iso3, one in read.items()
    }


@pytest.mark.parametrize("name", LISTS)
def test_a_list_pages_through_exactly_the_view(name: str) -> None:
    expected = sheet(INDEX, Selection(), name, all_instruments=True)
    rows: list[dict[str, Any]] = []
    address: str | None = f"/api/v1/{name}?limit=97"
    while address:
        got = ask(address)
        assert got.status == 200
        page = got.json()
        valid(page, f"/api/v1/{name}")
        assert page["total"] == len(expected.rows) == int(got.headers["x-total-count"])
        assert page["hidden"] == expected.hidden
        assert page["limit"] == 97
        assert page["offset"] == len(rows)
        assert (page["dataset_version"], page["licence"]) == (META.version, META.data_licence)
        rows += page["rows"]
        address = page["next"]
        assert (f'<{address}>; rel="next"' == got.headers.get("link")) if address else "link" not in got.headers
    assert [expected.model.model_validate(row) for row in rows] == list(expected.rows)


@pytest.mark.parametrize("name", LISTS)
def test_csv_of_a_list_has_the_rows_of_its_json(name: str) -> None:
    page = ask(f"/api/v1/{name}?limit=50").json()["rows"]
    got = ask(f"/api/v1/{name}?limit=50&format=csv")
    assert got.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(got.text, newline="")))
    first = next(iter(page[0]))
    assert [row[first] for row in rows] == [str(row[first]) for row in page]


def test_accept_decides_where_no_format_is_named() -> None:
    for accept, expected in (
        ("text/csv", "text/csv"),
        ("application/json, text/csv;q=0.5", "application/json"),
        ("text/csv, application/json;q=0.2", "text/csv"),
        ("*/*", "application/json"),
        ("text/html", "application/json"),
        (";;;q=x,,", "application/json"),
    ):
        got = ask("/api/v1/states", headers={"Accept": accept})
        assert got.headers["content-type"].startswith(expected), accept
    got = ask("/api/v1/states?format=json", headers={"Accept": "text/csv"})
    assert got.headers["content-type"] == "application/json"


def test_no_list_tells_one_happening_twice() -> None:
    rows = ask("/api/v1/facts?limit=1000&grades=A,B,C,D,E").json()["rows"]
    ids = {row["id"] for row in rows}
    assert len(ids) == len(rows)
    assert not ids & {row["restates"] for row in rows}
    again = [key for row in rows for key in row["retold_by"]]
    assert again
    assert not ids & set(again)


@pytest.mark.parametrize("address", [*ADDRESSES, f"{EXPORT}?format=svg"])
def test_validators_spare_the_second_answer(address: str) -> None:
    first = ask(address)
    assert first.status == 200
    tag = first.headers["etag"]
    assert first.headers["cache-control"] == "no-cache"
    assert ask(address).headers["etag"] == tag
    for asked_for in (tag, tag.removeprefix("W/"), f'"other", {tag}', "*"):
        second = ask(address, headers={"If-None-Match": asked_for})
        assert (second.status, second.body) == (304, b"")
        assert second.headers["etag"] == tag
        assert "cache-control" in second.headers
    assert ask(address, headers={"If-None-Match": '"other"'}).status == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_head_is_get_without_a_body(address: str) -> None:
    full, head = ask(address), ask(address, "HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers == full.headers
    assert int(head.headers["content-length"]) == len(full.body)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "MADEUP"])
@pytest.mark.parametrize("address", [*ADDRESSES, EXPORT, "/api/v1/nothing"])
def test_other_methods_are_refused(method: str, address: str) -> None:
    got = ask(address, method)
    assert got.status == 405
    assert got.headers["allow"] == "GET, HEAD"
    assert "error" in got.json()


@pytest.mark.parametrize("address", ["/api/v1/nothing", "/api/v1/", "/api/v2/status", "/api/v1/status/x", "/feeds/x"])
def test_unknown_addresses_say_so_in_json(address: str) -> None:
    got = ask(address)
    assert got.status == 404
    assert got.headers["content-type"] == "application/json"
    assert "error" in got.json()


@pytest.mark.parametrize(
    ("query", "parameter"),
    [
        ("instrument=none", "instrument"),
        ("instrument=", "instrument"),
        ("instrument=apmbc&instrument=ccm", "instrument"),
        ("as_of=2025-02-30", "as_of"),
        ("as_of=yesterday", "as_of"),
        ("as_of=20250101", "as_of"),
        ("states=ZZZ", "states"),
        ("states=FIN,ZZZ", "states"),
        ("states=FIN,FIN", "states"),
        ("states=FIN,", "states"),
        ("groups=asean", "groups"),
        ("kinds=gossip", "kinds"),
        ("topics=weather", "topics"),
        ("weapons=sword", "weapons"),
        ("activities=x", "activities"),
        ("confidence=x", "confidence"),
        ("grades=F", "grades"),
        ("moved=sideways", "moved"),
        ("every_instrument=no", "every_instrument"),
        ("from=2025", "from"),
        ("from=2025-01-02&to=2025-01-01", "from"),
        (f"q={'x' * 101}", "q"),
        ("q=%00", "q"),
        ("format=xml", "format"),
        ("limit=0", "limit"),
        ("limit=1001", "limit"),
        ("limit=-1", "limit"),
        ("limit=1.0", "limit"),
        ("limit=%D9%A3", "limit"),
        ("offset=x", "offset"),
        ("v=2", "v"),
        ("nonsense=1", "nonsense"),
        ("utm_source=1", "utm_source"),
        ("from=2025-W01-1", "from"),
        ("to=20250712", "to"),
        ("Instrument=apmbc", "Instrument"),
        ("%3Cscript%3E=1", "<script>"),
    ],
)
def test_bad_parameters_are_named(query: str, parameter: str) -> None:
    got = ask(f"/api/v1/facts?{query}")
    assert got.status == 400
    assert got.headers["content-type"] == "application/json"
    assert got.headers["cache-control"] == "no-store"
    read = got.json()
    assert read["parameter"] == parameter
    assert read["error"].startswith(("'", parameter))
    assert "<" not in read["error"]
    assert "\\x" not in read["error"]


@pytest.mark.parametrize(
    ("written", "iso3s"),
    [("UK", ["GBR"]), ("Turkey,the Netherlands", ["NLD", "TUR"]), ("XKS,fi", ["FIN", "XKX"]), ("Česko", ["CZE"])],
)
def test_states_are_understood_by_name(written: str, iso3s: list[str]) -> None:
    read = ask(f"/api/v1/states?{urlencode({'states': written})}").json()
    assert sorted(row["iso3"] for row in read["rows"]) == iso3s
    assert f"states={','.join(iso3s)}" in read["filter"]


@pytest.mark.parametrize(
    ("query", "near"),
    [
        ("states=Grmany", [("DEU", "Germany")]),
        ("states=FIN,Slovania", [("SVK", "Slovakia"), ("SVN", "Slovenia")]),
        ("focus=Swizerland", [("CHE", "Switzerland")]),
        ("states=Iran", None),
        ("states=AUS", None),
    ],
)
def test_an_unknown_name_is_refused_with_the_nearest(query: str, near: list[tuple[str, str]] | None) -> None:
    got = ask(f"/api/v1/facts?{query}")
    assert got.status == 400
    read = got.json()
    assert read.get("did_you_mean") == (near and [{"iso3": iso3, "name": name} for iso3, name in near])
    assert "is not the name or code of a State in the dataset" in read["error"]


def test_status_needs_an_instrument() -> None:
    got = ask("/api/v1/status")
    assert got.status == 400
    assert got.json()["parameter"] == "instrument"


def test_a_query_has_its_limit() -> None:
    got = ask(f"/api/v1/facts?q={'x' * MAX_QUERY}")
    assert got.status == 414
    assert "longer" in got.json()["error"]


def test_one_parser_reads_page_and_api() -> None:
    assert tuple(param.key for param in SCHEMA) == FILTERS

    chance = random.Random(7)
    for _ in range(100):
        selection = random_selection(chance, INDEX)
        query = to_query(selection)
        address = urlencode(query | {"instrument": selection.instrument}).encode()
        read = parse_query(Request({"type": "http", "headers": [], "query_string": address}), INDEX)
        assert read.selection == selection


def test_long_answers_are_packed_and_short_ones_not() -> None:
    plain = ask("/api/v1/facts")
    for name, unpack in (("gzip", gzip.decompress), ("br", brotli.decompress)):
        packed = ask("/api/v1/facts", headers={"Accept-Encoding": name})
        assert packed.headers["content-encoding"] == name
        assert "Accept-Encoding" in packed.headers["vary"]
        assert unpack(packed.body) == plain.body
    assert "content-encoding" not in ask("/api/v1/facts", headers={"Accept-Encoding": "gzip;q=0"}).headers


@pytest.mark.parametrize("form", list(Format))
def test_downloads_come_as_files(form: Format) -> None:
    got = ask(f"/api/v1/download?format={form}&instrument=apmbc&states=FIN,EST")
    assert got.status == 200
    assert got.headers["content-type"] == MEDIA[form][0]
    name = got.headers["content-disposition"]
    assert name.startswith('attachment; filename="european-security-shifts-')
    assert name.endswith(f'.{MEDIA[form][1]}"')


def test_a_download_is_the_view_asked_for() -> None:
    query = f"groups=border&kinds=announcement&moved=later&q={quote('mine')}"
    page = ask(f"/api/v1/facts?{query}").json()
    book = openpyxl.load_workbook(io.BytesIO(ask(f"/api/v1/download?{query}&format=xlsx").body))
    assert [line[0].value for line in book["facts"].iter_rows(min_row=2)] == [row["id"] for row in page["rows"]]
    read = json.loads(ask(f"/api/v1/download?{query}&format=json").body)
    assert read["rows"] == page["rows"]
    assert read["about"]["filter"] == page["filter"]
    assert ask(f"/api/v1/facts?{page['filter']}").json()["rows"] == page["rows"]


def test_feeds_follow_their_parameters() -> None:
    one = ask("/feeds/calendar.ics?states=FIN&instrument=apmbc")
    assert one.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "Finland" in one.text
    assert "Poland" not in one.text.replace("\r\n ", "").split("DESCRIPTION")[1]
    assert ask("/feeds/changes.atom?states=FIN").headers["content-type"] == "application/atom+xml; charset=utf-8"
    assert ask("/feeds/changes.atom?states=ZZZ").status == 400


def test_openapi_document_is_valid_and_complete() -> None:
    assert DOCUMENT["openapi"].startswith("3.1")
    OpenAPIV31SpecValidator(DOCUMENT).validate()
    mounts = [route for route in api_routes(Limits()) if isinstance(route, Mount)]
    paths = [f"{mount.path}{route.path}" for mount in mounts for route in mount.routes if isinstance(route, Route)]
    served = {path for path in paths if "{" not in path}
    assert set(DOCUMENT["paths"]) | {"/api/v1/openapi.json"} == served
    for path, item in DOCUMENT["paths"].items():
        needs_shapes = {"503"} if path in (DOWNLOAD, EXPORT) else set()
        assert set(item["get"]["responses"]) == {"200", "304", "400", "414", "429"} | needs_shapes, path
        names = [parameter["name"] for parameter in item["get"]["parameters"]]
        assert len(set(names)) == len(names)
    schemas = DOCUMENT["components"]["schemas"]
    for page in (name for name in schemas if name.endswith("Page")):
        assert schemas[page]["additionalProperties"] is False
        assert set(schemas[page]["required"]) == set(schemas[page]["properties"])
