"""What every operation of the OpenAPI document is made of: its parameters, its answers and their models."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from functools import cache
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, create_model

from dashboard.server.api.endpoints import LISTINGS
from dashboard.server.api.query import MAX_LIMIT, MAX_OFFSET, MAX_QUERY
from dashboard.tables.records import RECORDS
from data.fields import Row


class Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


class Nearest(Closed):
    """A State whose name comes near to the one that was asked for."""

    iso3: str = Field(description="ISO 3166-1 alpha-3; XKX (user-assigned) for Kosovo")
    name: str = Field(description="name on screen")


class MendedAddress(Closed):
    """What would be answered."""

    address: str = Field(description="address of this host that asks for what was meant")


class Problem(Closed):
    """Why a request is not answered."""

    error: str = Field(description="the reason, beginning with the parameter where one is to blame")
    parameter: str | None = Field(default=None, description="the parameter to blame")
    did_you_mean: list[Nearest | MendedAddress] | None = Field(
        default=None, description="the nearest States, of a name that is none; the address mended, where it can be"
    )


class Page(Closed):
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
def pages() -> dict[str, type[BaseModel]]:
    return {one.table: _page(one.table, RECORDS[one.table]) for one in LISTINGS}


def _page(table: str, record: type[Row]) -> type[BaseModel]:
    rows: Any = (list[record], Field(description="the rows"))  # type: ignore[valid-type]
    name = f"{record.__name__.removesuffix('Row')}Page"
    made: type[BaseModel] = create_model(name, __base__=Page, __doc__=f"A page of {table}.", rows=rows)
    return made


def ref(model: type[BaseModel]) -> dict[str, str]:
    return {"$ref": f"#/components/schemas/{model.__name__}"}


def parameter(name: str, description: str, schema: dict[str, Any]) -> dict[str, Any]:
    return {"name": name, "in": "query", "required": False, "description": description, "schema": schema}


def choice(name: str, description: str, choices: Sequence[str], default: str) -> dict[str, Any]:
    return parameter(name, description, {"type": "string", "enum": list(choices), "default": default})


def whole(name: str, description: str, least: int, most: int, default: int) -> dict[str, Any]:
    return parameter(name, description, {"type": "integer", "minimum": least, "maximum": most, "default": default})


TEXT = {"schema": {"type": "string"}}


def json_of(model: type[BaseModel]) -> dict[str, Any]:
    return {"application/json": {"schema": ref(model)}}


def operation(
    name: str,
    summary: str,
    given: list[dict[str, Any]],
    content: dict[str, Any],
    headers: dict[str, Any] | None = None,
    *,
    may_be_unavailable: str = "",
) -> dict[str, Any]:
    validators = {
        "ETag": {"description": "validator for If-None-Match", **TEXT},
        "Cache-Control": {"description": "ask again before each use", **TEXT},
    }
    problem = json_of(Problem)
    wait = {"Retry-After": {"description": "seconds to wait", "schema": {"type": "integer"}}}
    responses = {
        "200": {"description": "The answer.", "headers": validators | (headers or {}), "content": content},
        "304": {"description": "Unchanged since the validator sent."},
        "400": {"description": "A parameter is unknown, given twice or not usable.", "content": problem},
        "414": {"description": f"The query is longer than {MAX_QUERY} bytes.", "content": problem},
        "429": {
            "description": "Too many requests at once or in a minute; wait as long as Retry-After says.",
            "headers": wait,
            "content": problem,
        },
    }
    if may_be_unavailable:
        responses["503"] = {"description": may_be_unavailable, "headers": wait, "content": problem}
    return {"get": {"operationId": name, "summary": summary, "parameters": given, "responses": responses}}
