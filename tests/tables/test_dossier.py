"""The dossier of a State, prepared once: page and paper show the same statuses, acts and announcements."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from export_views import view

from dashboard.domain.announcements import known_on
from dashboard.domain.index import Index
from dashboard.domain.status import intervals, status_as_of
from dashboard.exports.dossier import dossier_pages
from dashboard.look.drawing import Text
from dashboard.tables.dossier import Dossier, dossier
from dashboard.views.dossier import dossier_html
from data.load import load

INDEX = Index(load().dataset)
HISTORIES = {key: intervals(INDEX, key) for key in INDEX.instruments}
DAYS = (dt.date(2005, 3, 1), dt.date(2025, 7, 19), dt.date(2026, 3, 1))
STATES = ("FIN", "UKR", "USA", "XKX", "GBR")


def of(iso3: str, day: dt.date) -> Dossier:
    return dossier(INDEX, HISTORIES, iso3, day)


@pytest.mark.parametrize("iso3", INDEX.countries)
def test_bands_are_the_status_of_every_day_since_the_opening(iso3: str) -> None:
    for treaty in of(iso3, DAYS[-1]).treaties:
        history = HISTORIES[treaty.instrument.instrument_id][iso3]
        assert treaty.bands[0].start == treaty.instrument.opened_on
        assert treaty.bands[-1].end == dt.date.max
        for before, after in zip(treaty.bands, treaty.bands[1:], strict=False):
            assert before.end == after.start
            assert before.standing != after.standing
        for band in treaty.bands:
            last = band.end - dt.timedelta(days=1)
            assert {status_as_of(history, day).standing for day in (band.start, last)} == {band.standing}


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("iso3", STATES)
def test_nothing_announced_later_is_in_it(iso3: str, day: dt.date) -> None:
    shown = of(iso3, day)
    known = {row.announcement_id for row in INDEX.announcements_by_state.get(iso3, ()) if (known_on(row) or day) <= day}
    assert {version.row.announcement_id for version in shown.versions} == known
    assert all(version.version.startswith("current" if version.current else "replaced") for version in shown.versions)


@pytest.mark.parametrize("day", DAYS)
@pytest.mark.parametrize("iso3", STATES)
def test_page_and_paper_name_the_same_facts(iso3: str, day: dt.date) -> None:
    shown = of(iso3, day)
    pages = dossier_pages(view(day, kind="dossier", iso3s=frozenset({iso3})))
    printed = " ".join(mark.text for page in pages for mark in page.marks if isinstance(mark, Text))
    html = dossier_html(INDEX, shown, "standard")
    facts = [fact for treaty in shown.treaties for fact in treaty.facts]
    for fact in facts:
        on_paper = fact["on"] is not None and not shown.is_later(fact)
        assert (f"[{fact['id']}]" in printed) == on_paper, fact["id"]
    assert len(re.findall("<tr class=.?later.?><td><time>", html)) == sum(map(shown.is_later, facts)) + sum(
        not version.current for version in shown.versions
    )
    for version in shown.versions:
        assert f"[{version.row.announcement_id}]" in printed
    for treaty in shown.treaties:
        assert html.count(treaty.now.label) >= 1
        assert treaty.now.label in printed
