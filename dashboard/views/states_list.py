"""All States with their class or figure on a day, each the way to its dossier."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection

from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens, LensKind
from dashboard.domain.lenses.figures import greatest_first
from dashboard.domain.lenses.holding import day_under, holding
from dashboard.look.palette import Theme
from dashboard.views.fills import fills
from dashboard.views.templates import render

PREFIX = "l-"


def states_list_html(index: Index, lens: Lens, day: dt.date | None, iso3s: Collection[str], theme: Theme) -> str:
    """The States of ``iso3s`` by name, those that move under the lens first; under a measure the greatest figure first.

    Without a day on the lens's own latest one.
    """
    on = day_under(index, lens, day)
    names = sorted(iso3s, key=lambda iso3: index.countries[iso3].name.casefold())
    rows = [(iso3, index.countries[iso3].name, holding(index, lens, iso3, on)) for iso3 in names]
    if lens.kind is LensKind.MEASURE:
        rows.sort(key=lambda row: greatest_first(row[2].run))
    moving = [row for row in rows if row[2].run.entry.moving]
    others = [row for row in rows if not row[2].run.entry.moving]
    return render(
        "states_list.html",
        fills=fills(theme, PREFIX),
        title=lens.title,
        day=on,
        parts=[
            part
            for part in (
                ("Leaving, left or changing", moving),
                ("All others" if moving else "All States and areas", others),
            )
            if part[1]
        ],
    )
