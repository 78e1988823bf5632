"""Tables of the lenses that are no treaty: a question, its classes, its series of figures, its observations.

Treaties are lenses by their instrument and are never stored twice; see ``data.treaty_schema``.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Literal

from pydantic import Field

from data.fields import (
    Confidence,
    Count,
    Figure,
    Id,
    Iso3,
    LensGroup,
    OptionalId,
    Period,
    Precision,
    Rank,
    Row,
    SomeDay,
    SomeIds,
    SomeText,
    Text,
)


class LensKind(StrEnum):
    """What a lens records of a State: a class since a day, or a number in a period."""

    POLICY = "policy"
    MEASURE = "measure"


class ClassStyle(StrEnum):
    """How a class is drawn: one of the fills of a policy, one of the steps of a measure, or not known."""

    NONE = "none"
    PART = "part"
    FULL = "full"
    STEP_1 = "step-1"
    STEP_2 = "step-2"
    STEP_3 = "step-3"
    STEP_4 = "step-4"
    STEP_5 = "step-5"
    UNKNOWN = "unknown"


class Quality(StrEnum):
    """How a class or a figure is known: as its source states it, estimated, budgeted, or open to doubt."""

    MEASURED = "measured"
    ESTIMATE = "estimate"
    BUDGET = "budget"
    UNCERTAIN = "uncertain"


class LensRow(Row):
    """One question about every State on every day that no treaty answers."""

    lens_id: Id = Field(description="stable id, used in the address bar and the API; no id of an instrument")
    kind: LensKind = Field(description="policy: dated classes; measure: a number a period")
    short_title: SomeText = Field(description="name on screen")
    question: SomeText = Field(description="the question that it answers; ends with a question mark")
    group: LensGroup = Field(description="where it stands among the lenses")
    unit: Text = Field(description="of a measure's numbers, as it stands behind them")
    decimals: Count = Field(le=6, description="of a measure's numbers on screen")
    period: Period = Field(description="of a measure: P1Y, P3M or P1M; each figure counts in its own period only")
    first_day: SomeDay = Field(description="first day of its timeline")
    note: Text = Field(description="what to know when reading its rows")
    source_ids: SomeIds = Field(description="sources, best first")


class LensClassRow(Row):
    """One class of a lens: what a State can be on a day, and how it is drawn."""

    class_id: Id = Field(description="stable id, unique in its lens")
    lens_id: Id = Field(description="the lens")
    rank: Rank = Field(description="place in the legend, from 1")
    label: SomeText = Field(description="name on screen")
    meaning: SomeText = Field(description="what it says of a State, in one sentence")
    style: ClassStyle = Field(description="how it is drawn; classes of a policy with one style share a legend entry")
    moving: Literal["yes", "no"] = Field(
        description="of a policy: a change is decided, drawn with a hatch; of a measure: the step that is outlined"
    )
    lower: Figure = Field(description="of a measure: least value, included; empty in the lowest class")
    upper: Figure = Field(description="of a measure: value from which the next class holds; empty in the highest")


class Series(Row):
    """One edition of a publisher's figures; the first of a lens is the one that opens."""

    series_id: Id = Field(description="stable id, used in the address bar and the API")
    lens_id: Id = Field(description="the measure")
    publisher_id: Id = Field(description="whose figures they are")
    edition: SomeText = Field(description="name of the edition, said wherever its figures stand")
    published_on: SomeDay = Field(description="the day on which it was published; nothing of it is known before")
    basis: SomeText = Field(description="what is counted, in a few words; figures of two bases are never joined")
    replaces_id: OptionalId = Field(description="the earlier edition of the same basis that it replaces")
    source_ids: SomeIds = Field(description="sources, best first")


class Observation(Row):
    """A State's class since a day, or its figure in a period."""

    observation_id: Id = Field(description="lens or series, State in lower case, and a running number or the year")
    lens_id: Id = Field(description="the lens")
    series_id: OptionalId = Field(description="the series of a measure's figure; empty for a policy")
    iso3: Iso3 = Field(description="the State or area")
    from_on: SomeDay = Field(description="first day of the class or period; the lens's first day where it is not known")
    from_precision: Precision = Field(description="how exactly from_on is known; unknown: held before the record")
    class_id: OptionalId = Field(description="class of the lens, for a policy; unknown where knowledge ends")
    value: Figure = Field(description="the number, for a measure")
    quality: Quality = Field(description="how it is known")
    legal_act: Text = Field(description="law, decree or vote that it rests on")
    event_id: OptionalId = Field(description="policy event that settled it; from its day the change is foreseen")
    confidence: Confidence = Field(description="how well the sources support it")
    note: Text = Field(description="what is disputed, inferred or missing")
    source_ids: SomeIds = Field(description="sources, best first")


class ObservationDetail(Row):
    """A dated detail of a State under a policy, beside its class: it holds until the next one or a change of class."""

    iso3: Iso3 = Field(description="the State or area")
    lens_id: Id = Field(description="the policy")
    detail: Id = Field(description="what is told, such as length-months or women-liable")
    from_on: SomeDay = Field(description="first day; the lens's first day where it is not known")
    from_precision: Precision = Field(description="how exactly from_on is known; unknown: held before the record")
    value: SomeText = Field(description="number or word")
    unit: Text = Field(description="of a number")
    source_ids: SomeIds = Field(description="sources, best first")


LENS_TABLES: dict[str, type[Row]] = {
    "lenses": LensRow,
    "lens_classes": LensClassRow,
    "series": Series,
    "observations": Observation,
    "observation_details": ObservationDetail,
}
"""Table name (file stem) to row model."""
LENS_KEYS: dict[str, tuple[str, ...]] = {
    "lens_classes": ("lens_id", "class_id"),
    "observation_details": ("lens_id", "iso3", "detail", "from_on"),
}
"""Columns that together identify a row, where its first column alone does not."""
