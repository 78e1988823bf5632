"""The dossier of one State: every lens on one time axis, its acts, its announcements, its borders and memberships."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from typing import Any

from dashboard.domain.days import say_day
from dashboard.domain.index import Index
from dashboard.look.palette import Theme
from dashboard.tables.dossier import Dossier
from dashboard.tables.provenance import sources_of
from dashboard.views.fills import fills
from dashboard.views.matrix import column_head
from dashboard.views.strips import BEND, PREFIX, strips_html
from dashboard.views.templates import render
from data.schema import Country


class _Citations(dict[str, int]):
    """Numbers of the sources in the list at the end, in the order in which they are first cited."""

    def cite(self, source_ids: Iterable[str]) -> str:
        """The numbers of ``source_ids``, as they stand in a table."""
        return ", ".join(str(self.setdefault(source_id, len(self) + 1)) for source_id in source_ids)


def dossier_html(index: Index, shown: Dossier, theme: Theme) -> str:
    """Everything on record about one State, as known on the dossier's day."""
    country, citations = shown.country, _Citations()
    citations.cite(country.source_ids)
    bordering = country.land_border_russia_km is not None or country.land_border_belarus_km is not None
    acts = [
        (column_head(index, one.lens), fact, shown.is_later(fact), _cite(citations, fact))
        for one in shown.lenses
        for fact in one.facts
    ]
    figures = [
        (one, one.figures, [citations.cite(source_ids) for _, source_ids in one.figures.series])
        for one in shown.lenses
        if one.figures
    ]
    topics = [(one.topic, [(fact, _cite(citations, fact)) for fact in one.facts]) for one in shown.topics]
    announcements = [(one, citations.cite(one.row.source_ids)) for one in shown.versions]
    return render(
        "dossier.html",
        country=country,
        day=shown.day,
        meta=index.dataset.meta,
        edition=index.edition,
        memberships=_memberships(country, shown.day),
        lead_sources=sources_of(index, country.source_ids) if bordering or country.note else None,
        strips=strips_html(index, shown, theme),
        bend=BEND,
        fills=fills(theme, PREFIX),
        lenses=shown.lenses,
        acts=acts,
        figures=figures,
        announcements=announcements,
        topics=topics,
        sources=sources_of(index, tuple(citations)),
    )


def _cite(citations: _Citations, fact: Mapping[str, Any]) -> str:
    return citations.cite(source["id"] for source in fact["sources"])


def _memberships(country: Country, day: dt.date) -> list[tuple[str, str]]:
    return [
        ("Capital", country.capital),
        ("NATO", _membership(country.nato_since, None, day)),
        ("European Union", _membership(country.eu_since, country.eu_until, day)),
        ("Council of Europe", _membership(country.coe_since, country.coe_until, day)),
        ("Region", ", ".join(region.value.capitalize() for region in country.regions)),
        ("Land border with Russia", _border(country.borders_russia, country.land_border_russia_km)),
        ("Land border with Belarus", _border(country.borders_belarus, country.land_border_belarus_km)),
    ]


def _membership(since: dt.date | None, until: dt.date | None, day: dt.date) -> str:
    """When a State is a member, as known on a day; what came later is marked so."""
    if since is None:
        return "not a member on record"
    if since > day:
        return f"not a member (from {say_day(since)}, known later)"
    if until is None:
        return f"since {say_day(since)}"
    last = say_day(until - dt.timedelta(days=1))
    return f"since {say_day(since)} (until {last}, known later)" if until > day else f"{say_day(since)} to {last}"


def _border(shared: str, km: float | None) -> str:
    return "none" if shared == "no" else f"{km:,.0f} km" if km is not None else "length not on record"
