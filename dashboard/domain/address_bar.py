"""The address bar: the one declared schema of a selection's query, and the reading of addresses.

Reading never raises: whatever cannot be used is named in a short sentence that is safe to show, and
the rest of the address still counts. Writing puts down only what differs from the default.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from typing import Any, Final, NamedTuple, TypeVar

from dashboard.domain.announcements import SlipKind
from dashboard.domain.conditions import Condition, class_names, parse_condition
from dashboard.domain.days import LATEST
from dashboard.domain.groups import Group, Grouping
from dashboard.domain.index import Index
from dashboard.domain.kinds import kind_labels
from dashboard.domain.lenses import lenses_of
from dashboard.domain.names import StateNames
from dashboard.domain.selection import DEFAULT_INSTRUMENT, MAX_TEXT, Selection
from dashboard.domain.timeline import extent
from data.days import parse_day
from data.event_schema import Activity, Weapon
from data.fields import Confidence
from data.problems import quote
from data.source_schema import Grade

VERSION: Final = "1"
YES: Final = "yes"
NOTHING: Final = "none"
"""Written for an empty set where the default is not empty."""

MAX_VALUE: Final = 2000
MAX_SENTENCES: Final = 12


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What an address may name."""

    extents: Mapping[str, tuple[dt.date, dt.date]]
    """Lens → first and last day of its timeline, treaties first, in the dataset's order."""
    names: StateNames
    kinds: Collection[str]
    topics: Collection[str]
    others: Collection[str] = frozenset()
    """The lenses that are no treaties."""
    series: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Measure → its series."""
    classes: Mapping[str, Collection[str]] = field(default_factory=dict)
    """Lens → what a condition may name of it."""

    @property
    def instruments(self) -> tuple[str, ...]:
        """The lenses that are treaties."""
        return tuple(key for key in self.extents if key not in self.others)

    @property
    def default_instrument(self) -> str:
        """The usual instrument, or the first one where the dataset does not hold it."""
        return (
            DEFAULT_INSTRUMENT if DEFAULT_INSTRUMENT in self.extents else next(iter(self.extents), DEFAULT_INSTRUMENT)
        )


def vocabulary(index: Index) -> Vocabulary:
    """The vocabulary of a dataset. Linear in its rows for each lens; build it once."""
    return vocabulary_of(index, {key: extent(index, key) for key in lenses_of(index)})


@lru_cache(maxsize=2)
def kept_vocabulary(index: Index) -> Vocabulary:
    """The same, kept: for data that all readers share, never for a reader's own rows."""
    return vocabulary(index)


def vocabulary_of(index: Index, extents: Mapping[str, tuple[dt.date, dt.date]]) -> Vocabulary:
    """The vocabulary of a dataset with the days that may be named under each lens."""
    lenses = lenses_of(index)
    series: defaultdict[str, list[str]] = defaultdict(list)
    for row in index.dataset.series:
        series[row.lens_id].append(row.series_id)
    return Vocabulary(
        extents=extents,
        names=index.state_names,
        kinds=kind_labels(index),
        topics=index.topics,
        others=frozenset(key for key in lenses if key not in index.instruments),
        series=series,
        classes={key: class_names(lens) for key, lens in lenses.items()},
    )


class _Context(NamedTuple):
    vocabulary: Vocabulary
    lens: str
    """The lens shown, as far as it is read."""
    dropped: list[str]
    """Items of a list that were left out while the others count."""


_EDITION: Final = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}", re.ASCII)

Value = TypeVar("Value")
Chosen = TypeVar("Chosen", bound=StrEnum)


def _read_day(text: str, context: _Context) -> dt.date:
    return parse_day(text)


def _read_timeline_day(text: str, context: _Context) -> dt.date:
    day = _read_day(text, context)
    bounds = context.vocabulary.extents.get(context.lens)
    if bounds is not None and not bounds[0] <= day <= bounds[1]:
        first, last = bounds[0].isoformat(), bounds[1].isoformat()
        raise ValueError(f"{quote(text)} lies outside the timeline of {context.lens}, {first} to {last}")
    return day


def _read_as_of(text: str, context: _Context) -> dt.date | str:
    return LATEST if text == LATEST else _read_timeline_day(text, context)


def _read_instrument(text: str, context: _Context) -> str:
    if text not in context.vocabulary.instruments:
        raise ValueError(f"{quote(text)} is not one of {', '.join(context.vocabulary.instruments)}")
    return text


def _read_lens(text: str, context: _Context) -> str:
    if text not in context.vocabulary.extents:
        raise ValueError(f"{quote(text)} is not one of {', '.join(context.vocabulary.extents)}")
    return text


def _read_series(text: str, context: _Context) -> str:
    known = context.vocabulary.series.get(context.lens, ())
    if text not in known:
        told = f"one of {', '.join(known)}" if known else "it has none"
        raise ValueError(f"{quote(text)} is not a series of {context.lens}: {told}")
    return text


