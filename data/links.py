"""Which column points to which table: one list for the rules, the dictionary and the data package."""

from __future__ import annotations

from typing import NamedTuple


class Link(NamedTuple):
    """``column`` of ``table`` holds ids of one of ``targets``; several, ``;``-separated, where ``many``."""

    table: str
    column: str
    targets: tuple[str, ...]
    many: bool = False


FACT_TABLES = (
    "treaty_actions",
    "instrument_facts",
    "not_read",
    "exit_steps",
    "policy_events",
    "announcements",
    "observations",
    "instruments",
    "sources",
)
"""Tables whose rows may be corrected."""
LINKS: tuple[Link, ...] = (
    Link("instruments", "source_ids", ("sources",), many=True),
    Link("instruments", "parent_id", ("instruments",)),
    Link("instruments", "open_to", ("countries",), many=True),
    Link("countries", "source_ids", ("sources",), many=True),
    Link("treaty_actions", "instrument_id", ("instruments",)),
    Link("treaty_actions", "iso3", ("countries",)),
    Link("treaty_actions", "objects_to", ("treaty_actions",)),
    Link("treaty_actions", "concerns_id", ("treaty_actions",)),
    Link("treaty_actions", "source_ids", ("sources",), many=True),
    Link("treaty_actions", "effective_source_ids", ("sources",), many=True),
    Link("instrument_facts", "instrument_id", ("instruments",)),
    Link("instrument_facts", "iso3s", ("countries",), many=True),
    Link("instrument_facts", "settled_by_id", ("treaty_actions", "instrument_facts")),
    Link("instrument_facts", "source_ids", ("sources",), many=True),
    Link("not_read", "lens_id", ("instruments", "lenses")),
    Link("not_read", "iso3", ("countries",)),
    Link("not_read", "source_ids", ("sources",), many=True),
    Link("exit_steps", "instrument_id", ("instruments",)),
    Link("exit_steps", "iso3", ("countries",)),
    Link("exit_steps", "event_id", ("policy_events",)),
    Link("exit_steps", "source_ids", ("sources",), many=True),
    Link("policy_events", "instrument_ids", ("instruments",), many=True),
    Link("policy_events", "lens_ids", ("lenses",), many=True),
    Link("policy_events", "topic_ids", ("topics",), many=True),
    Link("policy_events", "kind", ("event_kinds",)),
    Link("policy_events", "restates_id", ("treaty_actions", "policy_events", "announcements")),
    Link("policy_events", "source_ids", ("sources",), many=True),
    Link("announcements", "iso3", ("countries",)),
    Link("announcements", "instrument_ids", ("instruments",), many=True),
    Link("announcements", "replaces_id", ("announcements",)),
    Link("announcements", "restates_id", ("policy_events",)),
    Link("announcements", "source_ids", ("sources",), many=True),
    Link("lenses", "source_ids", ("sources",), many=True),
    Link("lens_classes", "lens_id", ("lenses",)),
    Link("series", "lens_id", ("lenses",)),
    Link("series", "publisher_id", ("publishers",)),
    Link("series", "replaces_id", ("series",)),
    Link("series", "source_ids", ("sources",), many=True),
    Link("observations", "lens_id", ("lenses",)),
    Link("observations", "series_id", ("series",)),
    Link("observations", "iso3", ("countries",)),
    Link("observations", "event_id", ("policy_events",)),
    Link("observations", "source_ids", ("sources",), many=True),
    Link("observation_details", "iso3", ("countries",)),
    Link("observation_details", "lens_id", ("lenses",)),
    Link("observation_details", "source_ids", ("sources",), many=True),
    Link("sources", "publisher_id", ("publishers",)),
    Link("sources", "carrier_id", ("publishers",)),
    Link("corrections", "fact_id", FACT_TABLES),
)
