"""Reader of the UN Treaty Collection: the MTDSG XML, the status page, and a status page saved by hand."""

from __future__ import annotations

import re

from lxml import etree

from data.check.answers import Act, Answer, Cell, Line, Refused, read_cell, read_day, split_marks
from data.check.markup import check_size, children, local_name, read_html, read_root, refuse_notice, text_with_marks
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
_CONSENT = re.compile(r"ratif|accept|approv|access|success|consent|definitive", re.IGNORECASE)


def read(raw: bytes) -> Answer:
    """The participants of a treaty. Raises ``Refused`` for whatever is no list of participants."""
    check_size(raw)
    start = raw.lstrip(b"\xef\xbb\xbf \t\r\n")[:2048].lower()
    if b"<html" in start or b"<!doctype html" in start or start.startswith(b"<table"):
        return _read_page(raw)
    root = read_root(raw, "Treaty", "the XML of a treaty's status")
    tables = [table for part in children(root, "participants") for table in children(part, "table")]
    if not tables:
        raise Refused("the XML holds no table of participants: is the volume in the address right?")
    rows = [
        [text_with_marks(entry) for entry in row if local_name(entry).startswith("entry")]
        for row in children(tables[0], "row")
    ]
    return _read_rows([row for row in rows if row])


def _read_page(raw: bytes) -> Answer:
    root = read_html(raw)
    for table in sorted(children(root, "table"), key=lambda item: "tblgrid" not in (item.get("id") or "").lower()):
        rows = [[text_with_marks(cell) for cell in row if local_name(cell) in {"td", "th"}] for row in _own_rows(table)]
        rows = [row for row in rows if row]
        if rows and re.match(r"\s*(participant|state|country)", read_cell(rows[0][0]).text, re.IGNORECASE):
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


def _read_rows(rows: list[list[str]]) -> Answer:
    rows = [row for row in rows if any(read_cell(cell).text for cell in row)]
    if len(rows) < 2:
        raise Refused("the table of participants is empty")
    heads = [read_cell(cell) for cell in rows[0]]
    fields = [_field_of(head.text) for head in heads]
    if "consent" not in fields and "signature" not in fields:
        raise Refused("no column of signatures or consents stands in the head of the table")
    notices = [
        f"column {quote(head.text)} is not known"
        for head, field in list(zip(heads, fields, strict=True))[1:]
        if not field
    ]
    lines = []
    for row in rows[1:]:
        line, found = _read_row([read_cell(cell) for cell in row], fields, [head.text for head in heads])
        notices += found
        if line:
            lines.append(line)
    return Answer(tuple(lines), tuple(dict.fromkeys(notices)))


def _field_of(head: str) -> str:
    signed, consent = head.lower().find("signature"), _CONSENT.search(head)
    if signed >= 0 and (consent is None or signed < consent.start()):
        return "signature"
    return "consent" if consent else ""


def _read_row(cells: list[Cell], fields: list[str], heads: list[str]) -> tuple[Line | None, list[str]]:
    name, digits = split_marks(cells[0].text)
    if not name:
        return None, [f"a row without a name: {quote(' | '.join(cell.text for cell in cells))}"]
    notices = [f"footnote mark {quote(mark)} at {name}" for mark in (*cells[0].marks, *digits)]
    if len(cells) > len(fields):
        notices.append(f"{len(cells) - len(fields)} cells more than columns at {name}")
    acts: list[Act] = []
    left: dict[str, bool] = {"name": cells[0].bracketed}
    for cell, field, head in list(zip(cells, fields, heads, strict=False))[1:]:
        notices += [f"footnote mark {quote(mark)} at {name}, {head}" for mark in cell.marks]
        if not cell.text or cell.text in {"-", "–"} or not field:
            continue
        day, suffix = read_day(cell.text)
        if field == "signature":
            acts.append(Act("signature", day, cell.text))
        else:
            kind = KINDS.get(suffix, "")
            if not suffix:
                kind = _only_kind(head)
            elif not kind:
                notices.append(f"suffix {quote(suffix)} at {name} is not known")
            acts.append(Act("consent", day, cell.text, kind))
        left[field] = left.get(field, False) or cell.bracketed
    return Line(name, tuple(acts), left["name"] or left.get("consent", left.get("signature", False))), notices


def _only_kind(head: str) -> str:
    """Kind of a day without suffix: what the head names alone, else ratification."""
    lowered = head.lower()
    if "ratif" in lowered:
        return KINDS[""]
    kinds = {"accept": "acceptance", "approv": "approval", "access": "accession", "success": "succession"}
    named = [kind for word, kind in kinds.items() if word in lowered]
    return named[0] if len(named) == 1 and "consent" not in lowered else ""
