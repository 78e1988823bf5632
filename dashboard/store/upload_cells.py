"""Values of a reader's cells in the dataset's own form: States as people write them, and what was converted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from dashboard.domain.names import StateNames
from data.problems import quote

DAY_ENDS: Final = ("_on", "_since", "_until", "_earliest", "_latest")
STATE_COLUMNS: Final = ("iso3", "iso3s", "open_to")


class Converted(NamedTuple):
    """A cell that was read as something else than what stands in it."""

    file: str
    line: int
    column: str
    written: str
    value: str
    meaning: str = ""

    def __str__(self) -> str:
        meant = f" ({self.meaning})" if self.meaning else ""
        return f"{self.file}:{self.line}: {self.column}: {quote(self.written)} is read as {self.value}{meant}"


class StateReader:
    """Reads names and codes of States as three-letter codes."""

    def __init__(self, names: StateNames) -> None:
        self.names = names
        self.numbers = {row.m49: iso3 for iso3, row in names.countries.items() if row.m49}

    def read(self, text: str) -> str:
        """Codes of the State or States (between semicolons); what no State is called stays as it is."""
        return ";".join(self._one(part.strip()) for part in text.split(";") if part.strip())

    def _one(self, text: str) -> str:
        if not text or text in self.names.countries:
            return text
        if text.isascii() and text.isdigit():
            return self.numbers.get(text.zfill(3), text)
        return self.names.find(text) or text

    def meaning(self, value: str) -> str:
        """Names of the States that codes stand for."""
        return ", ".join(self.names.countries[one].name for one in value.split(";") if one in self.names.countries)

    def refusal(self, text: str) -> str:
        """Why a text is no State, and what may be meant."""
        near = self.names.near(text)
        if not near:
            return f"{quote(text)} is not a State of the dataset: type its three-letter code, such as GBR"
        said = " or ".join(f"{iso3} ({self.names.countries[iso3].name})" for iso3 in near)
        return f"{quote(text)} is not the code of a State: did you mean {said}?"

    def unknown(self, text: str) -> Sequence[str]:
        """Parts of a cell that are no three-letter code at all."""
        return [part for part in map(str.strip, text.split(";")) if part and not re.fullmatch("[A-Z]{3}", part)]
