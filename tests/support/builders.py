"""Small made-up datasets for the tests of the domain. Holds no tests itself."""

from __future__ import annotations

import datetime as dt
from typing import Any

from data.event_schema import Activity, Announcement, ProgrammeStage, Weapon
from data.fields import Answer, Confidence, Precision
from data.schema import Country, CountryKind, Dataset, Meta
from data.source_schema import Grade, Publisher, ReadAs, Source
from data.treaty_schema import (
    ActionKind,
    ExitStep,
    Instrument,
    InstrumentFact,
    InstrumentFactKind,
    NotRead,
    Scope,
    Step,
    TreatyAction,
)

Some = dt.date | str | None


def instrument(**given: Any) -> Instrument:
    values: dict[str, Any] = {
        "instrument_id": "pact",
        "short_name": "Pact",
        "short_title": "Pact",
        "full_title": "A Pact",
        "also_called": (),
        "question": "Who is bound?",
        "group": "other-arms-control",
        "subject": "peace",
        "arms_control": "yes",
        "forbids": "yes",
        "parent_id": None,
        "open_to": (),
        "adopted_on": None,
        "opened_on": dt.date(2000, 1, 1),
        "signature": "yes",
        "in_force_on": dt.date(2000, 1, 1),
        "place": "",
        "depositary": "somebody",
        "exit_clause": Answer.YES,
        "exit_term": "withdrawal",
        "exit_article": "Art. 1",
        "notice_period": "P6M",
        "notice_is_minimum": "no",
        "conflict_delays_exit": Answer.NO,
        "entry_period": "",
        "entry_rule": None,
        "entry_note": "",
        "notice_condition": "",
        "suspension_clause": Answer.UNKNOWN,
        "note": "",
        "source_ids": ("s",),
    }
    return Instrument(**(values | given))


def country(iso3: str = "AAA", **given: Any) -> Country:
    values: dict[str, Any] = {
        "iso3": iso3,
        "iso2": iso3[:2],
        "m49": "",
        "name": f"{iso3.title()}land",
        "official_name": iso3,
        "capital": "Town",
        "kind": CountryKind.STATE,
        "nato_since": None,
        "eu_since": None,
        "eu_until": None,
        "coe_since": None,
        "coe_until": None,
        "regions": (),
        "borders_russia": "no",
        "borders_belarus": "no",
        "land_border_russia_km": None,
        "land_border_belarus_km": None,
        "note": "",
        "source_ids": (),
    }
    # model_construct: the rows are typed here already
    return Country.model_construct(**(values | given))


def action(
    action_id: str,
    kind: ActionKind,
    acted_on: Some = None,
    effective_on: Some = None,
    *,
    iso3: str = "AAA",
    acted: Precision = Precision.DAY,
    effective: Precision = Precision.DAY,
    scope: Scope = Scope.FULL,
    objects_to: str | None = None,
    concerns_id: str | None = None,
    instrument_id: str = "pact",
) -> TreatyAction:
    return TreatyAction(
        action_id=action_id,
        instrument_id=instrument_id,
        iso3=iso3,
        kind=kind,
        acted_on=acted_on,
        acted_precision=acted,
        effective_on=effective_on,
        effective_precision=effective,
        effective_method=None,
        scope=scope,
        objects_to=objects_to,
        concerns_id=concerns_id,
        decided_by="a council" if kind is ActionKind.CESSATION else "",
        depositary_ref="",
        confidence=Confidence.CONFIRMED,
        effective_confidence=None,
        note="",
        effective_note="",
        source_ids=("s",),
        effective_source_ids=(),
    )


def happening(fact_id: str, kind: InstrumentFactKind, on: dt.date | str, **given: Any) -> InstrumentFact:
    values: dict[str, Any] = {
        "fact_id": fact_id,
        "instrument_id": "pact",
        "kind": kind,
        "happened_on": on,
        "happened_precision": Precision.DAY,
        "iso3s": (),
        "settled_by_id": None,
        "confidence": Confidence.CONFIRMED,
        "note": "",
        "source_ids": ("s",),
    }
    return InstrumentFact(**(values | given))


def not_read(iso3: str | None, lens_id: str = "pact") -> NotRead:
    return NotRead(
        not_read_id=f"{lens_id}-{(iso3 or 'all').lower()}",
        lens_id=lens_id,
        iso3=iso3,
        reason="nobody read the list",
        source_ids=("s",),
    )


def exit_step(exit_step_id: str, step: Step, on: dt.date | str, iso3: str = "AAA") -> ExitStep:
    return ExitStep(
        exit_step_id=exit_step_id,
        instrument_id="pact",
        iso3=iso3,
        step=step,
        stepped_on=on,
        event_id="e",
        note="",
        source_ids=("s",),
    )


def announcement(announcement_id: str, announced_on: dt.date | str, **given: Any) -> Announcement:
    values: dict[str, Any] = {
        "announcement_id": announcement_id,
        "iso3": "AAA",
        "instrument_ids": ("pact",),
        "weapon": Weapon.ANTI_PERSONNEL_MINE,
        "activity": Activity.PRODUCTION,
        "programme": "Mines",
        "announced_on": dt.date.fromisoformat(announced_on) if isinstance(announced_on, str) else announced_on,
        "announced_precision": Precision.DAY,
        "announced_by": "somebody",
        "announced_by_role": "minister",
        "start_earliest": None,
        "start_latest": None,
        "start_precision": Precision.DAY,
        "bounds_known_on": None,
        "start_as_stated": "soon",
        "quantity": None,
        "quantity_unit": "",
        "budget_amount": None,
        "budget_currency": "",
        "producer": "",
        "stage": ProgrammeStage.ANNOUNCED,
        "replaces_id": None,
        "restates_id": None,
        "confidence": Confidence.CONFIRMED,
        "note": "",
        "source_ids": ("s",),
    }
    for key in ("start_earliest", "start_latest"):
        if isinstance(given.get(key), str):
            given[key] = dt.date.fromisoformat(given[key])
    return Announcement.model_construct(**(values | given))


def source(source_id: str, publisher_id: str) -> Source:
    return Source(
        source_id=source_id,
        publisher_id=publisher_id,
        title="",
        published_on=None,
        published_precision=Precision.UNKNOWN,
        url="https://example.org/x",
        origin="",
        read_as=ReadAs.OPENED,
        carrier_id=None,
        archived_url=None,
        seen_on=None,
        note="",
    )


def publisher(publisher_id: str, grade: Grade) -> Publisher:
    return Publisher(
        publisher_id=publisher_id, name=publisher_id, domain="example.org", grade=grade, iso3="", kind="press", note=""
    )


def dataset(as_of: dt.date = dt.date(2026, 5, 31), **tables: Any) -> Dataset:
    meta = Meta(
        title="",
        version="9",
        as_of=as_of,
        checked_on={},
        data_licence="",
        code_licence="",
        citation="",
        homepage="",
        boundary_note="",
        coverage_note="",
        floors={},
    )
    rows: dict[str, Any] = {
        "instruments": (instrument(),),
        "countries": (country(),),
        "sources": (source("s", "p"),),
        "publishers": (publisher("p", Grade.B),),
    }
    return Dataset.model_construct(meta=meta, **(rows | tables))
