"""The OpenAPI 3.1 document, made from the same declarations as the answers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, get_args

from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic.json_schema import models_json_schema
from starlette.requests import Request
from starlette.responses import Response

from dashboard.domain.addresses import API, CALENDAR, CHANGES, CHANGES_SINCE, DOWNLOAD, EXPORT, FEED_LIST, VERIFY
from dashboard.domain.index import Index
from dashboard.exports import MEDIA as EXPORT_MEDIA
from dashboard.server import http
from dashboard.server.api.endpoints import CRSS, FORMATS, LISTINGS, Listing
from dashboard.server.api.exports import FORMATS as EXPORTS
from dashboard.server.api.exports import KINDS
from dashboard.server.api.feeds import FOLLOWED
from dashboard.server.api.query import DEFAULT_LIMIT, FILTERS, MAX_LIMIT, MAX_OFFSET, MAX_QUERY, parameters
from dashboard.server.limits import Limits
from dashboard.store.dataset import shelf
from dashboard.tables.changes import ChangesDocument
from dashboard.tables.downloads import MEDIA, Format
from dashboard.tables.readings import Lenses, Matches, Readings
from dashboard.tables.records import RECORDS
from dashboard.tables.status_table import document_model
from dashboard.tables.verification import Verification
from data.fields import ChangeKind, Row
from data.schema import TABLES, Meta


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Nearest(_Closed):
    """A State whose name comes near to the one that was asked for."""

    iso3: str = Field(description="ISO 3166-1 alpha-3; XKX (user-assigned) for Kosovo")
    name: str = Field(description="name on screen")


class MendedAddress(_Closed):
    """What would be answered."""

    address: str = Field(description="address of this host that asks for what was meant")


class Problem(_Closed):
    """Why a request is not answered."""

    error: str = Field(description="the reason, beginning with the parameter where one is to blame")
    parameter: str | None = Field(default=None, description="the parameter to blame")
    did_you_mean: list[Nearest | MendedAddress] | None = Field(
        default=None, description="the nearest States, of a name that is none; the address mended, where it can be"
    )


class _Page(_Closed):
    table: str = Field(description="name of the table")
    dataset_version: str = Field(description="version of the data")
    as_of: dt.date = Field(description="the day the rows describe")
    data_as_of: dt.date = Field(description="how far the dataset's knowledge reaches")
    licence: str = Field(description="SPDX identifier")
    filter: str = Field(description="query that asks for the same rows again")
    total: int = Field(ge=0, description="rows that pass the filters")
    hidden: int = Field(ge=0, description="how many more every grade would list")
    limit: int = Field(ge=1, le=MAX_LIMIT, description="most rows in this answer")
    offset: int = Field(ge=0, le=MAX_OFFSET, description="rows skipped")
    next: str | None = Field(description="address of the next page, without host; null on the last")


@cache
def _pages() -> dict[str, type[BaseModel]]:
    return {one.table: _page(one.table, RECORDS[one.table]) for one in LISTINGS}


def _page(table: str, record: type[Row]) -> type[BaseModel]:
    rows: Any = (list[record], Field(description="the rows"))  # type: ignore[valid-type]
    name = f"{record.__name__.removesuffix('Row')}Page"
    made: type[BaseModel] = create_model(name, __base__=_Page, __doc__=f"A page of {table}.", rows=rows)
    return made


def _ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}


def _parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def _choice(name: str, description: str, choices: Sequence[str], default: str) -> dict[str, Any]:
    return _parameter(name, description, {"type": "string", "enum": list(choices), "default": default})


def _whole(name: str, description: str, least: int, most: int, default: int) -> dict[str, Any]:
    return _parameter(name, description, {"type": "integer", "minimum": least, "maximum": most, "default": default})


_FORMAT = _parameter(
    "format", "Else the Accept header decides; JSON by default.", {"type": "string", "enum": list(FORMATS)}
)
_PAGING = (
    _whole("limit", "Most rows in the answer.", 1, MAX_LIMIT, DEFAULT_LIMIT),
    _whole("offset", "Rows to skip.", 0, MAX_OFFSET, 0),
)
_TEXT = {"schema": {"type": "string"}}
_CSV = {"text/csv": _TEXT}


_FILE = (
    "Kind of file. `csv` is plain UTF-8; `csv-excel` begins with the mark by which Excel knows it, with commas too: "
    "where Excel expects semicolons, import it, or take `xlsx`. `bibtex`, `csl`, `ris`: the sources; `zip`: all tables."
)


def _json(model: type[BaseModel]) -> dict[str, Any]:
    return {"application/json": {"schema": _ref(model)}}


def _operation(
    name: str,
    summary: str,
    given: list[dict[str, Any]],
    content: dict[str, Any],
    headers: dict[str, Any] | None = None,
    *,
    may_be_unavailable: str = "",
) -> dict[str, Any]:
    validators = {
        "ETag": {"description": "validator for If-None-Match", **_TEXT},
        "Cache-Control": {"description": "ask again before each use", **_TEXT},
    }
    problem = _json(Problem)
    wait = {"Retry-After": {"description": "seconds to wait", "schema": {"type": "integer"}}}
    responses = {
        "200": {"description": "The answer.", "headers": validators | (headers or {}), "content": content},
        "304": {"description": "Unchanged since the validator sent."},
        "400": {"description": "A parameter is unknown, given twice or not usable.", "content": problem},
        "414": {"description": f"The query is longer than {MAX_QUERY} bytes.", "content": problem},
        "429": {
            "description": "Too many requests; the limits of a server are its own.",
            "headers": wait,
            "content": problem,
        },
    }
    if may_be_unavailable:
        responses["503"] = {"description": may_be_unavailable, "headers": wait, "content": problem}
    return {"get": {"operationId": name, "summary": summary, "parameters": given, "responses": responses}}


Filters = dict[str, dict[str, Any]]


def _status(filters: Filters) -> dict[str, Any]:
    first, *others = (filters[key] for key in ("instrument", "as_of", "states", "groups"))
    given = [first | {"required": True}, *others, _FORMAT]
    return _operation(
        "status", "Status of every State under one instrument on one day", given, _json(document_model()) | _CSV
    )


def _readings(filters: Filters) -> dict[str, Any]:
    first, *others = (filters[key] for key in ("lens", "as_of", "series", "states", "groups"))
    return _operation(
        "readings",
        "What every State is under one lens on one day; for a measure without a day that of its last period",
        [first | {"required": True}, *others],
        _json(Readings),
    )


def _query(filters: Filters) -> dict[str, Any]:
    first, *others = (filters[key] for key in ("where", "as_of", "states", "groups"))
    return _operation(
        "query",
        "States for which several conditions hold at once; without a day each lens counts on its own latest one",
        [first | {"required": True}, *others],
        _json(Matches),
    )


def _verify(filters: Filters) -> dict[str, Any]:
    day, required = {"type": "string", "format": "date"}, {"required": True}
    claim = (
        "A class of the lens, or an entry of its legend, such as `bound` or `withdrawn`; `exit-voted` is read as "
        "`exit-adopted`."
    )
    until = "The day up to which facts count as known; the last day of the record unless said."
    return _operation(
        "verify",
        "Whether the record bears a claim about one State under one lens on one day",
        [
            _parameter("state", "The State, by code or by any common name.", filters["focus"]["schema"]) | required,
            filters["lens"] | required,
            filters["series"],
            _parameter("claim", claim, {"type": "string", "pattern": "^[a-z0-9-]+$"}) | required,
            _parameter("on", "The day of the claim.", day) | required,
            _parameter("as_known", until, day),
        ],
        _json(Verification),
    )


def _listing(filters: Filters, listing: Listing) -> dict[str, Any]:
    total = {"X-Total-Count": {"description": "rows that pass the filters", "schema": {"type": "integer"}}}
    given = [*(filters[key] for key in listing.filters), _FORMAT, *_PAGING]
    return _operation(listing.table, listing.summary, given, _json(_pages()[listing.table]) | _CSV, total)


def _files(media_types: Iterable[str]) -> dict[str, Any]:
    return {media.split(";")[0]: {} for media in media_types}


def _download(filters: Filters) -> dict[str, Any]:
    given = [
        *(filters[key] for key in FILTERS if key in filters and key != "focus"),
        _choice("format", _FILE, [one.value for one in Format], Format.CSV.value),
        _choice("table", "Table to take.", tuple(RECORDS), "facts"),
        _choice("crs", "EPSG code of geojson's coordinates.", CRSS, "4326"),
    ]
    return _operation(
        "download",
        "The filtered view as a file; `geojson` is the status under one instrument, `zip` the whole dataset",
        given,
        _files(media for media, _ in MEDIA.values()),
        may_be_unavailable="The shapes of the map cannot be read.",
    )


def _export(filters: Filters) -> dict[str, Any]:
    given = [
        *(filters[key] for key in FILTERS if key in filters),
        _choice("format", _FILE, EXPORTS, EXPORTS[0]),
        _choice(
            "kind", "What a picture shows; a dossier is of the State in `focus`. Slides show several.", KINDS, "map"
        ),
    ]
    limits = Limits()
    return _operation(
        "export",
        "The view as a picture, a slide or a page that scrubs without a server. Files are drawn one at a time and "
        f"kept for a while; at most {limits.exports_per_minute:g} a minute and client are drawn, "
        f"{limits.exports_burst} at once",
        given,
        _files(EXPORT_MEDIA.values()),
        may_be_unavailable="The shapes of the map cannot be read, or too many files are being drawn.",
    )


def _changes(filters: Filters) -> dict[str, Any]:
    editions = filters["record"]["schema"]["enum"]
    since = _parameter("since", "The earlier edition.", {"type": "string", "enum": editions}) | {"required": True}
    given = [
        since,
        _parameter("table", "Rows of one table alone.", {"type": "string", "enum": list(TABLES)}),
        _parameter("change", "One kind of change alone.", {"type": "string", "enum": list(get_args(ChangeKind))}),
        _FORMAT,
    ]
    summary = "Rows added, edited and deleted after an edition, with the change log's reasons"
    return _operation("changes_since", summary, given, _json(ChangesDocument) | _CSV)


def _feed(filters: Filters, path: str, media_type: str, summary: str) -> dict[str, Any]:
    name = path.rsplit("/", 1)[1].split(".", maxsplit=1)[0]
    only = _choice("only", "Facts alone on which the class of a State rests.", ("all", "stages"), "all")
    given = [*(filters[key] for key in FOLLOWED), *([only] if path == CHANGES else [])]
    return _operation(name, summary, given, {media_type: _TEXT})


def _description(meta: Meta) -> str:
    return (
        f"As of {meta.as_of}. GET and HEAD alone. At most {MAX_LIMIT} rows an answer and {MAX_QUERY} bytes of "
        f"query, {Limits().per_minute:g} requests a minute and client unless the server is set otherwise. "
        "A parameter that is unknown, empty, repeated or not usable is refused with 400 and its name. "
        "Lists are separated by commas. The parameters are those of the page's address bar; one that changes "
        "nothing at an address is accepted there. Where no instrument is named, all are meant. Texts in CSV "
        "that a spreadsheet would run begin with an apostrophe. Answers carry an ETag: ask again with "
        "If-None-Match."
    )


def document(index: Index) -> dict[str, Any]:
    """The whole document for a dataset; its vocabularies are the dataset's."""
    filters, meta = parameters(index), index.dataset.meta
    paths = {
        f"{API}/status": _status(filters),
        f"{API}/lenses": _operation("lenses", "Every lens: treaties, policies and measures", [], _json(Lenses)),
        f"{API}/readings": _readings(filters),
        f"{API}/query": _query(filters),
        **{f"{API}/{one.table}": _listing(filters, one) for one in LISTINGS},
        DOWNLOAD: _download(filters),
        EXPORT: _export(filters),
        CHANGES_SINCE: _changes(filters),
        VERIFY: _verify(filters),
        CHANGES: _feed(filters, CHANGES, "application/atom+xml", "Changes of the dataset and new facts, newest first"),
        FEED_LIST: _operation("feed_list", "Every feed, for a feed reader", [], {"text/x-opml": _TEXT}),
        CALENDAR: _feed(filters, CALENDAR, "text/calendar", "Scheduled legal effects and announced dates"),
    }
    for path in paths.values():
        given = path["get"]["parameters"]
        given += [filters["record"]] if filters["record"] not in given else []
    models: list[type[BaseModel]] = [
        Problem,
        ChangesDocument,
        document_model(),
        Lenses,
        Readings,
        Matches,
        Verification,
        *_pages().values(),
    ]
    _, schemas = models_json_schema(
        [(model, "serialization") for model in models], ref_template="#/components/schemas/{model}"
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": meta.title,
            "version": meta.version,
            "summary": "Read-only: treaty status, acts, events and announced arms production of European States.",
            "description": _description(meta),
            "license": {"name": meta.data_licence, "identifier": meta.data_licence},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": schemas["$defs"]},
    }


def openapi_document(request: Request) -> Response:
    """The document of the data being served."""
    return http.answer(request, http.json_text(document(shelf.current().index)), http.JSON)
