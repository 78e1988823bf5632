"""What can be taken away of a view: the API answers each link with exactly that view."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from asgi_client import ask
from lxml.html import fromstring
from starlette.applications import Starlette

from dashboard.domain.selection import Group, Selection
from dashboard.exports import make, view_of
from dashboard.server.api import api_routes
from dashboard.server.limits import Limits
from dashboard.store.dataset import shelf
from dashboard.store.shapes import shapes
from dashboard.tables.dataset_files import descriptions
from dashboard.tables.downloads import Format, table_download
from dashboard.views.take_away import PICTURES, TABLES, Rows, take_away_html
from data.source_schema import Grade

APP = Starlette(routes=api_routes(Limits(exports_per_minute=0)))
INDEX = shelf.current().index
DAY = INDEX.dataset.meta.as_of
NARROW = Selection(
    instrument="ccm",
    as_of=dt.date(2025, 3, 7),
    states=frozenset({"LTU"}),
    groups=frozenset({Group.NORDIC}),
    grades=frozenset({Grade.A}),
    focus="LTU",
)
VIEWS = [Selection(), NARROW, Selection(instrument="ccm", every_instrument=True, text='notice & "b"', focus="POL")]


def html_of(selection: Selection, table: str = "facts", *, every: bool = False, **options: Any) -> str:
    return take_away_html(INDEX, selection, Rows(selection, table, every), **options)


def files(html: str) -> dict[str, str]:
    """Text → address of every link to a file."""
    return {unescape(label): unescape(to) for to, label in re.findall(r'<a href="([^"]+)" download>([^<]+)<', html)}


def titles(html: str) -> list[str]:
    return [unescape(one) for one in re.findall(r"<h3>([^<]+)</h3>", html)]


@pytest.mark.parametrize("selection", VIEWS, ids=["default", "narrow", "every"])
@pytest.mark.parametrize(("table", "every"), [("facts", False), ("facts", True), ("status", True)])
def test_a_link_leads_to_the_rows_of_its_view(selection: Selection, table: str, every: bool) -> None:
    links = files(html_of(selection, table, every=every))
    for wanted, label in TABLES.items():
        got = ask(links[label], app=APP)
        made: Any = table_download(
            wanted, INDEX, shapes(), selection, table=table, all_instruments=every, described=descriptions(shelf.folder)
        )
        assert got.status == 200, label
        assert got.body == made.body, label
        assert got.headers["content-disposition"] == f'attachment; filename="{made.filename}"'


@pytest.mark.parametrize("selection", VIEWS, ids=["default", "narrow", "every"])
def test_a_link_leads_to_the_picture_of_its_view(selection: Selection) -> None:
    links = files(html_of(selection))
    for (wanted, kind), label in PICTURES.items():
        assert (label in links) is (kind != "dossier" or selection.focus is not None)
        if wanted != "svg" or label not in links:
            continue  # drawn apart from its format, each takes seconds
        got = ask(links[label], app=APP)
        assert got.status == 200, label
        assert got.body == make(wanted, view_of(INDEX, shapes(), selection, kind))[0], label


def test_everything_is_offered_once_in_its_group() -> None:
    html = html_of(NARROW)
    assert titles(html) == [
        *("Slide", "Picture", "A4 print", "Dossier of Lithuania", "Table", "Single file"),
        *("Link", "Citation", "Embed", "Follow"),
    ]
    labels = re.findall(r"<a [^>]+>([^<]+)</a>", html)
    assert len(labels) == len(set(labels))
    assert set(files(html)) == {*PICTURES.values(), *TABLES.values()}
    assert "Dossier" not in " ".join(titles(html_of(Selection())))


@pytest.mark.parametrize("selection", [Selection(lens="conscription"), Selection(lens="spending", series="nato-2025")])
def test_a_policy_or_measure_leads_to_its_own_files_and_answers(selection: Selection) -> None:
    html = html_of(selection)
    links = files(html)
    assert not [label for label in links if "production" in label.lower()]
    assert "Ottawa" not in html
    other = [unescape(to) for to in re.findall(r'<a href="([^"]+)">', html)]
    told = [ask(to, app=APP) for to in other if "/readings?" in to]
    assert [(one.json()["lens"], one.json()["series"] or "") for one in told] == [(selection.lens, selection.series)]
    for to in (*links.values(), *(one for one in other if "calendar" in one or "changes" in one or "/readings" in one)):
        query = parse_qs(urlsplit(to).query)
        assert (query["lens"], "instrument" in query) == ([selection.lens], False), to
    assert ask(links["Map, SVG"], app=APP).status == 200


def test_every_link_names_its_day() -> None:
    for selection in VIEWS:
        day = DAY if isinstance(selection.as_of, str) else selection.as_of
        html = html_of(selection)
        preview = unescape(re.findall(r'<img src="([^"]+)"', html)[0])
        for to in (*files(html).values(), preview):
            query = parse_qs(urlsplit(to).query)
            assert query["as_of"] == [day.isoformat()]
            assert query["instrument"] == [selection.instrument]
            assert query.get("focus") == (selection.focus and [selection.focus])


def test_the_preview_is_the_picture() -> None:
    html = html_of(NARROW)
    preview = unescape(re.findall(r'<img src="([^"]+)" width="1920" height="1080"', html)[0])
    assert preview == files(html)["Map, SVG"]


def test_without_shapes_only_rows_are_offered() -> None:
    html = html_of(NARROW, shapes=False)
    assert set(files(html)) == {label for wanted, label in TABLES.items() if wanted is not Format.GEOJSON}
    assert "<img" not in html


def test_link_citation_and_embed_lead_back_to_the_view() -> None:
    html = unescape(html_of(NARROW, path="/events"))
    link = "/events?v=1&instrument=ccm&as_of=2025-03-07&states=LTU&groups=nordic&grades=A&focus=LTU"
    assert f'<a href="{link}" data-whole>' in html
    assert f">{link}</textarea>" in html
    shared = "v=1&instrument=ccm&as_of=2025-03-07&states=LTU&groups=nordic&focus=LTU"
    assert f'<a href="/embed?{shared}" data-whole>' in html
    frame = fromstring(unescape(html.partition('id="ess-embed"')[2].partition(">")[2].partition("</textarea>")[0]))
    assert frame.find(".//iframe").get("src") == f"/embed?{shared}", "grades change no map"
    assert '<img src="/preview.png?' in html
    assert re.search(rf"{re.escape(INDEX.dataset.meta.citation)} .*7 March 2025\. {re.escape(link)}<", html)


def test_feeds_and_status_stay_open_ended() -> None:
    html = unescape(html_of(NARROW))
    assert 'href="/feeds/calendar.ics?instrument=ccm&states=LTU&groups=nordic">Calendar<' in html
    assert 'href="/api/v1/status?instrument=ccm">Status, JSON<' in html
    every = unescape(html_of(NARROW, every=True))
    assert 'href="/feeds/changes.atom?states=LTU&groups=nordic">Changes, Atom<' in every
    for to in map(unescape, re.findall(r'<a href="([^"]+)">', html_of(NARROW))):
        assert ask(to, app=APP).status == 200, to
