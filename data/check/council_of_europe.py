"""Reader of the Council of Europe's treaty office: the JSON list of signatures and ratifications of one treaty."""

from __future__ import annotations

from typing import Any

from data.check.answers import Act, Answer, Field, Line, Refused
from data.check.cells import read_day, read_name
from data.check.json_answers import read_json
from data.problems import quote

FIELDS: dict[str, Field] = {
    "DateSignature": "signature",
    "DateConsentement": "consent",
    "DateEntreeVigueur": "in-force",
    "DateDenonciation": "withdrawal",
}
PASSED_OVER = {"CodePays", "LibPaysOrga", "NumSTE", "_note"}


def read(raw: bytes) -> Answer:
    """The States of a treaty. Raises ``Refused`` for whatever is no list of records with a State each."""
    body = read_json(raw)
    records = [body] if isinstance(body, dict) and "LibPaysOrga" in body else body
    if isinstance(records, dict) and len(lists := [part for part in records.values() if isinstance(part, list)]) == 1:
        records = lists[0]
    if not isinstance(records, list) or not records:
        raise Refused("the answer is no list of signatures: is the key set and the number right?")
    notices: list[str] = []
    lines = []
    for record in records:
        if not isinstance(record, dict) or not isinstance(record.get("LibPaysOrga"), str):
            raise Refused("a record names no State (LibPaysOrga)")
        lines.append(_read_record(record, notices))
    numbers = {str(record.get("NumSTE") or "") for record in records}
    if len(numbers) > 1:
        raise Refused("the records belong to several treaties (NumSTE)")
    return Answer(tuple(lines), tuple(dict.fromkeys(notices)), next(iter(numbers)))


def _read_record(record: dict[str, Any], notices: list[str]) -> Line:
    name = read_name(record["LibPaysOrga"])
    notices += [f"footnote mark {quote(mark)} at {name.text}" for mark in name.marks]
    notices += [f"column {quote(key)} is not known" for key in record if key not in FIELDS and key not in PASSED_OVER]
    acts = tuple(
        Act(field, read_day(str(record[key]))[0], str(record[key]))
        for key, field in FIELDS.items()
        if record.get(key) not in (None, "")
    )
    return Line(name.text, acts, name.bracketed)
