"""The address bar: the one declared schema of a selection's query, and the reading of addresses.

Reading never raises: whatever cannot be used is named in a short sentence that is safe to show, and
the rest of the address still counts. Writing puts down only what differs from the default.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any, Final, NamedTuple

from dashboard.domain.address_values import (
    MAX_SENTENCES,
    Context,
    each_of,
    one_of,
    read_as_of,
    read_condition,
    read_day,
    read_edition,
    read_grades,
    read_instrument,
    read_kind,
    read_lens,
    read_series,
    read_state,
    read_text,
    read_timeline_day,
    read_topic,
    read_yes,
    write_one,
    write_several,
    write_yes,
)
from dashboard.domain.announcements import SlipKind
from dashboard.domain.groups import Group, Grouping
from dashboard.domain.selection import Selection
from dashboard.domain.vocabulary import Vocabulary
from data.event_schema import Activity, Weapon
from data.fields import Confidence
from data.problems import quote

VERSION: Final = "1"
MAX_VALUE: Final = 2000


class Param(NamedTuple):
    """One thing the address bar can hold."""

    key: str
    attribute: str
    read: Callable[[str, Context], Any]
    write: Callable[[Any], str]


SCHEMA: tuple[Param, ...] = (
    Param("instrument", "instrument", read_instrument, write_one),
    Param("lens", "lens", read_lens, write_one),
    Param("series", "series", read_series, write_one),
    Param("as_of", "as_of", read_as_of, write_one),
    Param("states", "states", each_of(read_state), write_several),
    Param("groups", "groups", each_of(one_of(Group)), write_several),
    Param("kinds", "kinds", each_of(read_kind), write_several),
    Param("topics", "topics", each_of(read_topic), write_several),
    Param("weapons", "weapons", each_of(one_of(Weapon)), write_several),
    Param("activities", "activities", each_of(one_of(Activity)), write_several),
    Param("confidence", "confidence", each_of(one_of(Confidence)), write_several),
    Param("grades", "grades", read_grades, write_several),
    Param("from", "date_from", read_day, write_one),
    Param("to", "date_to", read_day, write_one),
    Param("q", "text", read_text, write_one),
    Param("every_instrument", "every_instrument", read_yes, write_yes),
    Param("moved", "moved", each_of(one_of(SlipKind)), write_several),
    Param("focus", "focus", read_state, write_one),
    Param("compare_day", "compare_day", read_timeline_day, write_one),
    Param("compare_instrument", "compare_instrument", read_instrument, write_one),
    Param("compare_lens", "compare_lens", read_lens, write_one),
    Param("where", "where", each_of(read_condition), write_several),
    Param("columns", "columns", each_of(read_lens), write_several),
    Param("grouping", "grouping", one_of(Grouping), write_one),
    Param("sort", "sort", read_lens, write_one),
    Param("record", "record", read_edition, write_one),
)
"""Everything the address bar can hold, ``v`` (the version of this schema) aside. The lens comes first: its timeline
bounds the days. A treaty is written as ``instrument``, any other lens as ``lens``, which is read for both."""
_AS_LENS: Final = (("instrument", "lens"), ("compare_instrument", "compare_lens"))
"""Names of a treaty alone, and of any lens: where both are given and differ, the second counts."""
_DEFAULT = Selection()


def to_query(selection: Selection) -> dict[str, str]:
    """The address-bar form: only what differs from the default, with ``v`` where there is anything."""
    found = {
        param.key: param.write(getattr(selection, param.attribute))
        for param in SCHEMA
        if getattr(selection, param.attribute) != getattr(_DEFAULT, param.attribute)
    }
    return {"v": VERSION, **found} if found else {}


def from_query(params: Mapping[str, object], words: Vocabulary) -> tuple[Selection, list[str]]:
    """The selection an address asks for, and a sentence for each thing in it that was ignored.

    Never raises. At most ``MAX_SENTENCES`` sentences and one that counts the rest.
    """
    ignored: list[str] = []
    known = {param.key for param in SCHEMA}
    given: dict[str, str] = {}
    for key, value in params.items():
        if key != "v" and key not in known:
            ignored.append(f"Ignored {quote(key)}: not a parameter of this page.")
            continue
        text = _single(key, value, ignored)
        if text:  # an empty value is the default
            given[key] = text
    if given.get("v", VERSION) != VERSION:
        ignored.append(f"Ignored v: version {quote(given['v'])} is not known here; read as version {VERSION}.")
    for treaty, lens in _AS_LENS:
        if lens in given and given.get(treaty, given[lens]) != given[lens]:
            ignored.append(f"Ignored {treaty}: {quote(given[treaty])} differs from {lens}, {quote(given[lens])}.")
            del given[treaty]
    selection = Selection(instrument=words.default_instrument)
    for param in SCHEMA:
        if param.key not in given:
            continue
        context = Context(words, selection.lens_id, [])
        try:
            selection = replace(selection, **{param.attribute: param.read(given[param.key], context)})
        except ValueError as refusal:
            if not context.dropped:
                ignored.append(f"Ignored {param.key}: {refusal}.")
        selection = _as_treaty(selection, words)
        ignored.extend(f"Ignored in {param.key}: {reason}." for reason in context.dropped)
    if selection.date_from is not None and selection.date_to is not None and selection.date_from > selection.date_to:
        ignored.append("Ignored from and to: the period would end before it starts.")
        selection = replace(selection, date_from=None, date_to=None)
    return selection, _shortened(ignored)


def _as_treaty(selection: Selection, words: Vocabulary) -> Selection:
    """The selection with a treaty that was named as a lens in the treaty's own place."""
    for treaty, lens in _AS_LENS:
        named = getattr(selection, lens)
        if named and named not in words.others:
            selection = replace(selection, **{treaty: named, lens: getattr(_DEFAULT, lens)})
    return selection


def _single(key: str, value: object, ignored: list[str]) -> str | None:
    if isinstance(value, (list, tuple)):
        if len(value) != 1:
            ignored.append(f"Ignored {key}: given {len(value)} times.")
            return None
        value = value[0]
    if not isinstance(value, str):
        ignored.append(f"Ignored {key}: not text.")
        return None
    if len(value) > MAX_VALUE:
        ignored.append(f"Ignored {key}: longer than {MAX_VALUE} characters.")
        return None
    return value


def _shortened(sentences: list[str]) -> list[str]:
    if len(sentences) <= MAX_SENTENCES:
        return sentences
    rest = len(sentences) - MAX_SENTENCES
    return [*sentences[:MAX_SENTENCES], f"Ignored {rest} more."]
