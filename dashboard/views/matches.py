"""States for which several conditions hold at once, each with the rows that this rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from dashboard.domain.index import Index
from dashboard.domain.lenses import Run, lenses_of
from dashboard.domain.lenses.holding import day_under, holding
from dashboard.look.palette import Theme
from dashboard.tables.facts import fact_document
from dashboard.views.fills import fills
from dashboard.views.templates import render

PREFIX = "q-"


def matches_html(index: Index, found: Mapping[str, Mapping[str, Run]], day: dt.date | None, theme: Theme) -> str:
    """One row for each State and lens: what holds since when, and the rows behind it with their ids and grades."""
    if not found:
        return render("hint.html", text="No State meets them all on this day.")
    lenses = lenses_of(index)
    rows = []
    for iso3 in sorted(found, key=lambda iso3: index.name_of(iso3).casefold()):
        told = []
        for lens_id, run in found[iso3].items():
            lens = lenses[lens_id]
            now = holding(index, lens, iso3, day_under(index, lens, day))
            told.append((lens, now, [fact_document(index, ref) for ref in run.refs]))
        rows.append((iso3, index.name_of(iso3), told))
    return render("matches.html", fills=fills(theme, PREFIX), rows=rows)
