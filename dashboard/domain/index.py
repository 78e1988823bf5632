"""Lookups over the dataset, built once in one pass over each table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol, TypeVar

from dashboard.domain.edits import Edit
from dashboard.domain.names import StateNames
from data.event_schema import Announcement, PolicyEvent, Topic
from data.lens_schema import Observation, ObservationDetail
from data.schema import Country, Dataset
from data.source_schema import Grade, Publisher, Source
from data.treaty_schema import (
    ActionKind,
    ExitStep,
    Instrument,
    InstrumentFact,
    NotRead,
    Scope,
    TreatyAction,
)


class Sourced(Protocol):
    """A row that names its sources, best first."""

    @property
    def source_ids(self) -> tuple[str, ...]: ...


Row = TypeVar("Row")


def _grouped(pairs: Iterable[tuple[str, Row]]) -> dict[str, tuple[Row, ...]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for key, row in pairs:
        groups[key].append(row)
    return {key: tuple(rows) for key, rows in groups.items()}


class Index:
    """The dataset by its keys. Rows keep file order; a key without rows is absent from the groupings."""

    def __init__(
        self,
        dataset: Dataset,
        upload_ids: Iterable[str] = (),
        *,
        closed: bool = False,
        edits: Mapping[str, tuple[Edit, ...]] | None = None,
    ) -> None:
        self.dataset = dataset
        self.edits: Mapping[str, tuple[Edit, ...]] = edits or {}
        """Id of a row → how editions changed it, the latest first."""
        self.closed = closed
        """Whether it is an earlier edition of the record: its days end on its as-of day."""
        self.upload_ids = frozenset(upload_ids)
        """Ids of rows that the reader added for a session; empty for the product's own data."""
        self.instruments: Mapping[str, Instrument] = {row.instrument_id: row for row in dataset.instruments}
        self.countries: Mapping[str, Country] = {row.iso3: row for row in dataset.countries}
        self.actions: Mapping[str, TreatyAction] = {row.action_id: row for row in dataset.treaty_actions}
        self.exit_steps: Mapping[str, ExitStep] = {row.exit_step_id: row for row in dataset.exit_steps}
        self.events: Mapping[str, PolicyEvent] = {row.event_id: row for row in dataset.policy_events}
        self.topics: Mapping[str, Topic] = {row.topic_id: row for row in dataset.topics}
        self.announcements: Mapping[str, Announcement] = {row.announcement_id: row for row in dataset.announcements}
        self.corrections_of = _grouped((row.fact_id, row) for row in dataset.corrections)
        self.sources: Mapping[str, Source] = {row.source_id: row for row in dataset.sources}
        self.publishers: Mapping[str, Publisher] = {row.publisher_id: row for row in dataset.publishers}
        self.actions_by_instrument = _grouped((row.instrument_id, row) for row in dataset.treaty_actions)
        self.events_by_state = _grouped((iso3, row) for row in dataset.policy_events for iso3 in row.iso3s)
        self.events_by_instrument = _grouped((key, row) for row in dataset.policy_events for key in row.instrument_ids)
        self.events_by_topic = _grouped((key, row) for row in dataset.policy_events for key in row.topic_ids)
        self.announcements_by_state = _grouped((row.iso3, row) for row in dataset.announcements)
        self.objections = _grouped(
            (row.objects_to, row)
            for row in dataset.treaty_actions
            if row.kind is ActionKind.OBJECTION and row.objects_to is not None
        )
        """Act objected to → objections."""
        self.observations: Mapping[str, Observation] = {row.observation_id: row for row in dataset.observations}
        self.observations_by_lens = _grouped((row.lens_id, row) for row in dataset.observations)
        self._observations = _grouped((f"{row.lens_id} {row.iso3}", row) for row in dataset.observations)
        self._details = _grouped((f"{row.lens_id} {row.iso3}", row) for row in dataset.observation_details)
        self.memo: dict[str, Any] = {}
        """What modules of the domain derive from the data once, each under its own name."""
        self.revoked_by: Mapping[str, TreatyAction] = {
            row.concerns_id: row
            for row in dataset.treaty_actions
            if row.kind is ActionKind.REVOCATION and row.concerns_id is not None
        }
        """Act taken back → the act that did so."""
        self.instrument_facts: Mapping[str, InstrumentFact] = {row.fact_id: row for row in dataset.instrument_facts}
        self.instrument_facts_of = _grouped((row.instrument_id, row) for row in dataset.instrument_facts)
        self.not_read: Mapping[tuple[str, str | None], NotRead] = {
            (row.lens_id, row.iso3): row for row in dataset.not_read
        }
        """Lens and State, or ``None`` for every State without a row → why the list was not read."""
        self._actions = _grouped((f"{row.instrument_id} {row.iso3}", row) for row in dataset.treaty_actions)
        self._steps = _grouped((f"{row.instrument_id} {row.iso3}", row) for row in dataset.exit_steps)

    @property
    def edition(self) -> str:
        """The edition's number, and that it is not the newest where it is not."""
        version = self.dataset.meta.version
        return f"{version}, an earlier edition" if self.closed else version

    @cached_property
    def facts(self) -> Mapping[str, Sourced]:
        """Every row that a text can rest on, by its id."""
        return {
            **self.actions,
            **self.exit_steps,
            **self.events,
            **self.announcements,
            **self.observations,
            **self.instruments,
            **self.instrument_facts,
            **{row.not_read_id: row for row in self.not_read.values()},
        }

    def forbidden(self, instrument_ids: Sequence[str]) -> bool:
        """Whether one of these instruments forbids outright what it governs."""
        return any(key in self.instruments and self.instruments[key].forbids == "yes" for key in instrument_ids)

    @cached_property
    def decisive(self) -> frozenset[str]:
        """Ids of what may change a status or class: acts towards all, ends of treaties, steps, classes, figures."""
        acts = {row.action_id for row in self.dataset.treaty_actions if row.scope is Scope.FULL}
        settled = {row.event_id for row in self.dataset.observations if row.event_id}
        return frozenset(
            acts
            | settled
            | set(self.instrument_facts)
            | set(self.observations)
            | {row.event_id for row in self.dataset.exit_steps}
        )

    @cached_property
    def state_names(self) -> StateNames:
        """Every name by which the States and areas are found."""
        return StateNames(self.countries.values())

    def actions_of(self, instrument_id: str, iso3: str) -> tuple[TreatyAction, ...]:
        """Acts of one State under one instrument; empty where the record holds none."""
        return self._actions.get(f"{instrument_id} {iso3}", ())

    def steps_of(self, instrument_id: str, iso3: str) -> tuple[ExitStep, ...]:
        """Marked exit steps of one State under one instrument."""
        return self._steps.get(f"{instrument_id} {iso3}", ())

    def observations_of(self, lens_id: str, iso3: str) -> tuple[Observation, ...]:
        """Observations of one State under one lens; empty where the record holds none."""
        return self._observations.get(f"{lens_id} {iso3}", ())

    def details_of(self, lens_id: str, iso3: str) -> tuple[ObservationDetail, ...]:
        """Dated details of one State under one policy."""
        return self._details.get(f"{lens_id} {iso3}", ())

    def name_of(self, iso3: str) -> str:
        """Name of a State or area on screen; its code where the dataset does not hold it."""
        country = self.countries.get(iso3)
        return iso3 if country is None else country.name

    def publisher_of(self, source_id: str) -> Publisher:
        """Who published a source. Raises ``KeyError`` where the rules of the dataset are broken."""
        return self.publishers[self.sources[source_id].publisher_id]

    def grade_of_source(self, source_id: str) -> Grade:
        """Grade of whoever published the text that was read: the carrier's, where nobody opened the page itself."""
        source = self.sources[source_id]
        return self.publishers[source.carrier_id or source.publisher_id].grade

    def grade_of(self, row: Sourced) -> Grade | None:
        """Best grade among a row's sources; ``None`` for a row without sources."""
        return min(map(self.grade_of_source, row.source_ids), default=None)
