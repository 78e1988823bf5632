"""Reader of the Dutch treaty register: the XML of one treaty, in Dutch or English, and its SRU search."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from lxml import etree

from data.check.answers import Act, Answer, Field, Line, Refused
from data.check.cells import read_cell, read_day, read_name
from data.check.markup import children, local_name, read_root, text_with_marks
from data.check.names import key_of
from data.problems import quote

MOST_TOLD: Final = 8
"""Treaties named where a search finds no single one."""

FIELDS: dict[str, Field] = {
    "datumondertekening": "signature",
    "datumondertekenning": "signature",
    "datumratificatie": "consent",
    "datuminwerkingtreding": "in-force",
    "datumopzegging": "withdrawal",
    "datumbuitenwerkingtreding": "withdrawal-effective",
}
KINDS = {"R": "", "T": "accession", "VG": "succession", "O": "", "DO": "definitive-signature", "NB": "", "N": ""}
"""R stands for ratification, acceptance and approval alike, so it names no kind."""
TOLD = {"datumvoorlopigetoepassing", "datumterugwerkendekracht"}
"""Days that are read and not compared: provisional application, and effect earlier than the act."""
PASSED_OVER = {
    "naampartij",
    "typeinstemming",
    "isvoorbehoud",
    "isbezwaar",
    "voorbehouden",
    "bezwaren",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A treaty that a search found; ``concluded`` as the register writes the day."""

    number: str
    title: str
    concluded: str
    address: str


def read(raw: bytes) -> Answer:
    """The parties of a treaty. Raises ``Refused`` for whatever is no ``<Verdragenbank>``."""
    root = read_root(raw, "Verdragenbank", "the XML of a treaty")
    parties = children(root, "partij")
    if not parties:
        raise Refused("the XML lists no party")
    notices: list[str] = []
    lines = tuple(line for party in parties if (line := _read_party(party, notices)))
    numbers = [text for item in children(root, "identifier") if (text := (item.text or "").strip()).isdigit()]
    return Answer(lines, tuple(dict.fromkeys(notices)), next(iter(numbers), ""))


def _read_party(party: etree._Element, notices: list[str]) -> Line | None:
    cells: dict[str, str] = {}
    told: list[str] = []
    for child in party:
        if column := local_name(child):
            cells[column] = text_with_marks(child)
            if column in TOLD:
                told += [f"{etree.QName(child).localname} {day}"] if (day := cells[column].strip()) else []
            elif column not in FIELDS and column not in PASSED_OVER:
                notices.append(f"column {quote(etree.QName(child).localname)} is not known")
    named = read_name(cells.get("naampartij", ""))
    name = named.text
    if not name:
        notices.append("a party without a name")
        return None
    notices += [f"footnote mark {quote(mark)} at {name}" for mark in named.marks]
    notices += [f"{quote(one)} at {name} is not compared" for one in told]
    days = {column: read_cell(cells.get(column, "")) for column in FIELDS}
    code = cells.get("typeinstemming", "").strip()
    if code and code not in KINDS:
        notices.append(f"kind of consent {quote(code)} at {name} is not known")
    acts = tuple(
        Act(field, read_day(days[column].text)[0], days[column].text, KINDS.get(code, "") if field == "consent" else "")
        for column, field in FIELDS.items()
        if days[column].text
    )
    return Line(name, acts, named.bracketed)


def query(title: str) -> str:
    """The search for a treaty by the words of its English title, in the register's query language."""
    words = " ".join(re.findall(r"[^\W_]+", title))
    return f'c.product-area==vd AND w.documenttype==verdrag AND dt.language==en AND dt.title all "{words}"'


def read_search(raw: bytes) -> tuple[Found, ...]:
    """The treaties that a search found. Raises ``Refused`` for whatever is no answer to a search."""
    root = read_root(raw, "searchRetrieveResponse", "the answer to a search")
    found = []
    for record in children(root, "record"):
        texts = {name: _text(record, name) for name in ("identifier", "title", "datumtotstandkoming")}
        addresses = {item.get("manifestation") or "": (item.text or "").strip() for item in children(record, "itemurl")}
        address = addresses.get("xml-en") or addresses.get("xml-nl") or ""
        if texts["identifier"] and address:
            found.append(Found(texts["identifier"], texts["title"], texts["datumtotstandkoming"], address))
    return tuple(found)


def _text(record: etree._Element, name: str) -> str:
    return next((text for item in children(record, name) if (text := " ".join("".join(item.itertext()).split()))), "")


def chosen(found: Sequence[Found], title: str, days: Iterable[dt.date | None]) -> Found:
    """The one treaty of that title or, where several or none bear it, the one concluded on one of the days.

    Raises ``Refused`` that lists what was found: the number of the right one belongs into ``registers.toml``.
    """
    by_title = [one for one in found if key_of(one.title) == key_of(title)]
    known = {str(day) for day in days if day}
    by_day = [one for one in by_title or found if one.concluded in known]
    left = {one.number: one for one in by_day or by_title}
    if len(left) == 1:
        return next(iter(left.values()))
    told = "; ".join(f"{one.number} {one.title} ({one.concluded})" for one in (*left.values(), *found)[:MOST_TOLD])
    raise Refused(f"the search finds no single treaty: write its number in registers.toml. Found: {told or 'none'}")
