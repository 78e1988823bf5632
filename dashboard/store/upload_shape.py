"""Where a table stands in a file: below a title, above its footnotes, without empty columns at its end."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Final, NamedTuple

Rows = list[tuple[int, list[str]]]
HEADER_WITHIN: Final = 20
"""How many filled rows may stand above a header, itself counted."""
SURE: Final = 0.95
"""From how well a header fits no other is looked for."""
FITS: Final = 0.5
"""From how well a header fits a table on it is that table's."""
_NOTE = re.compile(
    r"[*†‡#]|\[?\(?\d{1,2}[\].)]|(?:end ?notes?|notes?|sources?|status|last|as (?:at|of|on)|updated)\b", re.IGNORECASE
)

_RULE = re.compile(r":?[-=_]{2,}:?")


class Shape(NamedTuple):
    """A table's rows, header first, and the lines around it that are not of it."""

    rows: Rows
    above: Rows
    between: Rows
    below: Rows


def header_place(lines: Sequence[Sequence[str]], fit: Callable[[Sequence[str]], float]) -> tuple[float, int]:
    """How well the best header among the first lines fits, and which of them it is; the first of equal ones."""
    best = (0.0, 0)
    for at, cells in enumerate(lines[:HEADER_WITHIN]):
        best = max(best, (fit(cells), -at))
        if best[0] >= SURE:
            break
    return best


def shaped(rows: Rows, fit: Callable[[Sequence[str]], float]) -> Shape:
    """The table in some filled rows. Where no row is a header, the first one stands for it."""
    best, place = header_place([cells for _, cells in rows], fit)
    at = -place if best >= FITS else 0
    above, rows = rows[:at], rows[at:]
    if not rows:
        return Shape([], [], [], [])
    (line, header), *body = rows
    width = max((at + 1 for at, cell in enumerate(header) if cell.strip()), default=0)
    end = len(body)
    while end and best >= FITS and _is_note(body[end - 1][1], width):
        end -= 1
    body, below = body[:end], body[end:]
    between = [row for row in body if _is_remark(row[1])]
    return Shape([(line, header[:width]), *(row for row in body if row not in between)], above, between, below)


def _is_remark(cells: Sequence[str]) -> bool:
    """Whether a row among others is a remark, or the rule of a table drawn with signs."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return filled[:1] == [cells[0].strip()] and (
        filled[0].startswith(("#", "//")) or all(_RULE.fullmatch(cell) for cell in filled)
    )


def _is_note(cells: Sequence[str], width: int) -> bool:
    """Whether a last row of a table is words below it: one cell of words, or what begins as a footnote does."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    if width < 3 or not filled:
        return False
    if len(filled) == 1 and cells[0].strip():
        return " " in filled[0] or bool(_NOTE.match(filled[0]))
    return len(cells) < width and bool(_NOTE.match(cells[0].strip()))
