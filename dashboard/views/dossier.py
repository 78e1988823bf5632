"""The dossier of one State: every treaty on one time axis, its acts, its announcements, its borders and memberships."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from dashboard.domain.announcements import Programme, slip_text
from dashboard.domain.days import day_number, say_day
from dashboard.domain.index import Index
from dashboard.domain.status import reading, status_as_of
from dashboard.domain.weapons import WEAPON_LABELS
from dashboard.domain.windows import stage_text, window_text
from dashboard.look.palette import Theme
from dashboard.tables.facts import announcement_fact, sources_of
from dashboard.views.cell import acts_of
from dashboard.views.fills import fills
from dashboard.views.matrix import column_head
from dashboard.views.strips import BEND, PREFIX, Histories, strips_html
from dashboard.views.templates import render
from data.schema import Announcement, Country


class _Citations(dict[str, int]):
    """Numbers of the sources in the list at the end, in the order in which they are first cited."""

    def cite(self, source_ids: Iterable[str]) -> str:
        """The numbers of ``source_ids``, as they stand in a table."""
        return ", ".join(str(self.setdefault(source_id, len(self) + 1)) for source_id in source_ids)


def dossier_html(
    index: Index, histories: Histories, lanes: Sequence[Programme], iso3: str, day: dt.date, theme: Theme
) -> str:
    """Everything on record about one State, as known on ``day``. ``lanes`` are its announcements known that day."""
    country, citations = index.countries[iso3], _Citations()
    citations.cite(country.source_ids)
    bordering = country.land_border_russia_km is not None or country.land_border_belarus_km is not None
    standings = [
        (
            index.instruments[instrument].short_title,
            status_as_of(of_states[iso3], day).standing,
            reading(index, instrument, iso3, day).since,
        )
        for instrument, of_states in histories.items()
    ]
    return render(
        "dossier.html",
        country=country,
        day=day,
        meta=index.dataset.meta,
        memberships=_memberships(country),
        lead_sources=sources_of(index, country.source_ids) if bordering or country.note else None,
        strips=strips_html(index, histories, iso3, day, theme),
        bend=BEND,
        fills=fills(theme, PREFIX),
        standings=standings,
        acts=list(_acts(index, iso3, day, citations)),
        announcements=list(_announcements(index, lanes, citations)),
        sources=sources_of(index, tuple(citations)),
    )


def _memberships(country: Country) -> list[tuple[str, str]]:
    return [
        ("Capital", country.capital),
        ("NATO", _membership(country.nato_since, None)),
        ("European Union", _membership(country.eu_since, country.eu_until)),
        ("Council of Europe", _membership(country.coe_since, country.coe_until)),
        ("Region", ", ".join(region.value.capitalize() for region in country.regions)),
        ("Land border with Russia", _border(country.borders_russia, country.land_border_russia_km)),
        ("Land border with Belarus", _border(country.borders_belarus, country.land_border_belarus_km)),
    ]


def _membership(since: dt.date | None, until: dt.date | None) -> str:
    if since is None:
        return "not a member on record"
    return f"{say_day(since)} to {say_day(until - dt.timedelta(days=1))}" if until else f"since {say_day(since)}"


def _border(shared: str, km: float | None) -> str:
    return "none" if shared == "no" else f"{km:,.0f} km" if km is not None else "length not on record"


def _acts(
    index: Index, iso3: str, day: dt.date, citations: _Citations
) -> Iterator[tuple[str, dict[str, Any], bool, str]]:
    """Treaty, fact, whether it comes after the day, numbers of its sources: for every act and step of a State."""
    for instrument in index.instruments:
        for fact in acts_of(index, instrument, iso3):
            later = fact["on"] is not None and fact["on"] > day_number(day)
            places = citations.cite(source["id"] for source in fact["sources"])
            yield column_head(index, instrument), fact, later, places


def _announcements(
    index: Index, lanes: Sequence[Programme], citations: _Citations
) -> Iterator[tuple[Announcement, dict[str, Any], str, str, str, str, bool, str]]:
    """Row, fact, weapon, window, move, state of the version, whether it is current, numbers of its sources."""
    for lane in lanes:
        moved = {slip.to_id: slip_text(slip) for slip in lane.slips}
        totals = {slip.to_id: slip_text(slip) for slip in lane.totals}
        for row in (*lane.heads, *lane.superseded):
            current = row in lane.heads
            slipped = moved.get(row.announcement_id, "")
            if current and totals.get(row.announcement_id, slipped) != slipped:
                slipped += f"; in all {totals[row.announcement_id]}"
            fact, places = announcement_fact(index, row), citations.cite(row.source_ids)
            version = f"{'current' if current else 'replaced'}, {stage_text(row)}"
            yield row, fact, WEAPON_LABELS[row.weapon][1], window_text(row), slipped, version, current, places
