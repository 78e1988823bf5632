"""Links to files of a view: the API answers each of them with exactly that view."""

from __future__ import annotations

import datetime as dt
import re
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from asgi_client import ask
from starlette.applications import Starlette

from dashboard.domain.selection import Group, Selection
from dashboard.exports import make, view_of
from dashboard.server.api import api_routes
from dashboard.server.limits import Limits
from dashboard.store.dataset import shelf
from dashboard.store.shapes import shapes
from dashboard.tables.dataset_files import descriptions
from dashboard.tables.downloads import table_download
from dashboard.views.download_links import PICTURES, TABLES, picture_links, table_links
from data.schema import Grade

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


def files(html: str) -> dict[str, str]:
    """Text → address of every link to a file."""
    return {
        unescape(label): unescape(to) for to, label in re.findall(r'<a href="([^"]+)" download[^>]*>([^<]+)<', html)
    }


@pytest.mark.parametrize("selection", VIEWS, ids=["default", "narrow", "every"])
@pytest.mark.parametrize(("table", "every"), [("facts", False), ("facts", True), ("status", True)])
def test_a_link_leads_to_the_rows_of_its_view(selection: Selection, table: str, every: bool) -> None:
    links = files(table_links(INDEX, selection, table, all_instruments=every))
    assert list(links) == list(TABLES.values())
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
    links = files(picture_links(INDEX, selection))
    assert list(links) == list(PICTURES.values())
    for (wanted, kind), label in PICTURES.items():
        if wanted != "svg" or (kind == "dossier" and selection.focus is None):
            continue  # drawn apart from its format, each takes seconds
        got = ask(links[label], app=APP)
        assert got.status == 200, label
        assert got.body == make(wanted, view_of(INDEX, shapes(), selection, kind))[0], label


def test_every_link_names_its_day() -> None:
    for selection in VIEWS:
        day = DAY if isinstance(selection.as_of, str) else selection.as_of
        for html in (
            table_links(INDEX, selection, "facts", all_instruments=False),
            picture_links(INDEX, selection),
        ):
            for to in files(html).values():
                query = parse_qs(urlsplit(to).query)
                assert query["as_of"] == [day.isoformat()]
                assert query["instrument"] == [selection.instrument]


def test_a_dossier_is_offered_where_a_state_is_chosen() -> None:
    def hidden(selection: Selection) -> int:
        return picture_links(INDEX, selection).count("<li hidden>")

    assert hidden(Selection()) == sum(kind == "dossier" for _, kind in PICTURES) == 3
    assert hidden(Selection(focus="FIN")) == 0


def test_feeds_and_status_stay_open_ended() -> None:
    html = unescape(table_links(INDEX, NARROW, "facts", all_instruments=False))
    assert 'href="/feeds/calendar.ics?instrument=ccm&states=LTU&groups=nordic">calendar<' in html
    assert 'href="/api/v1/status?instrument=ccm">status, JSON<' in html
    every = unescape(table_links(INDEX, NARROW, "facts", all_instruments=True))
    assert 'href="/feeds/changes.atom?states=LTU&groups=nordic">changes, Atom<' in every
    for to in re.findall(r'<a href="([^"]+)">', html):
        assert ask(to, app=APP).status == 200, to
