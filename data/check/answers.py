"""What a register says about a treaty, in one form for all of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Literal

Field = Literal["signature", "consent", "in-force", "withdrawal", "withdrawal-effective"]
FIELDS: tuple[Field, ...] = ("signature", "consent", "in-force", "withdrawal", "withdrawal-effective")
MAX_BYTES = 16 * 1024 * 1024


class Refused(Exception):
    """An answer that is no register: its text says why and what to do."""


@dataclass(frozen=True, slots=True)
class Act:
    """One act as a register prints it; ``day`` is ``None`` where its text is no day."""

    field: Field
    day: dt.date | None
    text: str
    kind: str = ""
    """Kind of act in the words of the record; empty where the register does not tell them apart."""


@dataclass(frozen=True, slots=True)
class Line:
    """One State as a register lists it. ``left``: its name or its days stand in brackets."""

    name: str
    acts: tuple[Act, ...] = ()
    left: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A register's list of one treaty, and what in it the reader does not know, by name."""

    lines: tuple[Line, ...]
    notices: tuple[str, ...] = ()
    about: str = ""
    """Number or short name of the treaty that the answer itself names; empty where it names none."""
