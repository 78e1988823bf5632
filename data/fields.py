"""Field types shared by every table: days, ids, texts, numbers, and what to type where one does not fit.

The rows of every table are built of these; nothing in this module knows a table.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from enum import StrEnum
from typing import Annotated, Final, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field

from data.days import parse_day
from data.problems import quote

ChangeKind = Literal["added", "edited", "deleted"]
"""What happened to a row between two editions."""
ChangeCause = Literal["source-changed", "our-coding-changed", ""]
"""Of an edit: whether the row cites other sources than before, or reads the same ones differently."""


class Precision(StrEnum):
    """How exactly a day is known. Coarser than a day: the day written is a placeholder inside the period."""

    DAY = "day"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    ON_OR_BEFORE = "on-or-before"
    NOT_BEFORE = "not-before"
    UNKNOWN = "unknown"


class Answer(StrEnum):
    """A claim that the record may leave open."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Confidence(StrEnum):
    CONFIRMED = "confirmed"
    SINGLE = "single"
    DISPUTED = "disputed"
    UNVERIFIED = "unverified"


class LensGroup(StrEnum):
    """Where a lens stands among the others, in the order of the picker."""

    LEAVING_AND_STAYING = "leaving-and-staying"
    OTHER_ARMS_CONTROL = "other-arms-control"
    LAW_AND_COURTS = "law-and-courts"
    ALLIANCE = "alliance"
    PEOPLE_AND_MONEY = "people-and-money"


_ID = r"^[a-z0-9]+(-[a-z0-9]+)*$"
_ISO3 = r"^[A-Z]{3}$"
_ISO2 = r"^[A-Z]{2}$"
_M49 = r"^(\d{3})?$"
_CURRENCY = r"^([A-Z]{3})?$"
_NAME = r"^[^;]{1,80}$"
_HOST = r"^[a-z0-9.-]+$"
_SEAT = r"^([A-Z]{3}|INT)?$"
_URL = r"^https?://[^\s<>\"]+$"
_COLUMN = r"^[a-z][a-z0-9_]{0,40}$"
_EDITION = r"^(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})$"
LANGUAGE = r"^[a-z]{2}$"
PATTERNS: dict[str, str] = {
    _ID: "lower-case letters and digits with single hyphens between, such as apmbc-fin-2",
    _ISO3: "the three capital letters of ISO 3166-1, such as GBR for the United Kingdom",
    _ISO2: "the two capital letters of ISO 3166-1, such as GB for the United Kingdom",
    _M49: "three digits, such as 826, or leave it empty",
    _CURRENCY: "the three capital letters of ISO 4217, such as EUR, or leave it empty",
    _NAME: "a name or a few words, at most 80 letters, such as Mine Ban Treaty",
    _HOST: "a host in lower case, such as www.gov.uk",
    _SEAT: "the three capital letters of ISO 3166-1, or INT for an international body, or leave it empty",
    _URL: "an address that begins with https:// or http:// and holds no space",
    _COLUMN: "the name of a column of the fact's table, such as acted_on",
    _EDITION: "the number of an edition, such as 1.1.0",
    LANGUAGE: "the two lower-case letters of ISO 639-1, such as en",
}
"""What to type, for every pattern that a column or key must fit."""


def _strict_day(value: object) -> object:
    if value is None or type(value) is dt.date:  # a time of the day is more than a day
        return value
    text = str(value)
    return parse_day(text) if text else None


def split(value: object) -> object:
    """Parts of a cell between semicolons; what is no text is returned as it is."""
    if not isinstance(value, str):
        return value
    if ";" in value:
        return tuple(part.strip() for part in value.split(";"))
    return (value,) if value else ()


def _unique(values: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(values)) != len(values):
        raise ValueError(f"{quote(';'.join(values))} names the same value twice: keep one of them")
    return values


def empty_is_none(value: object) -> object:
    """``None`` for an empty cell, any other value as it is."""
    return None if value == "" else value


def _plain_number(value: object) -> object:
    if isinstance(value, str) and value and not re.fullmatch(r"-?\d{1,15}(\.\d{1,6})?", value, re.ASCII):
        raise ValueError(f"{quote(value)} is not a number: type digits with at most one point, such as 1200.5")
    return empty_is_none(value)


