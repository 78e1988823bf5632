"""The read-only API under /api/v1/."""

from __future__ import annotations

import datetime as dt

from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import JSONResponse
from starlette.routing import Route

from dashboard.domain.document import status_document
from dashboard.live import shelf


def _status(request: Request) -> JSONResponse:
    index = shelf.current().index
    instrument = request.query_params.get("instrument", "")
    if instrument not in index.instruments:
        known = ", ".join(index.instruments)
        return JSONResponse({"error": f"instrument: unknown or missing; one of {known}"}, status_code=400)
    text = request.query_params.get("as_of", "latest")
    try:
        as_of = index.dataset.meta.as_of if text == "latest" else dt.date.fromisoformat(text)
    except ValueError:
        return JSONResponse({"error": "as_of: not a day written YYYY-MM-DD, nor latest"}, status_code=400)
    return JSONResponse(status_document(index, instrument, as_of))


async def _status_endpoint(request: Request) -> JSONResponse:
    return await run_in_threadpool(_status, request)


def api_routes() -> list[Route]:
    """The routes of the API."""
    return [Route("/api/v1/status", _status_endpoint)]
