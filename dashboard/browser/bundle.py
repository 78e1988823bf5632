"""What the browser needs to show every day of an instrument without asking again: plain values, days as integers.

A day is the count of days since 1970-01-01. ``rows`` of a State are ``[first day, class index, contested]``,
the first beginning on the first day of the timeline (``open`` where held since before it); ``steps`` are
``[day, [[iso3, move key, exact], …], [milestone, …]]``; ``due`` are
``[settled on, day, iso3, move key, exact, settled no more from (0: never)]``.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from dashboard.browser.messages import UI
from dashboard.browser.timeline_marks import announced_days, timeline_marks
from dashboard.domain.days import day_number, say_day
from dashboard.domain.freshness import freshness_of, read_text, unread_text
from dashboard.domain.groups import BESIDE_THE_MAP
from dashboard.domain.headline import phrasebook
from dashboard.domain.index import Index
from dashboard.domain.lenses import Lens, LensClass, lens_named, remarks_of, run_on
from dashboard.domain.lenses.figures import short_figure
from dashboard.domain.lenses.measure import MeasureLens
from dashboard.domain.movement import last_run
from dashboard.domain.outlook import Due, ProgrammeVersions, due_changes, programme_versions
from dashboard.domain.production_marks import Bar, Ends
from dashboard.domain.timeline import Change, changes, extent
from dashboard.domain.wording import spoken_names
from dashboard.look.palette import PALETTES, STYLES, roles_of, style_document
from dashboard.tables.observation_facts import series_text
from data.schema import CountryKind

UNREAD = frozenset(
    {"movers", "no-movers", "movers-title", "bands-title", "key", "read", "beyond", "nothing-fixed"},
)
"""Sentences of a lens that no module of the browser says."""


def status_bundle(index: Index, lens_name: str) -> dict[str, Any]:
    """Everything the map, timeline, legend and headline need of a lens, named as ``lenses.lens_named`` reads it.

    Raises ``KeyError`` for an unknown lens or series.
    """
    lens, meta = lens_named(index, lens_name), index.dataset.meta
    first, last = extent(index, lens.id)
    fresh = freshness_of(index, lens.id)
    steps = changes(index, lens)
    run = last_run(lens, steps, meta.as_of)
    told = [_step(lens, change) for change in steps if first <= change.on <= last]
    due = [_due(lens, one) for one in due_changes(index, lens)]
    states = _states(index, lens, first)
    used = {number for state in states.values() for _, number, _ in state["rows"]}
    return {
        "dataset": {"version": meta.version, "as_of": meta.as_of.isoformat(), "as_of_text": say_day(meta.as_of)},
        "instrument": {
            "id": lens.id,
            "key": "instrument" if lens.id in index.instruments else "lens",
            "series": lens_name.partition(".")[2],
            "short_title": lens.title,
            "full_title": lens.full_title,
            "checked": last_read_text(index, lens),
        },
        "boundary_note": meta.boundary_note,
        "first": day_number(first),
        "last": day_number(last),
        "today": day_number(min(max(lens.latest(index), first), last)),
        "classes": [_display_class(entry) for entry in lens.classes],
        "used": [entry.class_id for number, entry in enumerate(lens.classes) if number in used],
        "styles": {entry.class_id: style_document(entry.style) for entry in lens.classes},
        "palettes": _palettes(lens),
        "states": states,
        "beside": [iso3 for iso3 in BESIDE_THE_MAP if iso3 in states],
        "steps": told,
        "due": due,
        "programmes": [_programme(one) for one in programme_versions(index, lens.id)],
        "lastRun": None if run is None else day_number(run),
        "horizon": sorted(
            {
                day_number(day)
                for row in index.dataset.announcements
                if lens.id in row.instrument_ids
                for day in announced_days(row)
                if day > meta.as_of
            }
        ),
        "dots": timeline_marks(index, lens.id, first, last),
        "book": _book(lens, told, due),
        "read": _day_or_none(fresh.read_on) if unread_text(fresh) else None,
        "unread": unread_text(fresh),
        "published": day_number(lens.chosen_series.published_on) if isinstance(lens, MeasureLens) else None,
        "beyond": lens.wording.frames["beyond"].format(day=say_day(lens.latest(index))),
        "nothingFixed": lens.wording.frames["nothing-fixed"],
        "ui": UI,
    }


def _book(lens: Lens, steps: Sequence[list[Any]], due: Sequence[list[Any]]) -> dict[str, Any]:
    """The phrases that the moves and milestones of a bundle need, and no others."""
    book: dict[str, Any] = dict(phrasebook(lens))
    keys = {move[1] for _, moves, _ in steps for move in moves} | {one[3] for one in due}
    milestones = {milestone for *_, named in steps for milestone in named}
    book["order"] = [key for key in book["order"] if key in keys]
    book["phrases"] = {key: book["phrases"][key] for key in book["order"]}
    answer = book["answer"]
    book["answer"] = answer | {"frames": {key: text for key, text in answer["frames"].items() if key not in UNREAD}}
    book["milestones"] = {key: phrase for key, phrase in book["milestones"].items() if key in milestones}
    return book


def _palettes(lens: Lens) -> dict[str, dict[str, str]]:
    """The palettes without the colours that only other lenses are drawn in."""
    own = {role for entry in lens.classes for role in roles_of(entry.style)}
    others = {role for style in STYLES for role in roles_of(style)} - own
    return {
        theme: {role: colour for role, colour in palette.items() if role not in others}
        for theme, palette in PALETTES.items()
    }


def last_read_text(index: Index, lens: Lens) -> str:
    """When what a lens rests on was last read, and of a measure whose figures of which edition."""
    told = read_text(index, lens)
    return f"{series_text(index, lens)}; {told}" if isinstance(lens, MeasureLens) else told


def _states(index: Index, lens: Lens, first: dt.date) -> dict[str, Any]:
    """Names and rows of every State; a row that is superseded on its own first day is left out."""
    class_number = {entry.class_id: number for number, entry in enumerate(lens.classes)}
    spoken = spoken_names(index.dataset.countries)
    states: dict[str, Any] = {}
    for iso3, country in index.countries.items():
        rows: dict[int, list[int]] = {}
        figures: dict[str, list[Any]] = {}
        for run in lens.runs(index, iso3):
            day = max(day_number(first), day_number(run.start))
            rows[day] = [day, class_number[run.class_id], int(run.contested)]
            if isinstance(lens, MeasureLens) and (figure := lens.figure(run)):
                figures[str(day)] = [short_figure(lens, run), figure, run.value]
        remarks = _remarks(index, lens, iso3)
        held = run_on(lens.runs(index, iso3), first)
        states[iso3] = {
            "name": country.name,
            "spoken": spoken[iso3],
            "area": country.kind is CountryKind.AREA,
            "rows": list(rows.values()),
            **({"figures": figures} if figures else {}),
            **({"remarks": remarks} if remarks else {}),
            **({"open": True} if held.start == first and not held.exact else {}),
        }
    return states


def _display_class(entry: LensClass) -> dict[str, Any]:
    return {
        "id": entry.class_id,
        "label": entry.label,
        "status": entry.status,
        "stage": entry.stage,
        "whole": entry.whole,
        "family": list(entry.family or ()),
        "moving": entry.moving,
        **({"outlined": True} if entry.outlined else {}),
    }


def _remarks(index: Index, lens: Lens, iso3: str) -> list[list[Any]]:
    """``[first day, [what is said beside the class, …]]`` wherever that changes; nothing said before the first."""
    found: list[list[Any]] = []
    for day, said in remarks_of(index, lens, iso3):
        if list(said) != (found[-1][1] if found else []):
            found.append([day_number(day), list(said)])
    return found


def _day_or_none(on: dt.date | None) -> int | None:
    return None if on is None else day_number(on)


def _step(lens: Lens, change: Change) -> list[Any]:
    moves = [[move.iso3, lens.move_key(move.before, move.after), int(move.exact)] for move in change.moves]
    return [day_number(change.on), moves, list(change.milestones)]


def _due(lens: Lens, due: Due) -> list[Any]:
    move = due.move
    key = lens.move_key(move.before, move.after)
    dropped = day_number(due.dropped_on) if due.dropped_on else 0
    return [day_number(due.fixed_on), day_number(due.on), move.iso3, key, int(move.exact), dropped]


def _programme(programme: ProgrammeVersions) -> dict[str, Any]:
    """A programme and its versions; ``until`` is the day from which a later version stands, 0 for never."""
    versions = [
        {
            "id": version.row.announcement_id,
            "name": version.row.programme,
            "known": day_number(version.known_on),
            "until": day_number(version.replaced_on) if version.replaced_on else 0,
            "window": version.text,
            "bar": _bar(version.bar) if version.bar else None,
        }
        for version in programme.versions
    ]
    return {"iso3": programme.iso3, "versions": versions}


def _bar(bar: Bar) -> dict[str, Any]:
    """A window as it is drawn: its days, which ends were stated, and how sure it is."""
    return {
        "start": day_number(bar.start),
        "end": day_number(bar.end),
        "from": bar.ends is not Ends.START_UNKNOWN,
        "to": bar.ends is not Ends.END_OPEN,
        "opacity": bar.opacity,
    }
