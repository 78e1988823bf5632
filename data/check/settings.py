"""``registers.toml``: the registers, their addresses, the lenses each lists, and how often a reading is due."""

from __future__ import annotations

import tomllib
from pathlib import Path

from pydantic import BaseModel, ConfigDict, Field

from data.check import council_of_europe, dutch_treaty_register, un_treaty_collection, unoda
from data.load import DATA_FOLDER, REGISTERS_FILE
from data.reading_schema import Due

FILE = REGISTERS_FILE
READERS = {
    "un-treaty-collection": un_treaty_collection.read,
    "dutch-treaty-register": dutch_treaty_register.read,
    "unoda": unoda.read,
    "council-of-europe": council_of_europe.read,
}


class _Strict(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Wire(_Strict):
    """How requests are made."""

    user_agent: str
    delay_seconds: float = Field(ge=1)
    timeout_seconds: float = Field(gt=0)
    attempts: int = Field(ge=1, le=6)


class Listed(_Strict):
    """Where a register keeps one lens."""

    volume: str = ""
    chapter: str = ""
    number: str = ""
    short_name: str = ""
    fields: tuple[str, ...] = ()


class Register(_Strict):
    """One register."""

    label: str
    address: str
    search: str = ""
    fields: tuple[str, ...]
    extension: str
    proven: bool = Field(description="whether a real answer was ever replayed through its reader")
    key_from: str = ""
    key_header: str = ""
    lenses: dict[str, Listed]

    def place_of(self, instrument_id: str) -> Listed:
        """Where the register keeps a treaty; an empty place for one that the settings do not list."""
        return self.lenses.get(instrument_id, Listed())

    def searched(self, instrument_id: str) -> bool:
        """Whether a treaty is to be found by the register's own search, for the settings name no number."""
        return bool(self.search) and not self.place_of(instrument_id).number

    def address_of(self, instrument_id: str) -> str:
        """Address of the list of one treaty whose place the settings name."""
        place = self.place_of(instrument_id)
        return self.address.format(volume=place.volume, chapter=place.chapter, number=place.number)

    def fields_of(self, instrument_id: str) -> tuple[str, ...]:
        """Fields that the register prints for one treaty."""
        return self.place_of(instrument_id).fields or self.fields


class Settings(_Strict):
    """The whole file."""

    wire: Wire
    due: Due
    registers: dict[str, Register]


def read_settings(folder: Path = DATA_FOLDER) -> Settings:
    """The settings of a data folder. Raises ``ValueError`` that names what is wrong in the file."""
    return Settings.model_validate(tomllib.loads((folder / FILE).read_text("utf-8")))
