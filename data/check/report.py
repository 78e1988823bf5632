"""Readings in words: a table for the terminal, Markdown for a page, JSON for machines, rows to judge and paste."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from typing import Any

from data.check.compare import Difference
from data.check.readings import Reading
from data.schema import Dataset
from data.treaty_schema import TreatyAction

NOTHING = "nothing"


def as_json(readings: Sequence[Reading]) -> str:
    """One object for one reading, a list for several.

    ``refused`` and ``notices`` (footnote marks, new columns) stand in it only where there are any.
    """
    documents = [_document(reading) for reading in readings]
    return json.dumps(documents[0] if len(documents) == 1 else documents, ensure_ascii=False, indent=2)


def _document(reading: Reading) -> dict[str, Any]:
    found = reading.comparison
    document: dict[str, Any] = {
        "instrument": reading.instrument_id,
        "register": reading.register,
        "read_on": reading.read_on.isoformat() if reading.read_on else None,
        "agreements": found.agreements if found else 0,
        "differences": [
            {name: getattr(item, name) for name in ("iso3", "field", "register", "record", "reason")}
            for item in (found.differences if found else ())
        ],
        "unknown_names": list(found.unknown_names) if found else [],
    }
    if reading.refused:
        document["refused"] = reading.refused
    if found and found.notices:
        document["notices"] = list(found.notices)
    return document


def as_text(readings: Sequence[Reading], dataset: Dataset, markdown: bool = False) -> str:
    """Every reading in turn, then where two registers of one treaty disagree."""
    parts = [_section(reading, dataset, markdown) for reading in readings]
    parts += _reconciled(readings, markdown)
    return "\n\n".join(parts)


def _section(reading: Reading, dataset: Dataset, markdown: bool) -> str:
    day = f"read on {reading.read_on}" if reading.read_on else "day of reading not known"
    title = f"{reading.instrument_id}, {reading.register} ({day})"
    lines = [f"## {title}" if markdown else title]
    if reading.unproven:
        lines.append("unproven: no real answer was ever replayed through this reader")
    if reading.refused:
        lines.append(f"refused: {reading.refused}")
    if found := reading.comparison:
        lines.append(
            f"{found.agreements} agreements, {len(found.differences)} differences, "
            f"{found.outside} States outside the scope, {len(found.unknown_names)} unknown names"
        )
        lines += [f"unknown name: {name}" for name in found.unknown_names]
        rows = [
            (item.iso3, item.field, item.register or NOTHING, item.record or NOTHING, item.reason)
            for item in found.differences
        ]
        if rows:
            lines += ["", *_table(("State", "field", "register says", "record says", "likely reason"), rows, markdown)]
        pasted = [row for item in found.differences if (row := _row(item, reading, dataset))]
        if pasted:
            lines += ["", "Rows to judge, complete and paste into treaty_actions.csv:"]
            lines += ["```", *pasted, "```"] if markdown else pasted
        if found.notices:
            lines += ["", "Not compared:", *(f"- {notice}" for notice in found.notices)]
    return "\n".join(lines)


def _table(head: tuple[str, ...], rows: Sequence[tuple[str, ...]], markdown: bool) -> list[str]:
    if markdown:
        clean = [tuple(cell.replace("|", "\\|").replace("\n", " ") for cell in row) for row in rows]
        return [f"| {' | '.join(row)} |" for row in (head, ("---",) * len(head), *clean)]
    widths = [max(len(row[at]) for row in (head, *rows)) for at in range(len(head))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in (head, *rows)
    ]


def _row(item: Difference, reading: Reading, dataset: Dataset) -> str:
    """A line of treaty_actions.csv for an act not yet entered; what only a person can say stays empty."""
    if item.reason not in {"not yet entered", "withdrawn mark"} or item.record or item.register is None:
        return ""
    kind = item.kind or {"signature": "signature", "withdrawal": "withdrawal"}.get(item.field, "")
    if item.field not in {"signature", "consent", "withdrawal"}:
        return ""
    own = [
        row.action_id
        for row in dataset.treaty_actions
        if (row.instrument_id, row.iso3) == (reading.instrument_id, item.iso3)
    ]
    number = max((int(name.rpartition("-")[2]) for name in own if name.rpartition("-")[2].isdigit()), default=0) + 1
    day = item.register if item.register[:1].isdigit() else ""
    known = {
        "action_id": f"{reading.instrument_id}-{item.iso3.lower()}-{number}",
        "instrument_id": reading.instrument_id,
        "iso3": item.iso3,
        "kind": kind,
        "acted_on": day,
        "acted_precision": "day" if day else "",
        "scope": "full",
    }
    out = io.StringIO()
    csv.writer(out, lineterminator="").writerow(known.get(column, "") for column in TreatyAction.model_fields)
    return out.getvalue()


def _reconciled(readings: Sequence[Reading], markdown: bool) -> list[str]:
    """For each treaty that two registers list: the days on which they disagree."""
    parts = []
    for instrument_id in dict.fromkeys(reading.instrument_id for reading in readings):
        both = [item for item in readings if item.instrument_id == instrument_id and not item.refused]
        if len(both) < 2:
            continue
        said = [item.comparison.said for item in both if item.comparison]
        shared = [key for key in said[0] if all(key in other for other in said[1:])]
        rows = [
            (*key, *(", ".join(one[key]) or NOTHING for one in said))
            for key in shared
            if len({one[key] for one in said}) > 1
        ]
        title = f"{instrument_id}: other register disagrees on {len(rows)} of {len(shared)} days"
        head = ("State", "field", *(item.register for item in both))
        parts.append("\n".join([f"## {title}" if markdown else title, "", *_table(head, rows, markdown)]))
    return parts
