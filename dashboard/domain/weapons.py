"""Weapons in words, and what the record holds, or does not, of new ones."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Mapping, Sequence

from dashboard.domain.announcements import known_on
from dashboard.domain.days import say_day
from dashboard.domain.index import Index
from dashboard.domain.status import Status, intervals, status_as_of
from dashboard.domain.windows import stage_text
from dashboard.domain.wording import join_names, number_word, sort_by_name, spoken_names
from data.event_schema import Activity, Announcement, ProgrammeStage, Weapon

WEAPON_LABELS: dict[Weapon, tuple[str, str]] = {
    Weapon.ANTI_PERSONNEL_MINE: ("anti-personnel mine", "anti-personnel mines"),
    Weapon.ANTI_TANK_MINE: ("anti-tank mine", "anti-tank mines"),
    Weapon.MIXED_MINES: ("mine of either kind", "mines of both kinds"),
    Weapon.CLUSTER_MUNITION: ("cluster munition", "cluster munitions"),
    Weapon.OBSTACLES: ("obstacle", "obstacles"),
}

_MAKING = frozenset({Activity.PRODUCTION, Activity.PROCUREMENT, Activity.STOCKPILING})
_FINISHED = frozenset({ProgrammeStage.IN_PRODUCTION, ProgrammeStage.DELIVERED})


def governed_weapons(index: Index, instrument_id: str) -> frozenset[Weapon]:
    """Weapons of one kind that announcements place under an instrument."""
    rows = index.dataset.announcements
    return frozenset(row.weapon for row in rows if instrument_id in row.instrument_ids) - {Weapon.MIXED_MINES}


def new_weapons_line(index: Index, weapon: Weapon, day: dt.date) -> str:
    """What the record holds on a day, or does not, of new weapons in the States that had left their instrument.

    Derived from every row known on ``day``, at most the dataset's as-of day, whatever its grade: finished (in
    production or delivered) and contracted, by production, purchase or stockpiling. Training with older devices is
    not a weapon made. Empty where no instrument governs the weapon or no State had left it.
    """
    as_of = min(day, index.dataset.meta.as_of)
    left = _states_that_left(index, weapon, as_of)
    if not left:
        return ""
    rows = _programmes_in(left, index, weapon, as_of)
    finished = [row for row in rows if row.stage in _FINISHED]
    contracted = [row for row in rows if row.stage is ProgrammeStage.CONTRACTED]
    names = spoken_names(index.dataset.countries)
    where = "the State that has left" if len(left) == 1 else f"the {number_word(len(left))} States that have left"
    holdings = _HOLDINGS[bool(finished), bool(contracted)].format(weapon=WEAPON_LABELS[weapon][0])
    details = (
        f": {_listed([*finished, *contracted], names)}"
        if finished or contracted
        else f", {join_names([names[iso3] for iso3 in sort_by_name(left, names)])}"
    )
    return f"Up to {say_day(as_of)}, our record holds {holdings} in {where}{details}."


_HOLDINGS = {
    (False, False): "no finished new {weapon} and no signed contract for one",
    (False, True): "no finished new {weapon}, but a signed contract for one",
    (True, False): "no signed contract for a new {weapon}, but a finished one",
    (True, True): "a finished new {weapon} and a signed contract for one",
}
"""(Whether any is finished, whether any is contracted) → what the record holds."""


def _states_that_left(index: Index, weapon: Weapon, as_of: dt.date) -> frozenset[str]:
    governing = {key for row in index.dataset.announcements if row.weapon is weapon for key in row.instrument_ids}
    return frozenset(
        iso3
        for instrument_id in governing
        for iso3, of_state in intervals(index, instrument_id).items()
        if status_as_of(of_state, as_of).status is Status.WITHDRAWN
    )


def _programmes_in(iso3s: Collection[str], index: Index, weapon: Weapon, as_of: dt.date) -> list[Announcement]:
    """Announcements of such weapons made, bought or stored in these States, as known on ``as_of``."""
    return [
        row
        for row in index.dataset.announcements
        if row.weapon is weapon
        and row.activity in _MAKING
        and row.iso3 in iso3s
        and (day := known_on(row)) is not None
        and day <= as_of
    ]


def _listed(rows: Sequence[Announcement], names: Mapping[str, str]) -> str:
    return join_names(
        [
            f"{row.programme} ({names.get(row.iso3, row.iso3)}, {stage_text(row)}, "
            f"{say_day(row.announced_on, row.announced_precision)})"
            for row in rows
        ]
    )
