"""Every announcement's window is the same on the screen's chart, the picture, the slide and in the calendar."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from export_views import index, view
from icalendar import Calendar
from pptx import Presentation
from pptx.enum.dml import MSO_FILL

from dashboard.domain.index import Index
from dashboard.domain.production_chart import MIN_DAYS, OPEN_DAYS, production_chart
from dashboard.domain.production_marks import Bar, Ends
from dashboard.domain.selection import Selection
from dashboard.domain.windows import window_of, window_text
from dashboard.exports import slide_production
from dashboard.exports.calendar_feed import calendar_feed
from dashboard.exports.production_picture import LEFT, RIGHT, production_page
from dashboard.exports.programmes import programmes_of
from dashboard.exports.slide_shapes import EMU
from dashboard.look.axis import DayAxis
from dashboard.look.drawing import Outline
from dashboard.views.production import production_figure
from data.event_schema import Announcement
from data.source_schema import Grade

Drawn = tuple[Ends, dt.date, dt.date]
"""A bar read back from a surface."""


def _current_rows() -> tuple[Announcement, ...]:
    """Every announcement, each as the one version of a programme that the mine ban governs."""
    change = {"replaces_id": None, "instrument_ids": ("apmbc",)}
    return tuple(row.model_copy(update=change) for row in index().dataset.announcements)


ROWS = _current_rows()
INDEX = Index(index().dataset.model_copy(update={"announcements": ROWS}))
DAY = INDEX.dataset.meta.as_of
VIEW = replace(view(DAY), index=INDEX, kind="production", selection=Selection(grades=frozenset(Grade)))
CHART = production_chart(INDEX, programmes_of(VIEW), DAY)
BARS: dict[str, Bar | None] = {row.head.announcement_id: row.head.bar for row in CHART.rows}


def test_every_announcement_is_a_row_of_the_chart() -> None:
    assert set(BARS) == {row.announcement_id for row in ROWS}
    assert len(ROWS) >= 63


@pytest.fixture(scope="module")
def screen() -> dict[str, Drawn]:
    """Announcement to its bar on the screen."""
    ticks: dict[str, dt.date] = {}
    days: dict[str, list[dt.date]] = {}
    for trace in production_figure(CHART, "standard").data:
        for key, day in zip(trace.customdata, trace.x, strict=True):
            if key is not None and trace.mode == "lines":
                days.setdefault(key, []).append(dt.date.fromisoformat(day))
            elif key is not None and trace.marker.symbol == "line-ns":
                ticks[key] = dt.date.fromisoformat(day)

    def ends(key: str) -> Ends:
        if key not in ticks:
            return Ends.BOTH
        return Ends.END_OPEN if ticks[key] == min(days[key]) else Ends.START_UNKNOWN

    return {key: (ends(key), min(found), max(found)) for key, found in days.items()}


@pytest.fixture(scope="module")
def picture() -> dict[str, tuple[Ends, float, float]]:
    """Tooltip of a bar in the picture to its ends and the places where it begins and stops."""
    pieces: dict[str, list[Outline]] = {}
    for mark in production_page(VIEW).marks:
        if isinstance(mark, Outline) and mark.title:
            pieces.setdefault(mark.title, []).append(mark)
    assert len(pieces) == sum(bar is not None for bar in BARS.values())

    def ends(bar: list[Outline]) -> Ends:
        """It fades on the side that was not stated."""
        first, last = bar[0].opacity, bar[-1].opacity
        return Ends.BOTH if first == last else Ends.END_OPEN if first > last else Ends.START_UNKNOWN

    places = {title: [x for piece in bar for x, _ in piece.rings[0]] for title, bar in pieces.items()}
    return {title: (ends(bar), min(places[title]), max(places[title])) for title, bar in pieces.items()}


@pytest.fixture(scope="module")
def slide() -> dict[str, tuple[bool, float, float]]:
    """Announcement to its bar on the slide: whether both ends were stated, the places where it begins and stops."""
    deck = Presentation()
    shapes = deck.slides.add_slide(deck.slide_layouts[6])
    slide_production.draw_rows(shapes, VIEW, CHART)
    bars = [one for one in shapes.shapes if one.name.startswith("Window ") and one.name != "Window in words"]
    return {
        one.name.removeprefix("Window "): (
            one.fill.type == MSO_FILL.SOLID,
            one.left / EMU,
            (one.left + one.width) / EMU,
        )
        for one in bars
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


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.announcement_id)
def test_one_window_on_every_surface(
    row: Announcement,
    screen: dict[str, Drawn],
    picture: dict[str, tuple[Ends, float, float]],
    slide: dict[str, tuple[bool, float, float]],
    entries: dict[str, tuple[dt.date, dt.date]],
) -> None:
    key, window, bar = row.announcement_id, window_of(row), BARS[row.announcement_id]
    if window is None or bar is None:
        assert window is bar is None
        assert not {key} & {*screen, *slide, *entries}
        assert not [title for title in picture if title.startswith(f"{row.start_as_stated} ({window_text(row)})")]
        return
    assert bar.start == window.earliest
    match bar.ends:
        case Ends.END_OPEN:
            assert (window.latest, bar.end) == (None, window.earliest + dt.timedelta(days=OPEN_DAYS))
        case Ends.START_UNKNOWN:
            assert (window.start_unknown, window.latest) == (True, bar.end)
        case Ends.BOTH:
            assert window.latest is not None
            assert bar.end == max(window.latest, window.earliest + dt.timedelta(days=MIN_DAYS))
    assert screen[key] == (bar.ends, bar.start, min(bar.end, CHART.last))
    axis = DayAxis(((CHART.first, LEFT), (CHART.last, RIGHT)))
    drawn = next(
        bars for title, bars in picture.items() if title.startswith(f"{row.start_as_stated} ({window_text(row)})")
    )
    assert drawn == (bar.ends, axis.place(bar.start), axis.place(bar.end))
    axis = DayAxis(((CHART.first, slide_production.LEFT), (CHART.last, slide_production.RIGHT)))
    whole, left, right = slide[key]
    assert whole == (bar.ends is Ends.BOTH)
    assert (left, right) == pytest.approx((axis.place(bar.start), axis.place(bar.end)), abs=3)
    last = window.latest or window.earliest
    first = last if window.start_unknown else window.earliest  # "by" a day is one entry on that day
    assert entries.get(key, (first, last)) == (first, last)
    assert (key in entries) == (last >= DAY - dt.timedelta(days=365))
