"""Whether the facts of a story bear the dates and figures of its sentences."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping

from data.days import MONTHS
from data.schema import Announcement, Dataset, ExitStep, Instrument, PolicyEvent, Row, TreatyAction, date_window
from data.story_schema import StoryStep

_DATE = re.compile(rf"(?:\b(\d{{1,2}}) )?\b({'|'.join(MONTHS)})\b(?: (\d{{4}})\b)?", re.ASCII)
_FIGURE = re.compile(r"(?<![\w.-])\d[\d,]*(?:\.\d+)?(?![\w-])", re.ASCII)

FactRow = TreatyAction | ExitStep | PolicyEvent | Announcement | Instrument


def fact_rows(dataset: Dataset) -> dict[str, FactRow]:
    """Every row that a story may rest on, by id; ids do not repeat across these tables."""
    found: dict[str, FactRow] = {row.instrument_id: row for row in dataset.instruments}
    found |= {row.action_id: row for row in dataset.treaty_actions}
    found |= {row.exit_step_id: row for row in dataset.exit_steps}
    found |= {row.event_id: row for row in dataset.policy_events}
    found |= {row.announcement_id: row for row in dataset.announcements}
    return found


def first_known_on(row: FactRow) -> dt.date | None:
    """First day on which a fact was certainly known; ``None`` where no day of it is recorded."""
    match row:
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
    """Key and wording of every date and figure of a step's sentences that none of its facts bears.

    A claim, and the headline over it, are another's and not checked. Numbers in words are not looked at.
    """
    facts, later = rows_of(step.facts, known), rows_of(step.later_facts, known)
    sentences = [("text", step.text, facts), ("later", step.later, facts + later)]
    if not step.claim:
        sentences.insert(0, ("headline", step.headline, facts))
    for key, sentence, rows in sentences:
        for said in unsupported_figures(sentence, rows, [step.as_of]):
            yield key, said


def unsupported_figures(sentence: str, rows: Iterable[FactRow], days: Iterable[dt.date] = ()) -> Iterator[str]:
    """Dates and figures of ``sentence`` that stand neither in a date nor in the text of ``rows``.

    ``days`` are borne as well. A month or a year is borne by any day within it.
    """
    values = [value for row in rows for value in _values(row)]
    told = " ".join(value for value in values if isinstance(value, str))
    borne = {value for value in values if isinstance(value, dt.date)} | set(days)
    rest = sentence
    for match in _DATE.finditer(sentence):
        if match[1] or match[3]:
            rest = rest.replace(match[0], " ", 1)
            if match[0] not in told and _iso(match) not in told and not any(_means(match, day) for day in borne):
                yield match[0]
    figures = {figure.strip(",") for figure in _FIGURE.findall(told)} | {str(day.year) for day in borne}
    figures |= {f"{value:,.0f}" for value in values if isinstance(value, int | float)}
    for figure in _FIGURE.findall(rest):
        if figure.strip(",") not in figures:
            yield figure.strip(",")


def _iso(match: re.Match[str]) -> str:
    """The date as notes write it, as far as it was named: ``2023-11-07``, ``2023-11-`` or ``-11-07``."""
    day = f"{int(match[1]):02d}" if match[1] else ""
    return f"{match[3] or ''}-{MONTHS.index(match[2]) + 1:02d}-{day}"


def _means(match: re.Match[str], day: dt.date) -> bool:
    named_day, month, year = match[1], MONTHS.index(match[2]) + 1, match[3]
    return day.month == month and (not named_day or day.day == int(named_day)) and (not year or day.year == int(year))


def _values(row: Row) -> Iterator[object]:
    for name in type(row).model_fields:
        if not name.endswith(("_ids", "_id")):
            yield getattr(row, name)
