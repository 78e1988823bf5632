"""A request's query, read by the one parser of the address bar but strictly: what it would ignore is refused."""

from __future__ import annotations

import datetime as dt
import re
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from enum import StrEnum
from typing import Any, Final

from starlette.requests import Request

from dashboard.domain.address_bar import SCHEMA, from_query
from dashboard.domain.address_values import YES
from dashboard.domain.addresses import address
from dashboard.domain.announcements import SlipKind
from dashboard.domain.groups import Group
from dashboard.domain.index import Index
from dashboard.domain.kinds import kind_labels
from dashboard.domain.lenses import lenses_of
from dashboard.domain.links import is_tracking, trimmed, with_nearest_days
from dashboard.domain.selection import MAX_TEXT, Selection, within_record
from dashboard.domain.vocabulary import Vocabulary, vocabulary_of
from dashboard.server.http import Refusal
from dashboard.store.editions import known_editions
from data.days import parse_day
from data.event_schema import Activity, Weapon
from data.fields import Confidence
from data.problems import quote
from data.source_schema import Grade

MAX_QUERY: Final = 4000
"""Bytes of a query string."""
MAX_LIMIT: Final = 1000
DEFAULT_LIMIT: Final = 100
MAX_OFFSET: Final = 9_999_999
FILTERS: Final = tuple(param.key for param in SCHEMA)

_LISTS: Final = (
    "states",
    "groups",
    "kinds",
    "topics",
    "weapons",
    "activities",
    "confidence",
    "grades",
    "moved",
    "where",
)
_WHOLE = re.compile(r"0|[1-9]\d{0,6}", re.ASCII)


@dataclass(frozen=True, slots=True)
class Query:
    """A query that holds nothing unknown."""

    selection: Selection
    all_instruments: bool
    """True where neither an instrument nor a lens was named."""
    options: Mapping[str, str] = field(default_factory=dict)
    """What else was given, of the endpoint's own parameters."""

    def whole(self, name: str, default: int, least: int, most: int) -> int:
        """A whole number among the options. Raises ``Refusal`` outside its bounds."""
        text = self.options.get(name)
        if text is None:
            return default
        if not _WHOLE.fullmatch(text) or not least <= int(text) <= most:
            raise Refusal(f"{name}: {quote(text)} is not a whole number from {least} to {most}", name)
        return int(text)

    def choice(self, name: str, default: str, choices: Collection[str]) -> str:
        """One of the choices among the options. Raises ``Refusal`` for any other."""
        text = self.options.get(name, default)
        if text not in choices:
            raise Refusal(f"{name}: {quote(text)} is not one of {', '.join(choices)}", name)
        return text


def open_vocabulary(index: Index) -> Vocabulary:
    """What a request may name: as on the page, but any day of the calendar."""
    return vocabulary_of(index, dict.fromkeys(lenses_of(index), (dt.date.min, dt.date.max)))


def parse_query(
    request: Request, index: Index, options: Collection[str] = (), words: Vocabulary | None = None
) -> Query:
    """Read the query: the page's parameters and an endpoint's own ``options``. ``words`` is what it may name.

    Raises ``Refusal`` (400, or 414 where the query is too long), naming the parameter and the reason, with the address
    mended where what was meant can be told.
    """
    if len(request.scope.get("query_string", b"")) > MAX_QUERY:
        raise Refusal(f"the query is longer than {MAX_QUERY} bytes", status=414)
    try:
        return read_pairs(request.query_params.multi_items(), index, options, words)
    except Refusal as refusal:
        if refusal.status == 400:
            pairs = _mended(request.query_params.multi_items(), options, words or open_vocabulary(index))
            with suppress(Refusal):
                read_pairs(pairs, index, options, words)
                refusal.did_you_mean = [*refusal.did_you_mean, {"address": address(request.url.path, pairs)}]
        raise


def _mended(items: list[tuple[str, str]], options: Collection[str], words: Vocabulary) -> list[tuple[str, str]]:
    """The parameters as they were probably meant: known names once, values trimmed, days of the calendar."""
    known = (*FILTERS, *options, "v")
    kept: dict[str, str] = {}
    for key, value in items:
        name = key.removeprefix("amp;")
        if is_tracking(key) or not value:
            continue
        if name not in known:
            near = get_close_matches(name.lower(), known, 1, 0.75)
            if not near:
                continue
            name = near[0]
        kept.setdefault(name, value if name == "q" else ",".join(dict.fromkeys(trimmed(value).split(","))))
    filters = {key: value for key, value in kept.items() if key not in options}
    selection, refused = from_query(filters, words)
    return [(key, str(value)) for key, value in (kept | with_nearest_days(filters, selection, refused, words)).items()]


