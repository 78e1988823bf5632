"""How each value of an address is read and written. Reading raises ``ValueError`` with the reason, safe to show."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Any, Final, NamedTuple, TypeVar

from dashboard.domain.conditions import Condition, parse_condition
from dashboard.domain.days import LATEST
from dashboard.domain.selection import MAX_TEXT
from dashboard.domain.vocabulary import Vocabulary
from data.days import parse_day
from data.problems import quote
from data.source_schema import Grade

YES: Final = "yes"
NOTHING: Final = "none"
"""Written for an empty set where the default is not empty."""
MAX_SENTENCES: Final = 12


class Context(NamedTuple):
    """What the reading of a value rests on."""

    vocabulary: Vocabulary
    lens: str
    """The lens shown, as far as it is read."""
    dropped: list[str]
    """Items of a list that were left out while the others count."""


_EDITION: Final = re.compile(r"\d{1,4}\.\d{1,4}\.\d{1,4}", re.ASCII)
Value = TypeVar("Value")
Chosen = TypeVar("Chosen", bound=StrEnum)


def read_day(text: str, context: Context) -> dt.date:
    return parse_day(text)


def read_timeline_day(text: str, context: Context) -> dt.date:
    day = read_day(text, context)
    bounds = context.vocabulary.extents.get(context.lens)
    if bounds is not None and not bounds[0] <= day <= bounds[1]:
        first, last = bounds[0].isoformat(), bounds[1].isoformat()
        raise ValueError(f"{quote(text)} lies outside the timeline of {context.lens}, {first} to {last}")
    return day


def read_as_of(text: str, context: Context) -> dt.date | str:
    return LATEST if text == LATEST else read_timeline_day(text, context)


def read_instrument(text: str, context: Context) -> str:
    if text not in context.vocabulary.instruments:
        raise ValueError(f"{quote(text)} is not one of {', '.join(context.vocabulary.instruments)}")
    return text


def read_lens(text: str, context: Context) -> str:
    if text not in context.vocabulary.extents:
        raise ValueError(f"{quote(text)} is not one of {', '.join(context.vocabulary.extents)}")
    return text


def read_series(text: str, context: Context) -> str:
    known = context.vocabulary.series.get(context.lens, ())
    if text not in known:
        told = f"one of {', '.join(known)}" if known else "it has none"
        raise ValueError(f"{quote(text)} is not a series of {context.lens}: {told}")
    return text


def read_condition(text: str, context: Context) -> Condition:
    return parse_condition(text, context.vocabulary.classes)


def read_state(text: str, context: Context) -> str:
    """A State by any of its names or codes."""
    names = context.vocabulary.names
    iso3 = names.find(text)
    if iso3 is None:
        # Sentences beyond those that are shown need no search for the nearest name.
        told = len(context.dropped) < MAX_SENTENCES
        raise ValueError(names.refusal(text) if told else f"{quote(text)} is not a State of the dataset")
    return iso3


def read_text(text: str, context: Context) -> str:
    if len(text) > MAX_TEXT:
        raise ValueError(f"longer than {MAX_TEXT} characters")
    if not text.isprintable():
        raise ValueError("holds characters that cannot be shown")
    return text


def each_of(read: Callable[[str, Context], Value]) -> Callable[[str, Context], frozenset[Value]]:
    """A comma-separated list; items that cannot be used are dropped one by one."""

    def read_all(text: str, context: Context) -> frozenset[Value]:
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


def one_of(choices: type[Chosen]) -> Callable[[str, Context], Chosen]:
    def read(text: str, context: Context) -> Chosen:
        try:
            return choices(text.strip())
        except ValueError:
            raise ValueError(f"{quote(text)} is not one of {', '.join(choices)}") from None

    return read


def read_kind(text: str, context: Context) -> str:
    kind = text.strip()
    if kind not in context.vocabulary.kinds:
        raise ValueError(f"{quote(text)} is not a kind of act, event or announcement")
    return kind


def read_topic(text: str, context: Context) -> str:
    topic = text.strip()
    if topic not in context.vocabulary.topics:
        raise ValueError(f"{quote(text)} is not one of {', '.join(context.vocabulary.topics)}")
    return topic


def read_grades(text: str, context: Context) -> frozenset[Grade]:
    return frozenset() if text == NOTHING else each_of(one_of(Grade))(text, context)


def read_edition(text: str, context: Context) -> str:
    """A version by its form; whether it was published is asked by whoever opens it."""
    if not _EDITION.fullmatch(text):
        raise ValueError(f"{quote(text)} is not the number of an edition, such as 1.0.0")
    return text


def read_yes(text: str, context: Context) -> bool:
    if text != YES:
        raise ValueError(f"{quote(text)} is not {YES}")
    return True


def write_yes(value: bool) -> str:
    return YES


def write_one(value: Any) -> str:
    return value.isoformat() if isinstance(value, dt.date) else str(value)


def write_several(values: Iterable[str]) -> str:
    return ",".join(sorted(str(value) for value in values)) or NOTHING