def _iso_period(value: str) -> str:
    if value and not re.fullmatch(r"P(?:\d+[YMWD])+", value, re.ASCII):
        raise ValueError(f"{quote(value)} is not a period: type one of ISO 8601, such as P6M or P150D")
    return value


Day = Annotated[dt.date | None, BeforeValidator(_strict_day)]
SomeDay = Annotated[dt.date, BeforeValidator(_strict_day)]
Id = Annotated[str, Field(pattern=_ID, max_length=80)]
OptionalId = Annotated[Id | None, BeforeValidator(empty_is_none)]
Iso3 = Annotated[str, Field(pattern=_ISO3)]
OptionalIso3 = Annotated[Iso3 | None, BeforeValidator(empty_is_none)]
Iso2 = Annotated[str, Field(pattern=_ISO2)]
M49 = Annotated[str, Field(pattern=_M49)]
Currency = Annotated[str, Field(pattern=_CURRENCY)]
Host = Annotated[str, Field(pattern=_HOST)]
Seat = Annotated[str, Field(pattern=_SEAT)]
Ids = Annotated[tuple[Id, ...], BeforeValidator(split), AfterValidator(_unique)]
SomeIds = Annotated[Ids, Field(min_length=1)]
Iso3s = Annotated[tuple[Iso3, ...], BeforeValidator(split), AfterValidator(_unique)]
Text = Annotated[str, Field(max_length=2000)]
SomeText = Annotated[str, Field(min_length=1, max_length=2000)]
Names = Annotated[tuple[Annotated[str, Field(pattern=_NAME)], ...], BeforeValidator(split), AfterValidator(_unique)]
Number = Annotated[Annotated[float, Field(ge=0, allow_inf_nan=False)] | None, BeforeValidator(_plain_number)]
Count = Annotated[Annotated[int, Field(ge=0)] | None, BeforeValidator(_plain_number)]
Rank = Annotated[Annotated[int, Field(ge=1)], BeforeValidator(_plain_number)]
Figure = Annotated[Annotated[float, Field(allow_inf_nan=False)] | None, BeforeValidator(_plain_number)]
"""A number of either sign; ``Number`` is never below nought."""
Period = Annotated[str, AfterValidator(_iso_period)]
Column = Annotated[str, Field(pattern=_COLUMN)]
Edition = Annotated[str, Field(pattern=_EDITION)]
Url = Annotated[str, Field(pattern=_URL, max_length=600)]


OptionalUrl = Annotated[Url | None, BeforeValidator(empty_is_none)]


class Row(BaseModel):
    """A row of a table: every column is declared, an unknown column is an error."""

    model_config = ConfigDict(frozen=True, extra="forbid")


VERSION = re.compile(r"(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})\.(0|[1-9]\d{0,3})", re.ASCII)
"""Number of an edition of the record."""


LICENCES: Final = {
    "CC-BY-4.0": ("https://creativecommons.org/licenses/by/4.0/", "Creative Commons Attribution 4.0 International")
}
"""Licences that a dataset may name, with page and title."""


def version_key(version: str) -> tuple[int, ...]:
    """What versions are sorted by. A folder of one's own may name its version otherwise: it is the newest."""
    return tuple(int(part) for part in version.split(".")) if VERSION.fullmatch(version) else (1 << 30,)


def date_window(on: dt.date | None, precision: Precision) -> tuple[dt.date | None, dt.date | None]:
    """First and last day that a dated fact may mean; ``None`` where open or unknown.

    A coarse date counts from its *last* day: the first on which the record certainly holds.
    """
    if on is None or precision is Precision.UNKNOWN:
        return None, None
    match precision:
        case Precision.DAY:
            return on, on
        case Precision.ON_OR_BEFORE:
            return None, on
        case Precision.NOT_BEFORE:
            return on, None
        case Precision.MONTH:
            return on.replace(day=1), _last_of_month(on)
        case Precision.QUARTER:
            first = on.replace(month=3 * ((on.month - 1) // 3) + 1, day=1)
            return first, _last_of_month(first.replace(month=first.month + 2))
        case Precision.YEAR:
            return on.replace(month=1, day=1), on.replace(month=12, day=31)


def _last_of_month(day: dt.date) -> dt.date:
    return day.replace(day=calendar.monthrange(day.year, day.month)[1])
