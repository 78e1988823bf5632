"""Tables of who says so: sources and their publishers, and what earlier editions had wrong."""

from __future__ import annotations

from enum import StrEnum

from pydantic import Field

from data.fields import (
    Column,
    Day,
    Edition,
    Host,
    Id,
    OptionalId,
    OptionalUrl,
    Precision,
    Row,
    Seat,
    SomeText,
    Text,
    Url,
)


class Grade(StrEnum):
    """Of a publisher: A official, B established press or NGO, C regional or trade, D mirror, E party to the war."""

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    E = "E"


class ReadAs(StrEnum):
    """How a document was read. One that nobody opened at its address has the grade of whoever carried it."""

    OPENED = "opened"
    COPY = "copy"
    QUOTED = "quoted"


class Source(Row):
    """One citable document."""

    source_id: Id = Field(description="publisher, day where known and a few words")
    publisher_id: Id = Field(description="who published it")
    title: Text = Field(description="empty where only the address is known")
    published_on: Day = Field(description="empty where not recorded")
    published_precision: Precision = Field(description="how exactly published_on is known")
    url: Url = Field(description="address")
    origin: Text = Field(description="agency or outlet the text came from, where another one carries it")
    read_as: ReadAs = Field(description="opened at this address, read in a copy, or seen only as quoted")
    carrier_id: OptionalId = Field(description="publisher that carried it, where a copy or quotation was read")
    archived_url: OptionalUrl = Field(description="address of a kept copy of the page, as an archive of the web has it")
    seen_on: Day = Field(description="day on which the page was seen, where that day is recorded")
    note: Text = Field(description="on the document")


class Publisher(Row):
    """Who published, and how far we rely on it."""

    publisher_id: Id = Field(description="stable id; one row per host")
    name: SomeText = Field(description="name on screen")
    domain: Host = Field(description="host of its addresses")
    grade: Grade = Field(description="A to E, see the meaning above")
    iso3: Seat = Field(description="seat; INT for international bodies")
    kind: SomeText = Field(description="what sort of publisher")
    note: Text = Field(description="what to know when relying on it")


class Correction(Row):
    """One cell that an earlier edition of the record had wrong."""

    fact_id: Id = Field(description="the row that was wrong")
    field: Column = Field(description="its column")
    said: Text = Field(description="the cell as the edition before had it; empty where it was empty")
    says: Text = Field(description="the cell since then")
    since_edition: Edition = Field(description="first edition that says so")
    why: SomeText = Field(description="what was wrong, in one sentence")
    reported_by: Text = Field(description="who reported it, where they wish to be named")
