"""The declaration of stories (``data/stories/``) and of what the Learn page explains (``data/learn/``)."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from pydantic import BeforeValidator, Field

from data.fields import LANGUAGE, Id, Ids, Iso3s, Row, SomeDay, SomeIds


class Verdict(StrEnum):
    """What our record says of a claim made elsewhere."""

    SUPPORTED = "supported"
    PARTLY = "partly"
    NOT_IN_OUR_RECORD = "not-in-our-record"
    OPINION = "opinion"


def _one_line(value: object) -> object:
    return " ".join(value.split()) if isinstance(value, str) else value


HeadlineText = Annotated[str, BeforeValidator(_one_line), Field(min_length=1, max_length=100)]
SlideText = Annotated[str, BeforeValidator(_one_line), Field(min_length=1, max_length=460)]
ShortText = Annotated[str, BeforeValidator(_one_line), Field(max_length=360)]


class StoryStep(Row):
    """One step: a day, a lens, and two or three sentences that rest on facts of the record."""

    as_of: SomeDay = Field(description="day the map shows; the text may rest only on what was known by then")
    lens: Id = Field(description="treaty, policy or measure that the map shows")
    series: Id | None = Field(default=None, description="series of a measure; its first where left out")
    focus: Iso3s = Field(default=(), description="States named on the map")
    headline: HeadlineText = Field(description="one line, present tense")
    text: SlideText = Field(description="two or three sentences in our own words")
    facts: SomeIds = Field(description="ids of rows: acts, exit steps, events, announcements, treaties, observations")
    claim: ShortText = Field(default="", description="what was claimed elsewhere, in our own words")
    verdict: Verdict | None = Field(default=None, description="what our record says of the claim")
    later: ShortText = Field(default="", description="what happened after the day of the step")
    later_facts: Ids = Field(default=(), description="ids of the facts that support it")

    @property
    def lens_name(self) -> str:
        """The lens, with its series after a point where one is named."""
        return f"{self.lens}.{self.series}" if self.series else self.lens

    @property
    def fact_ids(self) -> tuple[str, ...]:
        """Every fact that a sentence of the step rests on, those of its own day first."""
        return tuple(dict.fromkeys((*self.facts, *self.later_facts)))


class Story(Row):
    """A story. Its id is the name of its file."""

    id: Id = Field(description="the same as the name of the file")
    title: Annotated[str, Field(min_length=1, max_length=90)] = Field(description="name on screen")
    language: Annotated[str, Field(pattern=LANGUAGE)] = Field(description="ISO 639-1")
    summary: Annotated[str, BeforeValidator(_one_line), Field(min_length=1, max_length=900)] = Field(
        description="what it tells, in a few sentences"
    )
    order: Annotated[int, Field(ge=0, le=999)] = Field(default=100, description="place in the list, lowest first")
    steps: Annotated[tuple[StoryStep, ...], Field(min_length=1, max_length=60)] = Field(description="in their order")


class Side(StrEnum):
    """Where a reason stands: for leaving, against it, or what a State itself thought before its view changed."""

    LEAVING = "leaving"
    OBJECTING = "objecting"
    EARLIER = "earlier"


LongText = Annotated[str, BeforeValidator(_one_line), Field(min_length=1, max_length=900)]
Name = Annotated[str, BeforeValidator(_one_line), Field(min_length=1, max_length=120)]


class Term(Row):
    """A word of the glossary."""

    id: Id = Field(description="anchor of the word")
    term: Name = Field(description="the word, with others of the same meaning")
    text: LongText = Field(description="what it means, in our own words")


class Reason(Row):
    """Why someone leaves a treaty, or objects to leaving it, and the States of which that was said."""

    side: Side
    instrument: Id = Field(description="treaty that is left; every fact names it")
    iso3s: Annotated[Iso3s, Field(min_length=1)] = Field(description="States concerned, each named by a fact")
    who: Name = Field(description="who said it, with the office at the time")
    text: LongText = Field(description="what was said, in our words")
    facts: SomeIds = Field(description="ids of the facts that support it")


class Why(Row):
    """A question that the map raises."""

    id: Id
    question: Name
    text: LongText
    facts: Ids = Field(description="ids of the facts that support it; none where the figures are computed")
