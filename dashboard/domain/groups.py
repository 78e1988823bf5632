"""Groups of States that a reader can pick at once."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from enum import StrEnum
from typing import assert_never

from data.fields import LensGroup
from data.schema import Country, Region


class Group(StrEnum):
    """Groups of States, by membership on the dataset's as-of day."""

    NATO = "nato"
    EU = "eu"
    BORDER = "border"
    BALTIC = "baltic"
    NORDIC = "nordic"


GROUP_LABELS: dict[Group, str] = {
    Group.NATO: "NATO",
    Group.EU: "EU",
    Group.BORDER: "bordering Russia or Belarus",
    Group.BALTIC: "Baltic",
    Group.NORDIC: "Nordic",
}

LENS_GROUPS: dict[LensGroup, str] = {
    LensGroup.LEAVING_AND_STAYING: "Leaving and staying: mines, cluster munitions",
    LensGroup.OTHER_ARMS_CONTROL: "Other arms control",
    LensGroup.LAW_AND_COURTS: "Law and courts",
    LensGroup.ALLIANCE: "Alliance",
    LensGroup.PEOPLE_AND_MONEY: "People and money",
}
"""Groups of lenses in the order of the picker, with their words."""


class Grouping(StrEnum):
    """How the rows of a table of States are gathered."""

    NONE = "none"
    ALLIANCES = "alliances"
    BORDER = "border"
    MOVING = "moving"


GROUPING_LABELS: dict[Grouping, str] = {
    Grouping.NONE: "one list",
    Grouping.ALLIANCES: "NATO, EU",
    Grouping.BORDER: "border",
    Grouping.MOVING: "moving",
}


BESIDE_THE_MAP = ("CAN", "USA")
"""States of the record whose shape lies outside the frame of the map, in the order in which they stand beside it."""


def members(countries: Iterable[Country], group: Group, as_of: dt.date) -> frozenset[str]:
    """States that belong to a group on ``as_of``."""
    return frozenset(row.iso3 for row in countries if _belongs(row, group, as_of))


def _belongs(row: Country, group: Group, as_of: dt.date) -> bool:
    match group:
        case Group.NATO:
            return row.nato_since is not None and row.nato_since <= as_of
        case Group.EU:
            joined = row.eu_since is not None and row.eu_since <= as_of
            return joined and (row.eu_until is None or as_of < row.eu_until)
        case Group.BORDER:
            return "yes" in (row.borders_russia, row.borders_belarus)
        case Group.BALTIC:
            return Region.BALTIC in row.regions
        case Group.NORDIC:
            return Region.NORDIC in row.regions
        case _:
            assert_never(group)
