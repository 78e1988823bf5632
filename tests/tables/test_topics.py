"""Topics: their events are listed whatever treaty they name, marked on timelines of their group, told in dossiers."""

from __future__ import annotations

import datetime as dt
import re

from export_views import view
from whole_record import whole_index

from dashboard.browser.timeline_marks import timeline_marks
from dashboard.domain.days import day_number
from dashboard.domain.selection import Selection
from dashboard.exports.dossier import dossier_pages
from dashboard.look.drawing import Text
from dashboard.tables.dossier import dossier
from dashboard.tables.rows import rows_of
from dashboard.views.dossier import dossier_html
from data.source_schema import Grade

INDEX = whole_index()
BORDERS = "eastern-borders"
DAY = dt.date(2026, 3, 1)


def test_a_topic_lists_its_events_whatever_treaty_is_chosen() -> None:
    chosen = Selection(instrument="tpnw", topics=frozenset({BORDERS}), grades=frozenset(Grade))
    listed = {row.id for row in rows_of(INDEX, chosen).rows}
    assert listed == {row.event_id for row in INDEX.events_by_topic[BORDERS]}
    assert listed.isdisjoint(row.id for row in rows_of(INDEX, Selection(instrument="tpnw")).rows)
    by_words = Selection(text="eastern borders", every_instrument=True, grades=frozenset(Grade))
    assert listed <= {row.id for row in rows_of(INDEX, by_words).rows}


def test_every_topic_has_events_and_every_step_of_joining_stands_on_the_timeline_of_the_alliance() -> None:
    assert set(INDEX.events_by_topic) == set(INDEX.topics)
    first, last = INDEX.instruments["north-atlantic"].opened_on, INDEX.dataset.meta.as_of
    days = {mark[0] for mark in timeline_marks(INDEX, "north-atlantic", first, last)}
    for row in INDEX.events_by_topic["alliance"]:
        assert row.happened_precision != "day" or row.restates_id or day_number(row.happened_on) in days
    mines = timeline_marks(INDEX, "apmbc", first, last)
    assert not any(mark[3] == INDEX.events["fi-2023-12-15-border-closed"].headline for mark in mines)


def test_a_parliament_that_ends_its_procedure_is_no_deposit() -> None:
    steps = [row for row in INDEX.events_by_topic["alliance"] if row.event_id.endswith("-nato-protocols")]
    assert len(steps) == 28
    assert all("deposit" not in row.headline for row in steps)
    assert all("not the deposit" in row.detail for row in steps)


def test_the_dossier_tells_what_was_known_under_each_topic() -> None:
    shown = dossier(INDEX, "FIN", DAY)
    assert [one.topic.topic_id for one in shown.topics] == list(INDEX.topics)
    ids = {fact["id"] for one in shown.topics for fact in one.facts}
    assert "fi-2023-04-04-nato-deposit" in ids
    assert "fi-2026-03-05-nuclear-law" not in ids, "said four days later"
    html = dossier_html(INDEX, shown, "standard")
    pages = dossier_pages(view(DAY, kind="dossier", iso3s=frozenset({"FIN"})))
    printed = " ".join(mark.text for page in pages for mark in page.marks if isinstance(mark, Text))
    for one in shown.topics:
        assert re.search(rf"<h3>{one.topic.title} \({len(one.facts)}\)</h3>", html)
    assert all(f"[{fact_id}]" in printed for fact_id in ids)
    assert not dossier(INDEX, "VAT", DAY).topics
