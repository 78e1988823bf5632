"""What each address under /api/v1/ answers."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, get_args

from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from dashboard.domain.addresses import API, address
from dashboard.domain.index import Index
from dashboard.domain.lenses import lenses_of
from dashboard.domain.selection import resolve, shown_lens
from dashboard.server import http
from dashboard.server.api.query import DEFAULT_LIMIT, MAX_LIMIT, MAX_OFFSET, Query, parse_query
from dashboard.server.http import Refusal
from dashboard.server.record import served_for
from dashboard.store.dataset import shelf
from dashboard.store.editions import changes_between, known_editions
from dashboard.store.shapes import GeometryProblem, shapes
from dashboard.tables.about import about
from dashboard.tables.changes import ChangeRow, changes_document
from dashboard.tables.dataset_files import descriptions
from dashboard.tables.downloads import Format, table_download
from dashboard.tables.flat import csv_bytes, json_value
from dashboard.tables.geojson import Crs
from dashboard.tables.readings import lenses_document, matches_document, readings_document
from dashboard.tables.records import RECORDS
from dashboard.tables.sheet_rows import status_rows
from dashboard.tables.sheets import Sheet, sheet
from dashboard.tables.status_table import StatusRow, status_document
from data.fields import ChangeKind
from data.schema import TABLES

FORMATS: Final = ("json", "csv")
CRSS: Final = get_args(Crs)
_WHO_AND_WHEN = ("instrument", "every_instrument", "as_of", "states", "groups", "from", "to")
FACTS: Final = (*_WHO_AND_WHEN, "kinds", "topics", "confidence", "grades", "q")
OF_ANNOUNCEMENTS: Final = ("weapons", "activities", "moved")


@dataclass(frozen=True, slots=True)
class Listing:
    """A table served in pages."""

    table: str
    summary: str
    filters: tuple[str, ...]
    """Parameters that change its rows; the page's other parameters are accepted and change nothing."""


LISTINGS: Final = (
    Listing(
        "facts",
        "Acts, events and announcements in one list, each happening once",
        (*FACTS, *OF_ANNOUNCEMENTS),
    ),
    Listing("actions", "Treaty acts; `never-acted` only when asked for by kind", FACTS),
    Listing("events", "Policy events, each happening once", FACTS),
    Listing(
        "announcements",
        "Announced production, purchase and deployment, with slippage",
        (*FACTS, *OF_ANNOUNCEMENTS),
    ),
    Listing(
        "observations",
        "Classes and figures of States under policies and measures",
        ("lens", "series", "as_of", "states", "groups", "from", "to", "grades"),
    ),
    Listing(
        "sources",
        "Documents by grade of their publisher, and cited by what passes the other filters",
        (*FACTS, *OF_ANNOUNCEMENTS),
    ),
    Listing("states", "States and areas", ("states", "groups", "q")),
    Listing("instruments", "Treaties", ("instrument", "q")),
    Listing(
        "intervals",
        "Days on which status, stage and contest stay the same, over the whole record",
        ("instrument", "states", "groups", "from", "to"),
    ),
    Listing("corrections", "What an earlier edition had wrong, field by field, newest edition first", ()),
)


def _format(request: Request, query: Query) -> str:
    return query.choice("format", "csv" if http.wants_csv(request) else "json", FORMATS)


def listing(table: str) -> http.Handler:
    """Handler of one table: a page of it as JSON or CSV."""

    def handle(request: Request) -> Response:
        index = served_for(request).index
        query = parse_query(request, index, ("format", "limit", "offset"))
        limit = query.whole("limit", DEFAULT_LIMIT, 1, MAX_LIMIT)
        offset = query.whole("offset", 0, 0, MAX_OFFSET)
        form = _format(request, query)
        result = sheet(index, query.selection, table, all_instruments=query.all_instruments)
        return _page(request, index, query, result, form, limit, offset)

    return handle


def _page(request: Request, index: Index, query: Query, result: Sheet, form: str, limit: int, offset: int) -> Response:
    provenance = about(index, query.selection, all_instruments=query.all_instruments)
    total, rows = len(result.rows), result.rows[offset : offset + limit]
    following = _next(request, limit, offset + limit) if offset + limit < min(total, MAX_OFFSET + 1) else None
    headers = (
        http.NEGOTIATED | {"X-Total-Count": str(total)} | ({"Link": f'<{following}>; rel="next"'} if following else {})
    )
    if form == "csv":
        return http.answer(request, csv_bytes(result.model, rows, provenance), http.CSV, headers)
    document = {
        "table": result.table,
        "dataset_version": provenance.dataset_version,
        "as_of": provenance.as_of.isoformat(),
        "data_as_of": provenance.data_as_of.isoformat(),
        "licence": provenance.licence,
        "filter": provenance.filter,
        "total": total,
        "hidden": result.hidden,
        "limit": limit,
        "offset": offset,
        "next": following,
        "rows": [json_value(result.model, row) for row in rows],
    }
    return http.answer(request, http.json_text(document), http.JSON, headers)


