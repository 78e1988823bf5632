"""Files of a new treaty, policy and measure, made of rows alone, hold their values: slides, XLSX, feeds, pictures."""

from __future__ import annotations

import datetime as dt
import io
from collections.abc import Iterator
from typing import Any

import feedparser
import pytest
from export_views import shapes
from icalendar import Calendar
from invented import MEASURE, POLICY, TREATY, invented
from openpyxl import load_workbook
from pptx import Presentation

from dashboard.domain.lenses import class_of, lenses_of
from dashboard.domain.selection import Selection, with_lens
from dashboard.exports import View, make
from dashboard.exports.calendar_feed import calendar_feed
from dashboard.exports.feeds import atom_feed
from dashboard.tables.downloads import table_download

DAYS = {TREATY: dt.date(2024, 5, 5), POLICY: dt.date(2024, 1, 1), MEASURE: dt.date(2023, 6, 1)}
VALUES = {
    TREATY: {"FIN": "state-party", "NOR": "withdrawn", "SWE": "ended", "DEU": "not-open"},
    POLICY: {"FIN": "owing-all", "NOR": "owing-some", "SWE": "soon-back", "DEU": "unknown"},
    MEASURE: {"FIN": "heavy", "NOR": "light", "SWE": "unknown", "DEU": "unknown"},
}
FIGURES = {"FIN": 10.0, "NOR": 3.25}
LENSES = pytest.mark.parametrize("lens_id", VALUES)


def _selection(lens_id: str, **more: Any) -> Selection:
    return with_lens(Selection(as_of=DAYS[lens_id], **more), lens_id, invented())


def _workbook(lens_id: str, table: str) -> Iterator[dict[str, Any]]:
    """Rows of the sheet of a table by the names of its columns."""
    body = table_download("xlsx", invented(), shapes(), _selection(lens_id), table=table).body
    head, *rows = load_workbook(io.BytesIO(body))[table].iter_rows(values_only=True)
    return (dict(zip(head, row, strict=True)) for row in rows)


@LENSES
def test_slides_draw_them_as_named_shapes_and_chart_their_figures(lens_id: str) -> None:
    index, lens = invented(), lenses_of(invented())[lens_id]
    deck = Presentation(io.BytesIO(make("pptx", View(index, shapes(), lens_id, DAYS[lens_id]))[0]))
    drawn = {shape.name for shape in deck.slides[0].shapes}
    for iso3, class_id in VALUES[lens_id].items():
        assert f"{iso3} {index.name_of(iso3)} – {class_of(lens, class_id).label}" in drawn
    if lens_id == MEASURE:
        (chart,) = (
            shape.chart for slide in deck.slides for shape in slide.shapes if shape.name == "Chart: figures by State"
        )
        (plot,) = chart.plots
        of_states = dict(zip(plot.categories, (value for one in plot.series for value in one.values), strict=True))
        assert {name.split(" (")[0].removesuffix("○"): value for name, value in of_states.items()} == {
            index.name_of(iso3): value for iso3, value in FIGURES.items()
        }


@LENSES
def test_picture_and_slide_name_a_chosen_state_with_its_value(lens_id: str) -> None:
    on_shape, in_words = {
        TREATY: ("withdrawn", "withdrawn since 1 August 2023"),
        POLICY: ("owing some", "owing some since 1 January 2022"),
        MEASURE: ("light, 3.2 t in 2023, an estimate", "3.2 t in 2023, an estimate"),
    }[lens_id]
    view = View(invented(), shapes(), lens_id, DAYS[lens_id], focus=frozenset({"NOR"}))
    assert f"<title>Norway: {on_shape}</title>" in make("svg", view)[0].decode()
    assert view.chosen_line == f"Norway: {in_words}"
    (first, *_) = Presentation(io.BytesIO(make("pptx", view)[0])).slides
    assert any(view.chosen_line in shape.text_frame.text for shape in first.shapes if shape.has_text_frame)


@LENSES
def test_a_workbook_holds_their_readings_and_rows(lens_id: str) -> None:
    readings = {row["iso3"]: row for row in _workbook(lens_id, "readings")}
    assert {iso3: readings[iso3]["class_id"] for iso3 in VALUES[lens_id]} == VALUES[lens_id]
    if lens_id == MEASURE:
        assert {iso3: readings[iso3]["value"] for iso3 in ("FIN", "NOR", "SWE")} == FIGURES | {"SWE": None}
        assert {readings[iso3]["series_id"] for iso3 in FIGURES} == {"moon-one"}
    ids = {row["id"] for row in _workbook(lens_id, "facts")}
    of_norway = {TREATY: f"{TREATY}-nor-2", POLICY: f"{POLICY}-nor-2022-01-01", MEASURE: f"{MEASURE}-nor-2023-01-01"}
    assert of_norway[lens_id] in ids


@LENSES
def test_feeds_tell_them(lens_id: str) -> None:
    titles = {entry.title for entry in feedparser.parse(atom_feed(invented(), _selection(lens_id), "")).entries}
    told = {
        TREATY: "Sweden, Moon Pact: End of membership decided by others",
        POLICY: "Norway, Moon Duty: owing some",
        MEASURE: "Finland, Moon Money: 10.0 t in 2023",
    }
    assert any(title.startswith(told[lens_id]) for title in titles), titles


def test_a_calendar_tells_what_is_settled() -> None:
    events = {
        str(event["summary"]): event["dtstart"].dt
        for lens_id in (TREATY, POLICY)
        for event in Calendar.from_ical(calendar_feed(invented(), _selection(lens_id))).walk("VEVENT")
    }
    assert events["Sweden, Moon Duty: owing all"] == dt.date(2025, 1, 1)
    assert any(on == dt.date(2023, 8, 1) and "Norway" in title for title, on in events.items()), events
