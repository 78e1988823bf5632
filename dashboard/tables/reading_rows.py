"""Readings of a lens as rows of a table: a State a row, treaty, policy and measure in one shape."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens
from dashboard.domain.lenses.measure import MeasureLens
from dashboard.tables.readings import readings_document
from dashboard.tables.records import ReadingRow


def reading_rows(index: Index, lens: Lens, day: dt.date, iso3s: Iterable[str]) -> list[ReadingRow]:
    """The States and areas of ``iso3s`` under a lens on a day, in their order."""
    wanted = list(iso3s)
    document = readings_document(index, lens, day, wanted)
    labels = {entry.class_id: entry.label for entry in lens.classes}
    found = []
    for iso3 in wanted:
        now = document.states[iso3]
        found.append(
            ReadingRow.model_construct(
                lens_id=lens.id,
                series_id=lens.series_id,
                as_of=day,
                published_on=document.published_on,
                iso3=iso3,
                state=index.name_of(iso3),
                class_id=now.class_id,
                label=labels[now.class_id],
                value=now.value,
                unit=lens.unit if isinstance(lens, MeasureLens) else "",
                quality=now.quality or "",
                since=now.since,
                contested=now.contested,
                remarks=tuple(now.remarks),
                next_on=now.next.on if now.next else None,
                next_class_id=now.next.class_id if now.next else "",
                refs=tuple(now.refs),
            )
        )
    return found
