"""Words and numbers as people write them, in the dataset's own form: any case, decimal commas, names of treaties."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from enum import Enum
from functools import cache
from typing import Any, get_args

from rapidfuzz.distance import OSA

from dashboard.domain.folding import fold
from dashboard.domain.index import Index
from dashboard.store.treaty_columns import act_named
from data.problems import quote
from data.schema import TABLES

_GAPS = re.compile(r"(?<=\d)[ \u00a0\u2009\u202f'’](?=\d{3}(?!\d))")
_WITH_COMMA = re.compile(r"-?(?:\d+|\d{1,3}(?:\.\d{3})+),\d+")
_GROUPED = re.compile(r"[-+]?\d{1,3}([.,])\d{3}(?:(?:\1)\d{3})*")


def choice_key(text: str) -> str:
    """A word without case, accents and signs, its parts between hyphens."""
    return "-".join(re.findall(r"[^\W_]+", fold(text)))


def _parts(annotation: Any) -> Iterable[Any]:
    yield annotation
    for part in get_args(annotation):
        yield from _parts(part)


@cache
def choices(table: str) -> Mapping[str, Mapping[str, str]]:
    """Column → the words it may hold, by how they are compared; columns of free words are not there."""
    found: dict[str, dict[str, str]] = {}
    for name, field in TABLES[table].model_fields.items():
        for part in _parts(field.rebuild_annotation()):
            if isinstance(part, type) and issubclass(part, Enum):
                found.setdefault(name, {}).update({choice_key(str(one.value)): str(one.value) for one in part})
    return found


@cache
def number_columns(table: str) -> frozenset[str]:
    """Columns of the table that hold a number."""
    fields = TABLES[table].model_fields
    return frozenset(
        name for name, field in fields.items() if {int, float} & set(_types(_parts(field.rebuild_annotation())))
    )


def _types(parts: Iterable[Any]) -> Iterable[type]:
    return (part for part in parts if isinstance(part, type))


def word(table: str, column: str, text: str) -> str:
    """A word of a column as its list has it; ``text`` where it is none. Raises ``ValueError`` with a near one."""
    known = choices(table)[column]
    return ";".join(_word(known, part.strip(), column) for part in text.split(";"))


def _word(known: Mapping[str, str], text: str, column: str) -> str:
    key = choice_key(text)
    if not text or text in known.values():
        return text
    if key in known:
        return known[key]
    distance, near = min((int(OSA.distance(key, one)), value) for one, value in known.items())
    if column == "kind" and distance > 1 and (act := act_named(text)) in known.values():
        return str(act)
    if len(key) > 3 and distance <= max(2, len(key) // 4):
        message = f"{quote(text)} is none of the words of this column: did you mean {near}?"
        raise ValueError(message)
    return text


class NumberReader:
    """Reads numbers of one file. Whether a comma divides thousands or a fraction is never guessed."""

    def __init__(self, cells: Iterable[str]) -> None:
        plain = [_GAPS.sub("", cell.strip()) for cell in cells]
        self.commas = any(_WITH_COMMA.fullmatch(one) for one in plain if not _grouped(one))

    def read(self, text: str) -> str:
        """The number with a point; ``text`` where it is none. Raises ``ValueError`` where it may be two numbers."""
        plain = _GAPS.sub("", text).replace("\u2212", "-")
        if re.fullmatch(r"-?\d+", plain):
            return plain
        if _grouped(plain):
            sign = "," if "," in plain else "."
            if plain.count(sign) > 1:
                return plain.replace(sign, "")
            if sign == "." and not self.commas:
                return plain
            if sign == "," and self.commas:
                return plain.replace(",", ".")
            two = f"{plain.replace(',', '.')} or {plain.replace(sign, '')}"
            message = f"{quote(text)} may be either of two numbers: type {two}"
            raise ValueError(message)
        if _WITH_COMMA.fullmatch(plain):
            return plain.replace(".", "").replace(",", ".")
        if re.fullmatch(r"-?\d{1,3}(?:,\d{3})+\.\d+", plain):
            return plain.replace(",", "")
        return plain if re.fullmatch(r"-?\d+\.\d+", plain) else text


def _grouped(plain: str) -> bool:
    return bool(_GROUPED.fullmatch(plain)) and not plain.lstrip("-+").startswith("0")


def _without_brackets(name: str) -> str:
    """A name without what is added to it in brackets: "Ottawa Convention (anti-personnel mine ban)"."""
    return re.sub(r"\s*\([^()]*\)\s*$", "", name)


class TreatyReader:
    """Reads names of treaties and lenses as their ids."""

    def __init__(self, index: Index) -> None:
        found: dict[str, set[str]] = {}
        for row in index.instruments.values():
            plain = _without_brackets(row.short_title)
            for called in (row.instrument_id, row.short_name, row.short_title, plain, row.full_title, *row.also_called):
                found.setdefault(choice_key(called), set()).add(row.instrument_id)
        for lens in index.dataset.lenses:
            for called in (lens.lens_id, lens.short_title):
                found.setdefault(choice_key(called), set()).add(lens.lens_id)
        self.ids = {key: next(iter(ids)) for key, ids in found.items() if len(ids) == 1}

    def read(self, text: str) -> str:
        """The id of the treaty or lens with that name; ``text`` where there is none or there are several."""
        return self.ids.get(choice_key(text)) or self.ids.get(choice_key(_without_brackets(text)), text)

    def read_several(self, text: str) -> str:
        """Ids of the treaties or lenses between semicolons or commas."""
        if choice_key(text) in self.ids:
            return self.read(text)
        return ";".join(self.read(part.strip()) for part in re.split("[;,]", text))
