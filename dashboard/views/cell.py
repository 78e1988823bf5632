"""One cell of the matrix opened: what holds, and the acts and steps it rests on, each with its sources."""

from __future__ import annotations

import datetime as dt

from dashboard.domain.days import day_number
from dashboard.domain.index import Index
from dashboard.domain.status import reading
from dashboard.domain.terms import Standing
from dashboard.look.palette import Theme
from dashboard.tables.dossier import facts_under
from dashboard.views.fills import fills
from dashboard.views.templates import render


def cell_html(index: Index, instrument: str, iso3: str | None, day: dt.date, theme: Theme) -> str:
    """The opened cell; a hint where no State is chosen."""
    if iso3 is None or iso3 not in index.countries:
        return render("hint.html", text="Choose a cell to see the acts it rests on.")
    now = reading(index, instrument, iso3, day)
    return render(
        "cell.html",
        fills=fills(theme, "o-"),
        iso3=iso3,
        name=index.countries[iso3].name,
        treaty=index.instruments[instrument].short_title,
        now=Standing(now.status, now.stage, now.contested),
        since=now.since,
        next_on=now.next.on if now.next else None,
        facts=facts_under(index, instrument, iso3),
        today=day_number(day),
    )
