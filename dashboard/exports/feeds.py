"""Feeds to follow the record with: an Atom feed of changes and a calendar of days to come.

Both say the same for the same data: days come from the dataset, never from a clock.
"""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from feedgen.feed import FeedGenerator
from icalendar import Calendar, Event

from dashboard.domain.addresses import CHANGES, query_text, view_query
from dashboard.domain.announcements import programmes_as_of
from dashboard.domain.days import counts_from, say_day
from dashboard.domain.grades import lets_in
from dashboard.domain.index import Index
from dashboard.domain.selection import Selection, resolve
from dashboard.domain.windows import window_of, window_text
from dashboard.tables.about import filter_in_words
from dashboard.tables.act_words import ACTS, is_revoked
from dashboard.tables.facts import WEAK, credit
from dashboard.tables.rows import FactRow, names, rows_of
from data.days import parse_day
from data.fields import Precision, date_window
from data.schema import CONSENTS, ActionKind, Announcement, Grade, Scope, TreatyAction

NEWEST: Final = 200
"""Facts in the Atom feed."""
LOOK_BACK: Final = dt.timedelta(days=365)
"""A day stays in the calendar for a year after it has passed, counted from the day described."""

_FAMILY: Final = uuid.uuid5(uuid.NAMESPACE_OID, "european-security-shifts")
_RELEASE = re.compile(r"^## (.*?(\d{4}-\d{2}-\d{2}).*)$", re.MULTILINE)


def _name(*parts: str) -> uuid.UUID:
    return uuid.uuid5(_FAMILY, "/".join(parts))


def _midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time(), dt.UTC)


@dataclass(frozen=True, slots=True)
class Release:
    """A dated section of the change log."""

    on: dt.date
    title: str
    text: str


def releases(log: str) -> tuple[Release, ...]:
    """Sections whose heading ``## …`` holds a day YYYY-MM-DD, in the order of the log; others are no releases."""
    heads = list(_RELEASE.finditer(log))
    ends = [*(head.start() for head in heads[1:]), len(log)] if heads else []
    result: list[Release] = []
    for head, end in zip(heads, ends, strict=True):
        try:
            on = parse_day(head[2])
        except ValueError:
            continue
        result.append(Release(on, head[1].strip(), log[head.end() : end].strip()))
    return tuple(result)


def atom_feed(index: Index, selection: Selection, log: str, *, all_instruments: bool = False) -> bytes:
    """Releases of the dataset and the newest facts that pass the selection, newest first (RFC 4287).

    Releases concern the whole dataset and pass every selection. An entry is dated by the day on which
    its fact counts as known, the feed by the newest entry; ids are name-based UUIDs. ``log`` is the
    dataset's change log.
    """
    meta = index.dataset.meta
    every = all_instruments or selection.every_instrument
    narrowed = query_text(view_query(index, selection, all_instruments=every, fixed=False))
    feed = FeedGenerator()
    feed.id(_name("changes", narrowed).urn)
    feed.title(f"{meta.title}: changes")
    feed.subtitle(filter_in_words(index, selection, all_instruments=all_instruments))
    feed.author(name=meta.title)
    feed.language("en")
    feed.generator(meta.title, version=meta.version)
    feed.rights(f"{meta.data_licence}. {meta.citation}")
    feed.link(href=f"{CHANGES}?{narrowed}", rel="self", type="application/atom+xml")
    updated = [meta.as_of]
    for one in releases(log):
        updated.append(one.on)
        entry = feed.add_entry(order="append")
        entry.id(_name("release", one.on.isoformat(), one.title).urn)
        entry.title(f"Dataset {one.title}")
        entry.updated(_midnight(one.on))
        entry.content(one.text or one.title, type="text")
        entry.category(term="release")
    facts = (row for row in rows_of(index, selection, all_instruments=all_instruments).rows if row.on is not None)
    for _, row in zip(range(NEWEST), facts, strict=False):
        updated.append(row.known_on)
        _add_fact(index, feed, row)
    entries = sorted(feed.entry(), key=lambda entry: (entry.updated(), entry.id()), reverse=True)
    feed.entry(entries, replace=True)
    feed.updated(_midnight(max(updated)))
    written: bytes = feed.atom_str(pretty=True)
    return written