def _next(request: Request, limit: int, offset: int) -> str:
    kept = [(key, value) for key, value in request.query_params.multi_items() if key not in ("limit", "offset")]
    return address(request.url.path, [*kept, ("limit", str(limit)), ("offset", str(offset))])


def status(request: Request) -> Response:
    """Status of every State, or of those asked for, under one instrument on one day."""
    index = served_for(request).index
    query = parse_query(request, index, ("format",))
    if query.all_instruments:
        raise Refusal(f"instrument: is missing; one of {', '.join(index.instruments)}", "instrument")
    if query.selection.lens:
        raise Refusal(f"lens: {query.selection.lens} is no treaty and has no status: ask {API}/readings", "lens")
    if _format(request, query) == "csv":
        provenance = about(index, query.selection)
        body = csv_bytes(StatusRow, status_rows(index, query.selection), provenance)
        return http.answer(request, body, http.CSV, http.NEGOTIATED)
    document = status_document(index, *resolve(query.selection, index))
    return http.answer(request, http.json_text(document), http.JSON, http.NEGOTIATED)


def lenses(request: Request) -> Response:
    """Every lens: treaties, policies and measures, with their classes and series."""
    index = served_for(request).index
    parse_query(request, index)
    return _document(request, lenses_document(index))


def readings(request: Request) -> Response:
    """Class, figure and what comes next of every State under one lens on one day."""
    index = served_for(request).index
    query = parse_query(request, index)
    if query.all_instruments:
        raise Refusal(f"lens: is missing; one of {', '.join(lenses_of(index))}", "lens")
    resolved = resolve(query.selection, index)
    return _document(
        request, readings_document(index, shown_lens(query.selection, index), resolved.day, resolved.iso3s)
    )


def conditions(request: Request) -> Response:
    """The States for which several conditions hold at once."""
    index = served_for(request).index
    query = parse_query(request, index)
    if not query.selection.where:
        raise Refusal("where: is missing; such as where=apmbc:withdrawn,ccw-ap2:bound", "where")
    day = None if isinstance(query.selection.as_of, str) else query.selection.as_of
    iso3s = resolve(query.selection, index).iso3s
    return _document(request, matches_document(index, query.selection.where, day, iso3s))


def what_changed(request: Request) -> Response:
    """What changed after one edition, as far as another: rows added, edited and deleted, with the reasons."""
    served, options = served_for(request), ("since", "format", "table", "change")
    query = parse_query(request, served.index, options)
    known = known_editions()
    if "since" not in query.options:
        raise Refusal(f"since: is missing; one of {', '.join(known)}", "since")
    since = query.choice("since", "", known)
    table = query.choice("table", "", ("", *TABLES))
    kind = query.choice("change", "", ("", *get_args(ChangeKind)))
    try:
        rows = changes_between(since, query.selection.record)
    except KeyError:
        raise Refusal(f"since: {since} is later than the edition that answers", "since") from None
    rows = tuple(row for row in rows if table in ("", row.table) and kind in ("", row.change))
    meta = served.index.dataset.meta
    headers = http.NEGOTIATED
    if _format(request, query) == "csv":
        name = f"changes-{since}-to-{meta.version}.csv"
        headers |= {"Content-Disposition": f'attachment; filename="{name}"'}
        return http.answer(request, csv_bytes(ChangeRow, rows), http.CSV, headers)
    document = changes_document(rows, since, meta.version, meta.as_of.isoformat(), meta.data_licence)
    return http.answer(request, http.json_text(document.model_dump(mode="json")), http.JSON, headers)


def _document(request: Request, document: BaseModel) -> Response:
    return http.answer(request, http.json_text(document.model_dump(mode="json", by_alias=True)), http.JSON)


def download(request: Request) -> Response:
    """A view as a file."""
    served = served_for(request)
    query = parse_query(request, served.index, ("format", "table", "crs"))
    form = Format(query.choice("format", "csv", tuple(Format)))
    table = query.choice("table", "facts", tuple(RECORDS))
    crs: Crs = "3035" if query.choice("crs", "4326", CRSS) == "3035" else "4326"
    try:
        drawn = shapes() if form is Format.GEOJSON else {}
    except GeometryProblem:
        raise Refusal("the shapes of the map cannot be read at the moment", status=503) from None
    made = table_download(
        form,
        served.index,
        drawn,
        query.selection,
        table=table,
        all_instruments=query.all_instruments,
        crs=crs,
        described=descriptions(shelf.folder) if form is Format.ZIP else None,
    )
    headers = {"Content-Disposition": f'attachment; filename="{made.filename}"'}
    return http.answer(request, made.body, made.media_type, headers)
