"""The status table, declared once for lists, downloads, the API's JSON, its OpenAPI document and the command.

A new column is a field of ``StatusRow`` and its value in ``_row``; it then stands in all of them.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import cache
from types import NoneType
from typing import Annotated, Any, get_args

from pydantic import BaseModel, ConfigDict, Field, create_model

from dashboard.domain.index import Index
from dashboard.domain.lenses import lenses_of
from dashboard.domain.status import Reading, readings
from dashboard.domain.summary import Summary, areas_of, summarize
from dashboard.domain.terms import BOUND, LEGEND, Remark, Stage, Status, class_label, display_class
from dashboard.tables.columns import json_cell
from data.fields import Row


class StatusRow(Row):
    """What the record says of one State under one instrument on one day."""

    instrument_id: str = Field(description="the instrument")
    as_of: dt.date = Field(description="the day described")
    iso3: str = Field(description="ISO 3166-1 alpha-3; XKX (user-assigned) for Kosovo")
    state: str = Field(description="name of the State or area")
    status: Status = Field(description="what the law says")
    stage: Stage = Field(description="what is under way")
    legend: str = Field(description="class of the map's legend in words")
    contested: bool = Field(description="whether a suspension has no clause to rest on or met an objection on record")
    remarks: tuple[Remark, ...] = Field(description="what is said of the State beside its class")
    since: dt.date | None = Field(description="first day of both; empty where before any act on record")
    next_on: dt.date | None = Field(description="next change settled by acts done by that day; empty where none is")
    next_status: Status | None = Field(description="status after that change")
    next_stage: Stage | None = Field(description="stage after that change")
    action_ids: tuple[str, ...] = Field(description="treaty acts that it rests on")
    exit_step_ids: tuple[str, ...] = Field(description="marked domestic steps that it rests on")


KEYS = ("instrument_id", "as_of", "iso3", "state")
DETAILS = ("legend", "remarks", "action_ids", "exit_step_ids")
"""Columns of lists and downloads alone."""
READ = tuple(name for name in StatusRow.model_fields if name not in (*KEYS, *DETAILS))
"""Columns that the command and the JSON of ``/api/v1/status`` show of a State."""
WHOLES = tuple(dict.fromkeys(entry.whole for entry in LEGEND if entry.whole))
"""What the States divide into, in the order of the legend."""
IF_ANY = frozenset(
    status.value for status in (Status.ENDED, Status.RATIFIED_NOT_IN_FORCE, Status.NOT_OPEN, Status.NOT_READ)
)
"""Wholes that most treaties do not know: they are counted where they count a State."""
BOUND_CLASSES = tuple(entry.class_id for entry in LEGEND if entry.whole == BOUND)
"""The classes that are parts of the bound States: every State Party, whatever is under way."""
NEXT = "next_"
"""Columns that begin so stand together under ``next`` in JSON, and are ``null`` together."""


def status_rows_on(index: Index, instrument_id: str, day: dt.date, iso3s: Iterable[str]) -> list[StatusRow]:
    """Status of the States on a day, in their order. Raises ``KeyError`` for an unknown instrument."""
    now = readings(index, instrument_id, day)
    return [_row(index, instrument_id, day, iso3, now[iso3]) for iso3 in iso3s]


def _row(index: Index, instrument_id: str, day: dt.date, iso3: str, read: Reading) -> StatusRow:
    return StatusRow.model_construct(
        instrument_id=instrument_id,
        as_of=day,
        iso3=iso3,
        state=index.countries[iso3].name,
        status=read.status,
        stage=read.stage,
        legend=class_label(display_class(read.status, read.stage)),
        contested=read.contested,
        remarks=read.remarks,
        since=read.since,
        next_on=read.next.on if read.next else None,
        next_status=read.next.status if read.next else None,
        next_stage=read.next.stage if read.next else None,
        action_ids=read.action_ids,
        exit_step_ids=read.exit_step_ids,
    )


def status_document(
    index: Index, instrument_id: str, day: dt.date, iso3s: Iterable[str] | None = None
) -> dict[str, Any]:
    """Status of the States (``None``: all) as JSON values, keyed by alpha-3 in alphabetical order.

    Days are ISO 8601; ``since`` is null where the status held before any act on record, ``next`` where
    nothing is settled. Raises ``KeyError`` for an unknown instrument.
    """
    rows = status_rows_on(index, instrument_id, day, sorted(index.countries if iso3s is None else iso3s))
    return {
        "instrument": instrument_id,
        "as_of": day.isoformat(),
        "dataset_version": index.dataset.meta.version,
        "summary": _summary(
            summarize(
                lenses_of(index)[instrument_id],
                {row.iso3: display_class(row.status, row.stage) for row in rows},
                areas_of(index),
            )
        ),
        "states": {row.iso3: _state(row) for row in rows},
    }


def _summary(counted: Summary) -> dict[str, Any]:
    return {
        "of_states": counted.of_states,
        "counts": {whole: n for whole, n in counted.counts.items() if n or whole not in IF_ANY},
        "of_bound": {class_id: counted.by_class[class_id] for class_id in BOUND_CLASSES},
        "areas": counted.areas,
    }


def _state(row: StatusRow) -> dict[str, Any]:
    state: dict[str, Any] = {}
    following: dict[str, Any] = {}
    for name in READ:
        value = json_cell(getattr(row, name))
        if name.startswith(NEXT):
            following[name.removeprefix(NEXT)] = value
            state["next"] = following if row.next_on else None
        else:
            state[name] = value
    return state


SUMMARY = "The States of this answer, counted: those that `states` and `groups` let in, else all. JSON alone has it."
_Count = Annotated[int, Field(ge=0)]


class _Closed(BaseModel):
    model_config = ConfigDict(extra="forbid")


@cache
def document_model() -> type[BaseModel]:
    """The model of ``status_document``, for the OpenAPI document."""
    fields = {name: StatusRow.model_fields[name] for name in READ}
    now: dict[str, Any] = {
        name: (one.annotation, Field(description=(one.description or "").replace("empty where", "null where")))
        for name, one in fields.items()
        if not name.startswith(NEXT)
    }
    later: dict[str, Any] = {
        name.removeprefix(NEXT): (_present(one.annotation), Field(description=(one.description or "").split(";")[0]))
        for name, one in fields.items()
        if name.startswith(NEXT)
    }
    change = create_model("NextChange", __base__=_Closed, __doc__="A change that is already settled.", **later)
    now["next"] = (change | None, Field(description="null where nothing is settled"))
    state = create_model("StateStatus", __base__=_Closed, __doc__="What the record says of one State.", **now)
    whole: dict[str, Any] = {
        "instrument": (str, Field(description="the instrument")),
        "as_of": (dt.date, Field(description="the day")),
        "dataset_version": (str, Field(description="version of the data")),
        "summary": (_summary_model(), Field(description=SUMMARY)),
        "states": (dict[str, state], Field(description="by ISO 3166-1 alpha-3")),  # type: ignore[valid-type]
    }
    about = "Status of States under one instrument on one day."
    model: type[BaseModel] = create_model("StatusDocument", __base__=_Closed, __doc__=about, **whole)
    return model


def _summary_model() -> type[BaseModel]:
    def counted(name: str, about: str, ids: Iterable[str]) -> type[BaseModel]:
        counts: dict[str, Any] = {key: (_Count, 0 if key in IF_ANY else ...) for key in ids}
        return create_model(name, __base__=_Closed, __doc__=about, **counts)

    parts: dict[str, Any] = {
        "of_states": (_Count, Field(description="States in this answer; areas are none")),
        "counts": (
            counted("WholeCounts", "What the States divide into.", WHOLES),
            Field(description=f"adds up to `of_states`; `{BOUND}` is every State Party, whatever is under way"),
        ),
        "of_bound": (
            counted("BoundCounts", "The bound States by class.", BOUND_CLASSES),
            Field(description=f"adds up to `{BOUND}`; ids are those of the map's legend"),
        ),
        "areas": (_Count, Field(description="areas without their own treaty status in this answer; counted apart")),
    }
    model: type[BaseModel] = create_model("StatusSummary", __base__=_Closed, __doc__=SUMMARY, **parts)
    return model


def _present(kind: Any) -> Any:
    """The type without ``None``: what stands under ``next`` is there or is not, as a whole."""
    (present,) = (one for one in get_args(kind) if one is not NoneType)
    return present
