"""What binds a State: stretches of days on which a treaty is in force for it, those nearest to a treaty first."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from typing import NamedTuple

from dashboard.domain.index import Index
from dashboard.domain.lenses import lenses_of


class Binding(NamedTuple):
    """Days ``start`` (included) to ``end`` (excluded; ``None`` is open) on which a treaty binds a State."""

    instrument: str
    start: dt.date
    end: dt.date | None


def bindings(index: Index, iso3: str, beside: str) -> tuple[Binding, ...]:
    """Every other treaty that ever binds a State, ``nearest`` first. Raises ``KeyError`` for an unknown State."""
    found: list[Binding] = []
    for instrument in nearest(index, beside):
        lens = lenses_of(index)[instrument]
        stretches: list[Binding] = []
        for run in lens.runs(index, iso3):
            if run.entry.whole != lens.wording.main:
                continue
            if stretches and stretches[-1].end == run.start:
                stretches[-1] = stretches[-1]._replace(end=run.end)
            else:
                stretches.append(Binding(instrument, run.start, run.end))
        found += stretches
    return tuple(found)


def nearest(index: Index, instrument: str) -> tuple[str, ...]:
    """The other treaties: those that announcements name together with this one, those of its group, then the rest."""
    together = Counter(
        other for row in index.dataset.announcements if instrument in row.instrument_ids for other in row.instrument_ids
    )
    group = index.instruments[instrument].group
    others = (key for key in index.instruments if key != instrument)
    return tuple(sorted(others, key=lambda key: (-together[key], index.instruments[key].group is not group)))
