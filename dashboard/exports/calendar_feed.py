"""The calendar of days to come. The same data make the same calendar: days come from it, never from a clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from icalendar import Calendar, Event

from dashboard.domain.announcements import programmes_as_of
from dashboard.domain.days import counts_from, say_day
from dashboard.domain.effects import known_from
from dashboard.domain.grades import lets_in
from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens
from dashboard.domain.selection import Selection, resolve, shown_lens
from dashboard.domain.windows import window_of, window_text
from dashboard.exports.feeds import feed_name, midnight, source_list
from dashboard.tables.about import filter_in_words
from dashboard.tables.act_words import ACTS, HAPPENINGS, is_revoked
from dashboard.tables.rows import names
from data.event_schema import Announcement
from data.fields import Precision, date_window
from data.treaty_schema import (
    CONSENTS,
    ActionKind,
    Instrument,
    InstrumentFact,
    InstrumentFactKind,
    Scope,
    TreatyAction,
)

LOOK_BACK: Final = dt.timedelta(days=365)
"""A day stays in the calendar for a year after it has passed, counted from the day described."""


def calendar_feed(index: Index, selection: Selection, *, all_instruments: bool = False) -> bytes:
    """Legal effects and announced windows from a year before the selection's day on (RFC 5545).

    Acts done and announcements current on that day; every entry is all-day and takes no time. A window
    with two bounds is one span from the first day to the last; with one bound it is that day alone, the last
    one of "by the end of 2027", and its title says on which side it is open. A coarse day
    spans its period. UIDs follow from the fact's id.
    """
    meta, day = index.dataset.meta, resolve(selection, index).day
    every = all_instruments or selection.every_instrument
    calendar = Calendar()
    calendar.add("prodid", f"-//{meta.title}//dataset {meta.version}//EN")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("name", f"{meta.title}: days to come")
    calendar.add("x-wr-calname", f"{meta.title}: days to come")
    calendar.add("description", filter_in_words(index, selection, all_instruments=all_instruments))
    iso3s = resolve(selection, index).iso3s
    since = day - LOOK_BACK if day > dt.date.min + LOOK_BACK else dt.date.min
    if selection.lens and not every:
        spans = list(_classes(index, shown_lens(selection, index), day))
    else:
        keys = tuple(index.instruments) if every else (selection.instrument,)
        spans = [
            *_effects(index, selection, keys, day),
            *(span for key in keys for span in _happenings(index, index.instruments[key], day)),
            *_windows(index, selection, every, day),
        ]
    for one in sorted(spans, key=lambda one: (one.first, one.fact_id)):
        if not iso3s.isdisjoint(one.iso3s) and one.last >= since:
            calendar.add_component(_event(index, one, meta.as_of))
    return bytes(calendar.to_ical())


@dataclass(frozen=True, slots=True)
class _Span:
    fact_id: str
    iso3s: tuple[str, ...]
    first: dt.date
    last: dt.date
    title: str
    text: str
    source_ids: tuple[str, ...]
    category: str
    settled: bool


def _classes(index: Index, lens: Lens, day: dt.date) -> Iterator[_Span]:
    """Days on which a class of a policy begins, as known on the day; the figures of a measure have no day."""
    for iso3 in index.countries:
        for run in lens.known_runs(index, iso3, day):
            if run.refs and run.value is None and run.start > lens.first:
                rows = [index.facts[key] for key in run.refs]
                by = "" if run.exact else " (by that day)"
                yield _Span(
                    run.refs[0],
                    (iso3,),
                    run.start,
                    run.start,
                    f"{names(index, (iso3,))}, {lens.title}: {run.look.label}{by}",
                    run.entry.meaning,
                    tuple(dict.fromkeys(key for row in rows for key in row.source_ids)),
                    lens.title,
                    settled=True,
                )


def _happenings(index: Index, instrument: Instrument, day: dt.date) -> Iterator[_Span]:
    """Days on which a treaty itself ends, from the day on which that was settled."""
    for row in index.instrument_facts_of.get(instrument.instrument_id, ()):
        on = counts_from(row.happened_on, row.happened_precision)
        if on is None or row.kind is InstrumentFactKind.EXTENSION or min(on, _settled_on(index, row)) > day:
            continue
        yield _Span(
            row.fact_id,
            row.iso3s or instrument.open_to or tuple(index.countries),
            on,
            on,
            f"{instrument.short_title}: {HAPPENINGS[row.kind]}",
            row.note,
            row.source_ids,
            instrument.short_title,
            settled=True,
        )


def _settled_on(index: Index, row: InstrumentFact) -> dt.date:
    """Day from which what happened to a treaty was settled; the last of all where only its own day says so."""
    act = index.facts.get(row.settled_by_id or "")
    if isinstance(act, TreatyAction):
        return known_from(act) or dt.date.max
    if isinstance(act, InstrumentFact):
        return counts_from(act.happened_on, act.happened_precision) or dt.date.max
    return dt.date.max


def _effects(index: Index, selection: Selection, keys: Sequence[str], day: dt.date) -> Iterator[_Span]:
    for key in keys:
        for row in index.actions_by_instrument.get(key, ()):
            done = counts_from(row.acted_on, row.acted_precision)
            first, last = date_window(row.effective_on, row.effective_precision)
            if done is None or done > day or last is None:
                continue
            if not lets_in(index, row.action_id, index.grade_of(row), selection.grades):
                continue
            if is_revoked(index, row, day):
                continue
            instrument = index.instruments[key]
            title = f"{names(index, (row.iso3,))}, {instrument.short_title}: {_effect(row, instrument.exit_term)}"
            act = f"{ACTS[row.kind]} of {say_day(row.acted_on, row.acted_precision)}."
            how = "Computed by the treaty's own rule." if row.effective_method == "computed" else ""
            yield _Span(
                row.action_id,
                (row.iso3,),
                first or last,
                last,
                title,
                "\n".join(part for part in (act, how, row.effective_note, row.note) if part),
                tuple(dict.fromkeys((*row.effective_source_ids, *row.source_ids))),
                instrument.short_title,
                settled=True,
            )


def _effect(row: TreatyAction, exit_term: str) -> str:
    match row.kind:
        case ActionKind.WITHDRAWAL:
            what = f"{exit_term} takes effect"
        case ActionKind.SUSPENSION | ActionKind.SUSPENSION_ANNOUNCED:
            what = "suspension takes effect"
        case _:
            what = "in force for it" if row.kind in CONSENTS else f"{ACTS[row.kind].lower()} takes effect"
    partly = " towards some parties" if row.scope is Scope.PARTIAL else ""
    by = ", on that day or before" if row.effective_precision is Precision.ON_OR_BEFORE else ""
    return f"{what}{partly}{by}"


def _windows(index: Index, selection: Selection, all_instruments: bool, day: dt.date) -> Iterator[_Span]:
    programmes = programmes_as_of(
        index,
        day,
        weapons=selection.weapons,
        activities=selection.activities,
        instrument_id=None if all_instruments else selection.instrument,
        grades=selection.grades,
    )
    for programme in programmes:
        for row in programme.heads:
            window = window_of(row)
            if window is None:
                continue
            announced = say_day(row.announced_on, row.announced_precision)
            yield _Span(
                row.announcement_id,
                (row.iso3,),
                window.latest if window.start_unknown and window.latest else window.earliest,
                window.latest or window.earliest,
                f"{names(index, (row.iso3,))}: {row.programme}, {window_text(row)} (announced)",
                f"{row.start_as_stated}.\nSaid by {row.announced_by}, {row.announced_by_role}, {announced}."
                + (f"\n{row.note}" if row.note else ""),
                row.source_ids,
                f"{_category(row)}",
                settled=False,
            )


def _category(row: Announcement) -> str:
    return f"{row.activity.value} of {row.weapon.value}".replace("-", " ")


def _event(index: Index, one: _Span, as_of: dt.date) -> Event:
    event = Event()
    event.add("uid", str(feed_name("calendar", one.fact_id)))
    event.add("dtstamp", midnight(as_of))
    event.add("dtstart", one.first)
    # The end of an all-day entry is the first day after it; the calendar's last day has none after it.
    if one.last < dt.date.max:
        event.add("dtend", one.last + dt.timedelta(days=1))
    event.add("summary", one.title)
    event.add("description", f"{one.text}\n{source_list(index, one.source_ids)}\nId: {one.fact_id}")
    event.add("categories", [one.category])
    event.add("status", "CONFIRMED" if one.settled else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PUBLIC")
    if one.source_ids:
        event.add("url", index.sources[one.source_ids[0]].url)
    return event
