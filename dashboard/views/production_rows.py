"""The programmes of the production chart as HTML: rows to choose, the list without dates, the agenda by year, a table.

Every row opens the same sheet: the full words, each version with its sources, how the date moved. The rows lie where
``production`` draws their bars; the agenda takes their place where there is no room for a chart.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from dashboard.domain.announcements import Programme, known_on, slip_text
from dashboard.domain.glossary import Word, term_url
from dashboard.domain.index import Index
from dashboard.domain.production_chart import by_state
from dashboard.domain.production_marks import ProductionChart, ProgrammeMarks
from dashboard.look.palette import PALETTES, Theme
from dashboard.tables.facts import announcement_fact
from dashboard.views.templates import go, render
from data.event_schema import Announcement

NO_DATE = "No date given"
WORDS = {
    "announcement": term_url(Word.ANNOUNCEMENT),
    "slippage": term_url(Word.SLIPPAGE),
    "grade": term_url(Word.GRADE),
}


class Version(NamedTuple):
    """One announcement of a programme, as its sheet tells it."""

    fact: dict[str, Any]
    current: bool
    moved: str
    """Against the version that it replaces; empty where it replaces none."""
    day: str
    """Value of ``data-go`` that shows the day on which it became known."""


class Entry(NamedTuple):
    """One programme."""

    row: ProgrammeMarks
    versions: list[Version]
    """Latest first."""
    source: str
    """Address of the best source of the version announced last."""
    publishers: str
    """Who published what the version announced last rests on."""


def production_html(index: Index, programmes: Sequence[Programme], chart: ProductionChart) -> str:
    """Rows, list, agenda, table and sheets of ``chart``; ``programmes`` are those that it was made of.

    The same on every day on which the same was known, so that the browser is not sent it again.
    """
    entries = {programme.chain_id: _entry(index, programme, row) for programme, row in _pairs(programmes, chart)}
    return render(
        "production_rows.html",
        entries=entries,
        dated=by_state(chart.dated),
        undated=by_state(chart.undated),
        agenda=agenda(chart),
        edition=index.dataset.meta.version,
    )


def key_html(theme: Theme) -> str:
    """What the marks of the chart mean, beside the marks themselves."""
    return render("production_key.html", words=WORDS, slip=PALETTES[theme]["withdrawn"])


def agenda(chart: ProductionChart) -> list[tuple[str, list[ProgrammeMarks]]]:
    """Programmes by the year for which they were announced, earliest first; those without a date at the end."""
    dated = sorted((row for row in chart.rows if row.year is not None), key=_when)
    years: dict[str, list[ProgrammeMarks]] = {}
    for row in dated:
        years.setdefault(str(row.year), []).append(row)
    rest = [row for row in chart.rows if row.year is None]
    return [*years.items(), *([(NO_DATE, rest)] if rest else [])]


def _when(row: ProgrammeMarks) -> tuple[Any, ...]:
    bar = row.head.bar
    return () if bar is None else (row.year, bar.end, row.title)


def _pairs(programmes: Sequence[Programme], chart: ProductionChart) -> list[tuple[Programme, ProgrammeMarks]]:
    rows = {row.chain_id: row for row in chart.rows}
    return [(programme, rows[programme.chain_id]) for programme in programmes]


def _entry(index: Index, programme: Programme, row: ProgrammeMarks) -> Entry:
    slips = {slip.to_id: slip_text(slip) for slip in programme.slips}

    def version(said: Announcement, current: bool) -> Version:
        day = known_on(said) or said.announced_on
        moved = slips.get(said.announcement_id, "")
        return Version(announcement_fact(index, said), current, moved, go(focus=said.iso3, as_of=day.isoformat()))

    versions = [version(said, True) for said in programme.heads]
    versions += [version(said, False) for said in programme.superseded]
    sources = versions[0].fact["sources"]
    publishers = ", ".join(dict.fromkeys(source["publisher"] for source in sources))
    return Entry(row, versions, sources[0]["url"] if sources else "", publishers)
