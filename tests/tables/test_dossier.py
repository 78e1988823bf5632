"""The dossier of a State, prepared once: page and paper show the same statuses, acts and announcements."""

from __future__ import annotations

import datetime as dt
import re
from html import escape

import pytest
from export_views import view
from whole_record import whole_index

from dashboard.domain.announcements import known_on
from dashboard.domain.lenses import run_on
from dashboard.exports.dossier import dossier_pages
from dashboard.look.drawing import Text
from dashboard.tables.dossier import Dossier, dossier
from dashboard.views.dossier import dossier_html

INDEX = whole_index()
DAYS = (dt.date(2005, 3, 1), dt.date(2025, 7, 19), dt.date(2026, 3, 1))
STATES = ("FIN", "UKR", "USA", "XKX", "GBR")


def of(iso3: str, day: dt.date) -> Dossier:
    return dossier(INDEX, iso3, day)


@pytest.mark.parametrize("iso3", INDEX.countries)
def test_runs_are_the_class_of_every_day_since_the_first(iso3: str) -> None:
    for record in of(iso3, DAYS[-1]).lenses:
        whole = record.lens.runs(INDEX, iso3)
        assert record.runs[0].start == record.lens.first
        assert record.runs[-1].end is None
        for before, after in zip(record.runs, record.runs[1:], strict=False):
            assert before.end == after.start
        for run in record.runs:
            last = run.end - dt.timedelta(days=1) if run.end else dt.date.max
            assert {run_on(whole, day).class_id for day in (run.start, last)} == {run.class_id}


def test_every_lens_stands_in_it_treaties_first_each_with_its_own_last_day() -> None:
    shown = dossier(INDEX, "FIN")
    assert [one.lens.id for one in shown.lenses] == [*INDEX.instruments, "conscription", "spending"]
    told = {one.lens.id: one for one in shown.lenses}
    assert told["apmbc"].now.words == "withdrawn"
    assert told["apmbc"].now.since == dt.date(2026, 1, 10)
    assert told["ccw-ap2"].now.look.class_id == "state-party"
    assert told["inf"].now.look.class_id == "not-open"
    assert told["conscription"].now.since_words == "since before the record"
    assert told["spending"].now.figure == "2.57 % of GDP in 2025"
    assert (told["spending"].day, told["apmbc"].day) == (dt.date(2025, 12, 31), shown.day)
    on_a_day = dossier(INDEX, "FIN", shown.day)
    assert not {one.lens.id: one for one in on_a_day.lenses}["spending"].now.figure


def test_the_figures_of_two_series_stand_apart_and_none_of_them_is_a_single_fact() -> None:
    spending = next(one for one in dossier(INDEX, "FIN").lenses if one.lens.id == "spending")
    assert spending.figures is not None
    assert [text.split(":")[0] for text, _ in spending.figures.series] == [
        "SIPRI, April 2026, version 1.2",
        "NATO, August 2025",
        "NATO, July 2026",
    ]
    by_period = dict(spending.figures.periods)
    assert by_period["2025"] == ("2.57", "2.77, estimate", "2.75, estimate")
    assert by_period["2026"] == ("", "", "2.65, estimate")
    assert not [fact for fact in spending.facts if fact["id"].startswith("spe-")]


def test_length_and_women_are_told_beside_the_class() -> None:
    drafts = next(one for one in dossier(INDEX, "SWE").lenses if one.lens.id == "conscription")
    words = [fact["what"] for fact in drafts.facts]
    assert any(word.startswith("length of service: ") for word in words)
    assert any(word.startswith("women liable") for word in words)
    assert any(fact["id"] == "se-2017-03-02-conscription" for fact in drafts.facts) or any(
        "2017" in fact["when"] for fact in drafts.facts
    )


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
    facts = [fact for record in shown.lenses for fact in record.facts]
    for fact in facts:
        on_paper = fact["on"] is not None and not shown.is_later(fact)
        assert (f"[{fact['id']}]" in printed) == on_paper, fact["id"]
    assert len(re.findall("<tr class=.?later.?><td><time>", html)) == sum(map(shown.is_later, facts)) + sum(
        not version.current for version in shown.versions
    )
    for version in shown.versions:
        assert f"[{version.row.announcement_id}]" in printed
    for record in shown.lenses:
        assert escape(record.now.words) in html
        assert record.now.look.label in printed