def _add_fact(index: Index, feed: FeedGenerator, row: FactRow) -> None:
    entry = feed.add_entry(order="append")
    entry.id(_name("fact", row.id).urn)
    titles = (index.instruments[key].short_title for key in row.instruments if key in index.instruments)
    about = ", ".join(part for part in (row.states, *titles) if part)
    entry.title(f"{about}: {row.headline}" if about else row.headline)
    entry.updated(_midnight(row.known_on))
    entry.content("\n\n".join(_paragraphs(index, row)), type="text")
    entry.category(term=row.kind)
    for instrument in row.instruments:
        entry.category(term=instrument)
    if row.first_url:
        entry.link(href=row.first_url)  # one alone: the library writes no relation beside "alternate"


def _paragraphs(index: Index, row: FactRow) -> Iterator[str]:
    yield f"{row.on_text}. {row.headline}"
    if row.window:
        yield f"Announced start: {row.window}{f' ({row.slip_text})' if row.slip_text else ''}."
    if row.who:
        yield f"Who: {row.who}."
    if row.detail:
        yield row.detail
    if row.grade in (Grade.D, Grade.E):
        yield WEAK
    yield _source_list(index, row.sources)
    yield f"Id: {row.id}"


def _source_list(index: Index, source_ids: tuple[str, ...]) -> str:
    lines = []
    for source_id in source_ids:
        source = index.sources[source_id]
        when = f", {say_day(source.published_on, source.published_precision)}" if source.published_on else ""
        title = f": {source.title}" if source.title else ""
        lines.append(
            f"- {credit(index, source)}{title}{when} (grade {index.grade_of_source(source_id).value}) {source.url}"
        )
    return "Sources:\n" + "\n".join(lines)


def calendar_feed(index: Index, selection: Selection, *, all_instruments: bool = False) -> bytes:
    """Legal effects and announced windows from a year before the selection's day on (RFC 5545).

    Acts done and announcements current on that day; every entry is all-day and takes no time. A window
    with two bounds is one span from the first day to the last; with one bound it is that day alone, and
    its title says on which side it is open. A coarse day spans its period. UIDs follow from the fact's id.
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
    spans = [
        *_effects(index, selection, every, day),
        *_windows(index, selection, every, day),
    ]
    for one in sorted(spans, key=lambda one: (one.first, one.fact_id)):
        if one.iso3 in iso3s and one.last >= since:
            calendar.add_component(_event(index, one, meta.as_of))
    return bytes(calendar.to_ical())


@dataclass(frozen=True, slots=True)
class _Span:
    fact_id: str
    iso3: str
    first: dt.date
    last: dt.date
    title: str
    text: str
    source_ids: tuple[str, ...]
    category: str
    settled: bool


def _effects(index: Index, selection: Selection, all_instruments: bool, day: dt.date) -> Iterator[_Span]:
    for key in index.instruments if all_instruments else (selection.instrument,):
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
                row.iso3,
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
                row.iso3,
                window.earliest,
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
    event.add("uid", str(_name("calendar", one.fact_id)))
    event.add("dtstamp", _midnight(as_of))
    event.add("dtstart", one.first)
    # The end of an all-day entry is the first day after it; the calendar's last day has none after it.
    if one.last < dt.date.max:
        event.add("dtend", one.last + dt.timedelta(days=1))
    event.add("summary", one.title)
    event.add("description", f"{one.text}\n{_source_list(index, one.source_ids)}\nId: {one.fact_id}")
    event.add("categories", [one.category])
    event.add("status", "CONFIRMED" if one.settled else "TENTATIVE")
    event.add("transp", "TRANSPARENT")
    event.add("class", "PUBLIC")
    if one.source_ids:
        event.add("url", index.sources[one.source_ids[0]].url)
    return event
