"""Reader of the UN Treaty Collection: the MTDSG XML, the status page, and a status page saved by hand."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from data.check.answers import Act, Answer, Field, Line, Refused
from data.check.cells import Cell, read_cell, read_day, read_name
from data.check.markup import (
    check_size,
    children,
    decoded,
    local_name,
    read_html,
    read_root,
    refuse_notice,
    text_with_marks,
)
from data.problems import quote

KINDS = {
    "": "ratification",
    "a": "accession",
    "A": "acceptance",
    "AA": "approval",
    "d": "succession",
    "P": "consent-to-be-bound",
    "s": "definitive-signature",
}
LONGEST_HEAD = 200
"""Letters of a head; a cell with more holds a table of its own."""
_BEFORE = r"\W*(?:(?:date|day|deposit|instruments?|d[eé]p[oô]t|of|the|d[eu]|des|l)\W+)*"
_SIGNATURE = re.compile(rf"{_BEFORE}(signature|simple signature)", re.IGNORECASE)
_CONSENT = re.compile(rf"{_BEFORE}(ratif|accept|appro[vb]|access|adh[eé]s|success|consent|definitive)", re.IGNORECASE)
_LEAVING = re.compile(rf"{_BEFORE}(notice of |notification of )?(withdraw|denunci|d[eé]nonci|retrait)", re.IGNORECASE)
_STATES = re.compile(r"\W*(participant|state|country|part(y|ies)|[eé]tat|pays|contracting)", re.IGNORECASE)
_EMPTY = frozenset({"", "-", "–", "—"})


def read(raw: bytes) -> Answer:
    """The participants of a treaty. Raises ``Refused`` for whatever is no list of participants."""
    check_size(raw)
    start = decoded(raw).lstrip()[:2048].lower()
    if "<html" in start or "<!doctype html" in start or start.startswith("<table"):
        return _read_page(raw)
    root = read_root(raw, "Treaty", "the XML of a treaty's status")
    tables = [table for part in children(root, "participants") for table in children(part, "table")]
    if not tables:
        raise Refused("the XML holds no table of participants: is the volume in the address right?")
    return _read_rows(
        [text_with_marks(entry) for entry in row if local_name(entry).startswith("entry")]
        for table in tables
        for row in children(table, "row")
    )


def _read_page(raw: bytes) -> Answer:
    root = read_html(raw)
    for table in sorted(children(root, "table"), key=lambda item: "tblgrid" not in (item.get("id") or "").lower()):
        rows = [[text_with_marks(cell) for cell in row if local_name(cell) in {"td", "th"}] for row in _own_rows(table)]
        heads = [[read_cell(cell).text for cell in row] for row in rows[:3]]
        if any(_is_head(texts) and any(map(_STATES.match, texts)) for texts in heads):
            return _read_rows(rows)
    refuse_notice(raw)
    raise Refused("an HTML page without a table of participants: save the status page of the treaty")


def _own_rows(table: etree._Element) -> list[etree._Element]:
    own = [row for row in table if local_name(row) == "tr"]
    return own + [
        row
        for part in table
        if local_name(part) in {"thead", "tbody", "tfoot"}
        for row in part
        if local_name(row) == "tr"
    ]


def _is_head(texts: list[str]) -> bool:
    """Whether a row names columns, one of them of signatures or consents."""
    if len(texts) < 2 or any(len(text) > LONGEST_HEAD for text in texts):
        return False
    return {"signature", "consent"} & {_field_of(text) for text in texts} != set()


def _states_at(heads: list[str]) -> int:
    """Number of the column of States: the one whose head says so, else the first."""
    return next((number for number, head in enumerate(heads) if _STATES.match(head)), 0)


def _read_rows(raw_rows: Iterable[list[str]]) -> Answer:
    """The lines below each row of heads; a table may go on in a second one, with heads of its own or without."""
    read = ([read_cell(text) for text in texts] for texts in raw_rows)
    rows = [row for row in read if any(cell.text for cell in row)]
    if len(rows) < 2:
        raise Refused("the table of participants is empty")
    heads: list[str] = []
    lines: list[Line] = []
    notices: list[str] = []
    for row in rows:
        texts = [cell.text for cell in row]
        if _is_head(texts):
            heads, at = texts, _states_at(texts)
            unknown = [head for number, head in enumerate(heads) if head and number != at and not _field_of(head)]
            notices += [f"column {quote(head)} is not known" for head in unknown]
        elif heads:
            line = _read_row(row, heads, notices)
            lines += [line] if line else []
    if not heads:
        raise Refused("no column of signatures or consents stands in the head of the table")
    if not lines:
        raise Refused("the table of participants is empty")
    return Answer(tuple(lines), tuple(dict.fromkeys(notices)))


def _field_of(head: str) -> Field | None:
    """What a column holds, by the first word of its head that says so: an objection to an accession is no accession."""
    if _SIGNATURE.match(head):
        return "signature"
    return "consent" if _CONSENT.match(head) else "withdrawal" if _LEAVING.match(head) else None


def _read_row(cells: list[Cell], heads: list[str], notices: list[str]) -> Line | None:
    at = _states_at(heads)
    named = read_name(cells[at].text) if at < len(cells) else Cell("", (), bracketed=False)
    name = named.text
    if not name:
        notices.append(f"a row without a name: {quote(' | '.join(cell.text for cell in cells))}")
        return None
    notices += [f"footnote mark {quote(mark)} at {name}" for mark in (*cells[at].marks, *named.marks)]
    if len(cells) > len(heads):
        notices.append(f"{len(cells) - len(heads)} cells more than columns at {name}")
    acts: list[Act] = []
    left: dict[str, bool] = {}
    for number, (cell, head) in enumerate(zip(cells, heads, strict=False)):
        if number == at or cell.text in _EMPTY:
            continue
        notices += [f"footnote mark {quote(mark)} at {name}, {head}" for mark in cell.marks]
        field = _field_of(head)
        if field is None:
            notices.append(f"column {quote(head)} is not known")
            continue
        day, suffix = read_day(cell.text)
        kind = _kind(suffix, head, name, notices) if field == "consent" else ""
        acts.append(Act(field, day, cell.text, kind))
        left[field] = left.get(field, False) or cell.bracketed
    return Line(name, tuple(acts), cells[at].bracketed or left.get("consent", left.get("signature", False)))


def _kind(suffix: str, head: str, name: str, notices: list[str]) -> str:
    """Kind of consent that the suffix says; without one the kind that the head names alone, else ratification."""
    if suffix:
        if suffix not in KINDS:
            notices.append(f"suffix {quote(suffix)} at {name} is not known")
        return KINDS.get(suffix, "")
    lowered = head.lower()
    if "ratif" in lowered:
        return KINDS[""]
    kinds = {"accept": "acceptance", "approv": "approval", "access": "accession", "success": "succession"}
    named = [kind for word, kind in kinds.items() if word in lowered]
    return named[0] if len(named) == 1 and "consent" not in lowered else ""
