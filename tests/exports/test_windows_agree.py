"""Every announcement's window is the same on the screen's chart, the picture, the slide and in the calendar."""

from __future__ import annotations

import datetime as dt
import io
from collections import defaultdict
from dataclasses import replace

import pytest
from export_views import index, view
from icalendar import Calendar
from lxml import etree
from pptx import Presentation

from dashboard.domain.announcements import Programme
from dashboard.domain.index import Index
from dashboard.domain.selection import Selection
from dashboard.domain.windows import Window, window_of, window_text
from dashboard.exports import make, slide_charts
from dashboard.exports.feeds import calendar_feed
from dashboard.exports.programmes import programmes_of
from dashboard.views.production import production_figure
from data.schema import Announcement, Grade

SVG = "{http://www.w3.org/2000/svg}"
ONE_OPEN_END = {"dot": "start unknown", "dash": "end open", "2 3": "start unknown", "8 5": "end open"}
"""Dashes of the charts, as plotly and as SVG name them."""


def _current_rows() -> tuple[Announcement, ...]:
    """Every announcement, each as the one version of a programme that the mine ban governs."""
    change = {"replaces_id": None, "instrument_ids": ("apmbc",)}
    return tuple(row.model_copy(update=change) for row in index().dataset.announcements)


ROWS = _current_rows()
INDEX = Index(index().dataset.model_copy(update={"announcements": ROWS}))
DAY = INDEX.dataset.meta.as_of
VIEW = replace(view(DAY), index=INDEX, kind="production", selection=Selection(grades=frozenset(Grade)))


def shape(window: Window | None) -> str:
    """How a window is drawn."""
    if window is None:
        return "none"
    return "end open" if window.end_open else "start unknown" if window.start_unknown else "both ends"


@pytest.fixture(scope="module")
def programmes() -> dict[str, Programme]:
    found = {one.heads[0].announcement_id: one for one in programmes_of(VIEW)}
    assert len(found) == len(ROWS) >= 63
    return found


@pytest.fixture(scope="module")
def screen(programmes: dict[str, Programme]) -> dict[str, tuple[str, list[str]]]:
    """Announcement to the shape of its bar on the screen, with the days of its ends."""
    bars: dict[str, tuple[str, list[str]]] = {}
    for trace in production_figure(INDEX, list(programmes.values()), DAY, "standard").data:
        if trace.mode != "lines" or trace.customdata is None:
            continue
        for number, key in enumerate(trace.customdata):
            if key is not None:
                shape = ONE_OPEN_END.get(trace.line.dash or "", "both ends")
                bars.setdefault(key, (shape, []))[1].append(str(trace.x[number]))
    return bars


@pytest.fixture(scope="module")
def picture() -> dict[tuple[str, str], list[str]]:
    """Stated start and window in words to the shapes of the bars that the picture names so."""
    drawn: defaultdict[str, list[str]] = defaultdict(list)
    for title in etree.fromstring(make("svg", VIEW)[0]).iter(f"{SVG}title"):
        dashes = title.getparent().get("stroke-dasharray", "")
        drawn[title.text].append(ONE_OPEN_END.get(dashes, "both ends"))
    return {
        (row.start_as_stated, window_text(row)): [
            bar for name, bars in drawn.items() if name.startswith(f"{row.start_as_stated} (") for bar in bars
        ]
        for row in ROWS
    }


@pytest.fixture(scope="module")
def entries() -> dict[str, tuple[dt.date, dt.date]]:
    """Announcement to first and last day of its entry in the calendar."""
    feed = calendar_feed(INDEX, Selection(grades=frozenset(Grade), every_instrument=True))
    return {
        str(entry["description"]).rsplit("Id: ", 1)[1]: (
            entry.decoded("dtstart"),
            entry.decoded("dtend") - dt.timedelta(days=1),
        )
        for entry in Calendar.from_ical(feed).walk("VEVENT")
    }


def slide_bar(programme: Programme) -> str:
    """The shape of the bar that the slide's chart draws for a programme."""
    deck = Presentation()
    slide = deck.slides.add_slide(deck.slide_layouts[6])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(slide_charts, "programmes_of", lambda _: (programme,))
        slide_charts.production_chart(slide, VIEW, (0, 0, 600, 400))
    again = Presentation(io.BytesIO(_saved(deck)))
    charts = [one.chart for one in again.slides[0].shapes if one.has_chart]
    if not charts:
        return "none"
    _, whole, half = charts[0].plots[0].series
    assert [whole.values[0], half.values[0]].count(None) == 1
    return "both ends" if half.values[0] is None else "one end open"


def _saved(deck: Presentation) -> bytes:
    file = io.BytesIO()
    deck.save(file)
    return file.getvalue()


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.announcement_id)
def test_one_window_on_every_surface(
    row: Announcement,
    programmes: dict[str, Programme],
    screen: dict[str, tuple[str, list[str]]],
    picture: dict[tuple[str, str], list[str]],
    entries: dict[str, tuple[dt.date, dt.date]],
) -> None:
    key, window = row.announcement_id, window_of(row)
    drawn, days = screen.get(key, ("none", []))
    assert drawn == shape(window)
    assert picture[row.start_as_stated, window_text(row)] == ([] if window is None else [drawn])
    on_slide = {"start unknown": "one end open", "end open": "one end open"}.get(drawn, drawn)
    assert slide_bar(programmes[key]) == on_slide
    if window is None:
        assert key not in entries
        return
    assert days[0] == window.earliest.isoformat()
    if window.latest is not None and window.latest > window.earliest:
        assert days[1] == window.latest.isoformat()
    last = window.latest or window.earliest
    assert entries.get(key, (window.earliest, last)) == (window.earliest, last)
    assert (key in entries) == (last >= DAY - dt.timedelta(days=365))
