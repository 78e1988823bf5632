"""Nothing said of a day rests on a later one: the record cut off on that day says the same, word for word.

The cut record holds what was known on the day and not a row more: acts done or in effect, steps taken, happenings,
announcements, and windows as they could be derived. Whatever is said otherwise of the whole record was known later.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable
from functools import cache

import pytest
from export_views import index, shapes

from dashboard.domain.announcements import as_known, known_on, programmes_as_of
from dashboard.domain.bands import band_chart
from dashboard.domain.days import counts_from
from dashboard.domain.headline import last_line, value_text
from dashboard.domain.index import Index
from dashboard.domain.lenses import lenses_of
from dashboard.domain.production_marks import production_chart
from dashboard.domain.selection import Selection
from dashboard.domain.stories import timeline_slides
from dashboard.domain.timeline import changes, extent
from dashboard.domain.weapons import governed_weapons, new_weapons_line
from dashboard.exports.calendar_feed import calendar_feed
from dashboard.exports.captions import Captions
from dashboard.exports.feeds import atom_feed
from dashboard.exports.legend import legend_rows
from dashboard.exports.picture import map_page
from dashboard.exports.production_picture import production_page
from dashboard.exports.view import View
from dashboard.look.drawing import Text
from dashboard.tables.dossier import dossier
from dashboard.tables.facts import fact_document
from dashboard.tables.rows import rows_of
from dashboard.tables.status_table import status_document
from dashboard.views.bands import bands_html
from dashboard.views.listing import Sort, table_html
from dashboard.views.production_rows import production_html
from data.schema import TreatyAction

DAYS = 200
STATES = ("FIN", "LVA", "LTU", "UKR", "RUS")
Maker = Callable[[Index, str, dt.date], object]


def _days(row: TreatyAction) -> list[dt.date]:
    """Days on which an act was done and took effect, as far as they are known."""
    dated = ((row.acted_on, row.acted_precision), (row.effective_on, row.effective_precision))
    return [day for day in (counts_from(on, precision) for on, precision in dated) if day is not None]


def cut(whole: Index, day: dt.date) -> Index:
    """The record as it stood on ``day``."""
    data = whole.dataset
    acts = [row for row in data.treaty_actions if min(_days(row), default=dt.date.min) <= day]
    ids = {row.action_id for row in acts}
    return Index(
        data.model_copy(
            update={
                "treaty_actions": tuple(row for row in acts if row.objects_to is None or row.objects_to in ids),
                "exit_steps": tuple(row for row in data.exit_steps if row.stepped_on <= day),
                "policy_events": tuple(
                    row
                    for row in data.policy_events
                    if (on := counts_from(row.happened_on, row.happened_precision)) is not None and on <= day
                ),
                "announcements": tuple(
                    as_known(row, day) for row in data.announcements if (on := known_on(row)) is not None and on <= day
                ),
            }
        )
    )


@cache
def _kept_cut(day: dt.date) -> Index:
    return cut(index(), day)


@cache
def days_of(instrument: str) -> tuple[dt.date, ...]:
    """Days of change since 2022 with their neighbours, days on which a window was derived, and others by chance."""
    whole = index()
    first, _ = extent(whole, instrument)
    last = whole.dataset.meta.as_of
    steps = changes(whole, lenses_of(whole)[instrument])
    marks = [step.on for step in steps if dt.date(2022, 1, 1) <= step.on <= last][-20:]
    marks += [row.bounds_known_on for row in whole.dataset.announcements if row.bounds_known_on]
    near = {mark + dt.timedelta(days=shift) for mark in marks for shift in (-1, 0, 1)}
    chance = random.Random(instrument)
    while len(near) < -(-DAYS // len(whole.instruments)):
        near.add(first + dt.timedelta(days=chance.randint(0, (last - first).days)))
    return tuple(sorted(day for day in near if first <= day <= last))


def _view(record: Index, instrument: str, day: dt.date, focus: str | None = None) -> View:
    return View(record, shapes(), instrument, day, focus=frozenset({focus} if focus else ()))


def _sentences(record: Index, instrument: str, day: dt.date) -> object:
    one = _view(record, instrument, day)
    names, lens = one.sentence_names, one.lens
    value = value_text(one.steps, day, names, lens), last_line(one.steps, day, names, lens)
    return one.answer, one.summary_text, one.headline, one.settled_lines, legend_rows(one), Captions(one).total, value


def _chosen_states(record: Index, instrument: str, day: dt.date) -> object:
    return [_view(record, instrument, day, iso3).chosen_line for iso3 in STATES]


def _standing_lines(record: Index, instrument: str, day: dt.date) -> object:
    weapons = sorted(governed_weapons(index(), instrument))
    return [new_weapons_line(record, weapon, day) for weapon in weapons]


def _production(record: Index, instrument: str, day: dt.date) -> object:
    programmes = programmes_as_of(record, day)
    chart = production_chart(record, programmes, day)
    return chart.summary, production_html(record, programmes, chart)


def _dossiers(record: Index, instrument: str, day: dt.date) -> object:
    shown = [dossier(record, iso3, day, [lenses_of(record)[instrument]]) for iso3 in STATES]
    return [(under.now, one.known(under.facts), one.versions) for one in shown for under in one.lenses]


def _lists(record: Index, instrument: str, day: dt.date) -> object:
    rows = rows_of(record, Selection(instrument=instrument, as_of=day)).rows
    return table_html(rows, chosen=None, by=Sort.DAY, down=True, first=0, total=len(rows), own=frozenset())


def _slides(record: Index, instrument: str, day: dt.date) -> object:
    slides, at = timeline_slides(record, lenses_of(record)[instrument], (), day)
    return slides[at], [fact_document(record, fact_id, day) for fact_id in slides[at].fact_ids]


def _bands(record: Index, instrument: str, day: dt.date) -> object:
    chart = band_chart(record, lenses_of(record)[instrument], day)
    return chart, bands_html(chart, "standard")


def _pictures(record: Index, instrument: str, day: dt.date) -> object:
    one = _view(record, instrument, day)
    pages = (map_page(one), production_page(one))
    return [mark.text for page in pages for mark in page.marks if isinstance(mark, Text)]


def _feeds(record: Index, instrument: str, day: dt.date) -> object:
    selection = Selection(instrument=instrument, as_of=day)
    return atom_feed(record, selection, ""), calendar_feed(record, selection)


def _status(record: Index, instrument: str, day: dt.date) -> object:
    return status_document(record, instrument, day)


MAKERS: tuple[Maker, ...] = (
    _sentences,
    _chosen_states,
    _standing_lines,
    _production,
    _dossiers,
    _lists,
    _slides,
    _bands,
    _pictures,
    _feeds,
    _status,
)


@pytest.mark.parametrize("maker", MAKERS, ids=lambda maker: maker.__name__.strip("_"))
@pytest.mark.parametrize("instrument", index().instruments)
def test_the_record_of_the_day_says_the_same(instrument: str, maker: Maker) -> None:
    for day in days_of(instrument):
        assert maker(index(), instrument, day) == maker(_kept_cut(day), instrument, day), day


def test_the_days_are_many_and_hold_the_boundaries() -> None:
    assert sum(len(days_of(instrument)) for instrument in index().instruments) >= DAYS
    assert {dt.date(2025, 6, 26), dt.date(2025, 6, 27), dt.date(2025, 12, 27)} <= set(days_of("apmbc"))
