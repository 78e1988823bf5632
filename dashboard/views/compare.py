"""What changed between two views, as a table whose rows choose their State."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.domain.compare import Difference, Stretch
from dashboard.domain.headline import headline
from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens
from dashboard.domain.timeline import Change
from dashboard.domain.wording import spoken_names
from dashboard.look.palette import Theme
from dashboard.views.fills import fills
from dashboard.views.matrix import column_head
from dashboard.views.templates import render

PREFIX = "w-"


def differences_html(index: Index, differing: Sequence[Difference], theme: Theme, left: str, right: str) -> str:
    """One row for each State that differs; ``left`` and ``right`` head the two columns."""
    if not differing:
        return render("hint.html", text="No State differs between the two.")
    rows = [(one.iso3, index.countries[one.iso3].name, one.left, one.right) for one in differing]
    rows.sort(key=lambda row: row[1].casefold())
    return render("differences.html", fills=fills(theme, PREFIX), rows=rows, left=left, right=right)


def steps_html(index: Index, lens: Lens, steps: Sequence[Change]) -> str:
    """Every step in between, in the words of the headline; each chooses its day."""
    if not steps:
        return render("hint.html", text="Nothing moved in between.")
    names = spoken_names(index.dataset.countries)
    told = [(step.on, headline(step, names, lens)) for step in steps]
    return render("steps.html", steps=told, instrument=lens.id)


def stretches_html(index: Index, stretches: Sequence[Stretch], theme: Theme) -> str:
    """What own rows change on the map: State, treaty, days, before and after; each chooses its first day."""
    if not stretches:
        return render("hint.html", text="No status on the map changes: these rows add evidence only.")
    rows = [
        (
            one,
            index.countries[one.iso3].name,
            column_head(index, one.lens_id),
            one.before,
            one.after,
        )
        for one in stretches
    ]
    return render("stretches.html", fills=fills(theme, PREFIX), rows=rows)
