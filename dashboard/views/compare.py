"""What changed between two views, as a table whose rows choose their State."""

from __future__ import annotations

from collections.abc import Sequence

from dashboard.domain.compare import Difference, Pairing, Side, Stretch
from dashboard.domain.days import say_day, say_period
from dashboard.domain.headline import headline
from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens, lenses_of
from dashboard.domain.lenses.holding import holding
from dashboard.domain.lenses.measure import MeasureLens
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


def side_head(index: Index, side: Side) -> str:
    """Head of one side: "Ottawa, 12 July 2025", of a measure with its period."""
    head = column_head(index, side.lens)
    if isinstance(side.lens, MeasureLens):
        return f"{head}, {side.lens.unit}, {say_period(*side.lens.period_of(side.day))}"
    return f"{head}, {say_day(side.day)}"


def pairings_html(
    index: Index, pairs: Sequence[Pairing], theme: Theme, left: Side, right: Side, focus: str | None = None
) -> str:
    """Which States are what under both lenses at once, those of the chosen State first said in words."""
    if not pairs:
        return render("hint.html", text="No State is in view.")
    names = {iso3: index.name_of(iso3) for pair in pairs for iso3 in pair.iso3s}
    rows = [(pair, sorted(((names[iso3], iso3) for iso3 in pair.iso3s), key=_by_name)) for pair in pairs]
    return render(
        "pairings.html",
        fills=fills(theme, PREFIX),
        rows=rows,
        left=side_head(index, left),
        right=side_head(index, right),
        focus=focus,
        answer=pairing_line(index, left, right, focus) if focus in names else "",
    )


def _by_name(named: tuple[str, str]) -> str:
    return named[0].casefold()


def pairing_line(index: Index, left: Side, right: Side, iso3: str) -> str:
    """ "Finland: Ottawa: withdrawn since 10 January 2026; Mines Protocol: State Party since 3 December 1998." """
    told = []
    for side in (left, right):
        now = holding(index, side.lens, iso3, side.day)
        since = f" {now.since_words}" if now.since_words else ""
        told.append(f"{column_head(index, side.lens)}: {now.words}{since}")
    return f"{index.name_of(iso3)}: {'; '.join(told)}."


def steps_html(index: Index, lens: Lens, steps: Sequence[Change]) -> str:
    """Every step in between, in the words of the headline; each chooses its day."""
    if not steps:
        return render("hint.html", text="Nothing moved in between.")
    names = spoken_names(index.dataset.countries)
    told = [(step.on, headline(step, names, lens)) for step in steps]
    return render("steps.html", steps=told, lens_id=lens.id)


def stretches_html(index: Index, stretches: Sequence[Stretch], theme: Theme) -> str:
    """What own rows change on the map: State, treaty, days, before and after; each chooses its first day."""
    if not stretches:
        return render("hint.html", text="No status on the map changes: these rows add evidence only.")
    rows = [
        (
            one,
            index.countries[one.iso3].name,
            column_head(index, lenses_of(index)[one.lens_id]),
            one.before,
            one.after,
        )
        for one in stretches
    ]
    return render("stretches.html", fills=fills(theme, PREFIX), rows=rows)
