"""The OpenAPI 3.1 document, made from the same declarations as the answers."""

from __future__ import annotations

import datetime as dt
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model
from pydantic.json_schema import models_json_schema
from starlette.requests import Request
from starlette.responses import Response

from dashboard.domain.addresses import API, CALENDAR, CHANGES, DOWNLOAD
from dashboard.domain.index import Index
from dashboard.server import http
from dashboard.server.api.endpoints import CRSS, FORMATS, LISTINGS
from dashboard.server.api.feeds import FOLLOWED
from dashboard.server.api.query import DEFAULT_LIMIT, FILTERS, MAX_LIMIT, MAX_OFFSET, MAX_QUERY, parameters
from dashboard.server.limits import Limits
from dashboard.store.dataset import shelf
from dashboard.tables.downloads import MEDIA, Format
from dashboard.tables.records import RECORDS
from dashboard.tables.status_table import document_model
from data.schema import Row


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Problem(_Closed):
    """Why a request is not answered."""

    error: str = Field(description="the reason, beginning with the parameter where one is to blame")
    parameter: str | None = Field(default=None, description="the parameter to blame")


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


def _own(name: str, schema: dict[str, Any], description: str) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


_FORMAT = _own("format", {"type": "string", "enum": list(FORMATS)}, "Else the Accept header decides; JSON unless said.")
_PAGING = (
    _own(
        "limit",
        {"type": "integer", "minimum": 1, "maximum": MAX_LIMIT, "default": DEFAULT_LIMIT},
        "Most rows in the answer.",
    ),
    _own("offset", {"type": "integer", "minimum": 0, "maximum": MAX_OFFSET, "default": 0}, "Rows to skip."),
)


def _operation(
    name: str, summary: str, given: list[dict[str, Any]], content: dict[str, Any], headers: dict[str, Any] | None = None
) -> dict[str, Any]:
    problem = {"application/json": {"schema": _ref(Problem)}}
    text = {"schema": {"type": "string"}}
    kept = {
        "ETag": {"description": "validator for If-None-Match", **text},
        "Cache-Control": {"description": "ask again before each use", **text},
    }
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": given,
            "responses": {
                "200": {"description": "The answer.", "headers": kept | (headers or {}), "content": content},
                "304": {"description": "Unchanged since the validator sent."},
                "400": {"description": "A parameter is unknown, given twice or not usable.", "content": problem},
                "414": {"description": f"The query is longer than {MAX_QUERY} bytes.", "content": problem},
                "429": {
                    "description": "Too many requests; the limits of a server are its own.",
                    "headers": {"Retry-After": {"description": "seconds to wait", "schema": {"type": "integer"}}},
                    "content": problem,
                },
            },
        }
    }


def document(index: Index) -> dict[str, Any]:
    """The whole document for a dataset; its vocabularies are the dataset's."""
    filters = parameters(index)
    meta = index.dataset.meta
    csv = {"text/csv": {"schema": {"type": "string"}}}
    total = {"X-Total-Count": {"description": "rows that pass the filters", "schema": {"type": "integer"}}}
    paths: dict[str, Any] = {}
    asked_status = [filters[key] for key in ("instrument", "as_of", "states", "groups")]
    paths[f"{API}/status"] = _operation(
        "status",
        "Status of every State under one instrument on one day",
        [asked_status[0] | {"required": True}, *asked_status[1:], _FORMAT],
        {"application/json": {"schema": _ref(document_model())}} | csv,
    )
    for one in LISTINGS:
        page = {"application/json": {"schema": _ref(_pages()[one.table])}}
        given = [*(filters[key] for key in one.filters), _FORMAT, *_PAGING]
        paths[f"{API}/{one.table}"] = _operation(one.table, one.summary, given, page | csv, total)
    files: dict[str, Any] = {media.split(";")[0]: {} for media, _ in MEDIA.values()}
    paths[DOWNLOAD] = _operation(
        "download",
        "The filtered view as a file; `geojson` is the status under one instrument, `zip` the whole dataset",
        [
            *(filters[key] for key in FILTERS if key in filters),
            _own(
                "format", {"type": "string", "enum": [one.value for one in Format], "default": "csv"}, "Kind of file."
            ),
            _own("table", {"type": "string", "enum": list(RECORDS), "default": "facts"}, "Table to take."),
            _own(
                "crs", {"type": "string", "enum": list(CRSS), "default": "4326"}, "EPSG code of geojson's coordinates."
            ),
        ],
        files,
    )
    narrowing = [filters[key] for key in FOLLOWED]
    for path, media, summary in (
        (CHANGES, "application/atom+xml", "Changes of the dataset and new facts, newest first"),
        (CALENDAR, "text/calendar", "Scheduled legal effects and announced dates"),
    ):
        name = path.rsplit("/", 1)[1].split(".")[0]
        paths[path] = _operation(name, summary, narrowing, {media: {"schema": {"type": "string"}}})
    models: list[type[BaseModel]] = [Problem, document_model(), *_pages().values()]
    _, schemas = models_json_schema(
        [(model, "serialization") for model in models], ref_template="#/components/schemas/{model}"
    )
    return {
        "openapi": "3.1.0",
        "info": {
            "title": meta.title,
            "version": meta.version,
            "summary": "Read-only: treaty status, acts, events and announced arms production of European States.",
            "description": (
                f"As of {meta.as_of}. GET and HEAD alone. At most {MAX_LIMIT} rows an answer and {MAX_QUERY} bytes of "
                f"query, {Limits().per_minute:g} requests a minute and client unless the server is set otherwise. "
                "A parameter that is unknown, empty, repeated or not usable is refused with 400 and its name. "
                "Lists are separated by commas. The parameters are those of the page's address bar; one that changes "
                "nothing at an address is accepted there. Where no instrument is named, all are meant. Texts in CSV "
                "that a spreadsheet would run begin with an apostrophe. Answers carry an ETag: ask again with "
                "If-None-Match."
            ),
            "license": {"name": meta.data_licence, "identifier": meta.data_licence},
        },
        "servers": [{"url": "/"}],
        "paths": paths,
        "components": {"schemas": schemas["$defs"]},
    }


def openapi_document(request: Request) -> Response:
    """The document of the data being served."""
    return http.answer(request, http.json_text(document(shelf.current().index)), http.JSON)
