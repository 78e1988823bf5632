"""One thing wrong with the data, said so that a reader with an editor can mend it."""

from __future__ import annotations

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
