"""What several readers look at is made once: results of pure functions of a record, the last ones kept.

What a reader has uploaded is never kept here. Days are taken back to the first on which the result is the same.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import wraps
from threading import Lock
from typing import Concatenate, NamedTuple, ParamSpec, TypeVar

import plotly.graph_objects as go
from cachetools import LRUCache, cached

from dashboard.domain import announcements, bands, weapons
from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens
from dashboard.domain.production_chart import chart_of_rows, production_chart
from dashboard.domain.production_marks import ProductionChart
from dashboard.domain.vocabulary import vocabulary
from dashboard.look.palette import Theme
from dashboard.store.dataset import Served
from dashboard.tables.rows import Rows
from dashboard.views.bands import BandRows, band_rows
from dashboard.views.listing import Sort, sort_rows, table_html
from dashboard.views.production import production_figure
from dashboard.views.production_rows import production_html
from data.event_schema import Activity, Weapon
from data.source_schema import Grade

Key = ParamSpec("Key")
Made = TypeVar("Made")


def _kept(
    most: int,
) -> Callable[[Callable[Concatenate[Index, Key], Made]], Callable[Concatenate[Served, Key], Made]]:
    """Keep the last ``most`` results of a function of an index and what else decides them, unless it holds uploads."""

    def keeping(make: Callable[Concatenate[Index, Key], Made]) -> Callable[Concatenate[Served, Key], Made]:
        keep = cached(LRUCache(most), lock=Lock())(make)

        @wraps(make)
        def asked(served: Served, /, *args: Key.args, **named: Key.kwargs) -> Made:
            return (make if served.has_uploads else keep)(served.index, *args, **named)

        return asked

    return keeping


weapons_line = _kept(256)(weapons.new_weapons_line)
address_vocabulary = _kept(4)(vocabulary)


@_kept(256)
def _rows_of_bands(index: Index, lens: Lens, since: dt.date, iso3s: frozenset[str], focus: str | None) -> BandRows:
    return band_rows(bands.band_chart(index, lens, since, iso3s, whole=True), focus)


def rows_of_bands(served: Served, lens: Lens, day: dt.date, iso3s: frozenset[str], focus: str | None) -> BandRows:
    """Rows of all States through time, of those in ``iso3s`` where there are any; see ``band_rows``."""
    return _rows_of_bands(served, lens, bands.same_from(served.index, lens, day), iso3s, focus)


@_kept(128)
def page_of_rows(index: Index, listed: Rows, by: Sort, first: int, most: int, chosen: str | None, *, down: bool) -> str:
    """The table of ``most`` rows of a list from the place ``first`` on, sorted; see ``table_html``."""
    rows = sort_rows(listed.rows, by, down=down)
    shown, own = rows[first : first + most], index.upload_ids
    return table_html(shown, chosen=chosen, by=by, down=down, first=first, total=len(rows), own=own)


class Asked(NamedTuple):
    """Which programmes are asked for."""

    weapons: frozenset[Weapon]
    activities: frozenset[Activity]
    iso3s: frozenset[str]
    instrument_id: str
    grades: frozenset[Grade]


class Announced(NamedTuple):
    """The programmes of a day."""

    chart: ProductionChart
    html: str
    """Of the chart's rows, as ``production_html`` writes them."""


def _programmes(index: Index, day: dt.date, asked: Asked) -> tuple[announcements.Programme, ...]:
    return announcements.programmes_as_of(
        index,
        day,
        weapons=asked.weapons,
        activities=asked.activities,
        states=asked.iso3s,
        instrument_id=asked.instrument_id,
        grades=asked.grades,
    )


@_kept(256)
def _announced(index: Index, since: dt.date, asked: Asked) -> Announced:
    programmes = _programmes(index, since, asked)
    chart = production_chart(index, programmes, since)
    return Announced(chart, production_html(index, programmes, chart))


def announced(served: Served, day: dt.date, asked: Asked) -> Announced:
    """What was announced by ``day``, of what is asked for."""
    found = _announced(served, announcements.same_from(served.index, day), asked)
    return found._replace(chart=chart_of_rows(found.chart.rows, day))


@_kept(64)
def _figure(index: Index, since: dt.date, asked: Asked, first: dt.date, last: dt.date, theme: Theme) -> go.Figure:
    rows = production_chart(index, _programmes(index, since, asked), since).rows
    return production_figure(ProductionChart(since, first, last, rows), theme)


def figure(served: Served, asked: Asked, chart: ProductionChart, theme: Theme) -> go.Figure:
    """The chart of what was announced, shared by all who look at it; see ``production_figure``."""
    since = announcements.same_from(served.index, chart.as_of)
    return _figure(served, since, asked, chart.first, chart.last, theme)
