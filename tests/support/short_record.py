"""The record cut to eight States and four lenses, for tests that check it thousands of times. Holds no tests itself."""

from __future__ import annotations

from dashboard.domain.index import Index
from dashboard.store.dataset import Served
from data.fields import Row
from data.schema import TABLES, id_of

STATES = {"EST", "LVA", "LTU", "POL", "FIN", "NOR", "RUS", "XKX"}
LENSES = {"apmbc", "ccm", "conscription", "spending"}
_POINTING = (("iso3", STATES), ("instrument_id", LENSES), ("lens_id", LENSES))
_POINTING_TO_MANY = (("iso3s", STATES), ("instrument_ids", LENSES), ("lens_ids", LENSES))


def short_record(base: Served) -> Served:
    """What ``base`` says of those States under those lenses, with its sources; it is not whole, but reads alike."""
    whole = base.index.dataset
    tables = {table: tuple(row for row in getattr(whole, table) if _kept(row)) for table in TABLES}
    events = {row.event_id for row in tables["policy_events"]}  # type: ignore[attr-defined]
    for table in ("exit_steps", "observations"):
        tables[table] = tuple(row for row in tables[table] if row.event_id in {*events, None})  # type: ignore[attr-defined]
    rows = [row for of_table in tables.values() for row in of_table]
    used = {one for row in rows for name in ("source_ids", "effective_source_ids") for one in getattr(row, name, ())}
    ids = {id_of(table, row) for table, of_table in tables.items() for row in of_table}
    tables["sources"] = tuple(row for row in whole.sources if row.source_id in used)
    publishers = {row.publisher_id for row in tables["sources"]}
    tables["publishers"] = tuple(row for row in whole.publishers if row.publisher_id in publishers)
    tables["corrections"] = tuple(row for row in whole.corrections if row.fact_id in ids)
    meta = whole.meta.model_copy(update={"floors": {}})
    return Served(Index(whole.model_copy(update={"meta": meta, **tables})), (), "short")


def _kept(row: Row) -> bool:
    one = all(getattr(row, name, None) in {*known, None, ""} for name, known in _POINTING)
    return one and all(set(getattr(row, name, ())) <= known for name, known in _POINTING_TO_MANY)