def _read_condition(text: str, context: _Context) -> Condition:
    return parse_condition(text, context.vocabulary.classes)


def _read_state(text: str, context: _Context) -> str:
    """A State by any of its names or codes."""
    names = context.vocabulary.names
    iso3 = names.find(text)
    if iso3 is None:
        # Sentences beyond those that are shown need no search for the nearest name.
        told = len(context.dropped) < MAX_SENTENCES
        raise ValueError(names.refusal(text) if told else f"{quote(text)} is not a State of the dataset")
    return iso3


def _read_text(text: str, context: _Context) -> str:
    if len(text) > MAX_TEXT:
        raise ValueError(f"longer than {MAX_TEXT} characters")
    if not text.isprintable():
        raise ValueError("holds characters that cannot be shown")
    return text


def _several(read: Callable[[str, _Context], Value]) -> Callable[[str, _Context], frozenset[Value]]:
    """A comma-separated list; items that cannot be used are dropped one by one."""

    def read_all(text: str, context: _Context) -> frozenset[Value]:
        kept: set[Value] = set()
        for item in text.split(","):
            try:
                kept.add(read(item, context))
            except ValueError as refusal:
                context.dropped.append(str(refusal))
        if not kept:
            raise ValueError("nothing in it can be used")
        return frozenset(kept)

    return read_all


def _choice(choices: type[Chosen]) -> Callable[[str, _Context], Chosen]:
    def read(text: str, context: _Context) -> Chosen:
        try:
            return choices(text.strip())
        except ValueError:
            raise ValueError(f"{quote(text)} is not one of {', '.join(choices)}") from None

    return read


def _read_kind(text: str, context: _Context) -> str:
    kind = text.strip()
    if kind not in context.vocabulary.kinds:
        raise ValueError(f"{quote(text)} is not a kind of act, event or announcement")
    return kind


def _read_topic(text: str, context: _Context) -> str:
    topic = text.strip()
    if topic not in context.vocabulary.topics:
        raise ValueError(f"{quote(text)} is not one of {', '.join(context.vocabulary.topics)}")
    return topic


def _read_grades(text: str, context: _Context) -> frozenset[Grade]:
    return frozenset() if text == NOTHING else _several(_choice(Grade))(text, context)


def _read_edition(text: str, context: _Context) -> str:
    """A version by its form; whether it was published is asked by whoever opens it."""
    if not _EDITION.fullmatch(text):
        raise ValueError(f"{quote(text)} is not the number of an edition, such as 1.0.0")
    return text


def _read_yes(text: str, context: _Context) -> bool:
    if text != YES:
        raise ValueError(f"{quote(text)} is not {YES}")
    return True


def _write_yes(value: bool) -> str:
    return YES


def _write_one(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def _write_several(values: Iterable[str]) -> str:
    return ",".join(sorted(str(value) for value in values)) or NOTHING


class Param(NamedTuple):
    """One thing the address bar can hold."""

    key: str
    attribute: str
    read: Callable[[str, _Context], Any]
    write: Callable[[Any], str]


SCHEMA: tuple[Param, ...] = (
    Param("instrument", "instrument", _read_instrument, _write_one),
    Param("lens", "lens", _read_lens, _write_one),
    Param("series", "series", _read_series, _write_one),
    Param("as_of", "as_of", _read_as_of, _write_one),
    Param("states", "states", _several(_read_state), _write_several),
    Param("groups", "groups", _several(_choice(Group)), _write_several),
    Param("kinds", "kinds", _several(_read_kind), _write_several),
    Param("topics", "topics", _several(_read_topic), _write_several),
    Param("weapons", "weapons", _several(_choice(Weapon)), _write_several),
    Param("activities", "activities", _several(_choice(Activity)), _write_several),
    Param("confidence", "confidence", _several(_choice(Confidence)), _write_several),
    Param("grades", "grades", _read_grades, _write_several),
    Param("from", "date_from", _read_day, _write_one),
    Param("to", "date_to", _read_day, _write_one),
    Param("q", "text", _read_text, _write_one),
    Param("every_instrument", "every_instrument", _read_yes, _write_yes),
    Param("moved", "moved", _several(_choice(SlipKind)), _write_several),
    Param("focus", "focus", _read_state, _write_one),
    Param("compare_day", "compare_day", _read_timeline_day, _write_one),
    Param("compare_instrument", "compare_instrument", _read_instrument, _write_one),
    Param("compare_lens", "compare_lens", _read_lens, _write_one),
    Param("where", "where", _several(_read_condition), _write_several),
    Param("columns", "columns", _several(_read_lens), _write_several),
    Param("grouping", "grouping", _choice(Grouping), _write_one),
    Param("sort", "sort", _read_lens, _write_one),
    Param("record", "record", _read_edition, _write_one),
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
        context = _Context(words, selection.lens_id, [])
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
