"""The OpenAPI 3.1 document, made from the same declarations as the answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, get_args

from pydantic import BaseModel
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
from dashboard.server.api.openapi_parts import TEXT, Problem, choice, json_of, operation, pages, parameter, whole
from dashboard.server.api.query import DEFAULT_LIMIT, FILTERS, MAX_LIMIT, MAX_OFFSET, MAX_QUERY, parameters
from dashboard.server.limits import Limits
from dashboard.store.dataset import shelf
from dashboard.tables.changes import ChangesDocument
from dashboard.tables.downloads import MEDIA, Format
from dashboard.tables.readings import Lenses, Matches, Readings
from dashboard.tables.records import RECORDS
from dashboard.tables.status_table import document_model
from dashboard.tables.verification import Verification
from data.fields import ChangeKind
from data.schema import TABLES, Meta

_FORMAT = parameter(
    "format", "Else the Accept header decides; JSON by default.", {"type": "string", "enum": list(FORMATS)}
)
_PAGING = (
    whole("limit", "Most rows in the answer.", 1, MAX_LIMIT, DEFAULT_LIMIT),
    whole("offset", "Rows to skip.", 0, MAX_OFFSET, 0),
)
_CSV = {"text/csv": TEXT}
_FILE = (
    "Kind of file. `csv` is plain UTF-8; `csv-excel` begins with the mark by which Excel knows it, with commas too: "
    "where Excel expects semicolons, import it, or take `xlsx`. `bibtex`, `csl`, `ris`: the sources; `zip`: all tables."
)
Filters = dict[str, dict[str, Any]]


def _status(filters: Filters) -> dict[str, Any]:
    first, *others = (filters[key] for key in ("instrument", "as_of", "states", "groups"))
    given = [first | {"required": True}, *others, _FORMAT]
    return operation(
        "status", "Status of every State under one instrument on one day", given, json_of(document_model()) | _CSV
    )


def _readings(filters: Filters) -> dict[str, Any]:
    first, *others = (filters[key] for key in ("lens", "as_of", "series", "states", "groups"))
    return operation(
        "readings",
        "What every State is under one lens on one day; for a measure without a day that of its last period",
        [first | {"required": True}, *others],
        json_of(Readings),
    )


def _query(filters: Filters) -> dict[str, Any]:
    first, *others = (filters[key] for key in ("where", "as_of", "states", "groups"))
    return operation(
        "query",
        "States for which several conditions hold at once; without a day each lens counts on its own latest one",
        [first | {"required": True}, *others],
        json_of(Matches),
    )


def _verify(filters: Filters) -> dict[str, Any]:
    day, required = {"type": "string", "format": "date"}, {"required": True}
    claim = (
        "A class of the lens, or an entry of its legend, such as `bound` or `withdrawn`; `exit-voted` is read as "
        "`exit-adopted`."
    )
    until = "The day up to which facts count as known; the last day of the record unless said."
    return operation(
        "verify",
        "Whether the record bears a claim about one State under one lens on one day",
        [
            parameter("state", "The State, by code or by any common name.", filters["focus"]["schema"]) | required,
            filters["lens"] | required,
            filters["series"],
            parameter("claim", claim, {"type": "string", "pattern": "^[a-z0-9-]+$"}) | required,
            parameter("on", "The day of the claim.", day) | required,
            parameter("as_known", until, day),
        ],
        json_of(Verification),
    )


def _listing(filters: Filters, listing: Listing) -> dict[str, Any]:
    total = {"X-Total-Count": {"description": "rows that pass the filters", "schema": {"type": "integer"}}}
    given = [*(filters[key] for key in listing.filters), _FORMAT, *_PAGING]
    return operation(listing.table, listing.summary, given, json_of(pages()[listing.table]) | _CSV, total)


def _files(media_types: Iterable[str]) -> dict[str, Any]:
    return {media.split(";")[0]: {} for media in media_types}


def _download(filters: Filters) -> dict[str, Any]:
    given = [
        *(filters[key] for key in FILTERS if key in filters and key != "focus"),
        choice("format", _FILE, [one.value for one in Format], Format.CSV.value),
        choice("table", "Table to take.", tuple(RECORDS), "facts"),
        choice("crs", "EPSG code of geojson's coordinates.", CRSS, "4326"),
    ]
    return operation(
        "download",
        "The filtered view as a file; `geojson` is the status under one instrument, `zip` the whole dataset",
        given,
        _files(media for media, _ in MEDIA.values()),
        may_be_unavailable="The shapes of the map cannot be read.",
    )


def _export(filters: Filters) -> dict[str, Any]:
    given = [
        *(filters[key] for key in FILTERS if key in filters),
        choice("format", _FILE, EXPORTS, EXPORTS[0]),
        choice(
            "kind", "What a picture shows; a dossier is of the State in `focus`. Slides show several.", KINDS, "map"
        ),
    ]
    limits = Limits()
    return operation(
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
    since = parameter("since", "The earlier edition.", {"type": "string", "enum": editions}) | {"required": True}
    given = [
        since,
        parameter("table", "Rows of one table alone.", {"type": "string", "enum": list(TABLES)}),
        parameter("change", "One kind of change alone.", {"type": "string", "enum": list(get_args(ChangeKind))}),
        _FORMAT,
    ]
    summary = "Rows added, edited and deleted after an edition, with the change log's reasons"
    return operation("changes_since", summary, given, json_of(ChangesDocument) | _CSV)


def _feed(filters: Filters, path: str, media_type: str, summary: str) -> dict[str, Any]:
    name = path.rsplit("/", 1)[1].split(".", maxsplit=1)[0]
    only = choice("only", "Facts alone on which the class of a State rests.", ("all", "stages"), "all")
    given = [*(filters[key] for key in FOLLOWED), *([only] if path == CHANGES else [])]
    return operation(name, summary, given, {media_type: TEXT})


def _description(meta: Meta) -> str:
    return (
        f"As of {meta.as_of}. GET and HEAD alone. At most {MAX_LIMIT} rows an answer and {MAX_QUERY} bytes of "
        f"query. {Limits().per_minute:g} requests a minute and client, {Limits().burst} at once, unless the server is "
        "set otherwise; then 429, and Retry-After says how many seconds to wait. Pictures, embeds and assistants' "
        "questions count too. "
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
        f"{API}/lenses": operation("lenses", "Every lens: treaties, policies and measures", [], json_of(Lenses)),
        f"{API}/readings": _readings(filters),
        f"{API}/query": _query(filters),
        **{f"{API}/{one.table}": _listing(filters, one) for one in LISTINGS},
        DOWNLOAD: _download(filters),
        EXPORT: _export(filters),
        CHANGES_SINCE: _changes(filters),
        VERIFY: _verify(filters),
        CHANGES: _feed(filters, CHANGES, "application/atom+xml", "Changes of the dataset and new facts, newest first"),
        FEED_LIST: operation("feed_list", "Every feed, for a feed reader", [], {"text/x-opml": TEXT}),
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
        *pages().values(),
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
