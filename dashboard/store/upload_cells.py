"""Values of a reader's cells in the dataset's own form: States as people write them, and what was converted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from dashboard.domain.names import StateNames
from data.problems import quote

_GUARDED = re.compile(r"'(?=[\d=+@-])")
"""A mark by which a spreadsheet keeps a cell as it was typed."""
_AS_TEXT = re.compile(r'="((?:[^"]|"")*)"')
_FOOTNOTES = re.compile(
    r"[<][^>]*>[^<]*[<]/[^>]*>|(?:\s*(?:\[[^\]]{1,12}\]|\(\d{1,2}\)|[*†‡§¹²³⁰-⁹]+))+\s*$|\s*[\[(]?\d[\d,\s]*[\])]?\s*$"
)
_BRACKETS = re.compile(r"(.+?)\s*[(\[]\s*(.+?)\s*[)\]]")
_INVERTED = re.compile(r"([^,]+), ([^,]+)")
_BETWEEN_STATES = re.compile(r"[,/\n]| (?:and|und|et|y|i|e|&) ")
_CODE_PAGES: Final = ("cp1252", "cp1250", "cp1257", "latin-1")
DAY_ENDS: Final = ("_on", "_since", "_until", "_earliest", "_latest")
STATE_COLUMNS: Final = ("iso3", "iso3s", "open_to")


def typed(text: str) -> str:
    """What a cell holds without the marks of a spreadsheet that keep it from being computed."""
    if found := _AS_TEXT.fullmatch(text):
        return found[1].replace('""', '"')
    return _GUARDED.sub("", text, count=1) if text.startswith("'") else text


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

    def read_several(self, text: str) -> str:
        """The same for a cell that may hold several, also between commas or by "and", where each part is a State."""
        whole = self.read(text)
        if ";" in text or whole in self.names.countries:
            return whole
        parts = [self._one(part.strip()) for part in _BETWEEN_STATES.split(text) if part.strip()]
        return ";".join(parts) if parts and all(part in self.names.countries for part in parts) else whole

    def _one(self, text: str) -> str:
        if not text or text in self.names.countries:
            return text
        if text.isascii() and text.isdigit():
            return self.numbers.get(text.zfill(3), text)
        found = self.names.find(text)
        if found is None and (bare := without_footnotes(text)) != text:
            found = self.names.find(bare)
        if found is None and (decoded := _decoded_again(text)) != text:
            found = self.names.find(decoded)
        return found or self._in_parts(text) or text

    def _in_parts(self, text: str) -> str | None:
        """The State of a name with its code or its other name in brackets, or with its first words put last."""
        if found := _BRACKETS.fullmatch(text):
            one, other = self.names.find(found[1]), self.names.find(found[2])
            if one and one == other:
                return one
        elif not (found := _INVERTED.fullmatch(text)):
            return None
        return self.names.find(f"{found[2]} {found[1]}")

    def meaning(self, value: str) -> str:
        """Names of the States that codes stand for."""
        return ", ".join(self.names.countries[one].name for one in value.split(";") if one in self.names.countries)

    def near(self, text: str) -> Sequence[str]:
        """Codes of the States whose names come near."""
        return self.names.near(text) or self.names.near(without_footnotes(text))

    def refusal(self, text: str) -> str:
        """Why a text is no State, and what may be meant."""
        near = self.near(text)
        if not near:
            return f"{quote(text)} is not a State of the dataset: type its three-letter code, such as GBR"
        said = " or ".join(f"{iso3} ({self.names.countries[iso3].name})" for iso3 in near)
        return f"{quote(text)} is not the code of a State: did you mean {said}?"

    def unknown(self, text: str) -> Sequence[str]:
        """Parts of a cell that are no three-letter code at all."""
        return [part for part in map(str.strip, text.split(";")) if part and not re.fullmatch("[A-Z]{3}", part)]


def _decoded_again(text: str) -> str:
    """A text whose UTF-8 was once read in a code page, "TÃ¼rkiye", as it was meant; another one as it is."""
    for encoding in _CODE_PAGES if not text.isascii() else ():
        try:
            return text.encode(encoding).decode()
        except UnicodeError:
            continue
    return text


def without_footnotes(text: str) -> str:
    """A name without the marks of footnotes behind it."""
    return _FOOTNOTES.sub("", text).strip()
