"""The Atom feed of changes. The same data make the same feed: days come from the dataset, never from a clock."""

from __future__ import annotations

import datetime as dt
import re
import uuid
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from feedgen.feed import FeedGenerator

from dashboard.domain.addresses import CHANGES, query_text, view_query
from dashboard.domain.days import say_day
from dashboard.domain.edits import Edit
from dashboard.domain.index import Index
from dashboard.domain.lenses import lenses_of
from dashboard.domain.selection import Selection, shown_lens
from dashboard.tables.about import filter_in_words
from dashboard.tables.corrections import CorrectionRow, correction_rows, field_name
from dashboard.tables.edits import edit_rows, edit_sentence
from dashboard.tables.provenance import WEAK, credit
from dashboard.tables.rows import FactRow, rows_of
from data.days import parse_day
from data.source_schema import Grade

NEWEST: Final = 200
"""Facts in the Atom feed."""

_FAMILY: Final = uuid.uuid5(uuid.NAMESPACE_OID, "european-security-shifts")
_RELEASE = re.compile(r"^## (.*?(\d{4}-\d{2}-\d{2}).*)$", re.MULTILINE)


def feed_name(*parts: str) -> uuid.UUID:
    """Name-based id of an entry."""
    return uuid.uuid5(_FAMILY, "/".join(parts))


def midnight(day: dt.date) -> dt.datetime:
    """The first moment of a day, UTC."""
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


def atom_feed(
    index: Index, selection: Selection, log: str, *, all_instruments: bool = False, own: str = "", stages: bool = False
) -> bytes:
    """Releases of the dataset, the edits of each edition and the newest facts that pass the selection, newest first
    (RFC 4287).

    Releases, corrections and edits concern the whole dataset and pass every selection; a feed of a named day has
    releases alone. An entry is dated by the day on which its fact counts as known, the feed by the newest entry; ids
    are name-based UUIDs. ``log`` is the
    dataset's change log, ``own`` the address at which the feed stands, its usual one where none is given.
    ``stages`` keeps the facts alone on which the class of a State rests.
    """
    meta = index.dataset.meta
    every = all_instruments or selection.every_instrument
    narrowed = query_text(view_query(index, selection, all_instruments=every, fixed=False))
    if stages:
        narrowed = "&".join(filter(None, (narrowed, "only=stages")))
    feed = FeedGenerator()
    feed.id(feed_name("changes", narrowed).urn)
    feed.title(f"{meta.title}: {'changes of stage' if stages else 'changes'}")
    feed.subtitle(filter_in_words(index, selection, all_instruments=all_instruments))
    feed.author(name=meta.title)
    feed.language("en")
    feed.generator(meta.title, version=meta.version)
    feed.rights(f"{meta.data_licence}. {meta.citation}")
    feed.link(href=own or f"{CHANGES}?{narrowed}", rel="self", type="application/atom+xml")
    updated = [meta.as_of]
    for one in () if stages else releases(log):
        updated.append(one.on)
        entry = feed.add_entry(order="append")
        entry.id(feed_name("release", one.on.isoformat(), one.title).urn)
        entry.title(f"Dataset {one.title}")
        entry.updated(midnight(one.on))
        entry.content(one.text or one.title, type="text")
        entry.category(term="release")
    whole = not stages and isinstance(selection.as_of, str)
    for correction in correction_rows(index) if whole else ():
        _add_correction(feed, correction, _published(log, correction.since_edition) or meta.as_of)
    for edition, edited in groupby(edit_rows(index), key=lambda one: one[1].edition) if whole else ():
        updated.append(_add_edits(index, feed, edition, list(edited)))
    facts = (row for row in rows_of(index, selection, all_instruments=all_instruments).rows if row.on is not None)
    if stages:
        deciding = _deciding(index, selection, every=every)
        facts = (row for row in facts if row.id in deciding)
    for _, row in zip(range(NEWEST), facts, strict=False):
        updated.append(row.known_on)
        _add_fact(index, feed, row)
    entries = sorted(feed.entry(), key=lambda entry: (entry.updated(), entry.id()), reverse=True)
    feed.entry(entries, replace=True)
    feed.updated(midnight(max(updated)))
    written: bytes = feed.atom_str(pretty=True)
    return written


def _published(log: str, edition: str) -> dt.date | None:
    """Day of an edition by the change log; ``None`` where it names none."""
    return next((one.on for one in releases(log) if one.title.split(",")[0] == edition), None)


def _add_correction(feed: FeedGenerator, row: CorrectionRow, on: dt.date) -> None:
    """An entry dated by the edition that corrects; corrections concern the record and pass every selection."""
    entry = feed.add_entry(order="append")
    entry.id(feed_name("correction", row.fact_id, row.field, row.since_edition).urn)
    entry.title(f"Correction: {row.what}")
    entry.updated(midnight(on))
    thanks = f"\n\nReported by {row.reported_by}." if row.reported_by else ""
    entry.content(
        f"{field_name(row.field).capitalize()} said: {row.said or '(nothing)'}\n\nIt says: {row.says or '(nothing)'}"
        f"\n\nBecause: {row.why}{thanks}\n\nId: {row.fact_id}",
        type="text",
    )
    entry.category(term="correction")


def _add_edits(index: Index, feed: FeedGenerator, edition: str, edited: Sequence[tuple[str, Edit]]) -> dt.date:
    """An entry for an edition, with every row that it changed; returns its day. Edits pass every selection."""
    entry = feed.add_entry(order="append")
    on = edited[0][1].as_of
    entry.id(feed_name("edits", edition).urn)
    entry.title(f"Edition {edition}: {len(edited)} rows changed")
    entry.updated(midnight(on))
    lines = [f"{row_id}. {line}" for row_id, edit in edited if (line := edit_sentence(index, edit))]
    entry.content("\n\n".join(lines), type="text")
    entry.category(term="edit")
    return on


def _deciding(index: Index, selection: Selection, *, every: bool) -> frozenset[str]:
    """Ids of the facts on which the class of any State rests, under the lens shown or under all."""
    lenses = lenses_of(index).values() if every else (shown_lens(selection, index),)
    runs = (run for lens in lenses for iso3 in index.countries for run in lens.known_runs(index, iso3, dt.date.max))
    return frozenset(key for run in runs for key in run.refs)


def _add_fact(index: Index, feed: FeedGenerator, row: FactRow) -> None:
    entry = feed.add_entry(order="append")
    entry.id(feed_name("fact", row.id).urn)
    lenses = lenses_of(index)
    titles = [lenses[key].title for key in (*row.instruments, *row.lenses) if key in lenses]
    about = ", ".join(part for part in (row.states, *titles) if part)
    told = row.headline.removeprefix(f"{', '.join(titles)}: ")
    entry.title(f"{about}: {told}" if about else told)
    entry.updated(midnight(row.known_on))
    entry.content("\n\n".join(_paragraphs(index, row)), type="text")
    entry.category(term=row.kind)
    for lens_id in (*row.instruments, *row.lenses):
        entry.category(term=lens_id)
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
    yield source_list(index, row.sources)
    yield f"Id: {row.id}"


def source_list(index: Index, source_ids: tuple[str, ...]) -> str:
    """Sources as lines of text, each with publisher, day, grade and address."""
    lines = []
    for source_id in source_ids:
        source = index.sources[source_id]
        when = f", {say_day(source.published_on, source.published_precision)}" if source.published_on else ""
        title = f": {source.title}" if source.title else ""
        lines.append(
            f"- {credit(index, source)}{title}{when} (grade {index.grade_of_source(source_id).value}) {source.url}"
        )
    return "Sources:\n" + "\n".join(lines)
