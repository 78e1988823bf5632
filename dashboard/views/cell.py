"""One cell of the matrix opened: what holds, and the rows it rests on, each with its sources."""

from __future__ import annotations

import datetime as dt

from dashboard.domain.days import day_number
from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens
from dashboard.domain.lenses.holding import day_under, holding
from dashboard.domain.lenses.measure import MeasureLens
from dashboard.look.palette import Theme
from dashboard.tables.dossier import facts_under, figures_of
from dashboard.views.figures import edition_line
from dashboard.views.fills import fills
from dashboard.views.templates import go, render


def cell_html(index: Index, lens: Lens, iso3: str | None, day: dt.date | None, theme: Theme) -> str:
    """The opened cell, without a day on the lens's own latest one; a hint where no State is chosen."""
    if iso3 is None or iso3 not in index.countries:
        return render("hint.html", text="Choose a cell to see what it rests on.")
    on = day_under(index, lens, day)
    now, latest = holding(index, lens, iso3, on), lens.latest(index)
    measure = lens if isinstance(lens, MeasureLens) else None
    return render(
        "cell.html",
        fills=fills(theme, "o-"),
        iso3=iso3,
        name=index.countries[iso3].name,
        lens=lens,
        now=now,
        edition=edition_line(index, measure, on) if measure else "",
        last=(latest, go(as_of=latest.isoformat())) if measure and not now.figure and latest < on else None,
        figures=figures_of(index, measure, iso3) if measure else None,
        facts=facts_under(index, lens, iso3),
        today=day_number(on),
    )
