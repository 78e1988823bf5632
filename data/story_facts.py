"""Whether the facts that a story cites support the dates and figures of its sentences."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from data.days import MONTHS
from data.event_schema import Announcement, PolicyEvent
from data.fields import Row, date_window
from data.lens_schema import Observation
from data.schema import Dataset
from data.story_schema import StoryStep
from data.treaty_schema import ExitStep, Instrument, TreatyAction

_DATE = re.compile(rf"(?:\b(?P<day>\d{{1,2}}) )?\b(?P<month>{'|'.join(MONTHS)})\b(?: (?P<year>\d{{4}})\b)?", re.ASCII)
_FIGURE = re.compile(r"(?<![\w.-])\d[\d,]*(?:\.\d+)?(?![\w-])", re.ASCII)

UNSUPPORTED = "stands in none of the facts listed: add the fact that says so, or change the sentence"

FactRow = TreatyAction | ExitStep | PolicyEvent | Announcement | Instrument | Observation


def fact_rows(dataset: Dataset) -> dict[str, FactRow]:
    """Every row that a story may rest on, by id; ids do not repeat across these tables."""
    found: dict[str, FactRow] = {row.instrument_id: row for row in dataset.instruments}
    found |= {row.action_id: row for row in dataset.treaty_actions}
    found |= {row.exit_step_id: row for row in dataset.exit_steps}
    found |= {row.event_id: row for row in dataset.policy_events}
    found |= {row.announcement_id: row for row in dataset.announcements}
    found |= {row.observation_id: row for row in dataset.observations}
    return found


def first_known_days(dataset: Dataset) -> dict[str, dt.date | None]:
    """Id of every fact → first day on which it was certainly known; ``None`` where no day of it is recorded.

    A figure is known from the day on which its series was published.
    """
    published = {row.series_id: row.published_on for row in dataset.series}
    return {key: _first_known_on(row, published) for key, row in fact_rows(dataset).items()}


def _first_known_on(row: FactRow, published: Mapping[str, dt.date]) -> dt.date | None:
    match row:
        case Observation():
            return published.get(row.series_id or "") or date_window(row.from_on, row.from_precision)[1]
        case TreatyAction():
            return date_window(row.acted_on, row.acted_precision)[1]
        case ExitStep():
            return row.stepped_on
        case PolicyEvent():
            return date_window(row.happened_on, row.happened_precision)[1]
        case Announcement():
            return date_window(row.announced_on, row.announced_precision)[1]
        case Instrument():
            return row.opened_on


def rows_of(fact_ids: Iterable[str], known: Mapping[str, FactRow]) -> list[FactRow]:
    """The facts of these ids; a marked step brings along the event that marks it. Unknown ids are left out."""
    rows = [known[key] for key in fact_ids if key in known]
    return rows + [known[row.event_id] for row in rows if isinstance(row, ExitStep) and row.event_id in known]


def unsupported_in_step(step: StoryStep, known: Mapping[str, FactRow]) -> Iterator[tuple[str, str]]:
    """Key and wording of every date and figure of a step's sentences that none of its facts supports.

    A claim, and the headline over it, are another's and not checked. Numbers in words are not looked at.
    """
    facts, later = rows_of(step.facts, known), rows_of(step.later_facts, known)
    sentences = [("text", step.text, facts), ("later", step.later, facts + later)]
    if not step.claim:
        sentences.insert(0, ("headline", step.headline, facts))
    for key, sentence, rows in sentences:
        for figure in unsupported_figures(sentence, rows, [step.as_of]):
            yield key, figure


def unsupported_figures(sentence: str, rows: Iterable[FactRow], days: Iterable[dt.date] = ()) -> Iterator[str]:
    """Dates and figures of ``sentence`` that stand neither in a column nor in the text of ``rows``.

    ``days`` support them as well. A month or a year is supported by any day within it.
    """
    evidence = Evidence.of(rows, days)
    rest = sentence
    for date in _DATE.finditer(sentence):
        if date["day"] or date["year"]:
            rest = rest.replace(date[0], " ", 1)
            if not evidence.supports_date(date):
                yield date[0]
    for figure in _figures(rest):
        if figure not in evidence.figures:
            yield figure


@dataclass(frozen=True, slots=True)
class Evidence:
    """What some rows say, as far as dates and figures go."""

    text: str
    days: frozenset[dt.date]
    figures: frozenset[str]

    @classmethod
    def of(cls, rows: Iterable[Row], days: Iterable[dt.date]) -> Evidence:
        """The evidence of ``rows``, and of ``days`` known otherwise."""
        values = [value for row in rows for value in _values(row)]
        text = " ".join(value for value in values if isinstance(value, str))
        on = {value for value in values if isinstance(value, dt.date)} | set(days)
        numbers = {text for value in values if isinstance(value, int | float) for text in _written(value)}
        return cls(text, frozenset(on), frozenset({*_figures(text), *numbers, *(str(day.year) for day in on)}))

    def supports_date(self, date: re.Match[str]) -> bool:
        """Whether a date is written so, or as notes write it, or means one of the days."""
        month = MONTHS.index(date["month"]) + 1
        day = f"{int(date['day']):02d}" if date["day"] else ""
        as_in_notes = f"{date['year'] or ''}-{month:02d}-{day}"
        return (
            date[0] in self.text
            or as_in_notes in self.text
            or any(
                on.month == month
                and (not date["day"] or on.day == int(date["day"]))
                and (not date["year"] or on.year == int(date["year"]))
                for on in self.days
            )
        )


def _written(number: float) -> Iterator[str]:
    """A number as sentences write it: whole where it is, else with one or two decimals or all of them."""
    if float(number).is_integer():
        yield f"{number:,.0f}"
    else:
        yield from (f"{number:,.1f}", f"{number:,.2f}", f"{number:,}")


def _figures(text: str) -> Iterator[str]:
    for figure in _FIGURE.findall(text):
        yield figure.strip(",")


def _values(row: Row) -> Iterator[object]:
    for name in type(row).model_fields:
        if not name.endswith(("_ids", "_id")):
            yield getattr(row, name)
