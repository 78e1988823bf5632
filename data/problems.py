"""One thing wrong with the data, in words from which an editor can mend it, and how foreign text is quoted."""

from __future__ import annotations

import unicodedata
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Where a problem stands and what it is.

    ``line`` counts from 1 and is 0 where the file as a whole is meant. ``row_id``
    and ``column`` are empty where they do not apply. ``rule`` is a stable kebab-case name.
    """

    file: str
    line: int
    row_id: str
    column: str
    rule: str
    message: str

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        return ": ".join(part for part in (place, self.row_id, self.column, self.message) if part)

    def as_dict(self) -> dict[str, str | int]:
        """The same as a mapping of plain values, for JSON."""
        return asdict(self)


_NO_TAGS = str.maketrans("<>", "‹›")


def visible(text: str, limit: int = 80) -> str:
    """``text`` as it was written, cut to ``limit`` characters; what cannot be seen by itself stands as "\ufffd".

    Angle brackets stand as "‹›", so that nothing opens a tag where a medium forgets to escape. Media with markup
    of their own (HTML, Markdown) escape the rest.
    """
    cut = unicodedata.normalize("NFC", text[:limit]).translate(_NO_TAGS)
    shown = "".join(
        one if one.isprintable() and unicodedata.category(one) not in ("Mn", "Me") else "\ufffd" for one in cut
    )
    return shown if len(text) <= limit else f"{shown}…"


def quote(text: str, limit: int = 80) -> str:
    """What somebody wrote, between quotation marks, safe in a message; see ``visible``."""
    return f"'{visible(text, limit)}'"
