"""All States with their class on a day, each the way to its dossier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from dashboard.domain.history import Interval
from dashboard.domain.index import Index
from dashboard.domain.status import status_as_of
from dashboard.domain.terms import LEGEND
from dashboard.look.palette import Theme
from dashboard.views.fills import fills
from dashboard.views.templates import render

PREFIX = "l-"
MOVING = frozenset(entry.class_id for entry in LEGEND if entry.moving)


def states_list_html(
    index: Index,
    instrument: str,
    histories: Mapping[str, Sequence[Interval]],
    day: dt.date,
    iso3s: Collection[str],
    theme: Theme,
) -> str:
    """The States of ``iso3s`` by name, those that leave, left or suspend first; ``histories`` are the treaty's."""
    names = sorted(iso3s, key=lambda iso3: index.countries[iso3].name.casefold())
    rows = [(iso3, index.countries[iso3].name, status_as_of(histories[iso3], day).standing) for iso3 in names]
    moving = [row for row in rows if row[2].class_id in MOVING]
    others = [row for row in rows if row not in moving]
    return render(
        "states_list.html",
        fills=fills(theme, PREFIX),
        treaty=index.instruments[instrument].short_title,
        day=day,
        parts=[part for part in (("Leaving, out or suspending", moving), ("All others", others)) if part[1]],
    )
