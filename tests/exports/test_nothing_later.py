"""Nothing said of a day rests on a later one: the record cut off on that day says the same, word for word.

The cut record holds what was known on the day and not a row more: acts done or in effect, steps taken, happenings,
classes begun or settled, figures of periods begun, announcements, and windows as they could be derived. Whatever is
said otherwise of the whole record was known later.
"""

from __future__ import annotations

import datetime as dt
import random
from collections import defaultdict
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from functools import cache

import pytest
from export_views import index, shapes

from dashboard.domain.announcements import as_known, known_on, programmes_as_of
from dashboard.domain.bands import band_chart
from dashboard.domain.days import counts_from, told_from
from dashboard.domain.headline import last_line, value_text
from dashboard.domain.index import Index
from dashboard.domain.lenses import lenses_of
from dashboard.domain.lenses.policy import starts_on
from dashboard.domain.production_chart import production_chart
from dashboard.domain.selection import Selection, with_lens
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
from dashboard.tables.fact_row import FactRow
from dashboard.tables.facts import fact_document
from dashboard.tables.rows import rows_of
from dashboard.tables.status_table import status_document
from dashboard.views.listing import Sort, table_html
from dashboard.views.production_rows import production_html
from data.lens_schema import Observation
from data.treaty_schema import InstrumentFact, TreatyAction

DAYS = 200
DAYS_EACH = 9
STATES = ("FIN", "LVA", "LTU", "UKR", "RUS")
Maker = Callable[[Index, str, dt.date], object]


def _days(row: TreatyAction) -> list[dt.date]:
    """Days on which an act was done and took effect, as far as they are known."""
    dated = ((row.acted_on, row.acted_precision), (row.effective_on, row.effective_precision))
    return [day for day in (told_from(on, precision) for on, precision in dated) if day is not None]


def _known_by(on: dt.date | None, day: dt.date) -> bool:
    return on is not None and on <= day


def _class_known_by(whole: Index, row: Observation, day: dt.date) -> bool:
    """Whether a class or figure had begun by ``day``, or an event had settled it by then."""
    event = whole.events.get(row.event_id or "")
    settled = counts_from(event.happened_on, event.happened_precision) if event else None
    return starts_on(row) <= day or _known_by(settled, day)


def _happening_known_by(whole: Index, row: InstrumentFact, day: dt.date) -> bool:
    """Whether something had happened to a treaty by ``day``, or had been settled by then."""
    act = whole.actions.get(row.settled_by_id or "")
    happening = next((one for one in whole.dataset.instrument_facts if one.fact_id == row.settled_by_id), row)
    settled = counts_from(happening.happened_on, happening.happened_precision)
    return _known_by(settled, day) or (act is not None and min(_days(act), default=dt.date.min) <= day)


def cut(whole: Index, day: dt.date, lens_ids: Collection[str]) -> Index:
    """The record as it stood on ``day``, of acts and classes only those of some lenses, on which alone theirs rest."""
    data = whole.dataset
    of_lenses = [row for row in data.treaty_actions if row.instrument_id in lens_ids]
    acts = [row for row in of_lenses if min(_days(row), default=dt.date.min) <= day]
    ids = {row.action_id for row in acts}
    return Index(
        data.model_copy(
            update={
                "treaty_actions": tuple(row for row in acts if row.objects_to is None or row.objects_to in ids),
                "instrument_facts": tuple(row for row in data.instrument_facts if _happening_known_by(whole, row, day)),
                "exit_steps": tuple(row for row in data.exit_steps if row.stepped_on <= day),
                "observations": tuple(
                    row for row in data.observations if row.lens_id in lens_ids and _class_known_by(whole, row, day)
                ),
                "policy_events": tuple(
                    row
                    for row in data.policy_events
                    if _known_by(counts_from(row.happened_on, row.happened_precision), day)
                ),
                "announcements": tuple(
                    as_known(row, day) for row in data.announcements if _known_by(known_on(row), day)
                ),
            }
        )
    )


@cache
def _chance_days() -> tuple[dt.date, ...]:
    """Days by chance, the same for every lens: a record is cut once for all of them."""
    first, last = dt.date(1990, 1, 1), index().dataset.meta.as_of
    chance = random.Random(10)
    return tuple(first + dt.timedelta(days=chance.randint(0, (last - first).days)) for _ in range(4 * DAYS_EACH))


@cache
def days_of(lens_id: str) -> tuple[dt.date, ...]:
    """Days of change since 2022 with their neighbours, days on which a window was derived, and others by chance."""
    whole = index()
    first, _ = extent(whole, lens_id)
    last = whole.dataset.meta.as_of
    steps = changes(whole, lenses_of(whole)[lens_id])
    marks = [step.on for step in steps if dt.date(2022, 1, 1) <= step.on <= last][-20:]
    marks += [row.bounds_known_on for row in whole.dataset.announcements if row.bounds_known_on]
    near = {mark + dt.timedelta(days=shift) for mark in marks for shift in (-1, 0, 1)}
    near = {day for day in near if first <= day <= last}
    if lens_id == "rome":  # the order of a State whose notice came on that day or later
        near |= {dt.date(2016, 11, 15), dt.date(2016, 11, 16)}
    chance = (day for day in _chance_days() if day >= first)
    while len(near) < DAYS_EACH:
        near.add(next(chance))
    return tuple(sorted(near))


