"""What holds of a State under a lens on a day: since when, with which figure, and what is settled to follow."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import NamedTuple

from dashboard.domain.days import say_day
from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens, remarks_on
from dashboard.domain.lenses.lens import Look, Run
from dashboard.domain.lenses.measure import MeasureLens
from dashboard.domain.terms import Stage


class Holding(NamedTuple):
    """One State under one lens on one day, as that day knew it."""

    run: Run
    since: dt.date | None
    """First day of the class, of a figure that of its period; ``None`` where it held before the record. A State whose
    notice was taken back is a party since it became one, not since that day."""
    since_words: str
    """ "since 10 January 2026", "since before the record"; empty for a figure and where nothing ever began."""
    later: Run | None
    """The next class that was already settled; ``None`` where none was."""
    figure: str
    """ "4.50 % of GDP in 2025, an estimate"; empty where there is no figure."""
    remarks: tuple[str, ...]
    """What is said beside the class: "declared that it will not become a party"."""

    @property
    def look(self) -> Look:
        """What can be seen of it."""
        return self.run.look

    @property
    def words(self) -> str:
        """Class, figure and remarks in one line: "from 2 to under 3.5 %, 2.10 % of GDP in 2025"."""
        return ", ".join(part for part in (self.look.label, self.figure, *self.remarks) if part)

    @property
    def next_words(self) -> str:
        """ "withdrawn on 27 December 2025"; empty where nothing is settled."""
        return f"{self.later.look.label} on {say_day(self.later.start)}" if self.later else ""


def holding(index: Index, lens: Lens, iso3: str, day: dt.date) -> Holding:
    """What holds of a State under a lens on ``day``. Raises ``KeyError`` for an unknown State."""
    runs = lens.known_runs(index, iso3, day)
    at = max(number for number, run in enumerate(runs) if run.start <= day)
    run = runs[at]
    later = next((one for one in runs[at + 1 :] if one.class_id != run.class_id), None)
    since, is_figure = _first_day(lens, runs, at, _continues), isinstance(lens, MeasureLens)
    if since is None or is_figure:
        words = "since before the record" if run.start == lens.first and run.refs and not is_figure else ""
    else:
        words = f"since {say_day(since)}"
    return Holding(
        run=run,
        since=since,
        since_words=words,
        later=None if is_figure else later,
        figure=lens.figure(run) if isinstance(lens, MeasureLens) else "",
        remarks=remarks_on(index, lens, iso3, day),
    )


def class_since(lens: Lens, runs: Sequence[Run], at: int) -> dt.date | None:
    """First day of the class of ``runs[at]``, of a figure that of its period; ``None`` where the start is open."""
    return _first_day(lens, runs, at, lambda before, now: before.class_id == now.class_id)


def _continues(before: Run, now: Run) -> bool:
    """Whether what a treaty's class says held already before: a State Party without a stage was one with a stage."""
    if now.entry.status and now.entry.stage == Stage.NONE:
        return before.entry.status == now.entry.status
    return before.class_id == now.class_id


def _first_day(lens: Lens, runs: Sequence[Run], at: int, same: Callable[[Run, Run], bool]) -> dt.date | None:
    first = at
    while first and not isinstance(lens, MeasureLens) and same(runs[first - 1], runs[at]):
        first -= 1
    run = runs[first]
    opens = run.start == dt.date.min or (run.start == lens.first and not run.exact)
    return None if opens else run.start


def day_under(index: Index, lens: Lens, day: dt.date | None) -> dt.date:
    """The day on which a lens is looked at: the one chosen, else its own latest."""
    return lens.latest(index) if day is None else day
