"""The view that a shared address shows, in one form for all addresses that show the same."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from dashboard.domain.address_bar import VERSION, from_query, to_query
from dashboard.domain.days import say_day
from dashboard.domain.index import Index
from dashboard.domain.lenses import lenses_of
from dashboard.domain.links import mended, read_link
from dashboard.domain.selection import Selection, changed_lens, resolve, shown_lens, within_record
from dashboard.domain.timeline import changes, restrict, step_at
from dashboard.domain.vocabulary import kept_vocabulary

NAMING = ("instrument:", "lens:", "as_of:", "states:", "in states:", "focus:")
"""How a sentence begins that tells of a lens, a day or a State that is not known."""
PICTURE_SIZE: Final = (1200, 630)
"""Width and height of the picture of a shared link, in px."""
NAMED = 3
"""States that a title names; more are counted."""


def read_shared(index: Index, params: Mapping[str, object]) -> Selection:
    """Lens, day, States, groups, chosen State and edition of an address; all else in it is dropped. ``index`` is that
    of the edition. The address is read as its page reads it: what mail left at an end is dropped, and a day that is
    none is the nearest one.

    Raises ``KeyError`` where the record holds no lens at all.
    """
    asked, _ = read_link(params, kept_vocabulary(index))
    lenses = lenses_of(index)
    if asked.lens_id not in lenses:
        asked = replace(asked, **changed_lens(next(iter(lenses), ""), index), as_of=Selection().as_of)
    shared = Selection(
        instrument=asked.instrument,
        lens=asked.lens,
        series=asked.series,
        as_of=asked.as_of,
        states=asked.states,
        groups=asked.groups,
        focus=asked.focus,
        record=asked.record if index.closed else "",
    )
    return within_record(shared, index)[0]


def questions(index: Index, params: Mapping[str, object]) -> str:
    """What the page asks where an address names a day that cannot be shown; empty where the day is one."""
    _, told = read_link(params, kept_vocabulary(index))
    return " ".join(sentence for sentence in told if not sentence.startswith("Ignored "))


def refused(index: Index, params: Mapping[str, object]) -> bool:
    """Whether an address names a lens, a day or a State that the record does not hold, also when it is mended."""
    _, ignored = from_query(mended(params), kept_vocabulary(index))
    return any(sentence.removeprefix("Ignored ").startswith(NAMING) for sentence in ignored)


def last_change(index: Index, selection: Selection) -> dt.date:
    """Day from which everything in view stands as it does on the day of the selection."""
    lens, resolved = shown_lens(selection, index), resolve(selection, index)
    steps = changes(index, lens)
    if selection.states or selection.groups:
        steps = restrict(steps, resolved.iso3s | ({selection.focus} if selection.focus else set()))
    step = step_at(steps, resolved.day)
    return step.on if step else min(lens.first, resolved.day)


def canonical_query(index: Index, selection: Selection) -> dict[str, str]:
    """Query of the page that search engines are to keep: a named day is moved back to the last change."""
    if isinstance(selection.as_of, str):
        return to_query(selection)
    return to_query(replace(selection, as_of=last_change(index, selection)))


def picture_query(index: Index, selection: Selection) -> dict[str, str]:
    """Query of the picture of a view: lens and day are spelled out, so that its address never shows another."""
    query = to_query(replace(selection, as_of=last_change(index, selection)))
    named = {} if selection.lens else {"instrument": selection.instrument}
    return {"v": VERSION} | named | query


def view_title(index: Index, selection: Selection) -> str:
    """ "Ottawa Convention, 1 December 2025: Finland and Poland" """
    lens, resolved = shown_lens(selection, index), resolve(selection, index)
    edition = f" (edition {selection.record})" if selection.record else ""
    about = f"{lens.title.removesuffix('?')}, {say_day(resolved.day)}{edition}"
    if not selection.states and not selection.groups:
        return about
    names = sorted(index.name_of(iso3) for iso3 in resolved.iso3s)
    told = " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:]))) if len(names) <= NAMED else ""
    return f"{about}: {told or f'{len(names)} States'}"