def _view(record: Index, lens_id: str, day: dt.date, focus: str | None = None) -> View:
    return View(record, shapes(), lens_id, day, focus=frozenset({focus} if focus else ()))


def _sentences(record: Index, lens_id: str, day: dt.date) -> object:
    one = _view(record, lens_id, day)
    names, lens = one.sentence_names, one.lens
    value = value_text(one.steps, day, names, lens), last_line(one.steps, day, names, lens)
    return one.answer, one.summary_text, one.headline, one.settled_lines, legend_rows(one), Captions(one).total, value


def _chosen_states(record: Index, lens_id: str, day: dt.date) -> object:
    return [_view(record, lens_id, day, iso3).chosen_line for iso3 in STATES]


def _standing_lines(record: Index, lens_id: str, day: dt.date) -> object:
    weapons = sorted(governed_weapons(index(), lens_id))
    return [new_weapons_line(record, weapon, day) for weapon in weapons]


def _production(record: Index, day: dt.date) -> object:
    programmes = programmes_as_of(record, day)
    chart = production_chart(record, programmes, day)
    return chart.summary, production_html(record, programmes, chart)


def _dossiers(record: Index, lens_id: str, day: dt.date) -> object:
    shown = [dossier(record, iso3, day, [lenses_of(record)[lens_id]]) for iso3 in STATES]
    return [(under.now, one.known(under.facts), one.versions) for one in shown for under in one.lenses]


@dataclass(frozen=True)
class Listed:
    """The list of rows, drawn only where the rows differ: equal rows are drawn equal."""

    rows: Sequence[FactRow]

    def html(self) -> str:
        """The list as it is shown."""
        total = len(self.rows)
        return table_html(self.rows, chosen=None, by=Sort.DAY, down=True, first=0, total=total, own=frozenset())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Listed) and (self.rows == other.rows or self.html() == other.html())


def _lists(record: Index, lens_id: str, day: dt.date) -> object:
    return Listed(rows_of(record, with_lens(Selection(as_of=day), lens_id, record)).rows)


def _slides(record: Index, lens_id: str, day: dt.date) -> object:
    slides, at = timeline_slides(record, lenses_of(record)[lens_id], (), day)
    return slides[at], [fact_document(record, fact_id, day) for fact_id in slides[at].fact_ids]


def _bands(record: Index, lens_id: str, day: dt.date) -> object:
    return band_chart(record, lenses_of(record)[lens_id], day)  # all that is drawn of the bands


def _pictures(record: Index, lens_id: str, day: dt.date) -> object:
    one = _view(record, lens_id, day)
    pages = (map_page(one), production_page(one))
    return [mark.text for page in pages for mark in page.marks if isinstance(mark, Text)]


def _feeds(record: Index, lens_id: str, day: dt.date) -> object:
    selection = with_lens(Selection(as_of=day), lens_id, record)
    return atom_feed(record, selection, ""), calendar_feed(record, selection)


def _status(record: Index, lens_id: str, day: dt.date) -> object:
    return status_document(record, lens_id, day) if lens_id in record.instruments else None


MAKERS: tuple[Maker, ...] = (
    _sentences,
    _chosen_states,
    _standing_lines,
    _dossiers,
    _lists,
    _slides,
    _bands,
    _pictures,
    _feeds,
    _status,
)


PARTS = 4


@cache
def _lenses_of_days() -> dict[dt.date, list[str]]:
    """Every day with the lenses that are looked at on it."""
    found: defaultdict[dt.date, list[str]] = defaultdict(list)
    for lens_id in lenses_of(index()):
        for day in days_of(lens_id):
            found[day].append(lens_id)
    return dict(sorted(found.items()))


@pytest.mark.parametrize("part", range(PARTS))
def test_the_record_of_the_day_says_the_same(part: int) -> None:
    """Day by day, since a cut record is large; announced production, whatever the lens, once for each day."""
    for day, lens_ids in list(_lenses_of_days().items())[part::PARTS]:
        record = cut(index(), day, lens_ids)
        assert _production(index(), day) == _production(record, day), day
        for lens_id in lens_ids:
            for maker in MAKERS:
                same = maker(index(), lens_id, day) == maker(record, lens_id, day)
                assert same, (maker.__name__, lens_id, day)


def test_the_days_are_many_and_hold_the_boundaries() -> None:
    assert sum(len(days_of(lens_id)) for lens_id in lenses_of(index())) >= DAYS
    assert {dt.date(2025, 6, 26), dt.date(2025, 6, 27), dt.date(2025, 12, 27)} <= set(days_of("apmbc"))
    assert {dt.date(2023, 4, 4), dt.date(2023, 4, 5), dt.date(2024, 1, 1)} <= set(days_of("conscription"))