def read_pairs(
    pairs: Sequence[tuple[str, str]], index: Index, options: Collection[str] = (), words: Vocabulary | None = None
) -> Query:
    """A query of parameters and values, however they came. Raises ``Refusal`` as ``parse_query`` does."""
    given: defaultdict[str, list[str]] = defaultdict(list)
    for key, value in pairs:
        given[key].append(value)
    for key, values in given.items():
        if key not in FILTERS and key not in options and key != "v":
            raise Refusal(
                f"{quote(key)} is not a parameter; known are {', '.join((*FILTERS, *options, 'v'))}", key[:30]
            )
        if len(values) > 1:
            raise Refusal(f"{key}: given {len(values)} times", key)
        if not values[0] and key != "q":
            raise Refusal(f"{key}: is empty", key)
        if key in _LISTS and len(set(items := values[0].split(","))) != len(items):
            raise Refusal(f"{key}: names the same value twice", key)
    selection, ignored = from_query(
        {key: values for key, values in given.items() if key not in options}, words or open_vocabulary(index)
    )
    if ignored:
        reason = re.sub(r"^Ignored (in )?", "", ignored[0]).removesuffix(".")
        parameter = re.split(r"[: ]", reason, maxsplit=1)[0]
        raise Refusal(reason, parameter, did_you_mean=_nearest(index, given.get(parameter, []), parameter))
    selection, _notice = within_record(selection, index)
    chosen = {key: values[0] for key, values in given.items() if key in options}
    return Query(selection, not {"instrument", "lens"} & given.keys(), chosen)


def _nearest(index: Index, values: list[str], parameter: str) -> list[dict[str, str]]:
    """The States whose names come nearest to the first item of ``values`` that names none."""
    if parameter not in ("states", "focus"):
        return []
    unread = (item for value in values for item in value.split(",") if index.state_names.find(item) is None)
    return nearest_states(index, next(unread, ""))


def nearest_states(index: Index, text: str) -> list[dict[str, str]]:
    """The States whose names come nearest to a text, for ``did_you_mean``."""
    return [{"iso3": iso3, "name": index.name_of(iso3)} for iso3 in index.state_names.near(text)]


def named_day(name: str, text: str) -> dt.date:
    """The day that a parameter holds. Raises ``Refusal`` that names it."""
    try:
        return parse_day(text)
    except ValueError as error:
        raise Refusal(f"{name}: {error}", name) from None


def _several(choices: Collection[str] | type[StrEnum]) -> dict[str, Any]:
    items = {"type": "string", "enum": [str(choice) for choice in choices]}
    return {"type": "array", "items": items, "minItems": 1, "uniqueItems": True}


def parameters(index: Index) -> dict[str, dict[str, Any]]:
    """Every filter as an OpenAPI 3.1 parameter, by key."""
    day = {"type": "string", "format": "date"}
    texts: dict[str, tuple[str, dict[str, Any]]] = {
        "instrument": ("The treaty.", {"type": "string", "enum": list(index.instruments)}),
        "lens": (
            "The lens: a treaty, a policy or a measure. A treaty may be named as `instrument` instead.",
            {"type": "string", "enum": list(lenses_of(index))},
        ),
        "series": (
            "The series of a measure; the one that opens unless said.",
            {"type": "string", "enum": [row.series_id for row in index.dataset.series]},
        ),
        "where": (
            "Conditions that must all hold of a State: a lens, a colon and classes of it with `|` between, such as "
            "`ccw-ap2:bound`.",
            {
                "type": "array",
                "items": {"type": "string", "pattern": r"^[a-z0-9-]+:[a-z0-9|-]+$"},
                "minItems": 1,
                "uniqueItems": True,
            },
        ),
        "as_of": (
            "The day described and the day up to which facts count as known; `latest` (the default) is the dataset's "
            "as-of day. Later days tell only what law has fixed or actors announced.",
            {"anyOf": [{"type": "string", "const": "latest"}, day]},
        ),
        "states": (
            "States and areas, by code or by any common name; with `groups` a union.",
            _several(sorted(index.countries)),
        ),
        "groups": ("Groups of States, by membership on the dataset's as-of day.", _several(Group)),
        "kinds": ("Kinds of acts, events and announcements.", _several(sorted(kind_labels(index)))),
        "topics": ("Topics; lists their events whichever treaty they name.", _several(index.topics)),
        "weapons": ("Weapons of announcements; keeps nothing else.", _several(Weapon)),
        "activities": ("Activities of announcements; keeps nothing else.", _several(Activity)),
        "confidence": ("How well the sources bear it.", _several(Confidence)),
        "grades": ("Best grade among a row's sources; A, B and C unless said.", _several(Grade)),
        "from": ("First day of the period; a coarse day counts where its period touches it.", day),
        "to": ("Last day of the period; may not lie before `from`.", day),
        "q": (
            "Words that must all be found, without regard to case and accents.",
            {"type": "string", "maxLength": MAX_TEXT, "pattern": r"^[ -~\u00a1-\u00ac\u00ae-\u0377]*$"},
        ),
        "moved": ("How an announcement moved the date of the one it replaces; keeps nothing else.", _several(SlipKind)),
        "focus": (
            "The chosen State: named on maps, and the one that a dossier is of.",
            {"type": "string", "enum": sorted(index.countries)},
        ),
        "record": (
            "The edition of the record that answers; the newest unless said. An older one ends on its own as-of day: "
            "a later `as_of` is answered for that day, and the header `X-Record-Notice` says so.",
            {"type": "string", "enum": list(known_editions())},
        ),
        "every_instrument": (
            "Lists tell of all instruments although one is named.",
            {"type": "string", "const": YES},
        ),
    }
    return {
        key: {"name": key, "in": "query", "required": False, "description": description, "schema": schema}
        | ({"style": "form", "explode": False} if schema.get("type") == "array" else {})
        for key, (description, schema) in texts.items()
    }
